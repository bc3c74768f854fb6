"""A row of questions or cases that pupils do in a lesson: as it stands it can be shared out between two tiers."""

from __future__ import annotations

import re

from reviewer.advising.places import Span
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.remembering import remembered
from reviewer.advising.step_anchors import is_edge
from reviewer.datamodels import Draft, LessonMeasures

ASKED_CHARS = 16  # of the last question
LEAST = 3  # questions that make a row
_ENTRY = re.compile(
    r"(?m)^[ \t\u3000]*(?P<mark>[（(](?P<inner>\d)[)）]|(?P<outer>\d{1,2})[.．、]|(?P<sign>[①-⑩]))(?P<text>[^\n]{6,})"
)
_ASKS = re.compile(r"[？?]|_{2,}|＿{2,}|[（(][\s\u3000]*[)）]|[=＝]\s*$|判断|计算|求|解释|说明|写出|画出|选择")
_TOLD = re.compile(r"教师|老师|师[：:]|板书|出示|讲解|小结|学生[：:]|生[：:]|汇报|指名|齐读|播放")


@remembered
def find_row(draft: Draft, measures: LessonMeasures) -> tuple[Span, list[str], str] | None:
    """The longest row of numbered questions inside a step, the last of equals: its first line, how they are numbered, what the
    last one asks.
    """
    best: tuple[Span, list[str], str] | None = None
    for step in measures.activities:
        if is_edge(step):
            continue
        for row in _rows(draft.text, step.start, step.end):
            if len(row) >= LEAST and (best is None or len(row) >= len(best[1])):
                first = row[0]
                best = (
                    (first.start("mark"), first.end()),
                    [one["mark"].rstrip(".．、") for one in row],
                    _asked(row[-1]["text"]),
                )
    return best


def _rows(text: str, start: int, end: int) -> list[list[re.Match[str]]]:
    """Runs of entries of one style numbered 1, 2, 3 …, each of which asks for something."""
    rows: list[list[re.Match[str]]] = []
    for style in ("inner", "outer", "sign"):
        row: list[re.Match[str]] = []
        for entry in _ENTRY.finditer(text, start, end):
            if not entry[style]:
                continue
            fits = bool(_ASKS.search(entry["text"])) and not _TOLD.search(entry["text"])
            if fits and _number(entry) == len(row) + 1:
                row.append(entry)
                continue
            rows.append(row)
            row = [entry] if fits and _number(entry) == 1 else []
        rows.append(row)
    return rows


def _number(entry: re.Match[str]) -> int:
    return int(entry["inner"] or entry["outer"] or ord(entry["sign"]) - ord("①") + 1)


def _asked(text: str) -> str:
    return clip(unquote(tidy(text)), ASKED_CHARS)


def share_out(marks: list[str], last: str) -> str:
    """（1）（2）人人做，说出依据；先做完的接着做（3）（4）: the first half for everybody."""
    half = (len(marks) + 1) // 2
    plain = marks[0].isdigit()
    first, rest = (
        (f"第{part[0]}—{part[-1]}题" if len(part) > 1 else f"第{part[0]}题") if plain else "".join(part)
        for part in (marks[:half], marks[half:])
    )
    return f"{first}人人做，说出依据；先做完的接着做{rest}，再照‘{last}’的样子自己出一道考同桌"
