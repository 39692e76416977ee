{#- Which of several reported values is the current one. Not superseded by a later revision of the same source; then
    the kind of source (official table, official text, compiled data set, press, not stated); for rankings the report
    that ranks more units, a full table before an excerpt; then the latest issued, the latest received, the report id. Within one report: exact before rounded words, then the reader's confidence. -#}
{% macro current_order() -%}
    is_superseded,
    trust_order,
    list_size desc nulls last,
    issued_on desc nulls last,
    received_at desc nulls last,
    report_id,
    case when qualifier = 'exact' then 0 else 1 end,
    confidence desc nulls last,
    observation_id
{%- endmacro %}
