-- Câu hỏi: Tỷ lệ hồ sơ trực tuyến toàn trình của các bộ và các tỉnh qua thời gian?
-- Question: The rate of fully online dossiers, ministries beside provinces, over time?
-- Lưu ý: Số chốt tại một ngày, số của tháng và của năm là các kỳ khác nhau: đừng nối thành một
--   đường. Số của báo chí và số chính thức ghi ở source_kind.
-- Worth: Figures as of a day, of a month and of a year are different windows: do not draw them as
--   one line. source_kind tells official from press.
select
    period_start,
    period_end,
    max(value) filter (where agency_code = 'ministries') as ministries,
    max(value) filter (where agency_code = 'provinces') as provinces,
    max(value) filter (where agency_code = 'national') as nation,
    string_agg(distinct source_kind, ' ' order by source_kind) as source_kinds
from {{ ref('mart_national_scoreboard') }}
where
    indicator_code = '{{ var('indicator_code', 'full_online_submission_rate') }}'
    and component is null
    and field_name is null
group by period_start, period_end
order by period_end, period_start
