"""Who publishes a document: its masthead, its source line, the host it came from.

Belongs here: recognising publishers that speak for one place. Does not belong here: whether a text is about
its publisher's place (`scope`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.narrative.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from orchestration.reports.catalogue.agencies import Agency, AgencyDirectory
    from orchestration.reports.document import Document

_LONGEST_MASTHEAD = 120
_EDGE = 3
_FROM = r"^\W*(?:(?:nguồn|theo)\W+)?"
_OFFICE = re.compile(_FROM + r"(?:ủy ban nhân dân|ubnd|sở|bộ)\b")
_PRESS = re.compile(
    _FROM + r"(?:(?:báo|đài|phát thanh|truyền hình|ptth|pt-th|trang|tin|thông tin|cổng|ttđt|cttđt|ctt|điện tử"
    r"|và|tổng hợp|của)(?:\W+|$))+(?:(?:ubnd )?(?:tỉnh|thành phố|tp)\W+)?"
)
_HOST = re.compile(
    r"(?:www\.)?(?:[\w-]+\.)?(?:bao|dai|ptth|rtv)?(?P<name>[a-z]+?)(?:tv|online)?(?:\.com|\.gov|\.org)?\.vn"
)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The publisher's place; `is_press` when it reports from there and is not the authority itself."""

    agency: Agency
    is_press: bool


def find_issuer(document: Document, agencies: AgencyDirectory, today: date | None) -> Issuer | None:
    """The authority, or else the local paper, broadcaster or site, that published a document."""
    lines = [text for text in _edge_lines(document) if len(text) <= _LONGEST_MASTHEAD]
    for pattern, is_press in ((_OFFICE, False), (_PRESS, True)):
        for text in lines:
            masthead = pattern.match(fold(text))
            named = text[masthead.end() :] if masthead and is_press else text
            found = [
                m.agency for m in agencies.find(named, today) if m.agency.level in ("province", "ministry")
            ]
            if masthead and len(found) == 1:
                return Issuer(found[0], is_press)
    host = _of_host(document.source_url, agencies, today)
    return Issuer(host, is_press=True) if host else None


def _edge_lines(document: Document) -> Iterator[str]:
    texts = [paragraph.text for paragraph in document.paragraphs]
    # The publisher of a plain text is read from its source line, which names whom it quotes.
    site = document.publisher if document.media_type == "text/html" else None
    yield from (site or "", *texts[:_EDGE], *texts[max(_EDGE, len(texts) - _EDGE) :])


def _of_host(url: str | None, agencies: AgencyDirectory, today: date | None) -> Agency | None:
    """The province whose name a Vietnamese host name holds: baotenmien.vn, tenmien.gov.vn."""
    host = _HOST.fullmatch((urlsplit(url or "").hostname or "").lower())
    if host is None:
        return None
    for entry in seeds.provinces():
        name = entry.agency.name_vi
        if "".join(re.findall(r"[a-z]+", without_diacritics(name).lower())) == host["name"]:
            return agencies.resolve(name, today, "province")
    return None
