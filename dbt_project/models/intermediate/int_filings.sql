-- What an agency filed: forms by their rows, the statistics annex by its figures.
with rows_filed as (
    select
        report_id,
        form,
        agency_code,
        period_start,
        period_end
    from {{ ref('stg_dossier_returns') }}
    union all
    select
        report_id,
        form,
        agency_code,
        period_start,
        period_end
    from {{ ref('stg_procedure_returns') }}
    union all
    select
        report_id,
        'annex' as form,
        agency_code,
        period_start,
        period_end
    from {{ ref('stg_observations') }}
    where starts_with(rules, 'annex') and kind = 'actual' and not contains(agency_code, '/')
),

filed as (
    select distinct * from rows_filed
    where period_start is not null and period_end is not null
)

select
    filed.form,
    filed.agency_code,
    filed.period_start,
    filed.period_end,
    min(coalesce(reports.issued_on, cast(reports.received_at as date))) as filed_on,
    count(*) as filing_count,
    count_if(reports.revision_kind = 'correction') as correction_count
from filed
inner join {{ ref('int_reports') }} as reports on filed.report_id = reports.report_id
group by filed.form, filed.agency_code, filed.period_start, filed.period_end
