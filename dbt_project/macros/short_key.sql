{#- The first 16 digits of a surrogate key: the shape of the ids that the reader gives to values. -#}
{% macro short_key(columns) -%}
    substr({{ surrogate_key(columns) }}, 1, 16)
{%- endmacro %}
