with reports as (
    select * from {{ ref('stg_reports') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

arrivals as (
    select
        report_id,
        count(*) as arrival_count
    from {{ ref('stg_arrivals') }}
    group by report_id
),

landed as (
    select * from {{ ref('int_landed_counts') }}
),

rejected as (
    select
        report_id,
        count(*) as rejected_count
    from {{ ref('stg_rejected_rows') }}
    group by report_id
),

outcomes as (
    select
        report_id,
        max(case when status = 'refused' then 1 else 0 end) as was_refused,
        max(case when status = 'waiting' then 1 else 0 end) as is_waiting,
        max(case when status = 'nothing_recognised' then 1 else 0 end) as was_not_recognised
    from {{ ref('stg_outcomes') }}
    group by report_id
),

superseding as (
    select * from {{ ref('int_supersessions') }}
)

select
    reports.*,
    coalesce(arrivals.arrival_count, 0) as arrival_count,
    documents.reader_version,
    documents.report_kind,
    documents.title,
    documents.publisher,
    documents.document_number,
    documents.issued_on,
    documents.source_url,
    documents.agency_code,
    documents.period_start,
    documents.period_end,
    documents.printed_revision,
    documents.revises_number,
    documents.revises_dated,
    documents.paragraph_count,
    documents.table_count,
    documents.record_count,
    coalesce(landed.landed_count, 0) as landed_count,
    coalesce(rejected.rejected_count, 0) as rejected_count,
    case
        when landed.landed_count > 0 and rejected.rejected_count > 0 then 'landed_in_part'
        when landed.landed_count > 0 then 'landed'
        when outcomes.is_waiting = 1 then 'waiting'
        when outcomes.was_refused = 1 or rejected.rejected_count > 0 then 'refused'
        when outcomes.was_not_recognised = 1 then 'nothing_recognised'
        when documents.report_kind = 'container' then 'opened'
        else 'archived'
    end as report_status,
    superseding.report_id is not null as is_superseded,
    superseding.superseded_by_report_id,
    case when landed.landed_count > 0 then cast(reports.arrived_at as date) end as valid_from,
    -- What a report replaces may come after it: it was never the current one.
    case
        when landed.landed_count > 0 and superseding.report_id is not null
            then cast(greatest(superseding.first_superseded_at, reports.arrived_at) as date)
    end as valid_to
from reports
left join documents on reports.report_id = documents.report_id
left join arrivals on reports.report_id = arrivals.report_id
left join landed on reports.report_id = landed.report_id
left join rejected on reports.report_id = rejected.report_id
left join outcomes on reports.report_id = outcomes.report_id
left join superseding on reports.report_id = superseding.report_id
