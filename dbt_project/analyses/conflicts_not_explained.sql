-- Câu hỏi: Những nguồn nào mâu thuẫn nhau mà không phải do làm tròn?
-- Question: Which sources contradict each other beyond rounding?
-- Lưu ý: Số hiện hành (value) được chọn theo quy tắc, không phải vì nguồn kia đã được chứng minh
--   là sai. Khi trích dẫn hãy nêu cả hai.
-- Worth: The current value won by a rule; nobody has proved the other wrong. Quote both.
select
    conflict_kind,
    index_code,
    indicator_code,
    edition,
    agency_code,
    rival_agency_code,
    value,
    rival_value,
    round(difference, 4) as difference,
    source_kind,
    rival_source_kind,
    source_url,
    rival_source_url
from {{ ref('quality_conflicts') }}
where explained_by = 'none'
order by
    abs(difference) desc nulls last, index_code, edition asc, agency_code asc, rival_agency_code asc
