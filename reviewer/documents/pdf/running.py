"""Running heads and feet, page numbers: lines at the edge of pages that come again on other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.documents.pdf.printed import PrintedLine

PAGE_NUMBER = re.compile(
    r"[-—–~·\s]*(?:第\s*)?\d{1,4}\s*页?\s*[,，]?\s*(?:[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–~·\s]*", re.IGNORECASE
)
HEAD, FOOT = 0.12, 0.1  # of the page height
OUTERMOST = 3  # lines at each edge that can be running
SAME_PLACE = 6.0  # points
SHARE = 0.3  # of the pages; left and right pages may differ
DIGITS = re.compile(r"\d+")


def find_running(pages: Sequence[tuple[float, Sequence[PrintedLine]]]) -> tuple[list[set[int]], list[str]]:
    """For each page (height, lines) the indices of lines to leave out, and each running text once."""
    places: dict[str, list[tuple[int, int, float]]] = {}
    drop: list[set[int]] = [set() for _ in pages]
    for number, (height, lines) in enumerate(pages):
        for index in _edge_lines(height, lines):
            text = lines[index].text
            if PAGE_NUMBER.fullmatch(text):
                drop[number].add(index)
            else:
                places.setdefault(DIGITS.sub("0", "".join(text.split())), []).append((number, index, lines[index].top))
    texts = []
    for found in places.values():
        near = [one for one in found if abs(one[2] - found[-1][2]) <= SAME_PLACE]
        if len({number for number, _, _ in near}) < max(2, SHARE * len(pages)):
            continue
        texts.append(pages[near[0][0]][1][near[0][1]].text)
        for number, index, _ in near:
            drop[number].add(index)
    return drop, texts


def _edge_lines(height: float, lines: Sequence[PrintedLine]) -> list[int]:
    order = sorted(range(len(lines)), key=lambda index: lines[index].top)
    head = [index for index in order[:OUTERMOST] if lines[index].bottom < HEAD * height]
    foot = [index for index in order[-OUTERMOST:] if lines[index].top > (1 - FOOT) * height]
    return [*head, *foot]
