{#- Lists of one edition that rank different numbers of units are different lists. -#}
{%- set same_list = "one.index_code = other.index_code
            and one.edition = other.edition
            and one.component = other.component
            and one.unit_set = other.unit_set
            and one.statistic = other.statistic
            and coalesce(one.rank_of, other.rank_of, 0) = coalesce(other.rank_of, one.rank_of, 0)" -%}
with rankings as (
    select * from {{ ref('int_rankings') }}
    where statistic = 'value'
),

-- Every place that a report gives and no revision withdrew, once, with the agency's current score.
told_places as (
    select
        *,
        row_number() over (
            partition by series_key, value
            order by position_in_series
        ) as position_of_place
    from {{ ref('int_observations') }}
    where
        indicator_code = 'index_rank'
        and kind = 'actual'
        and statistic = 'value'
        and not is_superseded
),

places as (
    select
        told_places.index_code,
        told_places.edition,
        told_places.component,
        told_places.unit_set,
        told_places.agency_code,
        told_places.statistic,
        told_places.rank_of,
        told_places.value as place,
        told_places.observation_id,
        rankings.score
    from told_places
    inner join rankings
        on
            told_places.index_code = rankings.index_code
            and told_places.edition = rankings.edition
            and told_places.component = rankings.component
            and told_places.unit_set = rankings.unit_set
            and told_places.agency_code = rankings.agency_code
    where told_places.position_of_place = 1
),

shared_places as (
    select
        one.observation_id,
        other.observation_id as rival_observation_id,
        other.score - one.score as difference
    from places as one
    inner join places as other
        on
            {{ same_list }}
            and one.place = other.place
            and one.agency_code < other.agency_code
    where one.score is null or other.score is null or one.score <> other.score
),

-- For each agency the best-scored one of those placed after it, where that one scored higher.
inversions as (
    select
        one.score_observation_id as observation_id,
        other.score_observation_id as rival_observation_id,
        other.score - one.score as difference,
        row_number() over (
            partition by one.score_observation_id
            order by other.score desc, other.agency_code asc
        ) as position_of_rival
    from rankings as one
    inner join rankings as other
        on
            {{ same_list }}
            and one.rank_published < other.rank_published
            and one.score < other.score
)

select
    'shared_rank' as conflict_kind,
    observation_id,
    rival_observation_id,
    difference
from shared_places
union all
select
    'rank_order' as conflict_kind,
    observation_id,
    rival_observation_id,
    difference
from inversions
where position_of_rival = 1
