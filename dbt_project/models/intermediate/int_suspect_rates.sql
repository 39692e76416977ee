{%- set computed = {
    'online_submission_rate': ['online_submission_rate', 'online_submission_rate_o2'],
    'on_time_rate': ['on_time_rate', 'on_time_rate_f2', 'on_time_rate_f3'],
    'overdue_rate': ['overdue_rate'],
    'settlement_rate': ['settlement_rate'],
} -%}
-- A reported rate beside the same agency's counts of the same window: one formula should give it,
-- rounded or cut off at the last digit printed.
with reported as (
    select
        *,
        {{ rounding_allowance('value', 'value_text', 'unit') }} as allowance
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and qualifier = 'exact'
        and indicator_code in ({{ "'" ~ computed | join("', '") ~ "'" }})
),

compared as (
    {% for code, columns in computed.items() %}
    select
        reported.observation_id,
        reported.value,
        reported.value_text,
        reported.allowance,
        reported.indicator_code,
        list_filter(
            [submissions.{{ columns | join(', submissions.') }}],
            lambda computed: computed is not null
        ) as computed_rates
    from reported
    inner join {{ ref('fct_online_submissions') }} as submissions
        on
            reported.agency_code = submissions.agency_code
            and reported.period_key = submissions.period_key
            and reported.field_name is not distinct from submissions.field_name
            and reported.service_level_label is not distinct from submissions.service_level_label
            and reported.component is not distinct from submissions.component
    where reported.indicator_code = '{{ code }}'
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    'rate_disagrees' as check_code,
    observation_id,
    cast(null as varchar) as other_observation_id,
    computed_rates[1] as other_value,
    indicator_code || ' = ' || value_text || ', computed '
    || array_to_string(list_transform(computed_rates, lambda rate: round(rate, 4)), ', ') as finding
from compared
where
    len(computed_rates) > 0
    and list_min(list_transform(computed_rates, lambda rate: abs(rate - value)))
    > 2 * allowance + 1e-9
