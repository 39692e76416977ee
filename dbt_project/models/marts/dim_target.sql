with told as (
    select * from {{ ref('int_observations') }}
    where kind = 'target' and not is_superseded
)

select
    {{ surrogate_key(["'law'", 'target_id']) }} as target_key,
    'law' as target_origin,
    indicator_code,
    cast(null as varchar) as index_code,
    agency_code,
    'value' as statistic,
    cast(value as double) as target_value,
    unit,
    qualifier,
    deadline as target_deadline,
    scope as target_scope,
    instrument as target_instrument,
    instrument_date as target_set_on,
    certainty as target_certainty,
    cast(null as varchar) as report_id,
    cast(null as varchar) as observation_id,
    source as target_source,
    cast(null as varchar) as evidence,
    note
from {{ ref('law_targets') }}
union all
select
    {{ surrogate_key(["'report'", 'observation_id']) }} as target_key,
    'report' as target_origin,
    indicator_code,
    index_code,
    agency_code,
    statistic,
    value as target_value,
    unit,
    qualifier,
    window_end as target_deadline,
    field_name as target_scope,
    title_of_report as target_instrument,
    issued_on as target_set_on,
    'as_told' as target_certainty,
    report_id,
    observation_id,
    coalesce(source_url, source_name) as target_source,
    evidence,
    cast(null as varchar) as note
from (
    select
        told.*,
        reports.title as title_of_report
    from told
    inner join {{ ref('int_reports') }} as reports on told.report_id = reports.report_id
) as told_in_reports
