select
    indicator_code,
    topic,
    fact_table,
    name_vi,
    name_en,
    unit,
    value_type,
    additive_over,
    better,
    numerator,
    denominator,
    definition
from {{ ref('indicators') }}
