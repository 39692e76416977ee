{#- The distinct values of a group as one text, in a fixed order. -#}
{% macro joined(expression, separator='; ') -%}
    string_agg(distinct {{ expression }}, '{{ separator }}' order by {{ expression }})
{%- endmacro %}
