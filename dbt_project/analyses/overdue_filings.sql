-- Câu hỏi: Báo cáo nào quá hạn, nộp muộn hoặc sắp đến hạn?
-- Question: Which reports are overdue, late or due soon?
-- Lưu ý: Tính đến ngày nhận báo cáo cuối (status_on); `cchc status` tính đến hôm nay. Chỉ gồm cơ
--   quan đã từng nộp biểu đó. Hạn có certainty unverified là nhớ lại, chưa đối chiếu văn bản.
-- Worth: As of the last arrival (status_on); `cchc status` tells it for today. Only agencies that
--   have filed the form before. A deadline of certainty unverified is recalled, not read.
select
    agency_code,
    form,
    window_name,
    period_start,
    period_end,
    due_on,
    filed_on,
    filing_status,
    greatest(coalesce(filed_on, status_on) - due_on, 0) as days_late,
    certainty
from {{ ref('quality_filing_calendar') }}
where filing_status in ('overdue', 'filed_late', 'due')
order by days_late desc, due_on asc, agency_code asc, form asc
