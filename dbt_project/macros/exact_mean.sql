{#- The mean, added up as decimals: a sum of doubles depends on the order of its terms, and a mean that ends in a
    five would be rounded now up, now down. -#}
{% macro exact_mean(column) -%}
    cast(sum(cast({{ column }} as decimal(18, 8))) as double) / count({{ column }})
{%- endmacro %}
