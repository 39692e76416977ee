"""Mails as they are sent (.eml): attachments, forwarded mails, and the text of the mail itself.

Here belongs taking a MIME message apart. Not here: Outlook's own files (`outlook`), what the text says.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import re
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.containers.members import Budget, MemberList, Opened, refused
from orchestration.reports.containers.names import clean_path, decode_name, is_furniture, repair_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

BODY_NAME = "thân thư"
"""Name of the member that is the mail's own text."""

_LARGEST_ORNAMENT = 32 * 1024
"""Pictures shown inside the text are logos and signatures up to about this size, scans beyond it."""
_SEALS = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
_EXTENSIONS = {"text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml"}
_CODE_PAGES = {"x-unknown": "utf-8", "unknown-8bit": "utf-8", "tcvn": "utf-8"}
_DIGIT = re.compile(r"\d")


class _AsSent(email.policy.Compat32):
    """Headers as they stand: other policies fail on malformed ones, or lose bytes that are not ASCII."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the policy's signature
        return value


def open_mail(content: bytes, budget: Budget) -> Opened:
    """The attachments of a mail in order, and its text (HTML before plain) if there is a digit in it.

    Raises:
        PermanentFailure: the mail cannot be taken apart.
    """
    found = MemberList()
    try:
        message = email.message_from_bytes(content, policy=_AsSent())
        parts = list(_parts(message))
    except (RecursionError, email.errors.MessageError, ValueError, LookupError) as error:
        advice = "Save the attachments from a mail program and drop them."
        raise refused(ReasonCode.UNREADABLE_FILE, "a mail", f"a malformed one ({error})", advice) from error
    body = _body(parts)
    for number, part in enumerate(parts, 1):
        if not budget.admit():
            found.refuse_rest(len(parts) - number + 1, budget.limits)
            break
        if part is body:
            add_body(_text(part), part.get_content_type() == "text/html", budget, found)
        elif _is_attachment(part):
            _add(part, number, budget, found)
    return found.opened()


def add_body(text: str, is_html: bool, budget: Budget, found: MemberList) -> None:
    """Add the text of a mail as a member: UTF-8 with its mark, which outdoes what the HTML says."""
    visible = re.sub(r"<[^>]*>", " ", text) if is_html else text
    if _DIGIT.search(visible):
        add_file(f"{BODY_NAME}{'.html' if is_html else '.txt'}", text.encode("utf-8-sig"), budget, found)


def add_file(name: str, content: bytes, budget: Budget, found: MemberList) -> None:
    """Add an attachment, or the reason why it is not; names of mails are single steps, never paths."""
    step = file_step(name)
    if is_furniture(step):
        return
    try:
        budget.take(len(content), step)
    except PermanentFailure as failure:
        found.refusals.append(failure.reason)
    else:
        found.add(step or "tệp đính kèm", content)


def file_step(name: str) -> str:
    """The name as one step of a path, whatever it says of folders."""
    return clean_path(name).replace("..", "\ufffd").strip("/").replace("/", "_").replace(":", "_")


def _parts(message: Message) -> Iterator[Message]:
    """The leaves in order; a mail in the mail is one leaf."""
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            yield from _parts(part)  # type: ignore[arg-type]
    else:
        yield message


def _body(parts: list[Message]) -> Message | None:
    texts = [part for part in parts if not _has_name(part) and _disposition(part) != "attachment"]
    for kind in ("text/html", "text/plain"):
        if found := next((part for part in texts if part.get_content_type() == kind), None):
            return found
    return None


def _is_attachment(part: Message) -> bool:
    """Whether a part is a file of its own: no other wording of the text, no ornament, no signature."""
    if part.get_content_type() in _SEALS:
        return False
    if part.get_content_type() in {"text/html", "text/plain"} and _disposition(part) != "attachment":
        return _has_name(part)
    is_shown = bool(part.get("Content-ID")) and _disposition(part) != "attachment"
    if is_shown and part.get_content_maintype() == "image":
        return len(_bytes(part)) > _LARGEST_ORNAMENT
    return True


def _add(part: Message, number: int, budget: Budget, found: MemberList) -> None:
    extension = _EXTENSIONS.get(part.get_content_type(), "")
    name = _file_name(part) or f"tệp đính kèm {number}{extension}"
    content = _bytes(part)
    if part.defects and not content:
        advice = "Save the attachment from a mail program and drop it."
        found.refuse(name, ReasonCode.UNREADABLE_FILE, "a whole attachment", "a damaged one", advice)
        return
    add_file(name, content, budget, found)


def _bytes(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return b"\r\n".join(bytes(inner) for inner in part.get_payload())  # type: ignore[arg-type]
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Message) -> str:
    """The words of a text part; bytes that are not of the stated code page become replacement characters."""
    stated = str(part.get_content_charset() or "utf-8")
    content = _bytes(part)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode(_CODE_PAGES.get(stated, stated), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _disposition(part: Message) -> str | None:
    return part.get_content_disposition()


def _has_name(part: Message) -> bool:
    return bool(_file_name(part))


def _file_name(part: Message) -> str:
    """The name of a part, whichever way it was wrapped: RFC 2231, RFC 2047, or bytes as they are."""
    try:
        name = part.get_filename() or ""
        pieces = email.header.decode_header(name)
    except (email.errors.MessageError, ValueError, LookupError, TypeError):
        return ""
    return "".join(_piece(text, charset) for text, charset in pieces).strip()


def _piece(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, bytes) and charset:
        try:
            return repair_name(text.decode(charset))
        except (LookupError, UnicodeDecodeError):
            return decode_name(text)
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    return decode_name(raw)
