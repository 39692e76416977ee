"""Opening what holds reports: archives and mails. Their members are files in memory, never on disk.

Here belongs which formats are containers, and opening those inside each other. Not here: reading a member
(`readers/`), registering it (`orchestration/storage/intake.py`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.containers.mail import open_mail
from orchestration.reports.containers.members import Budget, Member, Opened, placed, refused
from orchestration.reports.containers.outlook import open_outlook
from orchestration.reports.containers.zip_archive import open_zip
from orchestration.reports.limits import MEGABYTE
from orchestration.reports.readers.failures import check_size
from orchestration.reports.readers.sniffing import Format, sniff

if TYPE_CHECKING:
    from collections.abc import Callable

    from data_contracts.reasons import Reason
    from orchestration.reports.limits import Limits

__all__ = ["Member", "Opened", "is_container", "members"]

_OPENERS: dict[Format, Callable[[bytes, Budget], Opened]] = {
    Format.ZIP: open_zip,
    Format.EMAIL: open_mail,
    Format.OUTLOOK: open_outlook,
}


def is_container(kind: Format) -> bool:
    """Whether a file of this format holds reports instead of being one."""
    return kind in _OPENERS


def members(content: bytes, name: str, limits: Limits) -> Opened:
    """The files in a container and in the containers inside it, in the order of their places.

    Args:
        content: the container's bytes.
        name: its file name, for messages.
        limits: of members, sizes, expansion and nesting, for the whole of it.

    Returns:
        Members whose names are relative paths inside the container (`inner.zip/form.xlsx`), and a reason for
        each that could not be had, with its path as location.

    Raises:
        PermanentFailure: the container itself is damaged, too large, or none.
    """
    check_size(len(content), limits.file_megabytes * MEGABYTE, "bytes")
    kind = sniff(content, name)
    if kind not in _OPENERS:
        advice = "Drop the file itself: it is read as a report."
        raise refused(ReasonCode.UNKNOWN_FORMAT, "an archive or a mail", kind.value, advice)
    found: list[Member] = []
    reasons: list[Reason] = []
    _open(content, kind, "", Budget(limits), limits.nesting, found, reasons)
    if not found and not reasons:
        advice = "Send the report itself, or the archive or mail again with the report in it."
        raise refused(
            ReasonCode.EMPTY_FILE, "a container with files", "nothing that could be a report", advice
        )
    return Opened(tuple(found), tuple(reasons))


def _open(
    content: bytes,
    kind: Format,
    prefix: str,
    budget: Budget,
    depth: int,
    found: list[Member],
    reasons: list[Reason],
) -> None:
    """Open one container into `found` and `reasons`; `prefix` is its path and a slash, or ""."""
    opened = _OPENERS[kind](content, budget)
    reasons += [placed(reason, prefix) for reason in opened.refusals]
    for member in opened.members:
        path = f"{prefix}{member.name}"
        inner = _container_format(member)
        if inner is None:
            found.append(Member(path, member.content))
        elif depth <= 1:
            reasons.append(_too_deep(path, budget.limits.nesting))
        else:
            try:
                _open(member.content, inner, f"{path}/", budget, depth - 1, found, reasons)
            except PermanentFailure as failure:
                reasons.append(placed(failure.reason, path))


def _container_format(member: Member) -> Format | None:
    # Whatever keeps it from being told is told again when it is read as a report.
    with suppress(Exception):
        kind = sniff(member.content, member.name)
        return kind if is_container(kind) else None
    return None


def _too_deep(path: str, nesting: int) -> Reason:
    return refused(
        ReasonCode.LIMIT_EXCEEDED,
        f"at most {nesting} containers in each other",
        "one more inside",
        "Unpack it and drop what is in it.",
        path,
    ).reason
