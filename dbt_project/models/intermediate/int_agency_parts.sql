{#- Each set of parts: the whole, the part, how long it is one, and where the parts are listed. -#}
{%- set sets = [
    ("'national'", 'groups', "unnest(['ministries', 'provinces'])", none, none, none),
    ("'national'", 'units', "'ministries'", none, none, none),
    ("'national'", 'units', 'agency_code', 'valid_from', 'valid_to', 'provinces'),
    ("'provinces'", 'units', 'agency_code', 'valid_from', 'valid_to', 'provinces'),
    ("'ministries'", 'units', 'agency_code', 'valid_from', 'valid_to', 'ministries'),
    ("'provinces'", 'levels', "'provinces/' || level_name", none, 'level_end', 'levels'),
    ("'provinces/' || level_name", 'units', 'level_code', 'valid_from', 'valid_to', 'province_levels'),
    ('agency_code', 'levels', 'level_code', 'valid_from', 'valid_to', 'province_levels'),
    ("parent_agency_code || '/districts'", 'units', 'agency_code', 'valid_from', 'valid_to', 'districts'),
    ("province_code || '/communes'", 'units', 'agency_code', 'valid_from', 'valid_to', 'communes'),
    ("district_code || '/communes'", 'units', 'agency_code', 'valid_from', 'valid_to', 'communes'),
] -%}
-- Which figures a whole is the sum of, and from when to when. `levels` are parts of one agency,
-- `units` are agencies one by one; the last districts are taken for those of all years before.
with agencies as (
    select
        agency_code,
        agency_level,
        parent_agency_code,
        valid_from,
        valid_to
    from {{ ref('int_agencies') }}
),

provinces as (
    select * from agencies
    where agency_level = 'province' and parent_agency_code = 'provinces'
),

ministries as (
    select * from agencies
    where parent_agency_code = 'ministries'
),

districts as (
    select * from agencies
    where agency_level = 'district'
),

levels as (
    select
        unnest(['departments', 'districts', 'communes']) as level_name,
        unnest([null, date '2025-07-01', null]) as level_end
),

province_levels as (
    select
        provinces.agency_code,
        levels.level_name,
        provinces.agency_code || '/' || levels.level_name as level_code,
        provinces.valid_from,
        least(provinces.valid_to, levels.level_end) as valid_to
    from provinces
    cross join levels
),

-- A commune of the districts' time belongs to its district and through it to the province.
communes as (
    select
        units.agency_code,
        units.valid_from,
        units.valid_to,
        coalesce(districts.parent_agency_code, units.parent_agency_code) as province_code,
        districts.agency_code as district_code
    from agencies as units
    left join districts on units.parent_agency_code = districts.agency_code
    where units.agency_level = 'commune'
),

parts as (
    {% for whole, part_set, part, start, end, listed in sets %}
    select
        cast({{ whole }} as varchar) as whole_code,
        '{{ part_set }}' as part_set,
        cast({{ part }} as varchar) as part_code,
        cast({{ start or 'null' }} as date) as valid_from,
        cast({{ end or 'null' }} as date) as valid_to
    {%- if listed %}
    from {{ listed }}
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from parts
where
    whole_code is not null
    and (valid_from is null or valid_to is null or valid_from < valid_to)
