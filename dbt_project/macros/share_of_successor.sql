{#- What part of the successor a predecessor makes up, 0 to 1; null unless every predecessor's figure is known. -#}
{% macro share_of_successor(figure) -%}
    case
        when count({{ figure }}) over (partition by successor_agency_code, effective_date)
            = count(*) over (partition by successor_agency_code, effective_date)
            then cast({{ figure }} as double)
                / nullif(cast(sum({{ figure }}) over (partition by successor_agency_code, effective_date) as double), 0)
    end
{%- endmacro %}
