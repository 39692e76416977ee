-- An agency that has filed a form once is expected to go on while it lives: from its first filing
-- to a year after the last arrival of all.
with calendar as (
    select * from {{ ref('filing_calendar') }}
),

filers as (
    select
        form,
        agency_code,
        split_part(agency_code, ':', 1) as agency_level,
        min(period_start) as first_start
    from {{ ref('int_filings') }}
    group by form, agency_code
),

known as (
    select cast(max(arrived_at) as date) as known_on
    from {{ ref('int_reports') }}
),

lives as (
    select
        agency_code,
        max(coalesce(valid_to, date '9999-12-31')) as ends_on
    from {{ ref('int_agencies') }}
    group by agency_code
),

years as (
    select unnest(generate_series(2005, 2100)) as filing_year
),

windows as (
    select
        calendar.obligation_code,
        filers.form,
        filers.agency_code,
        filers.first_start,
        calendar.window_name,
        calendar.instrument,
        calendar.certainty,
        known.known_on,
        lives.ends_on,
        cast(strptime(
            (years.filing_year - cast(calendar.starts_year_before as integer)) || '-'
            || calendar.start_month_day, '%Y-%m-%d'
        ) as date) as window_start,
        cast(strptime(years.filing_year || '-' || calendar.end_month_day, '%Y-%m-%d') as date)
            as window_end,
        cast(strptime(years.filing_year || '-' || calendar.due_month_day, '%Y-%m-%d') as date)
            as due_on
    from filers
    inner join calendar
        on filers.form = calendar.form and filers.agency_level = calendar.agency_level
    inner join lives on filers.agency_code = lives.agency_code
    cross join known
    cross join years
)

select
    obligation_code,
    form,
    agency_code,
    window_name,
    window_start,
    window_end,
    due_on,
    instrument,
    certainty,
    known_on
from windows
where
    window_end > first_start
    and window_end <= known_on + interval 1 year
    and window_end <= ends_on
