{#- How far the true figure may lie from the printed one: half a unit of its last digit. A count printed to the last
    unit and a place in a ranking are exact. -#}
{% macro rounding_allowance(value, value_text, unit) -%}
    {%- set step -%} {{ printed_step(value, value_text) }} {%- endset -%}
    case
        when {{ unit }} in ('percent', 'percentage_point', 'points', 'score', 'billion_vnd') or {{ step }} > 1
            then coalesce({{ step }} / 2, 0)
        else 0
    end
{%- endmacro %}
