{%- set shared = [
    'return_id', 'report_id', 'reader_version', 'agency_code', 'agency_name', 'period_start', 'period_end',
    'row_label', 'row_kind', 'field_name', 'row_agency_code', 'location', 'confidence',
] -%}
{%- set dossiers = [
    'dossiers_received', 'dossiers_received_online', 'dossiers_received_offline', 'dossiers_received_in_person',
    'dossiers_received_by_post', 'dossiers_carried_over', 'dossiers_settled', 'dossiers_settled_early',
    'dossiers_settled_on_time', 'dossiers_settled_in_time', 'dossiers_settled_overdue', 'dossiers_pending',
    'dossiers_pending_in_time', 'dossiers_pending_overdue', 'dossiers_returned',
] -%}
{%- set procedures = ['procedures_in_force', 'procedures_one_stop', 'internal_processes_issued'] -%}
{#- Columns of one level of a province; the level is an agency of its own. -#}
{%- set levels = {'': '', '_province_level': '/departments', '_district_level': '/districts', '_commune_level': '/communes'} -%}

-- Subtotal rows overlap with their details and are left out; a detail row counts where it names a field or an agency.
with told as (
{%- for code in dossiers %}
    select
        {{ shared | join(', ') }},
        'dossier_returns' as record_contract,
        '{{ code }}' as indicator_code,
        '' as level_suffix,
        {{ code }} as value,
        'dossier' as unit
    from {{ ref('stg_dossier_returns') }}
    union all
{%- endfor %}
{%- for code in procedures %}
{%- for column_suffix, level_suffix in levels.items() %}
    select
        {{ shared | join(', ') }},
        'procedure_returns' as record_contract,
        '{{ code }}' as indicator_code,
        '{{ level_suffix }}' as level_suffix,
        {{ code }}{{ column_suffix }} as value,
        '{{ 'process' if code == 'internal_processes_issued' else 'procedure' }}' as unit
    from {{ ref('stg_procedure_returns') }}
    {%- if column_suffix %}
    where agency_code like 'province:%' and row_kind = 'total'
    {%- endif %}
    {% if not (loop.last and code == procedures[-1]) %}union all{% endif %}
{%- endfor %}
{%- endfor %}
),

counted as (
    select
        *,
        coalesce(case when row_kind = 'detail' then row_agency_code end, agency_code) || level_suffix as unit_code
    from told
    where
        value is not null
        and (row_kind = 'total' or (row_kind = 'detail' and coalesce(field_name, row_agency_code) is not null))
)

select
    substr({{ surrogate_key(['return_id', 'indicator_code', 'level_suffix']) }}, 1, 16) as observation_id,
    return_id as record_id,
    record_contract,
    report_id,
    reader_version,
    indicator_code,
    cast(null as varchar) as index_code,
    cast(null as varchar) as edition,
    cast(null as varchar) as component,
    case when row_kind = 'detail' then field_name end as field_name,
    unit_code as agency_code,
    case when unit_code = agency_code then agency_name else row_label end as agency_name,
    case split_part(unit_code, ':', 1)
        when 'national' then 'nation'
        when 'ministries' then 'ministry'
        when 'provinces' then 'province'
        else split_part(unit_code, ':', 1)
    end as agency_level,
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
