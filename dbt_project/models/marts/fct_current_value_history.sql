-- What is withdrawn today was not before: it competes until then.
with observations as (
    select
        observations.series_key,
        observations.observation_id,
        observations.report_id,
        observations.trust_order,
        observations.list_size,
        observations.issued_on,
        observations.received_at,
        greatest(received_at, case when correction_id is not null then corrected_on end)
            as known_at,
        observations.qualifier,
        observations.confidence,
        false as is_superseded,
        least(
            withdrawn.first_superseded_at,
            case
                when replaced_by_correction_id is not null then greatest(received_at, corrected_on)
            end
        ) as superseded_at
    from {{ ref('int_observations') }} as observations
    left join {{ ref('int_supersessions') }} as withdrawn
        on observations.report_id = withdrawn.report_id
),

events as (
    select
        series_key,
        known_at as told_at
    from observations
    union
    select
        series_key,
        superseded_at as told_at
    from observations
    where superseded_at is not null
),

-- At each arrival the same ordered rule as today, over what had arrived by then.
candidates as (
    select
        events.series_key,
        events.told_at,
        observations.observation_id,
        row_number() over (
            partition by events.series_key, events.told_at
            order by {{ current_order() }}
        ) as position_in_series
    from events
    inner join observations on events.series_key = observations.series_key
    where
        observations.known_at <= events.told_at
        and coalesce(observations.superseded_at > events.told_at, true)
),

winners as (
    select
        events.series_key,
        events.told_at,
        candidates.observation_id,
        lag(candidates.observation_id) over (
            partition by events.series_key
            order by events.told_at
        ) as observation_id_before
    from events
    left join candidates
        on
            events.series_key = candidates.series_key
            and events.told_at = candidates.told_at
            and candidates.position_in_series = 1
),

changes as (
    select
        series_key,
        observation_id,
        told_at as current_from,
        lead(told_at) over (
            partition by series_key
            order by told_at
        ) as current_to
    from winners
    where observation_id is distinct from observation_id_before
)

select
    {{ surrogate_key(['series_key', 'current_from']) }} as history_key,
    series_key,
    observation_id,
    current_from,
    current_to
from changes
where observation_id is not null
