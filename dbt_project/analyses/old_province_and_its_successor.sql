-- Câu hỏi: So sánh số liệu của một tỉnh cũ (Bình Dương năm 2024) với tỉnh, thành mới đã nhập tỉnh
--   đó (Thành phố Hồ Chí Minh năm 2025): so được đến đâu?
-- Question: A former province (Bình Dương in 2024) beside the unit that took it in (Hồ Chí Minh
--   City in 2025): what is the comparison worth?
-- Lưu ý: Hai đơn vị khác lãnh thổ, nên chênh lệch không phải là tiến bộ. Thứ hạng trong 63 và
--   trong 34 không so được. Cột new_unit_then là ước lượng theo dân số cho lãnh thổ mới vào năm
--   cũ; chỉ dùng khi weight_covered bằng 1 và ghi rõ là ước lượng. Cột worth_vi nói mỗi dòng dùng
--   được đến đâu.
-- Worth: They are two territories, so a difference is no progress. A place among 63 is not one
--   among 34. new_unit_then is an estimate, weighted by population, of the new territory in the
--   old year; use it where weight_covered is 1 and call it an estimate. worth_en says of each row
--   how far it may be used.
with scores as (
    select
        agency_code,
        index_code,
        edition,
        unit_set,
        score,
        coalesce(rank_published, rank_computed) as place,
        coalesce(rank_of, rank_computed_of) as place_of
    from {{ ref('fct_provincial_rankings') }}
    where component = 'total' and statistic = 'value'
),

old_unit as (
    select * from scores
    where
        agency_code = '{{ var('old_agency', 'province:binh-duong') }}'
        and edition = '{{ var('old_year', '2024') }}'
),

-- The newest edition of that year: a running index has several.
new_unit as (
    select * from scores
    where
        agency_code = '{{ var('new_agency', 'province:ho-chi-minh-2025') }}'
        and left(edition, 4) = '{{ var('new_year', '2025') }}'
    qualify row_number() over (partition by index_code order by edition desc) = 1
),

new_unit_then as (
    select * from {{ ref('mart_harmonised_rankings') }}
    where
        agency_code = '{{ var('new_agency', 'province:ho-chi-minh-2025') }}'
        and edition = '{{ var('old_year', '2024') }}'
        and component = 'total'
),

weights as (
    select * from {{ ref('bridge_agency_succession') }}
    where
        predecessor_agency_code = '{{ var('old_agency', 'province:binh-duong') }}'
        and successor_agency_code = '{{ var('new_agency', 'province:ho-chi-minh-2025') }}'
),

indices as (
    select index_code from old_unit
    union
    select index_code from new_unit
    union
    select index_code from new_unit_then
)

select
    indices.index_code,
    old_unit.score as old_unit_score,
    old_unit.place as old_unit_place,
    old_unit.place_of as old_unit_place_of,
    new_unit.edition as new_edition,
    new_unit.score as new_unit_score,
    new_unit.place as new_unit_place,
    new_unit.place_of as new_unit_place_of,
    new_unit_then.score as new_unit_then,
    new_unit_then.score_basis as new_unit_then_basis,
    round(new_unit_then.weight_covered, 4) as weight_covered,
    round(weights.population_weight, 4) as old_unit_share_of_people,
    round(weights.area_weight, 4) as old_unit_share_of_area,
    case
        when
            weights.population_weight is null
            then 'đơn vị mới không kế tục đơn vị cũ: không so được'
        when old_unit.score is null then 'không có điểm của đơn vị cũ'
        when new_unit.score is not null and new_unit_then.weight_covered = 1
            then 'so new_unit_score với new_unit_then, là ước lượng; không so thứ hạng'
        when new_unit.score is not null then 'chỉ đặt cạnh nhau: khác lãnh thổ, thiếu tỷ trọng'
        when new_unit_then.score is not null
            then 'chưa có điểm năm mới; new_unit_then là lãnh thổ mới năm cũ'
        else 'chưa có điểm năm mới: chưa so được'
    end as worth_vi,
    case
        when weights.population_weight is null then 'the new unit did not follow the old one: none'
        when old_unit.score is null then 'no score of the old unit'
        when new_unit.score is not null and new_unit_then.weight_covered = 1
            then 'compare new_unit_score with new_unit_then (estimate); never the places'
        when new_unit.score is not null then 'side by side only: other territory, weights missing'
        when new_unit_then.score is not null
            then 'no score of the new year yet; new_unit_then is its territory then'
        else 'no score of the new year yet: nothing to compare'
    end as worth_en
from indices
left join old_unit on indices.index_code = old_unit.index_code
left join new_unit on indices.index_code = new_unit.index_code
left join new_unit_then on indices.index_code = new_unit_then.index_code
left join weights on true
order by indices.index_code
