"""A whole document made readable, or refused: encodings that no font names, letters that are others.

Here belongs what is judged over a whole document, as short texts are ambiguous. Not here: runs whose font is
known (`legacy.decode_run`, called by the readers).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, compress
from typing import TYPE_CHECKING

from data_contracts.reasons import PermanentFailure, Reason, ReasonCode
from orchestration.reports.cleaning.garbled import Garbling, garbling, unshifted
from orchestration.reports.cleaning.legacy import decoder_of
from orchestration.reports.document import Block, Cell, Document, Paragraph, Table, clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_SAMPLE = 200_000
_SOFT_HYPHEN = "\u00ad"
_DESCRIBED = {"homoglyphs": "letters of another alphabet", "ciphered": "letters exchanged by the font"}


def decode_document(document: Document) -> Document:
    """The document in Unicode, where its letters spell Vietnamese in a legacy encoding; no soft hyphens.

    Each sheet of a workbook is judged by itself, as people paste old sheets into new books; so are the pages
    of a PDF that hold their text, beside those that recognition of characters read.
    """
    recognised = _recognised_pages(_places(document))
    keys = [(block.location.sheet, block.location.page in recognised) for block in document.blocks]
    if len(set(keys)) < 2:
        return _decoded(document)
    parts = {
        key: iter(_decoded(_of_blocks(document, [found == key for found in keys])).blocks)
        for key in dict.fromkeys(keys)
    }
    return replace(document, blocks=tuple(next(parts[key]) for key in keys))


def _of_blocks(document: Document, chosen: list[bool]) -> Document:
    return replace(document, blocks=tuple(compress(document.blocks, chosen)))


def _recognised_pages(places: list[Paragraph | Cell]) -> set[int | None]:
    """The pages that recognition of characters read."""
    return {place.location.page for place in places if place.confidence < 1}


def _decoded(document: Document) -> Document:
    sample = _sample(document)
    decode = decoder_of(sample)
    if decode:
        return _changed(document, lambda text: clean_text(decode(text)))
    if _SOFT_HYPHEN in sample:
        return _changed(document, lambda text: clean_text(text.replace(_SOFT_HYPHEN, "")))
    return document


def check_letters(document: Document) -> Document:
    """The document, its shifted letters put back.

    Raises:
        PermanentFailure: its letters are not those its reader sees, so its digits may not be either. Pages
            that recognition of characters read are not judged: they have a confidence.
    """
    places = _places(document)
    if recognised := _recognised_pages(places):
        places = [place for place in places if place.location.page not in recognised]
    found = garbling(_up_to_sample([place.text for place in places]))
    if found is None:
        return document
    if not found.spoils_figures:
        return _changed(document, unshifted, recognised)
    raise PermanentFailure(_reason(found, str(places[found.index].location)))


def _reason(found: Garbling, location: str) -> Reason:
    what = _DESCRIBED.get(found.kind, "letters without a Unicode value")
    return Reason(
        code=ReasonCode.GARBLED_TEXT,
        field=None,
        expected="text whose letters are those that are seen",
        found=f'{what} in {found.share:.0%} of the words, such as "{found.example}"',
        advice="Ask for the original file, or drop a scan of the pages: recognition reads what is seen.",
        location=location,
    )


def _places(document: Document) -> list[Paragraph | Cell]:
    """Every place that holds a text of its own."""
    places: list[Paragraph | Cell] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            places.append(block)
        else:
            places += [cell for row in block.rows for cell in row if cell.text and not cell.is_repeated]
    return places


def _sample(document: Document) -> str:
    return " ".join([place.text for place in _places(document)])[:_SAMPLE]


def _up_to_sample(texts: list[str]) -> list[str]:
    lengths = accumulate(map(len, texts))
    return [text for text, length in zip(texts, lengths, strict=True) if length - len(text) <= _SAMPLE]


def _changed(
    document: Document, change: Callable[[str], str], except_pages: Collection[int | None] = ()
) -> Document:
    blocks = tuple(
        block if block.location.page in except_pages else _changed_block(block, change)
        for block in document.blocks
    )
    title = change(document.title) if document.title else None
    publisher = change(document.publisher) if document.publisher else None
    return replace(document, blocks=blocks, title=title, publisher=publisher)


def _changed_block(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=change(block.text))
    rows = tuple(tuple(cell._replace(text=change(cell.text)) for cell in row) for row in block.rows)
    return Table(rows, block.location, change(block.caption))
