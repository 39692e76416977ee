with sources as (
    select
        source_url,
        publisher
    from {{ ref('stg_documents') }}
    union
    select
        entries.source_url,
        documents.publisher
    from {{ ref('stg_ranking_entries') }} as entries
    left join {{ ref('stg_documents') }} as documents on entries.report_id = documents.report_id
),

kinds as (
    select * from {{ ref('source_kinds') }}
),

-- The address says more than the name: a newspaper names the ministry whose figures it prints. Of
-- several addresses the first counts.
matches as (
    select
        {{ surrogate_key(['sources.source_url', 'sources.publisher']) }} as source_key,
        kinds.source_kind,
        kinds.pattern,
        case
            when contains(lower(split_part(sources.source_url, ' ', 1)), kinds.pattern) then 1
            when contains(lower(sources.source_url), kinds.pattern) then 2
            else 3
        end as place_of_match
    from sources
    inner join kinds
        on
            contains(lower(coalesce(sources.source_url, '')), kinds.pattern)
            or contains(lower(coalesce(sources.publisher, '')), kinds.pattern)
),

numbered as (
    select
        source_key,
        source_kind,
        row_number() over (
            partition by source_key
            order by place_of_match asc, length(pattern) desc, pattern asc
        ) as position_in_source
    from matches
)

select
    source_key,
    source_kind
from numbered
where position_in_source = 1
