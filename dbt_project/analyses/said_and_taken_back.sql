-- Câu hỏi: Những số nào đã đưa ra vào một ngày mà nay không còn hiện hành, và nay là số nào?
-- Question: Which figures that we said on a day do we not say any more, and what do we say now?
-- Lưu ý: Số mới có thể đến từ đính chính, từ nguồn tin cậy hơn hoặc từ báo cáo muộn hơn; cột
--   now_source_kind và báo cáo nói rõ. value_now trống nghĩa là số đã bị rút mà không có số thay
--   thế.
-- Worth: The new figure may be a correction, a better source or a later report; now_source_kind
--   and the reports tell. An empty value_now means that the figure was withdrawn and nothing took
--   its place.
select
    said.agency_code,
    said.indicator_code,
    said.index_code,
    said.edition,
    said.component,
    said.kind,
    said.period_start,
    said.period_end,
    said.as_of,
    said.value as value_said,
    today.value as value_now,
    said.unit,
    said.source_kind as said_source_kind,
    today.source_kind as now_source_kind,
    said.report_id as said_report_id,
    today.report_id as now_report_id
from said_on('{{ var('told_on', '9999-12-31') }}') as said
left join {{ ref('fct_indicator_observations') }} as today
    on said.series_key = today.series_key and today.is_current
where not said.is_said_today
order by said.agency_code, said.indicator_code, said.index_code, said.edition, said.observation_id
