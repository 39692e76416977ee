"""What is done to the things counted: plans carried out, cuts that a plan foresees, what no dossier can have.

Belongs here: completing what a clause says was done. Does not belong here: which count that gives (`counts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orchestration.reports.narrative.measures import CARRIED_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orchestration.reports.narrative.numbers import Number
    from orchestration.reports.narrative.view import View

CUTS = frozenset({"cut", "abolish"})
_OF_PROCEDURES = frozenset({"owned", "in_force", "review", "announce"})
"""What is said of procedures and changes nothing in dossiers: "12 hồ sơ thuộc thẩm quyền của huyện"."""


def complete_deed(
    view: View, features: dict[str, str], noun: str | None, number: Number, inherited: Mapping[str, str]
) -> None:
    """Drop what is said of procedures alone from dossiers; add the plan that cuts were told to be of.

    What is carried out is what was told to be planned: "phải phân cấp 36 TTHC; đã thực thi 11 TTHC".
    """
    if features.get("stage") == CARRIED_OUT and "action" not in features and "action" in inherited:
        features["action"] = inherited["action"]
    if noun == "dossier" and features.get("action") in _OF_PROCEDURES:
        del features["action"]
    if "stage" not in features and features.get("action") in CUTS and view.follows_plan(number):
        features["stage"] = "approved"
