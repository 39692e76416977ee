-- A ranking row tells up to two values; each becomes a reported value of the shape that prose has.
with entries as (
    select * from {{ ref('stg_ranking_entries') }}
),

told as (
    select
        *,
        'index_score' as indicator_code,
        score as value,
        coalesce(score_text, cast(score as varchar)) as value_text,
        case score_unit when 'percent' then 'percent' else 'points' end as unit
    from entries
    where score is not null
    union all
    select
        *,
        'index_rank' as indicator_code,
        cast(rank as double) as value,
        coalesce(rank_text, cast(rank as varchar)) as value_text,
        'rank' as unit
    from entries
    where rank is not null
)

select
    {{ short_key(['entry_id', 'indicator_code']) }} as observation_id,
    entry_id as record_id,
    'ranking_entries' as record_contract,
    report_id,
    reader_version,
    indicator_code,
    index_code,
    edition,
    component,
    cast(null as varchar) as field_name,
    agency_code,
    agency_name,
    agency_level,
    'stated' as agency_basis,
    unit_set,
    value,
    value_text,
    unit,
    'actual' as kind,
    'exact' as qualifier,
    statistic,
    period_start,
    period_end,
    as_of,
    'stated' as period_basis,
    rank_of,
    score_max,
    cast(null as varchar) as rate_formula,
    cast(null as varchar) as service_level_label,
    cast(null as varchar) as comparison_basis,
    source_url as entry_source_url,
    source_note,
    coalesce(evidence, value_text) as evidence,
    location,
    confidence,
    cast(null as varchar) as rules
from told
