select * from {{ ref('int_prose_values') }}
union all
select * from {{ ref('int_ranking_values') }}
union all
select * from {{ ref('int_form_values') }}
