"""Around a rank or score: its index, its clause, and whether it is a national place.

Belongs here: questions about a place in a sentence. Does not belong here: reading values (`rankings`), parts
of an index (`rank_parts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orchestration.reports.narrative.indices import Index, IndexMention, rank_words

if TYPE_CHECKING:
    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.sentences import Sentence

_OUT_OF = re.compile(r"(?:trong|trên)(?: tổng)?(?: số)? (\d{2})(?=/| tỉnh| địa phương| bộ| đơn vị)")
_OUT_OF_BESIDE = re.compile(r" (\d{2})(?= tỉnh| địa phương| bộ| đơn vị)")
_YEAR_FIRST = re.compile(r" ?(?:vào |cuối )?năm (?:19|20)\d{2}\b")
_AT_START = re.compile(r"\W*(?:với|đạt|bằng)[^,;:]{0,20}$")
_COMPARED = re.compile(r"so với(?: chỉ số| kết quả| điểm| mức| kỳ)* ?$")
FEWEST_RANKED = 15
"""A place among fewer units is one of a region, of the districts of a province, or of its departments."""
_REGIONAL = re.compile(
    r"\W*(?:trong|so với|tại|ở|xét|riêng)(?: (?:các|\d\d?))?"
    r"(?: tỉnh| địa phương| thành phố|, thành(?: phố)?)*"
    r"(?: trong| thuộc| của| ở| tại)? (?:khu vực|(?:tiểu )?vùng|miền|cụm"
    r"|trung du|đồng bằng"
    r"|duyên hải|tây nguyên|tây bắc|đông nam bộ|bắc trung bộ|đbscl)\b"
)
_IN_COUNTRY = re.compile(r"(?: ?/ ?\d\d)?(?: (?:trong|của|trên))? ?(?:cả nước|toàn quốc)")
_LEADS = re.compile(r"(?:trong|về|của|ở|theo|tại|trên)(?: bảng| bộ| xếp hạng| chỉ số)* ?$")
_LIST_AHEAD = re.compile(
    r"(?:,? (?:trong |trên )?(?:cả nước|toàn quốc))?(?:,? (?:về|ở|trên|trong|tại|với|theo))*"
    r"(?P<many>(?: (?:cả|các|những|hai|ba|bốn|năm|[2-6]))*)(?: (?:bảng|bộ))*(?: xếp hạng)?(?: các)?"
    r"(?: chỉ số)?(?: (?:quan trọng|lớn|uy tín|then chốt|cơ bản|chính|đánh giá|về|cải cách hành chính))*"
    r":?(?: gồm| là| đó là)*:? ?(?:chỉ số )?"
)
_CHAINED = re.compile(
    r"(?:[- ]?index)?(?: ?\([^()]*\)|\))?(?: năm \d{4})?(?:,? và|,|;| cũng như)? ?\(?(?:chỉ số )?"
)
_PLACED_RIGHT_BEFORE = re.compile(
    r"(?:(?: tỉnh,? thành(?: phố)?| cả nước| toàn quốc))?(?: về| trong| ở| trên| theo| của)?"
    r"(?: bảng)?(?: xếp hạng)?(?: chỉ số)? ?\(?"
)
_THESE = re.compile(
    r"\b(?:(?:cả |các |những )(?:(?P<many>hai|ba|bốn|\d) )?|(?P<few>hai|ba|bốn|\d) )"
    r"(?:bộ |bảng )?(?:chỉ số|bảng xếp hạng) (?:này|trên|nêu trên|nói trên)\b"
)
_MANY = {"hai": 2, "ba": 3, "bốn": 4, "2": 2, "3": 3, "4": 4}
_ALIKE = re.compile(r"\b(?:đều|cùng)\b")
_SATISFIED = "hài lòng"
_SHORT_LISTS = ("top 10", "top 5", "top 3")


@dataclass(frozen=True, slots=True)
class About:
    """The index that a value is of, where it is named (None: carried), and the part of the index."""

    index: Index
    mention: IndexMention | None
    part: str | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What the sentences before have spoken of.

    The index; the indices that "cả hai chỉ số này" means; the part that "chỉ số thành phần này" means.
    """

    index: Index | None = None
    indices: tuple[Index, ...] = ()
    part: str | None = None


class RankView:
    """Lookups around a rank or score of one sentence."""

    def __init__(self, sentence: Sentence, carried: Carried) -> None:
        self.folded = sentence.folded
        self.numbers = sentence.numbers
        self.boundaries = sentence.boundaries
        self.mentions = [m for m in sentence.indices if not _COMPARED.search(self.before(m.start, 24))]
        self._carried = carried.index
        self._told = carried.indices
        self.this_part = carried.part
        self._names = sentence.names
        self._cues = sentence.cues
        self.name_ends = {end for _, end in sentence.names}
        self._words = rank_words()

    def before(self, position: int, length: int) -> str:
        """The text of that length right before a place."""
        return self.folded[max(0, position - length) : position]

    def unnamed(self, start: int, end: int) -> str:
        """The text between two places without agencies and periods."""
        text = self.folded[start:end]
        for name_start, name_end in reversed(self._names):
            if start <= name_start and name_end <= end:
                text = text[: name_start - start] + text[name_end - start :]
        return text

    def index_for(self, start: int, end: int) -> tuple[Index | None, IndexMention | None]:
        """The index that [start, end) is about, and where it is named: None when it is carried."""
        stop = next(
            (n.start for n in self.numbers if n.start >= end and not n.is_denominator), len(self.folded)
        )
        nearest = next((m for m in reversed(self.mentions) if m.end <= start), None)
        after = next((m for m in self.mentions if end <= m.start < stop), None)
        is_cut = nearest is None or any(nearest.end <= b.start and b.end <= start for b in self.boundaries)
        if after is not None and is_cut and _LEADS.search(self.folded[end : after.start]):
            return after.index, after
        if after is not None and nearest is not None and self._is_taken(nearest, end, after):
            return after.index, after
        if nearest is not None:
            return (None, None) if self._is_of_growth(nearest, start) else (nearest.index, nearest)
        if after is not None and not any(
            b.kind == "strong" and end <= b.start < after.start for b in self.boundaries
        ):
            return after.index, after
        if all(mention.index == self._carried for mention in self.mentions):
            return (self._carried, None) if self._may_carry(start) else (None, None)
        only = self.mentions[0] if len({m.index for m in self.mentions}) == 1 else None
        return (only.index, only) if only and _AT_START.match(self.folded[:start]) else (None, None)

    def indices_of(self, start: int, end: int) -> list[About]:
        """The indices, if several, that one place is told for: "đứng đầu cả hai bảng PAR INDEX và SIPAS"."""
        if self._told and (meant := self._meant(start)):
            return meant
        ahead = [m for m in self.mentions if end <= m.start]
        stop = next((n.start for n in self.numbers if ahead and n.start >= ahead[0].end), len(self.folded))
        ahead = [m for m in ahead if m.start < stop]
        opened = _LIST_AHEAD.fullmatch(self.folded, end, ahead[0].start) if ahead else None
        if opened is not None:
            found = ahead if opened["many"] else self._chained(ahead)
        else:
            behind = [m for m in self.mentions if m.end <= start]
            if not behind or not _ALIKE.search(self.folded, behind[-1].end, start):
                return []
            if any(behind[-1].end <= n.start < start for n in self.numbers):
                return []
            found = self._chained(behind[::-1])
        named = {m.index.code: About(m.index, m, None) for m in found if m.index}
        return list(named.values()) if len(named) > 1 else []

    def _is_taken(self, nearest: IndexMention, end: int, after: IndexMention) -> bool:
        """Whether each place stands before its index: "thứ 40 về PAR INDEX, thứ 12 về SIPAS"."""
        ends = [self.end_of(n) for n in self.numbers if n.end <= nearest.start and not n.is_denominator]
        if not ends or not _PLACED_RIGHT_BEFORE.fullmatch(self.folded, ends[-1], nearest.start):
            return False
        return _PLACED_RIGHT_BEFORE.fullmatch(self.folded, end, after.start) is not None

    def _meant(self, start: int) -> list[About]:
        """The indices named before that "cả hai chỉ số này" means."""
        said = list(_THESE.finditer(self.folded, 0, start))
        if not said or any(said[-1].end() <= n.start < start for n in self.numbers):
            return []
        many = _MANY.get(said[-1]["many"] or said[-1]["few"])
        is_all = many is None or many == len(self._told)
        return (
            [About(index, None, None) for index in self._told]
            if is_all and not any(m.end <= start for m in self.mentions)
            else []
        )

    def _chained(self, mentions: list[IndexMention]) -> list[IndexMention]:
        """The first mentions that only commas, years and "và" join."""
        chain = mentions[:1]
        for mention in mentions[1:]:
            one, other = sorted((chain[-1], mention), key=lambda m: m.start)
            if not _CHAINED.fullmatch(self.folded, one.end, other.start):
                break
            chain.append(mention)
        return chain

    def _is_of_growth(self, nearest: IndexMention, position: int) -> bool:
        """Whether a later segment speaks of the economy: "PCI tăng 2 bậc, kim ngạch xuất khẩu xếp thứ 30"."""
        since = [b.end for b in self.boundaries if nearest.end <= b.start and b.end <= position]
        ends = [n.end for n in self.numbers if nearest.end <= n.end <= position and n.unit == "percent"]
        if not since:
            return False
        start = since[0] if ends else since[-1]
        return self._words.other_growth.search(self.folded, start, position) is not None

    def _may_carry(self, position: int) -> bool:
        """Whether nothing else is spoken of since the figure before, or since the clause began."""
        if self._carried is None:
            return False
        ends = [n.end for n in self.numbers if n.end <= position]
        clause = self.clause_start(position)
        since = self.folded[max([clause, *ends]) : position]
        if self._counts_others(clause, position, ends):
            return False
        if any(pattern.search(since) for _, pattern in self._carried.parts):
            return True
        if self._words.other_growth.search(self.folded, clause, position):
            return False
        others = self._words.never_carried.search(since)
        return others is None or (others[0] == _SATISFIED and self._carried.code == "SIPAS")

    def _counts_others(self, clause: int, position: int, ends: list[int]) -> bool:
        """Whether a clause counts procedures or the like up to a place, or tells of deadlines."""
        return any(
            clause <= cue.start < position
            and ("timing" in cue.features or ("noun" in cue.features and cue.start - 1 in ends))
            for cue in self._cues
        )

    def clause_start(self, position: int) -> int:
        """Where the clause of a place begins."""
        return max((b.end for b in self.boundaries if b.kind == "strong" and b.end <= position), default=0)

    def out_of(self, end: int) -> int | None:
        """The number of units ranked, said right after a place: "trong 63 tỉnh", "dẫn đầu 63 tỉnh"."""
        beside = _OUT_OF_BESIDE.match(self.folded, end)
        if beside is not None:
            return int(beside[1])
        strong = (b.start for b in self.boundaries if b.kind == "strong" and b.start >= end)
        match = _OUT_OF.search(self.folded, end, min(next(strong, len(self.folded)), end + 60))
        return int(match[1]) if match else None

    def is_partial(self, start: int, end: int, rank_of: int | None, about: About) -> bool:
        """Whether a place is one among a region's, a list's or a lower unit's."""
        if not about.index.is_national and rank_of is not None and rank_of < FEWEST_RANKED:
            return True
        if rank_of is None and _REGIONAL.match(self.folded) and not _IN_COUNTRY.match(self.folded, end):
            return True
        stop = next((n.start for n in self.numbers if n.start >= end and not n.is_denominator), end + 60)
        after = self.folded[end : min(stop, end + 60)]
        if about.part is None and self._words.partial_subject.search(after):
            return True
        partial = self._words.partial_after.search(after) or self._words.partial_before.search(
            self.before(start, 60)
        )
        return partial is not None

    def is_aside(self, position: int) -> bool:
        """Whether a place stands in brackets after what is no agency, index or score of its own."""
        opening = next((b for b in reversed(self.boundaries) if b.kind == "open" and b.end <= position), None)
        if opening is None or any(
            b.kind == "close" and opening.end <= b.start < position for b in self.boundaries
        ):
            return False
        if any(m.start >= opening.end and m.end <= position for m in self.mentions):
            return False
        if _YEAR_FIRST.match(self.folded, opening.end):
            return False
        before = self.folded[: opening.start].rstrip()
        ends = {n.end for n in self.numbers} | {m.end for m in self.mentions} | self.name_ends
        return len(before) not in ends and not before.endswith(_SHORT_LISTS)

    def is_closed(self, place: int, position: int) -> bool:
        """Whether `place` stands in brackets that are closed before `position`."""
        depth = 0
        for boundary in self.boundaries:
            if place <= boundary.start < position:
                depth += {"open": 1, "close": -1}.get(boundary.kind, 0)
                if depth < 0:
                    return True
        return False

    def is_cut(self, place: int, position: int) -> bool:
        """Whether a clause ends between two places, but for clauses inside brackets open at the second."""
        opened = [b.end for b in self.boundaries if b.kind == "open" and place <= b.start < position]
        inside = next((end for end in reversed(opened) if not self.is_closed(end, position)), position)
        return any(b.kind == "strong" and place <= b.start < min(inside, position) for b in self.boundaries)

    def end_of(self, number: Number) -> int:
        """End of a figure with its denominator."""
        if number.denominator is None:
            return number.end
        return next((n.end for n in self.numbers if n.is_denominator and n.start > number.start), number.end)
