-- Câu hỏi: Một chỉ tiêu của cả nước thay đổi thế nào qua các lần báo cáo?
-- Question: How did a national figure move from report to report?
-- Lưu ý: value_change chỉ có khi hai kỳ cùng loại và cùng công thức. Số lũy kế giảm là dấu hiệu
--   phải xem lại báo cáo.
-- Worth: value_change is given for windows of one kind and one formula only. A cumulative figure
--   that falls asks for a look at the report.
select
    period_start,
    period_end,
    period_label_vi,
    value,
    unit,
    qualifier,
    previous_period_end,
    value_change,
    source_kind,
    issued_on,
    observation_id
from {{ ref('mart_national_scoreboard') }}
where
    agency_code = '{{ var('agency_code', 'national') }}'
    and indicator_code = '{{ var('indicator_code', 'procedures_simplification_approved') }}'
order by period_end, period_start
