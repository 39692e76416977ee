with published as (
    select
        index_code,
        edition,
        component,
        unit_set,
        agency_code,
        period_end,
        score,
        list_status
    from {{ ref('fct_provincial_rankings') }}
    where
        statistic = 'value'
        and agency_code like 'province:%'
        and agency_code not like '%/%'
        and score is not null
),

-- A province that only changed its name or status since is scored under the earlier code.
renamed as (
    select
        predecessor_agency_code,
        successor_agency_code
    from {{ ref('bridge_agency_succession') }}
    where succession_kind = 'renamed' and effective_date < date '2025-07-01'
),

predecessors as (
    select
        coalesce(renamed.predecessor_agency_code, bridge.predecessor_agency_code) as earlier_code,
        bridge.predecessor_agency_code,
        bridge.successor_agency_code as agency_code,
        bridge.population_weight
    from {{ ref('bridge_agency_succession') }} as bridge
    left join renamed on bridge.predecessor_agency_code = renamed.successor_agency_code
    where
        bridge.effective_date = date '2025-07-01'
        and bridge.predecessor_agency_code like 'province:%'
),

-- Provinces that gained territory in 2008 were other units before: no weights are known.
redrawn as (
    select distinct successor_agency_code as agency_code
    from {{ ref('bridge_agency_succession') }}
    where effective_date = date '2008-08-01'
)

select
    published.index_code,
    published.edition,
    published.component,
    predecessors.agency_code,
    max(published.period_end) as period_end,
    sum(published.score * predecessors.population_weight)
    / nullif(sum(predecessors.population_weight), 0) as mean_score,
    sum(predecessors.population_weight) as weight_covered,
    bool_and(published.list_status = 'complete') as is_whole_list,
    bool_or(predecessors.population_weight < 1) as is_merged
from published
inner join predecessors
    on
        published.agency_code
        in (predecessors.predecessor_agency_code, predecessors.earlier_code)
left join redrawn on predecessors.predecessor_agency_code = redrawn.agency_code
where
    published.unit_set in ('provinces_63', 'provinces_64')
    and (published.unit_set = 'provinces_63' or redrawn.agency_code is null)
group by
    published.index_code, published.edition, published.component, predecessors.agency_code
