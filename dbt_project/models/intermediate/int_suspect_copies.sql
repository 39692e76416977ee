-- Counts of two windows of one agency that are the same, several at once: too many for chance.
with pairs as (
    select
        later.observation_id,
        earlier.observation_id as other_observation_id,
        earlier.value as other_value,
        later.indicator_code,
        later.agency_code,
        later.window_start,
        later.window_end,
        earlier.window_start as other_start,
        earlier.window_end as other_end,
        count(distinct later.indicator_code) over (
            partition by
                later.agency_code, later.field_name, later.window_start, later.window_end,
                earlier.window_start, earlier.window_end
        ) as equal_count
    from {{ ref('int_flow_windows') }} as later
    inner join {{ ref('int_flow_windows') }} as earlier
        on
            later.flow_key = earlier.flow_key
            and later.value = earlier.value
            and (
                later.window_end > earlier.window_end
                or (
                    later.window_end = earlier.window_end
                    and later.window_start > earlier.window_start
                )
            )
    where later.value >= 100
)

select
    'copied_values' as check_code,
    pairs.observation_id,
    pairs.other_observation_id,
    pairs.other_value,
    pairs.indicator_code || ' = ' || pairs.other_value || ' from ' || pairs.window_start || ' to '
    || pairs.window_end || ' and from ' || pairs.other_start || ' to ' || pairs.other_end as finding
from pairs
inner join {{ ref('quality_checks') }} as checks
    on checks.check_code = 'copied_values' and pairs.equal_count >= checks.threshold
