with reports as (
    select * from {{ ref('int_reports') }}
),

refusals as (
    select
        rejected_id as rejection_key,
        'row' as refused_part,
        report_id,
        contract,
        'contract' as stage,
        location,
        reason_codes,
        reasons,
        advice,
        agency_name,
        row_json
    from {{ ref('stg_rejected_rows') }}
    union all
    select
        {{ surrogate_key(['report_id', 'stage']) }} as rejection_key,
        'file' as refused_part,
        report_id,
        cast(null as varchar) as contract,
        stage,
        coalesce(location, 'whole file') as location,
        coalesce(reason_code, status) as reason_codes,
        coalesce('expected ' || expected, '') || coalesce('; found ' || found, '') as reasons,
        coalesce(advice, '') as advice,
        cast(null as varchar) as agency_name,
        cast(null as varchar) as row_json
    from {{ ref('stg_outcomes') }}
    where status <> 'ok'
)

select
    refusals.rejection_key,
    refusals.refused_part,
    refusals.report_id,
    reports.source_name,
    refusals.contract,
    refusals.stage,
    refusals.location,
    refusals.reason_codes,
    refusals.reasons,
    refusals.advice,
    refusals.agency_name,
    refusals.row_json,
    reports.received_at,
    reports.revision,
    reports.is_superseded
from refusals
left join reports on refusals.report_id = reports.report_id
