"""A bounded part of the full run (`python -m tests.robustness`): no crash, no hang, an outcome for each."""

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.reports.catalogue.agencies import AgencyDirectory
from orchestration.reports.document import Cell, Document, Location, Paragraph, Table
from orchestration.reports.forms import recognise
from orchestration.reports.limits import Limits
from orchestration.reports.narrative import read_prose
from tests.robustness.files import damaged
from tests.robustness.hostile import hostile
from tests.robustness.night import read_all

LIMITS = Limits(seconds=10, memory_megabytes=1_024)
WORDS = (
    "STT",
    "Tỉnh",
    "Xếp hạng",
    "Điểm",
    "Tổng số",
    "Tiếp nhận",
    "1.234",
    "98,5%",
    "-",
    "",
    "Cà Mau",
    "quý I/2024",
)
TEXTS = st.one_of(
    st.sampled_from(WORDS), st.text(max_size=30), st.lists(st.sampled_from(WORDS)).map(" ".join)
)


def test_damaged_files_each_end_with_an_outcome() -> None:
    night = read_all(damaged(60, seed=2), LIMITS)
    assert night.outcomes.total() >= night.given == 60
    assert [line for line in night.tripped if "ended its process" in line] == []
    assert night.outside == []
    assert 0 < night.peak_megabytes < LIMITS.memory_megabytes


def test_hostile_files_are_read_or_refused_within_their_limits() -> None:
    night = read_all(hostile(), LIMITS)
    assert night.outcomes.total() >= night.given == 24
    assert [line for line in night.tripped if "ended its process" in line] == []
    assert night.outside == []


@st.composite
def documents(draw: st.DrawFn) -> Document:
    width = draw(st.integers(1, 8))
    rows = draw(st.lists(st.lists(TEXTS, min_size=width, max_size=width), max_size=12))
    cells = tuple(
        tuple(Cell(text, Location(block=1, row=r, column=c)) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    paragraphs = [
        Paragraph(text, Location(block=n)) for n, text in enumerate(draw(st.lists(TEXTS, max_size=6)), 1)
    ]
    table = [Table(cells, Location(block=1))] if cells else []
    return Document("x", "text/plain", (*paragraphs, *table))


@settings(max_examples=60)
@given(documents())
def test_recognising_anything_never_fails(document: Document) -> None:
    records = (*recognise(document), *read_prose(document, AgencyDirectory.load()))
    places = {str(block.location) for block in document.blocks}
    places |= {str(cell.location) for table in document.tables for row in table.rows for cell in row}
    assert {str(record.location) for record in records} <= places
