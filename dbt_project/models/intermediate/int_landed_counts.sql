with landed_rows as (
    select report_id from {{ ref('stg_observations') }}
    union all
    select report_id from {{ ref('stg_ranking_entries') }}
    union all
    select report_id from {{ ref('stg_dossier_returns') }}
    union all
    select report_id from {{ ref('stg_procedure_returns') }}
)

select
    report_id,
    count(*) as landed_count
from landed_rows
group by report_id
