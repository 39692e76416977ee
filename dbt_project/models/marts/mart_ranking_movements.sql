with comparable as (
    select
        *,
        coalesce(rank_published, rank_computed) as place
    from {{ ref('fct_provincial_rankings') }}
    where change_status = 'comparable' and statistic = 'value'
),

names as (
    select
        agency_code,
        max_by(name_vi, coalesce(valid_from, date '1900-01-01')) as name_vi
    from {{ ref('dim_agency') }}
    group by agency_code
)

select
    comparable.ranking_key,
    comparable.index_code,
    comparable.edition,
    comparable.previous_edition,
    comparable.component,
    comparable.unit_set,
    comparable.agency_code,
    names.name_vi,
    comparable.score,
    comparable.previous_score,
    comparable.score_change,
    comparable.place as current_rank,
    case
        when comparable.rank_published is not null then 'published'
        when comparable.rank_computed is not null then 'computed'
    end as rank_basis,
    comparable.previous_rank,
    comparable.rank_change,
    case
        when comparable.rank_change > 0 then 'up'
        when comparable.rank_change < 0 then 'down'
        when comparable.rank_change = 0 then 'same'
        else 'rank_unknown'
    end as movement,
    comparable.rank_change_reported,
    comparable.score_change_reported,
    comparable.rank_change <> comparable.rank_change_reported as is_rank_change_disputed
from comparable
left join names on comparable.agency_code = names.agency_code
