with windows as (
    select distinct
        period_key,
        window_start as period_start,
        window_end as period_end
    from {{ ref('int_observations') }}
),

parts as (
    select
        *,
        cast(extract(year from period_end) as bigint) as period_year,
        extract(year from period_end) - extract(year from period_start) as years_between,
        cast(extract(year from period_end) as varchar) as year_text,
        cast(extract(quarter from period_end) as varchar) as quarter_text,
        cast(extract(month from period_end) as varchar) as month_text,
        case when extract(month from period_end) = 6 then 'đầu' else 'cuối' end as half_text,
        extract(month from period_start) * 100 + extract(day from period_start) as start_day,
        extract(month from period_end) * 100 + extract(day from period_end) as end_day,
        extract(month from period_end) as end_month,
        extract(day from period_start) = 1
        and extract(day from period_end + 1) = 1 as is_whole_months
    from windows
),

-- The ministry's windows run from the 15th to the 14th; its third quarter does not start with the
-- year.
classified as (
    select
        *,
        case
            when period_start is null then 'as_of'
            when period_start = period_end then 'day'
            when years_between = 1 and start_day = 1215 and end_day = 314 then 'ministry_quarter'
            when years_between = 1 and start_day = 1215 and end_day = 614 then 'ministry_half_year'
            when years_between = 1 and start_day = 1215 and end_day = 1214 then 'ministry_year'
            when years_between = 0 and start_day = 615 and end_day = 914 then 'ministry_quarter'
            when years_between > 0 and start_day = 101 and end_day = 1231 then 'years'
            when years_between > 0 or not is_whole_months then 'other'
            when start_day = 101 and end_day = 1231 then 'year'
            when start_day = 101 and end_day = 630 then 'half_year'
            when start_day = 701 and end_day = 1231 then 'half_year'
            when start_day in (101, 401, 701, 1001) and end_month * 100 + 1 - start_day = 200
                then 'quarter'
            when end_month * 100 + 1 = start_day then 'month'
            when start_day = 101 then 'months_of_year'
            else 'other'
        end as period_kind
    from parts
)

select
    period_key,
    period_start,
    period_end,
    period_kind,
    period_year,
    cast(period_end - period_start + 1 as bigint) as day_count,
    case
        when period_kind = 'as_of' then null
        when years_between = 0 then start_day = 101
        else years_between = 1 and start_day = 1215
    end as is_from_year_start,
    case period_kind
        when 'as_of' then 'as of ' || cast(period_end as varchar)
        when 'day' then cast(period_end as varchar)
        when 'year' then year_text
        when 'half_year' then year_text || case when start_day = 101 then '-H1' else '-H2' end
        when 'quarter' then year_text || '-Q' || quarter_text
        when 'month' then substr(cast(period_end as varchar), 1, 7)
        else cast(period_start as varchar) || ' to ' || cast(period_end as varchar)
    end as label_en,
    case period_kind
        when 'as_of' then 'đến ' || {{ vietnamese_date('period_end') }}
        when 'day' then {{ vietnamese_date('period_end') }}
        when 'year' then 'Năm ' || year_text
        when 'half_year' then '6 tháng ' || half_text || ' năm ' || year_text
        when 'quarter' then 'Quý ' || quarter_text || '/' || year_text
        when 'month' then 'Tháng ' || month_text || '/' || year_text
        when 'months_of_year' then month_text || ' tháng đầu năm ' || year_text
        else {{ vietnamese_date('period_start') }} || ' – ' || {{ vietnamese_date('period_end') }}
    end as label_vi
from classified
