-- Câu hỏi: Mỗi báo cáo cho bao nhiêu số, bị từ chối bao nhiêu?
-- Question: How many figures did each report give, and how many were refused?
-- Lưu ý: nothing_recognised nghĩa là mở được nhưng không nhận ra số nào: có thể báo cáo không
--   thuộc phạm vi.
-- Worth: nothing_recognised: the file opened but held no figure that we know; it may be about
--   something else.
select
    source_name,
    report_status,
    report_kind,
    issued_on,
    landed_count,
    rejected_count
from {{ ref('dim_report') }}
where report_kind is distinct from 'ranking_table' or rejected_count > 0
order by source_name
