-- A correction, or an earlier report that came back, replaces what stands before it in its chain
-- only once something of it has landed: a broken file withdraws nothing.
with reports as (
    select * from {{ ref('stg_reports') }}
)

select
    earlier.report_id,
    max_by(later.report_id, later.revision) as superseded_by_report_id,
    -- One that came before, went and came back replaced it the first time.
    min(
        case
            when later.received_at >= earlier.arrived_at then later.received_at
            else later.arrived_at
        end
    ) as first_superseded_at
from reports as earlier
inner join reports as later
    on
        earlier.original_report_id = later.original_report_id
        and earlier.revision < later.revision
        and later.revision_kind in ('correction', 'return')
inner join {{ ref('int_landed_counts') }} as landed on later.report_id = landed.report_id
group by earlier.report_id
