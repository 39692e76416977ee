with pairs as (
    select * from {{ ref('int_suspects_in_report') }}
    union all
    select * from {{ ref('int_suspect_rates') }}
    union all
    select * from {{ ref('int_suspect_changes') }}
    union all
    select * from {{ ref('int_suspects_over_time') }}
    union all
    select * from {{ ref('int_suspect_copies') }}
),

found as (
    select
        pairs.check_code,
        observations.report_id,
        observations.agency_code,
        observations.indicator_code,
        observations.window_start as period_start,
        observations.window_end as period_end,
        cast(observations.value as double) as value,
        pairs.other_value,
        pairs.finding,
        pairs.observation_id,
        pairs.other_observation_id,
        observations.location,
        observations.evidence
    from pairs
    inner join {{ ref('int_observations') }} as observations
        on pairs.observation_id = observations.observation_id
    union all
    select
        check_code,
        report_id,
        agency_code,
        indicator_code,
        period_start,
        period_end,
        null as value,
        null as other_value,
        finding,
        null as observation_id,
        null as other_observation_id,
        null as location,
        null as evidence
    from {{ ref('int_suspect_forms') }}
)

select
    {{ surrogate_key([
        'check_code', 'report_id', 'observation_id', 'other_observation_id', 'finding',
    ], 'found') }} as suspect_key,
    found.check_code,
    checks.severity,
    checks.owner,
    found.report_id,
    found.agency_code,
    found.indicator_code,
    found.period_start,
    found.period_end,
    found.value,
    found.other_value,
    found.finding,
    checks.action_en,
    checks.action_vi,
    found.observation_id,
    found.other_observation_id,
    found.location,
    found.evidence
from found
inner join {{ ref('quality_checks') }} as checks on found.check_code = checks.check_code
