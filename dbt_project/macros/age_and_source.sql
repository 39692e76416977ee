{#- Of one measure among the rows of a scoreboard: how old it is, and the observation that it is from. -#}
{% macro age_and_source(measure, column) -%}
    cast(max(case when measure = '{{ measure }}' then age_days end) as bigint) as {{ column }}_age_days,
    max(case when measure = '{{ measure }}' then observation_id end) as {{ column }}_observation_id
{%- endmacro %}
