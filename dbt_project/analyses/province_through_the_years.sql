-- Câu hỏi: Điểm và thứ hạng của một tỉnh qua các năm, theo từng bộ chỉ số?
-- Question: Score and place of a province over the years, index by index?
-- Lưu ý: Chỉ so hai kỳ liền nhau khi change_status là comparable; series_break nghĩa là thang điểm
--   hoặc tiêu chí đã đổi. Thứ hạng trống khi chỉ công bố nhóm đầu: đó không phải là hạng cuối. Cột
--   place_basis nói hạng được công bố hay do kho tính.
-- Worth: Compare two neighbouring editions only where change_status is comparable; series_break
--   means another scale or other criteria. An empty place is not a last place. place_basis tells
--   whether the place was published or is computed here.
select
    index_code,
    edition,
    unit_set,
    round(score, 4) as score,
    coalesce(rank_published, rank_computed) as place,
    coalesce(rank_of, rank_computed_of) as place_of,
    case
        when rank_published is not null then 'published'
        when rank_computed is not null then 'computed'
    end as place_basis,
    change_status,
    round(score_change, 4) as score_change,
    rank_change
from {{ ref('fct_provincial_rankings') }}
where
    agency_code = '{{ var('agency_code', 'province:hai-phong') }}'
    and component = 'total'
    and statistic = 'value'
order by index_code, edition, unit_set
