"""How much of each built document reaches the text, beside markitdown on the same Word files.

Character recall: characters of the truth, blanks aside, that the text holds too (as multisets), over those of the truth. Order: the
share of them that it holds in the same sequence. Cells: cells of tables found 0 times (lost) or more than once (doubled); in scans a
cell is found if nine tenths of its characters are, be they （wide） or (narrow). Hidden: texts no reader of the page sees that got into the text (six a Word
document). Roles: content cells of process tables whose column title came out right.
"""

from __future__ import annotations

import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.reading.pages import CLEAN, WORN, draw_pages, print_pdf, printer, save_scan
from eval.reading.sources import Cell, Source, load_sources, squeeze
from eval.reading.word import HOSTILE, UNSEEN, with_extras, write_word
from reviewer.config import Settings
from reviewer.datamodels import Draft
from reviewer.documents import read_draft

ALIKE = 0.9  # of a cell's characters, in recognised text
PRINTED = 24  # sources printed as PDF
SCANNED = 5  # sources of each kind of scan: recognising takes seconds a page


@dataclass(frozen=True, slots=True)
class Case:
    """A built document and what it says."""

    family: str
    path: Path
    source: Source

    @property
    def recognised(self) -> bool:
        return self.family.startswith("scan")


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one document; `roles` is None where the reader gives no column titles."""

    family: str
    name: str
    recall: float
    order: float
    cells: int
    lost: int
    doubled: int
    let_in: int
    titled: int
    roles: int | None
    seconds: float


def score_text(case: Case, text: str, seconds: float, roles: int | None) -> Score:
    """Compare a text with the truth of its document."""
    whole, truth = squeeze(text), squeeze(case.source.text)
    want, got = Counter(truth), Counter(whole)
    counts = [_count(squeeze(cell.text), whole, tolerant=case.recognised) for cell in case.source.cells()]
    return Score(
        case.family,
        case.source.name,
        sum(min(count, got[char]) for char, count in want.items()) / max(1, want.total()),
        _in_sequence(truth, whole),
        len(counts),
        sum(count == 0 for count in counts),
        sum(count > 1 for count in counts),
        sum(squeeze(text) in whole for text in UNSEEN) if case.family == "Word" else 0,
        sum(bool(cell.role) for cell in case.source.cells()),
        roles,
        seconds,
    )


def _in_sequence(truth: str, whole: str) -> float:
    """Characters of the truth that the text holds in the same sequence, over all of them (matching blocks, difflib)."""
    blocks = SequenceMatcher(None, truth, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(truth))


def _count(cell: str, whole: str, *, tolerant: bool) -> int:
    """How often a cell stands in the text; recognised text may differ in one character of ten and in width."""
    if not tolerant:
        return whole.count(cell)
    cell, whole = unicodedata.normalize("NFKC", cell), unicodedata.normalize("NFKC", whole)
    return whole.count(cell) or int(_closest(cell, whole) >= ALIKE)


def _closest(cell: str, text: str) -> float:
    """Share of the cell's characters found in sequence near the longest stretch it has in common with `text`."""
    anchor = SequenceMatcher(None, cell, text, autojunk=False).find_longest_match()
    start = max(0, anchor.b - anchor.a - 5)
    return _in_sequence(cell, text[start : start + len(cell) + 10])


def count_roles(case: Case, draft: Draft) -> int:
    """Cells of the truth that lie in a block under the right column title."""
    blocks = [(squeeze(draft.text[block.start : block.end]), block.column_title) for block in draft.blocks]
    return sum(_has_role(cell, blocks, tolerant=case.recognised) for cell in case.source.cells() if cell.role)


def _has_role(cell: Cell, blocks: Sequence[tuple[str, str | None]], *, tolerant: bool) -> bool:
    under = [text for text, title in blocks if title == cell.role]
    return any(_count(squeeze(cell.text), text, tolerant=tolerant) for text in under)


def build_cases(folder: Path, sources: Sequence[Source]) -> Iterator[Case]:
    """Word with every feature; printed PDFs with one and two columns; scans of them, clean and worn; photos of first pages."""
    for style, source in enumerate(sources):
        rich = with_extras(source, style)
        path = folder / f"{source.name}.docx"
        write_word(rich, path, style=style, hidden=HOSTILE)
        yield Case("Word", path, rich)
    with printer() as page:
        for number, source in enumerate(_some(sources, PRINTED)):
            columns = 1 + number % 2
            path = folder / f"{source.name}-{columns}.pdf"
            print_pdf(page, source, path, columns=columns, head=number % 4 < 2)
            yield Case(f"PDF, {columns} column{'s' * (columns > 1)}", path, source)
        for source in _some(sources, SCANNED):
            plain = folder / f"{source.name}-plain.pdf"
            print_pdf(page, source, plain)
            images = list(draw_pages(plain))
            for how, name in ((CLEAN, "scan, clean"), (WORN, "scan, noise and 3°")):
                path = folder / f"{source.name}-{name[6:11]}.pdf"
                save_scan(images, path, how)
                yield Case(name, path, source)


def _some(sources: Sequence[Source], count: int) -> Sequence[Source]:
    """`count` of the sources, spread over all of them."""
    return sources[:: max(1, len(sources) // count)][:count]


def read_ours(case: Case, settings: Settings) -> Score:
    """Our reader on one case. A document that can't be read counts as wholly lost."""
    since = time.perf_counter()
    draft = read_draft(case.path, settings=settings)
    return score_text(case, draft.text, time.perf_counter() - since, count_roles(case, draft))


def markitdown_reader() -> Callable[[Case], Score]:
    """The same figures for markitdown, from its Markdown without table rules and marks of emphasis."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)

    def read(case: Case) -> Score:
        since = time.perf_counter()
        text = converter.convert(case.path).text_content
        seconds = time.perf_counter() - since
        return score_text(case, text.replace("\\", "").replace("**", ""), seconds, None)

    return read


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Build, read and score every document. `data` and `llm` are not used: the truth is this project's own text."""
    ours: list[Score] = []
    peer: list[Score] = []
    with tempfile.TemporaryDirectory() as name:
        read_peer = markitdown_reader()
        for case in build_cases(Path(name), load_sources()):
            ours.append(read_ours(case, settings))
            if case.family == "Word":
                peer.append(read_peer(case))
    table = {
        family: summarise([s for s in ours if s.family == family]) for family in dict.fromkeys(s.family for s in ours)
    }
    table["Word, markitdown"] = summarise(peer)
    show(table)
    return {"documents": len(ours), "table": table, "worst": worst(ours)}


def summarise(scores: Sequence[Score]) -> dict[str, Any]:
    """Mean and worst over one family."""
    count = max(1, len(scores))
    known = [score for score in scores if score.roles is not None]
    return {
        "documents": len(scores),
        "recall": sum(score.recall for score in scores) / count,
        "recall_worst": min((score.recall for score in scores), default=0.0),
        "order": sum(score.order for score in scores) / count,
        "cells": sum(score.cells for score in scores),
        "lost": sum(score.lost for score in scores),
        "doubled": sum(score.doubled for score in scores),
        "hidden_let_in": sum(score.let_in for score in scores),
        "roles": sum(s.roles or 0 for s in known) / max(1, sum(s.titled for s in known)) if known else None,
        "seconds": sum(score.seconds for score in scores) / count,
    }


def worst(scores: Sequence[Score], count: int = 5) -> list[str]:
    """The documents that lost most, for the one who mends the reader."""
    ranked = sorted(scores, key=lambda score: (score.recall, score.order))
    return [f"{score.family} {score.name}: {score.recall:.4f}, order {score.order:.2f}" for score in ranked[:count]]


def show(table: dict[str, dict[str, Any]]) -> None:
    print(
        f"{'':22}{'n':>4}{'recall':>9}{'worst':>9}{'order':>8}{'cells':>7}{'lost':>6}{'doubled':>9}{'hidden':>8}{'roles':>8}{'s':>7}"
    )
    for name, row in table.items():
        roles = "–" if row["roles"] is None else f"{row['roles']:.3f}"
        print(
            f"{name:22}{row['documents']:>4}{row['recall']:>9.4f}{row['recall_worst']:>9.4f}{row['order']:>8.3f}{row['cells']:>7}"
            f"{row['lost']:>6}{row['doubled']:>9}{row['hidden_let_in']:>8}{roles:>8}{row['seconds']:>7.2f}"
        )
