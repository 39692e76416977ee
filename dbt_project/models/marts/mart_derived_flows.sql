with told as (
    select * from {{ ref('int_flow_windows') }}
),

-- A whole without a beginning of it: half a year without its first quarter.
once as (
    select
        whole.flow_key,
        opening.window_end + 1 as window_start,
        whole.window_end,
        whole.value - opening.value as value,
        [whole.observation_id, opening.observation_id] as observation_ids
    from told as whole
    inner join told as opening
        on
            whole.flow_key = opening.flow_key
            and whole.window_start = opening.window_start
            and whole.window_end > opening.window_end
),

-- The ministry's third quarter is reported by itself: the fourth is the second half without it.
twice as (
    select
        once.flow_key,
        opening.window_end + 1 as window_start,
        once.window_end,
        once.value - opening.value as value,
        list_append(once.observation_ids, opening.observation_id) as observation_ids
    from once
    inner join told as opening
        on
            once.flow_key = opening.flow_key
            and once.window_start = opening.window_start
            and once.window_end > opening.window_end
),

steps as (
    select * from once
    union all
    select * from twice
),

-- Quarters and second halves of the calendar and of the ministry, by the fewest steps.
derived as (
    select
        *,
        row_number() over (
            partition by flow_key, window_start, window_end
            order by len(observation_ids), observation_ids
        ) as position_in_window
    from steps
    where
        value >= 0
        and strftime(window_start, '%m%d-') || strftime(window_end, '%m%d') in (
            '0401-0630', '0701-0930', '1001-1231', '0701-1231',
            '0315-0614', '0615-0914', '0915-1214', '0615-1214'
        )
),

flows as (
    select distinct
        flow_key,
        indicator_code,
        component,
        field_name,
        service_level_label,
        agency_code,
        unit
    from told
)

select
    {{ surrogate_key(['flow_key', 'window_start', 'window_end'], 'derived') }} as derived_key,
    flows.agency_code,
    flows.indicator_code,
    flows.component,
    flows.field_name,
    flows.service_level_label,
    derived.window_start as period_start,
    derived.window_end as period_end,
    cast(derived.value as double) as derived_value,
    flows.unit,
    array_to_string(derived.observation_ids, ' - ') as derivation,
    reported.value as reported_value,
    cast(reported.value - derived.value as double) as reported_difference,
    reported.observation_id as reported_observation_id
from derived
inner join flows on derived.flow_key = flows.flow_key
left join told as reported
    on
        derived.flow_key = reported.flow_key
        and derived.window_start = reported.window_start
        and derived.window_end = reported.window_end
where derived.position_in_window = 1
