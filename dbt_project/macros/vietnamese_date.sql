{#- A date as Vietnamese texts print it: 30/6/2024. -#}
{% macro vietnamese_date(date) -%}
    cast(extract(day from {{ date }}) as varchar) || '/' || cast(extract(month from {{ date }}) as varchar) || '/' || cast(extract(year from {{ date }}) as varchar)
{%- endmacro %}
