-- A filing of a form against the one before of the same agency and year.
with filled as (
    select
        measures.report_id,
        measures.agency_code,
        measures.period_start,
        measures.period_end,
        returns.form,
        measures.indicator_code,
        count(distinct measures.return_id) as row_count,
        count(measures.value) as value_count
    from {{ ref('int_form_measures') }} as measures
    inner join {{ ref('stg_dossier_returns') }} as returns on measures.return_id = returns.return_id
    inner join {{ ref('int_reports') }} as reports on measures.report_id = reports.report_id
    where measures.record_contract = 'dossier_returns' and not reports.is_superseded
    group by
        measures.report_id, measures.agency_code, measures.period_start, measures.period_end,
        returns.form, measures.indicator_code
),

compared as (
    select
        *,
        lag(row_count) over earlier_filings as row_count_before,
        lag(value_count) over earlier_filings as value_count_before,
        lag(period_end) over earlier_filings as period_end_before
    from filled
    window
        earlier_filings as (
            partition by agency_code, form, indicator_code, extract(year from period_end)
            order by period_end, period_start, report_id
        )
),

empty_columns as (
    select
        'column_left_empty' as check_code,
        report_id,
        agency_code,
        indicator_code,
        period_start,
        period_end,
        form || ': ' || indicator_code || ' is empty, to ' || period_end_before || ' it had '
        || value_count_before || ' figures' as finding
    from compared
    where value_count = 0 and value_count_before > 0
),

fewer_rows as (
    select
        'fewer_rows' as check_code,
        compared.report_id,
        compared.agency_code,
        cast(null as varchar) as indicator_code,
        compared.period_start,
        compared.period_end,
        compared.form || ': ' || max(compared.row_count) || ' rows, to '
        || max(compared.period_end_before)
        || ' it had '
        || max(compared.row_count_before) as finding
    from compared
    inner join {{ ref('quality_checks') }} as checks
        on
            checks.check_code = 'fewer_rows'
            and compared.row_count < compared.row_count_before * checks.threshold / 100
    group by
        compared.report_id, compared.agency_code, compared.form, compared.period_start,
        compared.period_end
)

select * from empty_columns
union all
select * from fewer_rows
