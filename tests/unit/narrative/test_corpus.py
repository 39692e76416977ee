"""The prose reader on the labelled corpus: nothing invented, little missed, nothing from other subjects."""

from __future__ import annotations

import pytest
import scoring

CASES = [*scoring.load_cases(), *scoring.load_cases(scoring.RANKINGS)]
SCORES = {case.name: scoring.score(case) for case in CASES}
LEAST_PRECISION = 0.99
LEAST_RECALL = 0.97
TEMPLATES_NOT_READ = {7, 21, 35, 36, 49}
"""Phrasings without an indicator of their own, or whose figure adds two kinds: nothing is read."""


def test_precision_and_recall_over_the_corpus() -> None:
    found = sum(len(score.found) for score in SCORES.values())
    expected = sum(len(case.expected) for case in CASES)
    right = sum(len(score.found & score.case.expected) for score in SCORES.values())
    failing = "\n".join(str(score) for score in SCORES.values() if score.missed or score.invented)
    assert right / found >= LEAST_PRECISION, failing
    assert right / expected >= LEAST_RECALL, failing


@pytest.mark.parametrize("name", [case.name for case in CASES if not case.expected])
def test_texts_without_a_figure_of_ours_give_nothing(name: str) -> None:
    assert not SCORES[name].found


def test_no_target_or_earlier_figure_is_told_as_a_result() -> None:
    told = {
        (score.case.name, label[0], label[2])
        for score in SCORES.values()
        for label in score.found
        if label[4] == "actual"
    }
    others = {
        (case.name, label[0], label[2]) for case in CASES for label in case.expected if label[4] != "actual"
    }
    results = {
        (case.name, label[0], label[2]) for case in CASES for label in case.expected if label[4] == "actual"
    }
    assert not told & (others - results)


def test_the_corpus_is_wide() -> None:
    assert sum(bool(case.expected) for case in CASES) >= 80
    assert sum(not case.expected for case in CASES) >= 20
    covered = {number for case in CASES for number in case.covers}
    assert set(range(1, 80)) - covered <= TEMPLATES_NOT_READ | {9, 10, 65, 72, 74}


@pytest.mark.parametrize(
    ("names", "name"),
    [({"Hà Giang": "Lai Châu"}, "dossiers-quarter-province"), ({"Cao Bằng": "Trà Vinh"}, "dossiers-levels")],
)
def test_another_province_in_the_same_words_owns_the_same_figures(names: dict[str, str], name: str) -> None:
    case = next(case for case in CASES if case.name == name)
    text = "\n".join(paragraph.text for paragraph in case.document.paragraphs)
    for old, new in names.items():
        text = text.replace(old, new)
    swapped = scoring.score(scoring.Case(name, scoring.document(text), frozenset(), ()))
    assert {label[2] for label in swapped.found} == {label[2] for label in case.expected}
    assert not {label[1] for label in swapped.found} & {label[1] for label in case.expected}
