"""What the total counts beside the part of it that was told: "91%, trên tổng số 1.888 TTHC của tỉnh".

Belongs here: the second figure of a share. Does not belong here: the part itself (`counts`, `rates`), or
linking the two figures (`numbers`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.measures import Cue
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_CONDITIONS = "business_conditions"
_STOCK = "procedures_in_force"
_TOTAL = re.compile(r"[^;:.\d]{0,60}\btổng(?: số)?(?: (?:gần|hơn|khoảng|trên))? ?$")
_OFFERED = (
    "online_procedures",
    "procedures_one_stop",
    "procedures_location_independent",
    "procedures_interlinked",
)
_CUTS = frozenset({"cut", "abolish"})
_WORDS = re.compile(r"[^\W\d]+")
_OF_ALL = frozenset(
    _WORDS.findall(
        "của các cấp hiện hành có đang thực áp dụng toàn tỉnh thành phố huyện xã bộ"
        " ngành thuộc ở trên địa bàn tại"
    )
)
_SOME = re.compile(
    r" (?:đủ|có|cần|phải|thiết yếu|được|trong|thuộc (?:danh mục|nhóm)|phát sinh|cung cấp|trực tuyến)\b"
)
_OWNED = re.compile(r"\b(?:của|thuộc|hiện|đang|toàn)\b")


def whole_of(view: View, found: Bound, part: Number, number: Number) -> str | None:
    """What a figure counts, or None where it is no total of ours.

    `part` stands right before it, `found` is what was told last: the part, or another of its list.
    """
    measures = view.measures
    is_share = found.number.unit == "percent"
    told = measures.part_of(found.indicator) if is_share else found.indicator
    noun = next((cue for cue in view.all_cues if cue.start - number.end in (0, 1)), None)
    counted = noun.features.get("noun") if noun else None
    if (
        noun is not None
        and counted in ("procedure", "condition")
        and _TOTAL.fullmatch(view.folded, part.end, number.start)
    ):
        return _CONDITIONS if counted == "condition" else _procedures(view, found, noun)
    whole = measures.total_of(told) if told else None
    if not number.is_denominator or whole in (None, _CONDITIONS, _STOCK):
        return None
    return None if is_share and counted != "dossier" else whole


def _procedures(view: View, found: Bound, noun: Cue) -> str | None:
    """Of all procedures, or of those that were looked through, a part was told."""
    end = min((b.start for b in view.boundaries if b.start >= noun.end), default=len(view.folded))
    said = [cue.features for cue in view.all_cues if noun.end <= cue.start < end and cue.features]
    if any(features.get("action") == "review" for features in said):
        return "procedures_reviewed"
    if any(features.get("action") not in ("owned", "in_force") for features in said):
        return None
    if any(name in found.indicator for name in _OFFERED):
        return None if _SOME.match(view.folded, noun.end) else _STOCK
    if not said and not _OF_ALL.issuperset(_WORDS.findall(view.without_names(noun.end, end))):
        return None
    is_cut = found.features.get("action") in _CUTS
    is_all = bool(said) or _OWNED.search(view.folded, noun.end, end) is not None
    return _STOCK if is_cut and is_all else None


def tells_of_total(cue: Cue, before: list[Cue]) -> bool:
    """Whether words after "n/total" describe the total: "giải quyết 9/10 hồ sơ đã tiếp nhận"."""
    said = {slot for other in before for slot in other.features}
    if "head" in said and "aspect" in said:
        return "noun" not in cue.features
    is_clause = ("stage" in cue.features or "action" in cue.features) and "action" in said
    is_told = "status" in cue.features and "status" in said
    return cue.features.get("action") in ("in_force", "owned") or is_clause or is_told
