{#- The grain: no two rows agree in these columns (nulls count as equal). Returns the keys that occur twice. -#}
{% test unique_combination(model, combination) %}
select
    {{ combination | join(', ') }},
    count(*) as occurrences
from {{ model }}
group by {{ combination | join(', ') }}
having count(*) > 1
{% endtest %}
