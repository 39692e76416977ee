"""Text of a page in legacy Vietnamese fonts, made Unicode in its tree: fonts of `face`, `style` and rules.

Not here: which encoding a font prints (`cleaning/legacy`), texts without a font (judged over the document).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orchestration.reports.cleaning.legacy import charset_of_font, decode_run

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from orchestration.reports.cleaning.charsets import Charset

_NAMED = re.compile(
    r"\.Vn\w+|(?i:\.vn(?:time|arial|helv|book|avant)\w*|\bVNI[-_ ]\w+|\bVPS[-_ ]?\w+|\bVISCII[-_ ]?\w*)"
)
_FAMILY = re.compile(r"font(?:-family)?\s*:\s*([^;}]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)

Rules = dict[tuple[str, str], str]
"""The font of a tag and a class, either of them "" for any."""


def legacy_charsets(markup: str) -> frozenset[Charset]:
    """The legacy encodings of the fonts that a page names anywhere."""
    return frozenset(filter(None, (charset_of_font(name) for name in set(_NAMED.findall(markup)))))


def decode_fonts(page: LexborHTMLParser) -> None:
    """Make the text that stands in legacy fonts Unicode, in place; the innermost font holds."""
    if page.root is None:
        return
    rules = _rules(page)
    open_nodes: list[tuple[LexborNode, str | None]] = [(page.root, None)]
    while open_nodes:
        node, font = open_nodes.pop()
        for child in list(node.iter(include_text=True)):
            if child.tag == "-text":
                text = child.text(deep=False) or ""
                meant = decode_run(text, font) if text.strip() else text
                if meant != text:
                    child.replace_with(meant)
            elif child.tag not in ("style", "script"):
                open_nodes.append((child, _font(child, rules) or font))


def _rules(page: LexborHTMLParser) -> Rules:
    """The fonts that the page's own style sheets give to tags and classes; other selectors are left out."""
    rules: Rules = {}
    for sheet in page.css("style"):
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", sheet.text())):
            family = _FAMILY.search(body)
            for selector in selectors.split(",") if family else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and family and found[0]:
                    rules[(found[1] or "").lower(), found[2] or ""] = _first(family[1])
    return rules


def _font(node: LexborNode, rules: Rules) -> str | None:
    """The font that an element states: in its style, its `face`, or by a rule for its class or tag."""
    attributes = node.attributes
    styled = _FAMILY.search(attributes.get("style") or "")
    if styled:
        return _first(styled[1])
    if face := attributes.get("face"):
        return _first(face)
    if not rules:
        return None
    tag = node.tag or ""
    classes = (attributes.get("class") or "").split()
    places = [(tag, name) for name in classes] + [("", name) for name in classes] + [(tag, "")]
    return next((rules[place] for place in places if place in rules), None)


def _first(family: str) -> str:
    """The first name of a list of fonts; of the short form "12pt .VnTime, serif" the name alone."""
    name = family.split(",")[0].strip().strip("\"'")
    named = _NAMED.search(name)
    return named[0] if named else name
