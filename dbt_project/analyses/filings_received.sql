-- Câu hỏi: Mỗi địa phương đã gửi báo cáo nào, cho kỳ nào?
-- Question: Which reports has each province sent, for which period?
-- Lưu ý: Cơ quan ban hành chỉ biết khi báo cáo tự nêu; bài báo về một tỉnh không phải là báo cáo
--   của tỉnh đó nộp.
-- Worth: The issuer is known only where the report says so; a newspaper's text about a province is
--   no filing of the province.
select
    agency_code,
    period_start,
    period_end,
    report_kind,
    report_count,
    correction_count,
    landed_row_count,
    rejected_row_count
from {{ ref('quality_filing_status') }}
where agency_code <> 'not_stated'
order by agency_code, period_end, report_kind
