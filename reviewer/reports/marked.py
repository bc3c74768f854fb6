"""The draft as HTML, its tables as tables, with the passages the review points at marked.

A passage from `start` to `end` is reached at the anchor `ev-start-end`. Passages may overlap or run over several
blocks, so the text is cut at every boundary and each piece names all the passages it belongs to (`data-ev`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby, pairwise

from reviewer.datamodels import Block, Draft, Review, Verdict
from reviewer.reports.words import clean

Span = tuple[int, int]

_STRENGTH: dict[Verdict, int] = {"unclear": 0, "yes": 1, "no": 2}


def anchor(start: int, end: int) -> str:
    return f"{start}-{end}"


def marked_spans(review: Review) -> dict[Span, Verdict]:
    """Every passage the review quotes, with the answer it stands for; trouble wins where one passage has two."""
    spans: dict[Span, Verdict] = {}

    def add(start: int, end: int, answer: Verdict) -> None:
        if end > start and _STRENGTH[answer] >= _STRENGTH[spans.get((start, end), "unclear")]:
            spans[(start, end)] = answer

    for criterion in review.criteria:
        for indicator in criterion.indicators:
            for evidence in indicator.evidence:
                add(evidence.start, evidence.end, indicator.answer)
    for change in review.changes:
        add(change.start, change.end, "no")
    for red_line in review.safety.red_lines:
        add(red_line.start, red_line.end, "no")
    for instruction in review.safety.instructions:
        add(instruction.start, instruction.end, "no")
    return spans


def mark_text(
    text: str, start: int, end: int, spans: dict[Span, Verdict], first: Mapping[Span, int] | None = None
) -> str:
    """`text[start:end]` escaped, with <mark> around what `spans` cover.

    A passage's anchor stands at its start, or where `first` says: a passage may begin in the white space before a block.
    """
    first = first or {}
    touching = sorted(span for span in spans if span[0] < end and span[1] > start)
    cuts = sorted({start, end, *(cut for span in touching for cut in span if start < cut < end)})
    pieces = []
    for low, high in pairwise(cuts):
        holding = [span for span in touching if span[0] <= low and span[1] >= high]
        opened = [span for span in holding if first.get(span, span[0]) == low]
        pieces += [f'<a class="lr-anchor" id="ev-{anchor(*span)}"></a>' for span in opened]
        words = escape(clean(text[low:high]))
        if not holding:
            pieces.append(words)
            continue
        answer = max((spans[span] for span in holding), key=_STRENGTH.__getitem__)
        names = " ".join(anchor(*span) for span in holding)
        pieces.append(f'<mark class="lr-ev lr-{answer}" data-ev="{names}">{words}</mark>')
    return "".join(pieces)


def mark_draft(draft: Draft, spans: dict[Span, Verdict]) -> str:
    """The whole draft in reading order."""
    if not draft.blocks:
        return f'<p class="lr-pre">{mark_text(draft.text, 0, len(draft.text), spans)}</p>'
    first = {span: _first_shown(draft, span) for span in spans}
    parts = []

    def mark(block: Block) -> str:
        return mark_text(draft.text, block.start, block.end, spans, first)

    for table, blocks in groupby(draft.blocks, key=lambda block: block.table):
        if table is None:
            parts += [_paragraph(block, mark(block)) for block in blocks]
        else:
            cells = list(blocks)
            parts.append(_table(cells, [mark(cell) for cell in cells]))
    return "".join(parts)


def _first_shown(draft: Draft, span: Span) -> int:
    """Where a passage first meets the text of a block."""
    touched = (max(block.start, span[0]) for block in draft.blocks if block.start < span[1] and block.end > span[0])
    return min(touched, default=span[0])


def _paragraph(block: Block, body: str) -> str:
    if not body.strip():
        return ""
    if block.kind == "heading":
        return f'<p class="lr-h lr-h{min(max(block.level, 1), 3)}">{body}</p>'
    kind = " lr-aside" if block.kind in ("box", "header") else ""
    return f'<p class="lr-pre{kind}">{body}</p>'


def _table(cells: Sequence[Block], bodies: Sequence[str]) -> str:
    width = 1 + max((cell.column or 0) for cell in cells)
    rows = groupby(zip(cells, bodies, strict=True), key=lambda pair: pair[0].row)
    body = "".join(_row([(cell.column or 0, text) for cell, text in pairs], width) for _, pairs in rows)
    return f'<div class="lr-scroll"><table class="lr-plan"><tbody>{body}</tbody></table></div>'


def _row(cells: Sequence[tuple[int, str]], width: int) -> str:
    """One row of (column, text); a cell spans up to the next one, since merged cells are kept once."""
    parts = [f'<td colspan="{cells[0][0]}"></td>'] if cells[0][0] > 0 else []
    following = [column for column, _ in cells[1:]] + [width]
    for (column, body), after in zip(cells, following, strict=True):
        wide = f' colspan="{after - column}"' if after - column > 1 else ""
        parts.append(f"<td{wide}>{body}</td>")
    return f"<tr>{''.join(parts)}</tr>"
