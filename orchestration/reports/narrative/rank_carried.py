"""The part of an index that a sentence before has spoken of, and what it holds for.

Belongs here: a part carried from sentence to sentence of a paragraph. Does not belong here: parts named in
the sentence of the figure itself (`rank_parts`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.narrative.rank_view import About

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orchestration.reports.narrative.indices import Index
    from orchestration.reports.narrative.ranked import Ranked
    from orchestration.reports.narrative.sentences import Sentence

UNKNOWN = ""
"""A part was spoken of that is none we know, or several were."""
_ONE_PART = re.compile(
    r"(?<!các )(?<!những )(?<!nhiều )(?<!hai )(?<!ba )(?<!số )(?<!\d )"
    r"\b(?:chỉ số (?:thành phần|nhánh|con)|trụ cột)\b"
)
_OTHERS_TOO = re.compile(r"\W*(?:một số|các|những|nhiều) (?:tỉnh|địa phương|thành phố|bộ|đơn vị) khác\b")
_THIS_PART = re.compile(r"\b(?:chỉ số thành phần|lĩnh vực|nội dung|trụ cột|tiêu chí|thành phần) (?:này|đó)\b")


def part_after(sentence: Sentence, index: Index | None, before: str | None, told: str | None) -> str | None:
    """The part that holds from a sentence on: None for the whole index; `told` is the one last told of."""
    marker = next(_ONE_PART.finditer(sentence.folded), None)
    if marker is None or index is None:
        return None if sentence.indices else before
    if _THIS_PART.match(sentence.folded, marker.start()):
        return before or told or UNKNOWN
    named = {slug for slug, pattern in index.parts if pattern.search(sentence.folded, marker.end())}
    return named.pop() if len(named) == 1 else UNKNOWN


def speaks_of_part(sentence: Sentence) -> bool:
    """Whether a sentence is about a part, so that those after it in the paragraph are."""
    return _ONE_PART.search(sentence.folded) is not None or _goes_on(sentence)


def _goes_on(sentence: Sentence) -> bool:
    return bool(_THIS_PART.search(sentence.folded) or _OTHERS_TOO.match(sentence.folded))


def of_part(ranked: Iterable[Ranked], sentence: Sentence, part: str | None, *, holds: bool) -> list[Ranked]:
    """The values with the part that was spoken of; without those of a part that is not known.

    Where it does not hold, only a sentence that says "this part", or "other provinces", goes on with it.
    """
    if part is None or not (holds or _goes_on(sentence)):
        return list(ranked)
    held = []
    for item in ranked:
        if item.about.mention is not None or item.about.part is not None:
            held.append(item)
        elif part:
            held.append(replace(item, about=About(item.index, None, part)))
    return held
