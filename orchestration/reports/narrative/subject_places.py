"""Where a candidate lies: layers inside a district or a city, and whom "the province" means.

Belongs here: questions about one place and the words for it. Not here: finding candidates (`subjects`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.catalogue.agencies import Agency, Mention
    from orchestration.reports.narrative.subject import Subject


def is_layer_of(place: Agency | None, said: str) -> bool:
    """Whether a province has the layer: "cấp thành phố" are the departments of a centrally run city alone."""
    return "cấp thành phố" not in said or (place is not None and place.is_city)


def inside_unit(said: Subject, layer: str, unit: Agency | None) -> Subject:
    """A layer in a text about one unit: "cấp huyện" is a district itself, "cấp xã" its communes or itself."""
    if unit is not None and unit.level == "commune" and layer == "communes":
        return replace(said, kind="self", code=unit.code, level="commune")
    if unit is None or layer == "departments" or not unit.code.startswith("district:"):
        return said
    if layer == "districts":
        return replace(said, kind="self", code=unit.code, level="district")
    return replace(said, kind="agency", code=f"{unit.code}/communes", level="commune")


def meant_by(said: str, own: Agency | None, place: Agency | None) -> Agency | None:
    """Whom "the province" or "the district" means, where the text is about another level."""
    if own is None:
        return None
    if "tỉnh" in said and own.level in ("agency", "district", "commune"):
        return place
    if own.level == "province" and _LOWER.search(said):
        return None
    return own


# "qua cổng dịch vụ công của tỉnh": the province runs the system, its figures are those of whoever used it.
SYSTEM_BEFORE = re.compile(r"\b(?:qua|trên|vào|lên|từ) (?:cổng|hệ thống|phần mềm|trang|nền tảng)\b[^,.;()]*$")
_LOWER = re.compile(r"\b(?:huyện|quận|thị xã|xã|phường)\b")


def single_province(mentions: list[Mention]) -> Agency | None:
    """The one province that a sentence names, in which its layers and departments lie."""
    named = {
        m.agency.code: m.agency for m in mentions if m.agency.level == "province" and ":" in m.agency.code
    }
    return next(iter(named.values())) if len(named) == 1 else None


def is_new_sentence(name: str, code: str, folded: str, end: int) -> bool:
    """Whether a dotted type word and one capital end a sentence: "… của TP. Tiếp nhận đúng hạn …"."""
    kind, _, rest = name.partition(".")
    is_unknown = code.startswith("agency:") and bool(kind) and " " not in rest.strip()
    return bool(rest) and is_unknown and _GOES_ON.match(folded, end) is not None


_GOES_ON = re.compile(r" [^\W\d]")
