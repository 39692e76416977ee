"""Around a rank or score: its index, the part of the index, and whether it is a national place.

Belongs here: questions about a place in a sentence. Does not belong here: reading values (`rankings`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.narrative.indices import Index, IndexMention, rank_words

if TYPE_CHECKING:
    from orchestration.reports.narrative.sentences import Sentence

_OUT_OF = re.compile(r"(?:trong|trên)(?: tổng)?(?: số)? (\d{2})(?=/| tỉnh| địa phương| bộ| đơn vị)")
_AT_START = re.compile(r"\W*(?:với|đạt|bằng)[^,;:]{0,20}$")
_PART_AFTER = re.compile(r" (?:về|ở) (?:chỉ số |trụ cột |nội dung |lĩnh vực )?")
_COMPARED = re.compile(r"so với(?: chỉ số| kết quả| điểm| mức| kỳ)* ?$")
_FEWEST_RANKED = 15
"""A place among fewer units is one of a region, of the districts of a province, or of its departments."""
_LEADS = re.compile(r"(?:trong|về|của|ở|theo|tại|trên)(?: bảng| bộ| xếp hạng| chỉ số)* ?$")
_SHORT_LISTS = ("top 10", "top 5", "top 3")


class RankView:
    """Lookups around a rank or score of one sentence."""

    def __init__(self, sentence: Sentence, carried: Index | None) -> None:
        self.folded = sentence.folded
        self.numbers = sentence.numbers
        self.boundaries = sentence.boundaries
        self.mentions = [m for m in sentence.indices if not _COMPARED.search(self.before(m.start, 24))]
        self._carried = carried
        self._name_ends = {end for _, end in sentence.names}
        self._words = rank_words()

    def before(self, position: int, length: int) -> str:
        """The text of that length right before a place."""
        return self.folded[max(0, position - length) : position]

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
        if nearest is not None:
            return nearest.index, nearest
        if after is not None and not any(
            b.kind == "strong" and end <= b.start < after.start for b in self.boundaries
        ):
            return after.index, after
        if not self.mentions:
            return (self._carried, None) if self._may_carry(start) else (None, None)
        only = self.mentions[0] if len({m.index for m in self.mentions}) == 1 else None
        return (only.index, only) if only and _AT_START.match(self.folded[:start]) else (None, None)

    def _may_carry(self, position: int) -> bool:
        """Whether nothing else is spoken of between the last name, figure or segment end and a figure."""
        ends = [b.end for b in self.boundaries if b.end <= position]
        ends += [n.end for n in self.numbers if n.end <= position]
        ends += [end for end in self._name_ends if end <= position]
        since = self.folded[max(ends, default=0) : position]
        if self._carried is not None and any(pattern.search(since) for _, pattern in self._carried.parts):
            return True
        return self._words.carried_words.fullmatch(since) is not None

    def clause_start(self, position: int) -> int:
        """Where the clause of a place begins."""
        return max((b.end for b in self.boundaries if b.kind == "strong" and b.end <= position), default=0)

    def out_of(self, end: int) -> int | None:
        """The number of units ranked, where it is said right after a place: "trong 63 tỉnh"."""
        strong = (b.start for b in self.boundaries if b.kind == "strong" and b.start >= end)
        match = _OUT_OF.search(self.folded, end, min(next(strong, len(self.folded)), end + 60))
        return int(match[1]) if match else None

    def is_partial(self, start: int, end: int, rank_of: int | None, index: Index) -> bool:
        """Whether a place is one among a region's, a list's or a lower unit's."""
        if not index.is_national and rank_of is not None and rank_of < _FEWEST_RANKED:
            return True
        stop = next((n.start for n in self.numbers if n.start >= end and not n.is_denominator), end + 60)
        after = self.folded[end : min(stop, end + 60)]
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
        before = self.folded[: opening.start].rstrip()
        ends = {n.end for n in self.numbers} | {m.end for m in self.mentions} | self._name_ends
        return len(before) not in ends and not before.endswith(_SHORT_LISTS)

    def part(self, position: int, index: Index, mention: IndexMention | None) -> tuple[str | None, bool]:
        """The part of the index that a figure is for, and whether that is clear."""
        clause = self.clause_start(position)
        if mention is not None and mention.end <= position:
            clause = max(clause, mention.end)
        figures = [n.end for n in self.numbers if clause < n.end <= position and not n.is_denominator]
        stretch = self.folded[max([clause, *figures]) : position]
        is_marked = self._words.part_markers.search(stretch) is not None
        named = {slug for slug, pattern in index.parts if pattern.search(stretch)}
        if named and (is_marked or index.code == "DTI"):
            return (next(iter(named)), True) if len(named) == 1 else (None, False)
        if named:
            return None, "thứ" not in stretch or index.code in ("PAR_INDEX", "SIPAS")
        said_after = None if is_marked else self._part_after(position, index)
        if said_after is not None:
            return said_after, True
        earlier = self._words.part_markers.search(self.folded[clause:position])
        is_over = earlier is None or any(earlier.end() < end <= position for end in self._name_ends)
        return None, not is_marked and is_over

    def _part_after(self, position: int, index: Index) -> str | None:
        """The part named right after a place: "thứ 13 về kinh tế số"."""
        number = next((n for n in self.numbers if n.start == position), None)
        if number is None:
            return None
        end = number.end
        if number.denominator is not None:
            end = next((n.end for n in self.numbers if n.is_denominator and n.start > position), end)
        after = _PART_AFTER.match(self.folded, end)
        return next(
            (slug for slug, pattern in index.parts if after and pattern.match(self.folded, after.end())), None
        )
