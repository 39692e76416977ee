-- Câu hỏi: Nếu đã có 34 tỉnh, thành vào năm đó thì thứ hạng thế nào?
-- Question: How would the 34 units have ranked in a year of the old map?
-- Lưu ý: Đây là ước lượng từ điểm các tỉnh cũ theo dân số, không phải xếp hạng đã công bố; khoảng
--   cách nhỏ không có ý nghĩa.
-- Worth: An estimate from the scores of the former provinces by population, not a ranking that
--   anybody published; small distances mean nothing.
select
    rank_harmonised,
    agency_code,
    name_vi,
    round(score, 4) as score,
    score_basis,
    round(weight_covered, 4) as weight_covered
from {{ ref('mart_harmonised_rankings') }}
where
    index_code = '{{ var('index_code', 'DTI') }}'
    and edition = '{{ var('edition', '2023') }}'
    and component = 'total'
order by rank_harmonised nulls last, vietnamese_sort_key(name_vi)
