"""Numbers as a sheet prints them.

The part of the spreadsheet format codes that reports use. No parsing of cells here.
"""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
BUILT_IN_FORMATS = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    39: "#,##0.00",
}
"""The numbered formats that a workbook uses without spelling them out (ECMA-376, part 1, 18.8.30)."""


def printed(number: float, code: str) -> str:
    """A number under a format code, with a decimal point; a code that is not understood prints as General."""
    sections = code.split(";")
    if number < 0 and len(sections) > 1:
        return printed(-number, sections[1])
    masked = _LITERAL.sub(lambda literal: "\0" * len(literal.group()), sections[0])
    digits = _DIGITS.search(masked)
    if not digits or "E" in masked.upper():
        return general(number)
    decimals = digits.group(1) or ""
    grouping = "," if "," in digits.group().split(".")[0] else ""
    text = f"{number * 100 if '%' in masked else number:{grouping}.{len(decimals)}f}"
    text = _without_optional_zeros(text, len(decimals) - len(decimals.rstrip("#?")))
    if not text.strip("-0.,"):
        text = text.lstrip("-")
    before, after = sections[0][: digits.start()], sections[0][digits.end() :]
    return f"{_literals(before)}{text}{_literals(after)}".strip()


def general(number: float) -> str:
    """A number without a format: whole numbers without a point, others to the 11 digits that a cell shows."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.11g}"
    return f"{number:.12f}".rstrip("0") if "e-" in text and abs(number) > 1e-9 else text


def _without_optional_zeros(text: str, optional: int) -> str:
    """The text without up to `optional` zeros at its end, nor a point left bare."""
    for _ in range(optional):
        text = text.removesuffix("0")
    return text.removesuffix(".") if optional else text


def _literals(part: str) -> str:
    """What stands before or after the digits, as printed: without quotes, escapes, colours and padding."""
    return _LITERAL.sub(lambda literal: literal.group(1) or literal.group(2) or "", part)
