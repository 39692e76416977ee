-- What a report tells as the change on the year before, beside the change that scores and places
-- give. A change in percent may be told of the score before; the last digits may be cut off.
{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] %}
with told as (
    select
        *,
        coalesce({{ printed_step('value', 'value_text') }}, 0) as step
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and qualifier = 'exact'
        and indicator_code in ('index_score_change', 'index_rank_change')
),

rankings as (
    select
        changes.*,
        coalesce({{ printed_step('rankings.score', 'rankings.score_text') }}, 0) as score_step
    from {{ ref('int_ranking_changes') }} as changes
    inner join {{ ref('int_rankings') }} as rankings
        on {{ same_row('changes', 'rankings', key) }}
    where changes.change_status = 'comparable'
),

compared as (
    select
        told.observation_id,
        told.indicator_code,
        told.value,
        told.value_text,
        told.step + rankings.score_step as allowance,
        case told.indicator_code
            when 'index_rank_change' then rankings.rank_change
            else rankings.score_change
        end as computed,
        case
            when told.unit = 'percent'
                then 100 * rankings.score_change / nullif(rankings.previous_score, 0)
        end as computed_percent
    from told
    inner join rankings on {{ same_row('told', 'rankings', key) }}
)

select
    'change_disagrees' as check_code,
    observation_id,
    cast(null as varchar) as other_observation_id,
    cast(computed as double) as other_value,
    indicator_code || ' = ' || value_text || ', computed ' || round(computed, 4) as finding
from compared
where
    case indicator_code
        when 'index_rank_change' then value <> computed
        else
            abs(value - computed) > allowance + 1e-9
            and coalesce(abs(value - computed_percent) > allowance + 1e-9, true)
    end
