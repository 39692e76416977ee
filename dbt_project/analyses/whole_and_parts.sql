-- Câu hỏi: Số của cả nước, cả tỉnh có bằng tổng các bộ, tỉnh, các cấp bên trong không?
-- Question: Is the figure of the country or of a province the sum of its ministries, provinces or
--   levels?
-- Lưu ý: level_verdict incomplete: chưa đủ các phần nên phần chênh không nói lên điều gì. Chênh
--   lệch khi đủ các phần là của báo cáo; hỏi cơ quan báo cáo trước khi kết luận.
-- Worth: level_verdict incomplete: parts are missing and the residual says nothing. With all parts
--   there, the residual is the reports'; ask the agency before you conclude.
select
    indicator_code,
    whole_agency_code,
    part_set,
    period_start,
    period_end,
    whole_value,
    parts_value,
    parts_present,
    parts_expected,
    residual,
    rounding_allowance,
    level_verdict
from {{ ref('quality_level_residuals') }}
order by
    is_complete desc, abs(residual) desc, indicator_code asc, whole_agency_code asc,
    level_residual_key asc
