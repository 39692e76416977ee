"""The page beside a release: what it tells, and that it comes and goes with its release."""

from datetime import timedelta
from pathlib import Path

from lakes import START
from warehouses import Values, build, release

from orchestration.storage.release_files import ReleaseFiles
from orchestration.storage.release_summary import SHOWN
from orchestration.storage.releases import what_changed


def pages(folder: Path, *nights: Values, keep: int = 7) -> list[str]:
    """Release these values one after the other; the page of each release as it was written."""
    texts = []
    for number, values in enumerate(nights):
        file = build(folder / "built" / "cchc.duckdb", values)
        now = START + timedelta(days=number)
        info = release(file, folder / "warehouse", str(number), now=now, keep=keep)
        texts.append(what_changed(folder / "warehouse", info.release_id) or "")
    return texts


def test_the_first_release_tells_which_reports_it_is_from(tmp_path: Path) -> None:
    [page] = pages(tmp_path, {"simplified": (168, "r1"), "cut": (40, "r2"), "new": (1, "r2")})
    assert "first release | 3 | 0 | 0 |" in page
    assert page.index("| r2.txt | 2 | 1 | 2 |") < page.index("| r1.txt | 1 | 1 | 1 |")


def test_changed_and_withdrawn_values_are_listed_the_largest_change_first(tmp_path: Path) -> None:
    first: Values = {
        "simplified": (100, "r1"),
        "cut": (40, "r1"),
        "gone": (1234567.5, "r1"),
        "same": (3, "r1"),
    }
    second: Values = {"simplified": (101, "r1"), "cut": (80, "r1"), "same": (3, "r1")}
    page = pages(tmp_path, first, second)[1]
    assert "recomputed" in page.replace("computed anew", "recomputed")
    large, small = "| cut | 2024-06-30 | 40 | 80 |", "| simplified | 2024-06-30 | 100 | 101 |"
    assert page.index(large) < page.index(small)
    assert "| gone | 2024-06-30 | 1,234,567.5 |" in page
    assert "same" not in page


def test_a_release_without_changes_says_so(tmp_path: Path) -> None:
    assert "No value changed" in pages(tmp_path, {"cut": (40, "r1")}, {"cut": (40, "r1")})[1]


def test_a_long_list_ends_with_how_many_more_there_are(tmp_path: Path) -> None:
    before: Values = {f"s{n:03}": (n + 1.0, "r1") for n in range(SHOWN + 7)}
    after: Values = {series: (value * 2, report) for series, (value, report) in before.items()}
    assert "and 7 more" in pages(tmp_path, before, after)[1]


def test_a_page_goes_with_its_release(tmp_path: Path) -> None:
    values: list[Values] = [{"cut": (float(n), "r1")} for n in range(4)]
    stray = tmp_path / "warehouse" / "releases" / "cchc-20200101T000000Z.changes.md"
    stray.parent.mkdir(parents=True)
    stray.write_text("of a publication that was cut off", encoding="utf-8")
    pages(tmp_path, *values, keep=2)
    files = ReleaseFiles(tmp_path / "warehouse")
    kept = sorted(path.name for path in files.folder.glob("*.md"))
    assert kept == sorted(files.page(release_id).name for release_id in files.ids())
    assert len(kept) == 2
