-- Câu hỏi: Tỷ lệ giải quyết đúng hạn của từng cơ quan so với mục tiêu?
-- Question: The on-time rate of each agency against a target?
-- Lưu ý: Mục tiêu là tham số target (kế hoạch của mỗi nơi một khác); law_target là mục tiêu trong
--   văn bản nếu kho có. Tỷ lệ theo công thức khác nhau không so được; ưu tiên tỷ lệ tính từ số
--   đếm. Cấp huyện đã gồm cấp xã ở một số báo cáo.
-- Worth: The target is the parameter target (plans differ from place to place); law_target is one
--   of the law where the warehouse has it. Rates of different formulas are not comparable; the
--   rate computed from counts is preferred. In some reports districts include communes.
with law_targets as (
    select
        agency_code,
        max(target_value) as law_target
    from {{ ref('dim_target') }}
    where indicator_code = 'on_time_rate' and target_origin = 'law'
    group by agency_code
),

rates as (
    select
        agency_code,
        period_start,
        period_end,
        field_name,
        coalesce(on_time_rate, on_time_rate_reported) as on_time_rate,
        case when on_time_rate is null then 'reported' else 'computed' end as rate_basis,
        on_time_rate_formula
    from {{ ref('fct_online_submissions') }}
    where coalesce(on_time_rate, on_time_rate_reported) is not null
)

select
    rates.agency_code,
    rates.period_start,
    rates.period_end,
    rates.field_name,
    round(rates.on_time_rate, 2) as on_time_rate,
    rates.rate_basis,
    rates.on_time_rate_formula,
    cast('{{ var('target', '98') }}' as double) as target,
    law_targets.law_target,
    round(rates.on_time_rate - cast('{{ var('target', '98') }}' as double), 2) as above_target
from rates
left join law_targets on rates.agency_code = law_targets.agency_code
order by above_target desc, rates.agency_code asc, rates.period_end asc, rates.field_name asc
