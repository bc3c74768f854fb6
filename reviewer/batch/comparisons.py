"""People's judgements in pairs: a sheet to fill in, and the order that follows from it by Bradley and Terry's model."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.batch.ranking import Candidate
from reviewer.batch.sources import decode_table
from reviewer.cells import as_written, harmless
from reviewer.errors import UsageError

HEAD = ("编号", "甲", "乙", "甲的评阅", "乙的评阅", "哪个更好（甲/乙/一样）", "评委")
ALL_PAIRS = 8  # up to so many candidates everyone meets everyone
ROUNDS = 4  # beyond that each one meets the next ROUNDS in a ring: connected, and everyone equally often
PRIOR = 1.0  # precision of the prior on strengths: keeps those who won or lost every time finite
SAME = 1e-3  # strengths closer than this are equal: the fit ends before more digits hold
Z80 = 1.2816  # half width of a central 80% interval of a normal distribution, in standard deviations


@dataclass(frozen=True, slots=True)
class Strength:
    """Where people's comparisons put one candidate: log strength with its 80% interval, and how often it was compared."""

    file: str
    rank: int
    strength: float
    low: float
    high: float
    compared: int


def write_pairs(path: Path, shortlist: Sequence[Candidate]) -> int:
    """Write the sheet of pairs to judge; returns how many. Each stands on the left as often as on the right."""
    pairs = pairs_of(len(shortlist))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEAD)
        for number, (left, right) in enumerate(pairs, 1):
            one, two = shortlist[left].origin, shortlist[right].origin
            rows.writerow([number, *map(harmless, (one.file, two.file, one.report, two.report)), "", ""])
    return len(pairs)


def pairs_of(count: int) -> list[tuple[int, int]]:
    """Which positions meet."""
    if count <= ALL_PAIRS:
        met = [(one, two) for one in range(count) for two in range(one + 1, count)]
    else:
        met = [(one, (one + step) % count) for step in range(1, ROUNDS + 1) for one in range(count)]
    return [pair if number % 2 == 0 else (pair[1], pair[0]) for number, pair in enumerate(met)]


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(winner, loser) of every row filled in; 一样 gives one win to each. Rows of several judges may stand in one file.

    Raises UsageError naming line and cure.
    """
    won = []
    for line, row in enumerate(decode_table(path), 2):
        said = (row.get(HEAD[5]) or "").strip()
        left, right = (as_written((row.get(name) or "").strip()) for name in HEAD[1:3])
        if not said:
            continue
        if said not in ("甲", "乙", "一样") or not left or not right:
            raise UsageError(
                f"{path} 第 {line} 行：“{said}”读不懂，请填 甲、乙 或 一样。",
                f"{path}, line {line}: write 甲, 乙 or 一样",
            )
        won += [(left, right)] if said == "甲" else [(right, left)] if said == "乙" else [(left, right), (right, left)]
    if not won:
        raise UsageError(f"{path} 里还没有填“{HEAD[5]}”。请填好再来。", f"{path}: no comparison is filled in")
    return won


def strengths(won: Sequence[tuple[str, str]]) -> list[Strength]:
    """Bradley–Terry strengths, strongest first, by expectation propagation (choix, after Chu and Ghahramani 2005)."""
    import choix

    files = sorted({file for pair in won for file in pair})
    place = {file: number for number, file in enumerate(files)}
    mean, spread = choix.ep_pairwise(len(files), [(place[one], place[two]) for one, two in won], PRIOR, model="logit")
    found = []
    for number, file in enumerate(files):
        half = Z80 * float(spread[number, number]) ** 0.5
        value = float(mean[number])
        found.append(
            Strength(
                file=file,
                rank=1 + int((mean > mean[number] + SAME).sum()),
                strength=round(value, 3),
                low=round(value - half, 3),
                high=round(value + half, 3),
                compared=sum(file in pair for pair in won),
            )
        )
    return sorted(found, key=lambda one: (one.rank, one.file))


def strengths_text(found: Sequence[Strength]) -> str:
    """The order by people's comparisons as Markdown."""
    lines = ["| 名次 | 文件 | 强度 | 可能范围（八成把握） | 比了几次 |", "|---|---|---|---|---|"]
    for one in found:
        lines.append(
            f"| {one.rank} | {one.file} | {one.strength:+.2f} | {one.low:+.2f} 到 {one.high:+.2f} | {one.compared} |"
        )
    return "\n".join([*lines, "", "范围重叠的两份，还要多比几次才分得出。"])
