-- Câu hỏi: Số quý II (hoặc quý IV, 6 tháng cuối năm) suy ra từ số lũy kế?
-- Question: The second quarter (or the fourth, or the second half) derived from cumulative
--   figures?
-- Lưu ý: Suy ra bằng phép trừ, không phải số công bố; chỉ với số phát sinh và khi các kỳ khớp
--   nhau. Sai số của hai báo cáo cộng lại. reported_difference khác 0: báo cáo có nêu quý đó nhưng
--   khác.
-- Worth: Derived by subtraction and published by nobody; flows only, where the windows allow. The
--   errors of both reports add up. A reported_difference: a report states the quarter and differs.
select
    agency_code,
    indicator_code,
    field_name,
    period_start,
    period_end,
    derived_value,
    unit,
    reported_value,
    reported_difference,
    derivation
from {{ ref('mart_derived_flows') }}
order by agency_code, indicator_code, field_name, period_start
