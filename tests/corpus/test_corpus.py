"""The prose reader on the labelled corpus: no part worse than its baseline, nothing from other subjects."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from data_contracts.references import load_references
from tests.corpus import baseline
from tests.corpus.cases import LEVELS, PARTS, TOPICS, Observation, labels, load_cases
from tests.corpus.matching import compare
from tests.corpus.score import MIXED_SAMPLE, SAMPLE, mixed, outcomes, varied
from tests.corpus.table import KINDS
from tests.corpus.tally import confusions, tally
from tests.corpus.variations.draft import UNITS

PERIOD = re.compile(r"@\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_worse_than_its_baseline(part: str) -> None:
    assert baseline.worse(part, outcomes(part)) == []


def test_the_variations_are_not_worse_than_their_baseline() -> None:
    assert baseline.worse("variations", varied(SAMPLE)) == []
    assert baseline.worse("mixtures", mixed(MIXED_SAMPLE)) == []


def test_every_text_says_its_topic_level_and_a_name_of_its_own() -> None:
    cases = [case for part in PARTS for case in load_cases(part)]
    names = Counter(case.name for case in cases)
    assert [name for name, times in names.items() if times > 1] == []
    assert {case.topic for case in cases} <= set(TOPICS)
    assert {case.level for case in cases} <= set(LEVELS)
    assert [case.name for case in cases if case.topic == "other_subject" and case.expected] == []


def test_every_label_is_one_that_a_contract_would_accept() -> None:
    references = load_references()
    strange = [
        (case.name, item)
        for part in PARTS
        for case in load_cases(part)
        for item in case.expected
        if not references.knows("agencies.agency_code", item.agency)
        or item.kind not in KINDS
        or item.unit not in _units(item)
        or not PERIOD.fullmatch(item.period)
    ]
    assert strange == []


def _units(item: Observation) -> tuple[str, ...]:
    """The units in which a figure of an indicator may be told; none for an indicator that is not there."""
    unit = UNITS.get(item.indicator.rpartition(".")[2])
    if unit == "score":
        return ("percent", "points", "percentage_point")
    return (unit, "percent", "percentage_point") if unit and item.kind == "comparison" else (str(unit),)


def test_the_tuned_texts_cover_every_phrasing_template_and_all_levels() -> None:
    cases = load_cases("tuned")
    assert set(range(1, 80)) - {number for case in cases for number in case.covers} == set()
    labelled = Counter(case.level for case in cases if case.expected)
    assert min(labelled[level] for level in LEVELS) >= 10
    assert sum(labelled.values()) >= 170
    assert sum(case.topic == "other_subject" for case in cases) >= 60


def test_a_figure_of_the_wrong_agency_is_found_but_not_right() -> None:
    case = load_cases("tuned")[0]
    case = type(case)(case.name, case.topic, case.level, case.document, labels(LABELS))
    told = labels([LABELS[0].replace("ha-giang", "lai-chau"), LABELS[1].replace("received", "settled")])
    outcome = compare(case, told)
    assert [pair.agrees_on("agency") for pair in outcome.pairs] == [False]
    assert [pair.agrees_on("period") for pair in outcome.pairs] == [True]
    assert len(outcome.missed) == len(outcome.invented) == len(outcome.confused) == 1
    assert confusions([outcome])["agency", "province", "province"] == 1
    assert confusions([outcome])["indicator", "dossiers_received", "dossiers_settled"] == 1
    assert tally([outcome]).rates()["precision"] == tally([outcome]).rates()["recall"] == 0.5
    assert tally([outcome]).rates()["exact_f"] == 0


LABELS = (
    "dossiers_pending, province:ha-giang, 5, dossier, actual, 2023-01-01/2023-03-31",
    "dossiers_received, province:ha-giang, 84, dossier, actual, 2023-01-01/2023-03-31",
)
