"""Garbled text: told from sound text in any language, from figures and from codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.reports.cleaning.garbled import garbling, unshifted

SOUND = (
    "Báo cáo tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết",
    "Tổng số hồ sơ tiếp nhận trong kỳ là 12.345 hồ sơ, trong đó trực tuyến 10.000 hồ sơ",
    "Các phòng, ban không phát sinh hồ sơ quá hạn; công tác thông tin được thực hiện đúng quy định",
)
REPORTS = Path(__file__).parents[3] / "reports"


@pytest.mark.parametrize(
    "texts",
    [
        SOUND,
        ["The provincial competitiveness index measures economic governance in all provinces"] * 9,
        ["Le rapport trimestriel présente les résultats déjà publiés, très détaillés à l'échelle"] * 9,
        ["Отчёт о ходе административной реформы за третий квартал опубликован на портале"] * 9,
        ["1.234 98,33% 0 - 12 45 7.890"] * 30,
        ["UBND HĐND TTHC DVCTT BCCI QĐND TTHCC CSDLQG 1.000894.000.00.00.H56"] * 20,
        ["\uf0b7 Tổng số", "\uf0a7 Đúng hạn", "\uf0d8 Quá hạn"] * 9,
        ["(cid:12)"],
        [],
    ],
)
def test_sound_text(texts: list[str]) -> None:
    assert garbling(texts) is None


@pytest.mark.parametrize("path", sorted(REPORTS.rglob("*.txt")), ids=lambda path: path.stem)
def test_shipped_reports_are_sound(path: Path) -> None:
    assert garbling(path.read_text(encoding="utf-8").splitlines()) is None


def test_letters_of_other_alphabets_inside_words() -> None:
    texts = [line.replace("o", "о").replace("a", "а") for line in SOUND]
    found = garbling(["Tiêu đề", *texts])
    assert found is not None
    assert (found.kind, found.index, found.spoils_figures) == ("homoglyphs", 1, True)


def test_letters_exchanged_by_a_font() -> None:
    exchange = str.maketrans("aeiouhntgcáàạảộếệ", "tgcnhuoiaeệộáếạàả")
    found = garbling([line.translate(exchange) for line in SOUND * 2])
    assert found is not None
    assert (found.kind, found.spoils_figures) == ("ciphered", True)


def test_words_without_vowels() -> None:
    english = "several provinces reported increasing numbers while others described steady returns across"
    cipher = str.maketrans("abcdefghijklmnopqrstuvwxyz", "qwrtzpsdfghjklbxcvbnmqwrtz".replace("y", "x"))
    lines = [f"{english} district{n} many different measured offices handle paperwork {n}" for n in range(4)]
    other = "children without parents cannot submit these documents because regulation requires stamps"
    found = garbling([line.translate(cipher) for line in [*lines, other]])
    assert found is not None
    assert found.kind == "ciphered"


@pytest.mark.parametrize("sign", ["(cid:12)", "\ufffd", "\ue123"])
def test_glyphs_without_letters(sign: str) -> None:
    found = garbling([line.replace("t", sign) for line in SOUND])
    assert found is not None
    assert (found.kind, found.index) == ("unmapped", 0)


def test_shifted_letters_are_told_and_restored_where_no_word_is_made_up() -> None:
    shifted = [
        line.replace("ô", "ơ").replace("ò", "ị").replace("oá", "ố").replace("Ô", "Ơ") for line in SOUND * 3
    ]
    found = garbling(shifted)
    assert found is not None
    assert (found.kind, found.spoils_figures) == ("shifted", False)
    assert unshifted("PHỊNG, cơng nghệ thơng tin, 1.234") == "PHÒNG, công nghệ thông tin, 1.234"
    assert unshifted("cơ sở, thị trấn, số hồ sơ") == "cơ sở, thị trấn, số hồ sơ"
