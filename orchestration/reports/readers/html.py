"""HTML pages and HTML saved as .xls.

The main content in reading order. Menus, scripts and page furniture are dropped.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from data_contracts.reasons import ReasonCode
from orchestration.reports.document import Block, Document, Location, Paragraph, Role, Table, clean_text
from orchestration.reports.readers.dates import find_date
from orchestration.reports.readers.encoding import decode
from orchestration.reports.readers.failures import refusal
from orchestration.reports.readers.html_depth import DEEPEST, refuse_deep_markup, too_deep
from orchestration.reports.readers.html_fonts import decode_fonts, legacy_charsets
from orchestration.reports.readers.html_table import has_grid, read_table
from orchestration.reports.readers.metadata import describe
from orchestration.reports.readers.text import role_of

_DROPPED_TAGS = (
    "script,style,noscript,template,iframe,svg,nav,footer,aside,button,select,option,input,textarea,object,"
    "[hidden],[aria-hidden=true],[role=navigation],[role=banner],[role=contentinfo],[role=search]"
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|breadcrumbs?|sidebar|related|lien-quan|tin-khac|comments?|share|social|footer|banner"
    r"|ads?|advert\w*|cookie|newsletter|login|search|tags?|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAIN_SHARE = 0.9
_ARTICLE_SHARE = 0.6
_BLOCK_TAGS = frozenset(
    {"address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {
        "figcaption",
        "figure",
        "form",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
    }
    | {"ol", "p", "pre", "section", "summary", "ul", "table", "tbody", "thead", "tfoot", "tr", "td", "th"}
)
_ERROR_PAGE = re.compile(
    r"\b(?:40[0134]|50[0234])\b.{0,40}(?:error|lỗi|not found|forbidden|unavailable|gateway|denied)"
    r"|(?:error|lỗi|not found|forbidden|bad gateway).{0,20}\b(?:40[0134]|50[0234])\b"
    r"|^(?:page )?not found$|access denied|bad gateway|service unavailable"
    r"|không tìm thấy trang|trang không tồn tại",
    re.IGNORECASE,
)
_LONGEST_ERROR_PAGE = 1_500


def read_html(content: bytes, name: str, media_type: str) -> Document:
    """A document of paragraphs and tables, with what the head of the page says of it.

    Raises:
        PermanentFailure: when the page is a server's error message, or nested too deep.
    """
    markup = decode(content)
    refuse_deep_markup(markup)
    page = LexborHTMLParser(markup)
    _refuse_deep_page(page)
    if legacy_charsets(markup):
        decode_fonts(page)
    title = _title(page)
    published, publisher, url = _meta(page)
    _drop_furniture(page)
    builder = _BlockBuilder()
    builder.walk(_main_content(page))
    builder.flush()
    _refuse_error_page(title, builder.blocks)
    date_on = find_date(published) if published else None
    return describe(Document(name, media_type, tuple(builder.blocks), title, date_on, publisher, url))


def _refuse_deep_page(page: LexborHTMLParser) -> None:
    level = [page.root] if page.root else []
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter()]
    if level:
        raise too_deep()


def _title(page: LexborHTMLParser) -> str | None:
    marked = page.css_first("meta[property='og:title']")
    heading, head = page.css_first("h1"), page.css_first("title")
    texts = [
        marked.attributes.get("content") if marked else None,
        heading.text() if heading else None,
        head.text() if head else None,
    ]
    return next((cleaned for text in texts if text and (cleaned := clean_text(text))), None)


def _meta(page: LexborHTMLParser) -> tuple[str | None, str | None, str | None]:
    """Date, publisher and address as the page's head states them."""

    def first(*selectors: str) -> str | None:
        for selector in selectors:
            node = page.css_first(selector)
            if node is not None:
                stated = next(
                    (v for key in ("content", "href", "datetime") if (v := node.attributes.get(key))), None
                )
                if stated and stated.strip():
                    return clean_text(stated)
        return None

    return (
        first(
            "meta[property='article:published_time']",
            "meta[itemprop=datePublished]",
            "meta[name=pubdate]",
            "time[datetime]",
        ),
        first("meta[property='og:site_name']", "meta[name=publisher]"),
        first("link[rel=canonical]", "meta[property='og:url']"),
    )


def _drop_furniture(page: LexborHTMLParser) -> None:
    for node in page.css(_DROPPED_TAGS):
        node.decompose()
    for node in page.css("div[class],div[id],ul[class],ul[id],section[class],section[id]"):
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if (
            _FURNITURE.search(marks)
            and not node.css_first("table")
            and _own_length(node) < _LONGEST_ERROR_PAGE
        ):
            node.decompose()


def _main_content(page: LexborHTMLParser) -> LexborNode:
    """The smallest element that holds nearly all the text that is not in links."""
    body = page.body or page.root
    if body is None:
        raise refusal(ReasonCode.EMPTY_FILE, "an HTML page", "markup without content", "Save the page again.")
    whole = _own_length(body)
    articles = body.css("article,[itemprop=articleBody]")
    if len(articles) == 1 and _own_length(articles[0]) >= _ARTICLE_SHARE * whole:
        return articles[0]
    best = body
    while True:
        inner = [
            child for child in best.iter() if child.tag in {"div", "main", "section", "article", "center"}
        ]
        largest = max(inner, key=_own_length, default=None)
        if largest is None or _own_length(largest) < _MAIN_SHARE * whole:
            return best
        best = largest


def _own_length(node: LexborNode) -> int:
    """Length of the text of a node that is not inside links."""
    return len(node.text()) - sum(len(link.text()) for link in node.css("a"))


def _is_link(node: LexborNode) -> bool:
    """Whether all text of a node is inside links."""
    links = clean_text(" ".join(link.text() for link in node.css("a")))
    return bool(links) and links == clean_text(node.text())


def _refuse_error_page(title: str | None, blocks: list[Block]) -> None:
    text = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    has_table = any(isinstance(block, Table) for block in blocks)
    words = next((t for t in (title or "", text[:200]) if _ERROR_PAGE.search(t)), None)
    if words and not has_table and len(text) < _LONGEST_ERROR_PAGE:
        advice = (
            "The site gave an error instead of the report: fetch the page again when it opens in a browser."
        )
        raise refusal(ReasonCode.UNREADABLE_FILE, "a report", f'an error page ("{words[:80]}")', advice)
    if not blocks:
        advice = (
            "The page builds its text with scripts, or is empty: save it from a browser after it has loaded."
        )
        raise refusal(ReasonCode.EMPTY_FILE, "a page with text", "markup without text", advice)


class _BlockBuilder:
    """Collects inline text until a block begins or ends, and makes paragraphs and tables of it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._inline: list[str] = []
        self._role: Role = "body"
        self._depth = 0
        self._paragraphs = 0
        self._tables = 0

    def walk(self, node: LexborNode) -> None:
        """Read everything below a node."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._inline.append(child.text(deep=False) or "")
            elif tag == "br":
                self.flush()
            elif tag == "table" and has_grid(child):
                self._add_table(child)
            elif tag in _BLOCK_TAGS:
                self._walk_block(child, tag)
            else:
                self.walk(child)

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        text = clean_text("".join(self._inline))
        self._inline.clear()
        if text:
            self._paragraphs += 1
            role = role_of(text) if self._role == "body" else self._role
            self.blocks.append(Paragraph(text, Location(block=self._paragraphs), role, depth=self._depth))

    def _walk_block(self, node: LexborNode, tag: str) -> None:
        self.flush()
        if tag == "li" and _is_link(node):
            return  # a list of links leads to other reports: their headlines are no news of this one
        outer = self._role, self._depth
        if tag[0] == "h" and tag[1:].isdigit():
            self._role, self._depth = "heading", int(tag[1:])
        elif tag == "li":
            self._role = "list_item"
        elif tag == "figcaption":
            self._role = "caption"
        self.walk(node)
        self.flush()
        self._role, self._depth = outer

    def _add_table(self, node: LexborNode) -> None:
        self.flush()
        table = read_table(node, self._tables + 1)
        if table.rows:
            self._tables += 1
            self.blocks.append(table)
