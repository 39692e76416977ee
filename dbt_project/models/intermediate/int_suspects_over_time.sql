-- One agency's figures of two windows that hardly go together.
with told as (
    select
        *,
        {{ surrogate_key([
            'indicator_code', 'component', 'field_name', 'service_level_label', 'agency_code',
            'rate_formula',
        ]) }} as measure_key
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and qualifier = 'exact'
        and index_code is null
),

thresholds as (
    select
        max(case when check_code = 'jump_of_count' then threshold end) as times,
        max(case when check_code = 'jump_of_rate' then threshold end) as points
    from {{ ref('quality_checks') }}
),

flows as (
    select * from {{ ref('int_flow_windows') }}
),

falls as (
    select
        'cumulative_falls' as check_code,
        later.observation_id,
        earlier.observation_id as other_observation_id,
        earlier.value as other_value,
        later.indicator_code || ' = ' || later.value || ' to ' || later.window_end
        || ', ' || earlier.value || ' to ' || earlier.window_end as finding
    from flows as later
    inner join flows as earlier
        on
            later.flow_key = earlier.flow_key
            and later.window_start = earlier.window_start
            and later.window_end > earlier.window_end
    where later.value < earlier.value
),

-- A count below 100 may well be many times another.
jumps as (
    select
        case when later.unit = 'percent' then 'jump_of_rate' else 'jump_of_count' end as check_code,
        later.observation_id,
        earlier.observation_id as other_observation_id,
        cast(earlier.value as double) as other_value,
        later.indicator_code || ' = ' || later.value_text || ' to ' || later.window_end
        || ', ' || earlier.value_text || ' to ' || earlier.window_end as finding
    from told as later
    inner join told as earlier
        on
            later.measure_key = earlier.measure_key
            and later.unit = earlier.unit
            and earlier.window_end = later.window_end - interval 1 year
            and earlier.window_start is not distinct from later.window_start - interval 1 year
    cross join thresholds
    where
        (later.unit = 'percent' and abs(later.value - earlier.value) > thresholds.points)
        or (
            later.unit <> 'percent'
            and greatest(later.value, earlier.value) >= 100
            and greatest(later.value, earlier.value)
            > thresholds.times * greatest(least(later.value, earlier.value), 1)
        )
)

select * from falls
union all
select * from jumps
