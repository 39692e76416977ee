"""What changed since the last release, value by value, with its report and its reason."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lakes import moment
from warehouses import NOTHING, Values, build, release, rows

from data_contracts.model import load_table
from orchestration.storage.release_changes import COMPARED, Compared

CHANGES = """
    select change_kind, indicator_code, old_value, new_value, report_id, change_reason
    from release_changes order by change_number
"""
MAY: dict[str, tuple[str, str | None]] = {"r1": ("june.txt", None)}


class Nights:
    """Releases one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def release(
        self,
        values: Values,
        reports: dict[str, tuple[str, str | None]] | None = None,
        reader: str = "1+00000001",
        unread: Collection[str] = (),
        corrected: Mapping[str, str] = NOTHING,
    ) -> list[tuple[object, ...]]:
        """Release these values; returns the changes."""
        self.count += 1
        file = build(self.folder / "built" / "cchc.duckdb", values, reports, unread, corrected)
        release(file, self.folder / "warehouse", str(self.count), reader, moment(self.count), keep=2)
        return rows(self.folder / "warehouse" / "cchc.duckdb", CHANGES)


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_everything_is_new_in_the_first_release(nights: Nights) -> None:
    assert nights.release({"simplified": (168, "r1"), "cut": (40, "r1")}) == [
        ("new", "cut", None, 40, "r1", "first_release"),
        ("new", "simplified", None, 168, "r1", "first_release"),
    ]


def test_an_unchanged_value_is_no_change(nights: Nights) -> None:
    nights.release({"simplified": (168, "r1")})
    assert nights.release({"simplified": (168, "r2")}) == []


@pytest.mark.parametrize(
    ("values", "reports", "reader", "expected"),
    [
        (
            {"simplified": (168, "r1"), "cut": (40, "r2")},
            {**MAY, "r2": ("july.txt", None)},
            "1+00000001",
            ("new", "cut", None, 40, "r2", "first_report"),
        ),
        (
            {"simplified": (170, "r2")},
            {**MAY, "r2": ("june.txt", "r1")},
            "1+00000001",
            ("changed", "simplified", 168, 170, "r2", "corrected_report"),
        ),
        (
            {"simplified": (170, "r2")},
            {**MAY, "r2": ("july.txt", None)},
            "1+00000001",
            ("changed", "simplified", 168, 170, "r2", "other_report"),
        ),
        (
            {"simplified": (170, "r1")},
            MAY,
            "1+00000002",
            ("changed", "simplified", 168, 170, "r1", "newer_reader"),
        ),
        (
            {"simplified": (170, "r1")},
            MAY,
            "1+00000001",
            ("changed", "simplified", 168, 170, "r1", "recomputed"),
        ),
        (
            {"simplified": (168, "r1"), "cut": (40, "r1")},
            MAY,
            "1+00000002",
            ("new", "cut", None, 40, "r1", "newer_reader"),
        ),
        ({}, MAY, "1+00000002", ("withdrawn", "simplified", 168, None, "r1", "newer_reader")),
        (
            {},
            {**MAY, "r2": ("june.txt", "r1")},
            "1+00000001",
            ("withdrawn", "simplified", 168, None, "r1", "corrected_report"),
        ),
        (
            {"simplified": (170, "r2")},
            {**MAY, "r2": ("july-corrects-june.txt", "r1")},
            "1+00000001",
            ("changed", "simplified", 168, 170, "r2", "corrected_report"),
        ),
        (
            {"simplified": (170, "r2")},
            {"r2": ("july.txt", None)},
            "1+00000001",
            ("changed", "simplified", 168, 170, "r2", "removed_from_reports"),
        ),
        (
            {},
            {"r9": ("other.txt", None)},
            "1+00000001",
            ("withdrawn", "simplified", 168, None, "r1", "removed_from_reports"),
        ),
    ],
)
def test_kind_and_reason(
    nights: Nights,
    values: Values,
    reports: dict[str, tuple[str, str | None]],
    reader: str,
    expected: tuple[object, ...],
) -> None:
    nights.release({"simplified": (168, "r1")}, MAY)
    assert nights.release(values, reports, reader) == [expected]


def test_a_report_that_could_not_be_read_before_is_a_first_report(nights: Nights) -> None:
    waiting = {**MAY, "scan": ("scan.pdf", None)}
    nights.release({"simplified": (168, "r1")}, waiting, unread={"scan"})
    assert nights.release({"simplified": (168, "r1"), "cut": (40, "scan")}, waiting) == [
        ("new", "cut", None, 40, "scan", "first_report")
    ]


def test_a_rival_that_was_there_before_takes_over_by_the_reader_or_the_rules(nights: Nights) -> None:
    both = {**MAY, "r2": ("july.txt", None)}
    nights.release({"simplified": (168, "r1")}, both)
    assert nights.release({"simplified": (170, "r2")}, both) == [
        ("changed", "simplified", 168, 170, "r2", "recomputed")
    ]


def test_an_earlier_file_that_comes_back_brings_its_values_back(nights: Nights) -> None:
    nights.release({}, {**MAY, "r2": ("june.txt", "r1")})
    assert nights.release({"simplified": (168, "r1")}, {**MAY, "r2": ("june.txt", None)}) == [
        ("new", "simplified", None, 168, "r1", "corrected_report")
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({}, {"r1": "typo"}, ("changed", "simplified", 168, 170, "r1", "correction")),
        ({"r1": "typo"}, {"r1": "typo"}, ("changed", "simplified", 168, 170, "r1", "correction")),
        ({"r1": "typo"}, {}, ("changed", "simplified", 168, 170, "r1", "correction_lifted")),
    ],
)
def test_a_correction_is_the_reason_when_it_comes_and_when_it_goes(
    nights: Nights, before: dict[str, str], after: dict[str, str], change: tuple[object, ...]
) -> None:
    nights.release({"simplified": (168, "r1")}, MAY, corrected=before)
    assert nights.release({"simplified": (170, "r1")}, MAY, corrected=after) == [change]


@pytest.mark.parametrize("compared", COMPARED, ids=lambda compared: compared.measure)
def test_what_is_compared_is_in_the_contracts(compared: Compared) -> None:
    columns = load_table(compared.table).column_names
    assert {compared.key, compared.measure, compared.report, compared.observation} <= set(columns)


SERIES = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from(["r1", "r2"]))
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=SERIES, after=SERIES)
def test_the_old_values_with_the_changes_applied_are_the_new(
    tmp_path_factory: pytest.TempPathFactory, before: Values, after: Values
) -> None:
    nights = Nights(tmp_path_factory.mktemp("nights"))
    nights.release(before)
    replayed = {series: value for series, (value, _) in before.items()}
    for kind, series, old, new, *_ in nights.release(after):
        assert replayed.get(str(series)) == old
        if kind == "withdrawn":
            del replayed[str(series)]
        else:
            replayed[str(series)] = float(str(new))
    assert replayed == {series: value for series, (value, _) in after.items()}
