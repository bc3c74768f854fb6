"""Draft -> HomeworkMeasures: every item with kind, demand, minutes and tier; repetition; load against the cap."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.datamodels import Draft, Embedder, HomeworkMeasures, Item, Repetition, Tiers
from reviewer.datamodels.simplified import in_simplified
from reviewer.homework.assumptions import find_assumptions, find_remarks
from reviewer.homework.copying import copying_times
from reviewer.homework.demand import find_demand
from reviewer.homework.differences import find_variants
from reviewer.homework.estimates import estimated_minutes
from reviewer.homework.items import Task, find_tasks
from reviewer.homework.kinds import find_kind
from reviewer.homework.known import KnownItems
from reviewer.homework.load import (
    cap_minutes,
    grade_band,
    is_spoken,
    stated_daily,
    stated_item_minutes,
    stated_total,
    written_positions,
)
from reviewer.homework.repetition import group_repeats
from reviewer.homework.tiers import check_tiers, own_tier


def measure_homework(
    draft: Draft,
    embedder: Embedder | None = None,
    previous: Sequence[Draft] = (),
    library: KnownItems | None = None,
) -> HomeworkMeasures:
    """Measure one sheet. With `embedder` reworded variants are found too; `previous` are earlier sheets of the class.

    Items taken over from `library` are named; they count as no repetition for the class.

    `minutes_cap` is the daily cap of written homework for all subjects together; `over_cap` compares with it the
    stated time of the sheet where there is one (of one day where the sheet is spread over several), else the estimate
    for its written items.
    """
    written, draft = draft, in_simplified(draft)
    tasks = find_tasks(draft)
    groups = group_repeats(tasks, embedder)
    items = build_items(draft, tasks, groups)
    tiers = check_tiers(tasks, items, groups)
    repeated = KnownItems(previous).match(tasks, embedder) if previous else []
    taken = library.match(tasks, embedder) if library is not None else []
    beyond_first = sum(len(group) - 1 for group in groups)
    stated, span = stated_total(draft, tasks)
    estimate = round(sum(item.minutes for item in items), 1)
    total = stated if stated is not None else (estimate if items else None)
    band, known = grade_band(draft)
    daily = stated_daily(draft.text, stated)
    cap, on_paper = cap_minutes(band), written_positions(items, band, is_spoken(draft))
    return HomeworkMeasures(
        items=_as_written(items, written),
        tiers=Tiers(
            labelled=tiers.labelled,
            real=tiers.real,
            same=[(items[first].id, items[second].id) for first, second in tiers.twins],
        ),
        repetition=Repetition(
            ratio=round(beyond_first / len(items), 3) if items else 0.0,
            groups=[[items[position].id for position in group] for group in groups],
            variants=find_variants(items, groups),
            previous=[[items[position].id, name, text] for position, name, text in repeated],
            library=[[items[position].id, name, text] for position, name, text in taken],
        ),
        minutes_total=total,
        minutes_stated=stated,
        minutes_cap=cap,
        over_cap=_over(items, stated if daily is None else daily, cap, on_paper),
        assumptions=find_assumptions(items, stated, band, known, daily),
        remarks=find_remarks(items, stated, span, band, daily),
    )


def _as_written(items: list[Item], draft: Draft) -> list[Item]:
    """The items in the sheet's own characters."""
    return [item.model_copy(update={"text": draft.text[item.start : item.end]}) for item in items]


def build_items(draft: Draft, tasks: list[Task], groups: list[list[int]]) -> list[Item]:
    band, _ = grade_band(draft)
    first_of = {position: group[0] for group in groups for position in group[1:]}
    items = []
    for position, task in enumerate(tasks):
        kind = find_kind(task)
        demand = find_demand(task, kind)
        origin = first_of.get(position)
        stated = stated_item_minutes(task)
        items.append(
            Item(
                id=str(position + 1),
                text=task.text,
                start=task.start,
                end=task.end,
                tier_labelled=task.tier.text if task.tier else None,
                tier=own_tier(task, kind, demand),
                demand=demand,
                kind=kind,
                minutes=stated if stated is not None else estimated_minutes(task, kind, band),
                minutes_stated=stated is not None,
                optional=task.optional,
                repeats=str(origin + 1) if origin is not None else None,
                copying=copying_times(task) > 0,
            )
        )
    return items


def _over(items: list[Item], stated: float | None, cap: float | None, places: Sequence[int]) -> bool | None:
    """`places` are the items done in writing. Grades 1-2 may have no written work at all; elsewhere optional items count, as pupils may do them."""
    if cap is None or not items:
        return None
    written = [items[position] for position in places]
    if cap == 0:
        return bool(written)
    if stated is not None:
        return stated > cap
    return sum(item.minutes for item in written) > cap
