-- The region of each province on each map, and how many provinces of the region the map has.
with maps as (
    {% for unit_set, region_scheme, map_day in [
        ('provinces_64', '6_regions_to_2025', '2008-07-31'),
        ('provinces_63', '6_regions_to_2025', '2025-06-30'),
        ('provinces_34', '6_regions_NQ306_2025', '2025-07-01'),
    ] %}
    select
        '{{ unit_set }}' as unit_set,
        '{{ region_scheme }}' as region_scheme,
        date '{{ map_day }}' as map_day
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

regions as (
    select distinct
        region_scheme,
        region_vi,
        region_id
    from {{ ref('regions') }}
),

provinces as (
    select
        maps.unit_set,
        provinces.unit_id,
        regions.region_id,
        regions.region_vi,
        bool_or(
            maps.map_day >= provinces.valid_from
            and (provinces.valid_to is null or maps.map_day < provinces.valid_to)
        ) as is_on_map
    from {{ ref('provinces') }} as provinces
    inner join regions
        on
            provinces.region_scheme = regions.region_scheme
            and provinces.socio_economic_region = regions.region_vi
    inner join maps on regions.region_scheme = maps.region_scheme
    group by all
)

select
    unit_set,
    'province:' || unit_id as agency_code,
    'region:' || region_id as region_code,
    region_vi as region_name_vi,
    count(*) filter (is_on_map) over (
        partition by unit_set, region_id
    ) as region_unit_count
from provinces
