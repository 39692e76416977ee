"""The shipped reports: their form, and that reading gives back the published figures, no more and no less."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shipped

if TYPE_CHECKING:
    from pathlib import Path

UNDATED = "chi-so-766/766-son-la-khong-ro-ngay.html"
PROSE_RECALL = 0.9

Key = tuple[str, str, str, str]


def _file_id(path: object) -> str:
    return str(path).rpartition("/reports/")[2]


def test_there_are_enough_reports() -> None:
    assert len(shipped.ranking_files()) >= 50
    assert len(shipped.prose_files()) >= 15
    assert {path.suffix for path in shipped.ranking_files()} >= {".xlsx", ".csv", ".html", ".xls"}


@pytest.mark.parametrize("path", [*shipped.ranking_files(), *shipped.prose_files()], ids=_file_id)
def test_each_report_is_small_composed_and_names_its_source(path: Path) -> None:
    assert path.stat().st_size < 200_000
    assert unicodedata.is_normalized("NFC", path.name)
    assert any(line.startswith("Nguồn") for line in _text(path).splitlines())
    if path.suffix != ".xlsx":
        assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


def test_every_prose_report_has_its_expectation() -> None:
    assert [golden.path for golden in shipped.goldens() if not golden.path.is_file()] == []
    assert {golden.path for golden in shipped.goldens()} == set(shipped.prose_files())


def test_every_ranking_file_has_its_figures_and_sources() -> None:
    rows = shipped.expected_rankings()
    assert len(rows) == 2585
    assert {shipped.RANKINGS / row["file"] for row in rows} == set(shipped.ranking_files())


@pytest.mark.parametrize("path", shipped.ranking_files(), ids=_file_id)
def test_ranking_file_gives_back_exactly_its_figures(path: Path) -> None:
    entries = shipped.records(path, "ranking_entries")
    wanted = [row for row in shipped.expected_rankings() if row["file"] == _name(path)]
    if _name(path) == UNDATED:
        # Without a date the figure cannot have a period: the contract refuses it and says so.
        assert [row["period_end"] for row in entries] == [None]
        return
    assert sorted(_key(row) for row in entries) == sorted(_key(row) for row in wanted)
    figures = {_key(row): (row["score"], row["rank"]) for row in entries}
    assert figures == {_key(row): (_number(row["score"]), _integer(row["rank"])) for row in wanted}
    ranked = {_key(row): _integer(row["rank_of"]) for row in wanted if row["rank_of"]}
    assert {_key(row): row["rank_of"] for row in entries if _key(row) in ranked} == ranked


def _name(path: Path) -> str:
    return str(path.relative_to(shipped.RANKINGS))


def _key(row: shipped.Values) -> Key:
    return (row["index_code"], row["edition"], row["agency_code"], row["statistic"])


def _number(text: str) -> float | None:
    return float(text) if text else None


def _integer(text: str) -> int | None:
    return int(text) if text else None


def test_old_and_new_units_of_one_name_are_two_agencies() -> None:
    by_name: dict[str, set[str]] = defaultdict(set)
    for path in shipped.ranking_files():
        for row in shipped.records(path, "ranking_entries"):
            if row["index_code"] == "DTI" and row["edition"] == "2024":
                by_name[row["unit_set"]].add(row["agency_code"])
    assert "province:da-nang" in by_name["provinces_63"]
    assert "province:da-nang-2025" in by_name["provinces_34"]


@pytest.mark.parametrize("path", shipped.ranking_files(), ids=_file_id)
def test_the_text_around_a_ranking_table_is_no_observation(path: Path) -> None:
    told = [shipped.brief(row) for row in shipped.records(path, "observations") if row["kind"] == "actual"]
    assert told == []


def test_sources_stand_in_the_files_that_use_them() -> None:
    for path in shipped.ranking_files():
        used = {row["source"] for row in shipped.expected_rankings() if row["file"] == _name(path)}
        parts = {part for source in used for part in source.split(" ; ")}
        assert [part for part in parts if part not in _text(path)] == [], path


def _text(path: Path) -> str:
    document = shipped.reading(path).document
    assert document is not None, "refused"
    cells = [cell.text for table in document.tables for row in table.rows for cell in row]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("golden", shipped.goldens(), ids=lambda golden: golden.report)
def test_prose_tells_no_result_that_is_none(golden: shipped.Golden) -> None:
    found = shipped.records(golden.path, "observations")
    assert [shipped.brief(row) for row in shipped.extras(found, golden)] == []


def test_prose_is_read_nearly_whole() -> None:
    wanted, lost = 0, []
    for golden in shipped.goldens():
        found = shipped.records(golden.path, "observations")
        wanted += len(golden.observations)
        told = map(shipped.brief, shipped.misses(found, golden.observations))
        lost += [f"{golden.report}: {line}" for line in told]
    assert 1 - len(lost) / wanted >= PROSE_RECALL, "\n".join(lost)


def test_expectations_are_dated_in_the_past() -> None:
    """A typing slip in a year would make a figure impossible to find."""
    for golden in shipped.goldens():
        for row in golden.observations:
            day = row.get("date")
            if isinstance(day, date) and row.get("kind") != "target":
                assert date(2018, 1, 1) <= day <= date(2026, 1, 1), golden.report
