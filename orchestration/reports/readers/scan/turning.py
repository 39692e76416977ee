"""Turning a page upright: quarter turns by how letters stand together, then the slant of the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from orchestration.reports.readers.scan.cleaning import WHITE, ink_of
from orchestration.reports.readers.scan.tesseract import LINE, recognise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

_STEEPEST = 5.0
_SAMPLES = 12
_SURELY_UPRIGHT = 0.8
_LETTER = (12, 60)
"""Pixels of the height of letters at 300 dpi, from small print to titles."""


def upright(grey: Picture, stains: Picture) -> tuple[Picture, Picture]:
    """The page turned and straightened, and its stains with it."""
    if _is_sideways(grey):
        grey, stains = _turned(grey, 1), _turned(stains, 1)
    angle = _skew(grey)
    grey, stains = _rotated(grey, angle, WHITE), _rotated(stains, angle, 0)
    words = _word_boxes(grey)
    confidence = _legibility(grey, words)
    if words and confidence < _SURELY_UPRIGHT:
        flipped = _turned(grey, 2)
        if _legibility(flipped, _word_boxes(flipped)) > confidence:
            return flipped, _turned(stains, 2)
    return grey, stains


def _turned(picture: Picture, quarters: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, quarters))


def _rotated(picture: Picture, angle: float, background: int) -> Picture:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return np.asarray(
        cv2.warpAffine(
            picture,
            turn,
            (width, height),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(background,),
        ),
        dtype=np.uint8,
    )


def _letters(grey: Picture) -> Picture:
    """The ink of shapes as large as letters, without rules, stamps and dust."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink_of(grey))
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    longest = np.maximum(width, height)
    is_letter = (longest >= _LETTER[0]) & (longest <= _LETTER[1])
    is_letter[0] = False
    return np.asarray(is_letter[labels], dtype=np.uint8)


def _is_sideways(grey: Picture) -> bool:
    """Whether letters stand closer to each other up and down than left and right."""
    letters = _letters(grey)
    across, _ = cv2.connectedComponents(cv2.dilate(letters, np.ones((1, 13), np.uint8)))
    down, _ = cv2.connectedComponents(cv2.dilate(letters, np.ones((13, 1), np.uint8)))
    return down < across


def _skew(grey: Picture) -> float:
    """Degrees to turn by, counter-clockwise, between -5 and 5: where lines are sharpest against gaps."""
    factor = 1200 / max(grey.shape)
    small = cv2.resize(WHITE - grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    best = 0.0
    for step, reach in ((0.5, _STEEPEST), (0.1, 0.4), (0.03, 0.09)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(small, float(angle))))
    return best


def _sharpness(small: cv2.typing.MatLike, angle: float) -> float:
    height, width = small.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    profile = cv2.warpAffine(small, turn, (width, height), flags=cv2.INTER_LINEAR).sum(
        axis=1, dtype=np.float64
    )
    return float(np.square(np.diff(profile)).sum())


def _word_boxes(grey: Picture) -> list[tuple[int, int, int, int]]:
    """Places of the widest single words (left, top, width, height), at most twelve."""
    joined = cv2.dilate(_letters(grey), np.ones((3, 15), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [
        (int(left), int(top), int(width), int(height))
        for left, top, width, height, _ in stats[1:]
        if _LETTER[0] < height <= 1.5 * _LETTER[1] and 2 * height < width < 12 * height
    ]
    return sorted(boxes, key=lambda box: -box[2])[:_SAMPLES]


def _legibility(grey: Picture, boxes: list[tuple[int, int, int, int]]) -> float:
    """The mean confidence, 0 to 1, with which a sample of words is recognised."""
    samples = [
        cv2.copyMakeBorder(
            grey[max(top - 12, 0) : top + height + 12, left : left + width],
            10, 10, 10, 10, cv2.BORDER_CONSTANT, value=(WHITE,),
        ).astype(np.uint8)
        for left, top, width, height in boxes
    ]  # fmt: skip
    words = [word for sample in recognise(samples, LINE) for word in sample]
    return sum(word.confidence for word in words) / len(words) if words else 0.0
