"""How far a figure is beyond or short of an aim, which is no value of its own.

Belongs here: the shapes of such distances. Does not belong here: aims themselves (`modality`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.numbers import Number

_LARGEST_GAP = 25
_BEYOND_AIM = re.compile(r"\bvượt (?:kế hoạch|chỉ tiêu|mục tiêu)(?: \w+){0,3} ?$")
"""So many percent beyond an aim ("vượt kế hoạch 5%") are the way beyond it, more are the aim."""
_BEYOND = re.compile(r"\b(?:vượt|cao hơn|thấp hơn|hơn|kém)(?: trên| gần| khoảng)? ?$")
_FROM_AIM = re.compile(r" ?so với (?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)")


_BOUND = re.compile(r"\b(?:trên|dưới|từ) ?$")
_UNITS_BY_RATE = re.compile(
    r"\b(?:các|những) (?:cơ quan|đơn vị|địa phương|sở|ngành|huyện|xã|phường|tỉnh|bộ)[^,;.()\d]{0,30}"
    r" (?:có|đạt) (?:tỷ lệ|mức|kết quả)[^,;.()\d]{0,40}$"
)
_SOME_UNITS = re.compile(r" ?(?:là|gồm) các (?:xã|phường|huyện|quận|đơn vị|địa phương)\b[^.;:]{0,40} thuộc ")
_HAS_TO_ANSWER = re.compile(
    r"[^.;:]{0,50}\b(?:thì|sẽ|phải|bị|không được|được)\b[^.;:,\d]{0,25}"
    r"\b(?:kiểm điểm|xử lý (?:trách nhiệm|nghiêm|kỷ luật)|phê bình|giải trình|xét thi đua|xét khen"
    r"|xếp loại|khen thưởng)"
)
_RULE = re.compile(r"\b(?:trên|dưới|từ|quá|không quá) ?$")
_LIST = re.compile(r" ?(?:bao )?gồm\b")


def is_threshold(before: str, after: str) -> bool:
    """Whether a share only bounds a group: "đạt dưới 80% gồm các xã …"."""
    if _SOME_UNITS.match(after) or (_RULE.search(before) and _HAS_TO_ANSWER.match(after)):
        return True
    is_bound = _BOUND.search(before) is not None
    return is_bound and (_LIST.match(after) is not None or _UNITS_BY_RATE.search(before) is not None)


def is_distance_from_aim(number: Number, before: str, after: str) -> bool:
    """Whether a share is the way from an aim to what was reached: "vượt 6% so với chỉ tiêu"."""
    if number.unit not in ("percent", "percentage_point") or number.value >= _LARGEST_GAP:
        return False
    is_told = number.unit == "percentage_point" or _BEYOND.search(before) is not None
    if is_told and _FROM_AIM.match(after):
        return True
    return number.unit == "percent" and _BEYOND_AIM.search(before) is not None
