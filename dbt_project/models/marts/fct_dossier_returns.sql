{%- set counts = dossier_counts() -%}
{#- The sums of the form: total, then parts, as in the contract of the landing table. -#}
{%- set identities = {
    'received_by_source': [
        'dossiers_received', 'dossiers_received_online', 'dossiers_received_offline', 'dossiers_carried_over',
    ],
    'offline_by_channel': [
        'dossiers_received_offline', 'dossiers_received_in_person', 'dossiers_received_by_post',
    ],
    'settled_by_punctuality': [
        'dossiers_settled', 'dossiers_settled_early', 'dossiers_settled_on_time', 'dossiers_settled_overdue',
    ],
    'settled_in_time_or_overdue': [
        'dossiers_settled', 'dossiers_settled_in_time', 'dossiers_settled_overdue',
    ],
    'in_time_by_punctuality': [
        'dossiers_settled_in_time', 'dossiers_settled_early', 'dossiers_settled_on_time',
    ],
    'pending_by_punctuality': [
        'dossiers_pending', 'dossiers_pending_in_time', 'dossiers_pending_overdue',
    ],
    'settled_by_apology': [
        'dossiers_settled', 'dossiers_settled_in_time', 'dossiers_settled_overdue_apologised',
        'dossiers_settled_overdue_unapologised',
    ],
    'pending_by_apology': [
        'dossiers_pending', 'dossiers_pending_in_time', 'dossiers_pending_overdue_apologised',
        'dossiers_pending_overdue_unapologised',
    ],
    'received_by_channel': [
        'dossiers_received', 'dossiers_received_online', 'dossiers_received_in_person', 'dossiers_received_by_post',
        'dossiers_carried_over',
    ],
    'payments_by_channel': [
        'payments', 'online_payments', 'payments_in_person',
    ],
    'received_settled_or_pending': ['dossiers_received', 'dossiers_settled', 'dossiers_pending'],
} -%}
with form_rows as (
    select * from {{ ref('stg_dossier_returns') }}
),

reports as (
    select * from {{ ref('int_reports') }}
)

-- A difference is null where a part is not printed: a sum is checked only where all of it is there.
select
    form_rows.return_id,
    form_rows.report_id,
    form_rows.form,
    form_rows.form_conflict,
    form_rows.agency_code,
    form_rows.agency_name,
    form_rows.period_start,
    form_rows.period_end,
    form_rows.row_label,
    form_rows.row_kind,
    form_rows.row_number,
    form_rows.row_level,
    form_rows.includes_lower_levels,
    form_rows.field_name,
    form_rows.row_agency_code,
    {% for code in counts %}form_rows.{{ code }},
    {% endfor -%}
    {% for identity, terms in identities.items() -%}
    {{ terms[0] }} - ({{ terms[1:] | join(' + ') }}) as {{ identity }}_residual,
    {% endfor -%}
    form_rows.other_measures,
    form_rows.raw_values,
    form_rows.unread_values,
    not reports.is_superseded as is_current,
    reports.issued_on,
    reports.received_at,
    form_rows.location,
    form_rows.confidence,
    form_rows.reader_version
from form_rows
inner join reports on form_rows.report_id = reports.report_id
