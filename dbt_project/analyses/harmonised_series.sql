-- Câu hỏi: Chuỗi điểm của một trong 34 tỉnh, thành mới, tính ngược về trước khi sáp nhập?
-- Question: The score of one of the 34 new units, carried back to before the merger?
-- Lưu ý: Trước 2025 là ước lượng: trung bình theo dân số của các tỉnh cũ, không phải số công bố.
--   weight_covered dưới 1 nghĩa là có tỉnh cũ không có điểm. Chỉ so trong cùng segment_first_year.
-- Worth: Before 2025 it is an estimate, the mean of the former provinces weighted by population,
--   and was never published. weight_covered below 1: a former province had no score. Compare
--   within one segment_first_year only.
select
    edition,
    segment_first_year,
    round(score, 4) as score,
    score_unit,
    score_basis,
    is_estimate,
    round(weight_covered, 4) as weight_covered,
    rank_harmonised,
    round(percentile, 1) as percentile
from {{ ref('mart_harmonised_rankings') }}
where
    agency_code = '{{ var('agency_code', 'province:da-nang-2025') }}'
    and index_code = '{{ var('index_code', 'PAPI') }}'
    and component = 'total'
order by edition
