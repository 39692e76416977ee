"""What a container gives, and how much of it may be had. Knows no kind of container."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from data_contracts.reasons import Reason, ReasonCode
from orchestration.reports.limits import MEGABYTE
from orchestration.reports.readers.failures import refusal as refused

if TYPE_CHECKING:
    from orchestration.reports.limits import Limits

__all__ = ["Budget", "Member", "MemberList", "Opened", "placed", "refused"]

_SPLIT = "Split the archive, or drop the files themselves."


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a container: its path inside, with slashes, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What a container held, and why parts of it could not be had; a reason's location is the path inside."""

    members: tuple[Member, ...]
    refusals: tuple[Reason, ...]


def placed(reason: Reason, prefix: str) -> Reason:
    """The reason of a part, its location under the path of what it is in."""
    return replace(reason, location=f"{prefix}{reason.location}")


@dataclass(slots=True)
class Budget:
    """What is left of the limits of one outermost container; shared by all containers inside it."""

    limits: Limits
    members: int = field(init=False)
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.limits.members
        self.size = self.limits.unpacked_megabytes * MEGABYTE

    def take(self, size: int, location: str) -> None:
        """Use up `size` bytes for one member.

        Raises:
            PermanentFailure: it is larger than one file, or than all files together, may be.
        """
        for limit, what in (
            (self.limits.file_megabytes * MEGABYTE, "bytes"),
            (self.size, f"bytes left of {self.limits.unpacked_megabytes:,} megabytes for all files in it"),
        ):
            if size > limit:
                raise refused(
                    ReasonCode.LIMIT_EXCEEDED,
                    f"at most {limit:,} {what}",
                    f"{size:,} bytes",
                    _SPLIT,
                    location,
                )
        self.size -= size

    def admit(self) -> bool:
        """Use up one member, read or refused; whether there was one left."""
        self.members -= 1
        return self.members >= 0


@dataclass(slots=True)
class MemberList:
    """Collects the members of one container under names that are told apart."""

    members: list[Member] = field(default_factory=list)
    refusals: list[Reason] = field(default_factory=list)
    _contents: dict[str, list[bytes]] = field(default_factory=dict)

    def add(self, name: str, content: bytes) -> None:
        """Keep a member; the same bytes under the same name once, other bytes under a numbered name."""
        namesakes = self._contents.setdefault(name, [])
        if content in namesakes:
            return
        namesakes.append(content)
        path = PurePosixPath(name)
        number = f" ({len(namesakes)})" if len(namesakes) > 1 else ""
        self.members.append(Member(str(path.with_name(f"{path.stem}{number}{path.suffix}")), content))

    def refuse(self, name: str, code: ReasonCode, expected: str, found: str, advice: str) -> None:
        """Keep a reason for the member of that name."""
        self.refusals.append(Reason(code, None, expected, found, advice, name))

    def refuse_rest(self, count: int, limits: Limits) -> None:
        """Keep one reason for all members from here on: there are more than may be."""
        advice = "Split the archive or mail, or drop the files themselves."
        limit = f"at most {limits.members:,} files in it"
        self.refuse(f"the last {count:,} files", ReasonCode.LIMIT_EXCEEDED, limit, "more", advice)

    def opened(self) -> Opened:
        """All of it."""
        return Opened(tuple(self.members), tuple(self.refusals))
