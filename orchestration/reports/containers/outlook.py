"""Mails as Outlook saves them (.msg): attachments and the text of the mail itself.

Here belongs what the library gives of a message. Not here: mails as they are sent (`mail`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxmsg import Message

from data_contracts.reasons import ReasonCode
from orchestration.reports.containers.mail import add_body, add_file
from orchestration.reports.containers.members import Budget, MemberList, Opened, refused
from orchestration.reports.containers.names import repair_name

if TYPE_CHECKING:
    from oxmsg.attachment import Attachment

_SHORT_NAME = 0x3704
"""PidTagAttachFilename: the 8.3 name, given where there is no long one ([MS-OXCMSG] 2.2.2.11)."""


def open_outlook(content: bytes, budget: Budget) -> Opened:
    """The text of the mail (HTML before plain) if there is a digit in it, and its attachments.

    Raises:
        PermanentFailure: the file cannot be taken apart.
    """
    found = MemberList()
    try:
        message = Message.load(content)
        html, plain = _text(message, "html_body"), _text(message, "body")
        add_body(html or plain, bool(html), budget, found)
        attachments = message.attachments
        for number, attachment in enumerate(attachments, 1):
            if not budget.admit():
                found.refuse_rest(len(attachments) - number + 1, budget.limits)
                break
            _add(attachment, number, budget, found)
    except Exception as error:  # the library believes what the file says of itself, and fails in many ways
        advice = "Save the mail as .eml, or its attachments from a mail program, and drop those."
        raise refused(
            ReasonCode.UNREADABLE_FILE, "a complete mail", f"a damaged one ({error})", advice
        ) from error
    return found.opened()


def _text(message: Message, name: str) -> str:
    """One wording of the mail; "" where there is none or it is not of the code page that it states."""
    try:
        return str(getattr(message, name) or "")
    except (UnicodeDecodeError, LookupError):
        return ""


def _add(attachment: Attachment, number: int, budget: Budget, found: MemberList) -> None:
    short = attachment.properties.str_prop_value(_SHORT_NAME)
    name = repair_name(attachment.file_name or short or f"tệp đính kèm {number}")
    content = attachment.file_bytes
    if content is None:
        advice = "Open the mail in Outlook, save this attachment, and drop it."
        found.refuse(name, ReasonCode.UNREADABLE_FILE, "an attached file", "a link or another item", advice)
        return
    add_file(name, content, budget, found)
