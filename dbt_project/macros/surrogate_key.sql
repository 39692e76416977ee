{#- md5 over the natural key: the same row has the same key in every rebuild and in every engine.
    `relation` qualifies the columns where a join makes that necessary. -#}
{% macro surrogate_key(columns, relation=none) -%}
    {%- set prefix = relation ~ '.' if relation else '' -%}
    md5(
    {%- for column in columns -%}
        coalesce(cast({{ prefix }}{{ column }} as varchar), ''){% if not loop.last %} || '|' || {% endif %}
    {%- endfor -%}
    )
{%- endmacro %}
