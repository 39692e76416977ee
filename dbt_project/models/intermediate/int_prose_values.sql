with observations as (
    select
        *,
        extract(month from period_start) * 100 + extract(day from period_start) as start_day,
        extract(month from period_end) * 100 + extract(day from period_end) as end_day,
        cast(extract(year from period_start) as varchar) as start_year,
        cast(extract(year from period_end) as varchar) as end_year,
        coalesce(period_end, as_of) as told_for
    from {{ ref('stg_observations') }}
),

provinces as (
    select
        'province:' || unit_id as agency_code,
        min(valid_from) as first_day,
        max(coalesce(valid_to, date '9999-12-31')) as last_day
    from {{ ref('provinces') }}
    group by unit_id
),

indices as (
    select * from {{ ref('ranking_indices') }}
)

select
    observations.observation_id,
    observations.observation_id as record_id,
    'observations' as record_contract,
    observations.report_id,
    observations.reader_version,
    observations.indicator_code,
    observations.index_code,
    -- A prose value has no edition of its own; it belongs to the edition of its period.
    case
        when observations.index_code is null then null
        when observations.period_end is null then cast(observations.as_of as varchar)
        when start_day = 101 and end_day = 1231 and start_year = end_year then end_year
        when start_day = 101 and end_day = 630 then end_year || '-H1'
        when start_day = 701 and end_day = 1231 then end_year || '-H2'
        when start_day = 101 and end_day = 331 then end_year || '-Q1'
        when start_day = 401 and end_day = 630 then end_year || '-Q2'
        when start_day = 701 and end_day = 930 then end_year || '-Q3'
        when start_day = 1001 and end_day = 1231 then end_year || '-Q4'
        when observations.period_start = date_trunc('month', observations.period_end)
            then substr(cast(observations.period_end as varchar), 1, 7)
        else cast(observations.period_end as varchar)
    end as edition,
    case
        when observations.index_code is not null then coalesce(observations.component, 'total')
        else observations.component
    end as component,
    observations.field_name,
    observations.agency_code,
    observations.agency_name,
    observations.agency_level,
    observations.agency_basis,
    case
        when observations.index_code is null then null
        when indices.agency_levels = 'national' then 'countries'
        when observations.agency_level = 'nation' then 'nation'
        when observations.agency_level = 'ministry' then 'ministries'
        when observations.agency_level = 'region' then 'regions'
        when observations.agency_level = 'district' then 'districts'
        when observations.agency_level = 'commune' then 'communes'
        when observations.agency_level = 'agency' then 'agencies'
        when observations.rank_of = 34 or provinces.first_day >= date '2025-07-01'
            then 'provinces_34'
        when observations.told_for < date '2008-08-01' then 'provinces_64'
        when observations.rank_of between 60 and 63 or provinces.last_day <= date '2025-07-01'
            then 'provinces_63'
        when observations.told_for < date '2025-07-01' then 'provinces_63'
        else 'provinces_34'
    end as unit_set,
    observations.value,
    observations.value_text,
    observations.unit,
    observations.kind,
    observations.qualifier,
    observations.statistic,
    observations.period_start,
    observations.period_end,
    observations.as_of,
    observations.period_basis,
    observations.rank_of,
    cast(null as double) as score_max,
    observations.rate_formula,
    observations.service_level_label,
    observations.comparison_basis,
    cast(null as varchar) as entry_source_url,
    cast(null as varchar) as source_note,
    observations.evidence,
    observations.location,
    observations.confidence,
    observations.rules
from observations
left join provinces on observations.agency_code = provinces.agency_code
left join indices on observations.index_code = indices.index_code
