-- Câu hỏi: Điểm trung bình các tỉnh theo vùng kinh tế - xã hội, so với số mà nơi công bố nêu?
-- Question: The mean score of provinces by socio-economic region, beside the one that the
--   publisher states?
-- Lưu ý: Trung bình cộng giản đơn các tỉnh có điểm, không theo dân số. is_whole_region sai nghĩa
--   là có tỉnh thiếu điểm, khi đó không xếp hạng vùng. Vùng theo cách phân vùng của năm đó.
-- Worth: A plain mean of the provinces with a score, not weighted. is_whole_region false: a
--   province has no score and the region has no place. Regions as they were drawn in that year.
select
    region_rank,
    region_name_vi,
    region_unit_count,
    region_scored_count,
    is_whole_region,
    round(region_mean_score, 2) as region_mean_score,
    round(region_lowest_score, 2) as region_lowest_score,
    round(region_highest_score, 2) as region_highest_score,
    published_mean_score,
    round(mean_difference, 2) as mean_difference
from {{ ref('mart_ranking_regions') }}
where
    index_code = '{{ var('index_code', 'PCI') }}'
    and edition = '{{ var('edition', '2022') }}'
    and component = 'total'
order by region_rank asc nulls last, region_mean_score desc nulls last, region_code asc
