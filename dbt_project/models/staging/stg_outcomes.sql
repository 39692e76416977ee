select
    cast(report_id as varchar) as report_id,
    cast(stage as varchar) as stage,
    cast(status as varchar) as status,
    cast(reason_code as varchar) as reason_code,
    cast(location as varchar) as location,
    cast(expected as varchar) as expected,
    cast(found as varchar) as found,
    cast(advice as varchar) as advice,
    cast(accepted_count as bigint) as accepted_count,
    cast(rejected_count as bigint) as rejected_count,
    cast(reader_version as varchar) as reader_version,
    cast(finished_at as timestamp) as finished_at
from {{ landing('outcomes') }}
