{%- set shared = [
    'return_id', 'report_id', 'reader_version', 'agency_code', 'agency_name', 'period_start', 'period_end',
    'row_label', 'row_kind', 'field_name', 'row_level', 'row_agency_code', 'location', 'confidence',
] -%}
{#- Columns of one level of a province are values of that level, an agency of its own. -#}
{%- set procedures = [] -%}
{%- for code, unit in [
    ('procedures_in_force', 'procedure'), ('procedures_one_stop', 'procedure'),
    ('internal_processes_issued', 'process'),
] -%}
{%- for column_suffix, level_suffix in [
    ('', ''), ('_province_level', '/departments'), ('_district_level', '/districts'),
    ('_commune_level', '/communes'),
] -%}
{%- do procedures.append((code, unit, column_suffix, level_suffix)) -%}
{%- endfor -%}
{%- endfor -%}

{% for code in dossier_counts() %}
select
    {{ shared | join(', ') }},
    'dossier_returns' as record_contract,
    '{{ code }}' as indicator_code,
    '' as level_suffix,
    {{ code }} as value,
    'dossier' as unit
from {{ ref('stg_dossier_returns') }}
union all
{% endfor %}
{% for code, unit, column_suffix, level_suffix in procedures %}
select
    {{ shared | join(', ') }},
    'procedure_returns' as record_contract,
    '{{ code }}' as indicator_code,
    '{{ level_suffix }}' as level_suffix,
    {{ code }}{{ column_suffix }} as value,
    '{{ unit }}' as unit
from {{ ref('stg_procedure_returns') }}
{% if column_suffix %}where agency_code like 'province:%' and row_kind = 'total'{% endif %}
{% if not loop.last %}union all{% endif %}
{% endfor %}
