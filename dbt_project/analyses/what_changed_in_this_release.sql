-- Câu hỏi: Bản phát hành này thêm, sửa, rút những số nào so với bản trước?
-- Question: What did this release add, change and withdraw?
-- Lưu ý: Bản đầu tiên thì mọi số đều mới nên không liệt kê. changed có thể do đính chính, do nguồn
--   tốt hơn hoặc do bộ đọc đã sửa: xem change_reason.
-- Worth: In a first release everything is new and nothing is listed. changed may be a correction,
--   a better source or a mended reader: see change_reason.
select
    change_kind,
    change_reason,
    changed_table,
    indicator_code,
    index_code,
    count(*) as change_count
from release_changes
where change_reason <> 'first_release'
group by change_kind, change_reason, changed_table, indicator_code, index_code
order by change_kind, changed_table, indicator_code, index_code, change_reason
