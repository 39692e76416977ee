{#- Schemas are named as configured, without the target's prefix: analysts read `main`, whoever built it. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
