-- Câu hỏi: Kho có những số nào về một cơ quan, in ở đâu, nguyên văn thế nào?
-- Question: What do we have on one agency, where is it printed, in which words?
-- Lưu ý: Gồm cả mục tiêu và số của kỳ trước (kind): chỉ actual là kết quả. Chạy `cchc explain` với
--   observation_id để xem toàn bộ nguồn gốc.
-- Worth: Targets and earlier figures are here too (kind): only actual is a result. `cchc explain`
--   with the observation_id shows all of its origin.
select
    observations.indicator_code,
    observations.kind,
    coalesce(observations.period_start || ' ' || observations.period_end, 'as of ' || as_of)
        as period,
    observations.value,
    observations.unit,
    observations.value_text,
    reports.source_name,
    observations.location,
    left(observations.evidence, 120) as evidence,
    observations.observation_id
from {{ ref('fct_indicator_observations') }} as observations
inner join {{ ref('dim_report') }} as reports on observations.report_id = reports.report_id
where
    observations.agency_code = '{{ var('agency_code', 'province:thai-nguyen') }}'
    and observations.is_current
    and observations.index_code is null
order by observations.indicator_code, period, observations.observation_id
