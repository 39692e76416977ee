-- Câu hỏi: Cơ quan, địa phương nào báo cáo tiếp nhận nhiều hồ sơ nhất, trong đó trực tuyến bao
--   nhiêu?
-- Question: Who reports most dossiers received, and how many of them online?
-- Lưu ý: Chỉ so các kỳ dài như nhau (day_count). Ô trống là không nêu, không phải không có.
--   national, provinces và từng tỉnh chồng lên nhau, không được cộng.
-- Worth: Compare windows of one length only (day_count). An empty cell was not told and is no
--   zero. national, provinces and single provinces overlap and must not be added.
select
    submissions.agency_code,
    submissions.period_start,
    submissions.period_end,
    periods.day_count,
    submissions.dossiers_received_online,
    submissions.dossiers_received,
    round(coalesce(
        submissions.online_submission_rate, submissions.online_submission_rate_reported
    ), 2) as online_rate
from {{ ref('fct_online_submissions') }} as submissions
inner join {{ ref('dim_period') }} as periods on submissions.period_key = periods.period_key
where
    coalesce(submissions.dossiers_received_online, submissions.dossiers_received) is not null
    and submissions.field_name is null
    and submissions.service_level_label is null
order by
    submissions.dossiers_received_online desc nulls last,
    submissions.dossiers_received desc nulls last,
    submissions.agency_code asc
