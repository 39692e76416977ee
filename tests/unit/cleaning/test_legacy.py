"""Legacy encodings: what was written comes back, and what is no legacy text stays as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_contracts.reasons import PermanentFailure
from orchestration.reports.cleaning.charsets import Charset, table, western
from orchestration.reports.cleaning.legacy import (
    charset_of,
    decode_run,
    decoder_of,
    normal_form,
    without_mojibake,
)
from orchestration.reports.readers.encoding import decode

WORDS = [
    "báo",
    "cáo",
    "tình",
    "hình",
    "kết",
    "quả",
    "giải",
    "quyết",
    "thủ",
    "tục",
    "hành",
    "chính",
    "của",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "số",
    "hồ",
    "sơ",
    "tiếp",
    "nhận",
    "trong",
    "kỳ",
    "đã",
    "trước",
    "hạn",
    "đúng",
    "hạn",
    "quá",
    "hạn",
    "trực",
    "tuyến",
    "bưu",
    "chính",
    "lĩnh",
    "vực",
    "đất",
    "đai",
    "tư",
    "pháp",
    "hộ",
    "tịch",
    "xây",
    "dựng",
    "cộng",
    "hòa",
    "xã",
    "hội",
    "chủ",
    "nghĩa",
    "phường",
    "thị",
    "trấn",
    "huyện",
    "ngưỡng",
    "những",
    "chuyển",
    "nghỉ",
    "việc",
    "rằng",
    "lẫn",
    "kỹ",
    "ý",
    "nghĩ",
    "được",
    "mỗi",
    "sẵn",
]
PLAIN = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Tổng số 1.234 hồ sơ, đạt 98,33%."
sentences = st.lists(st.sampled_from(WORDS), min_size=12, max_size=40, unique=True).map(
    lambda words: " ".join(["giải quyết thủ tục đã những", *words])
)


def decode_text(text: str) -> str:
    decode = decoder_of(text)
    return normal_form(decode(text) if decode else without_mojibake(text))


def encoded(text: str, charset: Charset) -> str:
    """The text as a Western program shows it in that encoding."""
    codes = {letter: code for code, letter in reversed(table(charset).items())}
    if charset != "cp1258":
        return "".join(codes.get(letter, letter) for letter in text)
    result = ""
    for letter in text:
        base, tone = letter, ""
        decomposed = unicodedata.normalize("NFD", letter)
        for mark in "\u0300\u0301\u0303\u0309\u0323":
            if mark in decomposed:
                base, tone = unicodedata.normalize("NFC", decomposed.replace(mark, "")), mark
        result += codes.get(base, base) + codes.get(tone, tone)
    return result


@pytest.mark.parametrize("charset", ["tcvn3", "vni", "vps", "viscii", "cp1258"])
@given(text=sentences)
def test_every_encoding_is_read_back_without_a_font(charset: Charset, text: str) -> None:
    assert decode_text(encoded(text, charset)) == text


@pytest.mark.parametrize(
    ("font", "charset"),
    [(".VnTime", "tcvn3"), ("ABCDEF+.VnTime-Bold", "tcvn3"), ("VNI-Times", "vni"), ("VPS Times", "vps")],
)
@given(text=sentences)
def test_a_font_decides_and_leaves_unicode_alone(font: str, charset: Charset, text: str) -> None:
    assert decode_run(encoded(text, charset), font) == text
    assert decode_run(text, font) == text


@pytest.mark.parametrize("word", ["số", "ký", "nước", "đã", "xã"])
def test_one_word_is_enough_where_the_font_is_known(word: str) -> None:
    assert decode_run(encoded(word, "tcvn3"), ".VnTime") == word
    assert decode_run(encoded(word, "tcvn3"), ".VnTimeH") == word.upper()
    assert decode_run(encoded(word, "vni"), "VNI-Helve") == word


def test_capitals_of_encodings() -> None:
    assert decode_run("CéNG HßA X· HéI", ".VnTime") == "CỘNG HÒA XÃ HỘI"
    assert decode_run("ÑOÄC LAÄP", "VNI-Times") == "ĐỘC LẬP"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Le comité a été créé à Genève; les résultats du troisième trimestre sont très élevés, même à côté.",
        "The naïve café façade; Über-Straße, señor, coöperate: 5 µm ± 3°, § 12, © 2024 ®",
        "Tỷ lệ 98,33 %; µ = 1,5; (±2) §5",
        "12 34 56",
        "",
    ],
)
def test_other_text_is_never_changed(text: str) -> None:
    assert decode_text(text) == text
    assert decode_run(text, "Times New Roman") == text


def test_utf8_read_as_western_is_repaired() -> None:
    text = "Thủ tục hành chính ở tỉnh: tiếp nhận, giải quyết hồ sơ trực tuyến của dân"
    assert decode_text(text.encode().decode("latin-1")) == text
    assert decode_text(western(text.encode())) == text
    assert decode_text("Viá»‡t Nam, thá»§ tá»¥c hÃ\u00a0nh chÃ\u00adnh") == "Việt Nam, thủ tục hành chính"


@given(sentences)
def test_decomposed_letters_are_composed(text: str) -> None:
    assert decode_text(unicodedata.normalize("NFD", text)) == text


def test_a_tone_typed_before_its_circumflex() -> None:
    assert decode_text("hộ ti\u0323ch, bâ\u0309n, ba\u0309\u0302n") == "hộ tịch, bẩn, bẩn"


@pytest.mark.parametrize("charset", ["tcvn3", "vni", "vps", "viscii", "cp1258"])
@given(text=sentences)
def test_bytes_of_every_encoding_are_read(charset: Charset, text: str) -> None:
    printed = encoded(text, charset)
    content = b"".join(c.encode("latin-1") if c <= "\u00ff" else c.encode("cp1252") for c in printed)
    assert decode(content) == text


@pytest.mark.parametrize(
    "text", ["Le comité a été créé à Genève", "Résumé: naïve café, façade", "été", "à là là"]
)
def test_bytes_of_other_code_pages_are_refused(text: str) -> None:
    with pytest.raises(PermanentFailure, match="UTF-8"):
        decode(text.encode("cp1252"))


def test_unicode_has_no_legacy_encoding() -> None:
    assert charset_of(PLAIN) is None


def test_the_letters_of_a_document_number_make_no_capitals() -> None:
    assert decode_run("Sè: 215/BC-VP", ".VnTime") == "Số: 215/BC-VP"
    assert decode_run("UBND TØNH", ".VnTime") == "UBND TỈNH"
