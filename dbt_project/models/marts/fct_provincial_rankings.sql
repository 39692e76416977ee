{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] -%}
-- A place is among those that were scored where all of them are here, else among as many as its
-- publisher says.
with places as (
    select
        *,
        coalesce(rank_computed_of, rank_of) as percentile_of
    from {{ ref('int_ranking_places') }}
),

changes as (
    select * from {{ ref('int_ranking_changes') }}
)

select
    {{ surrogate_key(key, 'places') }} as ranking_key,
    {% for column in key %}places.{{ column }},
    {% endfor -%}
    places.agency_level,
    places.period_key,
    places.period_start,
    places.period_end,
    cast(places.score as double) as score,
    places.score_text,
    places.score_unit,
    places.score_max,
    places.rank_published,
    places.rank_computed,
    places.rank_of,
    places.rank_computed_of,
    case
        when places.place <= places.percentile_of and places.percentile_of > 1
            then round(
                100.0 * (places.percentile_of - places.place) / (places.percentile_of - 1), 2
            )
    end as percentile,
    places.percentile_of,
    places.list_status,
    changes.change_status,
    changes.break_id,
    changes.previous_edition,
    changes.previous_score,
    changes.previous_rank,
    changes.score_change,
    changes.rank_change,
    places.score_change_reported,
    places.rank_change_reported,
    places.rival_scores,
    places.rival_ranks,
    places.score_report_id,
    places.score_observation_id,
    places.score_source_kind,
    places.rank_report_id,
    places.rank_observation_id,
    places.rank_source_kind,
    places.source_url,
    places.source_note
from places
inner join changes
    on
        places.index_code = changes.index_code
        and places.edition = changes.edition
        and places.component = changes.component
        and places.unit_set = changes.unit_set
        and places.agency_code = changes.agency_code
        and places.statistic = changes.statistic
