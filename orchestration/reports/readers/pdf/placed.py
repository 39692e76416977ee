"""A table on one page, before tables of several pages are put together and get their numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """Text of a cell; `is_repeated` when it belongs to a merged cell that begins elsewhere."""

    text: str
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A full grid, and its place on the page in points; `edges` has one more entry than there are columns.

    `bands` are the upper and lower end of each row's text, in a table that is found without lines.
    """

    rows: tuple[tuple[PlacedCell, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    bands: tuple[tuple[float, float], ...] = ()

    @property
    def x0(self) -> float:
        """Left end."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right end."""
        return self.edges[-1]
