-- Câu hỏi: Thứ hạng công bố nào khác với thứ hạng tính từ điểm?
-- Question: Which published places differ from the place that the scores give?
-- Lưu ý: Chỉ tính được khi có đủ điểm của mọi đơn vị. within_tie là cùng điểm, không phải sai.
--   Trước khi nói báo cáo sai, hãy xem số chữ số thập phân được in.
-- Worth: Possible only where all units have a score. within_tie is an equal score and no error.
--   Look at the printed decimals before you call a report wrong.
select
    audit.index_code,
    audit.edition,
    audit.agency_code,
    audit.score,
    audit.rank_published,
    audit.rank_computed,
    audit.rank_difference,
    audit.tie_count,
    audit.verdict
from {{ ref('quality_rank_audit') }} as audit
where audit.verdict not in ('equal', 'no_score', 'list_not_complete')
order by audit.index_code, audit.edition, audit.rank_published, audit.agency_code
