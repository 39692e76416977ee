-- Câu hỏi: Chỉ tiêu nào lâu chưa có số mới?
-- Question: Which indicators have had no new figure for long?
-- Lưu ý: Tuổi tính từ cuối kỳ gần nhất có số đến on_day. Cũ có thể vì nơi công bố ngừng, hoặc vì
--   báo cáo mới chưa đến kho.
-- Worth: Age from the end of the last period with a figure to on_day. The publisher may have
--   stopped, or the new report has not arrived.
select
    observations.indicator_code,
    observations.index_code,
    indicators.name_vi,
    indicators.name_en,
    max(coalesce(observations.period_end, observations.as_of)) as last_period_end,
    date '{{ var('on_day', '2026-01-01') }}'
    - max(coalesce(observations.period_end, observations.as_of)) as age_days,
    count(*) as value_count
from {{ ref('fct_indicator_observations') }} as observations
inner join {{ ref('dim_indicator') }} as indicators
    on observations.indicator_code = indicators.indicator_code
where observations.is_current and observations.kind = 'actual'
group by
    observations.indicator_code, observations.index_code, indicators.name_vi, indicators.name_en
having
    date '{{ var('on_day', '2026-01-01') }}'
    - max(coalesce(observations.period_end, observations.as_of)) > 365
order by age_days desc, observations.indicator_code asc, observations.index_code asc
