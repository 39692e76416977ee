"""`cchc read --explain`: why one figure of a text was taken or left."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli.read import read

TEXT = """Kết quả cải cách hành chính quý I
Quý I/2023, tỉnh Hà Giang tiếp nhận 84.210 hồ sơ thủ tục hành chính, phấn đấu đạt 99,5% hồ sơ đúng hạn.
Theo Quyết định số 123/QĐ-UBND ngày 5/1/2023, có 15 sở, ngành và 1.500 đại biểu tham dự.
Một số địa phương chỉ đạt 45% hồ sơ trực tuyến.
"""


def explained(tmp_path: Path, figure: str) -> str:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(read, [str(file), "--explain", figure])
    return result.output if result.exit_code == 0 else str(result.exception)


def test_value_is_told_with_its_agency_period_kind_and_rules(tmp_path: Path) -> None:
    told = explained(tmp_path, "84.210")
    assert "paragraph 2: “84.210”" in told
    assert "taken   dossiers_received = 84210 dossier, actual of province:ha-giang (stated)" in told
    assert "2023-01-01 – 2023-03-31" in told
    assert "by      count:dossiers_received" in told
    assert "seen    “hồ sơ”: dossier" in told


def test_target_is_told_as_one_by_its_words(tmp_path: Path) -> None:
    assert "target of province:ha-giang" in explained(tmp_path, "99,5%")


@pytest.mark.parametrize(
    ("figure", "reason"),
    [
        ("15", "a number of agencies"),
        ("1.500", "no words in its clause"),
        ("45", "which is no one agency of ours"),
    ],
)
def test_figure_that_is_left_has_its_reason(tmp_path: Path, figure: str, reason: str) -> None:
    told = explained(tmp_path, figure)
    assert "left    " in told
    assert reason in told


def test_figure_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert "expected the figure “777”" in explained(tmp_path, "777")


def test_text_on_another_subject_says_so(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Hôm nay Hà Nội có mưa, lượng mưa 120 mm, có nơi 200 mm.\n", encoding="utf-8")
    result = CliRunner().invoke(read, [str(file), "--explain", "120"])
    assert "the text speaks nowhere of administrative reform" in result.output
