"""Whole texts: sentences that each say all, asides between them, and what typing and saving do to them."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from orchestration.reports.readers import read_document
from tests.corpus.cases import Case
from tests.corpus.variations import asides, carried, counts, places, rates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from tests.corpus.variations.draft import Draft

SEED = 20_260
WRITERS = (
    counts.settled, counts.in_time, counts.channels, counts.list_items, counts.by_level, counts.announced,
    counts.approved_and_done, counts.services, counts.petitions, rates.side_by_side, rates.beside_target,
    rates.aimed_at, rates.with_earlier_year, rates.grown, rates.of_several, rates.two_blocks, places.ranked,
    places.leaders, places.pillars, places.risen, asides.other_subject,
    carried.same_province, carried.levels, carried.plan_for_next_year, carried.told_by_another,
    carried.same_time_last_year, carried.report_with_tasks,
)  # fmt: skip
_LINE = 76


def variations(number: int) -> Iterator[Case]:
    """So many texts with their labels; the first ones are the same for every number."""
    for position in range(number):
        rng = random.Random(SEED + position)  # noqa: S311
        writer = WRITERS[position % len(WRITERS)]
        yield replace(_case(rng, writer(rng), position), traps=(writer.__module__.rpartition(".")[2],))


def mixtures(number: int) -> Iterator[Case]:
    """So many documents of three texts of one time, each a paragraph or a list that says all itself."""
    for position in range(number):
        rng = random.Random(-SEED - position)  # noqa: S311
        drafts = _of_one_time(rng, 3)
        document = read_document("\n\n".join(draft.sentence for draft in drafts).encode(), "mixture.txt")
        labels = [label for draft in drafts for label in draft.labels]
        yield Case(f"mixture-{position:04}", "mixed", "nation", document, frozenset(labels))


def _of_one_time(rng: Random, number: int) -> list[Draft]:
    """Drafts that all speak of the time before ministries and provinces were merged, or all of that after."""
    is_late = rng.random() < 0.3
    drafts: list[Draft] = []
    while len(drafts) < number:
        draft = rng.choice(WRITERS)(rng)
        ends = [label.period[-10:] for label in draft.labels]
        if all(end > "2025-09" if is_late else end < "2025-03" for end in ends):
            drafts.append(draft)
    return drafts


def _case(rng: Random, draft: Draft, position: int) -> Case:
    parts = [draft.sentence]
    if draft.labels and rng.random() < 0.5:
        parts.insert(rng.choice((0, 1)), asides.neutral(rng))
    text = _damaged(rng, rng.choice(("\n", "\n\n")).join(parts))
    document = read_document(text.encode(), "variation.txt")
    return Case(
        name=f"variation-{position:04}",
        topic=draft.topic,
        level=draft.level,
        document=replace(document, published_on=None),
        expected=frozenset(draft.labels),
    )


def _damaged(rng: Random, text: str) -> str:
    """Double blanks, decomposed letters, no-break blanks, lines cut at a fixed width."""
    if rng.random() < 0.2:
        text = re.sub(r" (?=\w)", lambda _: rng.choice((" ", " ", "  ")), text)
    if rng.random() < 0.2:
        text = _wrapped(text)
    if rng.random() < 0.1:
        text = re.sub(r"(?<=\d) (?=hồ sơ|thủ tục|TTHC)", "\u00a0", text)
    return unicodedata.normalize("NFD", text) if rng.random() < 0.2 else text


def _wrapped(text: str) -> str:
    """Each line cut where it gets too long, before a word in lower case."""
    lines: list[str] = []
    for line in text.split("\n"):
        current = ""
        for word in line.split(" "):
            if len(current) >= _LINE and word[:1].islower():
                lines.append(current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        lines.append(current)
    return "\n".join(lines)
