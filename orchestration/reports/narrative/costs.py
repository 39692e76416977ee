"""The share of compliance costs saved, told after the sum: "cắt giảm 4,5 tỷ đồng chi phí tuân thủ, đạt 27%".

Belongs here: a percentage right after a sum of costs. Does not belong here: shares with words of their own
(`rates`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.frames import Bound

if TYPE_CHECKING:
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_COSTS = "compliance_cost"
_SAVED = re.compile(r"cắt giảm|tiết kiệm|giảm được|\bgiảm\b")
_WORDS = re.compile(r"[^\W\d]+")
_BETWEEN = frozenset(
    _WORDS.findall(
        "năm mỗi hằng hàng chi phí tuân thủ tthc thủ tục hành chính với tỷ lệ mức cắt giảm tương ứng đương"
        " đạt là chiếm khoảng hơn gần trên được tổng"
    )
)


def share_of_costs(view: View, number: Number) -> Bound | None:
    """The share that a percentage right after a sum of compliance costs saved tells, if it does."""
    money = next((n for n in reversed(view.numbers) if n.end <= number.start), None)
    if money is None or money.unit != "money":
        return None
    start = max(
        (b.end for b in view.boundaries if b.kind == "strong" and b.end <= money.start),
        default=0,
    )
    said = (cue.features.get("aspect") for cue in view.all_cues if start <= cue.start < number.start)
    if _COSTS not in said or not _SAVED.search(view.folded, start, number.start):
        return None
    if not _BETWEEN.issuperset(_WORDS.findall(view.folded, money.end, number.start)):
        return None
    features = {"aspect": _COSTS, "action": "cut"}
    rule = view.measures.match("rate", features)
    return Bound(number, rule.indicator, features, None, True, f"rate:{rule.indicator}") if rule else None
