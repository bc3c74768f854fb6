"""Suite `sheets`: items, repetition, tiers and stated time on generated sheets whose truth is known by construction.

The code was written against seeds 0–99; the figures are for seeds 1000–1199. A found item counts where its span and a
true item's overlap by at least half of their union, one to one. Repetition is judged pair by pair over the true items of
a sheet: a pair of one family is `numbers` if the texts are equal without their digits, else `reworded`; F1 of one sort
leaves out the other's pairs. Intervals resample whole sheets.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from eval.metrics import Pairs, accuracy, bootstrap
from eval.sheets.bank import load_bank
from eval.sheets.baselines import (
    COSINES,
    THRESHOLDS,
    minhash_groups,
    numbering_spans,
    semhash_groups,
    timed,
)
from eval.sheets.generator import Sheet, TrueItem, build_sheet
from reviewer.config import Settings
from reviewer.datamodels import Embedder, HomeworkMeasures
from reviewer.documents import draft_from_text
from reviewer.homework.items import find_tasks
from reviewer.homework.repetition import group_repeats
from reviewer.models.embeddings import get_embedder
from reviewer.pipeline import Reviewer

SEEDS = range(1000, 1200)
OVERLAP = 0.5
_COPIES = re.compile(r"[2-9]遍|[2-9] times")
Groups = list[list[int]]  # positions among a sheet's true items


@dataclass
class Tally:
    """Pairs (truth, ours) of every sheet, by figure."""

    pairs: dict[str, list[list[tuple[int, int]]]] = field(default_factory=dict)

    def add(self, name: str, pairs: Sequence[tuple[int, int]]) -> None:
        self.pairs.setdefault(name, []).append(list(pairs))

    def figures(self) -> dict[str, dict[str, float]]:
        shown = {}
        for name, groups in self.pairs.items():
            figure = f1 if name.endswith("F1") else _joined if name.endswith("joined") else accuracy
            value = figure([pair for group in groups for pair in group])
            low, high = bootstrap(groups, figure)
            shown[name] = {"value": value, "low": low, "high": high, "n": sum(map(len, groups))}
        return shown


def f1(pairs: Pairs) -> float:
    hits = sum(truth == ours == 1 for truth, ours in pairs)
    wrong = sum(truth != ours for truth, ours in pairs)
    return 2 * hits / (2 * hits + wrong) if hits + wrong else math.nan


def _joined(pairs: Pairs) -> float:
    return accuracy([(1, ours) for _, ours in pairs])


def run(settings: Settings, data: Path, llm: str, seeds: Sequence[int] = SEEDS) -> dict[str, Any]:
    """All figures with 95% intervals, beside the libraries alone. `llm` is not used: nothing here asks a model."""
    bank, reviewer = load_bank(data), Reviewer.from_settings(settings, llm="off")
    sheets = [build_sheet(seed, bank) for seed in seeds]
    tally, seconds = Tally(), 0.0
    for sheet in sheets:
        draft = draft_from_text(sheet.text, name=f"{sheet.seed}.txt", kind="homework")
        assert draft.text == sheet.text
        measures, took = timed(partial(reviewer.measure, draft))
        seconds += took
        homework = measures.measures.homework
        assert homework is not None
        _score(tally, sheet, homework)
    figures = tally.figures()
    items = sum(len(sheet.items) for sheet in sheets)
    print(f"{len(sheets)} sheets (seeds {seeds[0]}–{seeds[-1]}), {items} items, measured in {seconds:.1f} s\n")
    _show(figures)
    result: dict[str, Any] = {"seeds": [seeds[0], seeds[-1]], "items": items, "seconds": seconds, "figures": figures}
    embedder = get_embedder(settings)
    result["alone"] = compare(sheets, embedder)
    print(f"\n{'repetition, same pairs':34}{'numbers':>9}{'reworded':>9}{'joined':>9}{'seconds':>9}")
    for name, row in result["alone"].items():
        print(f"{name:34}{row['numbers']:>9.3f}{row['reworded']:>9.3f}{row['joined']:>9.4f}{row['seconds']:>9.2f}")
    return result


def _show(figures: dict[str, dict[str, float]]) -> None:
    print(f"{'figure':34}{'value':>9}{'95% interval':>18}{'n':>8}")
    for name, row in figures.items():
        print(f"{name:34}{row['value']:>9.4f}   [{row['low']:.4f}, {row['high']:.4f}]{row['n']:>8}")


def match(found: Sequence[tuple[int, int]], true: Sequence[TrueItem]) -> dict[int, int]:
    """True item -> found item, best overlaps first, one to one."""
    overlaps = []
    for at, item in enumerate(true):
        for other, (start, end) in enumerate(found):
            shared = min(end, item.end) - max(start, item.start)
            if shared > 0:
                overlaps.append((shared / (max(end, item.end) - min(start, item.start)), at, other))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for overlap, at, other in sorted(overlaps, reverse=True):
        if overlap >= OVERLAP and at not in matched and other not in taken:
            matched[at] = other
            taken.add(other)
    return matched


def _item_pairs(found: Sequence[tuple[int, int]], true: Sequence[TrueItem]) -> list[tuple[int, int]]:
    hits = len(match(found, true))
    return [(1, 1)] * hits + [(1, 0)] * (len(true) - hits) + [(0, 1)] * (len(found) - hits)


def _score(tally: Tally, sheet: Sheet, measures: HomeworkMeasures) -> None:
    items = measures.items
    spans = [(item.start, item.end) for item in items]
    matched = match(spans, sheet.items)
    tally.add("items F1", _item_pairs(spans, sheet.items))
    tally.add("items F1, numbering regex alone", _item_pairs(numbering_spans(sheet.text), sheet.items))
    at = {items[other].id: own for own, other in matched.items()}
    groups = [[at[one] for one in group if one in at] for group in measures.repetition.groups]
    for name, pairs in repeat_pairs(sheet, groups).items():
        tally.add(name, pairs)
    tiers = [(sheet.items[own].tier, items[other].tier_labelled) for own, other in matched.items()]
    tally.add("tier labels", [(1, int(same_tier(true, ours))) for true, ours in tiers])
    if sheet.real is not None:
        tally.add("tiers real", [(int(sheet.real), int(bool(measures.tiers.real)))])
    else:
        tally.add("no tiers seen where none are", [(0, int(measures.tiers.labelled))])
    stated = measures.minutes_stated
    tally.add("stated minutes", [(1, int(stated == sheet.minutes))])
    copies = [(bool(_COPIES.search(sheet.items[a].content.text)), items[b].copying) for a, b in matched.items()]
    tally.add("copying N times", [(int(truth), int(ours)) for truth, ours in copies])


def same_tier(written: str | None, ours: str | None) -> bool:
    """Whether the label is the heading's own words: a part of it, with as many stars."""
    if written is None or ours is None:
        return written is None and ours is None
    return ours in written and (set(ours) != {"★"} or written.count("★") == len(ours))


def sort_of(first: TrueItem, second: TrueItem) -> str:
    if first.content.family != second.content.family:
        return "unrelated"
    plain = [re.sub(r"\d+", "", "|".join([one.content.text, *one.content.options])) for one in (first, second)]
    return "numbers" if plain[0] == plain[1] else "reworded"


def repeat_pairs(sheet: Sheet, groups: Groups) -> dict[str, list[tuple[int, int]]]:
    group_of = {position: number for number, group in enumerate(groups) for position in group}
    pairs: dict[str, list[tuple[int, int]]] = {"numbers F1": [], "reworded F1": [], "unrelated joined": []}
    for one, two in combinations(range(len(sheet.items)), 2):
        sort = sort_of(sheet.items[one], sheet.items[two])
        ours = int(one in group_of and group_of[one] == group_of.get(two))
        if sort == "unrelated":
            for name in pairs:
                pairs[name].append((0, ours))
        else:
            pairs[f"{sort} F1"].append((1, ours))
    return pairs


def compare(sheets: Sequence[Sheet], embedder: Embedder | None) -> dict[str, dict[str, float]]:
    """The same pairs given to each method; vectors are computed before any clock starts.

    Each library at the threshold of a grid that is best on these very pairs, which favours it.
    """
    drafts = [draft_from_text(sheet.text, name="x.txt", kind="homework") for sheet in sheets]
    tasks = [find_tasks(draft) for draft in drafts]
    texts = [["\n".join([item.content.text, *item.content.options]) for item in sheet.items] for sheet in sheets]

    def ours(at: int) -> Groups:
        own = match([(task.start, task.end) for task in tasks[at]], sheets[at].items)
        back = {other: position for position, other in own.items()}
        return [[back[p] for p in group if p in back] for group in group_repeats(tasks[at], embedder)]

    table = {"reviewer": _row(sheets, ours)}
    if embedder is not None:
        embedder.encode([text for sheet in texts for text in sheet])
        given = embedder

        def semhash(threshold: float, at: int) -> Groups:
            return semhash_groups(texts[at], given, threshold)

        table["semhash (our embedder)"] = _best(sheets, [partial(semhash, t) for t in COSINES])

    def minhash(threshold: float, at: int) -> Groups:
        return minhash_groups(texts[at], threshold)

    table["datasketch MinHash LSH"] = _best(sheets, [partial(minhash, t) for t in THRESHOLDS])
    return table


def _best(sheets: Sequence[Sheet], methods: Sequence[Callable[[int], Groups]]) -> dict[str, float]:
    return max((_row(sheets, method) for method in methods), key=lambda row: row["numbers"] + row["reworded"])


def _row(sheets: Sequence[Sheet], method: Callable[[int], Groups]) -> dict[str, float]:
    found, seconds = timed(lambda: [method(at) for at in range(len(sheets))])
    tally = Tally()
    for sheet, groups in zip(sheets, found, strict=True):
        for name, pairs in repeat_pairs(sheet, groups).items():
            tally.add(name, pairs)
    values = {
        name.split()[0]: (_joined if "joined" in name else f1)([pair for group in groups for pair in group])
        for name, groups in tally.pairs.items()
    }
    return {
        "numbers": values["numbers"],
        "reworded": values["reworded"],
        "joined": values["unrelated"],
        "seconds": seconds,
    }
