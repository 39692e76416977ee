-- Places as published against places by score. Within a tie the publisher may use decimals that it
-- does not print.
{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] %}
select
    {{ surrogate_key(key) }} as ranking_key,
    index_code,
    edition,
    component,
    unit_set,
    agency_code,
    score,
    rank_published,
    rank_computed,
    rank_of,
    rank_computed_of,
    tie_count,
    rank_published - rank_computed as rank_difference,
    case
        when rank_computed is null and score is null then 'no_score'
        when rank_computed is null then 'list_not_complete'
        when rank_published = rank_computed then 'equal'
        when rank_published between rank_computed and rank_computed + tie_count - 1
            then 'within_tie'
        else 'different'
    end as verdict,
    list_status,
    rank_report_id,
    rank_observation_id,
    score_report_id
from {{ ref('int_ranking_places') }}
where rank_published is not null and statistic = 'value'
