"""Which criterion a row of the annex is about, and which layer of the province.

Here: labels, units and headings against the catalogue. Not here: figures, agencies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orchestration.reports.forms.annex.outline import Node
    from orchestration.reports.forms.annex.phrases import Phrase
    from orchestration.reports.forms.annex.vocabulary import Criterion, Layer, Unit, Vocabulary

_CODES = re.compile(r"[^\W\d_]\s*=\s*\d|\b\d\s*=\s*[^\W\d_]")
_BRACKET = re.compile(r"\(([^()]{1,40})\)\s*:?\s*$")
_UNIT_AFTER_COMMA = re.compile(r"(?:[,:]|ĐVT\s*:?)\s*([^,:;]{1,25})$", re.IGNORECASE)
_BEFORE = 4
_BLOCK_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What the words of a row say; `is_loose` tells that its unit is not printed, or not known."""

    criterion: Criterion | None
    unit: Unit | None
    layer: Layer | None
    is_coded: bool
    is_loose: bool


class Teller:
    """Tells the rows of one annex, each once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        self._told: dict[Node, Told] = {}

    def tell(self, node: Node) -> Told:
        """The criterion, unit and layer of a row."""
        if node not in self._told:
            self._told[node] = self._read(node)
        return self._told[node]

    def _read(self, node: Node) -> Told:
        words, line = self._words, node.line
        key = words.key(node.label)
        printed = self._unit_text(node)
        unit = words.unit(printed)
        is_loose = unit is None and not words.says_no_unit(printed)
        layer = words.layer(key) or self._inherited_layer(node)
        is_coded = any(_CODES.search(text) for text in (node.label, line.unit, line.note))
        is_counted = unit is not None and unit.code != "percent"
        is_coded = is_coded or (not is_counted and _any(words.coded_answers, key))
        criterion = self._of_part(node, key, unit) or self._fitting(node, key, unit)
        return Told(criterion, unit, layer, is_coded, is_loose or unit is None)

    def _unit_text(self, node: Node) -> str:
        """The unit in its column, else after the label, else that of the row of which this is a part."""
        if node.line.unit.strip(" -–."):
            return node.line.unit
        for pattern in (_BRACKET, _UNIT_AFTER_COMMA):
            match = pattern.search(node.label)
            if match and self._words.unit(match[1]):
                return match[1]
        return "%" if node.label.rstrip().endswith("%") else ""

    def _inherited_layer(self, node: Node) -> Layer | None:
        """The layer of the nearest heading that names one and is no block heading."""
        for above in node.ancestors():
            is_block = above.depth <= _BLOCK_DEPTH and not any(cell.text for _, cell in above.line.figures)
            if not is_block and (layer := self._words.layer(self._words.key(above.label))):
                return layer
        return None

    def _of_part(self, node: Node, key: str, unit: Unit | None) -> Criterion | None:
        """The criterion of the row above, for a row that only names a layer of it ("trong đó: cấp xã")."""
        if node.parent is None or self._words.layer(key) is None:
            return None
        above = self.tell(node.parent).criterion
        said = set(self._words.key(node.parent.label).split()) | self._words.part_words
        if above is None or not set(key.split()) <= said:
            return None
        return above if unit is None or unit.code in above.printed_units else None

    def _fitting(self, node: Node, key: str, unit: Unit | None) -> Criterion | None:
        """Of the criteria that the label fits the first; of those that need a heading the nearest told."""
        fitting = [c for c in self._words.criteria if _fits(c, key, unit)]
        free = next((c for c in fitting if not c.within), None)
        bound = [
            (distance, c.order, c)
            for c in fitting
            if c.within and (distance := self._distance(node, key, c.within)) is not None
        ]
        nearest = min(bound)[2] if bound else None
        return min((c for c in (free, nearest) if c), key=lambda c: c.order, default=None)

    def _distance(self, node: Node, key: str, within: Sequence[Phrase]) -> int | None:
        """How far away a phrase is said: 0 is the row itself, then the rows before it, then those above."""
        before = [self._words.key(sibling.label) for sibling in node.earlier_siblings()[:_BEFORE]]
        above = [self._words.key(ancestor.label) for ancestor in node.ancestors()]
        keys = [key, *before, *above]
        return next((place for place, text in enumerate(keys) if _any(within, text)), None)


def _fits(criterion: Criterion, key: str, unit: Unit | None) -> bool:
    if unit is not None and unit.code not in criterion.printed_units:
        return False
    return _any(criterion.phrases, key) and not _any(criterion.never, key)


def _any(phrases: Sequence[Phrase], key: str) -> bool:
    return any(phrase.found_in(key) for phrase in phrases)
