with rate_values as (
    select
        observation_id,
        agency_code,
        indicator_code,
        value,
        cast(extract(year from window_end) as bigint) as score_year,
        case
            when window_end < date '2008-08-01' then 'provinces_64'
            when window_end < date '2025-07-01' then 'provinces_63'
            else 'provinces_34'
        end as unit_set,
        window_end as period_end,
        row_number() over (
            partition by agency_code, indicator_code, extract(year from window_end)
            order by window_end desc, window_start asc nulls first, observation_id asc
        ) as position_in_year
    from {{ ref('int_observations') }}
    where
        is_current
        and kind = 'actual'
        and statistic = 'value'
        and unit = 'percent'
        and index_code is null
        and agency_code like 'province:%'
        and agency_code not like '%/%'
        and field_name is null
        and service_level_label is null
        and component is null
)

-- Of the rates of a year the latest counts.
select
    agency_code,
    score_year,
    indicator_code,
    unit_set,
    value,
    period_end,
    observation_id
from rate_values
where position_in_year = 1
