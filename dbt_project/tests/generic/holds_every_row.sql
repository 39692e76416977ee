{#- Nothing is lost on the way: every id of the other model is here. Returns the ids that are not. -#}
{% test holds_every_row(model, column, of_model, of_column) %}
select origin.{{ of_column }}
from {{ of_model }} as origin
left join {{ model }} as kept on origin.{{ of_column }} = kept.{{ column }}
where kept.{{ column }} is null
{% endtest %}
