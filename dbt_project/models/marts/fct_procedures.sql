{%- set counts = [
    'procedures_in_force', 'procedures_announced', 'procedures_new', 'procedures_amended', 'procedures_abolished',
    'announcement_decisions', 'procedures_reviewed', 'procedures_simplified', 'procedures_simplification_approved',
    'procedures_decentralised', 'internal_procedures_simplified', 'procedures_time_cut',
    'procedures_location_independent', 'procedures_interlinked', 'procedures_one_stop', 'internal_processes_issued',
    'business_regulations_simplified', 'business_regulations_simplification_approved', 'business_conditions',
    'business_conditions_cut', 'business_conditions_simplification_approved', 'reporting_regimes_cut',
    'procedures_components_from_data',
] -%}
{%- set rates = [
    'procedures_simplified_rate', 'procedures_simplification_approved_rate', 'procedures_decentralised_rate',
    'procedures_location_independent_rate', 'business_conditions_cut_rate', 'business_regulations_simplified_rate',
    'compliance_cost_cut_rate', 'settlement_time_cut_rate', 'internal_procedures_simplified_rate',
    'internal_procedures_online_rate', 'reporting_regimes_online_rate',
] -%}
{%- set key = ['agency_code', 'window_start', 'window_end', 'field_name', 'component'] -%}
with current_values as (
    select *
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and indicator_code in (
            select indicator_code from {{ ref('indicators') }}
            where fact_table = 'fct_procedures'
        )
)

select
    {{ surrogate_key(key) }} as procedures_key,
    agency_code,
    max(agency_level) as agency_level,
    period_key,
    window_start as period_start,
    window_end as period_end,
    field_name,
    component,
    {% for code in counts %}{{ measure(code) }} as {{ code }},
    {% endfor -%}
    {% for code in rates %}{{ measure(code, 'double') }} as {{ code }},
    {% endfor -%}
    count(*) as value_count,
    max(issued_on) as latest_issued_on
from current_values
group by {{ key | join(', ') }}, period_key
