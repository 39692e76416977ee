with provinces as (
    select
        'province:' || predecessor_unit_id as predecessor_agency_code,
        'province:' || successor_unit_id as successor_agency_code,
        effective_date,
        kind as succession_kind,
        resolution,
        population,
        area_km2,
        source,
        note
    from {{ ref('province_succession') }}
    union all
    select
        'province:' || from_unit_id as predecessor_agency_code,
        'province:' || to_unit_id as successor_agency_code,
        effective_date,
        'renamed' as succession_kind,
        resolution,
        null as population,
        null as area_km2,
        source,
        null as note
    from {{ ref('province_status_changes') }}
),

-- A ministry that was divided gave parts to others beside its successor.
ministries as (
    select
        code,
        successor_code as to_code,
        valid_to,
        'merged' as succession_kind,
        source
    from {{ ref('ministries') }}
    where successor_code is not null and valid_to is not null
    union all
    select
        code,
        unnest(string_split(part_to, ';')) as to_code,
        valid_to,
        'part_transferred' as succession_kind,
        source
    from {{ ref('ministries') }}
    where part_to is not null and valid_to is not null
),

pairs as (
    select * from provinces
    union all
    select
        'ministry:' || code as predecessor_agency_code,
        'ministry:' || trim(to_code) as successor_agency_code,
        valid_to as effective_date,
        succession_kind,
        null as resolution,
        null as population,
        null as area_km2,
        source,
        null as note
    from ministries
    union all
    select
        predecessor_agency_code,
        'commune:' || successor_code as successor_agency_code,
        date '2025-07-01' as effective_date,
        succession_kind,
        null as resolution,
        null as population,
        null as area_km2,
        null as source,
        note
    from {{ ref('commune_succession') }}
)

{%- set key = ['predecessor_agency_code', 'successor_agency_code', 'effective_date'] %}

select
    {{ surrogate_key(key) }} as succession_key,
    predecessor_agency_code,
    successor_agency_code,
    effective_date,
    succession_kind,
    resolution,
    cast(population as bigint) as predecessor_population,
    cast(area_km2 as double) as predecessor_area_km2,
    {{ share_of_successor('population') }} as population_weight,
    {{ share_of_successor('area_km2') }} as area_weight,
    source,
    note
from pairs
