"""Which of the candidates in a sentence owns a figure.

Belongs here: brackets, segments, lists, coordination, "respectively". Does not belong here: finding
candidates
(`subjects`) or what is carried from earlier sentences (`flow`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.listed_after import listed_after

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agency import Level
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.subject import Subject


def choose_owners(
    figures: list[tuple[int, int, bool]], subjects: list[Subject], boundaries: list[Boundary], folded: str
) -> list[tuple[Subject, ...]]:
    """Owners of each figure of a sentence; an empty tuple where the sentence names none.

    Args:
        figures: start, end, and whether it is a share of what stands right after it ("100% các bộ").
        subjects: the candidates, in order.
        boundaries: segment ends.
        folded: the sentence.
    """
    respective = _respective(figures, subjects, folded)
    owners: list[tuple[Subject, ...]] = []
    for start, end, is_share in figures:
        if start in respective:
            owners.append((respective[start],))
            continue
        counted = next((s for s in subjects if is_share and s.start - end in (0, 1)), None)
        before = next((s for s in reversed(subjects) if s.end <= start), None)
        listed = listed_after(end, subjects, before, folded) if is_share and not counted else ()
        if listed:
            is_bound = _BOUND.search(folded, max(0, start - 20), start)
            owners.append((replace(listed[0], kind="group", code=None),) if is_bound else listed)
            continue
        owner = counted or choose_owner(start, end, subjects, boundaries, folded)
        joined = _coordinated(owner, start, subjects, folded) if owner else ()
        is_sum = (
            len({s.code for s in joined}) > 1
            and not is_share
            and not _EACH.search(folded, joined[0].start, end + 20)
        )
        owners.append((replace(joined[0], kind="group", code=None),) if is_sum else joined)
    return owners


_EACH = re.compile(r"\b(?:mỗi|đều|cùng(?! kỳ)|từng|lần lượt|không)\b|(?<!\d)0 ")


def _is_told_of_all(joined: tuple[Subject, ...], end: int, folded: str) -> bool:
    """Whether a figure is a sum: "Xã A và xã B có 40 hồ sơ", unless it says that each has."""
    codes = {subject.code for subject in joined}
    return len(codes) > 1 and _EACH.search(folded, joined[0].start, end + 20) is None


# "dưới 90% gồm các sở A, B": a bound that several share is no figure of theirs.
_BOUND = re.compile(r"(?:trên|dưới|hơn|từ|gần|tối thiểu|ít nhất|không quá) ?$")


def _respective(
    figures: list[tuple[int, int, bool]], subjects: list[Subject], folded: str
) -> dict[int, Subject]:
    """Pairs of "A, B và C lần lượt đạt x, y, z", when as many agencies stand before as figures after."""
    place = folded.find("lần lượt")
    owners = [s for s in subjects if s.is_owner and s.code and s.end <= place]
    owners = _both_levels(owners[0]) if len(owners) == 1 else owners
    after = [start for start, _, _ in figures if start > place >= 0]
    if len(after) < 2 or len(owners) != len(after):
        return {}
    return dict(zip(after, owners, strict=True))


def _both_levels(subject: Subject) -> list[Subject]:
    """The ministries and the provinces of "bộ, ngành, địa phương", in the order in which they are said."""
    said = re.fullmatch(r"(?:các )?bộ\b.*\b(?:địa phương|tỉnh, thành phố)", subject.name)
    if said is None or subject.code != "national":
        return [subject]
    levels: tuple[tuple[str, Level], ...] = (("ministries", "ministry"), ("provinces", "province"))
    return [replace(subject, code=code, level=level) for code, level in levels]


_JOINT = re.compile(
    r"\s*(?:,|và|cùng|;|, và)\s*"
    r"(?:(?:các |ubnd )*(?:tỉnh|thành phố|tp\.?|tx\.?|bộ|sở|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)\s*"
    r"|ubnd\s*)?"
)


def _coordinated(owner: Subject, position: int, subjects: list[Subject], folded: str) -> tuple[Subject, ...]:
    """All of "A, B và C (đều) đạt 100%": the owner and the agencies listed with it just before."""
    if owner.end > position or not _is_single(owner) or "(" in folded[owner.end : position]:
        return (owner,)
    joined = [owner]
    before = [s for s in subjects if s.end <= owner.start and s.is_owner and _is_single(s)]
    while (
        before
        and before[-1].level == owner.level
        and not _is_place(before[-1], folded)
        and _JOINT.fullmatch(folded[before[-1].end : joined[0].start])
    ):
        joined.insert(0, before.pop())
    return tuple(joined)


def is_listed(subject: Subject, subjects: list[Subject], folded: str) -> bool:
    """Whether an office or unit is the first of a list, which as a whole is nobody to go on with."""
    following = next((s for s in subjects if s.start >= subject.end), None)
    return (
        following is not None
        and subject.level in ("agency", "district", "commune")
        and following.level == subject.level
        and _is_single(subject)
        and _is_single(following)
        and _JOINT.fullmatch(_BRACKETS.sub("", folded[subject.end : following.start])) is not None
    )


_BRACKETS = re.compile(r" ?\([^()]*\)")


def _is_place(subject: Subject, folded: str) -> bool:
    before = folded[max(0, subject.start - 20) : subject.start]
    return re.search(r"(?:tại|ở)(?: tỉnh| thành phố| tp\.?)? ?$", before) is not None


def _is_single(subject: Subject) -> bool:
    """Whether a subject is one agency, not a level or all ministries."""
    return (
        subject.kind == "agency"
        and subject.code is not None
        and ":" in subject.code
        and "/" not in subject.code
    )


def choose_owner(
    position: int, end: int, subjects: list[Subject], boundaries: list[Boundary], folded: str
) -> Subject | None:
    """The candidate that owns the figure at [position, end), or None when the sentence names none for it."""
    bracket = _bracketed(position, subjects, boundaries, folded)
    if bracket is not None:
        return bracket
    segment_end = next((b.start for b in boundaries if b.start >= end), len(folded))
    owners = [s for s in subjects if s.is_owner and _is_visible(s.start, position, boundaries)]
    if any(s.code == "national" and s.start < position for s in owners):
        owners = [s for s in owners if s.kind != "group" or not _is_over(s, position, boundaries)]
    after = next(
        (s for s in owners if end <= s.start < segment_end and _leads(folded[end : s.start], s)), None
    )
    before = [s for s in owners if s.end <= position]
    nearest = before[-1] if before else None
    same_segment = nearest and not any(nearest.end <= b.start and b.end <= position for b in boundaries)
    if after is not None and (not same_segment or _is_its_level(after, nearest, folded[end : after.start])):
        return after
    if nearest is None and after is None and _WITH.match(folded):
        stop = next((b.start for b in boundaries if b.kind == "strong" and b.start >= end), len(folded))
        return next((s for s in owners if end <= s.start < stop and s.kind != "group"), None)
    return nearest or after or _speaker(position, subjects, folded)


def _is_its_level(level: Subject, whole: Subject | None, between: str) -> bool:
    """Whether a level right behind what is counted narrows the whole: "tỉnh A có 290 thủ tục cấp huyện"."""
    is_level = level.name.lower().startswith("cấp ") and level.code not in (None, "ministries")
    is_whole = whole is not None and whole.level in ("province", "ministry", "nation")
    is_level = is_level and level.code != (whole.code if whole else None)
    return is_level and is_whole and _ONLY_NOUN.fullmatch(between) is not None


def _is_over(subject: Subject, position: int, boundaries: list[Boundary]) -> bool:
    """Whether a group's clause has ended: "cả nước có 55 địa phương …; tỷ lệ … đạt 95%" is not theirs."""
    return any(b.kind == "strong" and subject.end <= b.start < position for b in boundaries)


def _speaker(position: int, subjects: list[Subject], folded: str) -> Subject | None:
    """The unit that tells of itself: "Theo UBND huyện A, …", "Tin từ Trung tâm B, đơn vị tiếp nhận …".

    An office of a province mostly tells of the province, unless its words go on about itself.
    """
    speaker = next((s for s in reversed(subjects) if s.is_speaker and s.end <= position), None)
    if speaker is None or speaker.level in ("nation", "region") or tells_of_others(speaker.code):
        return None
    if speaker.level == "agency" and not _OF_ITSELF.search(folded, speaker.end, position):
        return None
    return speaker


def ministry_speaking(subjects: list[Subject]) -> Subject | None:
    """The ministry that opens a sentence as its speaker and goes on to tell of itself."""
    first = subjects[0] if subjects else None
    if first is None or not first.is_speaker or first.level != "ministry" or tells_of_others(first.code):
        return None
    return first


def tells_of_others(code: str | None) -> bool:
    """Whether a ministry reports what all others have done."""
    code = (code or "").removeprefix("ministry:").removesuffix("-2025")
    return code in ("bnv", "vpcp", "btp", "btttt", "bkhcn", "bca", "btc")


_OF_ITSELF = re.compile(
    r"(?:^|[,;:] ?)(?:(?:trong )?(?:\d{1,2} tháng|năm|tháng|quý|ngày|từ) [^,;:]{0,60} )?"
    r"(?:(?:đơn vị|trung tâm|sở|ban|cơ quan|chi cục)(?: này)? ?(?:đã )?|đã )(?:tiếp nhận|giải quyết|thụ lý)"
)
_WITH = re.compile(r"\W*(?:theo[^,]{0,30}, )?(?:với|đạt|bằng)\b")
_BY = re.compile(
    r"(?:của|ở|tại|thuộc|do|cho|là|với|thuộc về|thuộc (?:thẩm quyền|phạm vi)(?: giải quyết| quản lý)?)"
    r"(?: ubnd| tỉnh| thành phố| khối| các)* ?$"
)


_ONLY_NOUN = re.compile(
    r" ?(?:hồ sơ|hs|thủ tục(?: hành chính)?|tthc|điều kiện(?: kinh doanh)?|quy định(?: kinh doanh)?"
    r"|dịch vụ công)? ?"
)


def _leads(between: str, subject: Subject) -> bool:
    """Whether the words between a figure and a later name make the name its owner."""
    if subject.code and "/" in subject.code:
        between = between.rstrip("0123456789 ")
    if _BY.search(between):
        return True
    return not _is_single(subject) and _ONLY_NOUN.fullmatch(between) is not None


def _bracketed(
    position: int, subjects: list[Subject], boundaries: list[Boundary], folded: str
) -> Subject | None:
    opening = next((b for b in reversed(boundaries) if b.kind == "open" and b.end <= position), None)
    if opening is None or any(b.kind == "close" and opening.end <= b.start < position for b in boundaries):
        return None
    if any(opening.end <= s.start and s.end <= position and s.is_owner for s in subjects):
        return None
    return next(
        (s for s in subjects if s.end <= opening.start and not folded[s.end : opening.start].strip()), None
    )


def _is_visible(place: int, position: int, boundaries: list[Boundary]) -> bool:
    """Whether a word at `place` reaches `position`: not out of closed brackets or parts that have ended."""
    if place > position:
        return True
    between = [b for b in boundaries if place <= b.start < position]
    depth = 0
    for boundary in between:
        depth += {"open": 1, "close": -1}.get(boundary.kind, 0)
        if depth < 0:
            return False
    last_strong = max((b.start for b in between if b.kind == "strong"), default=-1)
    if last_strong < 0:
        return True
    start = max((b.start for b in boundaries if b.kind == "strong" and b.start < place), default=-1)
    return not any(b.kind == "child" and max(start, 1) < b.start < place for b in boundaries)
