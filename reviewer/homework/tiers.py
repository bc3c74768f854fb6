"""Tiers: labelled where the sheet marks them, real where what is asked truly rises from one to the next."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

from reviewer.datamodels import Item
from reviewer.homework.demand import EXPLAIN, HIGHER, OPEN, PRODUCT
from reviewer.homework.items import Task
from reviewer.homework.kinds import PRACTICAL

RISE = 0.5  # mean demand must rise by at least this from the lowest to the highest tier
MORE_MADE = 0.3  # share of items above the lowest tier that make or try out something, beyond its own share
FEW_STARRED = 1 / 3  # of the items: a star before the last of many is a tier, one before each an ornament
PLAIN = 2.0  # a highest tier of recall and direct application alone is no tier of its own
MORE_STEPS = 1.5  # more things asked one after the other, on average
BELOW = 2  # tasks that must come before an upper tier that is marked alone
_RAISED = frozenset({"提升", "拓展"})
_STEP = re.compile(
    r"[？?；;]|[，,。](?:再|然后|并|最后|接着|还要|由此|据此|根据|写出|说明|比较)|(?:①|②|③|④|[（(][1-5][)）])"
)
_LETTERS, _LEVELS, _CHOICE = frozenset("ABC"), frozenset("12345"), frozenset({"必做", "选做"})


@dataclass(frozen=True, slots=True)
class TierCheck:
    """`real` as in the data model; `twins` are pairs of item positions that are the same thing under two tiers."""

    labelled: bool
    real: bool | None
    names: tuple[str, ...]
    means: tuple[tuple[str, float], ...] = ()
    twins: tuple[tuple[int, int], ...] = ()


def _scheme(name: str) -> str:
    if name in _LETTERS:
        return "letters"
    return "levels" if name in _LEVELS else "choice" if name in _CHOICE else "words"


def check_tiers(tasks: list[Task], items: list[Item], groups: list[list[int]]) -> TierCheck:
    """Whether tiers are marked (two names of one scheme, or 选做 beside the rest) and whether they differ."""
    by_tier: dict[str, list[int]] = defaultdict(list)
    for position, task in enumerate(tasks):
        if task.tier:
            by_tier[task.tier.name].append(position)
    schemes: dict[str, set[str]] = defaultdict(set)
    for name in by_tier:
        schemes[_scheme(name)].add(name)
    chosen = max(schemes.values(), key=len, default=set())
    only_optional = bool(by_tier.get("选做")) and len(by_tier["选做"]) < len(tasks)
    raised = _only_raised(by_tier, len(tasks))
    labelled = len(chosen) >= 2 or len(by_tier) >= 2 or only_optional or raised is not None
    if not labelled:
        return TierCheck(False, None, tuple(by_tier))
    if len(chosen) < 2 and len(by_tier) < 2:
        upper = raised or "选做"
        by_tier["必做"] = [position for position in range(len(tasks)) if position not in by_tier[upper]]
        chosen = set(by_tier)
    if len(chosen) >= 2:  # a stray star or 选做 beside 基础/拓展/实践 is no tier of its own
        by_tier = {name: positions for name, positions in by_tier.items() if name in chosen}
    ordered = sorted(by_tier, key=lambda name: (_rank(tasks, by_tier[name], name), by_tier[name][0]))
    means = tuple((name, sum(items[p].demand for p in by_tier[name]) / len(by_tier[name])) for name in ordered)
    twins = _twins(by_tier, groups)
    return TierCheck(True, _differ(tasks, items, by_tier, means, twins), tuple(ordered), means, twins)


def _only_raised(by_tier: dict[str, list[int]], count: int) -> str | None:
    """提高练习 beside plain 练习题: one upper tier alone, with work below it that comes first."""
    names = [name for name, positions in by_tier.items() if positions]
    starred = len(names) == 1 and names[0] in _LEVELS and len(by_tier[names[0]]) <= count * FEW_STARRED
    if len(names) != 1 or not (names[0] in _RAISED or starred):
        return None
    return names[0] if by_tier[names[0]][0] >= BELOW and len(by_tier[names[0]]) < count else None


def _rank(tasks: list[Task], positions: list[int], name: str) -> int:
    tier = tasks[positions[0]].tier
    return 1 if name == "必做" or tier is None else tier.rank


def _twins(by_tier: dict[str, list[int]], groups: list[list[int]]) -> tuple[tuple[int, int], ...]:
    of = {position: name for name, positions in by_tier.items() for position in positions}
    pairs = []
    for group in groups:
        tiered = [position for position in group if position in of]
        pairs += [(tiered[0], other) for other in tiered[1:] if of[other] != of[tiered[0]]]
    return tuple(pairs)


def _differ(
    tasks: list[Task],
    items: list[Item],
    by_tier: dict[str, list[int]],
    means: tuple[tuple[str, float], ...],
    twins: tuple[tuple[int, int], ...],
) -> bool | None:
    if sum(len(positions) for positions in by_tier.values()) < 2:
        return None
    lowest, highest = means[0][0], means[-1][0]
    low, upper = by_tier[lowest], [p for name in by_tier if name != lowest for p in by_tier[name]]
    repeated = {second for _, second in twins} | {first for first, _ in twins}
    if len(repeated & set(upper)) * 2 >= len(upper):
        return False
    rise = max(mean for _, mean in means[1:]) - means[0][1]
    richer = any(_rich(tasks[p], items[p]) for p in by_tier[highest]) and not all(
        _rich(tasks[p], items[p]) for p in low
    )
    falls = any(later[1] < earlier[1] - 0.75 for earlier, later in pairwise(means))
    if means[-1][1] <= PLAIN and not any(_rich(tasks[p], items[p]) for p in upper):
        return False
    sinks = means[-1][1] < means[0][1] - RISE
    climbs = all(later[1] >= earlier[1] for earlier, later in pairwise(means))
    if (rise >= RISE or (rise >= 0.25 and richer and climbs)) and not sinks and not (falls and rise < 1):
        return True
    middle = median(items[p].demand for p in by_tier[highest]) - median(items[p].demand for p in low)
    if middle >= 1 and rise >= 0:
        return True
    # reasons asked for early raise the lowest tier; what is made, tried out or planned, and how long it goes on, still tells
    made = _share(tasks, items, upper) - _share(tasks, items, low)
    longer = mean(_steps(tasks[p]) for p in upper) - mean(_steps(tasks[p]) for p in low)
    return (made >= MORE_MADE and rise >= -1) or (longer >= MORE_STEPS and rise > -RISE)


def creates(task: Task, item: Item) -> bool:
    """Whether something is made, planned, tried out or written by the pupil: open work, whatever is asked besides."""
    return item.kind in PRACTICAL or item.kind == "作文" or bool(PRODUCT.search(task.body))


def _share(tasks: list[Task], items: list[Item], positions: list[int]) -> float:
    return sum(creates(tasks[p], items[p]) for p in positions) / len(positions)


def _steps(task: Task) -> int:
    """How many things an item asks one after the other."""
    return 1 + len(_STEP.findall(task.body))


def _rich(task: Task, item: Item) -> bool:
    text = task.body
    return item.kind in PRACTICAL or bool(OPEN.search(text) or EXPLAIN.search(text) or HIGHER.search(text))


def own_tier(task: Task, item_kind: str, demand: int) -> str:
    """The tier an item belongs to by what it asks, whatever its label: 基础, 拓展 or 实践."""
    if item_kind in PRACTICAL:
        return "实践"
    return "拓展" if demand >= 4 or (demand >= 3 and HIGHER.search(task.body)) else "基础"
