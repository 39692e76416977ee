select
    cast(rejected_id as varchar) as rejected_id,
    cast(report_id as varchar) as report_id,
    cast(reader_version as varchar) as reader_version,
    cast(contract as varchar) as contract,
    cast(location as varchar) as location,
    cast(reason_codes as varchar) as reason_codes,
    cast(reasons as varchar) as reasons,
    cast(advice as varchar) as advice,
    cast(agency_name as varchar) as agency_name,
    cast(row_json as varchar) as row_json
from {{ landing('rejected_rows') }}
