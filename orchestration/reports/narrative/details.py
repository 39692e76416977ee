"""What the words around a figure add to it: direction, statistic, level of service, basis of comparison.

Belongs here: small questions about one bound figure in its sentence. Does not belong here: what it measures
(`binding`), whose it is (`owners`), or whether it happened (`modality`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.other_counts import counts_something_else
from orchestration.reports.narrative.parts_by_field import is_part_by_field

if TYPE_CHECKING:
    from orchestration.reports.narrative.frames import Bound
    from orchestration.reports.narrative.sentences import Sentence


def is_approved_plan(folded: str, item: Bound) -> bool:
    """What an approved plan will cut is a result of its approval, although the text says "sẽ"."""
    before = folded[: item.number.start]
    return item.features.get("stage") == "approved" and "đã" in before and "phê duyệt" in before


def is_whole_of_a_target(folded: str, item: Bound) -> bool:
    """What is there now, of which a part is aimed at: "sẽ cắt giảm 40% trong tổng số 900 thủ tục"."""
    if item.rule == "total_of:business_conditions_cut":
        return True
    is_stock = item.indicator in ("procedures_in_force", "business_conditions")
    return is_stock and _OF_ALL.search(folded, 0, item.number.start) is not None


_OF_ALL = re.compile(r"\b(?:trong|trên)(?: tổng)? số (?:hơn |gần |khoảng )?$")


def is_elsewhere(sentence: Sentence, item: Bound) -> bool:
    """A mean per day, the score of the index of satisfaction, one field's part, or another count."""
    if counts_something_else(sentence.folded, item) or is_part_by_field(sentence, item):
        return True
    start = max(
        (b.end for b in sentence.boundaries if b.kind == "strong" and b.end <= item.number.start), default=0
    )
    ends = [b.start for b in sentence.boundaries if b.kind == "strong" and b.start >= item.number.end]
    end = min(ends[0], item.number.end + 30) if ends else item.number.end + 30
    if _EVERY.search(sentence.folded, start, item.number.end):
        return True
    if item.number.unit == "plain" and _PER_DAY.search(sentence.folded, start, end):
        return True
    is_sipas = any(mention.index and mention.index.code == "SIPAS" for mention in sentence.indices)
    return is_sipas and item.indicator == "satisfaction_rate"


_EVERY = re.compile(r"\bcứ (?:trong |khoảng |mỗi )?\d")
"""An example: "cứ 10 hồ sơ thì có 9 hồ sơ nộp trực tuyến"."""
_PER_DAY = re.compile(
    r"\b(?:mỗi|hàng)(?: một)? (?:ngày|tuần|tháng|giờ)\b|/(?:ngày|tuần|tháng)\b"
    r"|\b(?:trung bình|bình quân)(?: (?:một|trong))* (?:ngày|tuần|tháng)\b|\bmột ngày\b"
    r"|\bmỗi (?:cán bộ|công chức|nhân viên|người|xã|phường|huyện|đơn vị)\b|\bngày cao điểm\b"
)


def falls(folded: str, position: int) -> bool:
    """Whether a change is a fall."""
    before = folded[max(0, position - 24) : position]
    return any(word in before for word in ("giảm", "thấp hơn", "ít hơn", "tụt"))


def up_to_its_time(folded: str, end: int) -> int:
    """The end of a figure, or of the word that ties a time to it: "30% vào tháng 12/2020"."""
    tie = _AT.match(folded, end)
    return tie.end() if tie else end


_AT = re.compile(r"(?: (?:hồ sơ|thủ tục(?: hành chính)?|tthc|dịch vụ(?: công)?))? (?:vào|trong)(?= )")


def statistic(folded: str, position: int) -> str:
    """`mean` where the words right before a figure say so, else `value`."""
    before = folded[max(0, position - 30) : position]
    return "mean" if "trung bình" in before or "bình quân" in before else "value"


def label(sentence: Sentence, item: Bound) -> str | None:
    """The level of service in the source's own words, the nearest to the figure."""
    if item.features.get("channel") not in ("online", "full", "partial"):
        return None
    found = list(_LEVEL.finditer(sentence.folded))
    nearest = min(found, key=lambda match: abs(match.start() - item.number.start), default=None)
    return sentence.text[nearest.start() : nearest.end()] if nearest else None


_LEVEL = re.compile(r"mức(?: độ)? [34](?:(?:,| và) ?(?:mức(?: độ)? )?[34])?|toàn trình|một phần")


def basis(sentence: Sentence) -> str | None:
    """The words of the comparison: "so với cùng kỳ năm 2023"."""
    start = max(sentence.folded.find("so với"), sentence.folded.find("cùng kỳ"))
    start = sentence.folded.find("so với") if "so với" in sentence.folded else start
    if start < 0:
        return None
    end = next((b.start for b in sentence.boundaries if b.start > start), len(sentence.text))
    return sentence.text[start:end].strip(" .") or None
