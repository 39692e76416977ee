{#- Whether what is asked for leaves this open or names what is found. -#}
{% macro open_or_same(asked, found) -%}
    coalesce({{ asked }} = {{ found }}, {{ asked }} is null)
{%- endmacro %}
