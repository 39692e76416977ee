-- Câu hỏi: Vào một ngày, kho đã đưa ra số nào về một kỳ?
-- Question: What did we say on one day about one period?
-- Lưu ý: Đây là điều đã biết vào cuối ngày đó (giờ Việt Nam), không phải điều đúng nhất hiện nay;
--   cột is_said_today cho biết số đó có còn hiện hành không. Kho chỉ biết từ ngày nhận báo cáo đầu
--   tiên. Đặt told_on bằng một ngày; mặc định là hiện nay.
-- Worth: It is what was known at the end of that day (Vietnamese time), not what is best known
--   now; is_said_today tells whether the figure still stands. Nothing was said before the first
--   report arrived. Set told_on to a day; the default means now.
select
    agency_code,
    indicator_code,
    index_code,
    component,
    field_name,
    kind,
    qualifier,
    value,
    unit,
    is_said_today,
    observation_id
from said_on('{{ var('told_on', '9999-12-31') }}')
where
    agency_code = '{{ var('agency_code', 'national') }}'
    and period_start = date '{{ var('period_start', '2024-01-01') }}'
    and period_end = date '{{ var('period_end', '2024-06-30') }}'
order by indicator_code, index_code, component, field_name, kind, observation_id
