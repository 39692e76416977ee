"""The catalogue as data: every indicator and index that it names exists, and every rule can hold."""

from __future__ import annotations

from orchestration.reports.catalogue import seeds
from orchestration.reports.narrative.indices import all_indices, find_indices
from orchestration.reports.narrative.measures import load_measures
from orchestration.reports.narrative.text import fold

CATALOGUE = load_measures().catalogue
KNOWN = {row["indicator_code"]: row for row in seeds.rows("indicators")}


def test_every_rule_names_a_known_indicator_of_its_kind() -> None:
    for rule in [*CATALOGUE.counts, *CATALOGUE.amounts]:
        assert KNOWN[rule.indicator]["value_type"] in ("flow", "stock"), rule
    for rule in CATALOGUE.rates:
        assert KNOWN[rule.indicator]["value_type"] == "rate", rule


def test_shares_lead_from_counts_to_rates() -> None:
    for count, rate in CATALOGUE.share_of.items():
        assert KNOWN[count]["value_type"] != "rate"
        assert KNOWN[rate]["value_type"] == "rate"


def test_rules_use_only_features_that_some_cue_sets() -> None:
    set_by_cues: dict[str, set[str]] = {}
    for entry in CATALOGUE.cues:
        for slot, value in entry.set.items():
            set_by_cues.setdefault(slot, set()).add(value)
    for rule in [*CATALOGUE.counts, *CATALOGUE.amounts, *CATALOGUE.rates]:
        for slot in ("noun", "scope", "stage", "action", "status", "aspect", "channel", "timing"):
            assert set(getattr(rule, slot)) <= {"absent"} | set_by_cues[slot], (rule.indicator, slot)


def test_prose_indices_are_the_listed_ones() -> None:
    assert set(all_indices()) == {row["index_code"] for row in seeds.rows("ranking_indices")}


def test_indices_that_are_none_of_ours_are_told_apart() -> None:
    named = find_indices(fold("Chỉ số Xanh PGI và PCI; chỉ số giá tiêu dùng CPI; Chỉ số cải cách hành chính"))
    codes = [mention.index.code if mention.index else None for mention in named]
    assert [code for code in codes if code] == ["PCI", "PAR_INDEX"]
    assert None in codes
