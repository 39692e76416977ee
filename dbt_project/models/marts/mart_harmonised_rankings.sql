{%- set key = ['index_code', 'edition', 'component', 'agency_code'] -%}
with scores as (
    select * from {{ ref('int_harmonised_scores') }}
),

breaks as (
    select
        index_code,
        component,
        try_cast(first_edition as bigint) as first_year
    from {{ ref('ranking_series_breaks') }}
    where break_kind <> 'unit_set' and coalesce(agency_level, 'province') = 'province'
),

-- Editions of one segment are on one scale and one set of criteria.
segments as (
    select
        scores.index_code,
        scores.edition,
        scores.component,
        max(breaks.first_year) as segment_first_year
    from (select distinct
        index_code,
        edition,
        component
    from scores) as scores
    left join breaks
        on
            scores.index_code = breaks.index_code
            and scores.component = coalesce(breaks.component, scores.component)
            and breaks.first_year <= try_cast(left(scores.edition, 4) as bigint)
    group by scores.index_code, scores.edition, scores.component
),

-- A place among 34 needs 34 scores, all published or all of the old map.
ranked as (
    select
        *,
        case
            when
                count(score) over edition_list = 34
                and count(*) filter (where score_basis = 'published') over edition_list in (0, 34)
                then rank() over (
                    partition by index_code, edition, component
                    order by score desc nulls last
                )
        end as rank_harmonised
    from scores
    window edition_list as (partition by index_code, edition, component)
),

names as (
    select
        agency_code,
        max_by(name_vi, valid_from) as name_vi,
        max_by(region_code, valid_from) as region_code
    from {{ ref('dim_agency') }}
    group by agency_code
)

select
    {{ surrogate_key(key, 'ranked') }} as harmonised_key,
    ranked.index_code,
    ranked.edition,
    ranked.component,
    ranked.agency_code,
    names.name_vi,
    names.region_code,
    ranked.period_end,
    segments.segment_first_year,
    ranked.score,
    indices.score_unit,
    ranked.score_basis,
    ranked.score_basis in ('population_weighted', 'partly_covered') as is_estimate,
    ranked.weight_covered,
    ranked.rank_harmonised,
    cast(round((34 - ranked.rank_harmonised) / 33.0 * 100, 4) as double) as percentile
from ranked
inner join segments
    on
        ranked.index_code = segments.index_code
        and ranked.edition = segments.edition
        and ranked.component = segments.component
inner join {{ ref('ranking_indices') }} as indices on ranked.index_code = indices.index_code
left join names on ranked.agency_code = names.agency_code
