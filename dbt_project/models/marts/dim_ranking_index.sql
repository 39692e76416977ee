with breaks as (
    select
        index_code,
        {{ joined('first_edition', ', ') }} as series_breaks
    from {{ ref('ranking_series_breaks') }}
    where first_edition is not null
    group by index_code
)

select
    indices.index_code,
    indices.name_vi,
    indices.name_en,
    indices.publisher,
    indices.agency_levels,
    indices.score_unit,
    cast(indices.score_min as double) as score_min,
    cast(indices.score_max as double) as score_max,
    cast(indices.score_decimals as bigint) as score_decimals,
    indices.edition as edition_cycle,
    cast(indices.first_year as bigint) as first_year,
    breaks.series_breaks,
    indices.note
from {{ ref('ranking_indices') }} as indices
left join breaks on indices.index_code = breaks.index_code
