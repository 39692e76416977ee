{%- set dossiers = [
    'dossiers_received', 'dossiers_received_new', 'dossiers_received_online', 'dossiers_received_full_online',
    'dossiers_received_offline', 'dossiers_received_in_person', 'dossiers_received_by_post', 'dossiers_carried_over',
    'dossiers_settled', 'dossiers_settled_early', 'dossiers_settled_on_time', 'dossiers_settled_in_time',
    'dossiers_settled_overdue', 'dossiers_pending', 'dossiers_pending_in_time', 'dossiers_pending_overdue',
    'dossiers_returned', 'dossiers_due', 'dossiers_synchronised', 'online_payments', 'online_procedures',
    'full_online_procedures', 'partial_online_procedures', 'national_portal_services', 'historical_results_digitised',
    'essential_online_services',
    'dossiers_received_partial_online', 'dossiers_received_online_other', 'dossiers_received_location_independent',
    'dossiers_settled_overdue_apologised', 'dossiers_settled_overdue_unapologised',
    'dossiers_pending_overdue_apologised', 'dossiers_pending_overdue_unapologised', 'dossiers_withdrawn',
    'dossiers_stopped', 'dossiers_refused_at_intake', 'dossiers_awaiting_intake',
    'dossiers_awaiting_intake_in_time', 'dossiers_awaiting_intake_overdue', 'payments', 'payments_in_person',
] -%}
{%- set reported_rates = [
    'online_submission_rate', 'full_online_submission_rate', 'on_time_rate', 'overdue_rate', 'settlement_rate',
    'online_payment_rate', 'online_procedures_rate', 'full_online_procedures_rate', 'partial_online_procedures_rate',
    'active_online_procedures_rate', 'dossier_digitisation_rate', 'result_digitisation_rate', 'electronic_result_rate',
    'data_reuse_rate', 'online_services_redesigned_rate', 'authenticated_online_users_rate',
    'dossiers_processed_online_rate', 'historical_results_digitised_rate',
] -%}
{#- Rates of which several formulas circulate carry the one that the report shows. -#}
{%- set told_formulas = [
    'online_submission_rate', 'full_online_submission_rate', 'on_time_rate', 'overdue_rate',
] -%}
{%- set key = [
    'agency_code', 'window_start', 'window_end', 'field_name', 'service_level_label', 'component',
] -%}
with current_values as (
    select *
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and indicator_code in (
            select indicator_code from {{ ref('indicators') }}
            where fact_table = 'fct_online_submissions'
        )
),

pivoted as (
    select
        {{ key | join(',\n        ') }},
        period_key,
        max(agency_level) as agency_level,
        {% for code in dossiers %}{{ measure(code) }} as {{ code }},
        {% endfor -%}
        {{ measure('online_payment_value', 'double') }} as online_payment_value,
        {% for code in reported_rates %}{{ measure(code, 'double') }} as {{ code }}_reported,
        {% endfor -%}
        {% for code in told_formulas -%}
        max(case when indicator_code = '{{ code }}' then rate_formula end) as {{ code }}_formula,
        {% endfor -%}
        count(*) as value_count,
        max(issued_on) as latest_issued_on
    from current_values
    group by {{ key | join(', ') }}, period_key
),

-- "In time" is printed as one count or as two; without a count of its own it is the sum of the two.
counted as (
    select
        *,
        coalesce(dossiers_settled_in_time, dossiers_settled_early + dossiers_settled_on_time)
            as in_time,
        coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline)
            as received_new
    from pivoted
)

select
    {{ surrogate_key(key) }} as submissions_key,
    agency_code,
    agency_level,
    period_key,
    window_start as period_start,
    window_end as period_end,
    field_name,
    service_level_label,
    component,
    {{ dossiers | join(',\n    ') }},
    online_payment_value,
    {{ rate('dossiers_received_online', 'received_new') }} as online_submission_rate,
    {{ rate('dossiers_received_online', 'dossiers_received') }} as online_submission_rate_o2,
    {{ rate('in_time', 'dossiers_settled') }} as on_time_rate,
    {{ rate('in_time', 'dossiers_due') }} as on_time_rate_f2,
    {{ rate('in_time', 'dossiers_received') }} as on_time_rate_f3,
    {{ rate('dossiers_settled_overdue', 'dossiers_settled') }} as overdue_rate,
    {{ rate('dossiers_settled', 'dossiers_received') }} as settlement_rate,
    {% for code in reported_rates %}{{ code }}_reported,
    {% endfor -%}
    {% for code in told_formulas %}{{ code }}_formula,
    {% endfor -%}
    value_count,
    latest_issued_on
from counted
