{%- set indices = {
    'PAR_INDEX': 'par_index', 'SIPAS': 'sipas', 'PAPI': 'papi', 'PCI': 'pci', 'DTI': 'dti', 'SERVICE_766': 'service_766',
} -%}
{%- set rates = [
    'on_time_rate', 'online_submission_rate', 'full_online_submission_rate', 'online_payment_rate',
    'result_digitisation_rate', 'satisfaction_rate',
] -%}
with rankings as (
    select
        *,
        try_cast(edition as bigint) as score_year,
        coalesce(rank_published, rank_computed) as place,
        case when rank_published is null then rank_computed_of else rank_of end as place_of
    from {{ ref('fct_provincial_rankings') }}
    where agency_level = 'province' and agency_code like 'province:%' and component = 'total' and statistic = 'value'
),

-- Of the rates of a year the latest counts.
rate_values as (
    select
        *,
        cast(extract(year from window_end) as bigint) as score_year,
        row_number() over (
            partition by agency_code, indicator_code, extract(year from window_end)
            order by window_end desc, window_start nulls first, observation_id
        ) as position_in_year
    from {{ ref('int_observations') }}
    where
        kind = 'actual' and is_current and statistic = 'value' and agency_level = 'province'
        and agency_code like 'province:%' and agency_code not like '%/%'
        and field_name is null and service_level_label is null
        and indicator_code in ({% for code in rates %}'{{ code }}'{{ ', ' if not loop.last }}{% endfor %})
),

measures as (
    select agency_code, score_year, unit_set, index_code as measure, score as value, place, place_of
    from rankings
    where score_year is not null
    union all
    select
        agency_code,
        score_year,
        case
            when window_end < date '2008-08-01' then 'provinces_64'
            when window_end < date '2025-07-01' then 'provinces_63'
            else 'provinces_34'
        end as unit_set,
        indicator_code as measure,
        value,
        null as place,
        null as place_of
    from rate_values
    where position_in_year = 1
),

names as (
    select
        agency_code,
        max_by(name_vi, coalesce(valid_from, date '1900-01-01')) as name_vi,
        max_by(region_code, coalesce(valid_from, date '1900-01-01')) as region_code
    from {{ ref('dim_agency') }}
    group by agency_code
)

select
    {{ surrogate_key(['measures.agency_code', 'measures.score_year', 'measures.unit_set']) }} as scoreboard_key,
    measures.agency_code,
    names.name_vi,
    names.region_code,
    measures.score_year,
    measures.unit_set,
    {% for code, column in indices.items() -%}
    max(case when measure = '{{ code }}' then cast(value as double) end) as {{ column }}_score,
    max(case when measure = '{{ code }}' then place end) as {{ column }}_rank,
    max(case when measure = '{{ code }}' then place_of end) as {{ column }}_rank_of,
    {% endfor -%}
    {% for code in rates -%}
    max(case when measure = '{{ code }}' then cast(value as double) end) as {{ code }}_reported,
    {% endfor -%}
    cast(count(*) as bigint) as measure_count
from measures
left join names on measures.agency_code = names.agency_code
group by measures.agency_code, names.name_vi, names.region_code, measures.score_year, measures.unit_set
