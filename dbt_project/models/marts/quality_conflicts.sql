with conflicts as (
    select
        'value' as conflict_kind,
        observation_id,
        rival_observation_id,
        difference,
        allowance,
        explained_by
    from {{ ref('int_value_conflicts') }}
    union all
    select
        conflict_kind,
        observation_id,
        rival_observation_id,
        difference,
        cast(null as double) as allowance,
        'none' as explained_by
    from {{ ref('int_rank_conflicts') }}
),

observations as (
    select * from {{ ref('int_observations') }}
)

select
    {{ surrogate_key(['conflict_kind', 'observation_id', 'rival_observation_id'], 'conflicts') }}
        as conflict_key,
    conflicts.conflict_kind,
    conflicts.explained_by,
    one.indicator_code,
    one.index_code,
    one.edition,
    one.component,
    one.unit_set,
    one.field_name,
    one.kind,
    one.statistic,
    one.period_start,
    one.period_end,
    one.as_of,
    one.agency_code,
    other.agency_code as rival_agency_code,
    one.value,
    other.value as rival_value,
    cast(conflicts.difference as double) as difference,
    cast(conflicts.allowance as double) as rounding_allowance,
    one.value_text,
    other.value_text as rival_value_text,
    one.rate_formula,
    other.rate_formula as rival_rate_formula,
    one.report_id,
    other.report_id as rival_report_id,
    one.source_kind,
    other.source_kind as rival_source_kind,
    one.source_url,
    other.source_url as rival_source_url,
    one.issued_on,
    other.issued_on as rival_issued_on,
    one.observation_id,
    other.observation_id as rival_observation_id,
    one.evidence,
    other.evidence as rival_evidence,
    one.source_note,
    other.source_note as rival_source_note
from conflicts
inner join observations as one on conflicts.observation_id = one.observation_id
inner join observations as other on conflicts.rival_observation_id = other.observation_id
