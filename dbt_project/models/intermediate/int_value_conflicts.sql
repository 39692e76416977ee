with series_values as (
    select
        *,
        {{ rounding_allowance('value', 'value_text', 'unit') }} as own_allowance
    from {{ ref('int_observations') }}
    where kind = 'actual' and not is_superseded
),

current_values as (
    select * from series_values
    where is_current
),

-- One line for each value that differs from the current one, at its best standing.
rivals as (
    select
        *,
        row_number() over (
            partition by series_key, value
            order by position_in_series
        ) as position_of_value
    from series_values
    where not is_current
),

pairs as (
    select
        current_values.series_key,
        current_values.observation_id,
        rivals.observation_id as rival_observation_id,
        rivals.value - current_values.value as difference,
        cast(current_values.own_allowance + rivals.own_allowance as double) as allowance,
        current_values.qualifier,
        rivals.qualifier as rival_qualifier,
        coalesce(current_values.rate_formula, '') <> coalesce(rivals.rate_formula, '')
            as is_formula_different
    from rivals
    inner join current_values on rivals.series_key = current_values.series_key
    where rivals.position_of_value = 1 and rivals.value <> current_values.value
)

select
    *,
    case
        when abs(difference) <= allowance * (1 + 1e-9) then 'rounding'
        when
            (rival_qualifier = 'at_least' and difference <= 0)
            or (rival_qualifier = 'at_most' and difference >= 0)
            or (qualifier = 'at_least' and difference >= 0)
            or (qualifier = 'at_most' and difference <= 0)
            then 'bound'
        when 'approx' in (qualifier, rival_qualifier) and abs(difference) <= 2 * allowance
            then 'rounding'
        when is_formula_different then 'formula'
        else 'none'
    end as explained_by
from pairs
