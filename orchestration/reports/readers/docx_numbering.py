"""The numbers that Word prints before the paragraphs of a list, which their text does not hold.

The ordinals of a form ("STT") are often such numbers. Not here: which paragraphs are list items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestration.reports.readers.docx_package import W, value

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 9_999


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    """A list: its levels, and the name of the counters that it shares with the lists of its kind."""

    levels: dict[int, _Level]
    counters: str
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through the lists of one document; to be asked in reading order, once a paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._seen: set[str] = set()
        if root is not None:
            self._read(root)

    def label(self, number_id: str, level: int) -> str | None:
        """The label of the next item, such as "1.2."; "" for a bullet, `None` where there is no list."""
        listed = self._lists.get(number_id)
        own = listed.levels.get(level) if listed else None
        if listed is None or own is None or not 0 <= level < _LEVELS:
            return None
        counts = self._counts.setdefault(listed.counters, [None] * _LEVELS)
        if number_id not in self._seen:
            self._seen.add(number_id)
            for restarted in listed.restarts:
                counts[restarted] = None
        before = counts[level]
        start = listed.restarts.get(level, own.start)
        counts[level] = start if before is None else min(before + 1, _LARGEST)
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if own.form == "bullet":
            return ""
        return _PLACE.sub(lambda match: self._printed(listed, counts, int(match[1]) - 1), own.text).strip()

    @staticmethod
    def _printed(listed: _List, counts: list[int | None], level: int) -> str:
        shown = listed.levels.get(level)
        if shown is None:
            return ""
        count = counts[level]
        return _count(shown.start if count is None else count, shown.form)

    def _read(self, root: etree._Element) -> None:
        kinds = {
            node.get(f"{W}abstractNumId", ""): {
                depth: level for child in node.iter(f"{W}lvl") for depth, level in (_level(child),)
            }
            for node in root.iter(f"{W}abstractNum")
        }
        for node in root.iter(f"{W}num"):
            kind = value(node, f"{W}abstractNumId") or ""
            levels = dict(kinds.get(kind, {}))
            restarts = {}
            for override in node.iter(f"{W}lvlOverride"):
                depth = _whole(override.get(f"{W}ilvl"), 0)
                start = value(override, f"{W}startOverride")
                if start is not None and depth < _LEVELS:
                    restarts[depth] = _whole(start, 1)
                levels.update(_level(child) for child in override.iter(f"{W}lvl"))
            self._lists[node.get(f"{W}numId", "")] = _List(levels, kind, restarts)


def _level(node: etree._Element) -> tuple[int, _Level]:
    form = value(node, f"{W}numFmt") or "decimal"
    start = _whole(value(node, f"{W}start"), 0)
    return _whole(node.get(f"{W}ilvl"), 0), _Level(form, value(node, f"{W}lvlText") or "", start)


def _whole(text: str | None, default: int) -> int:
    return min(int(text), _LARGEST) if text and text.isascii() and text.isdigit() else default


def _count(number: int, form: str) -> str:
    if form in {"none", "bullet"}:
        return ""
    if form.endswith("Roman"):
        roman = _roman(number)
        return roman.upper() if form.startswith("upper") else roman
    if form.endswith("Letter") and number > 0:
        # after z come aa, bb, cc
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for worth, sign in _ROMAN + _ROMAN_ONES:
        times, number = divmod(number, worth)
        letters += sign * times
    return letters
