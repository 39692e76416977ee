with corrections as (
    select * from {{ ref('int_corrections') }}
),

observations as (
    select * from {{ ref('int_observations') }}
)

select
    corrections.correction_key,
    corrections.correction_id,
    corrections.location,
    corrections.correction_status,
    corrections.observation_id,
    corrections.corrected_observation_id,
    corrections.report_id,
    observations.indicator_code,
    observations.agency_code,
    observations.window_start as period_start,
    observations.window_end as period_end,
    corrections.expect,
    corrections.found_value,
    corrections.corrected_value,
    corrections.withdraw,
    corrections.reason,
    corrections.corrected_by,
    corrections.corrected_on,
    corrections.source,
    cast(null as varchar) as reasons
from corrections
left join observations on corrections.observation_id = observations.observation_id
union all
select
    {{ surrogate_key(["'refused'", 'location']) }} as correction_key,
    correction_id,
    location,
    'refused' as correction_status,
    null as observation_id,
    null as corrected_observation_id,
    null as report_id,
    null as indicator_code,
    null as agency_code,
    null as period_start,
    null as period_end,
    null as expect,
    null as found_value,
    null as corrected_value,
    null as withdraw,
    null as reason,
    null as corrected_by,
    null as corrected_on,
    null as source,
    reasons
from {{ ref('stg_refused_corrections') }}
