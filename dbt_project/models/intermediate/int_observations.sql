with reported_values as (
    select * from {{ ref('int_corrected_values') }}
),

reports as (
    select * from {{ ref('int_reports') }}
),

source_kinds as (
    select * from {{ ref('int_source_kinds') }}
),

indicators as (
    select * from {{ ref('indicators') }}
),

-- The day a count was taken ends its window; a running index keeps the period of its edition.
placed as (
    select
        reported_values.*,
        coalesce(reported_values.entry_source_url, reports.source_url) as source_url,
        reports.source_name,
        reports.publisher,
        reports.issued_on,
        reports.received_at,
        reports.revision,
        reports.is_superseded or reported_values.replaced_by_correction_id is not null
            as is_superseded,
        indicators.value_type,
        case when reported_values.period_end is not null then reported_values.period_start end
            as window_start,
        case
            when reported_values.index_code is null
                then coalesce(reported_values.as_of, reported_values.period_end)
            else coalesce(reported_values.period_end, reported_values.as_of)
        end as window_end,
        coalesce(source_kinds.source_kind, 'not_stated') as source_kind
    from reported_values
    inner join reports on reported_values.report_id = reports.report_id
    inner join indicators on reported_values.indicator_code = indicators.indicator_code
    left join source_kinds
        on
            {{ surrogate_key([
                'coalesce(reported_values.entry_source_url, reports.source_url)', 'reports.publisher',
            ]) }} = source_kinds.source_key
),

-- A series is what one figure can be the current value of. A stock is known by its day, a ranking
-- by its edition.
keyed as (
    select
        *,
        {{ surrogate_key(['window_start', 'window_end']) }} as period_key,
        case
            when index_code is not null then {{ surrogate_key([
                'indicator_code', 'index_code', 'edition', 'component', 'unit_set', 'agency_code', 'kind',
                'statistic',
            ]) }}
            else {{ surrogate_key([
                'indicator_code', 'component', 'field_name', 'service_level_label', 'agency_code', 'kind',
                'statistic', "case when value_type = 'stock' then null else window_start end", 'window_end',
            ]) }}
        end as series_key,
        case
            when source_kind = 'official' and record_contract <> 'observations' then 1
            when source_kind = 'official' then 2
            when source_kind = 'dataset' then 3
            when source_kind = 'press' then 4
            else 5
        end as trust_order,
        case
            when index_code is not null
                then count(case when correction_id is null then 1 end) over (
                    partition by report_id, indicator_code, index_code, edition, component, unit_set
                )
        end as list_size
    from placed
),

ordered as (
    select
        *,
        row_number() over (
            partition by series_key
            order by {{ current_order() }}
        ) as position_in_series
    from keyed
)

select
    *,
    position_in_series = 1 and not is_superseded as is_current
from ordered
