"""Landing files: whatever the order of work, the same reports give the same bytes."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lakes import observation

from data_contracts.frames import frame_from_records
from data_contracts.model import load_table
from orchestration.storage import parquet
from orchestration.storage.folder import Folder
from orchestration.storage.landing import Landing
from orchestration.storage.partitions import file_name, period_months

REPORTS = [f"{number:016x}" for number in range(5)]
DAYS = st.sampled_from([date(2024, 3, 31), date(2024, 6, 30), date(2024, 12, 31), date(2025, 6, 30)])
ROWS = st.lists(st.tuples(DAYS, st.integers(0, 3)), max_size=4)


def frame(report: str, rows: list[tuple[date, int]]) -> pl.DataFrame:
    records = [
        {
            **observation(value, day).values,
            "observation_id": f"{report[-8:]}{number:08x}",
            "report_id": report,
            "reader_version": "1+00000001",
            "location": "paragraph 1",
        }
        for number, (day, value) in enumerate(rows)
    ]
    return frame_from_records(records, load_table("observations")).frame


def fresh(url: str) -> Landing:
    landing = Landing(Folder(url))
    for name in landing.folder.names():
        landing.folder.remove(name)
    return landing


def land(landing: Landing, rows: pl.DataFrame, reports: list[str]) -> int:
    return landing.land("observations", rows, period_months("observations", rows), reports)


def files(landing: Landing) -> dict[str, bytes]:
    return {name: landing.folder.read(name) for name in landing.folder.names()}


class LandingMachine(RuleBasedStateMachine):
    """Land, land again and withdraw, one report or several; the model is a plain dictionary."""

    @initialize()
    def start(self) -> None:
        self.landing = fresh("memory://landing-machine")
        self.expected: dict[str, list[tuple[date, int]]] = {}

    @rule(report=st.sampled_from(REPORTS), rows=ROWS)
    def land_one(self, report: str, rows: list[tuple[date, int]]) -> None:
        land(self.landing, frame(report, rows), [report])
        self.expected[report] = rows

    @rule(batch=st.dictionaries(st.sampled_from(REPORTS), ROWS, min_size=2))
    def land_batch(self, batch: dict[str, list[tuple[date, int]]]) -> None:
        land(self.landing, pl.concat(frame(*item) for item in batch.items()), list(batch))
        self.expected |= batch

    @rule()
    def land_everything_again(self) -> None:
        before = files(self.landing)
        for report, rows in reversed(self.expected.items()):
            assert land(self.landing, frame(report, rows), [report]) == 0
        assert files(self.landing) == before

    @invariant()
    def files_are_those_of_the_model(self) -> None:
        whole = fresh("memory://landing-model")
        frames = [frame(report, rows) for report, rows in sorted(self.expected.items())]
        land(whole, pl.concat([parquet.empty("observations"), *frames]), REPORTS)
        assert files(self.landing) == files(whole)
        assert self.landing.fingerprint() == whole.fingerprint()

    @invariant()
    def months_without_rows_have_no_file(self) -> None:
        days = {day for rows in self.expected.values() for day, _ in rows}
        assert self.landing.months("observations") == sorted({day.strftime("%Y-%m") for day in days})


LandingMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=8, deadline=None)
TestLandingMachine = LandingMachine.TestCase


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), batch=st.dictionaries(st.sampled_from(REPORTS), ROWS, min_size=1))
def test_order_and_grouping_of_reports_do_not_matter(
    data: st.DataObject, batch: dict[str, list[tuple[date, int]]]
) -> None:
    together, apart = fresh("memory://together"), fresh("memory://apart")
    land(together, pl.concat(frame(*item) for item in batch.items()), list(batch))
    for report in data.draw(st.permutations(list(batch))):
        land(apart, frame(report, batch[report])[::-1], [report])
    assert files(apart) == files(together)


def test_only_files_whose_content_changes_are_written() -> None:
    landing = fresh("memory://written")
    first, second = REPORTS[:2]
    land(landing, frame(first, [(date(2024, 3, 31), 1), (date(2024, 6, 30), 2)]), [first])
    before = files(landing)
    land(landing, frame(second, [(date(2024, 6, 30), 3)]), [second])
    changed = {name for name, content in files(landing).items() if before.get(name) != content}
    assert changed == {file_name("observations", "2024-06")}


def test_rows_of_a_report_that_is_not_replaced_are_a_bug_of_the_caller() -> None:
    landing = fresh("memory://strangers")
    with pytest.raises(ValueError, match=REPORTS[1]):
        land(landing, frame(REPORTS[1], [(date(2024, 3, 31), 1)]), [REPORTS[0]])
    assert files(landing) == {}


def test_a_row_without_a_month_is_a_bug_of_the_caller() -> None:
    rows = frame(REPORTS[0], [(date(2024, 3, 31), 1)]).with_columns(period_end=pl.lit(None, dtype=pl.Date))
    with pytest.raises(ValueError, match="row 0 has no month"):
        period_months("observations", rows)
    placed = rows.with_columns(as_of=pl.lit(date(2024, 4, 2)))
    assert period_months("observations", placed).to_list() == ["2024-04"]


def test_every_contract_has_an_empty_typed_file() -> None:
    landing = fresh("memory://prepared")
    landing.prepare()
    assert landing.folder.names() == sorted(
        file_name(table, "0000-00") for table in parquet.landing_contracts()
    )
    for table in parquet.landing_contracts():
        empty = parquet.from_parquet(landing.folder.read(file_name(table, "0000-00")))
        assert empty.is_empty()
        assert dict(empty.schema) == dict(parquet.schema(table))
        assert landing.months(table) == []


def test_files_of_an_older_contract_get_todays_columns() -> None:
    landing = fresh("memory://older")
    rows = frame(REPORTS[0], [(date(2024, 3, 31), 1)])
    older = rows.drop("rules").with_columns(pl.lit("x").alias("dropped_since"))
    landing.folder.write(file_name("observations", "0000-00"), parquet.to_parquet(older.clear()))
    landing.folder.write(file_name("observations", "2024-03"), parquet.to_parquet(older))
    landing.prepare()
    for month in ("0000-00", "2024-03"):
        stored = parquet.from_parquet(landing.folder.read(file_name("observations", month)))
        assert dict(stored.schema) == dict(parquet.schema("observations"))
    assert landing.read("observations").equals(rows)


def test_reports_of_a_span_of_months() -> None:
    landing = fresh("memory://span")
    for report, day in zip(REPORTS, [date(2024, 3, 31), date(2024, 6, 30), date(2025, 6, 30)], strict=False):
        land(landing, frame(report, [(day, 1)]), [report])
    assert landing.reports_between("observations", "2024-04", "2025-06") == set(REPORTS[1:3])
