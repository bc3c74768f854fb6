"""What the dashboard shows, counted in one pass over the reviews; memory does not grow with their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reviewer.batch.repeats import Origin, origin_of
from reviewer.datamodels import IndicatorResult, Review, Tokens

LEAST_IN_GROUP = 5  # smaller groups could point at a person
EXAMPLES = 2
QUOTE = 70  # characters of an example
BINS = 10
NO_SCHOOL = "（没有写学校）"

Dimension = Literal["subject", "stage", "school"]
DIMENSIONS: dict[Dimension, str] = {"subject": "学科", "stage": "学段", "school": "学校"}


@dataclass(slots=True)
class Levels:
    """How often each level was given for one criterion; 0 stands for no level."""

    name: str
    counts: Counter[int] = field(default_factory=Counter)

    @property
    def scored(self) -> int:
        return sum(count for level, count in self.counts.items() if level)

    @property
    def mean(self) -> float | None:
        """Mean of the levels given; None if none was: a missing level is no zero."""
        total = sum(level * count for level, count in self.counts.items())
        return total / self.scored if self.scored else None


@dataclass(frozen=True, slots=True)
class Example:
    """The passage of a draft that shows what is missing, with the draft's report."""

    quote: str
    title: str
    report: str


@dataclass(slots=True)
class Weakness:
    """One indicator: in how many drafts it was answered no, and in how many it could be answered."""

    name: str
    missing: int = 0
    answered: int = 0
    examples: list[Example] = field(default_factory=list)


@dataclass(slots=True)
class KindTally:
    """All drafts of one kind: levels by criterion, by group and criterion, and what is missing most."""

    drafts: int = 0
    levels: dict[str, Levels] = field(default_factory=dict)
    groups: dict[Dimension, dict[str, dict[str, Levels]]] = field(
        default_factory=lambda: {name: defaultdict(dict) for name in DIMENSIONS}
    )
    sizes: dict[Dimension, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in DIMENSIONS})
    weaknesses: dict[str, Weakness] = field(default_factory=dict)

    def shown_groups(self, dimension: Dimension) -> list[str]:
        """Groups large enough to be shown, largest first."""
        return [name for name, count in self.sizes[dimension].most_common() if count >= LEAST_IN_GROUP]

    def hidden_groups(self, dimension: Dimension) -> int:
        return sum(count < LEAST_IN_GROUP for count in self.sizes[dimension].values())

    def commonest(self, most: int = 8) -> list[Weakness]:
        """What is missing in most drafts."""
        missing = [one for one in self.weaknesses.values() if one.missing]
        return sorted(missing, key=lambda one: (-one.missing, one.name))[:most]


@dataclass(slots=True)
class Day:
    """The homework of one class on one day: minutes of all sheets together, and the cap on them (None: none found)."""

    school: str
    class_: str
    date: str
    minutes: float = 0.0
    cap: float | None = None
    sheets: int = 0

    @property
    def over(self) -> bool:
        return self.cap is not None and self.minutes > self.cap


@dataclass(slots=True)
class Tally:
    kinds: dict[str, KindTally] = field(default_factory=lambda: defaultdict(KindTally))
    shares: list[int] = field(default_factory=lambda: [0] * BINS)  # lessons by student share, ten bins from 0 to 1
    days: dict[tuple[str, str, str], Day] = field(default_factory=dict)
    sheet_minutes: list[tuple[float, float | None]] = field(default_factory=list)  # of every sheet, with its cap
    over_cap: int = 0
    models: Counter[str | None] = field(default_factory=Counter)
    unanswered: int = 0  # reviews in which the model failed on a question
    without_level: int = 0  # criteria that have no level and on which the model failed
    tokens: Tokens = field(default_factory=Tokens)  # that all reviews took, in this run and those before it
    yuan: float | None = None  # what they cost; None where no price is set

    def add(self, review: Review) -> None:
        kind, origin = self.kinds[review.draft.kind], origin_of(review)
        kind.drafts += 1
        self.models[review.provenance.llm] += 1
        if (usage := review.provenance.usage) is not None:
            self.tokens += Tokens(usage.prompt, usage.cached, usage.generated)
            self.yuan = self.yuan if usage.yuan is None else (self.yuan or 0.0) + usage.yuan
        failed = [one for one in review.criteria if any(indicator.unanswered for indicator in one.indicators)]
        self.unanswered += bool(failed)
        self.without_level += sum(one.level is None for one in failed)
        groups = {"subject": review.draft.subject, "stage": review.draft.stage, "school": origin.school}
        for dimension in DIMENSIONS:
            if groups[dimension]:
                kind.sizes[dimension][str(groups[dimension])] += 1
        for criterion in review.criteria:
            level = criterion.level or 0
            kind.levels.setdefault(criterion.id, Levels(criterion.name)).counts[level] += 1
            for dimension in DIMENSIONS:
                if groups[dimension]:
                    held = kind.groups[dimension][str(groups[dimension])]
                    held.setdefault(criterion.id, Levels(criterion.name)).counts[level] += 1
            for indicator in criterion.indicators:
                _note(kind.weaknesses, indicator, origin)
        self._add_measures(review, origin)

    def finish(self) -> None:
        """Nothing to write: the dashboard asks for what was counted."""

    def sorted_days(self) -> list[Day]:
        """Class days, furthest over their cap first."""

        def beyond(day: Day) -> float:
            return day.minutes - (float("inf") if day.cap is None else day.cap)

        return sorted(self.days.values(), key=lambda day: (-beyond(day), day.date, day.class_))

    def _add_measures(self, review: Review, origin: Origin) -> None:
        lesson, homework = review.measures.lesson, review.measures.homework
        if lesson is not None and lesson.student_share is not None:
            self.shares[min(BINS - 1, int(lesson.student_share * BINS))] += 1
        if homework is None or homework.minutes_total is None:
            return
        self.sheet_minutes.append((homework.minutes_total, homework.minutes_cap))
        self.over_cap += bool(homework.over_cap)
        if origin.class_ and origin.date:
            key = (origin.school or "", origin.class_, origin.date)
            day = self.days.setdefault(key, Day(*key))
            day.minutes += homework.minutes_total
            day.sheets += 1
            if homework.minutes_cap is not None:
                day.cap = homework.minutes_cap if day.cap is None else min(day.cap, homework.minutes_cap)


def _note(weaknesses: dict[str, Weakness], indicator: IndicatorResult, origin: Origin) -> None:
    found = weaknesses.setdefault(indicator.id, Weakness(indicator.name))
    found.answered += indicator.answer != "unclear"
    if indicator.answer != "no":
        return
    found.missing += 1
    if len(found.examples) < EXAMPLES and indicator.evidence:
        quote = " ".join(indicator.evidence[0].quote.split())
        quote = quote[:QUOTE] + ("…" if len(quote) > QUOTE else "")
        if all(example.quote != quote for example in found.examples):
            found.examples.append(Example(quote, origin.title, origin.report))


def repeated_share_by_week(
    sheets: Iterable[Origin], item_counts: Iterable[int], repeated: Mapping[int, int]
) -> dict[str, dict[str, tuple[int, int]]]:
    """School → week → (items that were handed out in an earlier week or by another teacher before, all items).

    `repeated` counts for each sheet (by position) its items that came before. Schools and weeks in order.
    """
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for number, (sheet, count) in enumerate(zip(sheets, item_counts, strict=True)):
        if sheet.week is None:
            continue
        school = sheet.school or NO_SCHOOL
        again, items = found[school].get(sheet.week, (0, 0))
        found[school][sheet.week] = (again + min(count, repeated.get(number, 0)), items + count)
    return {school: dict(sorted(weeks.items())) for school, weeks in sorted(found.items())}
