-- Câu hỏi: Báo cáo nào đã được đính chính, thay thế?
-- Question: Which reports were corrected or replaced?
-- Lưu ý: Bản cũ vẫn tra cứu được nhưng số của nó không còn hiện hành. Hai tệp cùng tên không nhất
--   thiết là đính chính; revision_kind nói vì sao.
-- Worth: The old version can still be looked up, but its figures are current no more. Two files of
--   one name need not be a correction; revision_kind tells why they were taken for one.
select
    later.source_name,
    later.revision,
    later.revision_kind,
    later.issued_on,
    earlier.source_name as corrects,
    earlier.issued_on as corrected_issued_on,
    later.printed_revision
from {{ ref('dim_report') }} as later
left join {{ ref('dim_report') }} as earlier on later.revises_report_id = earlier.report_id
where later.revises_report_id is not null or later.revises_number is not null
order by later.source_name, later.revision
