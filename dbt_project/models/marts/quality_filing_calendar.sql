with due as (
    select * from {{ ref('int_filings_due') }}
),

-- Own windows of a province are some days off the ministry's.
matched as (
    select
        due.*,
        filings.filed_on,
        filings.filing_count,
        filings.correction_count,
        row_number() over (
            partition by due.obligation_code, due.agency_code, due.window_start, due.window_end
            order by
                abs(filings.period_end - due.window_end)
                + abs(filings.period_start - due.window_start)
                nulls last,
                filings.filed_on
        ) as position_in_window
    from due
    left join {{ ref('int_filings') }} as filings
        on
            due.form = filings.form
            and due.agency_code = filings.agency_code
            and abs(filings.period_start - due.window_start) <= 20
            and abs(filings.period_end - due.window_end) <= 20
)

select
    {{ surrogate_key(['obligation_code', 'agency_code', 'window_start', 'window_end']) }}
        as due_key,
    obligation_code,
    form,
    agency_code,
    window_name,
    window_start as period_start,
    window_end as period_end,
    due_on,
    filed_on,
    case
        when filed_on is not null and filed_on <= due_on then 'filed'
        when filed_on is not null then 'filed_late'
        when due_on < known_on then 'overdue'
        when window_end < known_on then 'due'
        else 'to_come'
    end as filing_status,
    cast(coalesce(filing_count, 0) as bigint) as filing_count,
    cast(coalesce(correction_count, 0) as bigint) as correction_count,
    known_on as status_on,
    instrument,
    certainty
from matched
where position_in_window = 1
