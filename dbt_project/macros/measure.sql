{#- One indicator as a column of a pivot. The rows hold one current value per indicator, so `max` picks it and sums nothing. -#}
{% macro measure(indicator_code, type='bigint') -%}
    max(case when indicator_code = '{{ indicator_code }}' then cast({% if type == 'bigint' %}round(value){% else %}value{% endif %} as {{ type }}) end)
{%- endmacro %}
