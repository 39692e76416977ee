-- Câu hỏi: Những kỳ nào của một bộ chỉ số so được với kỳ trước?
-- Question: Which editions of an index can be compared with the one before?
-- Lưu ý: series_break: đổi thang điểm, tiêu chí hoặc tập đơn vị. Đừng nối hai phía của một điểm
--   gián đoạn trong cùng một đường biểu đồ.
-- Worth: series_break: another scale, other criteria or another set of units. Never join both
--   sides of a break in one line of a chart.
select
    index_code,
    edition,
    unit_set,
    max(break_id) as break_id,
    count(*) filter (where change_status = 'comparable') as comparable_count,
    count(*) filter (where change_status = 'series_break') as break_count,
    count(score) as score_count
from {{ ref('fct_provincial_rankings') }}
where
    component = 'total'
    and statistic = 'value'
    and agency_code like 'province:%'
    and index_code = '{{ var('index_code', 'PAPI') }}'
group by index_code, edition, unit_set
order by edition, unit_set
