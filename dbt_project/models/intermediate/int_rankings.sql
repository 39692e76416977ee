{%- set shared = ['source_url', 'source_note', 'window_start', 'window_end', 'period_key'] -%}
{%- set key = ['index_code', 'edition', 'component', 'unit_set', 'agency_code', 'statistic'] -%}
with told as (
    select *
    from {{ ref('int_observations') }}
    where
        kind = 'actual'
        and index_code is not null
        and indicator_code in (
            'index_score', 'index_rank', 'index_score_change', 'index_rank_change'
        )
        and not is_superseded
),

-- Score and place come from whichever report is current for each: a full table may give scores,
-- the press the place.
current_values as (
    select
        {{ key | join(',\n        ') }},
        max(agency_level) as agency_level,
        {%- for measure, code in {'score': 'index_score', 'rank': 'index_rank'}.items() %}
        {%- for column in ['observation_id', 'report_id', 'source_kind'] %}
        {{ told_value(code, column) }} as {{ measure }}_{{ column }},
        {%- endfor %}
        {%- endfor %}
        {{ told_value('index_score', 'value') }} as score,
        {{ told_value('index_score', 'value_text') }} as score_text,
        {{ told_value('index_score', 'unit') }} as score_unit,
        {{ told_value('index_rank', 'cast(value as bigint)') }} as rank_published,
        {{ told_value('index_rank', 'rank_of') }} as rank_of,
        {{ told_value('index_score_change', 'value') }} as score_change_reported,
        {{ told_value('index_rank_change', 'cast(value as bigint)') }} as rank_change_reported,
        {%- for column in shared %}
        {{ told_ranking(column) }} as {{ column | replace('window', 'period') }},
        {%- endfor %}
        max(score_max) as score_max
    from told
    where is_current
    group by {{ key | join(', ') }}
),

rivals as (
    select
        {{ key | join(',\n        ') }},
        {{ joined(if_told('index_score', 'value_text')) }} as scores_told,
        {{ joined(if_told('index_rank', 'value_text')) }} as ranks_told,
        count(distinct {{ if_told('index_score', 'value') }}) as score_count,
        count(distinct {{ if_told('index_rank', 'value') }}) as rank_count
    from told
    group by {{ key | join(', ') }}
)

select
    current_values.*,
    case when rivals.score_count > 1 then rivals.scores_told end as rival_scores,
    case when rivals.rank_count > 1 then rivals.ranks_told end as rival_ranks
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
