"""`cchc read` of a text that is never finished: it is refused, and the others are read."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli import cchc
from orchestration.reports import reading
from orchestration.reports.catalogue.agencies import Agency
from orchestration.reports.document import Document
from orchestration.reports.records import Record


def test_a_text_that_takes_too_long_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_prose = reading._read_prose

    def stuck_in_a_pattern(document: Document, filed: Agency | None) -> tuple[Record, ...]:
        if document.name == "dai.txt":
            re.match(r"(?:a|a)*b", "a" * 60)
        return read_prose(document, filed)

    monkeypatch.setattr(reading, "_read_prose", stuck_in_a_pattern)
    monkeypatch.setenv("CCHC_MAX_SECONDS", "1")
    said = "Trong 6 tháng đầu năm 2023, tỉnh Hà Nam đã tiếp nhận 12.345 hồ sơ thủ tục hành chính."
    files = [tmp_path / "dai.txt", tmp_path / "ngan.txt"]
    for file in files:
        file.write_text(said, encoding="utf-8")
    result = CliRunner().invoke(cchc, ["read", "--format", "jsonl", *map(str, files)])
    assert result.exit_code == 0, result.output
    refused, told = map(json.loads, result.output.splitlines())
    assert (refused["record"], refused["source"]) == ("refusal", str(files[0]))
    assert "CCHC_MAX_SECONDS" in refused["reason"]
    assert (told["indicator_code"], told["value"]) == ("dossiers_received", 12345)
