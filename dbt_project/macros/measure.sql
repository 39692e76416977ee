{#- One indicator as a column of a pivot. The rows hold one current value per indicator: `max` picks it and
    sums nothing. -#}
{% macro measure(indicator_code, type='bigint') -%}
    cast({{ told_value(indicator_code, 'round(value)' if type == 'bigint' else 'value') }} as {{ type }})
{%- endmacro %}
