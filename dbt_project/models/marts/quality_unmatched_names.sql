-- A curator's work list: each printed name that no agency answers to, once.
with unmatched as (
    select
        rejected.agency_name,
        rejected.contract,
        rejected.report_id,
        rejected.location,
        reports.source_name,
        reports.received_at,
        row_number() over (
            partition by rejected.agency_name, rejected.contract
            order by
                reports.received_at, rejected.report_id, rejected.location, rejected.rejected_id
        ) as position_of_name
    from {{ ref('stg_rejected_rows') }} as rejected
    inner join {{ ref('int_reports') }} as reports on rejected.report_id = reports.report_id
    where
        rejected.agency_name is not null
        and contains(rejected.reason_codes, 'unknown_agency')
)

select
    {{ surrogate_key(['agency_name', 'contract']) }} as name_key,
    agency_name,
    contract,
    cast(count(*) as bigint) as row_count,
    cast(count(distinct report_id) as bigint) as report_count,
    max(case when position_of_name = 1 then report_id end) as first_report_id,
    max(case when position_of_name = 1 then source_name end) as first_source_name,
    max(case when position_of_name = 1 then location end) as first_location,
    max(received_at) as last_received_at
from unmatched
group by agency_name, contract
