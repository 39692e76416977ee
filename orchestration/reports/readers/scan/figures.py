"""Figures in a picture: read several times in different ways, sure only where the readings agree.

A letter that looks like a digit is never taken for one. Not here: which cells there are (`cell_text`).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from orchestration.reports.readers.scan.cleaning import WHITE, ink_of
from orchestration.reports.readers.scan.tesseract import LINE, recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from orchestration.reports.readers.scan.tesseract import Word

    Picture = NDArray[np.uint8]

DOUBTFUL = 0.5
"""Figures that the readings do not confirm get no more confidence than this."""
_AGREE = 3
"""Of four readings by two models: two of one model alone repeat its slips."""
_MARGIN = 14
_LIKE_DIGITS = re.compile(r"[\dOoQDIl|iSBZGq@]")
_MARKS = re.compile(r"[\s.,%()+\-–—/:®Œ{}]")
_NUMBER = re.compile(r"[(+\-–]?\d[\d.,/]*%?\)?")
_ROMAN = re.compile(r"[IVX]{1,5}\.?")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")
_SHORT = 3
_DUST = 6
_TALL, _JOINED = 0.7, 0.95
"""Of the height of a digit: what is higher is one, what is wider is two that touch."""
_BELOW_THE_LINE = 0.12
"""Of the height of a digit: a comma reaches that far under the foot of the digits, a point does not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture says, and 0 to 1 how sure that is."""

    text: str
    confidence: float


def reading_of(words: Sequence[Word]) -> Reading:
    """One reading of words; its confidence is between the mean and the least of theirs."""
    if not words:
        return Reading("", 0.0)
    sure = [word.confidence for word in words]
    return Reading(" ".join(word.text for word in words), (sum(sure) / len(sure) + min(sure)) / 2)


def is_figure(text: str) -> bool:
    """Whether a text is a number, or would be one if some letters were the digits they resemble."""
    bare = _MARKS.sub("", text)
    return not bare or len(_LIKE_DIGITS.findall(bare)) * 2 > len(bare)


def may_be_figure(text: str) -> bool:
    """Whether a text in a column of figures is short enough to be one that was misread."""
    return len(_MARKS.sub("", text)) <= _SHORT


def read_again(pictures: Sequence[Picture], first: Sequence[Reading]) -> list[Reading]:
    """The readings of single-line pictures, each confirmed or put in doubt by three more."""
    ways = ([framed(picture) for picture in pictures], *(
        [change(framed(picture)) for picture in pictures] for change in (softened, bilevel)
    ))  # fmt: skip
    others = [[reading_of(words) for words in recognise(way, LINE, "eng")] for way in ways]
    return [
        confirm(picture, readings)
        for picture, readings in zip(pictures, zip(first, *others, strict=True), strict=True)
    ]


def confirm(picture: Picture, readings: Sequence[Reading]) -> Reading:
    """The reading on which most agree.

    It is doubtful where fewer than three do, where it is no plain number, or where the picture shows other
    points and commas, or more digits. Blanks in it are not compared: they are gaps, wide or narrow.
    """
    texts = [_compact(reading.text) for reading in readings]
    if _ROMAN.fullmatch(texts[0]) and texts.count(texts[0]) >= _AGREE:
        return readings[0]
    votes = Counter(text for text in texts if _NUMBER.fullmatch(text))
    if not votes:
        best = max(readings, key=lambda reading: (bool(reading.text), reading.confidence))
        return Reading(best.text, min(best.confidence, DOUBTFUL))
    text, count = max(votes.items(), key=lambda vote: (vote[1], -texts.index(vote[0])))
    agreeing = [reading for reading, own in zip(readings, texts, strict=True) if own == text]
    confidence = max(reading.confidence for reading in agreeing)
    if count < _AGREE or not _is_drawn(picture, text):
        confidence = min(confidence, DOUBTFUL)
    grouped = next((reading.text for reading in agreeing if _GROUPED.fullmatch(reading.text)), text)
    return Reading(grouped, confidence)


def framed(picture: Picture) -> Picture:
    """The picture with a white margin, which recognition needs."""
    frame = (_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return np.asarray(
        cv2.copyMakeBorder(picture, *frame, cv2.BORDER_CONSTANT, value=(WHITE,)), dtype=np.uint8
    )


def softened(picture: Picture) -> Picture:
    """The picture slightly out of focus: ragged edges become smooth."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1), dtype=np.uint8)


def bilevel(picture: Picture) -> Picture:
    """The picture in black and white."""
    return ((1 - ink_of(np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), dtype=np.uint8))) * WHITE).astype(
        np.uint8
    )


def _compact(text: str) -> str:
    return text.replace(" ", "")


def _is_drawn(picture: Picture, text: str) -> bool:
    """Whether the picture shows the text's points and commas in their order, and no digit more than it has.

    Where shapes run into each other they cannot be told, and the readings must do.
    """
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink_of(picture, 160))
    shapes = sorted((int(s[0]), int(s[1]), int(s[2]), int(s[3])) for s in stats[1:] if s[4] >= _DUST)
    digit = max((height for _, _, _, height in shapes), default=0)
    tall = [shape for shape in shapes if shape[3] > _TALL * digit]
    expected = sum(character not in ".,+-–" for character in text)
    is_joined = any(width > _JOINED * digit for _, _, width, _ in tall)
    if "%" not in text and (len(tall) > expected or (is_joined and len(tall) == expected)):
        return False
    foot = float(np.median([top + height for _, top, _, height in tall])) if tall else 0.0
    small = [
        top + height
        for _, top, _, height in shapes
        if height < digit / 2 and top + height > foot - (1 - _TALL) * digit
    ]
    marks = [character == "," for character in text if character in ".,"]
    if len(small) != len(marks):
        return len(tall) < expected
    return [end > foot + _BELOW_THE_LINE * digit for end in small] == marks
