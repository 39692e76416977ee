"""The seeds: each keeps its contract, and they agree with each other."""

import csv
from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest

from data_contracts.enforcement import enforce
from data_contracts.frames import polars_schema
from data_contracts.model import load_table, tables
from data_contracts.references import SEEDS, load_references
from orchestration.reports.catalogue.names import old_style
from orchestration.reports.catalogue.seeds import rows

SEED_NAMES = sorted(path.stem for path in SEEDS.glob("*.csv"))


def test_every_seed_has_a_contract_and_every_contract_a_seed() -> None:
    assert sorted(table.name for table in tables("reference")) == SEED_NAMES


@pytest.mark.parametrize("name", SEED_NAMES)
def test_every_seed_keeps_its_contract(name: str) -> None:
    table = load_table(name)
    with (SEEDS / f"{name}.csv").open(encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == table.column_names
    frame = pl.read_csv(SEEDS / f"{name}.csv", schema_overrides=polars_schema(table), null_values=[""])
    result = enforce(frame, table, load_references())
    assert [reason.message for reasons in result.reasons for reason in reasons] == []
    assert result.accepted.height == frame.height > 0


@pytest.mark.parametrize(
    ("on", "count", "cities"),
    [
        (date(2004, 1, 1), 64, 5),
        (date(2008, 7, 31), 64, 5),
        (date(2008, 8, 1), 63, 5),
        (date(2024, 12, 31), 63, 5),
        (date(2025, 1, 1), 63, 6),
        (date(2025, 7, 1), 34, 6),
        (date(2026, 4, 30), 34, 7),
    ],
)
def test_as_many_provinces_are_valid_as_there_were(on: date, count: int, cities: int) -> None:
    day = on.isoformat()
    valid = [
        r for r in rows("provinces") if r["valid_from"] <= day and (not r["valid_to"] or day < r["valid_to"])
    ]
    assert len(valid) == len({r["unit_id"] for r in valid}) == len({r["gso_code"] for r in valid}) == count
    assert sum(r["unit_type"] != "tinh" for r in valid) == cities


def test_every_merger_joins_a_unit_that_ends_to_one_that_begins() -> None:
    versions = {(r["unit_id"], r["valid_from"]): r for r in rows("provinces")}
    ends = {(r["unit_id"], r["valid_to"]) for r in rows("provinces")}
    for row in rows("province_succession"):
        assert (row["predecessor_unit_id"], row["effective_date"]) in ends
        assert (row["successor_unit_id"], row["effective_date"]) in versions
        assert (row["kind"] == "unchanged") == (
            row["predecessor_unit_id"] == row["successor_unit_id"] and row["effective_date"] == "2025-07-01"
        )
    of_2025 = [r for r in rows("province_succession") if r["effective_date"] == "2025-07-01"]
    assert (len(of_2025), len({r["successor_unit_id"] for r in of_2025})) == (63, 34)
    assert sum(r["kind"] == "unchanged" for r in of_2025) == 11


def test_no_unit_has_a_gap_or_an_overlap() -> None:
    by_unit: dict[str, list[dict[str, str]]] = {}
    for row in rows("provinces"):
        by_unit.setdefault(row["unit_id"], []).append(row)
    for versions in by_unit.values():
        versions.sort(key=lambda r: r["valid_from"])
        for earlier, later in pairwise(versions):
            assert earlier["valid_to"] == later["valid_from"]


def test_every_province_of_a_date_is_in_one_region() -> None:
    for on in (date(2010, 1, 1), date(2025, 3, 1), date(2025, 7, 1), date(2026, 5, 1)):
        day = on.isoformat()
        valid = {
            seed: sorted(
                r["unit_id"]
                for r in rows(seed)
                if r["valid_from"] <= day and (not r["valid_to"] or day < r["valid_to"])
            )
            for seed in ("provinces", "regions")
        }
        assert valid["regions"] == valid["provinces"]


def test_codes_keep_their_zeros_and_names_their_old_style() -> None:
    assert {len(r["gso_code"]) for r in rows("provinces")} == {2}
    assert {len(r["commune_code"]) for r in rows("communes")} == {5}
    assert {len(r["district_code"]) for r in rows("districts")} == {3}
    for seed in ("provinces", "districts", "communes", "old_communes"):
        for row in rows(seed):
            assert row["name_vi"] == " ".join(map(old_style, row["name_vi"].split()))


def test_every_old_commune_went_somewhere_and_every_new_one_came_from_somewhere() -> None:
    old = {f"commune:{row['old_commune_code']}-old" for row in rows("old_communes")}
    pairs = rows("commune_succession")
    assert len(old) == 10_035
    before = {row["predecessor_agency_code"] for row in pairs}
    assert {code for code in before if code.startswith("commune:")} == old
    assert {row["successor_code"] for row in pairs} == {row["commune_code"] for row in rows("communes")}


def test_targets_say_how_far_they_are_known() -> None:
    units = {r["indicator_code"]: r["unit"] for r in rows("indicators")}
    targets = rows("law_targets")
    assert {r["certainty"] for r in targets} == {"verified", "third_party", "unverified"}
    assert all(r["unit"] == units[r["indicator_code"]] for r in targets)
    assert all((r["certainty"] == "unverified") == (r["source"] == "no source read") for r in targets)
    decided = {
        r["target_id"]: r["instrument_date"] for r in targets if r["instrument_date"] and r["deadline"]
    }
    assert all(decided[r["target_id"]] < r["deadline"] for r in targets if r["target_id"] in decided)
    assert date.fromisoformat("2025-12-31") - timedelta(days=1) < date.fromisoformat(
        max(r["deadline"] for r in targets)
    )
