"""The parts of a Word file: its XML, what points to what, fonts and levels of styles.

Belongs here: the container. Not here: what the XML of a part says (`docx_text`, `docx_table`). Parts are
parsed by lxml directly: python-docx refuses files with macros, of the strict variant, or with a link to a
part that is gone, all of which Word opens. Entities are not resolved, nothing is fetched, macros stay unread.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from data_contracts.reasons import ReasonCode
from orchestration.reports.limits import current_limits
from orchestration.reports.readers.failures import check_size, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_DOCUMENT = "/officeDocument"
_DEEPEST_STYLE = 30


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or run has from its style: `outline` counts heading levels from 0."""

    name: str = ""
    font: str | None = None
    outline: int | None = None
    is_hidden: bool = False
    numbering: tuple[str, int] | None = None


@dataclass(slots=True)
class Package:
    """An opened file: the main part, and every other by the relation that leads to it."""

    archive: zipfile.ZipFile
    main_path: str
    styles: dict[str, Style] = field(default_factory=dict)
    default_style: Style = field(default_factory=Style)

    def related(self, kind: str, to: str | None = None) -> Iterator[tuple[str, str]]:
        """Id and path of the parts that a part (the main one, unless `to` is given) relates to as `kind`."""
        folder, _, file_name = (to or self.main_path).rpartition("/")
        relations = self.xml(f"{folder}/_rels/{file_name}.rels".lstrip("/"))
        for node in relations if relations is not None else ():
            target = node.get("Target", "")
            if node.get("TargetMode") == "External" or not node.get("Type", "").endswith(f"/{kind}"):
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield node.get("Id", ""), posixpath.normpath(path)

    def part(self, kind: str) -> etree._Element | None:
        """The first part of a kind that the main part relates to, such as "footnotes"."""
        path = next((path for _, path in self.related(kind)), None)
        return self.xml(path) if path else None

    def xml(self, path: str) -> etree._Element | None:
        """The root of a part, or `None` when the file lacks it."""
        content = self.content(path)
        if content is None:
            return None
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:
            raise refusal(
                ReasonCode.UNREADABLE_FILE,
                "parts without a document type",
                f"a document type, which no office program writes, in {path}",
                "Open the file in a word processor, save it anew, and drop that file.",
            )
        return root

    def content(self, path: str) -> bytes | None:
        """The bytes of a part, or `None` when the file lacks it."""
        return self.archive.read(path) if path in self.archive.namelist() else None


def open_package(content: bytes) -> Package:
    """The package in the bytes of a .docx or .docm.

    Raises:
        zipfile.BadZipFile, etree.XMLSyntaxError: when it is damaged.
        KeyError: when it has no main part.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    check_size(
        sum(member.file_size for member in archive.infolist()),
        current_limits().unpacked_bytes,
        "bytes when unpacked",
    )
    package = Package(archive, "")
    paths = (path for _, path in package.related(_DOCUMENT.lstrip("/"), to="/"))
    package.main_path = next(paths, "word/document.xml")
    if package.main_path not in archive.namelist():
        raise KeyError(package.main_path)
    _read_styles(package)
    return package


def value(node: etree._Element | None, path: str = "") -> str | None:
    """The attribute `val` of a node, or of the first node at a path below it."""
    found = node.find(path) if node is not None and path else node
    return None if found is None else found.get(f"{W}val")


def is_on(node: etree._Element | None, path: str) -> bool:
    """Whether a property that needs no value, such as `vanish`, is there and not switched off."""
    found = node.find(path) if node is not None else None
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def font_of(properties: etree._Element | None) -> str | None:
    """The font that run properties name for letters beyond ASCII, where legacy encodings put theirs."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    return None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii") or fonts.get(f"{W}cs")


def numbering_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The list and the level, from 0, that paragraph properties name."""
    node = properties.find(f"{W}numPr") if properties is not None else None
    if node is None:
        return None
    level = value(node, f"{W}ilvl") or "0"
    return value(node, f"{W}numId") or "", int(level) if level.isdigit() else 0


def _read_styles(package: Package) -> None:
    root = package.part("styles")
    if root is None:
        return
    package.default_style = Style(font=font_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
    nodes = {node.get(f"{W}styleId", ""): node for node in root.iter(f"{W}style")}
    package.styles.update((key, _style(node, nodes, package.default_style)) for key, node in nodes.items())
    default = next((key for key, node in nodes.items() if _is_default_paragraph(node)), None)
    package.default_style = package.styles.get(default or "", package.default_style)


def _is_default_paragraph(node: etree._Element) -> bool:
    return node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in {"1", "true"}


def _style(node: etree._Element, nodes: dict[str, etree._Element], default: Style) -> Style:
    """A style with what it inherits."""
    chain: list[etree._Element] = []
    current: etree._Element | None = node
    while current is not None and len(chain) < _DEEPEST_STYLE:
        chain.append(current)
        current = nodes.get(value(current, f"{W}basedOn") or "")
    outlines = (value(style, f"{W}pPr/{W}outlineLvl") for style in chain)
    outline = next((int(level) for level in outlines if level and level.isdigit()), None)
    fonts = (font_of(style.find(f"{W}rPr")) for style in chain)
    numberings = (numbering_of(style.find(f"{W}pPr")) for style in chain)
    return Style(
        name=(value(node, f"{W}name") or "").casefold(),
        font=next(filter(None, fonts), default.font),
        outline=outline if outline is not None and outline < 9 else None,
        is_hidden=any(is_on(style, f"{W}rPr/{W}vanish") for style in chain),
        numbering=next(filter(None, numberings), None),
    )
