{%- set shared = [
    'return_id', 'report_id', 'reader_version', 'agency_code', 'agency_name', 'period_start', 'period_end',
    'row_label', 'row_kind', 'field_name', 'row_level', 'row_agency_code', 'location', 'confidence',
] -%}
{%- set dossiers = [
    'dossiers_received', 'dossiers_received_online', 'dossiers_received_offline', 'dossiers_received_in_person',
    'dossiers_received_by_post', 'dossiers_carried_over', 'dossiers_settled', 'dossiers_settled_early',
    'dossiers_settled_on_time', 'dossiers_settled_in_time', 'dossiers_settled_overdue', 'dossiers_pending',
    'dossiers_pending_in_time', 'dossiers_pending_overdue', 'dossiers_returned',
    'dossiers_received_new', 'dossiers_received_full_online', 'dossiers_received_partial_online',
    'dossiers_received_online_other', 'dossiers_received_location_independent',
    'dossiers_settled_overdue_apologised', 'dossiers_settled_overdue_unapologised',
    'dossiers_pending_overdue_apologised', 'dossiers_pending_overdue_unapologised', 'dossiers_withdrawn',
    'dossiers_stopped', 'dossiers_refused_at_intake', 'dossiers_awaiting_intake',
    'dossiers_awaiting_intake_in_time', 'dossiers_awaiting_intake_overdue', 'dossiers_due', 'payments',
    'online_payments', 'payments_in_person', 'dossiers_with_fees', 'dossiers_synchronised', 'dossiers_digitised',
    'results_digitised',
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

{% for code in dossiers %}
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
