-- Câu hỏi: Mục tiêu nào đã đạt, không đạt, hoặc chưa đến hạn, theo phép tính nào?
-- Question: Which targets were reached, missed or are not due yet, by what arithmetic?
-- Lưu ý: other_scope: kết quả tính trên phạm vi khác với mục tiêu, chỉ để tham khảo. certainty
--   unverified là nhớ lại, không trích dẫn. as_told là mục tiêu do báo cáo thuật lại.
-- Worth: other_scope: the result has another scope than the target and is no verdict. Certainty
--   unverified is recalled: never quote it. as_told is a target as a report retells it.
select
    target_origin,
    indicator_name_vi,
    indicator_name_en,
    agency_code,
    qualifier,
    target_value,
    unit,
    target_deadline,
    target_certainty,
    attainment_status,
    result_value,
    result_period_end,
    round(gap, 2) as gap,
    target_instrument
from {{ ref('mart_target_attainment') }}
where result_value is not null
order by target_deadline, indicator_code, agency_code, target_origin, target_value
