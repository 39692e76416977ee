{%- set same = ['indicator_code', 'component', 'field_name', 'service_level_label', 'unit'] -%}
-- Only what may be summed over agencies is set against its parts, within one and the same window.
with figures as (
    select
        observations.*,
        {{ rounding_allowance('value', 'value_text', 'observations.unit') }} as allowance,
        case when observations.value_type <> 'stock' then window_start end as start_of_flow
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('indicators') }} as indicators
        on observations.indicator_code = indicators.indicator_code
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and index_code is null
        and contains(indicators.additive_over, 'agency')
),

sums as (
    select
        wholes.observation_id,
        members.part_set,
        count(*) as parts_expected,
        count(parts.observation_id) as parts_present,
        sum(parts.value) as parts_value,
        sum(parts.value) filter (not ends_with(members.part_code, '/communes'))
            as parts_without_communes,
        coalesce(sum(parts.allowance), 0) + max(wholes.allowance) as allowance,
        bool_or(wholes.qualifier <> 'exact' or coalesce(parts.qualifier <> 'exact', false))
            as is_inexact,
        count(distinct parts.report_id) filter (parts.report_id <> wholes.report_id)
            as other_report_count
    from figures as wholes
    inner join {{ ref('int_agency_parts') }} as members
        on
            wholes.agency_code = members.whole_code
            and (members.valid_from is null or wholes.window_end >= members.valid_from)
            and (members.valid_to is null or wholes.window_end < members.valid_to)
    left join figures as parts
        on
            members.part_code = parts.agency_code
            and wholes.window_end = parts.window_end
            and wholes.start_of_flow is not distinct from parts.start_of_flow
            {%- for column in same %}
            and wholes.{{ column }} is not distinct from parts.{{ column }}
            {%- endfor %}
    group by wholes.observation_id, members.part_set
    having count(parts.observation_id) > 0
),

judged as (
    select
        *,
        parts_expected = parts_present as is_complete
    from sums
)

-- Parts that are more than their whole contradict it even where others are missing.
select
    {{ surrogate_key(['wholes.observation_id', 'judged.part_set']) }} as level_residual_key,
    {% for column in same -%}
    wholes.{{ column }},
    {% endfor -%}
    wholes.start_of_flow as period_start,
    wholes.window_end as period_end,
    wholes.agency_code as whole_agency_code,
    judged.part_set,
    wholes.value as whole_value,
    wholes.value_text as whole_text,
    cast(judged.parts_value as double) as parts_value,
    judged.parts_present,
    judged.parts_expected,
    judged.is_complete,
    cast(wholes.value - judged.parts_value as double) as residual,
    cast(judged.allowance as double) as rounding_allowance,
    judged.is_inexact,
    case
        when not judged.is_complete and judged.parts_value - judged.allowance <= wholes.value
            then 'incomplete'
        when wholes.value = judged.parts_value then 'equal'
        when abs(wholes.value - judged.parts_value) <= judged.allowance then 'rounding'
        when judged.is_inexact then 'inexact'
        when
            judged.part_set = 'levels'
            and abs(wholes.value - judged.parts_without_communes) <= judged.allowance
            then 'levels_overlap'
        else 'contradiction'
    end as level_verdict,
    judged.other_report_count,
    wholes.report_id,
    wholes.observation_id,
    wholes.location,
    wholes.evidence
from judged
inner join figures as wholes on judged.observation_id = wholes.observation_id
