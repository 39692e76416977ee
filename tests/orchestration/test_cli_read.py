"""`cchc read`: what it prints, what it refuses, and that it starts without Dagster."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from orchestration.cli import cchc
from orchestration.cli.read_lines import unfolded_id
from tests.installation import BROKEN, REPOSITORY, SHIPPED

FIELDS = {
    "source",
    "record",
    "observation_id",
    "indicator_code",
    "index_code",
    "component",
    "agency_code",
    "agency_name",
    "agency_level",
    "value",
    "unit",
    "kind",
    "qualifier",
    "period_start",
    "period_end",
    "as_of",
    "rank_of",
    "rate_formula",
    "statistic",
    "evidence",
    "location",
    "confidence",
}


def read(*files: Path) -> list[dict[str, Any]]:
    result = CliRunner().invoke(cchc, ["read", "--format", "jsonl", *map(str, files)])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture(scope="module")
def ranking_table() -> Path:
    return min((SHIPPED / "rankings").rglob("*.csv"), key=lambda path: path.name)


def test_reading_imports_neither_dagster_nor_dbt(ranking_table: Path) -> None:
    script = (
        "import sys; from orchestration.cli import cchc; "
        f"cchc(['read', {str(ranking_table)!r}], standalone_mode=False); "
        "tops = {name.split('.')[0] for name in sys.modules}; "
        "print('loaded:', sorted(tops & {'dagster', 'dagster_dbt', 'dbt'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_every_observation_has_the_fields_of_the_interface(ranking_table: Path) -> None:
    prose = next((SHIPPED / "press").rglob("*.txt"))
    lines = [line for line in read(ranking_table, prose) if line["record"] == "observation"]
    assert {line["source"] for line in lines} == {str(ranking_table), str(prose)}
    for line in lines:
        assert line.keys() >= FIELDS


def test_a_ranking_entry_becomes_its_score_and_its_rank(ranking_table: Path) -> None:
    lines = [line for line in read(ranking_table) if line["record"] == "observation"]
    assert {line["indicator_code"] for line in lines} <= {"index_score", "index_rank"}
    assert len({line["observation_id"] for line in lines}) == len(lines)
    for line in lines:
        assert line["kind"] == "actual"
        assert (line["unit"] == "rank") == (line["indicator_code"] == "index_rank")


def test_the_ids_of_a_score_and_a_rank_differ_and_stay() -> None:
    assert unfolded_id("entry", "index_score") != unfolded_id("entry", "index_rank")
    assert unfolded_id("entry", "index_rank") == unfolded_id("entry", "index_rank")


@pytest.mark.parametrize(
    "name",
    [
        "xlsx-cut-short.xlsx",
        "empty.csv",
        "encrypted.xlsx",
        "unknown-province.xlsx",
        "duplicate-key.csv",
        "score-over-scale.html",
    ],
)
def test_a_refusal_says_what_was_expected_and_found(name: str) -> None:
    refusals = [line for line in read(BROKEN / name) if line["record"] == "refusal"]
    assert refusals
    for refusal in refusals:
        assert refusal["source"].endswith(name)
        assert "expected" in refusal["reason"]
        assert "found" in refusal["reason"]


def test_a_missing_file_is_a_wrong_usage() -> None:
    result = CliRunner().invoke(cchc, ["read", "no-such-file.txt"])
    assert result.exit_code == 2
    assert "no-such-file.txt" in result.output


def test_the_table_shows_refusals_below(ranking_table: Path) -> None:
    result = CliRunner().invoke(cchc, ["read", str(ranking_table), str(BROKEN / "empty.csv")])
    assert result.output.startswith("source,record,indicator_code")
    assert result.output.splitlines()[-1].startswith("refused")


def test_files_in_an_archive_are_read_under_its_path(tmp_path: Path, ranking_table: Path) -> None:
    packed = tmp_path / "x.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(ranking_table, "bảng/inner.csv")
        archive.writestr("../out.txt", "Kết quả 5")
    found = read(packed)
    inside = [line for line in found if line["source"] == f"{packed}/bảng/inner.csv"]
    alone = read(ranking_table)
    assert [{**line, "source": ""} for line in inside] == [{**line, "source": ""} for line in alone]
    assert [line["reason_code"] for line in found if line["source"].endswith("out.txt")] == [
        "unreadable_file"
    ]


def test_a_value_without_a_date_is_shown_and_held_back(tmp_path: Path) -> None:
    text = tmp_path / "undated.txt"
    text.write_text(
        "Trong 6 tháng đầu năm, các sở, ngành của tỉnh Lào Cai đã tiếp nhận 12.345 hồ sơ thủ tục hành chính.",
        "utf-8",
    )
    value, refusal = read(text)
    assert (value["record"], value["value"], value["held_back"]) == ("observation", 12345, "date")
    assert (value["period_start"], value["period_end"], value["as_of"]) == (None, None, None)
    assert value["confidence"] <= 0.3
    assert refusal["record"] == "refusal"
    assert "give the report a date" in refusal["reason"]


def test_a_value_of_an_unknown_agency_is_shown_and_held_back(tmp_path: Path) -> None:
    text = tmp_path / "nobody.txt"
    text.write_text("Trong quý I/2024, toàn tỉnh đã tiếp nhận 12.345 hồ sơ thủ tục hành chính.", "utf-8")
    value, refusal = read(text)
    assert (value["value"], value["agency_code"], value["held_back"]) == (12345, None, "agency")
    assert (value["period_start"], value["period_end"]) == ("2024-01-01", "2024-03-31")
    assert refusal["reason_code"] == "unknown_agency"


def test_what_lands_is_not_held_back(ranking_table: Path) -> None:
    assert not [line for line in read(ranking_table) if line.get("held_back")]
