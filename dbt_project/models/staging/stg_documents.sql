select
    cast(report_id as varchar) as report_id,
    cast(reader_version as varchar) as reader_version,
    cast(report_kind as varchar) as report_kind,
    cast(title as varchar) as title,
    cast(publisher as varchar) as publisher,
    cast(issued_on as date) as issued_on,
    cast(source_url as varchar) as source_url,
    cast(agency_code as varchar) as agency_code,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    cast(paragraph_count as bigint) as paragraph_count,
    cast(table_count as bigint) as table_count,
    cast(record_count as bigint) as record_count
from {{ landing('documents') }}
