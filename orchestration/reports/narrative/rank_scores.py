"""Scores of an index and their changes: which figures are one, how large it is, and what it is a mean of.

Belongs here: telling a score from a change, a distance, a threshold or another subject's percentage. Does not
belong here: places (`rankings`), or which index and part a figure is about (`rank_view`, `rank_parts`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from orchestration.reports.narrative.indices import rank_words
from orchestration.reports.narrative.numbers import parse_figure

if TYPE_CHECKING:
    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.rank_view import About, RankView

_CUE = re.compile(
    r"(?:trung bình|đạt|là|với|điểm số|điểm|giá trị|kết quả|(?:cao|thấp) nhất|được|ở mức|:|\(|,|khoảng"
    r"|hơn|gần|trên|dưới"
    r"|tổng(?: cộng| số)?|chỉ số|và|mức(?: cao| thấp)?(?: kỷ lục| nhất)?|tỷ lệ(?: hài lòng)?) ?$"
)
_BARE_CUE = re.compile(
    r"(?:đạt|là|điểm số|điểm|giá trị|với chỉ số|bình quân|trung bình)(?: (?:mức|tới|là))? ?$"
)
_BARE_AFTER = re.compile(r" ?(?:[,;.)]|$| (?:cũng|và|cao|thấp|tăng|giảm|xếp|đứng|của (?:một )?năm)\b)")
_RUN_ON = re.compile(r"[^,;:.()\d]{0,40}")
_OTHER_PERCENT = re.compile(
    r"(?:tiêu chí|người|doanh nghiệp|hồ sơ|thủ tục|tthc|tỷ lệ|phiếu|số lượng|kế hoạch|trường hợp"
    r"|ý kiến|cho rằng|dân số)[^,;.]{0,60}$"
)
_RATE_OF_OTHERS = re.compile(
    r"\btỷ lệ (?:các |số )?(?:hồ sơ|thủ tục|tthc|dịch vụ|văn bản|quy trình|giải quyết|cán bộ|cơ quan|kết quả"
    r"|nhiệm vụ|thanh toán|số hóa)\b"
)
_COUNTED_AFTER = re.compile(
    r" (?:trong |của )?(?:tổng )?(?:số )?(?:lượng )?(?:các )?(?:hồ sơ|thủ tục|tthc|dịch vụ|dvc|văn bản|người"
    r"|cán bộ|công chức|cơ quan|kết quả|quy trình|doanh nghiệp|nhiệm vụ|tiêu chí|xã|phường|huyện|sở"
    r"|thời gian|chi phí|điều kiện|quy định|biên chế|đầu mối)\b"
)
_OF_SATISFACTION = re.compile(
    r"(?:của |đối với |về )*(?:người dân(?:, (?:tổ chức|doanh nghiệp)| và doanh nghiệp)*)"
    r"|(?:chiếm |đạt |với )*tỷ lệ(?: đánh giá)?(?: hài lòng)?(?: chung)?"
)
"""Words that in the index of satisfaction only say what its percentages are."""
_CHANGES = re.compile(
    r"(?:tăng|(?<!cắt )giảm|cao hơn|thấp hơn|tụt|cải thiện)(?: (?:thêm|điểm|mạnh|nhẹ|được|khoảng|gần|hơn|tới"
    r"|trưởng|so với))*(?: (?:năm \d{4}|năm trước(?: đó)?|cùng kỳ)(?: là)?)? ?$"
    r"|(?:mức )?(?:tăng|(?<!cắt )giảm)(?: trưởng)?(?: (?:mạnh|nhiều|cao|ít|thấp) nhất)?"
    r"(?: (?:là|với|tới|đạt))? ?$"
    r"|(?:tăng|(?<!cắt )giảm|tụt|cải thiện)(?: thêm)? \d+ (?:bậc|hạng)(?: và|,) ?$"
    r"|(?:cao hơn|thấp hơn|tăng|(?<!cắt )giảm)\b[^,;.()]{0,70}\bnăm (?:\d{4}|trước|ngoái)"
    r"[^,;.()\d]{0,30} là ?$"
)
_CHANGES_ASIDE = re.compile(
    r"(?:tăng|giảm|cao hơn|thấp hơn)[^,;.()]{0,40}(?:không nhiều|đáng kể|mạnh|nhẹ|ít|vượt bậc|chút) \([+-]?$"
)
_CHANGES_MOST = re.compile(
    r"(?:tăng|giảm)(?: trưởng)?(?: điểm)? (?:mạnh|nhiều|cao|ít|thấp) nhất"
    r"(?: (?:là|với|thuộc về|tỉnh|thành phố))* *\(?[+-]?$"
)
"""Before the figure, without the names between."""
_MOVES = re.compile(r"\b(?:tăng|giảm|cao|thấp|nhiều|ít|hơn|kém|thêm|tụt|mất|vượt|cách|cải thiện|chênh)\b")
_DISTANCE_BEFORE = re.compile(r"(?:cao|thấp|nhiều|ít|hơn|kém)(?: hơn)?[\w ]{0,12}$")
_DISTANCE_AFTER = re.compile(
    r" so với (?!(?:chính |kết quả |mức |điểm |thời điểm |giai đoạn )*(?:năm|cùng kỳ|kỳ|tháng|quý|tuần|lần"
    r"|trước|đầu năm|20\d\d|thời điểm|giai đoạn))"
)
# Of satisfaction people are the measure: only what is no person is another's.
_DOSSIERS_AFTER = re.compile(r" ?(?:tổng )?(?:số )?(?:hồ sơ|thủ tục|tthc|dịch vụ công|dvc|văn bản|kết quả)\b")
_BAND_AFTER = re.compile(r" ?(?:-|đến) ?(?:dưới|trên|gần)\b")
_THRESHOLD_OF = re.compile(
    r"\b(?:nhóm|đều|toàn bộ|không có|duy nhất|còn lại|đơn vị|các|\d+ (?:tỉnh|bộ|địa phương|vùng)"
    r"|\d+(?: ?/ ?\d+)? (?:chỉ số|lĩnh vực|tiêu chí|nội dung|trục|nhóm|đơn vị))\b"
)
_COUNTED_THERE = re.compile(r"[ ,:]*(?:có|bao gồm|gồm|thuộc về|là)\b(?: có)? (?:\d|các|những)")
_BEYOND_ANOTHER = re.compile(r"(?:cao|thấp|nhiều|ít) hơn[^,;.()\d]{0,60} là ?$")
_OF_ALL = re.compile(r"(?:trung bình|bình quân)(?: chung)?(?: của)?(?: các)? (?:cả nước|toàn quốc|\d* ?tỉnh)")
_CALLED_SCORE = re.compile(r"(?<!thang )\bđiểm(?: số)?(?: là)? ?$")
_CLOSED = re.compile(r"\([^()]*\)")
_LISTED_ON = re.compile(r"\d(?: ?điểm|%)?(?:;|,|,? và|; và) ?$")
_IN_TURN = re.compile(r"lần lượt|tương ứng|theo thứ tự")
_LISTED_POINTS = re.compile(r"(?:(?:,|;|,? và) ?\d+[.,]\d+)+ điểm\b")
_MOVED_FROM = re.compile(r"\btừ(?: mức)? ?$")
_MOVES_ON = re.compile(r"(?: điểm)?(?: \(?(?:trong |vào )?năm \d{4}\)?)? (?:lên|xuống|còn|đến|thành)\b")
_LEFT_FIRST = re.compile(r"(?: điểm)?,? (?:và )?(?:xếp|đứng|ở|hạng|vị trí|thứ)\b[^;.]{0,80}\b(?:lên|xuống)\b")
_MOVED_TO = re.compile(
    r"\btừ(?: mức)? [\d.,]+ ?%?(?: điểm)?(?: \(?(?:trong |vào )?năm \d{4}\)?)? (?:lên|xuống|còn|đến|thành)"
    r"(?: (?:còn|tới|mức|đến))* ?$"
)
_HUNDREDTHS = re.compile(r"\d[.,]\d\d\b")
_NEAR = 40
_ROUNDED = 0.6
_LARGEST_OF_ALL = 100
_SMALLEST_ROUND = 60
"""Round scores below are points that a method gives: "30 điểm là điều tra xã hội học"."""
_BEFORE_SMALL = re.compile(r"(?:\blà|đạt|mức|điểm|\() ?$")
_SMALL = re.compile(r"\d{1,3}[.,]\d{3}")


class Score(NamedTuple):
    """A score or, signed, a change of one; `statistic` tells a mean or median of many from one's own.

    `moved` marks the two scores of "giảm từ 86% xuống còn 83%".
    """

    is_change: bool
    value: float
    statistic: str
    moved: Literal["from", "to", ""] = ""


def read_score(view: RankView, number: Number, about: About) -> Score | None:
    """A figure that is no place, as a score of the index that it is about; None when it is none."""
    before = view.before(number.start, 60)
    change = (
        _CHANGES.search(view.before(number.start, 120))
        or _CHANGES_ASIDE.search(before)
        or _CHANGES_MOST.search(view.unnamed(max(0, number.start - 120), number.start))
    )
    clause = _CLOSED.sub(" ", view.folded[view.clause_start(number.start) : number.start])
    is_change = number.unit == "percentage_point" or change is not None
    if not _fits_unit(view, number, about, is_change=is_change):
        return None
    moved = "" if is_change else _moved(view, number, before)
    is_told = is_change or moved or _is_told(view, number, about, before)
    if not is_told or _is_of_others(view, number, about):
        return None
    if number.unit == "percent" and is_change and about.index.code == "DTI":
        return None
    is_mean = rank_words().mean_before.search(clause) is not None
    statistic = "mean" if is_mean else "median" if "trung vị" in clause else "value"
    if is_change:
        return None if _is_distance(view, number, before) else _change(number, change, before, statistic)
    beyond = _BEYOND_ANOTHER.search(before)
    if _is_threshold(view, number, clause, statistic) or (beyond and not _OF_ALL.search(beyond[0])):
        return None
    return Score(is_change=False, value=number.value, statistic=statistic, moved=moved)


def _moved(view: RankView, number: Number, before: str) -> Literal["from", "to", ""]:
    """Whether a figure is the first or the second of "từ 86,05% xuống còn 83,16%"."""
    if _MOVED_FROM.search(before) and _MOVES_ON.match(view.folded, number.end):
        return "from"
    if _MOVED_FROM.search(before) and _LEFT_FIRST.match(view.folded, number.end):
        return "from"
    return "to" if _MOVED_TO.search(before) else ""


def _is_told(view: RankView, number: Number, about: About, before: str) -> bool:
    """Whether words, or its place right after a name, a mean or a part, tell that a figure is a score."""
    if _CUE.search(before) or (before[-1:] == " " and number.start - 1 in view.name_ends):
        return True
    if about.part and (number.denominator is not None or _follows_part(view, number, about)):
        return True
    if _LISTED_ON.search(before) and _IN_TURN.search(view.folded, 0, number.start):
        return True
    mean = rank_words().mean_before.search(before)
    return mean is not None and len(mean[0]) < _NEAR


def _follows_part(view: RankView, number: Number, about: About) -> bool:
    """Whether only words stand between the part's name and a figure: "thiết chế pháp lý 7,87 điểm"."""
    pattern = dict(about.index.parts)[about.part or ""]
    ends = [match.end() for match in pattern.finditer(view.folded, 0, number.start)]
    return bool(ends) and _RUN_ON.fullmatch(view.folded, ends[-1], number.start) is not None


def as_score(view: RankView, number: Number, index: Index) -> Number:
    """A figure in its unit as a score: "điểm 48,811" are no thousands, "đạt 90% điểm" tells no change."""
    if number.unit == "percentage_point" and not _moves(view, number):
        return replace(number, unit="percent")
    if number.unit == "plain" and _LISTED_POINTS.match(view.folded, number.end):
        return replace(number, unit="points")
    if number.unit != "plain" or number.value <= index.largest or not _SMALL.fullmatch(number.text):
        return number
    value = parse_figure(number.text, is_decimal=True)[0]
    before = view.before(number.start, 12)
    is_bare = (
        index.unit == "points" and _BEFORE_SMALL.search(before) and _BARE_AFTER.match(view.folded, number.end)
    )
    is_score = (index.least <= value < index.largest and bool(is_bare)) or (
        0 < value < index.largest and _CALLED_SCORE.search(before) is not None
    )
    return replace(number, value=value) if is_score else number


def _moves(view: RankView, number: Number) -> bool:
    """Whether a word of change stands between the figure before, or the start of the clause, and a figure."""
    ends = [n.end for n in view.numbers if n.end <= number.start]
    since = max([view.clause_start(number.start), *ends])
    return _MOVES.search(view.folded, since, number.start) is not None


def _change(number: Number, change: re.Match[str] | None, before: str, statistic: str) -> Score:
    told = change[0] if change else before[-24:]
    falls = rank_words().fall.search(told) is not None or "thấp hơn" in told
    return Score(is_change=True, value=-number.value if falls else number.value, statistic=statistic)


def _is_distance(view: RankView, number: Number, before: str) -> bool:
    """Whether a figure tells how far one unit is from another: "cao hơn 0,6% so với tỉnh đứng thứ hai"."""
    after = _DISTANCE_AFTER.match(view.folded, view.end_of(number))
    return after is not None and _DISTANCE_BEFORE.search(before) is not None


def _is_of_others(view: RankView, number: Number, about: About) -> bool:
    """Whether a percentage is of dossiers, of people or of something else that it names."""
    named = about.mention
    start = named.end if named and named.end <= number.start else 0
    if number.unit == "percentage_point":
        return _RATE_OF_OTHERS.search(view.folded, max(start, number.start - 90), number.start) is not None
    if number.unit != "percent":
        return False
    if named is None and _is_share_of_count(view, number):
        return True
    counted = _DOSSIERS_AFTER if about.index.code == "SIPAS" else _COUNTED_AFTER
    if counted.match(view.folded, number.end):
        return True
    if _RATE_OF_OTHERS.search(view.folded, max(start, view.clause_start(number.start)), number.start):
        return True
    since = view.folded[start or max(0, number.start - 60) : number.start]
    if about.part:
        since = dict(about.index.parts)[about.part].sub(" ", since)
    since = _OF_SATISFACTION.sub(" ", since) if named and about.index.code == "SIPAS" else since
    return _OTHER_PERCENT.search(since) is not None


def _is_share_of_count(view: RankView, number: Number) -> bool:
    """Whether a percentage is what a count before it makes of another: "19/20 thôn … (đạt 95%)"."""
    shares = (100 * n.value / n.denominator for n in view.numbers if n.start < number.start and n.denominator)
    return any(abs(share - number.value) < _ROUNDED for share in shares)


def _is_threshold(view: RankView, number: Number, clause: str, statistic: str) -> bool:
    """Whether a figure bounds a group ("nhóm đạt trên 80%", "từ 80 - dưới 90%") and is nobody's score."""
    if _BAND_AFTER.match(view.folded, number.end):
        return True
    is_bound = number.qualifier in ("at_least", "at_most")
    if is_bound and _COUNTED_THERE.match(view.folded, number.end):
        return True
    return is_bound and (statistic != "value" or _THRESHOLD_OF.search(clause) is not None)


def _fits_unit(view: RankView, number: Number, about: About, *, is_change: bool) -> bool:
    """Whether a figure can be a score of the index, by its unit and size."""
    index = about.index
    largest = index.largest_part if about.part else index.largest
    if index.unit == "rank" or not 0 <= number.value <= largest:
        return False
    if not is_change and about.part is None and not _is_whole(number, index):
        return False
    is_of_hundred = about.part is None and _HUNDREDTHS.search(number.text) is not None
    if index.code == "SIPAS" and number.unit == "points" and not is_of_hundred:
        return False
    before = view.before(number.start, 60)
    is_of_largest = number.denominator == largest or (
        about.part is not None and number.denominator is not None
    )
    if number.unit == "points" or (is_of_largest and number.unit == "plain"):
        return True
    decimals = len(re.split("[.,]", number.text)[-1]) if re.search("[.,]", number.text) else 0
    if index.unit == "percent" and number.unit == "plain":
        is_bare = _BARE_CUE.search(before) and _BARE_AFTER.match(view.folded, number.end)
        is_mean = decimals == 1 and rank_words().mean_before.search(before)
        return bool(decimals == 2 or is_mean) and is_bare is not None
    if index.unit == "percent":
        return number.unit in ("percent", "percentage_point")
    is_called = _CALLED_SCORE.search(before) or (index.is_running and rank_words().mean_before.search(before))
    return number.unit == "plain" and (decimals >= 2 or (decimals == 1 and is_called is not None))


def _is_whole(number: Number, index: Index) -> bool:
    """Whether a score can be that of a whole index: large enough, below the largest, out of no less."""
    is_of_part = number.denominator is not None and number.denominator not in index.scales
    is_of_part |= (
        index.largest == _LARGEST_OF_ALL and number.value.is_integer() and number.value < _SMALLEST_ROUND
    )
    return index.least <= number.value < index.largest and not is_of_part
