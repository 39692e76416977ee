-- Agencies of the reference lists. Codes that only reports use are added in dim_agency.
with provinces as (
    select
        *,
        'province:' || unit_id as agency_code
    from {{ ref('provinces') }}
),

regions as (
    select
        region_id,
        min(region_vi) as region_vi,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to
    from {{ ref('regions') }}
    group by region_id
),

region_of_province as (
    select
        provinces.agency_code,
        provinces.valid_from,
        max('region:' || regions.region_id) as region_code
    from provinces
    inner join {{ ref('regions') }} as regions
        on provinces.unit_id = regions.unit_id and provinces.region_scheme = regions.region_scheme
    group by provinces.agency_code, provinces.valid_from
)

{%- set columns = [
    'agency_code', 'agency_level', 'name_vi', 'name_en', 'unit_type', 'official_code', 'region_code',
    'parent_agency_code', 'valid_from', 'valid_to', 'source', 'note',
] %}

select {{ columns | join(', ') }}
from (values
    ('national', 'nation', 'Cả nước', 'Whole country'),
    ('ministries', 'ministry', 'Các bộ, ngành', 'All ministries'),
    ('provinces', 'province', 'Các tỉnh, thành phố', 'All provinces'),
    ('provinces/departments', 'agency', 'Sở, ban, ngành của các tỉnh', 'Departments of all provinces'),
    ('provinces/districts', 'district', 'Cấp huyện của các tỉnh', 'Districts of all provinces'),
    ('provinces/communes', 'commune', 'Cấp xã của các tỉnh', 'Communes of all provinces')
) as collectives (agency_code, agency_level, name_vi, name_en)
cross join (
    select
        cast(null as varchar) as unit_type,
        cast(null as varchar) as official_code,
        cast(null as varchar) as region_code,
        cast(null as varchar) as parent_agency_code,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to,
        cast(null as varchar) as source,
        cast(null as varchar) as note
) as no_detail
union all
select
    'ministry:' || code, 'ministry', name_vi, name_en, unit_type, null, null,
    'ministries', valid_from, valid_to, source, note
from {{ ref('ministries') }}
union all
select
    'region:' || region_id, 'region', region_vi, null, null, null, null,
    'national', valid_from, valid_to, null, null
from regions
union all
select
    provinces.agency_code, 'province', provinces.name_vi, provinces.name_en, provinces.unit_type, provinces.gso_code,
    region_of_province.region_code, 'provinces', provinces.valid_from, provinces.valid_to, provinces.source, provinces.note
from provinces
left join region_of_province
    on
        provinces.agency_code = region_of_province.agency_code
        and provinces.valid_from = region_of_province.valid_from
union all
select
    'district:' || districts.district_code, 'district', districts.name_vi, null, null, districts.district_code, null,
    provinces.agency_code, null, districts.valid_to, null, null
from {{ ref('districts') }} as districts
left join provinces on districts.province_code = provinces.gso_code and districts.valid_to = provinces.valid_to
union all
select
    'commune:' || communes.commune_code, 'commune', communes.name_vi, null, communes.unit_type, communes.commune_code,
    null, provinces.agency_code, communes.valid_from, null, null, null
from {{ ref('communes') }} as communes
left join provinces on communes.province_code = provinces.gso_code and communes.valid_from = provinces.valid_from
