select
    {{ surrogate_key([
        'indicator_code', 'component', 'field_name', 'service_level_label', 'agency_code', 'unit',
    ]) }} as flow_key,
    indicator_code,
    component,
    field_name,
    service_level_label,
    agency_code,
    unit,
    window_start,
    window_end,
    cast(value as double) as value,
    observation_id
from {{ ref('int_observations') }}
where
    is_current
    and kind = 'actual'
    and statistic = 'value'
    and qualifier = 'exact'
    and value_type = 'flow'
    and window_start is not null
    and window_end - window_start < 366
    and indicator_code in (
        select indicators.indicator_code
        from {{ ref('indicators') }} as indicators
        where contains(indicators.additive_over, 'period')
    )
