"""Nights in a row on real reports: a release, nothing new, news, broken files, a failing test, going back.

The tests of this file are one story and run in order; each begins where the last one ended.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import BROKEN, REPOSITORY, SHIPPED, Installation

FIRST_NIGHT = [
    *sorted((SHIPPED / "rankings").rglob("*.csv"))[:3],
    *sorted((SHIPPED / "rankings").rglob("*.xlsx"))[:2],
    SHIPPED / "press" / "ho-so-toan-trinh-2024-emc.txt",
]
NEW_REPORT = SHIPPED / "official" / "sipas-2024-tom-tat.txt"
FAILING_TEST = "select agency_code, edition from {{ ref('fct_provincial_rankings') }} order by all"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation(tmp_path_factory.mktemp("nights"))
    with pytest.MonkeyPatch.context() as environment:
        installation.use(environment)
        for report in FIRST_NIGHT:
            installation.drop(report)
        yield installation


def test_the_first_night_releases_every_report(installation: Installation) -> None:
    output = installation.refresh()
    assert f"arrived   {len(FIRST_NIGHT)} files, {len(FIRST_NIGHT)} new, 0 corrections" in output
    assert "the first release" in output
    assert installation.ask("select count(*) from dim_report") == [(len(FIRST_NIGHT),)]
    assert installation.ask("select count(distinct report_id) from fct_indicator_observations") == [
        (len(FIRST_NIGHT),)
    ]
    assert installation.ask("select released_report_count from release_info") == [(len(FIRST_NIGHT),)]
    assert installation.released_file.resolve().stat().st_mode & 0o777 == 0o444


def test_the_release_holds_documented_tables_and_nothing_else(installation: Installation) -> None:
    assert installation.ask("select count(*) from duckdb_views() where not internal") == [(0,)]
    assert installation.ask("select distinct schema_name from duckdb_tables()") == [("main",)]
    assert installation.ask("select table_name from duckdb_tables() where comment is null") == []
    assert (
        installation.ask(
            "select table_name, column_name from duckdb_columns() where not internal and comment is null"
        )
        == []
    )


def test_a_night_without_news_touches_nothing(installation: Installation) -> None:
    before = installation.state_of_release()
    output = installation.refresh()
    assert "nothing is new" in output
    assert "read      0 reports" in output
    assert installation.state_of_release() == before


def test_a_new_report_is_the_only_thing_that_changes(installation: Installation) -> None:
    before = dict(installation.ask("select observation_id, value from fct_indicator_observations"))
    installation.drop(NEW_REPORT)
    output = installation.refresh()
    assert "read      1 reports: 1 ok" in output
    after = dict(installation.ask("select observation_id, value from fct_indicator_observations"))
    assert after.items() > before.items(), "values of old reports keep their ids and stay as they are"
    added = installation.ask(
        "select count(*) from fct_indicator_observations join dim_report using (report_id) "
        f"where source_name = '{NEW_REPORT.name}'"
    )
    assert added == [(len(after) - len(before),)]
    changes = installation.ask(
        "select distinct change_kind, source_name from release_changes left join dim_report using (report_id)"
    )
    assert changes == [("new", NEW_REPORT.name)]


def test_reading_a_period_again_gives_the_same_release(installation: Installation) -> None:
    before = installation.state_of_release()
    output = installation.refresh("--reprocess", "2000..2030")
    assert f"read      {len(FIRST_NIGHT) + 1} reports" in output
    assert "nothing is new" in output
    assert installation.state_of_release() == before


def test_broken_files_are_refused_with_reasons_and_all_else_is_released(installation: Installation) -> None:
    sound = installation.ask("select count(*) from fct_indicator_observations where is_current")
    broken = sorted(path for path in BROKEN.iterdir() if path.name != "README.md")
    for file in broken:
        installation.drop(file)
    output = installation.refresh()
    assert "released" in output
    refused = {
        line.split()[1].rstrip(":"): line for line in output.splitlines() if line.startswith("refused")
    }
    for name in (
        "xlsx-cut-short.xlsx",
        "empty.csv",
        "encrypted.xlsx",
        "duplicate-key.csv",
        "unknown-province.xlsx",
    ):
        assert "expected" in refused[name], name
        assert "found" in refused[name], name
    assert installation.ask("select count(*) from quality_rejected_rows") > [(0,)]
    assert installation.ask("select count(*) from fct_indicator_observations where is_current") >= sound


def test_a_failing_test_keeps_the_release_and_names_itself(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = installation.state_of_release()
    project = tmp_path / "dbt_project"
    shutil.copytree(REPOSITORY / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs"))
    (project / "tests" / "nobody_is_ranked.sql").write_text(FAILING_TEST, encoding="utf-8")
    monkeypatch.setattr("orchestration.setup.DBT_PROJECT", project)
    monkeypatch.setattr("orchestration.defs.warehouse.DBT_PROJECT", project)
    result = installation.run("refresh")
    assert result.exit_code == 1
    message = str(result.exception)
    assert "the last release stands" in message
    assert "test nobody_is_ranked on fct_provincial_rankings" in message
    assert "| agency_code | edition |" in message
    assert installation.state_of_release() == before


def test_after_the_repair_the_release_is_still_the_one_of_these_inputs(installation: Installation) -> None:
    before = installation.state_of_release()
    assert "nothing is new" in installation.refresh()
    assert installation.state_of_release() == before


def test_a_rollback_stays_until_there_is_news(installation: Installation) -> None:
    newest, earlier = (row[0] for row in sorted(_releases(installation), reverse=True)[:2])
    assert installation.run("rollback", earlier).exit_code == 0
    assert installation.ask("select release_id from release_info") == [(earlier,)]
    assert "nothing is new" in installation.refresh()
    assert installation.ask("select release_id from release_info") == [(earlier,)]
    unknown = installation.run("rollback", "20000101T000000Z")
    assert unknown.exit_code == 1
    assert newest in str(unknown.exception)


def _releases(installation: Installation) -> list[list[str]]:
    output = installation.run("releases").output
    return [line.split(",") for line in output.splitlines()[1:]]
