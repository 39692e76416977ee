{#- A member of a JSON object as text; null where it is missing. -#}
{% macro json_text(column, name) -%}
    json_extract_string({{ column }}, '$.{{ name }}')
{%- endmacro %}
