"""Mails as Outlook saves them (.msg): attachments, mails attached as Outlook's own items, the text itself.

Here belongs taking a message apart into its values. Not here: mails as they are sent (`mail`), how the
compound file around it is built (python-oxmsg).
"""

from __future__ import annotations

import struct
import unicodedata
from contextlib import suppress

from olefile import OleFileIO
from oxmsg.storage import Storage

from data_contracts.reasons import ReasonCode
from orchestration.reports.containers.mail import BODY_NAME, add_body, add_file, file_step, open_mail
from orchestration.reports.containers.members import Budget, MemberList, Opened, placed, refused
from orchestration.reports.containers.names import decode_name, repair_name

_STREAM = "__substg1.0_{:04X}{}"
_TEXT, _OLD_TEXT, _BYTES, _ITEM = "001F", "001E", "0102", "000D"
_SUBJECT, _BODY, _HTML, _RICH_TEXT = 0x0037, 0x1000, 0x1013, 0x1009
_DATA, _LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MIME_TYPE = 0x3701, 0x3707, 0x3704, 0x3001, 0x370E
_MESSAGE_CODE_PAGE, _INTERNET_CODE_PAGE = 0x3FFD, 0x3FDE
"""Numbers of properties and of their types, [MS-OXPROPS]."""
_PROPERTIES = "__properties_version1.0"
_HEADER, _INNER_HEADER = 32, 24
"""Bytes before the first property, in a file and in a message inside one, [MS-OXMSG] 2.4.1."""


def open_outlook(content: bytes, budget: Budget) -> Opened:
    """The text of the mail (HTML before plain) if there is a digit in it, and its attachments.

    What is in an attached mail stands under that mail's name and a slash.

    Raises:
        PermanentFailure: the file cannot be taken apart.
    """
    try:
        with OleFileIO(content) as file:
            message = Storage.from_ole(file)
        return _opened(message, _HEADER, budget.limits.nesting, budget)
    except Exception as error:  # the library believes what the file says of itself, and fails in many ways
        advice = "Save the mail as .eml, or its attachments from a mail program, and drop those."
        raise refused(
            ReasonCode.UNREADABLE_FILE, "a complete mail", f"a damaged one ({error})", advice
        ) from error


def _opened(message: Storage, header: int, depth: int, budget: Budget) -> Opened:
    found = MemberList()
    values = _Values(message, header)
    attachments = list(message.iter_attachment_storages())
    if not any(map(_is_signed, attachments)):  # what was signed holds the text as well
        _add_text(values, budget, found)
    for number, attachment in enumerate(attachments, 1):
        if not budget.admit():
            found.refuse_rest(len(attachments) - number + 1, budget.limits)
            break
        _add(attachment, number, values.code_page, depth, budget, found)
    return found.opened()


def _add_text(values: _Values, budget: Budget, found: MemberList) -> None:
    html, plain = values.text(_HTML), values.text(_BODY)
    if not (html or plain).strip() and values.raw(_RICH_TEXT, _BYTES):
        advice = "Open the mail in Outlook, save it as .eml or its text as .docx, and drop that file."
        found.refuse(BODY_NAME, ReasonCode.UNREADABLE_FILE, "a text", "one kept as rich text alone", advice)
    add_body(html or plain, bool(html), budget, found)


def _add(
    attachment: Storage, number: int, code_page: int | None, depth: int, budget: Budget, found: MemberList
) -> None:
    """Add what is attached: a file, a signed mail's parts, or what is in a mail."""
    values = _Values(attachment, None, code_page)
    content = values.raw(_DATA, _BYTES)
    stated = next(filter(None, map(values.text, (_LONG_NAME, _SHORT_NAME))), "")
    if content is not None and _is_signed(attachment):
        _add_all(open_mail(content, budget), "", found)
    elif content is not None:
        add_file(stated or f"tệp đính kèm {number}", content, budget, found)
    elif item := _item(attachment):
        inner = _Values(item, _INNER_HEADER)
        name = file_step(inner.text(_SUBJECT) or values.text(_DISPLAY_NAME)) or f"thư đính kèm {number}"
        if depth <= 1:
            limit = f"at most {budget.limits.nesting} mails in each other"
            advice = "Open the mail in Outlook, save what is in the inner one, and drop that."
            found.refuse(name, ReasonCode.LIMIT_EXCEEDED, limit, "one more inside", advice)
        else:
            _add_all(_opened(item, _INNER_HEADER, depth - 1, budget), f"{name}/", found)
    else:
        advice = "Open the mail in Outlook, save this attachment, and drop it."
        name = stated or f"tệp đính kèm {number}"
        found.refuse(name, ReasonCode.UNREADABLE_FILE, "an attached file", "a link or a lost one", advice)


def _is_signed(attachment: Storage) -> bool:
    return _Values(attachment, None).text(_MIME_TYPE).lower().startswith("multipart/")


def _item(attachment: Storage) -> Storage | None:
    """The mail that is attached as an item of Outlook; other programs' objects have no properties."""
    name = _STREAM.format(_DATA, _ITEM)
    item = next((inner for inner in attachment.storages if inner.name == name), None)
    return item if item and any(stream.name == _PROPERTIES for stream in item.streams) else None


def _add_all(opened: Opened, folder: str, found: MemberList) -> None:
    for member in opened.members:
        found.add(f"{folder}{member.name}", member.content)
    found.refusals += [placed(reason, folder) for reason in opened.refusals]


class _Values:
    """The values of a message or an attachment, each in a stream of its own if it is no number."""

    def __init__(self, storage: Storage, header: int | None, code_page: int | None = None) -> None:
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        self._numbers = self._read_numbers(header) if header is not None else {}
        pages = (self._numbers.get(number) for number in (_MESSAGE_CODE_PAGE, _INTERNET_CODE_PAGE))
        self.code_page = code_page or next(filter(None, pages), None)

    def raw(self, number: int, kind: str) -> bytes | None:
        """The bytes of a value of one type."""
        return self._streams.get(_STREAM.format(number, kind).upper())

    def text(self, number: int) -> str:
        """A text in NFC, of whichever type it is kept as; "" if there is none."""
        wide = self.raw(number, _TEXT)
        if wide:
            return unicodedata.normalize("NFC", wide.decode("utf-16-le", "replace")).rstrip("\0")
        old = self.raw(number, _BYTES) or self.raw(number, _OLD_TEXT) or b""
        return self._decoded(old.rstrip(b"\0"), self._page_of(number))

    def _page_of(self, number: int) -> int | None:
        if number in {_BODY, _HTML}:
            return self._numbers.get(_INTERNET_CODE_PAGE) or self.code_page
        return self.code_page

    def _decoded(self, raw: bytes, page: int | None) -> str:
        """UTF-8 where it is that, else by the stated page, else by what the letters look like."""
        with suppress(UnicodeDecodeError):
            return repair_name(raw.decode("utf-8"))
        with suppress(LookupError, UnicodeDecodeError):
            return unicodedata.normalize("NFC", raw.decode(f"cp{page}"))
        return decode_name(raw)

    def _read_numbers(self, header: int) -> dict[int, int]:
        """The values of four bytes, by their numbers."""
        table = self._streams.get(_PROPERTIES.upper(), b"")[header:]
        whole = table[: len(table) // 16 * 16]
        return {number: value for _, number, value in struct.iter_unpack("<HH4xI4x", whole)}
