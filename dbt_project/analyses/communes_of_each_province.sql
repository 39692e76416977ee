-- Câu hỏi: Mỗi tỉnh, thành mới có bao nhiêu xã, phường, đặc khu?
-- Question: How many communes, wards and special zones has each of the 34 units?
-- Lưu ý: Theo danh mục có hiệu lực từ 01/7/2025; nghị quyết sau đó chưa chắc đã có.
-- Worth: By the list in force from 2025-07-01; later resolutions may be missing.
select
    provinces.name_vi,
    communes.parent_agency_code as agency_code,
    count(*) as unit_count,
    count(*) filter (where communes.unit_type = 'xa') as commune_count,
    count(*) filter (where communes.unit_type = 'phuong') as ward_count,
    count(*) filter (where communes.unit_type = 'dac_khu') as special_zone_count
from {{ ref('dim_agency') }} as communes
inner join {{ ref('dim_agency') }} as provinces
    on communes.parent_agency_code = provinces.agency_code and provinces.is_in_force
where communes.agency_level = 'commune' and communes.is_in_force
group by provinces.name_vi, communes.parent_agency_code
order by vietnamese_sort_key(provinces.name_vi)
