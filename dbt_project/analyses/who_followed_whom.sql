-- Câu hỏi: Tỉnh, thành mới gồm những tỉnh cũ nào, theo tỷ trọng nào?
-- Question: Of which former provinces does a new unit consist, with which weights?
-- Lưu ý: Tỷ trọng dân số dùng để ước lượng điểm; số đếm (hồ sơ, thủ tục) thì cộng thẳng, không
--   nhân tỷ trọng.
-- Worth: Weights by population are for estimates of scores; counts (dossiers, procedures) are
--   added without weights.
select
    predecessor_agency_code,
    successor_agency_code,
    effective_date,
    succession_kind,
    predecessor_population,
    round(population_weight, 4) as population_weight,
    round(area_weight, 4) as area_weight,
    resolution
from {{ ref('bridge_agency_succession') }}
where successor_agency_code = '{{ var('agency_code', 'province:ho-chi-minh-2025') }}'
order by effective_date asc, population_weight desc, predecessor_agency_code asc
