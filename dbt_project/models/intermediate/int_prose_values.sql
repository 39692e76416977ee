with observations as (
    select
        *,
        coalesce(period_end, as_of) as told_for,
        -- "0,7951, xếp thứ 2/34": the score is of the list in which the report places the unit.
        coalesce(rank_of, max(rank_of) over (
            partition by report_id, index_code, agency_code, period_start, period_end, as_of
        )) as ranked_among
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
        when observations.index_code is not null then {{ edition_of_period('observations') }}
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
        when observations.ranked_among = 34 or provinces.first_day >= date '2025-07-01'
            then 'provinces_34'
        when observations.told_for < date '2008-08-01' then 'provinces_64'
        when observations.ranked_among between 60 and 63 or provinces.last_day <= date '2025-07-01'
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
