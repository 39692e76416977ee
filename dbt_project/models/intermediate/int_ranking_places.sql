-- The place of each agency: as published, else as computed from a complete list.
select
    rankings.*,
    ranks.rank_computed,
    ranks.rank_computed_of,
    ranks.tie_count,
    coalesce(rankings.rank_published, ranks.rank_computed) as place,
    coalesce(lists.list_status, 'no_scores') as list_status
from {{ ref('int_rankings') }} as rankings
left join {{ ref('int_ranks') }} as ranks
    on
        rankings.index_code = ranks.index_code
        and rankings.edition = ranks.edition
        and rankings.component = ranks.component
        and rankings.unit_set = ranks.unit_set
        and rankings.agency_code = ranks.agency_code
        and rankings.statistic = 'value'
left join {{ ref('int_ranking_lists') }} as lists
    on
        rankings.index_code = lists.index_code
        and rankings.edition = lists.edition
        and rankings.component = lists.component
        and rankings.unit_set = lists.unit_set
