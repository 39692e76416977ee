{#- The counts of a dossier form, by indicator code. -#}
{% macro dossier_counts() -%}
{{ return([
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
]) }}
{%- endmacro %}
