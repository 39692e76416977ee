-- Câu hỏi: Kiểm tra nào nghi số liệu sai, ai phải làm gì?
-- Question: Which checks doubt which values, and who must do what?
-- Lưu ý: Nghi vấn không phải là kết luận: xem đoạn trích trước khi hỏi cơ quan báo cáo.
-- Worth: A doubt is no verdict: read the evidence before you ask the agency.
select
    suspects.check_code,
    suspects.severity,
    suspects.owner,
    reports.source_name,
    suspects.agency_code,
    suspects.indicator_code,
    suspects.period_end,
    suspects.value,
    suspects.other_value,
    suspects.finding,
    suspects.action_vi,
    suspects.evidence
from {{ ref('quality_suspect_values') }} as suspects
inner join {{ ref('dim_report') }} as reports on suspects.report_id = reports.report_id
order by suspects.severity, suspects.check_code, reports.source_name, suspects.suspect_key
