{#- A share in percent. Of nothing there is no share: null, also where a source prints 100 %. -#}
{% macro rate(numerator, denominator) -%}
    cast(100.0 * {{ numerator }} / nullif({{ denominator }}, 0) as double)
{%- endmacro %}
