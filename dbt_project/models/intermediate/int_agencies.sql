-- Agencies of the lists; an old commune's number may be another place's today, hence the -old.
{%- set text_columns = [
    'agency_code', 'agency_level', 'name_vi', 'name_en', 'unit_type', 'official_code', 'region_code',
    'parent_agency_code', 'source', 'note',
] %}
{#- How each list fills the columns; what it does not know stays null. -#}
{%- set lists = [
    {
        'from': ref('agency_groups'), 'agency_code': 'agency_code', 'agency_level': 'agency_level',
        'name_vi': 'name_vi', 'name_en': 'name_en',
    },
    {
        'from': ref('ministries'), 'agency_code': "'ministry:' || code", 'agency_level': "'ministry'",
        'name_vi': 'name_vi', 'name_en': 'name_en', 'unit_type': 'unit_type', 'source': 'source',
        'parent_agency_code': "'ministries'", 'valid_from': 'valid_from', 'valid_to': 'valid_to',
        'note': 'note',
    },
    {
        'from': 'regions', 'agency_code': 'region_code', 'agency_level': "'region'",
        'name_vi': 'name_vi', 'parent_agency_code': "'national'",
        'valid_from': 'valid_from', 'valid_to': 'valid_to',
    },
    {
        'from': 'provinces', 'agency_code': 'agency_code', 'agency_level': "'province'",
        'name_vi': 'name_vi', 'name_en': 'name_en', 'unit_type': 'unit_type', 'note': 'note',
        'official_code': 'gso_code', 'region_code': 'region_code', 'source': 'source',
        'parent_agency_code': "'provinces'", 'valid_from': 'valid_from', 'valid_to': 'valid_to',
    },
    {
        'from': 'districts', 'agency_code': "'district:' || district_code", 'name_vi': 'name_vi',
        'agency_level': "'district'", 'official_code': 'district_code', 'valid_to': 'valid_to',
        'parent_agency_code': 'province_agency_code',
    },
    {
        'from': 'communes', 'agency_code': "'commune:' || commune_code", 'name_vi': 'name_vi',
        'agency_level': "'commune'", 'unit_type': 'unit_type', 'official_code': 'commune_code',
        'parent_agency_code': 'province_agency_code', 'valid_from': 'valid_from',
    },
    {
        'from': ref('old_communes'), 'agency_code': "'commune:' || old_commune_code || '-old'",
        'agency_level': "'commune'", 'name_vi': 'name_vi', 'unit_type': 'unit_type',
        'official_code': 'left(old_commune_code, 5)', 'valid_to': 'valid_to',
        'parent_agency_code': "'district:' || district_code",
    },
] %}
with regions as (
    select
        'region:' || region_id as region_code,
        min(region_vi) as name_vi,
        min(valid_from) as valid_from,
        max(valid_to) as valid_to
    from {{ ref('regions') }}
    group by region_id
),

provinces as (
    select
        provinces.*,
        'province:' || provinces.unit_id as agency_code,
        'region:' || members.region_id as region_code
    from {{ ref('provinces') }} as provinces
    left join {{ ref('regions') }} as members
        on
            provinces.unit_id = members.unit_id
            and provinces.region_scheme = members.region_scheme
),

districts as (
    select
        districts.*,
        provinces.agency_code as province_agency_code
    from {{ ref('districts') }} as districts
    left join provinces
        on
            districts.province_code = provinces.gso_code
            and districts.valid_to = provinces.valid_to
),

communes as (
    select
        communes.*,
        provinces.agency_code as province_agency_code
    from {{ ref('communes') }} as communes
    left join provinces
        on
            communes.province_code = provinces.gso_code
            and communes.valid_from = provinces.valid_from
)

{% for list in lists %}
select
    {%- for column in text_columns %}
    cast({{ list.get(column, 'null') }} as varchar) as {{ column }},
    {%- endfor %}
    cast({{ list.get('valid_from', 'null') }} as date) as valid_from,
    cast({{ list.get('valid_to', 'null') }} as date) as valid_to
from {{ list['from'] }}
{{ 'union all' if not loop.last }}
{%- endfor %}
