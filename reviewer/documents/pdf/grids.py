"""Rules on a page → the cells of ruled tables, merged ones included, and framed boxes.

Walls between neighbouring fields of the grid decide what is one cell: fields without a rule between them belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reviewer.documents.pdf.geometry import Box

SNAP = 3.0  # points: rules this close are one; double borders and rounding stay below
OUTSIDE = 8.0  # points that level rules must stick out before an open side counts as a column
MIN_FIELD = 4.0  # points
MAX_FIELDS = 2_000  # of one grid; graph paper has more
MAX_PAIRS = 400_000  # crossings to test on a page

Rule = tuple[float, float, float]  # position, from, to


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: first row and column from 0, how many columns it covers, its box."""

    row: int
    column: int
    span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `cells` in reading order, `columns` counted with merged ones apart."""

    box: Box
    cells: tuple[GridCell, ...]
    columns: int


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> tuple[list[Grid], list[Rule]]:
    """Tables (and one-celled frames) drawn with rules, top first; and the level rules that belong to none."""
    levels, uprights = merge_rules(across), merge_rules(down)
    if len(levels) * len(uprights) > MAX_PAIRS:
        return [], []
    groups = _connected(levels, uprights)
    grids = [grid for part in groups if (grid := _grid(*part)) is not None]
    used = {rule for part, _ in groups for rule in part}
    inner = [
        grid
        for grid in grids
        if any(_within(grid.box, cell.box) for big in grids if big is not grid for cell in big.cells)
    ]
    kept = [grid for grid in grids if grid not in inner]
    return sorted(kept, key=lambda grid: grid.box.top), [rule for rule in levels if rule not in used]


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one rule joined: same position within SNAP, touching or overlapping."""
    merged: list[Rule] = []
    for cluster in _clusters(sorted(rules)):
        place = sum(rule[0] for rule in cluster) / len(cluster)
        start, end = None, 0.0
        for _, first, last in sorted(cluster, key=lambda rule: rule[1]):
            if start is not None and first <= end + SNAP:
                end = max(end, last)
                continue
            if start is not None:
                merged.append((place, start, end))
            start, end = first, last
        if start is not None:
            merged.append((place, start, end))
    return merged


def _clusters(rules: list[Rule]) -> list[list[Rule]]:
    found: list[list[Rule]] = []
    for rule in rules:
        if found and rule[0] - found[-1][0][0] <= SNAP:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def _connected(levels: list[Rule], uprights: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch one another."""
    parent = list(range(len(levels) + len(uprights)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, (y, x0, x1) in enumerate(levels):
        for j, (x, top, bottom) in enumerate(uprights, len(levels)):
            if x0 - SNAP <= x <= x1 + SNAP and top - SNAP <= y <= bottom + SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(levels):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(uprights, len(levels)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(levels: list[Rule], uprights: list[Rule]) -> Grid | None:
    xs = _places([x for x, _, _ in uprights], [end for _, x0, x1 in levels for end in (x0, x1)])
    ys = _places([y for y, _, _ in levels], [end for _, top, bottom in uprights for end in (top, bottom)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_FIELDS:
        return None
    cells = []
    for fields in _regions(xs, ys, levels, uprights):
        rows, columns = {row for row, _ in fields}, {column for _, column in fields}
        box = Box(xs[min(columns)], ys[min(rows)], xs[max(columns) + 1], ys[max(rows) + 1])
        cells.append(GridCell(min(rows), min(columns), len(columns), box))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), len(xs) - 1)


def _places(rules: list[float], ends: list[float]) -> list[float]:
    """Where the lines of the grid are: the rules, and open sides that crossing rules reach well beyond them."""
    places: list[float] = []
    for place in sorted(rules):
        if not places or place - places[-1] > MIN_FIELD:
            places.append(place)
    if places and min(ends) < places[0] - OUTSIDE:
        places.insert(0, min(ends))
    if places and max(ends) > places[-1] + OUTSIDE:
        places.append(max(ends))
    return places


def _regions(xs: list[float], ys: list[float], levels: list[Rule], uprights: list[Rule]) -> list[list[tuple[int, int]]]:
    """The fields of each cell: fields with no wall between them, if they form a rectangle, else row by row."""
    open_right = [
        [not _wall(uprights, xs[j + 1], ys[i], ys[i + 1]) for j in range(len(xs) - 2)] for i in range(len(ys) - 1)
    ]
    open_below = [
        [not _wall(levels, ys[i + 1], xs[j], xs[j + 1]) for j in range(len(xs) - 1)] for i in range(len(ys) - 2)
    ]
    label: dict[tuple[int, int], int] = {}
    regions: list[list[tuple[int, int]]] = []
    for start in ((i, j) for i in range(len(ys) - 1) for j in range(len(xs) - 1)):
        if start in label:
            continue
        stack, fields = [start], []
        label[start] = len(regions)
        while stack:
            i, j = stack.pop()
            fields.append((i, j))
            near = []
            if j < len(xs) - 2 and open_right[i][j]:
                near.append((i, j + 1))
            if j and open_right[i][j - 1]:
                near.append((i, j - 1))
            if i < len(ys) - 2 and open_below[i][j]:
                near.append((i + 1, j))
            if i and open_below[i - 1][j]:
                near.append((i - 1, j))
            for field in near:
                if field not in label:
                    label[field] = len(regions)
                    stack.append(field)
        regions.append(sorted(fields))
    return [part for fields in regions for part in _rectangles(fields)]


def _wall(rules: list[Rule], place: float, start: float, end: float) -> bool:
    middle = (start + end) / 2
    return any(abs(rule[0] - place) <= MIN_FIELD and rule[1] <= middle <= rule[2] for rule in rules)


def _rectangles(fields: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    rows, columns = {row for row, _ in fields}, {column for _, column in fields}
    if len(fields) == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1):
        return [fields]
    parts: list[list[tuple[int, int]]] = []
    for row, column in fields:
        if parts and parts[-1][-1] == (row, column - 1):
            parts[-1].append((row, column))
        else:
            parts.append([(row, column)])
    return parts


def _within(box: Box, other: Box) -> bool:
    return box.common(other).area >= 0.98 * box.area > 0
