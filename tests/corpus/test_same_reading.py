"""What must not change what is read: order, names, numbers, Unicode form, the format of the file."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from orchestration.reports.catalogue.seeds import rows
from orchestration.reports.readers import read_document
from tests.corpus.cases import Case, Observation, document, read
from tests.corpus.formats import FORMATS
from tests.corpus.score import outcomes, varied

if TYPE_CHECKING:
    from collections.abc import Callable

    from orchestration.reports.document import Document

_ALIKE = (("Lai Châu", "lai-chau"), ("Sơn La", "son-la"), ("Nghệ An", "nghe-an"), ("Hà Tĩnh", "ha-tinh"))
"""Provinces that the merger left as they were, and whose names have no other meaning."""


@cache
def right() -> tuple[Case, ...]:
    """The tuned texts that are read right and hold something: a change must leave them so."""
    return tuple(outcome.case for outcome in outcomes("tuned") if outcome.is_right and outcome.case.expected)


def text_of(case: Case) -> str:
    """The words of a text without its title."""
    paragraphs = [paragraph.text for paragraph in case.document.paragraphs]
    return "\n".join(paragraphs[1:] if case.document.title else paragraphs)


def reread(case: Case, text: str) -> frozenset[Observation]:
    """What is found when a text says something else."""
    like = case.document
    return read(document(text, like.title, like.published_on, like.publisher))


@pytest.mark.parametrize("seed", range(12))
def test_texts_that_say_all_themselves_are_read_alike_in_any_company_and_order(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    alone = rng.sample([o.case for o in varied(300) if o.is_right and _stands_alone(o.case)], 4)
    together = frozenset().union(*(case.expected for case in alone))
    for order in (alone, alone[::-1], rng.sample(alone, 4)):
        texts = "\n".join(p.text for case in order for p in case.document.paragraphs)
        assert read(document(texts)) == together, [case.name for case in order]


def test_another_province_in_the_same_words_owns_the_same_figures() -> None:
    wrong, tried = [], 0
    for case in right():
        owner = _only_province(case)
        if owner is None or case.document.publisher:
            continue
        tried += 1
        name, unit = owner
        other, code = next(
            pair for pair in _ALIKE if pair[0] not in text_of(case) + (case.document.title or "")
        )
        swapped = reread(_renamed(case, name, other), re.sub(_word(name), other, text_of(case)))
        expected = {item._replace(agency=item.agency.replace(unit, code)) for item in case.expected}
        if swapped != expected:
            wrong.append((case.name, sorted(swapped ^ expected)))
    assert tried > 60
    assert wrong == []


def test_other_numbers_in_the_same_words_are_read_as_the_same_measures() -> None:
    wrong, tried = [], 0
    for case in right():
        text = text_of(case)
        if re.search("ngàn|nghìn|triệu", text):
            continue
        changed: dict[float, float] = {}
        for item in case.expected:
            printed = f"{item.value:,.0f}".replace(",", ".")
            if item.unit in ("percent", "rank", "points") or item.value < 1_000 or text.count(printed) != 1:
                continue
            changed[item.value] = item.value + 1
            text = text.replace(printed, f"{item.value + 1:,.0f}".replace(",", "."))
        if not changed:
            continue
        tried += 1
        expected = {item._replace(value=changed.get(item.value, item.value)) for item in case.expected}
        if (found := reread(case, text)) != expected:
            wrong.append((case.name, sorted(found ^ expected)))
    assert tried > 60
    assert wrong == []


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_the_same_words_in_another_format_are_read_alike(
    make: Callable[[list[str]], tuple[bytes, str]],
) -> None:
    wrong = []
    for case in right()[::6]:
        lines = [paragraph.text for paragraph in case.document.paragraphs]
        content, name = make(lines)
        if (found := read(_described(read_document(content, name), case))) != case.expected:
            wrong.append((case.name, sorted(found ^ case.expected)))
    assert wrong == []


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    for case in right()[::3]:
        lines = "\n".join(paragraph.text for paragraph in case.document.paragraphs)
        # Two lines more keep the text from passing for a table.
        content = unicodedata.normalize("NFD", f"{lines}\n\nHết.\n").encode()
        assert read(_described(read_document(content, "text.txt"), case)) == case.expected, case.name


def _stands_alone(case: Case) -> bool:
    """Whether each sentence tells results and says all itself, of the time before the mergers of 2025.

    Other sentences side by side are scored in the mixtures.
    """
    ends = [item.period[-10:] for item in case.expected]
    is_plain = case.topic not in ("rankings", "commitments") and "carried" not in case.traps
    return is_plain and bool(ends) and max(ends) < "2025-03-01"


def _described(read_from: Document, case: Case) -> Document:
    """The document with the date, title and publisher that the corpus states."""
    stated = case.document
    kind = stated.media_type if stated.publisher else read_from.media_type
    return replace(
        read_from,
        title=stated.title,
        published_on=stated.published_on,
        publisher=stated.publisher,
        media_type=kind,
    )


def _renamed(case: Case, name: str, other: str) -> Case:
    title = case.document.title
    return replace(case, document=replace(case.document, title=title and re.sub(_word(name), other, title)))


def _only_province(case: Case) -> tuple[str, str] | None:
    """Name and unit of the one province that owns all figures of a text."""
    owners = {item.agency for item in case.expected}
    units = {re.sub(r"^province:|/.*$", "", owner) for owner in owners}
    if len(units) != 1 or not all(owner.startswith("province:") for owner in owners):
        return None
    unit = units.pop()
    names = {row["name_vi"]: row for row in rows("provinces") if row["unit_id"] == unit}
    name, row = next(iter(names.items()))
    others = [
        r["name_vi"] for r in rows("provinces") if r["name_vi"] != name and r["name_vi"] in text_of(case)
    ]
    is_plain = row["unit_type"] == "tinh" and not others and re.search(f"tỉnh {_word(name)}", text_of(case))
    return (name, unit) if is_plain else None


def _word(name: str) -> str:
    return rf"\b{re.escape(name)}\b"
