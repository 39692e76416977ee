"""Of which count a percentage after counts is the share.

Belongs here: counts before a percentage. Does not belong here: percentages with words of their own (`rates`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.measures import Measures
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_CUTS = frozenset({"cut", "abolish"})
_ROUNDING = 0.06
_IN_TIME = frozenset({"dossiers_settled_in_time"})
"""A part that may be the whole: "giải quyết 90 hồ sơ, trong đó đúng hạn 90 hồ sơ, đạt 100%"."""
_OF_ALL = re.compile(
    r" ?(?:trong |trên |của )?(?:tổng )?số (?:lượng )?hồ sơ[^,.;()\d]{0,40}"
    r"\b(?:cả|toàn) (?:tỉnh|thành phố|huyện|quận|nước|quốc|ngành)"
)


def part_that_fits(measures: Measures, amounts: list[Bound], number: Number) -> Bound | None:
    """The count whose share of the last count a percentage is: "640 trực tuyến, tổng số 800, chiếm 80%"."""
    if not amounts or not amounts[-1].number.value:
        return None
    whole = amounts[-1].number.value
    if amounts[-1].indicator in _IN_TIME and any(part.number.value == whole for part in amounts[:-1]):
        return None
    return next(
        (
            part
            for part in reversed(amounts[:-1])
            if measures.share_of(part.indicator)
            and abs(part.number.value / whole * 100 - number.value) <= _ROUNDING
        ),
        None,
    )


def whole_of_parts(amounts: list[Bound]) -> Bound | None:
    """The count whose parts were told last: of "290 trực tuyến, gồm 178 toàn trình và 112 một phần" the 290.

    A share after its levels of service is that of the whole.
    """
    if not amounts or not amounts[-1].indicator.endswith("_online_procedures"):
        return None
    for length in (2, 3):
        parts, before = amounts[-length:], amounts[:-length]
        if before and sum(part.number.value for part in parts) == before[-1].number.value:
            return before[-1]
    return None


def is_part_of_all(folded: str, amounts: list[Bound], number: Number) -> bool:
    """Whether a percentage is a unit's share of what all have: "trong đó, xã A có 30 hồ sơ (60%)"."""
    if _OF_ALL.match(folded, number.end):
        return True
    if not amounts or amounts[-1].features.get("noun") != "dossier":
        return False
    *earlier, last = amounts
    return any(
        whole.indicator == last.indicator
        and whole.number.value > last.number.value
        and abs(last.number.value / whole.number.value * 100 - number.value) <= _ROUNDING
        for whole in earlier
    )


def listed_noun(view: View, number: Number, features: Mapping[str, str]) -> str | None:
    """What shares of a list are of, told after its last: "bãi bỏ 41%, cắt giảm 47% trong 215 điều kiện"."""
    if features.get("action") not in _CUTS or "aspect" in features:
        return None
    end = min(
        (b.start for b in view.boundaries if b.start >= number.end and b.kind != "weak"),
        default=len(view.folded),
    )
    counts = [n.end for n in view.numbers if number.end <= n.start < end and n.unit != "percent"]
    noun = next((c for c in view.all_cues if number.end <= c.start < end and "noun" in c.features), None)
    if noun is None or len([stop for stop in counts if stop <= noun.start]) > 1:
        return None
    nouns = ("condition", "procedure", "regulation")
    return noun.features["noun"] if noun.features["noun"] in nouns else None
