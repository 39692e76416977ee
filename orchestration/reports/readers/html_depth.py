"""How deep a page would be nested, told from its tags alone: a parser takes the square of it to find out.

Not here: the depth that a page may have once it is parsed (`html`).
"""

from __future__ import annotations

import re
from collections import Counter

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports.readers.failures import refusal

DEEPEST = 300
"""Elements in each other: pages have some dozens; each costs two calls in each other in the reader."""

_MOST_UNCLOSED = 5_000
"""Far above `DEEPEST`: careless pages leave elements open that end where another one does."""
_LONGEST_TAG = 5_000
_TAG = re.compile(r"<(!--|/?[a-z][^\s/>]*)", re.IGNORECASE)
_VOID = "area base br col embed hr img input link meta param source track wbr"
_ENDS_BY_ITSELF = (
    "html head body p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rp rt"
)
_NEVER_COUNTED = frozenset(f"{_VOID} {_ENDS_BY_ITSELF}".split())
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes", "iframe"})
_DRAWINGS = frozenset({"svg", "math"})
_NOT_DRAWN = (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing"
    " menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
_ENDS_DRAWING = frozenset(_NOT_DRAWN.split())


def refuse_deep_markup(markup: str) -> None:
    """Refuse markup that opens thousands of elements and closes them no sooner; takes time as it is long.

    Raises:
        PermanentFailure: more are open at once than any page has.
    """
    if markup.count("<") <= _MOST_UNCLOSED:
        return
    open_of: Counter[str] = Counter()
    depth = place = 0
    in_drawing = False
    while tag := _TAG.search(markup, place):
        name, place = tag[1].lower(), tag.end()
        if name == "!--":
            place = _after(markup, "-->", place)
        elif name[0] == "/":
            if open_of[name[1:]]:
                open_of[name[1:]] -= 1
                depth -= 1
            in_drawing = in_drawing and name[1:] not in _DRAWINGS
        elif name in _RAW_TEXT and not in_drawing:
            place = _after_raw_text(markup, name, place)
        elif name not in _NEVER_COUNTED:
            in_drawing = (in_drawing or name in _DRAWINGS) and name not in _ENDS_DRAWING
            if not (in_drawing and _closes_itself(markup, place)):
                open_of[name] += 1
                depth += 1
                if depth > _MOST_UNCLOSED:
                    raise too_deep()
        else:
            in_drawing = in_drawing and name not in _ENDS_DRAWING


def too_deep() -> PermanentFailure:
    """The failure of a page nested deeper than `DEEPEST`."""
    return refusal(
        ReasonCode.LIMIT_EXCEEDED,
        f"at most {DEEPEST} elements in each other",
        "more of them",
        "Open the page in a browser, copy what it shows into a document, and drop that file.",
    )


def _closes_itself(markup: str, place: int) -> bool:
    end = markup.find(">", place, place + _LONGEST_TAG)
    return end > 0 and markup[end - 1] == "/"


def _after(markup: str, mark: str, place: int) -> int:
    found = markup.find(mark, place)
    return len(markup) if found < 0 else found + len(mark)


def _after_raw_text(markup: str, name: str, place: int) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(markup, place)
    return end.end() if end else len(markup)
