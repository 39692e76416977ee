"""Folded text for matching: same length as the original, so that offsets hold in both.

Belongs here: what differs between two spellings of the same words (case, tone placement, tỉ/tỷ, dashes,
quotes).
Does not belong here: what any word means.
"""

from __future__ import annotations

import re

UPPER = "A-ZÐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""Vietnamese capitals, for a character class; a range over Unicode would take in small letters."""

_NEW_STYLE = {
    **dict(zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True)),
    **dict(zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True)),
    **dict(zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True)),
}
_OPEN_SYLLABLE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![a-zà-ỹ])")
_I_FOR_Y = re.compile(r"\b(?:tỉ(?= (?:lệ|trọng))|kì\b|tỉ(?= đồng))")
_CHARACTERS = str.maketrans(
    {
        "\u00a0": " ",
        "\u202f": " ",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "‐": "-",
        "“": '"',
        "”": '"',
        "’": "'",
        "Ð": "đ",
        "ð": "đ",
        "％": "%",
        "Ƣ": "Ư",
        "ƣ": "ư",
    }
)


def fold(text: str) -> str:
    """The text in lower case, old-style tone marks and plain dashes; every offset stays where it was.

    >>> fold("Số hoá – TỈ LỆ")
    'số hóa - tỷ lệ'
    """
    lowered = text.translate(_CHARACTERS).lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_CHARACTERS))
    lowered = _OPEN_SYLLABLE.sub(lambda match: _NEW_STYLE[match[0]], lowered)
    return _I_FOR_Y.sub(lambda match: match[0].replace("ỉ", "ỷ").replace("ì", "ỳ"), lowered)


def overlaps(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether [start, end) shares a character with one of the spans."""
    return any(start < other_end and other_start < end for other_start, other_end in spans)
