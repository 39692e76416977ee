{#- The unit of the last printed digit: 0.01 for "98,33", 1 for "659.245", 10 for "5,65 nghìn" (= 5650).
    The digits of the printed number, read without separators, differ from the value by exactly that unit. Null where
    the text has no such number (spelled out, or several numbers in one text): then nothing is explained by rounding. -#}
{% macro printed_step(value, value_text) -%}
    {%- set digits -%}
        nullif(try_cast(regexp_replace(regexp_extract({{ value_text }}, '[0-9][0-9.,]*'), '[^0-9]', '', 'g') as double), 0)
    {%- endset -%}
    {%- set magnitude -%} log10(nullif(abs({{ value }}), 0) / {{ digits }}) {%- endset -%}
    case
        when abs({{ magnitude }} - round({{ magnitude }})) < 1e-6
            then power(10, round({{ magnitude }}))
    end
{%- endmacro %}
