with estimated as (
    select * from {{ ref('int_old_map_means') }}
),

new_map as (
    select
        index_code,
        edition,
        component,
        agency_code,
        period_end,
        score
    from {{ ref('fct_provincial_rankings') }}
    where
        statistic = 'value'
        and unit_set = 'provinces_34'
        and agency_code like 'province:%'
        and agency_code not like '%/%'
        and score is not null
),

joined as (
    select
        coalesce(new_map.index_code, estimated.index_code) as index_code,
        coalesce(new_map.edition, estimated.edition) as edition,
        coalesce(new_map.component, estimated.component) as component,
        coalesce(new_map.agency_code, estimated.agency_code) as agency_code,
        coalesce(new_map.period_end, estimated.period_end) as period_end,
        case
            when new_map.score is not null then 'published'
            when not estimated.is_merged then 'unchanged_unit'
            when estimated.weight_covered > 0.999999 then 'population_weighted'
            when estimated.weight_covered >= 0.5 and estimated.is_whole_list then 'partly_covered'
            else 'not_covered'
        end as score_basis,
        new_map.score as published_score,
        estimated.mean_score,
        case
            when new_map.score is not null then 1.0
            else estimated.weight_covered
        end as weight_covered
    from estimated
    full outer join new_map
        on
            estimated.index_code = new_map.index_code
            and estimated.edition = new_map.edition
            and estimated.component = new_map.component
            and estimated.agency_code = new_map.agency_code
)

select
    index_code,
    edition,
    component,
    agency_code,
    period_end,
    score_basis,
    cast(
        case
            when score_basis = 'published' then published_score
            when score_basis <> 'not_covered' then round(mean_score, 6)
        end as double
    ) as score,
    cast(round(weight_covered, 6) as double) as weight_covered
from joined
