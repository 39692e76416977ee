-- Câu hỏi: Tỷ lệ đúng hạn nêu trong báo cáo có khớp với số hồ sơ không?
-- Question: Do the reported on-time rates agree with the counts beside them?
-- Lưu ý: Chênh dưới 0,01 thường do làm tròn. Chênh lớn hơn có thể do công thức khác (F1 đến F6),
--   không hẳn là sai.
-- Worth: Below 0.01 it is usually rounding. More may be another formula (F1 to F6) and need not be
--   an error.
select
    agency_code,
    period_start,
    period_end,
    field_name,
    dossiers_settled_in_time,
    dossiers_settled,
    round(on_time_rate, 4) as computed_rate,
    on_time_rate_reported as reported_rate,
    on_time_rate_formula as reported_formula,
    round(on_time_rate_reported - on_time_rate, 4) as difference
from {{ ref('fct_online_submissions') }}
where on_time_rate is not null and on_time_rate_reported is not null
order by abs(on_time_rate_reported - on_time_rate) desc, agency_code, period_end asc, field_name asc
