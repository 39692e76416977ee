-- Câu hỏi: Các con số mới nhất của cả nước, kèm tuổi của số liệu và nguồn?
-- Question: The latest national figures, each with its age and source?
-- Lưu ý: Số mới nhất có thể đã cũ: xem age_days (từ cuối kỳ đến on_day). Số của báo chí cần đối
--   chiếu với báo cáo chính thức trước khi trích dẫn.
-- Worth: The latest figure may be old: see age_days (from the end of the period to on_day). Hold a
--   figure of the press against the official report before you quote it.
select
    board.topic,
    board.indicator_name_vi,
    board.indicator_name_en,
    board.agency_code,
    board.index_code,
    board.period_end,
    date '{{ var('on_day', '2026-01-01') }}' - board.period_end as age_days,
    board.value,
    board.unit,
    board.qualifier,
    board.source_kind,
    reports.publisher,
    reports.source_name
from {{ ref('mart_national_scoreboard') }} as board
inner join {{ ref('dim_report') }} as reports on board.report_id = reports.report_id
where board.is_latest
order by
    board.topic, board.indicator_code, board.index_code, board.agency_code, board.observation_id
