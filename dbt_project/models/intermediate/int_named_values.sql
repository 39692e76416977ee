{#- What a correction may leave out: it then holds for whatever the report says there. -#}
{%- set narrowing = [
    'index_code', 'edition', 'component', 'field_name', 'kind', 'statistic', 'period_start',
    'period_end', 'as_of',
] -%}
-- The values that each correction names, by id or by the place where they stand.
with corrections as (
    select * from {{ ref('stg_corrections') }}
),

reported_values as (
    select
        reported.*,
        reports.content_sha256,
        reports.source_name,
        reports.document_number,
        reports.is_superseded,
        {{ surrogate_key([
            'reported.indicator_code', 'index_code', 'edition', 'component', 'field_name', 'service_level_label',
            'unit_set', 'reported.agency_code', 'kind', 'statistic', 'reported.period_start',
            'reported.period_end', 'as_of', 'unit',
        ]) }} as figure_key
    from {{ ref('int_reported_values') }} as reported
    inner join {{ ref('int_reports') }} as reports on reported.report_id = reports.report_id
),

named as (
    select
        corrections.correction_id,
        reported_values.observation_id
    from corrections
    inner join reported_values on corrections.observation_id = reported_values.observation_id
    union
    select
        corrections.correction_id,
        reported_values.observation_id
    from corrections
    inner join reported_values
        on
            corrections.indicator_code = reported_values.indicator_code
            and corrections.agency_code = reported_values.agency_code
            {%- for column in narrowing %}
            and {{ open_or_same('corrections.' ~ column, 'reported_values.' ~ column) }}
            {%- endfor %}
    where
        corrections.observation_id is null
        and corrections.report in (
            reported_values.report_id,
            reported_values.content_sha256,
            reported_values.source_name,
            reported_values.document_number
        )
)

select
    named.correction_id,
    named.observation_id,
    reported_values.report_id,
    reported_values.figure_key,
    reported_values.indicator_code,
    reported_values.agency_code,
    reported_values.period_start,
    reported_values.period_end,
    reported_values.as_of,
    reported_values.kind,
    reported_values.unit,
    reported_values.rank_of,
    reported_values.is_superseded,
    cast(reported_values.value as double) as found_value,
    abs(reported_values.value - corrections.expect)
    <= 1e-9 * greatest(1, abs(corrections.expect)) as is_expected
from named
inner join corrections on named.correction_id = corrections.correction_id
inner join reported_values on named.observation_id = reported_values.observation_id
