"""As many drafts as wanted, made by editing the labelled ones so that no two are equal, a few of them broken."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

BROKEN_SHARE = 0.03
NAMES = ("小明", "小红", "小刚", "小丽", "小华", "小军")
SCHOOLS, TEACHERS, CLASSES, WEEKS = 8, 40, 6, 12
FIRST_DAY = date(2026, 9, 7)
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?![\d.)）、．])")
BROKEN = (
    b"",
    b"PK\x03\x04" + b"\x00" * 600,
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 900,
    b"%PDF-1.4\n%broken",
    b"Lesson plan without one Chinese character. " * 20,
)


def write_drafts(
    folder: Path, texts: Sequence[str], count: int, *, seed: int = 0, broken: float = BROKEN_SHARE
) -> Path:
    """`count` files in `folder` and list.csv that names them with school, teacher, class and date. Returns the list."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(count):
        name = f"{number:05d}.txt"
        if chance.random() < broken:
            name = f"{number:05d}.docx"
            (folder / name).write_bytes(chance.choice(BROKEN))
        else:
            (folder / name).write_text(edit(texts[number % len(texts)], number, chance), encoding="utf-8")
        day = FIRST_DAY + timedelta(weeks=chance.randrange(WEEKS), days=chance.randrange(5))
        teacher = chance.randrange(TEACHERS)
        rows.append(
            [
                name,
                f"第{teacher % SCHOOLS + 1}小学",
                f"T{teacher:02d}",
                f"三{chance.randrange(CLASSES) + 1}班",
                day.isoformat(),
            ]
        )
    with (folder / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["path", "school", "teacher", "class", "date"], *rows])
    return folder / "list.csv"


def edit(text: str, number: int, chance: random.Random) -> str:
    """Another draft: other numbers and names in some places, one line fewer, and a line that no other draft has."""
    text = _NUMBER.sub(
        lambda found: str(int(found[0]) + chance.randrange(3)) if chance.random() < 0.3 else found[0], text
    )
    for name in NAMES:
        text = text.replace(name, chance.choice(NAMES))
    lines = text.splitlines()
    if len(lines) > 8:
        del lines[chance.randrange(4, len(lines))]
    return "\n".join([*lines, f"备课记录 {number} 号，第 {chance.randrange(10**6)} 稿。", ""])
