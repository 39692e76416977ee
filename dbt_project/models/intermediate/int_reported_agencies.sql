with listed as (
    select * from {{ ref('int_agencies') }}
),

provinces as (
    select distinct
        agency_code,
        split_part(agency_code, ':', 2) as unit_id
    from listed
    where agency_level = 'province' and contains(agency_code, ':')
),

-- Levels inside a province and single offices have no list of their own; they are known once a
-- report names them or files for them.
told as (
    select
        agency_code,
        agency_name
    from {{ ref('int_observations') }}
    union all
    select
        agency_code,
        null as agency_name
    from {{ ref('stg_documents') }}
    where agency_code is not null
    {% for model in ['stg_dossier_returns', 'stg_procedure_returns'] %}
    union all
    select
        agency_code,
        agency_name
    from {{ ref(model) }}
    union all
    select
        row_agency_code as agency_code,
        row_label as agency_name
    from {{ ref(model) }}
    where row_agency_code is not null
    {% endfor %}
)

-- The code of a department ends with the unit id of its province, the longest that fits:
-- "-lam-dong-2025" before "-lam-dong".
select
    told.agency_code,
    min(told.agency_name) as name_told,
    coalesce(
        case
            when contains(told.agency_code, '/') then split_part(told.agency_code, '/', 1)
        end,
        max_by(provinces.agency_code, length(provinces.unit_id))
    ) as parent_agency_code
from told
left join provinces
    on
        starts_with(told.agency_code, 'agency:')
        and ends_with(told.agency_code, '-' || provinces.unit_id)
where told.agency_code not in (select listed.agency_code from listed)
group by told.agency_code
