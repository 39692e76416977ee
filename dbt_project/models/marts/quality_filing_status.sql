-- What has arrived, by the agency and period that a report states of itself, not what is due.
with reports as (
    select
        *,
        coalesce(agency_code, 'not_stated') as issuer_code,
        coalesce(report_kind, 'not_read') as kind_read
    from {{ ref('int_reports') }}
)

select
    {{ surrogate_key(['issuer_code', 'period_start', 'period_end', 'kind_read']) }} as filing_key,
    issuer_code as agency_code,
    period_start,
    period_end,
    kind_read as report_kind,
    cast(count(*) as bigint) as report_count,
    cast(count_if(report_status in ('landed', 'landed_in_part')) as bigint) as landed_report_count,
    cast(count_if(report_status = 'refused') as bigint) as refused_report_count,
    cast(count_if(revision_kind = 'correction') as bigint) as correction_count,
    cast(sum(landed_count) as bigint) as landed_row_count,
    cast(sum(rejected_count) as bigint) as rejected_row_count,
    min(issued_on) as first_issued_on,
    max(issued_on) as last_issued_on,
    min(received_at) as first_received_at,
    max(received_at) as last_received_at
from reports
group by issuer_code, period_start, period_end, kind_read
