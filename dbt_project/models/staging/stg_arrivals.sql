select
    cast(report_id as varchar) as report_id,
    cast(source_name as varchar) as source_name,
    cast(arrived_at as timestamp) as arrived_at
from {{ landing('arrivals') }}
