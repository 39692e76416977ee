{%- set key = ['index_code', 'edition', 'component', 'unit_set'] -%}
with scored as (
    select *
    from {{ ref('int_rankings') }}
    where
        statistic = 'value'
        and score is not null
        and agency_code not in ('national', 'ministries', 'provinces')
),

-- A refused row that does not say its index or edition counts against every list of its report.
lost as (
    select
        {% for column in key %}lists.{{ column }},
        {% endfor -%}
        count(distinct lost_rows.rejected_id) as lost_count
    from (select distinct {{ key | join(', ') }}, score_report_id from scored) as lists
    inner join {{ ref('int_lost_ranking_rows') }} as lost_rows
        on
            lists.score_report_id = lost_rows.report_id
            and lists.index_code = coalesce(lost_rows.index_code, lists.index_code)
            and lists.edition = coalesce(lost_rows.edition, lists.edition)
            and lists.component = coalesce(lost_rows.component, lists.component)
    group by lists.{{ key | join(', lists.') }}
),

lists as (
    select
        {{ key | join(',\n        ') }},
        count(*) as scored_count
    from scored
    group by {{ key | join(', ') }}
),

judged as (
    select
        lists.*,
        coalesce(coverage.scored_count, unit_sets.unit_count) as expected_count,
        coalesce(lost.lost_count, 0) as lost_count
    from lists
    left join {{ ref('unit_sets') }} as unit_sets on lists.unit_set = unit_sets.unit_set
    left join {{ ref('ranking_coverage') }} as coverage
        on
            lists.index_code = coverage.index_code
            and lists.edition = coverage.edition
            and lists.unit_set = coverage.unit_set
    left join lost
        on
            lists.index_code = lost.index_code
            and lists.edition = lost.edition
            and lists.component = lost.component
            and lists.unit_set = lost.unit_set
)

select
    *,
    case
        when lost_count > 0 then 'rows_refused'
        when expected_count is null then 'unit_count_unknown'
        when scored_count <> expected_count then 'incomplete'
        else 'complete'
    end as list_status
from judged
