"""Candidates of a sentence that are one owner together: layers, and a unit with the place it lies in.

Belongs here: what stands next to each other. Not here: finding candidates (`subjects`), choosing (`owners`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.reports.narrative.subject import Subject

_WITHIN = re.compile(r" ?(?:của|thuộc|trên địa bàn|tại|ở|trong)?(?: toàn)?(?: tỉnh| thành phố| tp\.?)? ?")


def joined(subjects: list[Subject], folded: str) -> list[Subject]:
    """Layers said together, and the province they lie in, as one subject.

    "các xã, phường của tỉnh X" is the layer of that province, "cấp huyện, 12 huyện" that layer.
    Departments and communes in one breath are the whole province, districts with their communes the
    districts; of two other layers together no agency is known.
    """
    kept: list[Subject] = []
    layers: set[str] = set()
    for subject in subjects:
        last = kept[-1] if kept else None
        between = folded[last.end : subject.start] if last else ""
        if (last and layers and subject.level == "province" and _WITHIN.fullmatch(between)) or (
            last and layers and subject.kind == "group" and _THAT_IS.fullmatch(between)
        ):
            kept[-1] = replace(last, end=subject.end)
        elif last and (
            _lies_in(last, subject, between)
            or (layers and subject.kind == "self" and between.strip() == "," and _heads(last, folded))
        ):
            continue
        elif (
            last
            and _are_one_district(last, subject)
            and _WITHIN.fullmatch(between)
            and subject.kind == "self"
        ):
            kept[-1] = replace(last, end=subject.end)
        elif last and _are_one_district(last, subject) and _AND.fullmatch(between):
            kept[-1] = replace(
                last if "/" not in (last.code or "") else subject, start=last.start, end=subject.end
            )
        elif last and layers and _is_layer(subject) and _AND.fullmatch(between):
            layers.add(subject.code or "")
            kept[-1] = _together(
                replace(last, end=subject.end, name=folded[last.start : subject.end]), layers
            )
        else:
            layers = {subject.code or ""} if _is_layer(subject) else set()
            kept.append(subject)
    return kept


def _lies_in(unit: Subject, place: Subject, between: str) -> bool:
    """Whether a name only says where the unit before it lies: "huyện Phú Bình, tỉnh Thái Nguyên"."""
    single = (unit.code or "/", place.code or "/")
    if any("/" in code or ":" not in code for code in single) or not unit.level or not place.level:
        return False
    order = ("agency", "commune", "district", "province")
    known = unit.level in order[:3] and place.level in order[2:]
    return (
        known and order.index(unit.level) < order.index(place.level) and _LIES.fullmatch(between) is not None
    )


def _heads(layer: Subject, folded: str) -> bool:
    """Whether a layer opens its sentence as what it is about: "Với cấp xã, toàn tỉnh …"."""
    return _HEADED.fullmatch(folded, 0, layer.start) is not None


_HEADED = re.compile(r"\W*(?:còn |riêng )?(?:với|đối với|ở|tại|riêng|về) (?:các |khối )?(?:ubnd )?")
_LIES = re.compile(r"\s*(?:,|\(|-|–|của|thuộc)?\s*(?:tỉnh|thành phố|tp\.?|huyện|thị xã)?\s*")


def _are_one_district(one: Subject, other: Subject) -> bool:
    """Whether a district and its communes are named together: they are the whole district."""
    codes = sorted((one.code or "", other.code or ""))
    return codes[0].startswith("district:") and codes[1] == f"{codes[0]}/communes"


def _together(said: Subject, layers: set[str]) -> Subject:
    if len(layers) == 1:
        return said
    province = next(iter(layers)).partition("/")[0]
    if {f"{province}/departments", f"{province}/communes"} <= layers:
        return replace(said, kind="agency", code=province, level="province")
    if f"{province}/districts" in layers and len(layers) == 2 and f"{province}/communes" in layers:
        return replace(said, kind="agency", code=f"{province}/districts", level="district")
    return replace(said, kind="unknown", code=None, level=None)


_AND = re.compile(r"\s*(?:,|và|, và|đến|tới)\s*(?:ubnd )?(?:các )?")
_THAT_IS = re.compile(r"\s*(?:,|\(|gồm|của)\s*")


def _is_layer(subject: Subject) -> bool:
    return subject.code is not None and subject.code.startswith("province:") and "/" in subject.code
