"""Pictures of pages: opening, cleaning, turning, ruling, and how figures are confirmed."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from data_contracts.reasons import PermanentFailure, ReasonCode
from orchestration.reports import parts
from orchestration.reports.limits import Limits, limits_set
from orchestration.reports.readers import read_document
from orchestration.reports.readers.scan import opening, read_page_image
from orchestration.reports.readers.scan.cell_text import _is_dash
from orchestration.reports.readers.scan.cleaning import clean
from orchestration.reports.readers.scan.figures import DOUBTFUL, Reading, confirm, is_figure
from orchestration.reports.readers.scan.prose import Line, paragraphs_of
from orchestration.reports.readers.scan.ruling import find_rules, find_tables

BLANK = np.full((60, 200), 255, np.uint8)


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def figure(text: str) -> np.ndarray:
    picture = BLANK.copy()
    cv2.putText(picture, text, (10, 42), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 3, cv2.LINE_AA)
    return picture


def ruled(rows: int, columns: int, hidden: set[tuple[str, int, int]] = frozenset()) -> np.ndarray:
    """A page with a grid of cells of 100 by 200 pixels; hidden are ("right" | "below", row, column)."""
    page = np.full((rows * 100 + 200, columns * 200 + 200), 255, np.uint8)
    for row in range(rows + 1):
        for column in range(columns):
            if ("below", row - 1, column) not in hidden:
                y, x = 100 + row * 100, 100 + column * 200
                cv2.line(page, (x, y), (x + 200, y), 90, 2)
    for row in range(rows):
        for column in range(columns + 1):
            if ("right", row, column - 1) not in hidden:
                y, x = 100 + row * 100, 100 + column * 200
                cv2.line(page, (x, y), (x, y + 100), 90, 2)
    return page


def test_a_grid_has_a_cell_for_every_place() -> None:
    (table,), _ = find_tables(find_rules(ruled(4, 3)))
    assert (table.rows, table.columns, len(table.cells)) == (4, 3, 12)


def test_missing_lines_make_merged_cells() -> None:
    hidden = {("right", 0, 0), ("right", 0, 1), ("below", 1, 2)}
    (table,), _ = find_tables(find_rules(ruled(3, 3, hidden)))
    spans = {(c.row, c.column): (c.rows, c.columns) for c in table.cells if c.rows * c.columns > 1}
    assert spans == {(0, 0): (1, 3), (1, 2): (2, 1)}


def test_lone_strokes_are_no_table() -> None:
    page = np.full((600, 900), 255, np.uint8)
    cv2.line(page, (100, 300), (800, 300), 0, 3)
    cv2.line(page, (400, 100), (400, 500), 0, 3)
    assert find_tables(find_rules(page))[0] == []


def test_readings_that_agree_are_sure() -> None:
    readings = [Reading("125", 0.9), Reading("125", 0.8), Reading("125", 0.7), Reading("126", 0.99)]
    assert confirm(figure("125"), readings) == Reading("125", 0.9)


@pytest.mark.parametrize(
    "texts",
    [
        ("125", "125", "126", "126"),
        ("1O5", "1O5", "1O5", "105"),
        ("l25", "125", "125", "S25"),
        ("", "", "7", ""),
    ],
)
def test_readings_that_differ_are_doubtful(texts: tuple[str, ...]) -> None:
    assert confirm(BLANK, [Reading(text, 0.95) for text in texts]).confidence <= DOUBTFUL


def test_letters_are_never_taken_for_digits() -> None:
    reading = confirm(BLANK, [Reading("1O5", 0.9)] * 4)
    assert reading == Reading("1O5", DOUBTFUL)


def test_a_comma_in_the_picture_contradicts_a_point_in_the_text() -> None:
    agreed = [Reading("4.306", 0.95)] * 4
    assert confirm(figure("4.306"), agreed).confidence > DOUBTFUL
    assert confirm(figure("4306"), agreed).confidence <= DOUBTFUL


def test_a_digit_that_no_reading_has_puts_them_in_doubt() -> None:
    assert confirm(figure("11"), [Reading("1", 0.95)] * 4).confidence <= DOUBTFUL


def test_a_pale_seven_is_no_dash() -> None:
    cell = np.full((60, 100), 255, np.uint8)
    cv2.line(cell, (40, 20), (60, 20), 60, 4)
    assert _is_dash(cell)
    cv2.line(cell, (58, 20), (48, 45), 205, 3)
    assert not _is_dash(cell)


def test_blanks_between_thousands_stay() -> None:
    readings = [Reading("1385", 0.9), Reading("1 385", 0.9), Reading("1385", 0.9), Reading("1385", 0.9)]
    assert confirm(BLANK, readings).text == "1 385"


def test_numbers_of_chapters_are_no_figures_in_doubt() -> None:
    assert confirm(BLANK, [Reading("II.", 0.9)] * 4).confidence > DOUBTFUL


@pytest.mark.parametrize(("text", "is_one"), [("1.250", True), ("l2", True), ("(11)", True), ("Y tế", False)])
def test_what_may_be_a_figure(text: str, is_one: bool) -> None:
    assert is_figure(text) is is_one


def test_a_full_line_goes_on_and_an_indented_one_begins() -> None:
    lines = [
        Line("Một dòng", (0.9,), 160, 100, 1000, 130),
        Line("đầy.", (0.8,), 100, 150, 300, 180),
        Line("Đoạn mới", (0.7,), 160, 200, 1000, 230),
        Line("tiếp theo.", (0.7,), 100, 250, 1000, 280),
    ]
    texts = [text for text, _ in paragraphs_of(lines)]
    assert texts == ["Một dòng đầy.", "Đoạn mới tiếp theo."]


def test_a_red_stamp_leaves_the_black_under_it() -> None:
    page = np.full((2339, 1654, 3), 255, np.uint8)
    cv2.putText(page, "1234", (700, 1000), cv2.FONT_HERSHEY_SIMPLEX, 2, (10, 10, 10), 5)
    stamp = np.full_like(page, 255)
    cv2.circle(stamp, (780, 980), 140, (205, 35, 45), 12)
    inked = (page.astype(np.float32) * stamp / 255).astype(np.uint8)
    image = Image.fromarray(inked)
    image.info["dpi"] = (200, 200)
    grey, stains = clean(image)
    assert stains.any()
    ring = grey[int((980 - 140) * 1.5), 780 * 3 // 2]
    assert ring > 200
    assert grey.min() < 60


def test_without_tesseract_a_picture_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts.shutil, "which", lambda _: None)
    with pytest.raises(PermanentFailure) as caught:
        read_document(encoded(Image.new("L", (100, 100), 255)), "trang.png")
    assert caught.value.reason.code == ReasonCode.MISSING_PART


@pytest.mark.needs_ocr
def test_a_blank_page_has_no_blocks() -> None:
    assert read_page_image(Image.new("L", (827, 1169), 255), 1, 1, 1) == ()


@pytest.mark.needs_ocr
def test_a_blank_picture_is_refused() -> None:
    with pytest.raises(PermanentFailure) as caught:
        read_document(encoded(Image.new("L", (827, 1169), 255)), "trang.png")
    assert caught.value.reason.code == ReasonCode.EMPTY_FILE


@pytest.mark.needs_ocr
@pytest.mark.parametrize(("kind", "cut"), [("PNG", 300), ("JPEG", 400), ("TIFF", 200)])
def test_a_truncated_picture_is_refused(kind: str, cut: int) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (80, 80), np.uint8)
    content = encoded(Image.fromarray(noise), kind)
    with pytest.raises(PermanentFailure) as caught:
        read_document(content[:cut], "trang")
    assert caught.value.reason.code == ReasonCode.UNREADABLE_FILE


@pytest.mark.needs_ocr
def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    with limits_set(Limits(image_pixels=5_000)), pytest.raises(PermanentFailure) as caught:
        read_document(encoded(Image.new("1", (100, 100))), "trang.png")
    assert caught.value.reason.code == ReasonCode.LIMIT_EXCEEDED
    assert caught.value.reason.location == "page 1"


@pytest.mark.needs_ocr
def test_pages_of_a_tiff_are_numbered() -> None:
    page = np.full((1100, 800), 255, np.uint8)
    page[:520, :] = cv2.resize(ruled(3, 3), (800, 520))
    cv2.putText(page, "REPORT OF THE YEAR", (60, 700), cv2.FONT_HERSHEY_DUPLEX, 1.6, 0, 3)
    first, second = Image.fromarray(page), Image.fromarray(page)
    content = encoded(first, "TIFF", save_all=True, append_images=[second])
    document = read_document(content, "hai trang.tif")
    assert [table.location.page for table in document.tables] == [1, 2]
    assert [table.location.block for table in document.tables] == [1, 2]


def test_a_photograph_is_turned_as_its_exif_data_say() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = encoded(Image.new("L", (300, 200), 255), "JPEG", exif=exif, dpi=(200, 200))
    (page,) = opening._pages(content)
    assert page.size == (200, 300)
    assert page.info["dpi"] == (200, 200)
