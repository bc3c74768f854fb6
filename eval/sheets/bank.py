"""What stands on generated sheets: word problems and choice items from the data folder, other subjects from templates."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

from eval.sheets.templates import FRAMES, MATH_FRAMES, WORDS, Frame
from eval.sheets.variants import change_numbers, reword
from reviewer.errors import UsageError

How = Literal["first", "numbers", "reworded", "copy"]
_NUMBERED = re.compile(r"^\s*(?:\d+\s*[.、．]|【[^】]*】|[（(]\d+[)）]|\d)\s*")


@dataclass(frozen=True, slots=True)
class Content:
    """One task before it is numbered. Items of one `family` repeat one another; `level` 1–4 is what it demands."""

    text: str
    family: str
    level: int
    options: tuple[str, ...] = ()
    how: How = "first"  # against the first of its family


@dataclass(frozen=True, slots=True)
class Bank:
    """The material, cleaned: word problems by level, choice items, and the templates of each subject."""

    problems: tuple[Content, ...]
    choices: tuple[Content, ...]

    def draw(self, random: Random, subject: str, level: int) -> Content:
        """One task of a subject at a level (1 recall, 2 apply, 3 combine or explain, 4 open or practical)."""
        if subject == "数学" and level <= 3 and random.random() < 0.75:
            if level >= 2 and random.random() < 0.25:
                return random.choice(self.choices)
            if level >= 2 and random.random() < 0.3:
                return from_frame(random, random.choice([f for f in MATH_FRAMES if f.level == level] or MATH_FRAMES))
            if level >= 2:
                return random.choice([one for one in self.problems if one.level == level])
        frames = [frame for frame in FRAMES if frame.level == level and subject in frame.subjects]
        return from_frame(random, random.choice(frames))


def from_frame(random: Random, frame: Frame) -> Content:
    """A task of a template; the family is the template's name."""
    return Content(fill(random, random.choice(frame.wordings)), frame.name, frame.level)


def fill(random: Random, wording: str) -> str:
    """`{名}` from the word lists, `{2-9}` a number of that range."""

    def put(match: re.Match[str]) -> str:
        low, dash, high = match[1].partition("-")
        return str(random.randint(int(low), int(high))) if dash else random.choice(WORDS[match[1]])

    return re.sub(r"\{([^}]+)\}", put, wording)


def vary(random: Random, content: Content, how: How) -> Content | None:
    """The same task again: other numbers, other words, or word for word; None where that can't be made."""
    if how == "copy":
        return replace(content, how="copy")
    if how == "numbers":
        text = change_numbers(random, content.text)
        options = tuple(change_numbers(random, option) for option in content.options)
        return None if text == content.text else replace(content, text=text, options=options, how="numbers")
    frame = next((one for one in (*MATH_FRAMES, *FRAMES) if one.name == content.family), None)
    text = fill(random, random.choice(frame.wordings)) if frame else reword(random, content.text) or content.text
    if content.options or re.sub(r"\d+", "", text) == re.sub(r"\d+", "", content.text):
        return None
    return replace(content, text=text, how="reworded")


def load_bank(data: Path) -> Bank:
    """Reads `items/` under `data`. Raises UsageError where it is absent."""
    folder = data / "items"
    if not folder.is_dir():
        raise UsageError(f"找不到题目 {folder}。请用 --data 指明数据文件夹。", f"no items at {folder}; use --data DIR")
    rows = [json.loads(line) for line in (folder / "cmath_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    problems = [
        Content(row["input"], f"cmath{number}", 3 if row["reasoning_step"] >= 3 else 2)
        for number, row in enumerate(rows)
        if 14 < len(row["input"]) < 110 and not _NUMBERED.match(row["input"]) and "\n" not in row["input"]
    ]
    rows = [json.loads(line) for line in (folder / "tal_scq5k_zh_train.jsonl").read_text(encoding="utf-8").splitlines()]
    return Bank(tuple(problems), tuple(_choices(rows)))


def _choices(rows: list[dict[str, object]]) -> list[Content]:
    kept: dict[str, Content] = {}
    for number, row in enumerate(rows):
        text = _NUMBERED.sub("", re.sub(r"\s+", " ", str(row["problem"]).replace("$$", "$"))).strip()
        listed = row["answer_option_list"]
        assert isinstance(listed, list)
        options = tuple(str(one[0]["content"]).replace("$$", "$").strip() for one in listed)
        if 15 < len(text) < 120 and not _NUMBERED.match(text) and all(0 < len(one) < 40 for one in options):
            key = re.sub(r"\d+", "#", text)  # the same problem again in the source is one family
            kept.setdefault(key, Content(text, f"tal{number}", 3, options))
    return list(kept.values())
