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

-- The address says more than the name: a newspaper names the ministry whose figures it prints.
matches as (
    select
        {{ surrogate_key(['sources.source_url', 'sources.publisher']) }} as source_key,
        kinds.source_kind,
        kinds.pattern,
        contains(lower(coalesce(sources.source_url, '')), kinds.pattern) as is_address_match
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
            order by is_address_match desc, length(pattern) desc, pattern
        ) as position_in_source
    from matches
)

select
    source_key,
    source_kind
from numbered
where position_in_source = 1
