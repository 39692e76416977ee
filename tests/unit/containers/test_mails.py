"""Mails as containers: attachments with Vietnamese names, forwarded mails, the text of the mail."""

from email.message import EmailMessage

import pytest

from orchestration.reports.containers import members
from orchestration.reports.limits import Limits


def mail(text: str = "Kính gửi") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Báo cáo", "a@tinh.example", "b@bo.example"
    message.set_content(text)
    return message


def test_attachments_forwarded_mails_and_the_text_come_out() -> None:
    forwarded = mail("Tỷ lệ 97%")
    message = mail("Tỷ lệ 98%")
    message.add_attachment(b"data", maintype="application", subtype="pdf", filename="Biểu số 06 quý I.pdf")
    message.add_attachment(forwarded)
    names = [member.name for member in members(message.as_bytes(), "x.eml", Limits()).members]
    assert names == ["thân thư.txt", "Biểu số 06 quý I.pdf", "tệp đính kèm 3.eml/thân thư.txt"]


def test_a_text_without_figures_is_no_report() -> None:
    message = mail("Kính gửi Bộ Nội vụ")
    message.add_attachment(b"1", maintype="application", subtype="pdf", filename="a.pdf")
    assert [m.name for m in members(message.as_bytes(), "x.eml", Limits()).members] == ["a.pdf"]


@pytest.mark.parametrize(
    "parameter",
    [
        'filename="=?UTF-8?B?QsOhbyBjw6FvLnR4dA==?="',
        "filename*=UTF-8''B%C3%A1o%20c%C3%A1o.txt",
        "filename*0*=UTF-8''B%C3%A1o;\r\n filename*1*=%20c%C3%A1o.txt",
        'filename="Báo cáo.txt"',
    ],
)
def test_names_are_read_however_they_are_wrapped(parameter: str) -> None:
    lines = (
        "From: a@b.example",
        "To: c@d.example",
        "Subject: x",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="B"',
        "",
        "--B",
        "Content-Type: text/plain",
        f"Content-Disposition: attachment; {parameter}",
        "",
        "Kết quả: 5",
        "--B--",
        "",
    )
    opened = members("\r\n".join(lines).encode(), "x.eml", Limits())
    assert [member.name for member in opened.members] == ["Báo cáo.txt"]


def test_a_name_cannot_lead_out_and_small_pictures_of_a_signature_are_left() -> None:
    message = mail("x")
    message.add_attachment(b"1", maintype="application", subtype="pdf", filename="../../etc/a.pdf")
    message.add_attachment(
        b"logo", maintype="image", subtype="png", filename="logo.png", cid="<1>", disposition="inline"
    )
    (only,) = members(message.as_bytes(), "x.eml", Limits()).members
    assert ".." not in only.name
    assert "/" not in only.name
