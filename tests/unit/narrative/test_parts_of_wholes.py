"""Parts that tell no measure of their own (`wholes`, `parts_by_field`), and brackets around parts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.reports.narrative.clauses import Boundary, find_boundaries
from orchestration.reports.narrative.frames import State
from orchestration.reports.narrative.parts_by_field import is_part_by_field
from orchestration.reports.narrative.wholes import Wholes


def _sentence(folded: str, figures: list[str]) -> Any:
    numbers = [
        SimpleNamespace(start=folded.index(f), end=folded.index(f) + len(f), unit="plain") for f in figures
    ]
    return SimpleNamespace(folded=folded, numbers=numbers, boundaries=find_boundaries(folded, []))


@pytest.mark.parametrize(
    ("folded", "figures", "place", "expected"),
    [
        ("trong 26 thủ tục được đơn giản hóa, có 9 thủ tục thuộc lĩnh vực dược", ["26", "9"], 1, True),
        ("trong 26 thủ tục được đơn giản hóa, có 9 thủ tục thuộc lĩnh vực dược", ["26", "9"], 0, False),
        ("lĩnh vực đường thủy đơn giản hóa 13 thủ tục", ["13"], 0, True),
        ("trong lĩnh vực cải cách hành chính, tỉnh đơn giản hóa 13 thủ tục", ["13"], 0, False),
        ("công bố 7 thủ tục lĩnh vực đường bộ", ["7"], 0, False),
    ],
)
def test_a_part_by_field_is_nobodys_whole(
    folded: str, figures: list[str], place: int, expected: bool
) -> None:
    sentence = _sentence(folded, figures)
    item: Any = SimpleNamespace(indicator="procedures_simplified", number=sentence.numbers[place])
    assert is_part_by_field(sentence, item) is expected


def _told(sentence: Any, place: int, amount: float, named: int = -1, indicator: str = "x") -> Any:
    owner = SimpleNamespace(code="province:a", name=None)
    value = SimpleNamespace(indicator=indicator, owner=owner, timed=None, value=amount, kind="actual")
    return SimpleNamespace(number=sentence.numbers[place], features={}), value, named


def test_a_part_without_words_of_its_own_is_left() -> None:
    sentence = _sentence("có 90 thủ tục, trong đó 70 thủ tục về kinh doanh", ["90", "70"])
    found = [_told(sentence, 0, 90), _told(sentence, 1, 70)]
    assert Wholes().parts(sentence, found, goes_on=False) == {sentence.numbers[1].start}


def test_a_part_of_a_named_agency_is_its_own() -> None:
    sentence = _sentence("có 90 thủ tục, trong đó cấp xã 70 thủ tục", ["90", "70"])
    found = [_told(sentence, 0, 90), _told(sentence, 1, 70, named=sentence.folded.index("cấp xã"))]
    assert Wholes().parts(sentence, found, goes_on=False) == set()


def test_the_next_sentence_tells_parts_too() -> None:
    wholes = Wholes()
    first = _sentence("có 90 thủ tục", ["90"])
    assert wholes.parts(first, [_told(first, 0, 90)], goes_on=False) == set()
    then = _sentence("trong số này có 70 thủ tục ở hai cấp", ["70"])
    assert wholes.parts(then, [_told(then, 0, 70)], goes_on=True) == {then.numbers[0].start}


def test_a_closed_bracket_ends_the_parts_inside_it() -> None:
    state = State({"action": "in_force"}, None)
    for kind in ("open", "child", "close"):
        state.cross(Boundary(0, 1, kind))  # type: ignore[arg-type]
    assert (state.parents, state.base) == ([], {"action": "in_force"})


def test_what_is_not_included_opens_no_parts() -> None:
    kinds = [b.kind for b in find_boundaries("có 90 hồ sơ không bao gồm hồ sơ rút", [])]
    assert "child" not in kinds
