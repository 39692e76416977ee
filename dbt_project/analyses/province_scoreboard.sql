-- Câu hỏi: Một tỉnh: các bộ chỉ số và tỷ lệ chính của từng năm?
-- Question: One province: its indices and main rates, year by year?
-- Lưu ý: Mỗi dòng là một năm số liệu và một tập đơn vị (63 hoặc 34): không so thứ hạng giữa hai
--   tập. Ô trống là không có số, không phải 0.
-- Worth: One row per data year and set of units (63 or 34): never compare places across the two.
--   An empty cell is no figure, not zero.
select
    score_year,
    unit_set,
    name_vi,
    par_index_score,
    par_index_rank,
    sipas_score,
    sipas_rank,
    round(papi_score, 2) as papi_score,
    papi_rank,
    pci_score,
    pci_rank,
    dti_score,
    dti_rank,
    service_766_score,
    service_766_rank,
    on_time_rate_reported
from {{ ref('mart_province_scoreboard') }}
where agency_code = '{{ var('agency_code', 'province:lam-dong') }}'
order by score_year, unit_set
