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
    """A number under a format code, with a decimal point.

    Codes that are not understood print as General does.
    """
    section = _section(number, code)
    without_literals = _LITERAL.sub("", section)
    digits = _DIGITS.search(without_literals)
    if not digits or "E" in without_literals.upper():
        return general(number)
    is_percent = "%" in without_literals
    decimals = digits.group(1) or ""
    scaled = number * 100 if is_percent else number
    grouping = "," if "," in digits.group().split(".")[0] else ""
    text = f"{scaled:{grouping}.{len(decimals)}f}"
    optional = len(decimals) - len(decimals.rstrip("#?"))
    text = _drop_zeros(text, optional) if optional else text
    if text.strip("-0.,") == "":
        text = text.lstrip("-")
    return f"{_before(section)}{text}{'%' if is_percent else ''}{_after(section)}".strip()


def general(number: float) -> str:
    """A number without a format: whole numbers without a point, others to the 11 digits that a cell shows."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.11g}"
    return f"{number:.12f}".rstrip("0") if "e-" in text and abs(number) > 1e-9 else text


def _section(number: float, code: str) -> str:
    sections = code.split(";")
    if number < 0 and len(sections) > 1:
        return "-" + sections[1].replace("-", "")
    return sections[0]


def _drop_zeros(text: str, optional: int) -> str:
    for _ in range(optional):
        text = text.removesuffix("0")
    return text.removesuffix(".")


def _literal_text(part: str) -> str:
    return "".join(quoted or escaped for quoted, escaped in _LITERAL.findall(part))


def _before(section: str) -> str:
    return _literal_text(re.split(r"[#0?]", section, maxsplit=1)[0])


def _after(section: str) -> str:
    return _literal_text(re.split(r"[#0?%](?=[^#0?%]*$)", section, maxsplit=1)[-1])
