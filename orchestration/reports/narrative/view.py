"""One sentence as binding sees it: figures, cues outside denominators, names, and lookups around a figure.

Belongs here: questions about the text around a figure. Does not belong here: what the answers mean for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.clauses import Boundary
    from orchestration.reports.narrative.measures import Cue, Measures
    from orchestration.reports.narrative.numbers import Number

_DENOMINATOR_PHRASE = re.compile(
    r"(?:(?!trong số (?:đó|này|ấy)\b)(?:trên|trong|so với|/) ?(?:tổng|số)(?: số)?"
    r"|(?<=%) (?:của |trong )?tổng(?: số)?)\b[^,;:()]*?"
    r"(?= (?:đạt|là|chiếm|của|đã|tăng|giảm|có(?! (?:yêu cầu|phát sinh|nghĩa vụ|thu|phí|quy định|tính))|ở|tại"
    r"|chỉ|được giải quyết|được công bố)\b|[,;:()]|\d|$)"
)
_OF_ALL = re.compile(r"\btrong (?:tổng )?số (?:hơn |gần |trên |khoảng )?$")
_HAS = re.compile(r"(?: \w+){0,3},? (?:đã |thì )?có ")
_OPENING = re.compile(r"(?:^|[;.]) ?$")
_DEFINITION = re.compile(r"\((?:được )?(?:tính|xác định|đo|hiểu) (?:bằng|theo|trên|là)[^()]*\)")
_PASSIVE = ("bị ", "được ")
"""What is done to a thing stands behind it: "3 thủ tục bị bãi bỏ"."""
_SHORTEST_THING = 12
_NEAR = " gầnhơtrêkoảgvới"
_WORD = re.compile(r"(?: ?trở lên\b)?+ ?([^\W\d_]+)")
_AS_SET = re.compile(r"(?:đề|đặt) ra\b")


@dataclass(frozen=True)
class View:
    """A folded sentence with what was found in it.

    `names` are spans of agencies and periods; `aside` the starts of figures that stand beside the one they
    belong
    to: targets, earlier values, changes; `listed` the timings of the items before it in its list.
    """

    folded: str
    numbers: list[Number]
    all_cues: list[Cue]
    boundaries: list[Boundary]
    measures: Measures
    names: list[tuple[int, int]]
    aside: frozenset[int]
    listed: frozenset[str] = frozenset()

    @cached_property
    def denominators(self) -> list[tuple[int, int]]:
        """Spans such as "trên tổng số hồ sơ", whose words say nothing of the figure before them."""
        return [
            (match.start(), self._with_its_figure(*match.span()))
            for match in _DENOMINATOR_PHRASE.finditer(self.folded)
            if not self._opens_clause(match.start())
        ] + [match.span() for match in _DEFINITION.finditer(self.folded)]

    def _with_its_figure(self, start: int, end: int) -> int:
        """The end of "tổng số" with the whole of a share and its noun: "68% trên tổng số 900 thủ tục"."""
        whole = next((n for n in self.numbers if n.is_denominator and n.start == end), None)
        if whole is None or not any(n.unit == "percent" and start - n.end in (0, 1) for n in self.numbers):
            return end
        nouns = [c.end for c in self.all_cues if c.start - whole.end in (0, 1) and "noun" in c.features]
        return nouns[0] if nouns else end

    def _opens_clause(self, position: int) -> bool:
        """Whether nothing but a time or an agency stands before a place in its clause."""
        before = _OPENING.search(self.folded[:position])
        return before is not None or (
            self.folded[:position].rstrip().endswith(",") and self.is_empty_before(position)
        )

    def is_empty_before(self, position: int) -> bool:
        """Whether a sentence begins with names alone up to a place."""
        return (
            not any(n.start < position for n in self.numbers)
            and not any(cue.features and cue.start < position for cue in self.all_cues)
            and any(end <= position for _, end in self.names)
        )

    @cached_property
    def cues(self) -> list[Cue]:
        """The cues outside denominators."""
        return [cue for cue in self.all_cues if not any(a <= cue.start < b for a, b in self.denominators)]

    @cached_property
    def breaks(self) -> list[int]:
        """Where segments end."""
        return [boundary.start for boundary in self.boundaries]

    @cached_property
    def timings(self) -> frozenset[str]:
        """Every timing that the sentence speaks of."""
        return frozenset(cue.features["timing"] for cue in self.all_cues if "timing" in cue.features)

    def before(self, number: Number, length: int) -> str:
        """The text of that length right before a figure."""
        return self.folded[max(0, number.start - length) : number.start]

    def end(self, number: Number) -> int:
        """End of a figure with its denominator."""
        if number.denominator is None:
            return number.end
        return next((n.end for n in self.numbers if n.start > number.start and n.is_denominator), number.end)

    def after(self, number: Number, claim_end: int) -> list[Cue]:
        """Cues after a figure that are its own."""
        return [cue for cue in self.cues if number.end <= cue.start < claim_end]

    def adjacent(self, number: Number, after: list[Cue]) -> Cue | None:
        """The cue that begins right after a figure."""
        return next((cue for cue in after if cue.start - self.end(number) <= 1), None)

    def claim_end(self, index: int, segment_end: int) -> int:
        """End of the words after figure `index` that are its own: its segment's end, or the next verb."""
        number = self.numbers[index]
        following = next((n for n in self.numbers[index + 1 :] if not n.is_denominator), None)
        if following is None or following.start >= segment_end:
            return segment_end
        end = self.end(number)
        for cue in self.cues:
            is_next = end <= cue.start < following.start
            if is_next and end == self.end(number) and self._tells_anew(number, cue):
                break
            if is_next and self.folded[end : cue.start].strip() in ("", "được", "đã"):
                is_verb = cue.features.keys() & {"status", "action", "stage", "head"}
                is_own = cue.text.startswith(_PASSIVE) or self._is_all_of(number, cue)
                if end > self.end(number) and is_verb and not is_own:
                    break
                end = cue.end
        return end

    def _is_all_of(self, number: Number, cue: Cue) -> bool:
        """Whether a verb tells what a whole counts: "trong số 900 hồ sơ tiếp nhận có 700 hồ sơ …"."""
        is_whole = _OF_ALL.search(self.folded, max(0, number.start - 24), number.start) is not None
        return is_whole and _HAS.match(self.folded, cue.end) is not None

    def _tells_anew(self, number: Number, cue: Cue) -> bool:
        """Whether a verb after a bare figure that has its own verb begins the next figure's words."""
        if "noun" in cue.features or "status" not in cue.features:
            return False
        return any(
            "status" in c.features and self.is_linked(number, c.end)
            for c in self.cues
            if c.end <= number.start
        )

    def noun_is_open(self, number: Number, adjacent: Cue | None) -> bool:
        """Whether no word of another subject follows a figure ("203 chỉ tiêu biên chế")."""
        if adjacent is not None:
            return True
        if any(start - number.end in (0, 1) for start, _ in (*self.denominators, *self.names)):
            return True
        word = _WORD.match(self.folded, self.end(number))
        if word is not None and _AS_SET.match(self.folded, word.start(1)):
            return True
        return word is None or self.measures.may_follow(word[1])

    def is_example(self, number: Number) -> bool:
        """Whether a figure stands in brackets after a thing that is no agency: "khuyến mại (9.246 hồ sơ)"."""
        opening = next((b for b in reversed(self.boundaries) if b.end <= number.start), None)
        if opening is None or opening.kind != "open" or self.folded[opening.end : number.start].strip(_NEAR):
            return False
        spans = [(cue.start, cue.end) for cue in self.all_cues if cue.features] + self.names
        spans += [(n.start, n.end) for n in self.numbers] + [(b.start, b.end) for b in self.boundaries]
        told = max((end for _, end in spans if end <= opening.start), default=0)
        thing = self.folded[told : opening.start].strip()
        return len(thing) > _SHORTEST_THING and not self.measures.is_linking(thing)

    def follows_plan(self, number: Number) -> bool:
        """Whether a plan's approval was told last before a figure, and not its execution."""
        told = [
            cue.features["stage"]
            for cue in self.all_cues
            if cue.end <= number.start and "stage" in cue.features
        ]
        return bool(told) and told[-1] == "approved"

    def names_end_at(self, position: int) -> bool:
        """Whether an agency is named right before a place."""
        return any(end <= position and not self.folded[end:position].strip() for _, end in self.names)

    def is_linked(self, number: Number, start: int, ignored: re.Pattern[str] | None = None) -> bool:
        """Whether only linking words lie between `start`, or the last segment end after it, and a figure."""
        cut = max(
            (b.end for b in self.boundaries if start <= b.start and b.end <= number.start), default=start
        )
        text = self.without_names(cut, number.start)
        return self.measures.is_linking(ignored.sub(" ", text) if ignored else text)

    def without_names(self, start: int, end: int) -> str:
        """The text between two places without agencies and periods."""
        text = self.folded[start:end]
        for name_start, name_end in reversed(self.names):
            if start <= name_start and name_end <= end:
                text = text[: name_start - start] + " " + text[name_end - start :]
        return text
