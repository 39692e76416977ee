"""The service as a whole: what one night makes of a drop folder."""

import os
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from lakes import START, landed_values, line_reader, moment

from data_contracts.reasons import PermanentFailure
from orchestration.reports.limits import Limits
from orchestration.reports.parts import OCR
from orchestration.reports.readers.sniffing import PACKED, Format
from orchestration.reports.records import Reading, report_id
from orchestration.storage import ingest
from orchestration.storage import intake as storage_intake
from orchestration.storage.ingest import read_pending
from orchestration.storage.intake import archive_folder
from orchestration.storage.lake import Lake
from orchestration.storage.pending import pending_work
from orchestration.storage.report_files import is_report_file
from orchestration.storage.report_rows import Reader
from orchestration.storage.review import waiting_reports


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "june.txt").write_text("2024-06-30 168\n2024-03-31 55\n")
    (folder / "july.txt").write_text("2024-07-31 12\n")
    return folder


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def test_a_night_archives_reads_and_lands(drop: Path, lake: Lake) -> None:
    intake = archive_folder(drop, lake, START)
    seen: list[tuple[int, int, str]] = []
    ingested = read_pending(lake, line_reader(), START, lambda *step: seen.append(step))

    assert (intake.files, len(intake.new), intake.known, intake.failures) == (2, 2, 0, ())
    assert seen == [(1, 2, "2024/june.txt"), (2, 2, "july.txt")]
    assert landed_values(lake) == [12, 55, 168]
    assert lake.landing.months("observations") == ["2024-03", "2024-06", "2024-07"]
    assert ingested.accepted["observations"] == 3
    assert dict(ingested.reports) == {"ok": 2}
    assert lake.outcomes.rows().group_by("stage").len().sort("stage").rows() == [
        ("archive", 2),
        ("contract", 2),
        ("landing", 2),
        ("read", 2),
    ]


def test_a_second_night_finds_nothing_new(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)
    fingerprint = lake.landing.fingerprint()
    files = {name: lake.folder.read(name) for name in lake.folder.names()}

    intake = archive_folder(drop, lake, moment(24))
    ingested = read_pending(lake, line_reader(), moment(24))

    assert (intake.new, intake.known) == ((), 2)
    assert not ingested.reports
    assert lake.landing.fingerprint() == fingerprint
    assert {name: lake.folder.read(name) for name in lake.folder.names()} == files


def test_a_file_that_goes_back_to_its_first_bytes_is_current_again(drop: Path, lake: Lake) -> None:
    first, second = "2024-07-31 12\n", "2024-07-31 13\n"
    found = []
    for night, text in enumerate((first, second, first, first)):
        (drop / "july.txt").write_text(text)
        pending = pending_work(str(drop), lake, line_reader().version)
        intake = archive_folder(drop, lake, moment(24 * night))
        read_pending(lake, line_reader(), moment(24 * night))
        found.append(("july.txt" in pending.files, len(intake.corrections), len(intake.returned)))
    assert found == [(True, 0, 0), (True, 1, 0), (True, 0, 1), (False, 0, 0)]
    rows = lake.registry.rows().filter(source_name="july.txt").sort("revision")
    assert rows["revision_kind"].to_list() == ["correction", "return"]
    assert rows["report_id"].to_list() == [report_id(text.encode()) for text in (second, first)]
    assert len([name for name in lake.folder.names() if name.startswith("archive/")]) == 3
    assert landed_values(lake) == [12, 13, 55, 168], "both stay; which one holds is for dbt to say"


def test_a_newer_reader_replaces_what_the_older_landed(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)
    newer = line_reader("1+00000002", factor=2)
    read_pending(lake, newer, moment(1))

    assert landed_values(lake) == [24, 110, 336]
    assert lake.landing.read("observations")["reader_version"].unique().to_list() == ["1+00000002"]
    assert lake.outcomes.pending(lake.registry.rows(), "1+00000002").is_empty()
    assert lake.outcomes.rows().height == 8


def test_reading_one_report_again_leaves_the_others(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)
    july = lake.registry.rows().filter(source_name="july.txt")
    others = lake.landing.read("observations").filter(pl.col("report_id") != july["report_id"].item())

    ingest.read_reports(lake, july, line_reader("1+00000002", factor=10), moment(1))

    after = lake.landing.read("observations")
    assert after.filter(pl.col("report_id") != july["report_id"].item()).equals(others)
    assert after.filter(report_id=july["report_id"].item())["value"].to_list() == [120]


def test_a_value_that_moves_to_another_month_leaves_no_trace(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(), START)

    def read_as_august(content: bytes, name: str) -> Reading:
        return line_reader().read(content.replace(b"2024-07-31", b"2024-08-31"), name, None)

    def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        reading = read_as_august(content, name)
        return Reading(report_id(content), None, reading.header, reading.records, ())

    read_pending(lake, Reader("1+00000002", read), moment(1))
    assert lake.landing.months("observations") == ["2024-03", "2024-06", "2024-08"]


def test_a_report_that_breaks_the_reader_costs_only_itself(drop: Path, lake: Lake) -> None:
    (drop / "broken.txt").write_text("no number here\n")
    (drop / "silent.txt").write_text("\n")
    archive_folder(drop, lake, START)
    ingested = read_pending(lake, line_reader(), START)

    assert landed_values(lake) == [12, 55, 168]
    assert dict(ingested.reports) == {"ok": 2, "refused": 1, "nothing_recognised": 1}
    broken = lake.registry.rows().filter(source_name="broken.txt")["report_id"].item()
    rows = lake.outcomes.rows().filter(report_id=broken).sort("stage")
    assert rows["stage"].to_list() == ["archive", "landing", "read"]
    assert rows["status"].to_list() == ["ok", "refused", "refused"]
    assert "ValueError" in rows.filter(stage="read")["found"].item()
    assert lake.outcomes.pending(lake.registry.rows(), line_reader().version).is_empty()


def test_a_row_that_breaks_its_contract_is_quarantined_and_comes_back_mended(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    read_pending(lake, line_reader(factor=float("nan")), START)
    refused = lake.quarantine.rows()
    assert landed_values(lake) == []
    assert refused.height == 3
    assert set(refused["reason_codes"]) == {"wrong_type"}
    assert all("value" in reasons for reasons in refused["reasons"])
    verdicts = lake.outcomes.rows().filter(stage="landing")
    assert verdicts["status"].to_list() == ["refused", "refused"]
    assert verdicts["reason_code"].to_list() == ["wrong_type", "wrong_type"]
    assert sorted(verdicts["rejected_count"]) == [1, 2]

    read_pending(lake, line_reader("1+00000002"), moment(1))
    assert lake.quarantine.rows().is_empty()
    assert landed_values(lake) == [12, 55, 168]


def test_batches_do_not_change_the_result(
    drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        (drop / f"extra-{number}.txt").write_text(f"2024-0{number + 1}-28 {number}\n")
    whole, pieces = Lake(tmp_path / "whole"), Lake(tmp_path / "pieces")
    archive_folder(drop, whole, START)
    read_pending(whole, line_reader(), START)
    monkeypatch.setattr(ingest, "BATCH", 2)
    archive_folder(drop, pieces, START)
    read_pending(pieces, line_reader(), START)
    assert pieces.landing.fingerprint() == whole.landing.fingerprint()


def test_a_report_missing_from_the_archive_stays_pending(drop: Path, lake: Lake) -> None:
    archive_folder(drop, lake, START)
    july = lake.registry.rows().filter(source_name="july.txt")["content_sha256"].item()
    lake.folder.remove(f"archive/{july[:2]}/{july}")

    ingested = read_pending(lake, line_reader(), START)
    assert landed_values(lake) == [55, 168]
    assert len(ingested.failures) == 1
    assert ingested.failures[0].startswith("july.txt: ")

    archive_folder(drop, lake, moment(1))  # the same file is still in the drop folder: it is archived again
    assert read_pending(lake, line_reader(), moment(1)).failures == []
    assert landed_values(lake) == [12, 55, 168]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("june.txt", True),
        ("2024/PAR INDEX.xlsx", True),
        ("readable.html", True),
        (".DS_Store", False),
        (".trash/june.txt", False),
        ("june.txt.meta.yml", False),
        ("README.md", False),
        ("2024/readme", False),
        ("~$june.xlsx", False),
        ("june.pdf.part", False),
    ],
)
def test_what_counts_as_a_report(name: str, expected: bool) -> None:
    assert is_report_file(name) is expected


def test_a_header_that_breaks_its_contract_costs_its_period_not_the_night(drop: Path, lake: Lake) -> None:
    def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        reading = line_reader().read(content, name, None)
        wrong = {"period_start": date(2024, 12, 31), "period_end": date(2024, 1, 1), "title": name}
        return Reading(reading.report_id, None, {**reading.header, **wrong}, reading.records, ())

    archive_folder(drop, lake, START)
    ingested = read_pending(lake, Reader("1+00000001", read), START)
    assert dict(ingested.reports) == {"ok": 2}
    headers = lake.landing.read("documents").sort("title")
    assert headers["title"].to_list() == ["2024/june.txt", "july.txt"]
    assert headers["period_start"].to_list() == headers["period_end"].to_list() == [None, None]
    assert landed_values(lake) == [12, 55, 168]


def test_names_are_kept_readable_whatever_bytes_they_have(drop: Path, lake: Lake) -> None:
    (drop / unicodedata.normalize("NFD", "Đà Nẵng.txt")).write_text("2024-05-31 1\n")
    Path(os.fsdecode(os.fsencode(drop) + b"/b\xe1o c\xe1o.txt")).write_text("2024-05-31 2\n")
    assert archive_folder(drop, lake, START).failures == ()
    assert read_pending(lake, line_reader(), START).failures == []
    names = lake.registry.rows()["source_name"].to_list()
    assert sorted(names) == ["2024/june.txt", "b\ufffdo c\ufffdo.txt", "july.txt", "Đà Nẵng.txt"]
    assert landed_values(lake) == [1, 2, 12, 55, 168]


def test_a_sidecar_is_kept_and_a_changed_one_has_its_report_read_again(drop: Path, lake: Lake) -> None:
    told: list[tuple[str, str | None]] = []

    def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        told.append((name, sidecar))
        return line_reader().read(content, name, None)

    reader = Reader("1+00000001", read)
    archive_folder(drop, lake, START)
    read_pending(lake, reader, START)
    told.clear()
    for hours, text in ((24, "agency: Hà Nam\n"), (48, "agency: Nghệ An\n"), (72, None)):
        beside = drop / "july.txt.meta.yml"
        beside.write_text(text, "utf-8") if text else beside.unlink()
        assert pending_work(str(drop), lake, reader.version).files == ("july.txt",)
        assert archive_folder(drop, lake, moment(hours)).new == ()
        read_pending(lake, reader, moment(hours))
        assert told == [("july.txt", text)]
        told.clear()
    assert not pending_work(str(drop), lake, reader.version)


def test_what_is_in_an_archive_are_reports_of_their_own(drop: Path, lake: Lake) -> None:
    with zipfile.ZipFile(drop / "all.zip", "w") as archive:
        archive.writestr("a/june.txt", "2024-06-30 7\n")
        archive.writestr("a/june.txt.meta.yml", "note: by mail\n")
        archive.writestr("Thumbs.db", "x")
    archive_folder(drop, lake, START)
    rows = {row["source_name"]: row["sidecar"] for row in lake.registry.rows().to_dicts()}
    assert rows == {
        "2024/june.txt": None,
        "july.txt": None,
        "all.zip": None,
        "all.zip/a/june.txt": "note: by mail\n",
    }


def test_what_must_be_taken_apart_to_tell_what_it_is_goes_to_a_worker(
    drop: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(content: bytes, name: str) -> Format:
        assert not content.startswith(PACKED)
        return Format.TEXT

    monkeypatch.setattr(storage_intake, "format_told", here)
    openpyxl.Workbook().save(drop / "a.xlsx")
    with zipfile.ZipFile(drop / "all.zip", "w") as archive:
        archive.write(drop / "a.xlsx", "b.xlsx")
        archive.writestr("broken.xlsx", b"PK\x03\x04broken")
    archive_folder(drop, lake, START)
    told = {row["source_name"]: row["media_type"] for row in lake.registry.rows().to_dicts()}
    assert told["a.xlsx"] == Format.SPREADSHEET
    assert told["all.zip"] == Format.ZIP
    assert told["all.zip/broken.xlsx"] is None


def test_an_archive_that_takes_too_much_memory_to_open_costs_itself(drop: Path, lake: Lake) -> None:
    with zipfile.ZipFile(drop / "0-large.zip", "w") as archive:
        archive.writestr("large.txt", b"0" * 60_000_000)
    with zipfile.ZipFile(drop / "1-good.zip", "w") as archive:
        archive.writestr("june.txt", "2024-06-30 7\n")
    intake = archive_folder(drop, lake, START, Limits(memory_megabytes=48))
    names = lake.registry.rows()["source_name"].to_list()
    assert intake.failures == ()
    assert sorted(names) == ["0-large.zip", "1-good.zip", "1-good.zip/june.txt", "2024/june.txt", "july.txt"]


def test_a_report_that_waits_for_a_program_is_read_once_it_is_there(
    drop: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def read(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        if OCR.is_installed:
            return line_reader().read(content, name, None)
        raise OCR.missing("a scanned page")

    def read_or_refuse(content: bytes, name: str, sidecar: str | None = None) -> Reading:
        try:
            return read(content, name)
        except PermanentFailure as failure:
            header = line_reader().read(b"", name, None).header
            return Reading(report_id(content), None, header, (), (failure.reason,))

    monkeypatch.setenv("PATH", str(tmp_path))
    reader = Reader("1+00000001", read_or_refuse)
    archive_folder(drop, lake, START)
    assert dict(read_pending(lake, reader, START).reports) == {"waiting": 2}
    assert "apt install tesseract-ocr" in waiting_reports(lake)[0].reasons
    assert not read_pending(lake, reader, moment(24)).reports

    (tmp_path / "tesseract").write_text("")
    (tmp_path / "tesseract").chmod(0o755)
    assert dict(read_pending(lake, reader, moment(48)).reports) == {"ok": 2}
    assert waiting_reports(lake) == []
