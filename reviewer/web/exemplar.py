"""A whole exemplar as HTML: what is good about it, then its text, tables as tables, with those passages marked."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby

from reviewer.datamodels import Verdict
from reviewer.library.exemplars import Exemplar
from reviewer.reports.marked import Span, mark_text
from reviewer.reports.words import passage_text

_RULE = re.compile(r"^[|:\- ]+$")
_CELL = re.compile(r"[^|]+")

Line = tuple[int, str]  # offset into the body, and the line


def exemplar_html(exemplar: Exemplar) -> str:
    spans: dict[Span, Verdict] = {}
    for strength in exemplar.strengths:
        start = exemplar.body.find(strength.passage)
        if start >= 0:
            spans[(start, start + len(strength.passage))] = "yes"
    good = "".join(f"<li>{escape(strength.why)}</li>" for strength in exemplar.strengths)
    body = "".join(
        _table(exemplar.body, list(lines), spans)
        if is_table
        else "".join(_line(exemplar.body, *one, spans) for one in lines)
        for is_table, lines in groupby(_lines(exemplar.body), key=lambda line: line[1].startswith("|"))
    )
    return (
        f'<article class="lr-exemplar lr-whole" lang="zh-CN"><h3>{escape(exemplar.title)}</h3>'
        f'<p class="lr-quiet">{escape(f"{exemplar.subject} · {exemplar.grade} · {exemplar.textbook}")}</p>'
        f'<p><b>好在哪里</b></p><ul class="lr-good">{good}</ul>{body}'
        f'<p class="lr-quiet">来源：{escape(exemplar.source)}；许可：{escape(exemplar.licence)}</p></article>'
    )


def _lines(body: str) -> list[Line]:
    lines, at = [], 0
    for line in body.splitlines(keepends=True):
        if line.strip():
            lines.append((at, line.rstrip("\n")))
        at += len(line)
    return lines


def _line(body: str, start: int, line: str, spans: dict[Span, Verdict]) -> str:
    marked = passage_text(mark_text(body, start, start + len(line), spans))
    return f'<p class="{"lr-h" if line.startswith("#") else "lr-pre"}">{marked}</p>'


def _table(body: str, lines: list[Line], spans: dict[Span, Verdict]) -> str:
    rows = []
    for start, line in lines:
        if _RULE.match(line):
            continue
        cells = "".join(
            f"<td>{passage_text(mark_text(body, start + cell.start(), start + cell.end(), spans))}</td>"
            for cell in _CELL.finditer(line)
            if cell[0].strip()
        )
        rows.append(f"<tr>{cells}</tr>")
    return f'<div class="lr-scroll" tabindex="0"><table><tbody>{"".join(rows)}</tbody></table></div>'
