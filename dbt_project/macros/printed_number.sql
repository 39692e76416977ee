{#- A number as Vietnamese texts print it, without separators of thousands: 98,5. -#}
{% macro printed_number(column) -%}
    replace(regexp_replace(cast({{ column }} as varchar), '\.0$', ''), '.', ',')
{%- endmacro %}
