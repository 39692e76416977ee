{%- set columns = [
    'observation_id', 'record_id', 'record_contract', 'report_id', 'reader_version',
    'indicator_code', 'index_code', 'edition', 'component', 'field_name', 'agency_code',
    'agency_name', 'agency_level', 'agency_basis', 'unit_set', 'value', 'value_text', 'unit',
    'kind', 'qualifier', 'statistic', 'period_start', 'period_end', 'as_of', 'period_basis',
    'rank_of', 'score_max', 'rate_formula', 'service_level_label', 'comparison_basis',
    'entry_source_url', 'source_note', 'evidence', 'location', 'confidence', 'rules',
] -%}
{#- What the corrected value has of its own; all else is as the report has it. -#}
{%- set corrected = {
    'observation_id': 'corrections.corrected_observation_id',
    'value': 'corrections.corrected_value',
    'value_text': printed_number('corrections.corrected_value'),
    'qualifier': "'exact'",
    'source_note': 'corrections.reason',
} -%}
-- The reported values, and beside each corrected one the value that takes its place.
with reported_values as (
    select * from {{ ref('int_reported_values') }}
),

corrections as (
    select * from {{ ref('int_corrections') }}
    where correction_status = 'applied'
)

select
    {% for column in columns %}reported_values.{{ column }},
    {% endfor -%}
    cast(null as varchar) as correction_id,
    corrections.correction_id as replaced_by_correction_id,
    corrections.corrected_on
from reported_values
left join corrections on reported_values.observation_id = corrections.observation_id
union all
select
    {% for column in columns -%}
    {{ corrected.get(column, 'reported_values.' ~ column) }} as {{ column }},
    {% endfor -%}
    corrections.correction_id,
    cast(null as varchar) as replaced_by_correction_id,
    corrections.corrected_on
from reported_values
inner join corrections on reported_values.observation_id = corrections.observation_id
where not corrections.withdraw
