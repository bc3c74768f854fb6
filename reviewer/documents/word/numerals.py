"""Numbers as Word writes them before list entries and notes (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
COUNTING = {
    "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "taiwaneseCounting", "chineseCounting",
    "koreanCounting", "ideographLegalTraditional", "chineseLegalSimplified", "japaneseLegal",
}  # fmt: skip
LEGAL = {
    "chineseLegalSimplified": "零壹贰叁肆伍陆柒捌玖拾佰仟",
    "ideographLegalTraditional": "零壹貳參肆伍陸柒捌玖拾佰仟",
}
LEGAL["japaneseLegal"] = LEGAL["ideographLegalTraditional"]
BY_DIGIT = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"}
CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "aiueo": "アイウエオ",
}
RUNS = {  # format → (first character, how many there are)
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def write_number(number: int, shape: str) -> str:
    """`number` in a Word number format: decimal, chineseCounting, upperLetter, lowerRoman, decimalEnclosedCircle …"""
    if shape == "none":
        return ""
    if number < 1 or number > 9999:
        return str(number)
    if shape in COUNTING:
        return _counting(number, LEGAL.get(shape, "零一二三四五六七八九十百千"), legal=shape in LEGAL)
    if shape in BY_DIGIT:
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if shape in CYCLES:
        return CYCLES[shape][(number - 1) % len(CYCLES[shape])]
    if shape == "ideographZodiacTraditional":
        return CYCLES["ideographTraditional"][(number - 1) % 10] + CYCLES["ideographZodiac"][(number - 1) % 12]
    if shape in RUNS:
        first, count = RUNS[shape]
        return chr(first + number - 1) if number <= count else str(number)
    return _western(number, shape)


def _western(number: int, shape: str) -> str:
    if shape in ("upperLetter", "lowerLetter"):
        times, at = divmod(number - 1, 26)
        letters = chr(ord("A") + at) * (times % 100 + 1)  # Word goes on with AA, BB, CC
        return letters if shape == "upperLetter" else letters.lower()
    if shape in ("upperRoman", "lowerRoman"):
        roman, left = "", number
        for worth, letters in ROMAN:
            roman += letters * (left // worth)
            left %= worth
        return roman if shape == "upperRoman" else roman.lower()
    if shape == "decimalZero":
        return f"{number:02d}"
    if shape in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(FULL_WIDTH)
    if shape == "numberInDash":
        return f"- {number} -"
    return str(number)


def _counting(number: int, signs: str, *, legal: bool) -> str:
    """105 → 一百零五, 12 → 十二; in legal numerals 12 → 壹拾贰."""
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += (signs[0] if gap else "") + signs[digit] + (signs[9 + place] if place else "")
        gap = False
    return written[1:] if written.startswith(signs[1] + signs[10]) and not legal else written
