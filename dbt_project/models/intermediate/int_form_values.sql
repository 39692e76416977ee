-- A subtotal overlaps with its details: it counts only as the value of a level or an agency of its
-- own, a detail only where it names a field or an agency. Nothing is added up here.
with counted as (
    select
        *,
        coalesce(case when row_kind <> 'total' then row_agency_code end, agency_code)
        || level_suffix as unit_code
    from {{ ref('int_form_measures') }}
    where
        value is not null
        -- A row of a lower level whose agency has no code is no value of the filer's.
        and (
            row_agency_code is not null
            or agency_code not like 'province:%'
            or coalesce(row_level, 'province') = 'province'
        )
        and (
            row_kind = 'total'
            or (row_kind = 'detail' and coalesce(field_name, row_agency_code) is not null)
            or (row_kind = 'subtotal' and row_agency_code is not null)
        )
)

select
    {{ short_key(['return_id', 'indicator_code', 'level_suffix']) }} as observation_id,
    return_id as record_id,
    record_contract,
    report_id,
    reader_version,
    indicator_code,
    cast(null as varchar) as index_code,
    cast(null as varchar) as edition,
    cast(null as varchar) as component,
    case when row_kind <> 'total' then field_name end as field_name,
    unit_code as agency_code,
    case when unit_code = agency_code then agency_name else row_label end as agency_name,
    {{ agency_level('unit_code') }} as agency_level,
    'stated' as agency_basis,
    cast(null as varchar) as unit_set,
    cast(value as double) as value,
    cast(value as varchar) as value_text,
    unit,
    'actual' as kind,
    'exact' as qualifier,
    'value' as statistic,
    period_start,
    period_end,
    cast(null as date) as as_of,
    'stated' as period_basis,
    cast(null as bigint) as rank_of,
    cast(null as double) as score_max,
    cast(null as varchar) as rate_formula,
    cast(null as varchar) as service_level_label,
    cast(null as varchar) as comparison_basis,
    cast(null as varchar) as entry_source_url,
    cast(null as varchar) as source_note,
    indicator_code || ' = ' || cast(value as varchar) as evidence,
    location,
    confidence,
    cast(null as varchar) as rules
from counted
