-- Câu hỏi: Bao nhiêu mục tiêu chưa có số liệu để đánh giá?
-- Question: How many targets have no figure to judge them by?
-- Lưu ý: Không có kết quả nghĩa là kho chưa nhận được báo cáo nêu số đó, không phải mục tiêu không
--   đạt.
-- Worth: No result means that no report with the figure has arrived, not that the target was
--   missed.
select
    target_origin,
    target_certainty,
    attainment_status,
    count(*) as target_count,
    min(target_deadline) as first_deadline,
    max(target_deadline) as last_deadline
from {{ ref('mart_target_attainment') }}
group by target_origin, target_certainty, attainment_status
order by target_origin, target_certainty, attainment_status
