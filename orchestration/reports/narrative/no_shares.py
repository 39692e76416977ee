"""Percentages that are no share of dossiers, procedures or results, although such words stand near them.

Belongs here: sizes, definitions, shares of people, agencies or plans, and a part of those in time. Does not
belong here: which rate a share is (`rates`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

_COMPARED_SIZE = re.compile(r"(?<!\w)bằng(?: khoảng| trên| gần| hơn| tới)* ?$")
_OF_TOTAL = re.compile(r" (?:của |trong |trên )?tổng\b")
_COUNTED = re.compile(
    r" ?(?:trên |trong |của )?(?:tổng |trong )?(?:số )?(?:các |lượng )?"
    r"(?:bộ(?! phận| hồ sơ| thủ tục| tthc)|tỉnh|thành phố|xã|phường|huyện|cơ quan|đơn vị|cán bộ|công chức|sở"
    r"|địa phương|cơ sở|hộ|lao động|học sinh|trường học|dân số|dự toán|kế hoạch(?! số)|chỉ tiêu)\b"
)
_SAID = re.compile(
    r" ?(?:là )?(?:(?:chưa|không|rất|đã) )?(?:từng )?(?:biết|thích|tin|cho rằng|cho là|cho biết|trả lời"
    r"|lo ngại|đồng ý|muốn|mong muốn|ngại)\b"
)
"""What people say or think: "42% chưa biết có dịch vụ công trực tuyến"."""
_OF_AGENCIES: frozenset[str | None] = frozenset({"satisfaction", "official_database"})
_NEAR = 40
_ALL = 100.05
"""What shares of one whole may add up to, rounded."""


def is_no_share(view: View, number: Number, said: set[str | None]) -> bool:
    """Whether a percentage is a size, a term of a definition ("= 100% - …"), or counts something else.

    `said` are the aspects that the words around it name.
    """
    if "satisfaction" in said and _is_beside_a_degree(view, number):
        return True
    is_of_total = _OF_TOTAL.match(view.folded, number.end) is not None
    is_named = view.names_end_at(number.start)
    if _COMPARED_SIZE.search(view.before(number, 24)) and not is_of_total and not is_named:
        return True
    if not _OF_AGENCIES & said and _SAID.match(view.folded, number.end):
        return True
    is_counting = _COUNTED.match(view.folded, number.end) is not None
    return view.before(number, 2).strip() == "=" or (is_counting and not _OF_AGENCIES & said)


def _is_beside_a_degree(view: View, number: Number) -> bool:
    """Whether a share is of the content apart from the very content: "rất hài lòng 70%, hài lòng 28%"."""
    parts = [b.start for b in view.boundaries if b.kind == "child"]
    return any(
        cue.text == "rất hài lòng"
        and any(
            n.unit == "percent" and n is not number and 0 <= n.start - cue.end < _NEAR for n in view.numbers
        )
        and not any(number.end <= place < cue.start for place in parts)
        for cue in view.all_cues
    )


def is_apart_from_early(view: View, features: Mapping[str, str], number: Number) -> bool:
    """Whether a share is of those just in time, apart from the early ones: "60% trước hạn, 39% đúng hạn"."""
    if features.get("timing") != "on_time" or "early" not in view.timings:
        return False
    return any(
        other is not number
        and other.unit == "percent"
        and other.start not in view.aside
        and 0 < other.value + number.value <= _ALL
        for other in view.numbers
    )
