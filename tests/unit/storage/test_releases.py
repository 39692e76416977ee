"""Publishing: what analysts see, what they keep, what a failure leaves."""

import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from lakes import START, moment
from warehouses import build, release, rows

from data_contracts.dbt_yaml import describe_table
from data_contracts.functions import release_functions
from data_contracts.model import load_table
from data_contracts.reasons import PermanentFailure, TransientFailure
from orchestration.storage.locks import refresh_lock
from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.releases import already_released, current_release, list_releases, rollback

VALUE = "select value from fct_indicator_observations order by all"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "warehouse"


@pytest.fixture
def link(warehouse: Path) -> Path:
    return warehouse / "cchc.duckdb"


def state(warehouse: Path) -> dict[str, object]:
    """Every file's bytes and every link's target, but not the lock."""
    found = [path for path in sorted(warehouse.rglob("*")) if path.is_symlink() or path.is_file()]
    return {str(path): str(path.readlink()) if path.is_symlink() else path.read_bytes() for path in found}


def test_a_release_is_a_read_only_file_of_tables_behind_a_relative_link(
    tmp_path: Path, warehouse: Path
) -> None:
    built = build(tmp_path / "build" / "cchc.duckdb", {"simplified": (168, "r1")})
    before = built.read_bytes()
    info = release(built, warehouse)

    link = warehouse / "cchc.duckdb"
    assert info.release_id == "20261124T020000Z"
    assert str(link.readlink()) == "releases/cchc-20261124T020000Z.duckdb"
    assert stat.S_IMODE(link.stat().st_mode) == 0o444
    assert sorted(path.name for path in warehouse.iterdir()) == ["cchc.duckdb", "releases"]
    assert sorted(path.name for path in (warehouse / "releases").iterdir()) == [
        "cchc-20261124T020000Z.changes.md",
        "cchc-20261124T020000Z.duckdb",
        "cchc-20261124T020000Z.duckdb.sha256",
    ]
    assert built.read_bytes() == before
    assert rows(link, VALUE) == [(168,)]
    assert rows(link, "select schema_name from duckdb_schemas() where not internal") == []
    assert rows(link, "select count(*) from duckdb_views() where not internal") == [(0,)]
    assert rows(link, "select release_id, previous_release_id, reader_version from release_info") == [
        ("20261124T020000Z", None, "1+00000001")
    ]
    counts = info.row_counts
    assert counts == {
        "dim_report": 1,
        "fct_current_value_history": 0,
        "fct_indicator_observations": 1,
        "release_changes": 1,
        "release_info": 1,
    }
    assert current_release(warehouse) == info


def test_what_a_release_says_of_itself_is_commented_in_both_languages(
    tmp_path: Path, warehouse: Path, link: Path
) -> None:
    release(build(tmp_path / "cchc.duckdb", {}), warehouse)
    for name in ("release_info", "release_changes"):
        table = load_table(name)
        assert rows(link, f"select comment from duckdb_tables() where table_name = '{name}'") == [
            (describe_table(table),)
        ]
        query = f"select column_name, comment from duckdb_columns() where table_name = '{name}'"
        comments = dict(rows(link, query))
        for column in table.columns:
            assert column.description.en in str(comments[column.name])
            assert column.description.vi in str(comments[column.name])


def test_a_reader_keeps_the_old_release_and_one_that_connects_gets_the_new(
    tmp_path: Path, warehouse: Path, link: Path
) -> None:
    release(build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")}), warehouse)
    with closing(duckdb.connect(str(link), read_only=True)) as reader:
        release(build(tmp_path / "cchc.duckdb", {"simplified": (170, "r1")}), warehouse, "b", now=moment(24))
        assert reader.sql(VALUE).fetchall() == [(168,)]
        with closing(duckdb.connect(str(link), read_only=True)) as other:
            assert other.sql(VALUE).fetchall() == [(170,)]
        assert reader.sql(VALUE).fetchall() == [(168,)]


def test_a_release_holds_no_room_of_what_was_replaced(tmp_path: Path, warehouse: Path, link: Path) -> None:
    built = build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")})
    with closing(duckdb.connect(str(built))) as connection:
        connection.execute("create table filler as select random() as n from range(1000000)")
        connection.execute("create table kept as select random() as n from range(100000)")
        connection.execute("checkpoint")
        connection.execute("drop table filler")
        connection.execute("checkpoint")
    assert built.stat().st_size > 4_000_000
    release(built, warehouse)
    assert link.resolve().stat().st_size < built.stat().st_size / 2
    assert rows(link, VALUE) == [(168,)]


def test_a_build_with_views_is_refused_and_leaves_everything_as_it_was(
    tmp_path: Path, warehouse: Path
) -> None:
    release(build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")}), warehouse)
    before = state(warehouse)
    bad = build(tmp_path / "cchc.duckdb", {"simplified": (999, "r1")})
    with closing(duckdb.connect(str(bad))) as connection:
        connection.execute("create view main.mart_view as select 1 as one")
    with pytest.raises(PermanentFailure, match="mart_view"):
        release(bad, warehouse, "b", now=moment(24))
    assert state(warehouse) == before


def test_a_build_that_is_still_open_is_refused(tmp_path: Path, warehouse: Path) -> None:
    built = build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")})
    with closing(duckdb.connect(str(built))) as writer:
        writer.execute("update fct_indicator_observations set value = 169")  # in the log, not in the file
        with pytest.raises(PermanentFailure, match=r"cchc\.duckdb\.wal"):
            release(built, warehouse)
    assert current_release(warehouse) is None
    release(built, warehouse)
    assert rows(warehouse / "cchc.duckdb", VALUE) == [(169,)]


def test_the_newest_seven_are_kept_and_never_the_current_one_removed(tmp_path: Path, warehouse: Path) -> None:
    built = build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")})
    made = [release(built, warehouse, str(n), now=moment(n)).release_id for n in range(9)]
    assert [info.release_id for info in list_releases(warehouse)] == made[:1:-1]

    rollback(warehouse, made[2])
    ReleaseFiles(warehouse).keep_newest(1)
    assert ReleaseFiles(warehouse).ids() == [made[8], made[2]]


def test_ids_grow_even_if_the_clock_does_not(tmp_path: Path, warehouse: Path) -> None:
    built = build(tmp_path / "cchc.duckdb", {})
    ids = [release(built, warehouse, now=at).release_id for at in (START, START, START - timedelta(days=1))]
    assert ids == ["20261124T020000Z", "20261124T020001Z", "20261124T020002Z"]
    assert current_release(warehouse).release_id == ids[-1]  # type: ignore[union-attr]


def test_rollback_gives_back_the_older_and_holds_until_something_is_new(
    tmp_path: Path, warehouse: Path, link: Path
) -> None:
    first = release(build(tmp_path / "cchc.duckdb", {"simplified": (168, "r1")}), warehouse, "a")
    release(build(tmp_path / "cchc.duckdb", {"simplified": (999, "r2")}), warehouse, "b", now=moment(24))
    assert rollback(warehouse, first.release_id).release_id == first.release_id
    assert rows(link, VALUE) == [(168,)]

    assert already_released(warehouse, "b") is not None  # the bad one does not come again by itself
    assert rows(link, VALUE) == [(168,)]
    third = release(
        build(tmp_path / "cchc.duckdb", {"simplified": (170, "r3")}), warehouse, "c", now=moment(48)
    )
    assert third.previous_release_id == first.release_id
    assert rows(link, VALUE) == [(170,)]
    assert rows(link, "select old_value, new_value from release_changes") == [(168, 170)]


def test_rollback_to_an_unknown_release_says_what_there_is(tmp_path: Path, warehouse: Path) -> None:
    made = release(build(tmp_path / "cchc.duckdb", {}), warehouse)
    with pytest.raises(PermanentFailure, match=f"one of the releases {made.release_id}, found yesterday"):
        rollback(warehouse, "yesterday")


def test_nothing_is_new_only_for_the_same_input(tmp_path: Path, warehouse: Path) -> None:
    assert already_released(warehouse, "a") is None
    made = release(build(tmp_path / "cchc.duckdb", {}), warehouse, "a")
    assert already_released(warehouse, "a") == made
    assert already_released(warehouse, "b") is None


def test_a_second_refresh_is_told_to_wait(warehouse: Path) -> None:
    with (
        refresh_lock(warehouse),
        pytest.raises(TransientFailure, match="other refresh"),
        refresh_lock(warehouse),
    ):
        pytest.fail("two refreshes at once")
    with refresh_lock(warehouse):
        assert (warehouse / ".refresh.lock").read_text().isdigit()


def test_the_functions_of_a_release_are_in_the_file_and_commented(
    tmp_path: Path, warehouse: Path, link: Path
) -> None:
    release(build(tmp_path / "cchc.duckdb", {}), warehouse)
    query = "select function_name, parameters, comment from duckdb_functions() where not internal"
    found = {name: (tuple(parameters), comment) for name, parameters, comment in rows(link, query)}
    assert found == {
        function.name: (function.parameters, f"{function.description.en} / {function.description.vi}")
        for function in release_functions()
    }
