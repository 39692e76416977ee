-- Sums within one report: a figure of another report is never set against its parts.
with told as (
    select
        *,
        {{ rounding_allowance('value', 'value_text', 'unit') }} as allowance,
        row_number() over (
            partition by report_id, series_key, coalesce(location_of_form, '')
            order by {{ current_order() }}
        ) as position_in_report
    from (
        select
            *,
            case when record_contract = 'dossier_returns' then location end as location_of_form
        from {{ ref('int_observations') }}
        where kind = 'actual' and statistic = 'value' and index_code is null
    ) as observations
),

identities as (
    select
        identity_code,
        total_code,
        part_code,
        count(*) over (partition by identity_code) as part_count
    from {{ ref('measure_identities') }}
),

figures as (
    select * from told
    where position_in_report = 1
),

checked as (
    select
        identities.identity_code,
        totals.observation_id,
        identities.total_code,
        max(identities.part_count) as part_count,
        count(parts.observation_id) as parts_found,
        sum(parts.value) as parts_value,
        sum(parts.allowance) as parts_allowance,
        max(case when parts.qualifier <> 'exact' then 1 else 0 end) as has_inexact_part,
        {{ joined("identities.part_code || ' = ' || parts.value_text", ' + ') }} as parts_told
    from figures as totals
    inner join identities on totals.indicator_code = identities.total_code
    inner join figures as parts
        on
            identities.part_code = parts.indicator_code
            and totals.report_id = parts.report_id
            and totals.agency_code = parts.agency_code
            and totals.window_end = parts.window_end
            and (
                totals.window_start is not distinct from parts.window_start
                or 'stock' in (totals.value_type, parts.value_type)
            )
            and totals.field_name is not distinct from parts.field_name
            and totals.service_level_label is not distinct from parts.service_level_label
            and totals.component is not distinct from parts.component
            and totals.location_of_form is not distinct from parts.location_of_form
    group by identities.identity_code, totals.observation_id, identities.total_code
)

select
    {{ surrogate_key(['checked.identity_code', 'checked.observation_id']) }} as residual_key,
    checked.identity_code,
    totals.report_id,
    totals.agency_code,
    totals.period_key,
    totals.window_start as period_start,
    totals.window_end as period_end,
    totals.field_name,
    checked.total_code,
    totals.value as total_value,
    totals.value_text as total_text,
    cast(checked.parts_value as double) as parts_value,
    checked.parts_told,
    cast(totals.value - checked.parts_value as double) as residual,
    cast(totals.allowance + checked.parts_allowance as double) as rounding_allowance,
    abs(totals.value - checked.parts_value)
    <= totals.allowance + checked.parts_allowance as is_rounding,
    totals.qualifier <> 'exact' or checked.has_inexact_part = 1 as is_inexact,
    totals.is_superseded,
    totals.observation_id,
    totals.location,
    totals.evidence
from checked
inner join figures as totals on checked.observation_id = totals.observation_id
where
    checked.parts_found = checked.part_count
    and totals.value <> checked.parts_value
