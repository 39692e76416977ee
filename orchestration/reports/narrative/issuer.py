"""Who publishes a document: its masthead, its source line, the host it came from.

Belongs here: recognising publishers that speak for one place. Does not belong here: whether a text is about
its publisher's place (`scope`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from orchestration.reports.catalogue import seeds
from orchestration.reports.catalogue.names import without_diacritics
from orchestration.reports.catalogue.yaml_text import parse_yaml
from orchestration.reports.narrative.measures import CATALOGUE
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
            if masthead and not found and is_press:
                found = _of_paper(named, agencies, today)
            if masthead and len(found) == 1:
                return Issuer(found[0], is_press)
    host = _of_host(document.source_url, agencies, today)
    return Issuer(host, is_press=True) if host else None


def _edge_lines(document: Document) -> Iterator[str]:
    texts = [paragraph.text for paragraph in document.paragraphs]
    # The publisher of a plain text is read from its source line, which names whom it quotes.
    is_stated = document.sidecar is not None and document.sidecar.published_by is not None
    site = document.publisher if is_stated or document.media_type == "text/html" else None
    yield from (site or "", *texts[:_EDGE], *texts[max(_EDGE, len(texts) - _EDGE) :])


def _of_paper(name: str, agencies: AgencyDirectory, today: date | None) -> list[Agency]:
    """The province of a paper that is not named after it."""
    province = _publishers()["papers"].get(fold(name).strip(" .,-–|"))
    agency = agencies.resolve(province, today, "province") if province else None
    return [agency] if agency else []


def _of_host(url: str | None, agencies: AgencyDirectory, today: date | None) -> Agency | None:
    """The province that a Vietnamese host name names: baotenmien.com.vn, sonoivu.tenmien.gov.vn."""
    host = (urlsplit(url or "").hostname or "").lower()
    if not host.endswith(".vn"):
        return None
    labels = (label.replace("-", "") for label in reversed(host.split(".")))
    named = (_province_of_label().get(label) for label in labels)
    name = next(filter(None, named), None)
    return agencies.resolve(name, today, "province") if name else None


@cache
def _province_of_label() -> dict[str, str]:
    """Names of provinces by every host label that stands for one."""
    words = _publishers()
    plain = {
        "".join(re.findall(r"[a-z]+", without_diacritics(entry.agency.name_vi).lower())): entry.agency.name_vi
        for entry in seeds.provinces()
    }
    return {
        f"{head}{name}{tail}": province
        for name, province in (plain | words["hosts"]).items()
        for head in ("", *words["host_heads"])
        for tail in ("", *words["host_tails"])
    }


@cache
def _publishers() -> dict[str, Any]:
    return dict(parse_yaml((CATALOGUE / "publishers.yml").read_text(encoding="utf-8")))
