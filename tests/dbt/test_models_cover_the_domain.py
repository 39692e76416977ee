"""The models against the lists that they have to keep up with: indicators, identities, grains."""

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from data_contracts.model import load_table, tables
from data_contracts.references import SEEDS

MODELS = SEEDS.parent / "models"


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("fact", ["fct_procedures", "fct_online_submissions"])
def test_every_indicator_of_a_fact_is_a_column_of_it(fact: str) -> None:
    codes = [row["indicator_code"] for row in seed("indicators") if row["fact_table"] == fact]
    columns = set(load_table(fact).column_names)
    assert codes
    assert [code for code in codes if not {code, f"{code}_reported"} & columns] == []


def test_sums_between_indicators_include_those_of_the_form() -> None:
    parts: dict[str, set[str]] = defaultdict(set)
    totals = {}
    for row in seed("measure_identities"):
        parts[row["identity_code"]].add(row["part_code"])
        totals[row["identity_code"]] = row["total_code"]
    for identity in load_table("dossier_returns").identities:
        assert totals[identity.name] == identity.total
        assert parts[identity.name] == set(identity.parts)


def test_dossier_returns_show_the_residual_of_every_identity() -> None:
    shown = set(load_table("fct_dossier_returns").column_names)
    assert {f"{rule.name}_residual" for rule in load_table("dossier_returns").identities} <= shown


def test_every_model_has_a_contract_and_every_contract_a_model() -> None:
    models = {path.stem for path in MODELS.rglob("*.sql")}
    contracts = {table.name for layer in ("staging", "intermediate", "mart") for table in tables(layer)}
    assert models == contracts


@pytest.mark.parametrize("path", sorted(MODELS.rglob("*.sql")), ids=lambda path: path.stem)
def test_model_is_short_and_asks_no_clock_and_no_chance(path: Path) -> None:
    sql = path.read_text(encoding="utf-8")
    assert sql.count("\n") < 100
    assert not re.search(r"any_value|arbitrary\(|random\(|current_date|now\(\)", sql)
