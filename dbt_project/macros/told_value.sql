{#- Columns of single indicators in a pivot. -#}

{#- The column where the row is of that indicator, else null. -#}
{% macro if_told(indicator_code, column) -%}
    case when indicator_code = '{{ indicator_code }}' then {{ column }} end
{%- endmacro %}

{#- The column of that indicator's row, in groups that hold each indicator once. -#}
{% macro told_value(indicator_code, column) -%}
    max({{ if_told(indicator_code, column) }})
{%- endmacro %}

{#- What the row of the score says, else that of the place. -#}
{% macro told_ranking(column) -%}
    coalesce({{ told_value('index_score', column) }}, {{ told_value('index_rank', column) }})
{%- endmacro %}
