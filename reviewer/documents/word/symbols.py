"""Characters of symbol fonts (Wingdings, Symbol …) as the Unicode characters that look like them."""

from __future__ import annotations

FONTS = {"wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol", "marlett"}
WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆",
    0x76: "❖", 0x77: "◆", 0x78: "☒", 0x7A: "⌘", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xAA: "✦", 0xB2: "☆", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x21: "✏", 0x22: "✂", 0x26: "📖", 0x28: "☎",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑", 0x36: "⌛", 0x3F: "✍", 0x45: "☜", 0x47: "☝", 0xFF: "",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0x98: "●", 0x99: "○", 0x9A: "○",
    0xA2: "■", 0xA3: "□", 0xA4: "□", 0xAE: "◆", 0x75: "⓪",
}  # fmt: skip
SYMBOL_LETTERS = dict(
    zip(
        b"ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
SYMBOL = SYMBOL_LETTERS | {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0x4A: "ϑ", 0x6A: "φ",
    0xA2: "′", 0xA3: "≤", 0xA4: "/", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xC4: "⊗", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xC9: "⊃", 0xCA: "⊇", 0xCB: "⊄",
    0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇", 0xD5: "∏", 0xD6: "√", 0xD7: "·", 0xD8: "¬",
    0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
SYMBOL |= {code: chr(code) for code in range(0x20, 0x40) if code not in SYMBOL}
SYMBOL |= {code: chr(code) for code in (0x5B, 0x5D, 0x5F, 0x7B, 0x7C, 0x7D)}
WINGDINGS |= {0x81 + at: chr(0x2460 + at) for at in range(10)} | {0x8C + at: chr(0x2776 + at) for at in range(10)}
WINGDINGS_2 |= {0x76 + at: chr(0x2460 + at) for at in range(10)} | {0x80 + at: chr(0x2776 + at) for at in range(10)}
WEBDINGS = {0x61: "✓", 0x72: "✗", 0x63: "□", 0x67: "■", 0x6E: "●"}
TABLES = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL, "webdings": WEBDINGS}
UNKNOWN = "·"


def symbol(code: int, font: str) -> str:
    """The character for `code` (0x00–0xFF, or with 0xF000 added) of a symbol font; ordinary codes are themselves."""
    font = font.strip().lower()
    if font in FONTS and (code < 0x100 or 0xF000 <= code < 0xF100):
        return TABLES.get(font, {}).get(code & 0xFF, UNKNOWN)
    if 0xF000 <= code < 0xF100:
        return SYMBOL.get(code & 0xFF, UNKNOWN) if font.startswith(("symbol", "mt extra")) else UNKNOWN
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def translate(text: str, font: str | None) -> str:
    """The text of a run set in `font`: only symbol fonts and their private codes change anything."""
    if font is not None and font.strip().lower() in FONTS:
        return "".join(symbol(ord(char), font) if _is_symbol(char) else char for char in text)
    if any("\uf000" <= char < "\uf100" for char in text):
        return "".join(symbol(ord(char), "symbol") if "\uf000" <= char < "\uf100" else char for char in text)
    return text


def _is_symbol(char: str) -> bool:
    return " " < char < "\u0100" or "\uf000" <= char < "\uf100"
