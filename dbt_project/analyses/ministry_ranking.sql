-- Câu hỏi: Điểm, thứ hạng cải cách hành chính của các bộ trong một năm?
-- Question: Reform scores and places of the ministries in one year?
-- Lưu ý: Báo chí thường chỉ nêu vài bộ đầu và cuối: bộ không có trong bảng không phải là bộ xếp
--   cuối. Bộ trước và sau 01/3/2025 có mã khác nhau.
-- Worth: The press usually tells the first and the last few: a ministry that is not here is not
--   last. Ministries before and after 2025-03-01 have different codes.
select
    rankings.rank_published,
    rankings.rank_of,
    rankings.agency_code,
    agencies.name_vi,
    rankings.score,
    rankings.score_unit,
    rankings.list_status
from {{ ref('fct_provincial_rankings') }} as rankings
inner join {{ ref('dim_agency') }} as agencies
    on
        rankings.agency_code = agencies.agency_code
        and coalesce(rankings.period_end >= agencies.valid_from, true)
        and coalesce(rankings.period_end < agencies.valid_to, true)
where
    rankings.index_code = '{{ var('index_code', 'PAR_INDEX') }}'
    and rankings.edition = '{{ var('edition', '2023') }}'
    and rankings.component = 'total'
    and rankings.agency_code like 'ministry:%'
order by rankings.rank_published nulls last, vietnamese_sort_key(agencies.name_vi)
