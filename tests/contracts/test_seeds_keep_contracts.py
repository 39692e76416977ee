"""The reference data of the repository keeps its own contracts."""

import csv
import unicodedata
from collections import defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from contract_rows import REFERENCES

from data_contracts.enforcement import enforce
from data_contracts.frames import frame_from_records
from data_contracts.model import Table, load_table, tables
from data_contracts.reasons import PermanentFailure
from data_contracts.references import SEEDS, load_references

READ: dict[str, Any] = {
    "string": str,
    "integer": int,
    "double": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": date.fromisoformat,
}
SEEDED = [pytest.param(table, id=table.name) for table in tables("reference")]


def seed(table: Table) -> list[dict[str, str]]:
    with (SEEDS / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == table.column_names
        return list(reader)


def test_every_seed_has_a_contract_and_every_contract_a_seed() -> None:
    assert {path.stem for path in SEEDS.glob("*.csv")} == {table.name for table in tables("reference")}


@pytest.mark.parametrize("table", SEEDED)
def test_a_seed_keeps_its_contract(table: Table) -> None:
    rows = [
        {column.name: READ[column.type](row[column.name]) for column in table.columns if row[column.name]}
        for row in seed(table)
    ]
    assert rows
    frame, issues = frame_from_records(rows, table)
    result = enforce(frame, table, REFERENCES, issues)
    messages = [reason.message for reasons in result.reasons for reason in reasons]
    assert messages == []


@pytest.mark.parametrize("table", SEEDED)
def test_a_seed_is_clean_text(table: Table) -> None:
    text = (SEEDS / f"{table.name}.csv").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    columns = [name for name in table.column_names if name != "pattern"]  # where a blank is part of the text
    assert [row for row in seed(table) if any(row[name] != row[name].strip() for name in columns)] == []


def test_validity_of_a_unit_neither_overlaps_nor_leaves_gaps() -> None:
    spans = defaultdict(list)
    for row in seed(load_table("provinces")):
        spans[row["unit_id"]].append((row["valid_from"], row["valid_to"] or "9999-12-31"))
    for unit, dates in spans.items():
        ordered = sorted(dates)
        breaks = [(a, b) for (_, a), (b, _) in pairwise(ordered) if a != b]
        assert breaks == [], unit


def test_the_seed_of_identities_is_that_of_the_form_contract() -> None:
    seeded = defaultdict(set)
    for row in seed(load_table("measure_identities")):
        seeded[row["identity_code"], row["total_code"]].add(row["part_code"])
    stated = {(rule.name, rule.total): set(rule.parts) for rule in load_table("dossier_returns").identities}
    assert {key: seeded[key] for key in stated} == stated


def test_a_missing_seed_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PermanentFailure, match=r"indicators\.csv, found no such file\. Run from a complete"):
        load_references(tmp_path)


def test_a_seed_without_its_key_says_which_columns_it_has(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_text("code,name\na,b\n", encoding="utf-8")
    with pytest.raises(PermanentFailure, match="found the columns code, name"):
        load_references(tmp_path)
