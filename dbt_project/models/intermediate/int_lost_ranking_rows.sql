with rejected as (
    select
        rejected_id,
        report_id,
        {{ json_text('row_json', 'index_code') }} as index_code,
        {{ json_text('row_json', 'edition') }} as edition,
        {{ json_text('row_json', 'component') }} as component,
        {{ json_text('row_json', 'agency_code') }} as agency_code
    from {{ ref('stg_rejected_rows') }}
    where contract = 'ranking_entries'
),

entries as (
    select * from {{ ref('stg_ranking_entries') }}
)

-- A row printed twice is refused once and landed once: nothing is lost then.
select rejected.*
from rejected
left join entries
    on
        rejected.report_id = entries.report_id
        and rejected.index_code = entries.index_code
        and rejected.edition = entries.edition
        and rejected.component = entries.component
        and rejected.agency_code = entries.agency_code
where entries.entry_id is null
