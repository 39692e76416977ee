-- Câu hỏi: Điểm theo vùng mà nơi công bố nêu?
-- Question: The scores by region that the publisher states?
-- Lưu ý: Số công bố của vùng; không tính lại được nếu không có điểm của mọi tỉnh trong vùng.
-- Worth: As published; it cannot be computed again unless every province of the region has a
--   score.
select
    rankings.index_code,
    rankings.edition,
    agencies.name_vi as region_vi,
    rankings.score,
    rankings.score_unit,
    rankings.rank_published,
    rankings.rank_of
from {{ ref('fct_provincial_rankings') }} as rankings
inner join {{ ref('dim_agency') }} as agencies on rankings.agency_code = agencies.agency_code
where rankings.agency_level = 'region' and rankings.component = 'total'
order by
    rankings.index_code asc, rankings.edition asc, rankings.score desc, agencies.agency_code asc
