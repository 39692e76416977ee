-- Places by score with ties sharing the better place (1, 2, 2, 4), only where every unit that was
-- scored is here.
select
    rankings.index_code,
    rankings.edition,
    rankings.component,
    rankings.unit_set,
    rankings.agency_code,
    cast(rank() over (
        partition by rankings.index_code, rankings.edition, rankings.component, rankings.unit_set
        order by rankings.score desc
    ) as bigint) as rank_computed,
    cast(count(*) over (
        partition by
            rankings.index_code, rankings.edition, rankings.component, rankings.unit_set,
            rankings.score
    ) as bigint) as tie_count,
    lists.scored_count as rank_computed_of
from {{ ref('int_rankings') }} as rankings
inner join {{ ref('int_ranking_lists') }} as lists
    on
        rankings.index_code = lists.index_code
        and rankings.edition = lists.edition
        and rankings.component = lists.component
        and rankings.unit_set = lists.unit_set
where
    lists.list_status = 'complete'
    and rankings.statistic = 'value'
    and rankings.score is not null
    and rankings.agency_code not in ('national', 'ministries', 'provinces')
