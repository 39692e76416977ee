"""The audit on exports of our own making in the form of OSV: what concerns a lock is told, and no more."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from supply import audit
from supply.advisories import ExportError, read_export
from supply.audit import Accepted, read_accepted
from supply.locks import LOCKS, read_lock

TODAY = date(2026, 11, 24)
PINNED = {package.name: package.version for package in read_lock(LOCKS["service"])}
JINJA = PINNED["jinja2"]


def advisory(
    name: str = "jinja2", events: list[dict[str, str]] | None = None, day: date = TODAY, **more: Any
) -> dict[str, Any]:
    ranges = [
        {"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "0badc0de"}]},
        {"type": "ECOSYSTEM", "events": events or [{"introduced": "0"}]},
    ]
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges, "versions": []}
    told = {
        "id": "OWN-1",
        "aliases": ["CVE-0-1"],
        "summary": "A template reads files.",
        "affected": [affected],
    }
    return {**told, "modified": f"{day}T08:00:00Z", **more}


def export(folder: Path, *advisories: dict[str, Any]) -> Path:
    path = folder / "all.zip"
    with ZipFile(path, "w") as whole:
        for number, told in enumerate(advisories):
            whole.writestr(f"{number}.json", json.dumps(told))
    return path


def judged(path: Path, *accepted: Accepted, today: date = TODAY) -> audit.Verdict:
    return audit.audit(read_export(path), accepted, today)


def test_a_fault_of_a_pinned_version_is_told_with_what_mends_it(tmp_path: Path) -> None:
    verdict = judged(export(tmp_path, advisory(events=[{"introduced": "0"}, {"fixed": "99.1"}])))
    [told] = verdict.wrong
    assert told.startswith(f"jinja2 {JINJA} (service, production, development")
    assert told.endswith("): OWN-1, CVE-0-1: A template reads files. Mended in 99.1.")


@pytest.mark.parametrize(
    ("events", "is_concerned"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": JINJA}], True),
        ([{"introduced": "0"}, {"fixed": JINJA}], False),
        ([{"introduced": "0"}, {"last_affected": JINJA}], True),
        ([{"introduced": "0"}, {"last_affected": "0.1"}], False),
        ([{"introduced": "99"}], False),
        ([{"introduced": "no version that can be compared"}], True),
        ([{"fixed": "99"}, {"introduced": "2"}, {"fixed": "1.5"}, {"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "2"}, {"introduced": "98"}, {"fixed": "99"}], False),
    ],
)
def test_a_version_is_concerned_if_it_lies_in_a_range(
    events: list[dict[str, str]], is_concerned: bool, tmp_path: Path
) -> None:
    assert bool(judged(export(tmp_path, advisory(events=events))).wrong) is is_concerned


def test_a_listed_version_is_concerned_and_names_are_compared_as_pip_does(tmp_path: Path) -> None:
    told = advisory(name="Python_DateUtil", events=[{"introduced": "99"}])
    told["affected"][0]["versions"] = [PINNED["python-dateutil"]]
    assert "python-dateutil" in judged(export(tmp_path, told)).wrong[0]


def test_what_concerns_no_lock_is_not_told(tmp_path: Path) -> None:
    other = advisory()
    other["affected"][0]["package"]["ecosystem"] = "npm"
    withdrawn = advisory(withdrawn="2026-01-01T00:00:00Z")
    verdict = judged(export(tmp_path, other, withdrawn, advisory(name="not-of-ours")))
    assert (verdict.wrong, verdict.advisories) == ((), 1)


def test_an_accepted_fault_is_told_as_such_until_its_day_and_struck_out_when_it_is_gone(
    tmp_path: Path,
) -> None:
    path = export(tmp_path, advisory())
    accepted = Accepted("OWN-1", "jinja2", "templates are ours alone.", TODAY)
    verdict = judged(path, accepted)
    assert verdict.wrong == ()
    assert "templates are ours alone." in verdict.accepted[0]
    later = judged(path, accepted, today=TODAY + timedelta(days=1))
    assert f"Was accepted until {TODAY}." in later.wrong[0]
    gone = judged(export(tmp_path, advisory(events=[{"introduced": "99"}])), accepted)
    assert gone.wrong == ("jinja2: OWN-1 is accepted and concerns no lock; strike it out.",)


def test_an_export_that_is_old_or_empty_proves_nothing(tmp_path: Path) -> None:
    old = advisory(name="other", day=TODAY - timedelta(days=31))
    assert "31 days old" in judged(export(tmp_path, old)).wrong[0]
    assert "found none" in judged(export(tmp_path)).wrong[0]


def test_a_folder_of_advisories_is_an_export_too(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(advisory()), "utf-8")
    assert len(judged(tmp_path).wrong) == 1


@pytest.mark.parametrize("content", [b"no zip", b"", None])
def test_no_export_is_an_error_that_says_what_to_do(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ExportError, match=r"all.zip: expected OSV's export .* make audit ADVISORIES=FILE"):
        list(read_export(path))


@pytest.mark.parametrize("told", [{}, {**advisory(), "modified": "soon"}])
def test_an_entry_that_is_no_advisory_is_an_error(told: dict[str, Any], tmp_path: Path) -> None:
    told = told or {"affected": [{"package": {"ecosystem": "PyPI"}}]}
    with pytest.raises(ExportError, match=r"all.zip, 0.json: expected an advisory"):
        judged(export(tmp_path, told))


def test_the_command_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = datetime.now(UTC).date()
    accepted = [advisory(name=each.package, id=each.id) for each in read_accepted()]
    assert audit.main([]) == 2
    assert "make audit ADVISORIES=FILE" in capsys.readouterr().err
    assert audit.main([str(tmp_path / "none.zip")]) == 2
    assert audit.main([str(export(tmp_path, advisory(name="other", day=today), *accepted))]) == 0
    assert "0 against the locks" in capsys.readouterr().out
    assert audit.main([str(export(tmp_path, advisory(day=today), *accepted))]) == 1
    assert "1 against the locks" in capsys.readouterr().out
