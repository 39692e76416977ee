{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] -%}
with told as (
    select *
    from {{ ref('int_observations') }}
    where
        kind = 'actual'
        and index_code is not null
        and indicator_code in ('index_score', 'index_rank', 'index_score_change', 'index_rank_change')
        and not is_superseded
),

-- Score and place come from whichever report is current for each: a full table may give scores, the press the place.
current_values as (
    select
        {{ key | join(',\n        ') }},
        max(agency_level) as agency_level,
        max(case when indicator_code = 'index_score' then value end) as score,
        max(case when indicator_code = 'index_score' then value_text end) as score_text,
        max(case when indicator_code = 'index_score' then unit end) as score_unit,
        max(case when indicator_code = 'index_score' then observation_id end) as score_observation_id,
        max(case when indicator_code = 'index_score' then report_id end) as score_report_id,
        max(case when indicator_code = 'index_score' then source_kind end) as score_source_kind,
        max(case when indicator_code = 'index_rank' then cast(value as bigint) end) as rank_published,
        max(case when indicator_code = 'index_rank' then rank_of end) as rank_of,
        max(case when indicator_code = 'index_rank' then observation_id end) as rank_observation_id,
        max(case when indicator_code = 'index_rank' then report_id end) as rank_report_id,
        max(case when indicator_code = 'index_rank' then source_kind end) as rank_source_kind,
        max(case when indicator_code = 'index_score_change' then value end) as score_change_reported,
        max(case when indicator_code = 'index_rank_change' then cast(value as bigint) end) as rank_change_reported,
        max(case when indicator_code in ('index_score', 'index_rank') then score_max end) as score_max,
        {%- for column in ['source_url', 'source_note', 'window_start', 'window_end', 'period_key'] %}
        coalesce(
            max(case when indicator_code = 'index_score' then {{ column }} end),
            max(case when indicator_code = 'index_rank' then {{ column }} end)
        ) as {{ column | replace('window', 'period') }}{{ ',' if not loop.last }}
        {%- endfor %}
    from told
    where is_current
    group by {{ key | join(', ') }}
),

rivals as (
    select
        {{ key | join(',\n        ') }},
        {{ joined("case when indicator_code = 'index_score' then value_text end") }} as scores_told,
        {{ joined("case when indicator_code = 'index_rank' then cast(cast(value as bigint) as varchar) end") }} as ranks_told,
        count(distinct case when indicator_code = 'index_score' then value end) as score_value_count,
        count(distinct case when indicator_code = 'index_rank' then value end) as rank_value_count
    from told
    group by {{ key | join(', ') }}
)

select
    current_values.*,
    case when rivals.score_value_count > 1 then rivals.scores_told end as rival_scores,
    case when rivals.rank_value_count > 1 then rivals.ranks_told end as rival_ranks
from current_values
inner join rivals
    on
        current_values.index_code = rivals.index_code
        and current_values.edition = rivals.edition
        and current_values.component = rivals.component
        and current_values.unit_set = rivals.unit_set
        and current_values.agency_code = rivals.agency_code
        and current_values.statistic = rivals.statistic
where current_values.score is not null or current_values.rank_published is not null
