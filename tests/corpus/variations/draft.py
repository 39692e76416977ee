"""A text being put together: sentences with the labels that they carry.

Not here: which sentences there are (`counts`, `rates`, `places`, `asides`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.seeds import rows
from tests.corpus.cases import Observation

if TYPE_CHECKING:
    from tests.corpus.variations.figures import Figure

UNITS = {row["indicator_code"]: row["unit"] for row in rows("indicators")}


@dataclass
class Draft:
    """Whose figures of when a sentence tells, its words, and what must be read from it."""

    topic: str
    level: str
    agency: str = ""
    period: str = ""
    sentence: str = ""
    labels: list[Observation] = field(default_factory=list)

    def says(
        self, indicator: str, figure: Figure, kind: str = "actual", agency: str = "", period: str = ""
    ) -> str:
        """Note a figure of one of the indicators, and give its words."""
        unit = UNITS[indicator]
        if kind == "comparison" and unit == "percent":
            unit = "percentage_point"
        self.note(indicator, figure, unit, kind, agency, period)
        return figure.text

    def note(
        self,
        indicator: str,
        figure: Figure,
        unit: str,
        kind: str = "actual",
        agency: str = "",
        period: str = "",
    ) -> None:
        """Note a figure whose unit its indicator does not tell."""
        self.labels.append(
            Observation(
                indicator, agency or self.agency, float(figure.value), unit, kind, period or self.period
            )
        )
