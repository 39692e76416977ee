with figures as (
    select
        observations.*,
        indicators.topic,
        indicators.better,
        indicators.name_vi as indicator_name_vi,
        indicators.name_en as indicator_name_en,
        periods.period_kind,
        periods.label_en as period_label_en,
        periods.label_vi as period_label_vi
    from {{ ref('int_observations') }} as observations
    inner join {{ ref('indicators') }} as indicators
        on observations.indicator_code = indicators.indicator_code
    inner join {{ ref('dim_period') }} as periods
        on observations.period_key = periods.period_key
    where
        observations.kind = 'actual'
        and observations.is_current
        and observations.agency_code in ('national', 'ministries', 'provinces')
),

-- Only like is compared: windows of one kind, rates of one formula. Scores of indices change scale
-- and are left to fct_provincial_rankings, which knows the breaks.
compared as (
    select
        *,
        lag(value) over (like_with_like) as value_before,
        lag(window_end) over (like_with_like) as period_end_before,
        row_number() over (
            partition by
                agency_code, indicator_code, index_code, component, field_name, service_level_label,
                unit_set, statistic
            order by window_end desc, window_start asc nulls first, observation_id asc
        ) = 1 as is_latest
    from figures
    window
        like_with_like as (
            partition by
                agency_code, indicator_code, index_code, component, field_name, service_level_label,
                unit_set, statistic, period_kind, rate_formula
            order by window_end, window_start nulls first, observation_id
        )
)

select
    series_key as scoreboard_key,
    agency_code,
    topic,
    indicator_code,
    indicator_name_vi,
    indicator_name_en,
    index_code,
    edition,
    component,
    unit_set,
    field_name,
    service_level_label,
    statistic,
    period_key,
    window_start as period_start,
    window_end as period_end,
    period_label_en,
    period_label_vi,
    cast(arrivals.known_on - window_end as bigint) as age_days,
    cast(value as double) as value,
    value_text,
    unit,
    qualifier,
    better,
    rank_of,
    rate_formula,
    is_latest,
    case when index_code is null then period_end_before end as previous_period_end,
    case when index_code is null then cast(value_before as double) end as previous_value,
    case
        when index_code is null then cast(round(value - value_before, 6) as double)
    end as value_change,
    source_kind,
    issued_on,
    report_id,
    observation_id
from compared
cross join {{ ref('int_known_on') }} as arrivals
