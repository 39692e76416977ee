with listed as (
    select * from {{ ref('int_agencies') }}
),

reported as (
    select * from {{ ref('int_reported_agencies') }}
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
        {{ agency_level('agency_code') }} as agency_level,
        coalesce(name_told, agency_code) as name_vi,
        null as name_en,
        null as unit_type,
        null as official_code,
        null as region_code,
        parent_agency_code,
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
