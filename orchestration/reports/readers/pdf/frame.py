"""Turning a page: places on the paper to places as a reader sees them, and back to nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of `width` by `height` points whose text runs at `angle` degrees (0, 90, 180, 270) on it."""

    width: float
    height: float
    angle: int = 0

    @property
    def shown_width(self) -> float:
        """The width as a reader sees the page."""
        return self.height if self.angle in {90, 270} else self.width

    @property
    def shown_height(self) -> float:
        """The height as a reader sees the page."""
        return self.width if self.angle in {90, 270} else self.height

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place as the reader sees it; both are measured from the upper left corner."""
        if self.angle == 90:
            return self.height - y, x
        if self.angle == 180:
            return self.width - x, self.height - y
        if self.angle == 270:
            return y, self.width - x
        return x, y

    def box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box as (left, top, right, bottom) as the reader sees it."""
        ax, ay = self.point(x0, top)
        bx, by = self.point(x1, bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
