with rankings as (
    select
        *,
        coalesce(rank_published, rank_computed) as place
    from {{ ref('fct_provincial_rankings') }}
    where statistic = 'value'
),

lists as (
    select
        index_code,
        edition,
        component,
        unit_set,
        bool_and(list_status = 'complete') as is_whole_list
    from rankings
    group by all
),

comparable as (
    select
        rankings.*,
        lists.is_whole_list and previous_lists.is_whole_list as are_both_lists_whole
    from rankings
    inner join lists
        on
            rankings.index_code = lists.index_code
            and rankings.edition = lists.edition
            and rankings.component = lists.component
            and rankings.unit_set = lists.unit_set
    left join lists as previous_lists
        on
            rankings.previous_edition = previous_lists.edition
            and rankings.index_code = previous_lists.index_code
            and rankings.component = previous_lists.component
            and rankings.unit_set = previous_lists.unit_set
    where rankings.change_status = 'comparable'
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
    comparable.percentile,
    comparable.previous_rank,
    comparable.rank_change,
    case
        when comparable.rank_change > 0 then 'up'
        when comparable.rank_change < 0 then 'down'
        when comparable.rank_change = 0 then 'same'
        else 'rank_unknown'
    end as movement,
    -- Nobody is called the largest mover of a list of which only some units are known.
    case
        when comparable.are_both_lists_whole and comparable.rank_change > 0
            then rank() over (edition_list order by comparable.rank_change desc nulls last)
    end as rise_order,
    case
        when comparable.are_both_lists_whole and comparable.rank_change < 0
            then rank() over (edition_list order by comparable.rank_change asc nulls last)
    end as fall_order,
    comparable.rank_change_reported,
    comparable.score_change_reported,
    comparable.rank_change <> comparable.rank_change_reported as is_rank_change_disputed
from comparable
left join names on comparable.agency_code = names.agency_code
window edition_list as (
    partition by
        comparable.index_code,
        comparable.edition,
        comparable.component,
        comparable.unit_set
)
