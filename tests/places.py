"""The places of a document by their printed location, with the text that stands there.

Here belongs what tests need to follow a value back into its report. Not here: a test.
"""

from orchestration.reports.document import Document, Location, Paragraph


def texts_by_place(document: Document) -> dict[str, str]:
    """Printed location to text: of a paragraph its own, of a cell and of a row that of the row."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found[str(block.location)] = block.text
            continue
        for row in block.rows:
            text = " | ".join(cell.text for cell in row)
            first = row[0].location
            found[str(Location(first.page, first.sheet, first.block, first.row))] = text
            found |= {str(cell.location): text for cell in row}
    return found
