with listed as (
    select * from {{ ref('int_agencies') }}
),

-- Levels inside a province and single offices have no list of their own; they are known once a
-- report names them.
reported as (
    select
        observations.agency_code,
        max(observations.agency_level) as agency_level,
        min(observations.agency_name) as name_told
    from {{ ref('int_observations') }} as observations
    where observations.agency_code not in (select agency_code from listed)
    group by observations.agency_code
),

agencies as (
    select
        agency_code,
        agency_level,
        name_vi,
        name_en,
        unit_type,
        official_code,
        region_code,
        parent_agency_code,
        valid_from,
        valid_to,
        'list' as agency_origin,
        source,
        note
    from listed
    union all
    select
        agency_code,
        agency_level,
        coalesce(name_told, agency_code) as name_vi,
        null as name_en,
        null as unit_type,
        null as official_code,
        null as region_code,
        case
            when contains(agency_code, '/') then split_part(agency_code, '/', 1)
        end as parent_agency_code,
        null as valid_from,
        null as valid_to,
        'report' as agency_origin,
        null as source,
        null as note
    from reported
)

select
    {{ surrogate_key(['agency_code', 'valid_from']) }} as agency_key,
    agency_code,
    agency_level,
    name_vi,
    name_en,
    unit_type,
    official_code,
    region_code,
    parent_agency_code,
    valid_from,
    valid_to,
    valid_to is null as is_in_force,
    agency_origin,
    source,
    note
from agencies
