-- Câu hỏi: Những tỉnh nào tăng, giảm hạng mạnh nhất so với kỳ trước?
-- Question: Which provinces rose and fell most since the edition before?
-- Lưu ý: Chỉ gồm hai kỳ so được với nhau (cùng tập đơn vị, cùng thang điểm). Ở giữa bảng, điểm sát
--   nhau nên vài bậc không có nghĩa; is_rank_change_disputed nghĩa là báo cáo nêu mức thay đổi
--   khác.
-- Worth: Only editions that can be compared (one set of units, one scale). In the middle of a
--   table scores lie close and a few places mean nothing; is_rank_change_disputed: a report states
--   another change.
select
    movement,
    name_vi,
    previous_rank,
    current_rank,
    rank_change,
    round(previous_score, 4) as previous_score,
    round(score, 4) as score,
    rank_basis,
    is_rank_change_disputed
from {{ ref('mart_ranking_movements') }}
where
    index_code = '{{ var('index_code', 'PAPI') }}'
    and edition = '{{ var('edition', '2024') }}'
    and component = 'total'
    and rank_change <> 0
qualify row_number() over (partition by movement order by abs(rank_change) desc, name_vi) <= 5
order by rank_change desc, vietnamese_sort_key(name_vi)
