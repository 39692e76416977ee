-- Câu hỏi: Trong một tỉnh: cấp sở, cấp huyện, cấp xã giải quyết hồ sơ đúng hạn ra sao?
-- Question: Inside one province: departments, districts and communes, on time?
-- Lưu ý: Các cấp có thể chồng lên nhau tùy báo cáo; đừng cộng khi chưa biết. Cấp huyện kết thúc
--   ngày 30/6/2025.
-- Worth: Levels may overlap, depending on the report; do not add them before you know. Districts
--   ended on 2025-06-30.
select
    agency_code,
    period_start,
    period_end,
    dossiers_received,
    dossiers_settled,
    dossiers_settled_in_time,
    dossiers_settled_overdue,
    round(on_time_rate, 2) as on_time_rate
from {{ ref('fct_online_submissions') }}
where
    agency_code = '{{ var('agency_code', 'province:lam-dong') }}'
    or agency_code like '{{ var('agency_code', 'province:lam-dong') }}/%'
order by period_end, agency_code, field_name
