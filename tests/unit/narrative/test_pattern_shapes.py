"""No pattern of the reader can take a time that doubles with every word of a text.

Every compiled pattern and every phrase that the reader's modules hold is looked at: a repetition without
end whose body is nothing but another such repetition, and things that may be left out, can split one run of
words in exponentially many ways.
"""

import functools
import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

import orchestration.reports
from orchestration.reports.narrative.indices import YEAR_AFTER
from orchestration.reports.narrative.phrases import Phrases
from orchestration.reports.reading import read_report

_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT)
_MANY = 12
_TEXT = "Năm 2023, tỉnh Hà Nam nhận 12.345 hồ sơ, xếp thứ 9/63 về PAR INDEX; huyện A đạt 95%. Phấn đấu 98%."


def is_explosive(pattern: str) -> bool:
    return _explodes(_parser.parse(pattern))


def _explodes(items: Any) -> bool:
    for kind, value in items:
        if kind in _REPEATS and value[1] > _MANY and _is_repetition(value[2]):
            return True
        if any(map(_explodes, _inside(value))):
            return True
    return False


def _is_repetition(items: Any) -> bool:
    """Whether a sequence can be one repetition without end, and nothing else."""
    needed = [(kind, value) for kind, value in items if not _may_be_empty(kind, value)]
    if len(needed) != 1:
        return False
    kind, value = needed[0]
    if kind in _REPEATS:
        return bool(value[1] > _MANY)
    return any(map(_is_repetition, _inside(value))) if kind in (code.SUBPATTERN, code.BRANCH) else False


def _may_be_empty(kind: Any, value: Any) -> bool:
    if kind in _REPEATS:
        return bool(value[0] == 0)
    return kind in (code.AT, code.ASSERT, code.ASSERT_NOT)


def _inside(value: Any) -> Iterator[Any]:
    """The sequences inside an item."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _inside(part)


def held_patterns() -> set[str]:
    """All that the modules of the reader hold, as far down as their own objects and containers go."""
    names = [m.name for m in pkgutil.walk_packages(orchestration.reports.__path__, "orchestration.reports.")]
    found: set[str] = set()
    seen: set[int] = set()
    waiting: list[object] = [vars(importlib.import_module(name)) for name in names]
    while waiting:
        held = waiting.pop()
        if id(held) in seen:
            continue
        seen.add(id(held))
        if isinstance(held, re.Pattern) and isinstance(held.pattern, str):
            found.add(held.pattern)
        if isinstance(held, Phrases):
            found.update(held._patterns)
        if _is_looked_into(held):
            waiting += gc.get_referents(held)
    return found


def _is_looked_into(held: object) -> bool:
    if isinstance(held, ModuleType | type):
        return False
    is_container = isinstance(held, dict | list | tuple | set | frozenset | functools._lru_cache_wrapper)
    return is_container or type(held).__module__.startswith("orchestration.")


def test_no_pattern_repeats_a_repetition() -> None:
    read_report(_TEXT.encode(), "text.txt")
    patterns = held_patterns()
    assert YEAR_AFTER.pattern in patterns
    assert len(patterns) > 1_000
    assert [pattern for pattern in patterns if is_explosive(pattern)] == []


@pytest.mark.parametrize("pattern", [r"(?:\w+[ -]?)+\)", r"((a|\w+) ?)*x", r"(?: ?(?:\w+))+"])
def test_a_repeated_repetition_is_seen(pattern: str) -> None:
    assert is_explosive(pattern)


@pytest.mark.parametrize("pattern", [r"(?: \w+)+", r"(?:/\d+)*", r"(?:\w+ ){0,6}", r"\w+(?:, \w+)*"])
def test_words_between_blanks_are_no_repeated_repetition(pattern: str) -> None:
    assert not is_explosive(pattern)


def test_a_long_bracket_after_the_name_of_an_index_is_passed_over() -> None:
    bracket = "chỉ số hiệu quả quản trị và hành chính công cấp tỉnh do người dân đánh giá " * 3
    text = f"Tỉnh Hà Nam đứng thứ 5 về PAPI ({bracket}) và thứ 9/63 về PAR INDEX năm 2023."
    records = read_report(text.encode(), "text.txt").records
    assert {record.values["index_code"] for record in records} == {"PAPI", "PAR_INDEX"}
