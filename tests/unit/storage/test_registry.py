"""Revisions: computed from what arrived, not from the order in which it was told."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lakes import moment

from orchestration.storage.folder import Folder
from orchestration.storage.landing import Landing
from orchestration.storage.registry import Arrival, Registry


def arrival(content: str, name: str, hours: int) -> Arrival:
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return Arrival(sha256, name, moment(hours), len(content), "text/plain")


def fresh(url: str) -> Registry:
    folder = Folder(url)
    for name in folder.names():
        folder.remove(name)
    return Registry(Landing(folder))


def revisions(registry: Registry) -> list[tuple[object, ...]]:
    columns = ["source_name", "revision", "revision_kind", "report_id", "revises_report_id"]
    return registry.rows().sort("source_name", "revision").select(columns).rows()


ONE, TWO, THREE = (
    arrival(text, "june.txt", hours) for text, hours in (("one", 0), ("two", 24), ("three", 800))
)
REVISIONS = [
    ("june.txt", 1, "original", ONE.report_id, None),
    ("june.txt", 2, "correction", TWO.report_id, ONE.report_id),
    ("june.txt", 3, "correction", THREE.report_id, TWO.report_id),
]


def test_other_bytes_under_the_same_name_are_a_correction() -> None:
    registry = fresh("memory://corrections")
    for report in (ONE, TWO, THREE):
        assert registry.register([report])["report_id"].to_list() == [report.report_id]
    assert revisions(registry) == REVISIONS
    assert registry.landing.months("reports") == ["2026-11", "2026-12"]


def test_the_same_bytes_are_one_report_under_the_name_they_first_came_with() -> None:
    registry = fresh("memory://same")
    registry.register([ONE])
    assert registry.register([arrival("one", "copy.txt", 5), arrival("one", "june.txt", 9)]).is_empty()
    assert revisions(registry) == REVISIONS[:1]


@pytest.mark.parametrize("order", [(THREE, ONE, TWO), (TWO, THREE, ONE), (THREE, TWO, ONE)])
def test_a_late_arrival_takes_its_place_among_the_revisions(order: tuple[Arrival, ...]) -> None:
    registry = fresh("memory://late")
    for report in order:
        registry.register([report])
    assert revisions(registry) == REVISIONS


def test_registering_again_after_a_kill_changes_nothing() -> None:
    registry = fresh("memory://again")
    registry.register([ONE, TWO])
    before = {name: registry.landing.folder.read(name) for name in registry.landing.folder.names()}
    assert registry.register([ONE, TWO]).is_empty()
    assert registry.register(registry.sightings([arrival("two", "june.txt", 48)])).is_empty()
    assert {name: registry.landing.folder.read(name) for name in registry.landing.folder.names()} == before


ARRIVALS = st.lists(
    st.builds(
        arrival,
        st.sampled_from("abcd"),
        st.sampled_from(["x", "y"]),
        st.integers(0, 3).map(lambda n: n * 400),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), arrivals=ARRIVALS)
def test_order_repetition_and_grouping_do_not_matter(data: st.DataObject, arrivals: list[Arrival]) -> None:
    together, apart = fresh("memory://registry-together"), fresh("memory://registry-apart")
    together.register(arrivals)
    for report in data.draw(st.permutations(arrivals * 2)):
        apart.register([report])
    assert apart.rows().equals(together.rows())
    assert len(together.rows()) == len({report.report_id for report in arrivals})
    for name, numbers in together.rows().group_by("source_name").agg("revision").iter_rows():
        assert len(set(numbers)) == len(numbers), name
        assert max(numbers) <= len({(a.report_id, a.received_at) for a in arrivals}), name


def test_a_sidecar_names_what_a_report_revises_and_how() -> None:
    registry = fresh("memory://sidecar")
    first = arrival("one", "2024/june.txt", 0)
    second = replace(arrival("two", "2024/june-again.txt", 24), sidecar="revises: june.txt")
    told = "revises: 2024/june-again.txt\nrevision: addition"
    third = replace(arrival("three", "more.txt", 48), sidecar=told)
    registry.register([third, second, first])
    rows = {row["source_name"]: row for row in registry.rows().to_dicts()}
    chain = [rows["2024/june.txt"], rows["2024/june-again.txt"], rows["more.txt"]]
    assert [row["revision"] for row in chain] == [1, 2, 3]
    assert [row["revision_kind"] for row in chain] == ["original", "correction", "addition"]
    assert [row["revises_report_id"] for row in chain] == [None, first.report_id, second.report_id]
    assert {row["original_report_id"] for row in chain} == {first.report_id}


def test_a_changed_or_withdrawn_sidecar_is_kept_as_it_is_now() -> None:
    registry = fresh("memory://sidecar-changes")
    for hours, sidecar in ((0, None), (24, "agency: Hà Nam"), (48, "agency: Nghệ An"), (72, None)):
        registry.register([replace(arrival("one", "june.txt", hours), sidecar=sidecar)])
        assert registry.rows()["sidecar"].to_list() == [sidecar]


def test_revisions_in_a_circle_are_left_apart() -> None:
    registry = fresh("memory://circle")
    one = replace(arrival("one", "a.txt", 0), sidecar="revises: b.txt")
    two = replace(arrival("two", "b.txt", 24), sidecar="revises: a.txt")
    registry.register([one, two])
    assert len(registry.rows()) == 2


def test_a_sidecar_that_revises_no_report_or_several_is_told() -> None:
    registry = fresh("memory://unnamed")
    same = [arrival("one", "a/june.txt", 0), arrival("two", "b/june.txt", 0)]
    strays = [
        replace(arrival("three", "c.txt", 24), sidecar="revises: june.txt"),
        replace(arrival("four", "d.txt", 24), sidecar="revises: may.txt"),
        replace(arrival("five", "e.txt", 24), sidecar="revises: a/june.txt"),
    ]
    registry.register([*same, *strays])
    assert sorted((case.source_name, case.revises) for case in registry.unnamed()) == [
        ("c.txt", "june.txt"),
        ("d.txt", "may.txt"),
    ]
