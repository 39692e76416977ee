"""Parts of a count that are told by field or by kind of procedure, which are nobody's whole.

Belongs here: "Lĩnh vực đất đai giảm 12 thủ tục", "trong đó 40 TTHC liên quan đến kinh doanh". Not here: other
figures that are no measure (`other_counts`), or what a figure measures (`binding`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.sentences import Sentence

_COUNTS = frozenset(
    {
        "procedures_in_force",
        "procedures_announced",
        "procedures_new",
        "procedures_amended",
        "procedures_abolished",
        "procedures_reviewed",
        "procedures_simplified",
        "procedures_simplification_approved",
        "procedures_time_cut",
        "procedures_location_independent",
        "business_conditions",
        "business_conditions_cut",
        "business_conditions_simplification_approved",
    }
)
_NOUN = r" ?(?:(?:quy định )?(?:thủ tục hành chính|tthc)|thủ tục|điều kiện kinh doanh|đkkd|điều kiện)?,? ?"
_OF_FIELD = re.compile(
    _NOUN
    + r"(?:(?:thuộc|trong|ở|về|của) )?(?:các )?(?:lĩnh vực|mảng|(?<=trong )kinh doanh) (?!này\b|khác\b)\w"
)
_OF_KIND = re.compile(_NOUN + r"(?:có )?liên quan (?:trực tiếp )?(?:đến|tới) \w")
_FIELD_TELLS = re.compile(
    r"(?:^|[;:.,] ?|\bvà )(?:(?:trong|ở|với|đối với|riêng|còn|về|ngoài ra,?|nhóm|đặc biệt,?) )*lĩnh vực "
    r"(?!này\b|khác\b|tthc\b|thủ tục|cải cách|kiểm soát|hành chính|chuyển đổi số)"
    r"(?:[^;:()\d]{2,90}|[^;:(),]{2,90} (?:xuống|nay) (?:chỉ )?còn )$"
)
_OF_MORE = re.compile(r"^\W*trong (?:(?:tổng )?số )?\d")


_RATES = frozenset(
    {"procedures_simplified_rate", "business_conditions_cut_rate", "business_regulations_simplified_rate"}
)
_FIELD_HAS_SHARE = re.compile(
    r"(?:^|[;:.,] ?|\bvà |\btrong đó )(?:(?:trong|ở|với|riêng|còn|về|đặc biệt,?) )*lĩnh vực "
    r"(?!này\b|khác\b|tthc\b|thủ tục|cải cách)[^;:()]{2,120}\(?$"
)


def is_part_by_field(sentence: Sentence, item: Bound) -> bool:
    """Whether a count or share is that of one field or kind, among several that a sentence lists."""
    if item.indicator in _RATES and item.number.unit == "percent":
        return _FIELD_HAS_SHARE.search(sentence.folded, 0, item.number.start) is not None
    if item.indicator not in _COUNTS or item.number.unit != "plain":
        return False
    folded, number = sentence.folded, item.number
    teller = _FIELD_TELLS.search(folded, 0, number.start)
    if teller is not None and "tổng" not in teller[0]:
        return True
    is_of_field = _OF_FIELD.match(folded, number.end) is not None
    if not is_of_field and not _OF_KIND.match(folded, number.end):
        return False
    others = [other for other in sentence.numbers if other.start != number.start]
    earlier = [other.end for other in others if other.end <= number.start]
    is_part = _OF_MORE.match(folded) is not None or any(
        b.kind in ("child", "open") and earlier and min(earlier) <= b.start < number.start
        for b in sentence.boundaries
    )
    return is_part or (is_of_field and any(_OF_FIELD.match(folded, other.end) for other in others))
