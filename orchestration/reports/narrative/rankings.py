"""Ranks and scores of the indices in a sentence: places, scores, changes, parts, means.

Belongs here: which figure or word of a sentence is a place or a score of which index. Does not belong here:
whose it is (`subjects`), when (`editions`), or how indices are named (`indices`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from orchestration.reports.narrative.indices import Index, IndexMention, rank_words

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.numbers import Number

Role = Literal["index_rank", "index_score", "index_rank_change", "index_score_change"]
_FROM = re.compile(r"từ (?:vị trí |thứ hạng |hạng |thứ |mức )*(?:thứ |số )?$")
_TO = re.compile(r"(?:lên|xuống|đến|thành)(?: vị trí| thứ hạng| hạng| thứ| số)* ?$")
_OUT_OF = re.compile(r"(?:trong|trên)(?: tổng)?(?: số)? (\d{2})(?=/| tỉnh| địa phương| bộ| đơn vị)")
_AT_START = re.compile(r"\W*(?:với|đạt|bằng)[^,;:]{0,20}$")
_LISTED = re.compile(r" ?(?:,|và|, và) ?(?:thứ )?")
_PART_AFTER = re.compile(r" (?:về|ở) (?:chỉ số |trụ cột |nội dung |lĩnh vực )?")
_COMPARED = re.compile(r"so với(?: chỉ số| kết quả| điểm| mức| kỳ)* ?$")
_SCORE_CUE = re.compile(
    r"(?:trung bình|đạt|là|với|điểm số|điểm|giá trị|được|ở mức|:|\(|,|khoảng|hơn|gần|trên|dưới) ?$"
)
_OTHER_PERCENT = re.compile(
    r"(?:tiêu chí|người|doanh nghiệp|hồ sơ|thủ tục|tthc|tỷ lệ|phiếu|số lượng|kế hoạch|trường hợp"
    r"|ý kiến|cho rằng|dân số)[^,;.]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A place, score or change of an index.

    `position` and `end` delimit it in the sentence; `value` is signed for changes; `moved_from` marks the
    first
    of "từ 51 lên 31".
    """

    position: int
    end: int
    text: str
    role: Role
    index: Index
    mention: IndexMention | None
    value: float
    number: Number | None
    rank_of: int | None = None
    part: str | None = None
    statistic: str = "value"
    moved_from: bool = False
    moved_to: bool = False


class RankReader:
    """Finds the ranked values of one sentence."""

    def __init__(
        self,
        text: str,
        folded: str,
        numbers: list[Number],
        mentions: list[IndexMention],
        boundaries: list[Boundary],
        carried: Index | None,
        name_ends: set[int],
    ) -> None:
        self._text = text
        self._folded = folded
        self._numbers = numbers
        self._mentions = [m for m in mentions if not _COMPARED.search(folded[max(0, m.start - 24) : m.start])]
        self._boundaries = boundaries
        self._carried = carried
        self._name_ends = name_ends
        self._last_place = 0
        self._words = rank_words()

    def read(self) -> list[Ranked]:
        """All ranked values in order."""
        found = [value for number in self._numbers if (value := self._from_number(number))]
        taken = {value.position for value in found}
        found += [value for value in self._from_words() if value.position not in taken]
        return sorted(found, key=lambda value: value.position)

    def _index_for(self, start: int, end: int) -> tuple[Index | None, IndexMention | None]:
        before = [mention for mention in self._mentions if mention.end <= start]
        following = next(
            (n.start for n in self._numbers if n.start >= end and not n.is_denominator), len(self._folded)
        )
        after = next((m for m in self._mentions if end <= m.start < following), None)
        nearest = before[-1] if before else None
        near_cut = nearest is None or any(nearest.end <= b.start and b.end <= start for b in self._boundaries)
        if after is not None and near_cut and self._leads_to(end, after.start):
            return after.index, after
        if nearest is not None:
            return nearest.index, nearest
        if after is not None and not any(
            b.kind == "strong" and end <= b.start < after.start for b in self._boundaries
        ):
            return after.index, after
        if not self._mentions:
            return self._carried, None
        only = self._mentions[0] if len({m.index for m in self._mentions}) == 1 else None
        return (only.index, only) if only and _AT_START.match(self._folded[:start]) else (None, None)

    def _may_carry(self, position: int) -> bool:
        """Whether nothing else is spoken of between the last name, figure or segment end and a figure."""
        if self._carried is not None and any(
            p.search(self._since_start(position)) for _, p in self._carried.parts
        ):
            return True
        return self._words.carried_words.fullmatch(self._since_start(position)) is not None

    def _since_start(self, position: int) -> str:
        ends = [b.end for b in self._boundaries if b.end <= position]
        ends += [n.end for n in self._numbers if n.end <= position] + [
            end for end in self._name_ends if end <= position
        ]
        return self._folded[max(ends, default=0) : position]

    def _leads_to(self, end: int, start: int) -> bool:
        return (
            re.search(
                r"(?:trong|về|của|ở|theo|tại|trên)(?: bảng| bộ| xếp hạng| chỉ số)* ?$",
                self._folded[end:start],
            )
            is not None
        )

    def _from_number(self, number: Number) -> Ranked | None:
        if number.is_denominator or number.is_range:
            return None
        index, mention = self._index_for(number.start, number.end)
        if index is None or (mention is None and not self._may_carry(number.start)):
            return None
        before = self._folded[max(0, number.start - 60) : number.start]
        if number.unit == "place":
            return self._change_of_place(number, index, mention, before)
        if self._is_place(number, before):
            self._last_place = number.end
            return self._place(number, index, mention, before)
        return self._score(number, index, mention, before)

    def _is_place(self, number: Number, before: str) -> bool:
        if number.unit != "plain" or number.value != int(number.value) or number.value > 200:
            return False
        moved = _FROM.search(before) or _TO.search(before)
        is_listed = self._last_place > 0 and _LISTED.fullmatch(self._folded, self._last_place, number.start)
        has_place = bool(is_listed) or self._words.place_before.search(before) is not None
        return has_place or (moved is not None and re.search(r"thứ|hạng|vị trí", moved[0]) is not None)

    def _place(
        self, number: Number, index: Index, mention: IndexMention | None, before: str
    ) -> Ranked | None:
        rank_of = int(number.denominator) if number.denominator else self._out_of(number.end)
        if self._is_partial(number.start, number.end, rank_of, index) or self._is_aside(number.start):
            return None
        part, is_clear = self._part(number.start, index, mention)
        if not is_clear:
            return None
        moved_from = _FROM.search(before) is not None
        return Ranked(
            number.start, number.end, number.text, "index_rank", index, mention, number.value, number,
            rank_of, part,
            moved_from=moved_from, moved_to=not moved_from and _TO.search(before) is not None,
        )  # fmt: skip

    def _change_of_place(
        self, number: Number, index: Index, mention: IndexMention | None, before: str
    ) -> Ranked | None:
        rises = [match.start() for match in self._words.rise.finditer(before)]
        falls = [match.start() for match in self._words.fall.finditer(before)]
        last_rise, last_fall = max(rises, default=-1), max(falls, default=-1)
        part, is_clear = self._part(number.start, index, mention)
        if last_rise == last_fall or number.value == 0 or not is_clear or "hơn" in before[-12:]:
            return None
        value = number.value if last_rise > last_fall else -number.value
        return Ranked(
            number.start,
            number.end,
            number.text,
            "index_rank_change",
            index,
            mention,
            value,
            number,
            None,
            part,
        )

    def _score(
        self, number: Number, index: Index, mention: IndexMention | None, before: str
    ) -> Ranked | None:
        part, is_clear = self._part(number.start, index, mention)
        if not is_clear or not self._fits_unit(number, index, part):
            return None
        if not _SCORE_CUE.search(before) and number.unit != "percentage_point" and not self._changes(before):
            return None
        if number.unit == "percent" and _OTHER_PERCENT.search(self._since_index(number, mention)):
            return None
        is_change = number.unit == "percentage_point" or self._changes(before)
        falls = is_change and self._words.fall.search(before[-24:]) is not None
        if is_change and index.code == "DTI" and number.unit == "percent":
            return None
        start = max(
            (b.start for b in self._boundaries if b.kind == "strong" and b.end <= number.start), default=0
        )
        clause = self._folded[start : number.start]
        is_mean = self._words.mean_before.search(clause) is not None
        statistic = "mean" if is_mean else "median" if "trung vị" in clause else "value"
        if statistic != "value" and number.qualifier in ("at_least", "at_most") and not is_change:
            return None
        value = -number.value if falls or "thấp hơn" in before[-20:] else number.value
        role: Role = "index_score_change" if is_change else "index_score"
        return Ranked(
            number.start, number.end, number.text, role, index, mention, value if is_change else
            number.value, number,
            None, part, statistic,
        )  # fmt: skip

    def _since_index(self, number: Number, mention: IndexMention | None) -> str:
        start = mention.end if mention and mention.end <= number.start else max(0, number.start - 60)
        return self._folded[start : number.start]

    def _changes(self, before: str) -> bool:
        return (
            re.search(
                r"(?:tăng|giảm|cao hơn|thấp hơn|tụt|cải thiện)(?: (?:thêm|mạnh|nhẹ|được|khoảng|gần|hơn"
                r"|tới|trưởng|so với))*"
                r"(?: (?:năm \d{4}|năm trước|cùng kỳ)(?: là)?)? ?$",
                before,
            )
            is not None
        )

    def _fits_unit(self, number: Number, index: Index, part: str | None) -> bool:
        largest = index.largest_part if part else index.largest
        if index.unit == "rank" or number.value > largest or number.value < 0:
            return False
        if number.unit == "points" or (number.denominator == largest and number.unit == "plain"):
            return True
        if index.unit == "percent":
            return number.unit in ("percent", "percentage_point")
        decimals = len(number.text.split(",")[-1]) if "," in number.text else 0
        return number.unit == "plain" and decimals >= 2

    def _out_of(self, end: int) -> int | None:
        stop = next(
            (b.start for b in self._boundaries if b.kind == "strong" and b.start >= end), len(self._folded)
        )
        match = _OUT_OF.search(self._folded, end, min(stop, end + 60))
        return int(match[1]) if match else None

    def _is_partial(self, start: int, end: int, rank_of: int | None, index: Index) -> bool:
        """Whether a place is one among a region's, a list's or a sub-unit's."""
        if not index.is_national and rank_of is not None and rank_of < 15:
            return True
        stop = next((n.start for n in self._numbers if n.start >= end and not n.is_denominator), end + 60)
        after = self._folded[end : min(stop, end + 60)]
        before = self._folded[max(0, start - 60) : start]
        return bool(self._words.partial_after.search(after) or self._words.partial_before.search(before))

    def _is_aside(self, position: int) -> bool:
        """Whether a place stands in brackets after something that is no agency, index or score of its own."""
        opening = next(
            (b for b in reversed(self._boundaries) if b.kind == "open" and b.end <= position), None
        )
        if opening is None or any(
            b.kind == "close" and opening.end <= b.start < position for b in self._boundaries
        ):
            return False
        if any(m.start >= opening.end and m.end <= position for m in self._mentions):
            return False
        before = self._folded[: opening.start].rstrip()
        ends = {n.end for n in self._numbers} | {m.end for m in self._mentions} | self._name_ends
        return len(before) not in ends and not before.endswith(("top 10", "top 5", "top 3"))

    def _part(self, position: int, index: Index, mention: IndexMention | None) -> tuple[str | None, bool]:
        """The part of the index that a figure is for, and whether that is clear."""
        clause = max(
            [b.end for b in self._boundaries if b.kind == "strong" and b.end <= position]
            + ([mention.end] if mention and mention.end <= position else []),
            default=0,
        )
        figures = [n.end for n in self._numbers if clause < n.end <= position and not n.is_denominator]
        stretch = self._folded[max([clause, *figures]) : position]
        marked = self._words.part_markers.search(stretch) is not None
        named = {slug for slug, pattern in index.parts if pattern.search(stretch)}
        end = next((n.end for n in self._numbers if n.start == position), position)
        if any(n.is_denominator and n.start > position for n in self._numbers):
            end = next((n.end for n in self._numbers if n.is_denominator and n.start > position), end)
        after = _PART_AFTER.match(self._folded, end)
        said_after = {
            slug for slug, pattern in index.parts if after and pattern.match(self._folded, after.end())
        }
        if not named and said_after and not marked:
            return next(iter(said_after)), True
        if not named:
            earlier = self._words.part_markers.search(self._folded[clause:position])
            return None, not marked and (
                earlier is None or any(end > earlier.end() for end in self._fresh_names(position))
            )
        if not marked and index.code != "DTI":
            return None, "thứ" not in stretch or index.code in ("PAR_INDEX", "SIPAS")
        return (next(iter(named)), True) if len(named) == 1 else (None, False)

    def _fresh_names(self, position: int) -> list[int]:
        """Ends of names before a figure: a new agency puts an end to talk of an index's part."""
        return [end for end in self._name_ends if end <= position]

    def _from_words(self) -> list[Ranked]:
        found = []
        for place, pattern in self._words.place_words:
            for match in pattern.finditer(self._folded):
                value = self._word_place(match.start(), match.end(), place)
                if value is not None:
                    found.append(value)
        for above_last, pattern in enumerate((self._words.last_words, self._words.last_but_one_words)):
            for match in pattern.finditer(self._folded):
                rank_of = self._out_of(match.end())
                if rank_of and (value := self._word_place(match.start(), match.end(), rank_of - above_last)):
                    found.append(value)
        return found

    def _word_place(self, start: int, end: int, place: int) -> Ranked | None:
        index, mention = self._index_for(start, end)
        if mention is None and not self._may_carry(start):
            return None
        if index is None or index.is_national or self._is_partial(start, end, None, index):
            return None
        part, is_clear = self._part(start, index, mention)
        if not is_clear:
            return None
        return Ranked(
            start,
            end,
            self._text[start:end],
            "index_rank",
            index,
            mention,
            float(place),
            None,
            self._out_of(end),
            part,
        )
