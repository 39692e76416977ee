-- What becomes of each correction. A value that a later revision of its report replaced is
-- corrected no more: the analyst looks whether the revision set it right.
with corrections as (
    select * from {{ ref('stg_corrections') }}
),

named as (
    select * from {{ ref('int_named_values') }}
),

claims as (
    select
        observation_id,
        count(distinct correction_id) as claim_count
    from named
    where is_expected and not is_superseded
    group by observation_id
),

meant as (
    select
        *,
        case when is_expected and not is_superseded then figure_key end as meant_figure,
        case when is_expected and not is_superseded then report_id end as meant_report
    from named
),

counted as (
    select
        meant.correction_id,
        count(case when not is_superseded then 1 end) as live_count,
        count(distinct meant_figure) as figure_count,
        count(distinct meant_report) as report_count,
        max(claims.claim_count) as claim_count,
        min(case unit when 'percent' then 0 when 'rank' then 1 end) as lowest,
        max(case unit when 'percent' then 100 when 'rank' then rank_of end) as highest
    from meant
    left join claims on meant.observation_id = claims.observation_id
    group by meant.correction_id
),

judged as (
    select
        corrections.*,
        case
            when counted.correction_id is null then 'no_match'
            when counted.live_count = 0 then 'superseded'
            when counted.figure_count = 0 then 'value_differs'
            when counted.figure_count > 1 or counted.report_count > 1 then 'ambiguous'
            when counted.claim_count > 1 then 'conflicting'
            when corrections.value < counted.lowest or corrections.value > counted.highest
                then 'out_of_range'
            else 'applied'
        end as correction_status
    from corrections
    left join counted on corrections.correction_id = counted.correction_id
),

-- A value of the place that is not the expected one is left alone where another is.
shown as (
    select
        judged.correction_id,
        named.observation_id,
        named.report_id,
        named.found_value
    from judged
    inner join named on judged.correction_id = named.correction_id
    where
        judged.correction_status in ('superseded', 'value_differs')
        or (named.is_expected and not named.is_superseded)
)

select
    {{ surrogate_key(['judged.correction_id', 'shown.observation_id']) }} as correction_key,
    judged.correction_id,
    judged.location,
    judged.correction_status,
    shown.observation_id,
    shown.report_id,
    shown.found_value,
    judged.expect,
    judged.value as corrected_value,
    judged.withdraw,
    judged.reason,
    judged.corrected_by,
    judged.corrected_on,
    judged.source,
    case
        when judged.correction_status = 'applied' and not judged.withdraw
            then {{ short_key(['judged.correction_id', 'shown.observation_id']) }}
    end as corrected_observation_id
from judged
left join shown on judged.correction_id = shown.correction_id
