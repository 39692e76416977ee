-- Câu hỏi: Báo cáo nào có tổng không bằng các thành phần?
-- Question: Which reports print totals that are not the sum of their parts?
-- Lưu ý: Số được giữ như in; phần chênh là của báo cáo, không phải lỗi đọc, trừ khi evidence cho
--   thấy khác. is_rounding: do làm tròn; is_inexact: có số xấp xỉ.
-- Worth: Figures are kept as printed; the residual is the report's, unless evidence shows a
--   misreading. is_rounding: explained by rounding; is_inexact: an approximate figure takes part.
select
    reports.source_name,
    residuals.agency_code,
    residuals.period_start,
    residuals.period_end,
    residuals.field_name,
    residuals.total_code,
    residuals.total_value,
    residuals.parts_told,
    residuals.residual,
    residuals.is_rounding,
    residuals.is_inexact,
    residuals.location
from {{ ref('quality_identity_residuals') }} as residuals
inner join {{ ref('dim_report') }} as reports on residuals.report_id = reports.report_id
where not residuals.is_superseded
order by abs(residuals.residual) desc, reports.source_name, residuals.location asc
