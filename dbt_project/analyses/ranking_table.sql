-- Câu hỏi: Bảng xếp hạng các tỉnh của một bộ chỉ số trong một năm?
-- Question: The table of provinces of one index in one year?
-- Lưu ý: edition là năm số liệu, không phải năm công bố. Bảng có thể không đủ mọi tỉnh
--   (list_status); khi đó kho không tính thứ hạng.
-- Worth: edition is the data year, not the year of publication. The list may lack provinces
--   (list_status); then no place is computed.
select
    coalesce(rankings.rank_published, rankings.rank_computed) as place,
    coalesce(rankings.rank_of, rankings.rank_computed_of) as place_of,
    agencies.name_vi,
    round(rankings.score, 4) as score,
    rankings.score_unit,
    rankings.list_status
from {{ ref('fct_provincial_rankings') }} as rankings
inner join {{ ref('dim_agency') }} as agencies
    on
        rankings.agency_code = agencies.agency_code
        and coalesce(rankings.period_end >= agencies.valid_from, true)
        and coalesce(rankings.period_end < agencies.valid_to, true)
where
    rankings.index_code = '{{ var('index_code', 'PCI') }}'
    and rankings.edition = '{{ var('edition', '2022') }}'
    and rankings.component = 'total'
    and rankings.statistic = 'value'
    and rankings.agency_level = 'province'
    and rankings.agency_code like 'province:%'
order by place asc nulls last, rankings.score desc, vietnamese_sort_key(agencies.name_vi)
limit 20
