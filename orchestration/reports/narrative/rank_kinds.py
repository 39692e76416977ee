"""Results, earlier values and targets among ranks and scores.

Belongs here: of which kind a value of an index is. Does not belong here: the kinds of any figure (`modality`)
or the edition (`rank_editions`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.modality import judge, judge_apart, tells_result
from orchestration.reports.narrative.rank_editions import deadline_year

if TYPE_CHECKING:
    from orchestration.reports.narrative.flow import Flow
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.sentences import Sentence

_YEAR_INSIDE = re.compile(r" ?(?:vào |cuối )?năm (\d{4})\b(?:(?!\b20\d\d\b)[^;]){0,90}$")
_MONTH_INSIDE = re.compile(
    r" ?(?:trước đó,? )?(?:hồi |đầu |cuối |thời điểm )?(?:tháng|quý|tuần) (?:trước|\d{1,2}|[ivx]+)\b"
    r"(?:[-/]\d{4})?[^;()]{0,60}$"
)
_MOVED = re.compile(r"\b(?:tăng|giảm|cải thiện|vươn|tụt|cao hơn|thấp hơn|so với)\b[^;()]{0,60}$")
_YEAR_FIRST = re.compile(r",? ?(?:thì )?(?:vào |ở |trong |của )?năm (20[0-4]\d)\b")
_AGAINST = re.compile(r"(?:trong khi(?: đó)?|còn)$")
_COMPARED_PLACE = re.compile(r"so với (?:(?:vị trí|thứ hạng|hạng|thứ|mức|số) ?)+$")
_OF_ANOTHER = re.compile(
    r"\b(?:kém|thua|hơn|cách|sau|so với)(?: cả)? (?:tỉnh|địa phương|bộ|đơn vị|thành phố)"
    r" (?:xếp|đứng|ở)(?: vị trí| hạng)? (?:thứ |số )?$"
)
"""Before the place of a unit that another is set against: "kém tỉnh xếp thứ 10"."""
_NAMED_AFTER = re.compile(r"(?: ?/ ?\d+)?,? (?:là|thuộc về) \D")
_LAST_YEAR = re.compile(r"\W*(?:trước đó, )?năm (?:ngoái|trước)\b")
_ANY_YEAR = re.compile(r"\b20[0-4]\d\b")
_COMPARED_TIME = re.compile(
    r"(?:so với|cao hơn|thấp hơn)[^,;()]{0,80}\b(?:năm|kỳ|tuần|tháng|quý|ngày|lần)\b"
    r"(?:[^,;()]|, (?=năm|tháng|quý)){0,60}$"
)
_COMPARED_SCORE = re.compile(
    r"(?:cao|thấp|nhiều|ít) hơn[^,;.()\d]{0,30}(?:trung bình|bình quân)(?!.*\blà $)[^,;.()\d]{0,20}$"
)
_BEYOND_MARK = re.compile(
    r"(?:cao|thấp|nhiều|ít|tăng|giảm)(?: hơn)?(?: so với)?(?: mức| kết quả| con số| điểm số)(?: điểm)? ?$"
)
"""Before the score that another is set against: "tăng hơn mức điểm 42,4 của năm 2018"."""
_OF_EARLIER = re.compile(r"(?: điểm)?(?: của| hồi| vào)?(?: một)? năm (?:\d{4}|trước|ngoái)")


_NO_AIM = re.compile(
    r"(?:đảm|bảo) (?:đảm|bảo)(?= an (?:toàn|ninh)\b)|(?:các|những) tiêu chí(?= (?:xếp|đánh|thành|chấm)\b)"
)
"""Words of the names of parts, which elsewhere set aims."""
_IF = re.compile(
    r"\W*nếu\b(?! (?:tách|tính|xét|so|chỉ tính)\b)"
    r"(?![^;.]{0,120} thì (?:đến |tới |sang |vào )?(?:năm|nay|kỳ)\b)"
)


def kind_of(item: Ranked, sentence: Sentence, flow: Flow) -> tuple[str | None, str]:
    """Kind of a value (None: it tells none) and the cue that says so."""
    if _IF.match(sentence.folded):
        return None, "hypothetical"
    told_so = _moved(item, sentence, flow) or _compared(item, sentence)
    if told_so is not None:
        return told_so
    if _LAST_YEAR.match(sentence.folded):
        return "previous", "last_year"
    earlier = _in_earlier_brackets(item, sentence, flow) or _in_earlier_clause(item, sentence)
    if earlier is not None:
        return "previous", earlier
    if item.number is None:
        return ("actual", "place_word") if flow.context not in ("tasks", "plan") else (None, "section")
    return _judged(item, item.number, sentence, flow)


def _judged(item: Ranked, number: Number, sentence: Sentence, flow: Flow) -> tuple[str | None, str]:
    """Kind and cue of a value that is neither part of a move nor compared with."""
    folded = _NO_AIM.sub(lambda match: "_" * len(match[0]), sentence.folded)
    judgement = judge(folded, number, sentence.boundaries, flow.context)
    if judgement.modality == "unsure":
        return None, judgement.cue
    if judgement.cue == "reference_in_brackets":
        return "actual", "plain"
    is_change = item.role.endswith("change")
    if is_change and judgement.modality in ("change", "previous"):
        return _change(number, sentence, flow, judgement.cue)
    if judgement.modality == "change":
        return None, judgement.cue
    if judgement.modality == "actual" and _is_yet_to_come(item, sentence, flow):
        return "target", "yet_to_come"
    return judgement.modality, judgement.cue


def _is_yet_to_come(item: Ranked, sentence: Sentence, flow: Flow) -> bool:
    """Whether the time named last before a value ends after the year in which the text came out."""
    published, year = flow.scope.published, deadline_year(item, sentence)
    return published is not None and year is not None and year > published.year


def _change(number: Number, sentence: Sentence, flow: Flow, cue: str) -> tuple[str | None, str]:
    """Kind and cue of a change: aimed at where its clause sets aims and tells no result."""
    apart = judge_apart(sentence.folded, number, sentence.boundaries, flow.context)
    if apart.cue == "hypothetical":
        return None, apart.cue
    start = max(
        (b.end for b in sentence.boundaries if b.kind == "strong" and b.end <= number.start), default=0
    )
    is_aim = apart.modality == "target" and not tells_result(sentence.folded[start : number.start])
    return ("target", apart.cue) if is_aim else ("actual", cue)


def _moved(item: Ranked, sentence: Sentence, flow: Flow) -> tuple[str, str] | None:
    """Kind and cue of the first and the second value of a move."""
    if item.moved_from:
        return "previous", "moved_from"
    if not item.moved_to:
        return None
    aimed = item.number and judge(sentence.folded, item.number, sentence.boundaries, flow.context)
    return ("target", aimed.cue) if aimed and aimed.modality == "target" else ("actual", "moved_to")


def _in_earlier_brackets(item: Ranked, sentence: Sentence, flow: Flow) -> str | None:
    """The cue, where brackets hold the value of an earlier time: "so với năm 2019 (chỉ đạt 85%)"."""
    opening = next(
        (b for b in reversed(sentence.boundaries) if b.kind == "open" and b.end <= item.position), None
    )
    if opening is None or item.role.endswith("change"):
        return None
    outside, inside = sentence.folded[: opening.start].rstrip(), sentence.folded[opening.end : item.position]
    if ")" in inside:
        return None
    if _MONTH_INSIDE.match(inside) and _MOVED.search(outside):
        return "month_in_brackets"
    year = _YEAR_INSIDE.match(inside.rpartition(";")[2])
    if year is not None:
        if outside.endswith(year[1]) and _COMPARED_TIME.search(outside):
            return "year_in_brackets"
        known = [int(found) for found in _ANY_YEAR.findall(outside)]
        if known and min(known) < int(year[1]) == max(known):
            return None
        published = flow.scope.published
        latest = max([*known, flow.index_years.get(item.index.code, 0)])
        latest = latest or (published.year - 1 if published else 0)
        return "year_in_brackets" if int(year[1]) < latest else None
    return "reference_in_brackets" if _COMPARED_TIME.search(outside) else None


def _in_earlier_clause(item: Ranked, sentence: Sentence) -> str | None:
    """The cue, where a clause is of an earlier year than the one it is set against."""
    start = max(
        (b.end for b in sentence.boundaries if b.kind == "strong" and b.end <= item.position), default=0
    )
    year = _YEAR_FIRST.match(sentence.folded, start) if start else None
    if year is None or not _AGAINST.search(sentence.folded, max(0, start - 12), start):
        return None
    if _ANY_YEAR.search(sentence.folded, year.end(), item.position):
        return None
    later = (int(found) > int(year[1]) for found in _ANY_YEAR.findall(sentence.folded, 0, start))
    return "contrast" if any(later) else None


def _compared(item: Ranked, sentence: Sentence) -> tuple[str | None, str] | None:
    """Kind and cue of a place or score that another is set against."""
    before = sentence.folded[: item.position]
    is_of_another = item.role == "index_rank" and _OF_ANOTHER.search(before)
    if is_of_another and not _NAMED_AFTER.match(sentence.folded, item.end):
        return None, "compared_place"
    if item.role == "index_rank" and _COMPARED_PLACE.search(before):
        return "previous", "compared_place"
    is_of_earlier = _OF_EARLIER.match(sentence.folded, item.end) is not None
    if item.role == "index_score" and is_of_earlier and _BEYOND_MARK.search(before):
        return "previous", "compared_score"
    if item.role == "index_score" and _COMPARED_SCORE.search(before):
        return ("previous" if is_of_earlier else None), "compared_score"
    return None
