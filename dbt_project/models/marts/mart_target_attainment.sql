with targets as (
    select
        targets.*,
        indicators.value_type,
        indicators.better,
        indicators.name_vi as indicator_name_vi,
        indicators.name_en as indicator_name_en
    from {{ ref('dim_target') }} as targets
    inner join {{ ref('indicators') }} as indicators
        on targets.indicator_code = indicators.indicator_code
),

results as (
    select * from {{ ref('int_observations') }}
    where kind = 'actual' and is_current and field_name is null and service_level_label is null
),

-- The latest result between the day the target was set and its deadline.
candidates as (
    select
        targets.target_key,
        results.observation_id,
        row_number() over (
            partition by targets.target_key
            order by results.window_end desc, results.observation_id asc
        ) as position_of_result
    from targets
    inner join results
        on
            targets.indicator_code = results.indicator_code
            and targets.index_code is not distinct from results.index_code
            and targets.agency_code = results.agency_code
            and targets.statistic = results.statistic
            and targets.unit = results.unit
            and coalesce(results.component, 'total') = 'total'
            and results.window_end >= coalesce(targets.target_set_on, results.window_end)
            and results.window_end <= coalesce(targets.target_deadline, results.window_end)
),

measured as (
    select
        targets.*,
        results.value as result_value,
        results.value_text as result_text,
        results.window_start as result_period_start,
        results.window_end as result_period_end,
        results.report_id as result_report_id,
        results.observation_id as result_observation_id,
        case
            when
                targets.qualifier = 'at_most'
                or (targets.qualifier = 'exact' and targets.better = 'lower')
                then results.value <= targets.target_value
            else results.value >= targets.target_value
        end as is_reached
    from targets
    left join candidates
        on targets.target_key = candidates.target_key and candidates.position_of_result = 1
    left join results on candidates.observation_id = results.observation_id
)

select
    target_key,
    target_origin,
    indicator_code,
    indicator_name_vi,
    indicator_name_en,
    index_code,
    agency_code,
    target_value,
    unit,
    qualifier,
    target_deadline,
    target_scope,
    target_instrument,
    target_certainty,
    result_value,
    result_text,
    result_period_start,
    result_period_end,
    case
        when value_type = 'flow' then 'not_measurable'
        when result_value is null then 'no_result'
        when target_scope is not null then 'other_scope'
        when is_reached then 'reached'
        when result_period_end >= target_deadline then 'missed'
        else 'not_yet'
    end as attainment_status,
    case when value_type <> 'flow' then cast(result_value - target_value as double) end as gap,
    case
        when value_type <> 'flow' then {{ rate('result_value', 'target_value') }}
    end as attained_rate,
    result_report_id,
    result_observation_id,
    report_id as target_report_id,
    observation_id as target_observation_id,
    target_source
from measured
