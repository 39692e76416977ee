{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] -%}
with places as (
    select
        *,
        cast(try_cast(edition as bigint) - 1 as varchar) as edition_before
    from {{ ref('int_ranking_places') }}
),

breaks as (
    select * from {{ ref('ranking_series_breaks') }}
    where first_edition is not null
),

-- Editions of which some list of provinces is known, whatever the map.
editions as (
    select distinct
        index_code,
        component,
        edition
    from places
    where unit_set like 'provinces_%'
),

-- The year before, of the same units on the same scale; else the status says why not.
compared as (
    select
        {% for column in key %}places.{{ column }},
        {% endfor -%}
        places.score,
        places.place,
        previous.score as previous_score,
        previous.place as previous_rank,
        breaks.break_id,
        case
            when breaks.break_id is not null then 'series_break'
            when previous.edition is not null then 'comparable'
            when editions.edition is not null and places.unit_set like 'provinces_%'
                then 'not_in_previous_list'
            else 'no_previous_edition'
        end as change_status,
        previous.edition as edition_found
    from places
    left join places as previous
        on
            places.edition_before = previous.edition
            and places.index_code = previous.index_code
            and places.component = previous.component
            and places.unit_set = previous.unit_set
            and places.agency_code = previous.agency_code
            and places.statistic = previous.statistic
    left join editions
        on
            places.edition_before = editions.edition
            and places.index_code = editions.index_code
            and places.component = editions.component
    left join breaks
        on
            places.index_code = breaks.index_code
            and places.edition = breaks.first_edition
            and places.component = coalesce(breaks.component, places.component)
            and places.agency_level = coalesce(breaks.agency_level, places.agency_level)
)

select
    {{ key | join(',\n    ') }},
    change_status,
    break_id,
    case when change_status = 'comparable' then edition_found end as previous_edition,
    case when change_status = 'comparable' then previous_score end as previous_score,
    case when change_status = 'comparable' then previous_rank end as previous_rank,
    case
        when change_status = 'comparable' then cast(round(score - previous_score, 6) as double)
    end as score_change,
    case when change_status = 'comparable' then previous_rank - place end as rank_change
from compared
