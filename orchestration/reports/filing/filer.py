"""Which agency files a report: a line that says so, the letterhead, the folder.

Here: names in the head of a report as agencies. Not here: which source wins (`filing`), what a name of an
office means (`catalogue.offices`).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.catalogue.codes import agency_of_code
from orchestration.reports.catalogue.offices import is_local, local_agency
from orchestration.reports.filing.folder import agency_in_path
from orchestration.reports.filing.heads import opening_lines
from orchestration.reports.readers.metadata import letterhead

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency
    from orchestration.reports.document import Document

_REPORTING = re.compile(
    r"^\W*(?:tên )?(?:đơn vị|cơ quan|địa phương)(?: gửi| lập)?(?: báo cáo)?\s*[:：]\s*(?P<name>[^:：]+?)\s*$",
    re.IGNORECASE,
)
_RECEIVING = re.compile(r"\b(?:nhận báo cáo|nơi nhận|kính gửi)\b", re.IGNORECASE)
_RECEIVER = re.compile(r"[\s\-–—,;]*\b(?:đơn vị|cơ quan|nơi) nhận(?: báo cáo)?\s*[:：].*$", re.IGNORECASE)
_CODE = re.compile(r"[a-z]+(?::[a-z0-9-]+)?(?:/[a-z]+)?")

Named = tuple[str, "Agency"]


class Filer:
    """The agencies that one report names in its head, on the date that its figures are about."""

    def __init__(self, document: Document, heads: list[str], opening: list[str], on: date | None) -> None:
        self._document = document
        self._letterhead = letterhead(document)
        self._lines = (heads, opening)
        self._on = on
        self._directory = AgencyDirectory.load()

    def named(self, name: str | None) -> Named | None:
        """The agency of a name or code as a person writes it."""
        if not name:
            return None
        if _CODE.fullmatch(name):
            found = agency_of_code(name, self._on, self._directory)
            return (name, found) if found else None
        return self._of(name)

    def reporting(self, lines: Iterable[str]) -> Named | None:
        """The agency of a line "Đơn vị báo cáo: …"; the one that receives the report is not it."""
        for line in lines:
            told = _RECEIVER.sub("", line)
            stated = _REPORTING.match(told)
            if stated and not _RECEIVING.search(told) and (named := self._of(stated["name"])):
                return named
        return None

    def issuer(self) -> Named | None:
        """The body of the letterhead: an office of a committee files for it, a department for itself."""
        for line in reversed(self._letterhead):
            if named := self._of(line):
                above = ", ".join(reversed(self._letterhead[: self._letterhead.index(line)]))
                return (f"{line}, {above}" if above and named[1].level == "agency" else line), named[1]
            if is_local(line):
                return None
        return None

    def in_path(self) -> Named | None:
        """The province that the folders or the file name say."""
        agency = agency_in_path(self._document.name, self._on, self._directory)
        return (agency.name_vi, agency) if agency else None

    def _of(self, name: str) -> Named | None:
        """The agency of a printed name; a department of a province is not the province."""
        whole = self._directory.resolve(name, self._on)
        if whole and not self._is_to_come(whole):
            return name, whole
        if local := local_agency(name, self._on, self._directory, self._province):
            return name, local
        mentions = self._directory.find(name, self._on)
        if is_local(name) or len(mentions) != 1 or mentions[0].role is not None:
            return None
        (mention,) = mentions
        return (name, mention.agency) if mention.agency.level in {"province", "ministry"} else None

    def _is_to_come(self, agency: Agency) -> bool:
        """Whether it is a city below the province that has its name later ("UBND thành phố Huế" in 2024)."""
        return (
            self._on is not None
            and agency.level == "province"
            and agency.valid_from is not None
            and self._on < agency.valid_from
        )

    @cached_property
    def _province(self) -> Agency | None:
        """The province in which the filing agency lies, where its name does not say it.

        The nearest lines that name one province decide, the recipient among them; then the folder.
        """
        for lines in (self._letterhead, *self._lines):
            mentions = self._directory.find("\n".join(lines), self._on)
            named = {m.agency.code: m.agency for m in mentions if m.agency.level == "province"}
            named = {code: agency for code, agency in named.items() if code != "provinces"}
            if len(named) == 1:
                return next(iter(named.values()))
        return agency_in_path(self._document.name, self._on, self._directory)


def agency_of_name(document: Document, name: str, on: date | None) -> Agency | None:
    """The agency of a name that a report prints, in the province that its head is of."""
    named = Filer(document, [], opening_lines(document), on).named(name)
    return named[1] if named else None
