"""The same homework in several weeks or by several teachers: which items come again where, and what differs.

Items are grouped by their forms with the same index that finds repeats within one sheet, so the work per item does not
grow with their number; sheets are compared only where they share items.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from reviewer.batch.duplicates import NearPair, differences, find_near
from reviewer.batch.folder import REPORTS, RunFolder, review_file, stem_of
from reviewer.datamodels import Review
from reviewer.documents import draft_from_text
from reviewer.homework.differences import describe
from reviewer.homework.items import Task, find_tasks
from reviewer.homework.repetition import group_repeats

SAME_SHEET = 0.5  # share of the shorter sheet's items from which two sheets are called the same again
LEAST_ITEMS = 3  # sheets with fewer items are not compared
MOST_PLACES = 50  # listed of one item


@dataclass(frozen=True, slots=True)
class Origin:
    """One draft of the run: where it came from, and its report as a path from the run folder."""

    file: str
    part: int
    title: str
    school: str | None
    teacher: str | None
    class_: str | None
    date: str | None
    report: str

    @property
    def week(self) -> str | None:
        """ISO week of the date, `2026-W37`; None without a date."""
        return "{}-W{:02d}".format(*date.fromisoformat(self.date).isocalendar()[:2]) if self.date else None


@dataclass(frozen=True, slots=True)
class Place:
    """One item that comes again: on which sheet (by position among the sheets), its words, what differs from the first."""

    sheet: int
    text: str
    differs: str


@dataclass(frozen=True, slots=True)
class SheetPair:
    """Two sheets that share items: `shared` of the shorter one's `items`; what differs, item by item."""

    first: int
    second: int
    shared: int
    items: int
    why: str  # 同一位教师不同周, 不同教师 …
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """What comes again in a run. Positions point into `sheets` (homework) and `drafts` (all)."""

    sheets: tuple[Origin, ...]
    items: tuple[tuple[Place, ...], ...]  # of each repeated item, commonest first
    pairs: tuple[SheetPair, ...]
    drafts: tuple[Origin, ...]
    near: tuple[NearPair, ...]
    item_counts: tuple[int, ...]  # how many items each sheet has


def find_all_repeats(folder: RunFolder) -> Repeats:
    """Repeats among all drafts of the run; texts are read again from the folder, one at a time."""
    drafts = [(origin_of(review), review.draft.kind) for review in folder.all_reviews()]
    origins = tuple(origin for origin, _ in drafts)
    texts = (folder.read_text(origin.file, origin.part) for origin in origins)
    near = find_near(texts, lambda position: folder.read_text(origins[position].file, origins[position].part))
    sheets = tuple(origin for origin, kind in drafts if kind == "homework")
    tasks = [
        (number, task)
        for number, sheet in enumerate(sheets)
        for task in find_tasks(
            draft_from_text(folder.read_text(sheet.file, sheet.part), name=sheet.file, kind="homework")
        )
    ]
    counts = Counter(number for number, _ in tasks)
    items = repeated_items(tasks)
    return Repeats(
        sheets,
        items,
        repeated_sheets(sheets, items, counts),
        origins,
        tuple(near),
        tuple(counts[number] for number in range(len(sheets))),
    )


def origin_of(review: Review) -> Origin:
    told, file = review.draft.submission, review_file(review)
    return Origin(
        file=file,
        part=review.draft.part,
        title=review.draft.title or review.draft.name,
        school=told.school if told else None,
        teacher=told.teacher if told else None,
        class_=told.class_ if told else None,
        date=told.date if told else None,
        report=f"{REPORTS}/{stem_of(file, review.draft.part)}.html",
    )


def repeated_items(tasks: Sequence[tuple[int, Task]]) -> tuple[tuple[Place, ...], ...]:
    """Items that two or more sheets have, commonest first; `tasks` are (sheet, item) in order of the sheets."""
    found = []
    for group in group_repeats([task for _, task in tasks]):
        first = tasks[group[0]][1].text
        seen: dict[int, Place] = {}
        for position in group:
            sheet, task = tasks[position]
            if sheet not in seen:
                same = "" if position == group[0] else describe(first, task.text)
                seen[sheet] = Place(sheet, task.text, same)
        if len(seen) > 1:
            found.append(tuple(seen.values()))
    return tuple(sorted(found, key=lambda places: (-len(places), places[0].sheet)))


def repeated_sheets(
    sheets: Sequence[Origin], items: Iterable[Sequence[Place]], counts: Counter[int]
) -> tuple[SheetPair, ...]:
    """Pairs of sheets that share many items, most alike first.

    Within a group of one item each sheet is compared with the first and with the one before it: an item on a thousand
    sheets gives two thousand pairs and not half a million, and sheets that are alike meet through one of them.
    """
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for places in items:
        for before, place in pairwise(places):
            for other in {before.sheet: before, places[0].sheet: places[0]}.values():
                shared[(other.sheet, place.sheet)].append(describe(other.text, place.text))
    pairs = []
    for (first, second), changes in shared.items():
        fewest = min(counts[first], counts[second])
        if fewest >= LEAST_ITEMS and len(changes) >= SAME_SHEET * fewest:
            told = tuple(dict.fromkeys(change for change in changes if change != "完全相同"))[:4]
            why = relation(sheets[first], sheets[second])
            pairs.append(SheetPair(first, second, min(len(changes), fewest), fewest, why, told))
    return tuple(sorted(pairs, key=lambda pair: (-pair.shared / pair.items, -pair.shared, pair.first, pair.second)))


def relation(first: Origin, second: Origin) -> str:
    """How two handings-out relate, in plain Chinese."""
    if first.school and second.school and first.school != second.school:
        return "不同学校"
    if first.teacher and second.teacher and first.teacher != second.teacher:
        return "不同教师"
    if first.week and second.week and first.week != second.week:
        return "同一位教师，不同周" if first.teacher else "不同周"
    return "同一位教师" if first.teacher and first.teacher == second.teacher else "来源没有写"


def repeats_json(repeats: Repeats, folder: RunFolder) -> dict[str, Any]:
    """What repeats.json holds: everything by file name, with what differs."""

    def about(origin: Origin) -> dict[str, Any]:
        return {key.rstrip("_"): value for key, value in asdict(origin).items() if value is not None} | (
            {"week": origin.week} if origin.week else {}
        )

    return {
        "items": [
            {
                "text": places[0].text,
                "sheets": len(places),
                "places": [
                    about(repeats.sheets[place.sheet]) | {"text": place.text, "differs": place.differs}
                    for place in places[:MOST_PLACES]
                ],
            }
            for places in repeats.items
        ],
        "sheets": [
            {"first": about(repeats.sheets[pair.first]), "second": about(repeats.sheets[pair.second])}
            | {"shared": pair.shared, "items": pair.items, "why": pair.why, "differs": list(pair.differs)}
            for pair in repeats.pairs
        ],
        "drafts": [near_json(pair, repeats.drafts, folder) for pair in repeats.near],
    }


def near_json(pair: NearPair, drafts: Sequence[Origin], folder: RunFolder) -> dict[str, Any]:
    """A near-duplicate pair by file name, with what is common and what only one has."""
    first, second = drafts[pair.first], drafts[pair.second]
    told = differences(folder.read_text(first.file, first.part), folder.read_text(second.file, second.part))
    return {
        "first": first.file,
        "second": second.file,
        "first_part": first.part,
        "second_part": second.part,
        "why": relation(first, second),
        "shared": pair.shared,
        "resemblance": pair.resemblance,
    } | asdict(told)
