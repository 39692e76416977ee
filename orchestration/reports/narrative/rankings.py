"""Ranks and scores of the indices in a sentence: places, scores, changes, parts, means.

Belongs here: which figure or word of a sentence is a place or a score of which index. Does not belong here:
whose it is (`owners`), its edition (`ranked_values`), or how indices are named (`indices`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.indices import rank_words
from orchestration.reports.narrative.rank_in_turn import in_turn, years_in_turn
from orchestration.reports.narrative.rank_lists import is_bound, ordered
from orchestration.reports.narrative.rank_moves import with_moves, without_moves_to
from orchestration.reports.narrative.rank_parts import part_of, parts_ahead, parts_together
from orchestration.reports.narrative.rank_scores import as_score, read_score
from orchestration.reports.narrative.rank_view import FEWEST_RANKED, About, Carried, RankView
from orchestration.reports.narrative.ranked import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.ranked import Role
    from orchestration.reports.narrative.sentences import Sentence

_FROM = re.compile(r"từ (?:vị trí |thứ hạng |hạng |thứ |mức )*(?:thứ |số )?$")
_TO = re.compile(r"(?:lên|xuống|đến|thành)(?: vị trí| thứ hạng| hạng| thứ| số)* ?$")
_MOVED_ON = re.compile(
    r"\btừ (?:(?:vị trí|thứ hạng|hạng|thứ|số) ?)+\d+(?: ?/ ?\d+)?(?: năm \d{4})?"
    r" (?:lên|xuống|đến|thành|tới)(?: đến| tới)? ?$"
    r"|\bbậc[, ]*\(?từ (?:\d+(?: ?/ ?\d+)? (?:lên|xuống) )?$"
)
"""Before the second place of "từ vị trí 15 lên 13"."""
_STANDS = re.compile(r"\b(?:đứng|giữ)(?: ở)? ?$")
_RANKED = range(FEWEST_RANKED, 65)
"""So many units a ranking of ministries or provinces may hold."""
_LISTED = re.compile(r"(?: ?/ ?\d\d)? ?(?:,|và|, và) ?(?:thứ )?")
_IN_SENTENCE = re.compile(r"\b(?:đầu vào|đầu ra|trụ cột|nhóm|khu vực|cải cách|quốc gia thu nhập)\b")
_ONE_PLACE = re.compile(r"\b(?P<way>tăng|lên|giảm|tụt|xuống|lùi)(?: thêm| xuống| lên)? một (?:bậc|hạng)\b")
_LARGEST_PLACE = 200
_ALL_PROVINCES = (34, 60, 61, 63, 64)
"""So many provinces an index has scored."""
_ITS_BRACKET = re.compile(r"[^,;()]{0,50}\([^()]*")
"""From a place of a region to what brackets right after it tell."""
_BRACKETED = re.compile(r"(?<!tỉnh )(?<!phương )(?<!thành )(?<!phố )(?<!phố)\($")
_BRACKET_ENDS = re.compile(r" ?/ ?(?:3\d|6\d)(?: (?:tỉnh|địa phương)[^().,;\d]{0,20})? ?[),]")


def _with_means(found: list[Ranked], folded: str) -> Iterator[Ranked]:
    """The values; a change after a mean, with neither ";" nor the end of brackets between, is the mean's."""
    mean: Ranked | None = None
    for value in found:
        is_change = value.role == "index_score_change" and value.statistic == "value"
        if mean and is_change and mean.index == value.index:
            is_cut = re.search(r"[;)]", folded[mean.end : value.position])
            yield value if is_cut else replace(value, statistic="mean")
        else:
            yield value
        if value.role == "index_score":
            mean = value if value.statistic == "mean" else None


class RankReader:
    """Finds the ranked values of one sentence; `is_of_viet_nam`: the paragraph so far speaks of it."""

    def __init__(self, sentence: Sentence, carried: Carried, *, is_of_viet_nam: bool) -> None:
        self._text = sentence.text
        self._sentence = sentence
        self._view = RankView(sentence, carried)
        self._words = rank_words()
        self._in_turn = in_turn(self._view, carried.index)
        self._last_place = 0
        self._unclear: int | None = None
        self._is_local: bool | None = None
        self._partial: list[Number] = []
        self._is_of_viet_nam = is_of_viet_nam
        self._is_foreign = any(subject.kind == "foreign" for subject in sentence.subjects)

    def read(self) -> list[Ranked]:
        """All ranked values in order."""
        found = [value for number in self._view.numbers if (value := self._from_number(number))]
        taken = {value.position for value in found}
        found += [value for value in self._from_words() if value.position not in taken]
        found += self._from_lists()
        found = sorted(map(self._with_others, found), key=lambda value: value.position)
        years = years_in_turn(self._view) if not self._in_turn else {}
        found = [replace(value, year=years.get(value.position)) for value in found] if years else found
        found = list(_with_means(found, self._view.folded))
        found = without_moves_to([place.start for place in self._partial], found, self._view.folded)
        return with_moves(found, self._view.folded)

    def _with_others(self, value: Ranked) -> Ranked:
        """A place told by a figure, with all indices that it is told for."""
        if value.role != "index_rank" or value.number is None or value.position in self._in_turn:
            return value
        abouts = self._view.indices_of(value.position, self._view.end_of(value.number))
        return replace(value, about=abouts[0], others=tuple(abouts[1:])) if abouts else value

    def _from_number(self, number: Number) -> Ranked | None:
        if number.is_denominator or number.is_range:
            return None
        turn = self._in_turn.get(number.start)
        index, mention = (
            (turn.index, turn.mention) if turn else self._view.index_for(number.start, number.end)
        )
        if index is None and (several := self._view.indices_of(number.start, self._view.end_of(number))):
            index, mention = several[0].index, several[0].mention
        if index is None or (index.is_national and self._is_of_others(number)):
            return None
        number = as_score(self._view, number, index)
        part, is_clear = (
            (turn.part, True)
            if turn
            else part_of(self._view, number.start, self._view.end_of(number), index, mention)
        )
        before = self._view.before(number.start, 60)
        is_place = self._is_place(number, before)
        self._last_place = number.end if is_place else self._last_place
        parts = parts_together(self._view, number.start, index) if is_place else []
        if not (is_clear or parts):
            self._unclear = number.end if is_place else self._unclear
            return None
        about = About(index, mention, parts[0] if parts else part)
        if number.unit == "place":
            return self._change_of_place(number, about, before)
        if not is_place:
            return self._score(number, about)
        place = self._place(number, about, before)
        others = tuple(About(index, mention, other) for other in parts[1:])
        return replace(place, others=others) if place and others else place

    def _is_of_others(self, number: Number) -> bool:
        """Whether a rank among countries is another country's, or that of a part or a group."""
        before = self._view.folded[: number.start]
        is_named = self._is_of_viet_nam or "việt nam" in before
        return self._is_foreign or not is_named or _IN_SENTENCE.search(before) is not None

    def _is_place(self, number: Number, before: str) -> bool:
        if number.unit != "plain" or number.value != int(number.value) or number.value > _LARGEST_PLACE:
            return False
        if self._last_place and _LISTED.fullmatch(self._view.folded, self._last_place, number.start):
            return True
        moved = _FROM.search(before) or _TO.search(before)
        if moved is not None and re.search(r"thứ|hạng|vị trí", moved[0]):
            return True
        if _MOVED_ON.search(before) or (number.denominator in _RANKED and _STANDS.search(before)):
            return True
        if number.denominator in _ALL_PROVINCES and self._follows_part(number):
            return True
        if _BRACKETED.search(before) and _BRACKET_ENDS.match(self._view.folded, number.end):
            return True
        return self._words.place_before.search(before) is not None

    def _follows_part(self, number: Number) -> bool:
        """Whether only a colon stands between an index or a part and a figure: "kinh tế số: 9/63"."""
        name = re.search(r" ?: ?$", self._view.folded[: number.start])
        index, _ = self._view.index_for(number.start, number.end)
        if name is None or index is None:
            return False
        ends = {m.end for m in self._view.mentions}
        ends |= {
            m.end() for _, part in index.parts for m in part.finditer(self._view.folded, 0, name.start())
        }
        return name.start() in ends

    def _place(self, number: Number, about: About, before: str) -> Ranked | None:
        rank_of = int(number.denominator) if number.denominator else self._view.out_of(number.end)
        self._is_local = self._is_local is not False and rank_of is not None and rank_of < FEWEST_RANKED
        if self._view.is_partial(number.start, number.end, rank_of, about):
            self._partial.append(number)
            return None
        is_aside = about.part is None and self._view.is_aside(number.start)
        if is_aside or is_bound(number.start, self._view.folded):
            return None
        moved_from = _FROM.search(before) is not None
        moved_to = not moved_from and _TO.search(before) is not None
        return Ranked(
            number.start, number.end, number.text, "index_rank", about, number.value, number, rank_of,
            moved_from=moved_from, moved_to=moved_to,
        )  # fmt: skip

    def _change_of_place(self, number: Number, about: About, before: str) -> Ranked | None:
        last_rise = max((match.start() for match in self._words.rise.finditer(before)), default=-1)
        last_fall = max((match.start() for match in self._words.fall.finditer(before)), default=-1)
        is_of_partial = self._partial and _ITS_BRACKET.fullmatch(
            self._view.folded, self._partial[-1].end, number.start
        )
        if (
            self._is_local
            or self._is_of_unclear(number, about)
            or is_of_partial
            or last_rise == last_fall
            or number.value == 0
            or "hơn" in before[-12:]
        ):
            return None
        value = number.value if last_rise > last_fall else -number.value
        return Ranked(number.start, number.end, number.text, "index_rank_change", about, value, number)

    def _is_of_unclear(self, number: Number, about: About) -> bool:
        """Whether a change goes with a place of what is no index of ours, told before it in its clause."""
        if self._unclear is None or (about.mention is not None and about.mention.start > self._unclear):
            return False
        return re.search(r"[;.]", self._view.folded[self._unclear : number.start]) is None

    def _score(self, number: Number, about: About) -> Ranked | None:
        score = read_score(self._view, number, about)
        if score is None:
            return None
        role: Role = "index_score_change" if score.is_change else "index_score"
        return Ranked(
            number.start, number.end, number.text, role, about, score.value, number,
            statistic=score.statistic, moved_from=score.moved == "from", moved_to=score.moved == "to",
        )  # fmt: skip

    def _from_words(self) -> list[Ranked]:
        found = []
        for place, pattern in self._words.place_words:
            found += [self._word_place(match, place) for match in pattern.finditer(self._view.folded)]
        for above_last, pattern in enumerate((self._words.last_words, self._words.last_but_one_words)):
            for match in pattern.finditer(self._view.folded):
                rank_of = self._view.out_of(match.end())
                found.append(self._word_place(match, rank_of - above_last) if rank_of else None)
        found += [self._word_change(match) for match in _ONE_PLACE.finditer(self._view.folded)]
        return [value for value in found if value is not None]

    def _from_lists(self) -> list[Ranked]:
        listed = ordered(self._sentence)
        start = listed[0][1].start if listed else 0
        abouts = self._abouts(start, start) if listed else []
        if len(abouts) != 1 or abouts[0].part:
            return []
        return [
            Ranked(
                name.start, name.end, name.name, "index_rank", abouts[0], float(place), None, is_listed=True
            )
            for place, name in listed
        ]

    def _word_place(self, match: re.Match[str], place: int) -> Ranked | None:
        start, end = match.span()
        rank_of = self._view.out_of(end)
        abouts = self._abouts(start, end)
        if not abouts or self._view.is_partial(start, end, rank_of, abouts[0]):
            return None
        text = self._text[start:end].strip(" ,;")
        others = tuple(abouts[1:])
        return Ranked(
            start, end, text, "index_rank", abouts[0], float(place), None, rank_of, others=others
        )  # fmt: skip

    def _word_change(self, match: re.Match[str]) -> Ranked | None:
        abouts = self._abouts(*match.span())
        if len(abouts) != 1:
            return None
        value = 1.0 if self._words.rise.search(match["way"]) else -1.0
        text = self._text[match.start() : match.end()]
        return Ranked(match.start(), match.end(), text, "index_rank_change", abouts[0], value, None)

    def _abouts(self, start: int, end: int) -> list[About]:
        """The indices of provinces or ministries, or parts of one, that words at [start, end) are about."""
        if several := self._view.indices_of(start, end):
            return several
        index, mention = self._view.index_for(start, end)
        if index is None or index.is_national:
            return []
        parts = parts_ahead(self._view, end, index)
        if parts:
            return [About(index, mention, part) for part in parts]
        if (
            mention is not None
            and mention.start >= end
            and (parts := parts_ahead(self._view, mention.end, index))
        ):
            return [About(index, mention, part) for part in (None, *parts)]
        part, is_clear = part_of(self._view, start, end, index, mention)
        return [About(index, mention, part)] if is_clear else []
