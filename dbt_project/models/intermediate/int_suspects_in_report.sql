-- Figures of one report, agency and window that cannot both be right.
with told as (
    select
        *,
        {{ rounding_allowance('value', 'value_text', 'unit') }} as allowance,
        case when record_contract = 'dossier_returns' then location end as location_of_form
    from {{ ref('int_observations') }}
    where kind = 'actual' and statistic = 'value' and index_code is null and not is_superseded
),

sums as (
    select distinct
        total_code,
        part_code
    from {{ ref('measure_identities') }}
)

select
    'part_above_total' as check_code,
    parts.observation_id,
    totals.observation_id as other_observation_id,
    cast(totals.value as double) as other_value,
    parts.indicator_code || ' = ' || parts.value_text || ', '
    || totals.indicator_code || ' = ' || totals.value_text as finding
from told as parts
inner join sums on parts.indicator_code = sums.part_code
inner join told as totals
    on
        sums.total_code = totals.indicator_code
        and parts.report_id = totals.report_id
        and parts.agency_code = totals.agency_code
        and parts.window_end = totals.window_end
        and (
            parts.window_start is not distinct from totals.window_start
            or 'stock' in (parts.value_type, totals.value_type)
        )
        and parts.field_name is not distinct from totals.field_name
        and parts.service_level_label is not distinct from totals.service_level_label
        and parts.component is not distinct from totals.component
        and parts.location_of_form is not distinct from totals.location_of_form
where parts.value - parts.allowance > totals.value + totals.allowance
