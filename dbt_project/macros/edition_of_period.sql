{#- The edition that a window belongs to, in the spelling of ranking tables: 2024, 2024-H1, 2024-Q3, 2025-04, or the
    day of a snapshot. `relation` has period_start, period_end and as_of. -#}
{% macro edition_of_period(relation) -%}
    {%- set start = relation ~ '.period_start' -%}
    {%- set end = relation ~ '.period_end' -%}
    {%- set start_day = 'extract(month from ' ~ start ~ ') * 100 + extract(day from ' ~ start ~ ')' -%}
    {%- set end_day = 'extract(month from ' ~ end ~ ') * 100 + extract(day from ' ~ end ~ ')' -%}
    {%- set year = 'cast(extract(year from ' ~ end ~ ') as varchar)' -%}
    case
        when {{ end }} is null then cast({{ relation }}.as_of as varchar)
        when extract(year from {{ start }}) <> extract(year from {{ end }}) then cast({{ end }} as varchar)
        when {{ start_day }} = 101 and {{ end_day }} = 1231 then {{ year }}
        when {{ start_day }} = 101 and {{ end_day }} = 630 then {{ year }} || '-H1'
        when {{ start_day }} = 701 and {{ end_day }} = 1231 then {{ year }} || '-H2'
        when {{ start_day }} in (101, 401, 701, 1001) and {{ end_day }} in (331, 630, 930, 1231)
            and {{ end }} - {{ start }} < 93
            then {{ year }} || '-Q' || cast(extract(quarter from {{ end }}) as varchar)
        when {{ start }} = date_trunc('month', {{ end }}) then substr(cast({{ end }} as varchar), 1, 7)
        else cast({{ end }} as varchar)
    end
{%- endmacro %}
