"""Mails as Outlook saves them, made here: texts, files, mails in mails, signed ones, lost parts."""

from __future__ import annotations

import unicodedata

import pytest

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.containers import members
from orchestration.reports.containers.members import Opened
from orchestration.reports.limits import Limits
from orchestration.reports.readers.sniffing import Format, sniff
from tests.fixtures.make.compound_files import Folder, compound_file
from tests.fixtures.make.outlook import file, item, mail, values

SIGNED = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary="B"\r\n\r\n'
    b"--B\r\nContent-Type: text/plain\r\n\r\n98%\r\n"
    b"--B\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment;"
    b' filename="bieu.pdf"\r\n\r\n%PDF\r\n'
    b"--B\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--B--\r\n"
)


def opened(message: Folder) -> Opened:
    content = compound_file(message)
    assert sniff(content, "thu.msg") == Format.OUTLOOK
    return members(content, "thu.msg", Limits())


def found(message: Folder) -> dict[str, bytes]:
    return {member.name: member.content for member in opened(message).members}


def test_text_and_files_come_out() -> None:
    large = bytes(range(256)) * 40
    message = mail({0x1000: "Tỷ lệ 98%"}, [file("Biểu 06 quý I.xlsx", large), file("phụ lục.pdf", b"%PDF")])
    assert found(message) == {
        "thân thư.txt": "\ufeffTỷ lệ 98%".encode(),
        "Biểu 06 quý I.xlsx": large,
        "phụ lục.pdf": b"%PDF",
    }


def test_a_mail_attached_as_an_item_is_opened_under_its_subject() -> None:
    inner = mail({0x0037: "FW: Báo cáo/quý I", 0x1000: "97,5%"}, [file("a.pdf", b"%PDF")], header=24)
    outer = mail({0x1000: "Kính chuyển"}, [item(inner)])
    assert list(found(outer)) == ["FW_ Báo cáo_quý I/thân thư.txt", "FW_ Báo cáo_quý I/a.pdf"]


def test_mails_in_each_other_have_an_end() -> None:
    message = mail({0x1000: "1"}, [], header=24)
    for _ in range(5):
        message = mail({0x0037: "FW"}, [item(message)], header=24)
    message["__properties_version1.0"] = b"\0" * 32
    (reason,) = opened(message).refusals
    assert (reason.code, reason.location) == (ReasonCode.LIMIT_EXCEEDED, "FW/FW/FW")


def test_a_signed_mail_gives_what_was_signed_once() -> None:
    attachment = {**values({0x370E: "multipart/signed"}, header=8), "__substg1.0_37010102": SIGNED}
    assert list(found(mail({0x1000: "98%\r\n"}, [attachment]))) == ["thân thư.txt", "bieu.pdf"]


@pytest.mark.parametrize("page", [1258, 1252, 99999, None])
def test_names_and_texts_of_old_outlook_are_read_by_their_code_page(page: int | None) -> None:
    name, text = ("Biểu số 6.xls\0", "Tỷ lệ đúng hạn 98%")
    old = {1258: "cp1258"}.get(page or 0, "utf-8")
    raw, body = (unmarked(part).encode(old) if old == "cp1258" else part.encode() for part in (name, text))
    numbers = {0x3FFD: page, 0x3FDE: page} if page else {}
    read = found(mail({0x1000: body}, [file(raw, b"1")], numbers))
    assert list(read) == ["thân thư.txt", "Biểu số 6.xls"]
    assert read["thân thư.txt"].decode("utf-8-sig") == text


def unmarked(text: str) -> str:
    """With tone marks as letters of their own where code page 1258 has no whole letter."""
    pieces = []
    for letter in text:
        try:
            letter.encode("cp1258")
            pieces.append(letter)
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tone = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            shape = [mark for mark in marks if mark not in tone]
            pieces.append(unicodedata.normalize("NFC", "".join([base, *shape])) + "".join(tone))
    return "".join(pieces)


def test_the_page_of_a_mail_is_read_although_it_is_not_of_the_stated_code_page() -> None:
    page = "<p>Đạt 98,5%</p>".encode()
    message = mail({}, [], {0x3FDE: 20127})
    message["__substg1.0_10130102"] = page
    assert found(message) == {"thân thư.html": b"\xef\xbb\xbf" + page}


def test_a_lost_attachment_and_a_text_that_cannot_be_read_cost_themselves() -> None:
    lost = values({0x3707: "mat.pdf"}, {0x3705: 1}, header=8)
    message = mail({}, [lost, file("con.pdf", b"%PDF")])
    message["__substg1.0_10090102"] = b"\x10\0\0\0\x10\0\0\0LZFu"
    result = opened(message)
    assert [member.name for member in result.members] == ["con.pdf"]
    assert [reason.location for reason in result.refusals] == ["thân thư", "mat.pdf"]


def test_a_damaged_file_is_refused() -> None:
    content = compound_file(mail({0x1000: "Tỷ lệ 98%"}, [file("a.pdf", b"1" * 9_000)]))
    with pytest.raises(PermanentFailure) as failure:
        members(content[:-512], "thu.msg", Limits())
    assert failure.value.reason.code == ReasonCode.UNREADABLE_FILE
