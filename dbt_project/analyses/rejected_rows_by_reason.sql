-- Câu hỏi: Dòng nào bị từ chối, vì lý do gì, cần làm gì?
-- Question: What was refused, for what reason, and what is to be done?
-- Lưu ý: Số bị từ chối không nằm trong bảng nào khác; thiếu một tỉnh có thể là do đây. Dòng file
--   tóm tắt cả báo cáo, dòng row là một dòng của báo cáo.
-- Worth: What was refused stands in no other table; a province that is missing may be here. part
--   file is about a whole report, part row about one of its rows.
select
    reason_codes,
    refused_part,
    contract,
    count(*) as refusal_count,
    count(distinct report_id) as report_count,
    min(source_name) as for_example,
    min(advice) as advice
from {{ ref('quality_rejected_rows') }}
where not is_superseded
group by reason_codes, refused_part, contract
order by refusal_count desc, reason_codes asc, refused_part asc, contract asc
