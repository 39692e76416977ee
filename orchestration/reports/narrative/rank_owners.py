"""Whose rank or score it is: names told of a place, paired lists, and names that are only compared with.

Belongs here: what is particular to ranks and scores. Does not belong here: the owner of any figure (`owners`)
or what is carried from earlier sentences (`flow`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.clauses import brackets_around
from orchestration.reports.narrative.owners import choose_owners
from orchestration.reports.narrative.rank_pairs import JOINT, NAMES_AFTER, Owners, is_named, paired_owners
from orchestration.reports.narrative.text import UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.sentences import Sentence
    from orchestration.reports.narrative.subject import Subject


_OBJECT = re.compile(
    r"(?P<way>như|vượt qua|vượt|vượt mặt|xếp sau|đứng sau|xếp trên|đứng trên|sau|so với|hơn|kém"
    r"|(?:sáp nhập|hợp nhất)(?: với| vào)?|cùng với)(?: là| các)?(?: tỉnh| thành phố| tp\.?)? ?$"
)
_SET = re.compile(
    r"(?:nhóm|khối|thuộc|trong|trong số|trên|dẫn đầu|đứng đầu|so với)(?: nhóm| khối| số| tổng số| các)* ?$"
)
_PLACED_AMONG = re.compile(
    r"\b(?:dẫn đầu|đứng đầu|thứ|hạng|vị trí)\b"
    r"(?:[^,;.()\d]|, ?(?=$|ngành|tỉnh|thành|địa phương|cơ quan)){0,70}$"
)
_PLACED_IN = re.compile(
    r"(?:thứ|hạng|vị trí|số|nhất|nhì|đầu)(?: \d+)?(?: ?/ ?\d+)?(?: trên| trong| của| toàn)? ?$"
    r"|\b(?:nhóm|top|tốp)\b(?:[^,;.()]|, ?(?:thành|ngành)){0,70}$"
)
"""Before the country: there another stands at a place."""
_OUT_OF = re.compile(r"\d ?/ ?(?:\d{2} )?\D{0,3}$")
_ARENA = re.compile(
    r"(?:dẫn đầu|đứng đầu|đầu bảng|thứ (?:nhất|nhì|hai|ba|\d+)|trong(?: số)?|toàn)"
    r"(?: (?:các|những|\d+|tỉnh|địa phương|thành phố|,|khu vực|vùng|thuộc|của))* ?$"
)
"""Before a region: the region is where another stands, not who stands there."""
_SCORED_AFTER = re.compile(r" ?(?:là|thuộc về|gồm)(?: các| tỉnh| thành phố| tp\.?| vùng)* ?")
_WITH_BEFORE = re.compile(
    r"(?:^|[,;:]|^\([^()]*\) ?[-–])\W*(?:theo[^,;]{0,40}, )?(?:với|đạt|bằng)\b[^,;]{0,70}$"
)
_SUBJECT_NEXT = re.compile(r" ?(?:điểm)? ?,(?: chỉ số [^,;.]{0,60} của)?(?: tỉnh| thành phố| tp\.?)? ?")
_VERB_NEXT = re.compile(r" (?:tiếp tục|vẫn|đã|cũng|lại|xếp|đứng|giữ|đạt|vươn|lên|có|là)\b")
_BRACKET_NEXT = re.compile(r"(?: ?/ ?\d+)?(?: điểm)? ?\((?:của |là |tỉnh |thành phố |tp\.? ?)*")
_PLACE_AFTER = re.compile(
    r"(?: ?[/,]? ?\d+)?[\s:,]*(?:(?:vẫn|cũng|tiếp tục|lần này|là|thuộc về|gọi tên|tỉnh|thành phố|tp\.?|trong"
    r"|trên bảng xếp hạng|bảng xếp hạng|về|chỉ số|lần lượt)\s*)*$"
)
_UNNAMED = re.compile(r"(?<!là )\bmột (?:tỉnh|địa phương|thành phố|bộ)\b")
_UNKNOWN_NAME = re.compile(rf"\) ?(?:[,;]|,? và) (?:tỉnh |thành phố |TP\.? ?)?[{UPPER}][^,;()\d]{{2,30}} \($")
"""Before a bracket that follows another name in a list of names."""
_TOGETHER = re.compile(r"\b(?:cùng|đồng hạng|đồng|đều)\b")


def rank_owners(ranked: Sequence[Ranked], sentence: Sentence) -> list[Owners | None]:
    """Owners of each value; empty where the sentence names none, None where it is unclear which it names."""
    if not ranked:
        return []
    subjects = _without_objects(sentence.subjects, sentence.folded)
    single = [s for s in subjects if s.level != "nation" and s.code not in ("provinces", "ministries")]
    spans = [(item.position, item.end, False) for item in ranked]
    of_any = choose_owners(spans, subjects, sentence.boundaries, sentence.folded)
    of_single = choose_owners(spans, single, sentence.boundaries, sentence.folded)
    stated = [
        one if item.role.startswith("index_rank") or _is_change_aside(item, sentence) else other
        for item, one, other in zip(ranked, of_single, of_any, strict=True)
    ]
    paired = paired_owners(ranked, subjects, sentence.folded)
    owners: list[Owners | None] = []
    for item, found in zip(ranked, stated, strict=True):
        if item.is_listed:
            owners.append(tuple(s for s in subjects if s.start == item.position))
            continue
        if item.position in paired:
            owners.append(paired[item.position])
            continue
        found = _without_brackets(item, found, subjects, sentence)
        named = (
            _in_brackets(item, subjects, sentence.folded)
            or _within_brackets(item, subjects, sentence)
            or _named_after(item, subjects, sentence)
            or _introduced(item, subjects, sentence.folded)
            or _outside(item, found, sentence)
            or _only_before(item, subjects, sentence)
        )
        if _is_of_unnamed(item, named, sentence):
            owners.append(None)
            continue
        is_shared = item.role == "index_rank" and len({subject.code for subject in named}) > 1
        owners.append(None if is_shared and not _says_together(item, named, sentence) else named)
    return _of_moves(ranked, owners)


def _is_change_aside(item: Ranked, sentence: Sentence) -> bool:
    """Whether a change of a score stands in brackets: it is of the unit whose score was told before them."""
    is_change = item.role == "index_score_change" and item.statistic == "value"
    return is_change and brackets_around(item.position, sentence.boundaries) is not None


def _within_brackets(item: Ranked, subjects: Sequence[Subject], sentence: Sentence) -> Owners:
    """The one agency named in the brackets that a value stands in: "(cao nhất 5,8 điểm thuộc về A)"."""
    around = brackets_around(item.position, sentence.boundaries)
    if around is None:
        return ()
    inside = [s for s in subjects if around[0] <= s.start < around[1] and is_named(s)]
    return tuple(inside) if len(inside) == 1 else ()


def _without_brackets(item: Ranked, found: Owners, subjects: Sequence[Subject], sentence: Sentence) -> Owners:
    """Those found; where they stand in brackets with a value of their own, those outside brackets."""
    around = brackets_around(found[0].start, sentence.boundaries) if found else None
    if around is None or item.position < around[1]:
        return found
    if not any(around[0] <= number.start < around[1] for number in sentence.numbers):
        return found
    outer = [s for s in subjects if brackets_around(s.start, sentence.boundaries) is None]
    return choose_owners([(item.position, item.end, False)], outer, sentence.boundaries, sentence.folded)[0]


def _is_of_unnamed(item: Ranked, named: Owners, sentence: Sentence) -> bool:
    """Whether one whom no list holds comes before a value: "một tỉnh miền Tây", "…, Xyz (68 điểm)"."""
    start = max((s.end for s in named if s.end <= item.position), default=0)
    if _UNNAMED.search(sentence.folded, start, item.position):
        return True
    around = brackets_around(item.position, sentence.boundaries)
    if around is None or item.about.part or not 0 < start < around[0]:
        return False
    if any(start <= mention.start < around[0] for mention in sentence.indices):
        return False
    return _UNKNOWN_NAME.search(sentence.text, start, around[0]) is not None


def _of_moves(ranked: Sequence[Ranked], owners: list[Owners | None]) -> list[Owners | None]:
    """What opens a sentence as left behind is of the one that moves: "từ hạng 9, tỉnh A lên hạng 3"."""
    reached = next((o for item, o in zip(ranked, owners, strict=True) if item.moved_to and o), None)
    return [
        reached if item.left and item.moved_from and reached and not (owner and is_named(owner[0])) else owner
        for item, owner in zip(ranked, owners, strict=True)
    ]


def _outside(item: Ranked, found: Owners, sentence: Sentence) -> Owners:
    """Those found, unless they stand in brackets after a value and own another figure there."""
    if not found or found[0].start < item.end:
        return found
    opened = any(b.kind == "open" and item.end <= b.start < found[0].start for b in sentence.boundaries)
    closed = next(
        (b.start for b in sentence.boundaries if b.kind == "close" and b.start > found[0].start), 1 << 30
    )
    has_own = any(found[0].end <= n.start < closed for n in sentence.numbers)
    return () if opened and has_own else found


def _says_together(item: Ranked, named: Owners, sentence: Sentence) -> bool:
    return _TOGETHER.search(sentence.folded, named[-1].end, max(item.position, named[-1].end)) is not None


def _without_objects(subjects: Sequence[Subject], folded: str) -> list[Subject]:
    """The subjects without the sets among which one has its place; those compared with own nothing."""
    marked: list[Subject] = []
    sets: list[Subject] = []
    way: str | None = None
    for subject in subjects:
        between = folded[marked[-1].end : subject.start] if marked else ""
        said = _OBJECT.search(folded[max(0, subject.start - 40) : subject.start])
        if said is not None:
            way = said["way"]
        elif way is None or not _goes_on(way, between) or _VERB_NEXT.match(folded, subject.end):
            way = None
        is_group = subject.kind == "group"
        is_level = (subject.code or "").endswith(("/departments", "/districts", "/communes"))
        is_many = is_group or is_level or subject.code in ("provinces", "ministries")
        is_many = is_many or subject.level == "region"
        is_set = (is_many and _is_behind(subject, marked, folded)) or (
            subject.level == "nation" and _is_arena(subject, marked, folded)
        )
        is_object = way is not None and subject.kind == "agency"
        marked.append(replace(subject, is_owner=False) if is_object or is_set else subject)
        sets += marked[-1:] if is_set else []
    return [subject for subject in marked if subject not in sets]


def _goes_on(way: str, between: str) -> bool:
    """Whether a list of those compared with goes on; after "sau X," the one that is compared may follow."""
    plain = re.sub(r"\([^()]*\)", "", between)
    if not JOINT.fullmatch(plain):
        return False
    return way == "như" or "(" in between or "và" in plain


def _is_behind(subject: Subject, earlier: Sequence[Subject], folded: str) -> bool:
    """Whether all units, or those of a region, are only those among which one named before stands."""
    if _OUT_OF.search(folded[max(0, subject.start - 12) : subject.start + 3]):
        return True
    named = [other for other in earlier if is_named(other) and other.code != subject.code]
    if not named:
        return False
    before = _ARENA if subject.level == "region" else _SET
    if before.search(folded[max(0, subject.start - 50) : subject.start]):
        return True
    between = folded[named[-1].end : subject.start]
    return subject.level != "region" and _PLACED_AMONG.search(between) is not None


def _is_arena(subject: Subject, earlier: Sequence[Subject], folded: str) -> bool:
    """Whether the country only is where a unit named before has its place: "thứ 40 trên cả nước"."""
    named = [other for other in earlier if is_named(other) and other.level != "nation"]
    return bool(named) and _PLACED_IN.search(folded, named[-1].end, subject.start) is not None


def _in_brackets(item: Ranked, subjects: Sequence[Subject], folded: str) -> Owners:
    """The one agency that brackets right after a value hold: "cao nhất là 72 điểm (Quảng Ninh)"."""
    after = next((s for s in subjects if s.start >= item.end), None)
    if after is None or not is_named(after) or folded[after.end : after.end + 1] != ")":
        return ()
    return (after,) if _BRACKET_NEXT.fullmatch(folded, item.end, after.start) else ()


def _named_after(item: Ranked, subjects: Sequence[Subject], sentence: Sentence) -> Owners:
    """The agency named right after a place: "thứ hai là Thái Nguyên", "cùng đạt 85% là A và B"."""
    if item.role == "index_score":
        return _scored_after(item, subjects, sentence.folded)
    if item.role != "index_rank":
        return ()
    after = next((s for s in subjects if s.start >= item.end and is_named(s)), None)
    if after is None or not _PLACE_AFTER.fullmatch(sentence.folded[item.end : after.start]):
        return ()
    before = [s for s in subjects if s.end <= item.position and s.is_owner]
    cut = before and any(before[-1].end <= b.start and b.end <= item.position for b in sentence.boundaries)
    says_so = NAMES_AFTER.search(sentence.folded, item.end, after.start) is not None
    return (after,) if not before or cut or says_so else ()


def _only_before(item: Ranked, subjects: Sequence[Subject], sentence: Sentence) -> Owners:
    """The one agency that the sentence has named, where a part of its index or a change follows it."""
    is_change = item.role.endswith("change") and len(subjects) == 1
    if item.about.part is None and not is_change:
        return ()
    named = {s.code: (s,) for s in subjects if s.end <= item.position and is_named(s)}
    only = next(iter(named.values())) if len(named) == 1 else ()
    return _without_brackets(item, only, subjects, sentence)


def _scored_after(item: Ranked, subjects: Sequence[Subject], folded: str) -> Owners:
    """Those named after their common score, where none is named before it."""
    after = [s for s in subjects if s.start >= item.end and is_named(s) and ":" in (s.code or "")]
    if not after or not _SCORED_AFTER.fullmatch(folded, item.end, after[0].start):
        return ()
    if any(s.end <= item.position and is_named(s) for s in subjects):
        return ()
    listed = [after[0]]
    for subject in after[1:]:
        if not JOINT.fullmatch(folded[listed[-1].end : subject.start]):
            break
        listed.append(subject)
    return tuple(listed)


def _introduced(item: Ranked, subjects: Sequence[Subject], folded: str) -> Owners:
    """The subject of a clause that opens with its value: "với 68,4 điểm, Hà Nội …"."""
    opening = _WITH_BEFORE.search(folded[: item.position])
    after = next((s for s in subjects if s.start >= item.end), None)
    if opening is None or after is None or not is_named(after):
        return ()
    if any(is_named(s) and opening.start() <= s.start < item.position for s in subjects):
        return ()
    return (after,) if _SUBJECT_NEXT.fullmatch(folded, item.end, after.start) else ()
