"""Every row of every fact table, followed back to a place in an archived report where its figure stands.

The walk is that of `cchc explain` (`orchestration.cli.origins`), over all rows at once.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from orchestration.cli.origins import KEYS, ORIGINS
from orchestration.reports.readers import format_of, read_as
from orchestration.storage.lake import Lake
from tests.end_to_end.shipped.conftest import Installation
from tests.places import texts_by_place

EVIDENCE_SEPARATOR = " | "


@pytest.fixture(scope="module")
def connection(installation: Installation) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(installation.warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def places(installation: Installation, connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """By report the text at each place, read anew from the archive; the archive holds what was received."""
    lake = Lake(installation.root / "lake")
    found = {}
    for report_id, sha256, name in connection.sql(
        "select report_id, content_sha256, source_name from dim_report where landed_count > 0"
    ).fetchall():
        content = lake.archive.get(sha256)
        assert hashlib.sha256(content).hexdigest() == sha256
        found[report_id] = texts_by_place(read_as(format_of(content, name), content, name))
    return found


def test_every_fact_table_is_walked(connection: duckdb.DuckDBPyConnection) -> None:
    facts = connection.sql("select table_name from duckdb_tables() where table_name like 'fct_%'").fetchall()
    assert {fact for (fact,) in facts} == ORIGINS.keys() == KEYS.keys()


@pytest.mark.parametrize("fact", ORIGINS)
def test_every_row_has_an_origin(connection: duckdb.DuckDBPyConnection, fact: str) -> None:
    lost = connection.sql(
        f"select {KEYS[fact]} from {fact} where {KEYS[fact]} not in "
        f"(select row_id from ({ORIGINS[fact]}) where report_id is not null and location is not null)"
    ).fetchall()
    assert lost == []


@pytest.mark.parametrize("fact", ORIGINS)
def test_every_origin_is_a_place_in_the_archived_report_where_the_figure_stands(
    connection: duckdb.DuckDBPyConnection, places: dict[str, dict[str, str]], fact: str
) -> None:
    walked: list[tuple[Any, ...]] = connection.sql(
        f"""
        select distinct origins.row_id, origins.report_id, origins.location, origins.evidence,
            case when correction_id is null then value_text end as value_text
        from ({ORIGINS[fact]}) as origins
        left join fct_indicator_observations using (observation_id)
        """
    ).fetchall()
    lost = [
        (row_id, location, value_text, places[report_id].get(location))
        for row_id, report_id, location, evidence, value_text in walked
        if not stands_there(places[report_id].get(location), evidence, value_text)
    ]
    assert lost == []


def stands_there(text: str | None, evidence: str, value_text: str | None) -> bool:
    """Whether the text at a place holds the printed figure and every part of the words shown with it."""
    if text is None:
        return False
    there = plain(text)
    figure = value_text is None or any(is_printed(plain(part), there) for part in spellings(value_text))
    return figure and all(plain(part) in there for part in evidence.split(EVIDENCE_SEPARATOR))


def spellings(value_text: str) -> list[str]:
    """The figure as it is kept, and a whole number without the decimal zero that it has as a number."""
    return [value_text, re.sub(r"[.]0$", "", value_text)]


def is_printed(figure: str, text: str) -> bool:
    """Whether the figure stands in the text as a figure of its own, not as digits of a longer one."""
    return re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", text) is not None


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("text", "evidence", "value_text", "stands"),
    [
        ("33 | Bắc Giang | 55,48", "33 | Bắc Giang", "55,48", True),
        ("33 | Bắc Giang | 55,48", "33 | Bắc Giang", "5,48", False),
        ("33 | Bắc Giang | 55,48", "33 | Bắc Ninh", "55,48", False),
        (None, "33", "33", False),
    ],
)
def test_a_figure_elsewhere_would_be_found_out(
    text: str | None, evidence: str, value_text: str, stands: bool
) -> None:
    assert stands_there(text, evidence, value_text) is stands
