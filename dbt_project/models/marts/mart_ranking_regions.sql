{%- set list = ['index_code', 'edition', 'component', 'unit_set'] -%}
with rankings as (
    select * from {{ ref('fct_provincial_rankings') }}
),

regions as (
    select distinct * exclude (agency_code)
    from {{ ref('int_province_regions') }}
),

-- The mean that a publisher gives is of the map on which the edition was made.
published as (
    select
        * replace (
            case when left(edition, 4) <= '2024' then 'provinces_63' else 'provinces_34' end
                as unit_set
        )
    from rankings
    where agency_level = 'region' and statistic = 'mean'
),

lists as (
    select distinct {{ list | join(', ') }}
    from rankings
    where unit_set like 'provinces_%' and statistic = 'value'
    union distinct
    select distinct {{ list | join(', ') }}
    from published
),

scored as (
    select
        rankings.*,
        provinces.region_code
    from rankings
    inner join {{ ref('int_province_regions') }} as provinces
        on
            rankings.unit_set = provinces.unit_set
            and rankings.agency_code = provinces.agency_code
    where rankings.statistic = 'value' and rankings.score is not null
),

summed as (
    select
        {% for column in list %}lists.{{ column }},
        {% endfor -%}
        regions.region_code,
        regions.region_name_vi,
        max(regions.region_unit_count) as region_unit_count,
        count(scored.score) as region_scored_count,
        coalesce(
            bool_or(scored.list_status = 'complete')
            or count(scored.score) = max(regions.region_unit_count),
            false
        ) as is_whole_region,
        cast(round({{ exact_mean('scored.score') }}, 6) as double) as region_mean_score,
        min(scored.score) as region_lowest_score,
        max(scored.score) as region_highest_score,
        first(
            scored.agency_code order by scored.score desc, scored.agency_code asc
        ) as best_agency_code,
        first(
            scored.agency_code order by scored.score asc, scored.agency_code asc
        ) as worst_agency_code,
        cast(round(median(scored.percentile), 2) as double) as median_percentile
    from lists
    inner join regions on lists.unit_set = regions.unit_set
    left join scored
        on
            regions.region_code = scored.region_code
            and {{ same_row('lists', 'scored', list) }}
    group by
        {{ 'lists.' ~ list | join(', lists.') }},
        regions.region_code,
        regions.region_name_vi
)

select
    {{ surrogate_key(list + ['region_code'], 'summed') }} as region_ranking_key,
    summed.* exclude (best_agency_code, worst_agency_code),
    case when summed.is_whole_region then summed.best_agency_code end as best_agency_code,
    case when summed.is_whole_region then summed.worst_agency_code end as worst_agency_code,
    case
        when bool_and(summed.is_whole_region) over edition_list
            then rank() over (edition_list order by summed.region_mean_score desc)
    end as region_rank,
    published.score as published_mean_score,
    published.rank_published as published_region_rank,
    case
        when summed.is_whole_region
            then cast(round(published.score - summed.region_mean_score, 6) as double)
    end as mean_difference
from summed
left join published
    on
        summed.region_code = published.agency_code
        and {{ same_row('summed', 'published', list) }}
where summed.region_scored_count > 0 or published.score is not null
window edition_list as (partition by {{ 'summed.' ~ list | join(', summed.') }})
