"""Signs that a file prints by a symbol font, as the letters of Unicode that look like them."""

from __future__ import annotations

_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the letters of symbol fonts."""

_SYMBOL = {
    0x2D: "−", 0x25: "%", 0x61: "α", 0x62: "β", 0x64: "δ", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
    0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xDE: "⇒", 0xE5: "∑", 0xD6: "√",
}  # fmt: skip
"""Of the font Symbol, where it differs from ASCII."""

_DINGBATS = {
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x78: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x52: "☑",
    0x50: "✓", 0x4F: "✗", 0x54: "☒",
}  # fmt: skip
"""Of the fonts Wingdings: boxes and ticks, which may be a cell's answer; all else is ornament."""

_ORNAMENT = "•"


def is_symbol_font(font: str | None) -> bool:
    """Whether the letters of a font are signs."""
    name = (font or "").casefold()
    return name == "symbol" or name.startswith(("wingdings", "webdings"))


def symbol_text(text: str, font: str | None) -> str:
    """A text of a symbol font, each letter by the sign that it prints."""
    return "".join(_sign(character, (font or "").casefold()) for character in text)


def _sign(character: str, font: str) -> str:
    code = ord(character) - _PRIVATE.start if ord(character) in _PRIVATE else ord(character)
    if character.isspace() or code > 0xFF:
        return character
    if font == "symbol":
        ascii_sign = chr(code) if 0x20 <= code < 0x40 or chr(code) in "[]{|}_" else "\ufffd"
        return _SYMBOL.get(code, ascii_sign)
    return _DINGBATS.get(code, _ORNAMENT) if is_symbol_font(font) else character
