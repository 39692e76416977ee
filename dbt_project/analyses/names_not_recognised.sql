-- Câu hỏi: Tên cơ quan, địa phương nào chưa nhận ra được?
-- Question: Which names of agencies were not recognised?
-- Lưu ý: Số liệu của các tên này không được tính cho địa phương nào. Sửa bằng cách thêm tên gọi
--   khác vào danh mục.
-- Worth: Their figures count for no agency. Mended by adding an alias to the lists.
select
    agency_name,
    contract,
    row_count,
    report_count,
    first_source_name,
    first_location
from {{ ref('quality_unmatched_names') }}
order by row_count desc, vietnamese_sort_key(agency_name)
