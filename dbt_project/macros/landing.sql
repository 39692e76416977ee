{#- The Parquet files of a landing contract. The folder is read when a model is compiled, not when the project is
    parsed, so that a prepared manifest serves any lake; `source()` is called for the lineage. -#}
{% macro landing(contract) -%}
    {%- set lineage = source('landing', contract) -%}
    read_parquet('{{ env_var("CCHC_LANDING") }}/{{ contract }}/*.parquet', union_by_name = true)
{%- endmacro %}
