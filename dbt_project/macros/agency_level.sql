{#- The level of an agency by the shape of its code; a level of a province taken together counts as that level. -#}
{% macro agency_level(code) -%}
    case
        when {{ code }} like '%/departments' then 'agency'
        when {{ code }} like '%/districts' then 'district'
        when {{ code }} like '%/communes' then 'commune'
        when split_part({{ code }}, ':', 1) = 'national' then 'nation'
        when split_part({{ code }}, ':', 1) = 'ministries' then 'ministry'
        when split_part({{ code }}, ':', 1) = 'provinces' then 'province'
        else split_part({{ code }}, ':', 1)
    end
{%- endmacro %}
