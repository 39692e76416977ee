{%- set indices = {
    'PAR_INDEX': 'par_index', 'SIPAS': 'sipas', 'PAPI': 'papi', 'PCI': 'pci', 'DTI': 'dti',
    'SERVICE_766': 'service_766',
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
    where
        agency_code like 'province:%'
        and component = 'total'
        and statistic = 'value'
),

measures as (
    select
        agency_code,
        score_year,
        unit_set,
        index_code as measure,
        score as value,
        place,
        place_of,
        period_end,
        coalesce(score_observation_id, rank_observation_id) as observation_id
    from rankings
    where score_year is not null
    union all
    select
        agency_code,
        score_year,
        unit_set,
        indicator_code as measure,
        value,
        null as place,
        null as place_of,
        period_end,
        observation_id
    from {{ ref('int_province_rates') }}
),

-- Age counts to the last arrival, so that a rebuild tells the same.
aged as (
    select
        measures.*,
        arrivals.known_on - measures.period_end as age_days
    from measures
    cross join {{ ref('int_known_on') }} as arrivals
),

-- A province that outlived 2025-07-01 unchanged is in one region before and in another after.
names as (
    select
        agency_code,
        max_by(name_vi, valid_from) as name_vi,
        min_by(region_code, valid_from) as first_region_code,
        max_by(region_code, valid_from) as last_region_code
    from {{ ref('dim_agency') }}
    group by agency_code
)

select
    {{ surrogate_key(['agency_code', 'score_year', 'unit_set'], 'aged') }} as scoreboard_key,
    aged.agency_code,
    names.name_vi,
    case
        when aged.unit_set = 'provinces_34' then names.last_region_code
        else names.first_region_code
    end as region_code,
    aged.score_year,
    aged.unit_set,
    {% for code, column in indices.items() -%}
    max(case when measure = '{{ code }}' then cast(value as double) end) as {{ column }}_score,
    max(case when measure = '{{ code }}' then place end) as {{ column }}_rank,
    max(case when measure = '{{ code }}' then place_of end) as {{ column }}_rank_of,
    {{ age_and_source(code, column) }},
    {% endfor -%}
    {% for code in rates -%}
    max(case when measure = '{{ code }}' then cast(value as double) end) as {{ code }}_reported,
    {{ age_and_source(code, code) }},
    {% endfor -%}
    cast(count(*) as bigint) as measure_count
from aged
left join names on aged.agency_code = names.agency_code
group by
    aged.agency_code, aged.score_year, aged.unit_set,
    names.name_vi, names.first_region_code, names.last_region_code
