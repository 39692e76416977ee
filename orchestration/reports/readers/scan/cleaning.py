"""A picture of a page as grey text on white at 300 dpi, without stamps, pen strokes, shadows and borders.

Not here: turning it upright (`turning`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    Picture = NDArray[np.uint8]

WHITE = 255
INK = 150
"""Darker than this is ink, on a page whose paper is white."""
_DPI = 300
_A4_INCHES = 11.69
_LONG_SIDES = (5.5, 24.0)
"""Inches of the long side of papers from A6 to A2; a resolution that means another size is not believed."""
_SCALES = (0.4, 4.0)
_SATURATED = 70
_BLACK, _COLOURED = 70, 170
"""Under a stamp: brightest channel of black ink, and of a stamp's or a pen's own ink."""
_STAMP_SIDE = 200
"""Pixels at 300 dpi (17 mm): a coloured shape that large is a stamp or a signature, never a word."""
_SPECK = 3


def clean(image: Image.Image) -> tuple[Picture, Picture]:
    """The page as a grey picture at 300 dpi, and 1 where a stamp or a pen stroke was taken off it, else 0."""
    colour = np.asarray(image.convert("RGB"))
    scale = _scale(image)
    grey, stains = _without_stamps(colour, scale)
    grey = _without_border(_flatten(_without_specks(grey)))
    size = (round(grey.shape[1] * scale), round(grey.shape[0] * scale))
    enlarge = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return (
        _picture(cv2.resize(grey, size, interpolation=enlarge)),
        _picture(cv2.resize(stains, size, interpolation=cv2.INTER_NEAREST)),
    )


def ink_of(grey: Picture, level: int = INK) -> Picture:
    """1 where there is ink, else 0."""
    return (grey < level).astype(np.uint8)


def _picture(array: object) -> Picture:
    return np.asarray(array, dtype=np.uint8)


def _scale(image: Image.Image) -> float:
    """What brings the picture to 300 dpi, by its own resolution, or as if it were a page of A4."""
    long_side = max(image.size)
    stated = float((image.info.get("dpi") or (0, 0))[0] or 0)
    is_believed = stated > 0 and _LONG_SIDES[0] <= long_side / stated <= _LONG_SIDES[1]
    dpi = stated if is_believed else long_side / _A4_INCHES
    return min(max(_DPI / dpi, _SCALES[0]), _SCALES[1])


def _without_stamps(colour: Picture, scale: float) -> tuple[Picture, Picture]:
    """Grey, where large coloured shapes show only what is black under them; and where these were.

    Coloured ink is light in one of its channels, black ink is dark in all.
    """
    grey = _picture(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY))
    brightest, darkest = colour.max(axis=2), colour.min(axis=2)
    coloured = ((brightest.astype(np.int16) - darkest) > _SATURATED).astype(np.uint8)
    if not coloured.any():
        return grey, np.zeros_like(grey)
    side = max(int(15 / scale), 3)
    joined = cv2.dilate(coloured, np.ones((side, side), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    limit = _STAMP_SIDE / scale
    is_stamp = (stats[:, cv2.CC_STAT_WIDTH] > limit) & (stats[:, cv2.CC_STAT_HEIGHT] > limit / 3)
    is_stamp[0] = False
    lifted = (brightest.astype(np.float32) - _BLACK) * WHITE / (_COLOURED - _BLACK)
    cleaned = np.where(is_stamp[labels], lifted.clip(0, WHITE).astype(np.uint8), grey)
    return cleaned, (is_stamp[labels] & (coloured > 0)).astype(np.uint8)


def _without_specks(grey: Picture) -> Picture:
    """Single dots of dust gone; a decimal point is larger."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink_of(grey), connectivity=8)
    if count < 2:
        return grey
    is_speck = stats[:, cv2.CC_STAT_AREA] <= _SPECK
    is_speck[0] = False
    return np.where(is_speck[labels], WHITE, grey).astype(np.uint8)


def _flatten(grey: Picture) -> Picture:
    """Even paper: each place is divided by the light of the paper around it."""
    small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    light = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    lifted = grey.astype(np.float32) * WHITE / np.maximum(light.astype(np.float32), 40)
    return lifted.clip(0, WHITE).astype(np.uint8)


def _without_border(grey: Picture) -> Picture:
    """White where a dark strip runs along an edge of the glass."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink_of(grey, 110), connectivity=4)
    height, width = grey.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    touches = (left <= 1) | (top <= 1) | (right >= width - 1) | (bottom >= height - 1)
    is_border = touches & (stats[:, cv2.CC_STAT_AREA] > (height + width) // 20)
    is_border[0] = False
    if not is_border.any():
        return grey
    border = cv2.dilate(is_border[labels].astype(np.uint8), np.ones((9, 9), np.uint8))
    return np.where(border > 0, WHITE, grey).astype(np.uint8)
