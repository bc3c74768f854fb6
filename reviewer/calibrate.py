"""From a district's own scores to its severity: review the scored drafts, fit, keep only what helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from reviewer.datamodels import CriterionResult, Draft, Kind, Review
from reviewer.errors import UsageError
from reviewer.judging.severity import Leaning, Severity
from reviewer.judging.severity_fit import LEAST_DRAFTS, Scored, agreed_level, fit_leaning
from reviewer.judging.severity_measures import measures_of
from reviewer.labels import Label
from reviewer.pipeline import Reviewer
from reviewer.rubrics import Rubric
from reviewer.shingles import common, shingles

Told = Callable[[str, int, int], None]  # name of the draft, done, total
# Two drafts are versions of one lesson if the shorter shares this much of its six-sign runs with the longer: half of them,
# or a tenth under one title. 初备 and 精备 keep more; two lessons on one school's form share a few headings.
SAME_TEXT, SAME_UNDER_ONE_TITLE = 0.5, 0.1


@dataclass(frozen=True, slots=True)
class Read:
    """A draft that people read: its review, its text, and the levels they gave it by criterion."""

    review: Review
    text: str
    levels: Mapping[str, Sequence[int]]

    def result(self, criterion: str) -> CriterionResult:
        return next(one for one in self.review.criteria if one.id == criterion)


def calibrate(reviewer: Reviewer, labels: Sequence[Label], name: str, tell: Told) -> Severity:
    """The severity behind `labels` (levels; indicator answers are not used).

    Raises UsageError if the drafts are of two kinds, none has a level, or a criterion is not in the rubric; DraftError for a
    draft that can't be read.
    """
    levels: dict[Path, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for label in labels:
        if label.level is not None:
            levels[label.draft][label.id].append(label.level)
    if not levels:
        raise UsageError(
            "标注里没有等级。id 一列写条目（如 objectives），value 一列写 1 到 5。", "no levels in the labels"
        )
    drafts = {path: reviewer.read(path) for path in levels}
    rubric = reviewer.rubric(_only_kind(drafts.values()))
    _check_criteria({criterion for given in levels.values() for criterion in given}, rubric)
    read = []
    for done, (path, draft) in enumerate(drafts.items()):
        tell(path.name, done, len(drafts))
        read.append(Read(reviewer.review(draft), draft.text, levels[path]))
    return fit_severity(read, rubric, name)


def _only_kind(drafts: Iterable[Draft]) -> Kind:
    kinds = {cast(Kind, draft.kind.value) for draft in drafts}
    if len(kinds) > 1:
        raise UsageError("标注里既有教案又有作业。请分成两个文件，各自得出尺度。", "labels mix lessons and homework")
    return kinds.pop()


def _check_criteria(given: set[str], rubric: Rubric) -> None:
    known = [criterion.id for criterion in rubric.criteria]
    unknown = sorted(given - set(known))
    if unknown:
        raise UsageError(
            f"标注的 id 一列里有量规 {rubric.id} 没有的条目：{'、'.join(unknown)}。可以写的有：{'、'.join(known)}。",
            f"unknown criteria {', '.join(unknown)}; {rubric.id} has {', '.join(known)}",
        )


def fit_severity(read: Sequence[Read], rubric: Rubric, name: str) -> Severity:
    """The severity behind people's levels. All reviews must be by `rubric` and one scale, which the severity then names.

    A criterion with too few levels, or that does not gain, is among the `refused`.
    """
    if len({one.review.provenance.scale for one in read}) > 1:
        raise UsageError(
            "评这些稿子的中间，模型换了问法（可能断过一次）。请再运行一次。", "the reviews are not all by one scale"
        )
    fitted: dict[str, Leaning] = {}
    refused: dict[str, str] = {}
    lessons = tell_lessons(read)
    for criterion in rubric.criteria:
        people, usable = count_levels(read, criterion.id)
        if usable < LEAST_DRAFTS:
            refused[criterion.id] = _too_few(people, usable)
            continue
        scored = [
            Scored(
                one.result(criterion.id).indicators,
                measures_of(criterion.id, one.review.measures),
                agreed_level(one.levels[criterion.id]),
                lesson,
            )
            for one, lesson in zip(read, lessons, strict=True)
            if _usable(one, criterion.id)
        ]
        leaning = fit_leaning(scored, rubric.rule)
        if isinstance(leaning, str):
            refused[criterion.id] = leaning
        else:
            fitted[criterion.id] = leaning
    source = read[0].review.provenance
    return Severity(
        name=name,
        rubric=rubric.id,
        rubric_sha256=rubric.sha256,
        llm=source.llm,
        scale=source.scale or "",
        criteria=fitted,
        refused=refused,
    )


def count_levels(read: Sequence[Read], criterion: str) -> tuple[int, int]:
    """Drafts to which people gave a level of this criterion, and those of them to which the review gave one too."""
    people = [one for one in read if one.levels.get(criterion)]
    return len(people), sum(_usable(one, criterion) for one in people)


def _usable(one: Read, criterion: str) -> bool:
    return bool(one.levels.get(criterion)) and one.result(criterion).level is not None


def _too_few(people: int, usable: int) -> str:
    if people == usable:
        return f"只有 {people} 份打过分，至少要 {LEAST_DRAFTS} 份"
    return (
        f"打过分的 {people} 份里，{people - usable} 份机器没有评出等级（材料不足，或答案说不准），"
        f"能用的只有 {usable} 份，至少要 {LEAST_DRAFTS} 份"
    )


def tell_lessons(read: Sequence[Read]) -> list[int]:
    """For each draft the number of its lesson: versions of one (初备、研备、精备, or a copy) have the same."""
    runs = [shingles(one.text) for one in read]
    titles = [one.review.draft.title for one in read]
    lessons = list(range(len(read)))
    for i in range(len(read)):
        for j in range(i):
            share = common(runs[i], runs[j]) / max(1, min(len(runs[i]), len(runs[j])))
            enough = SAME_UNDER_ONE_TITLE if titles[i] and titles[i] == titles[j] else SAME_TEXT
            if share >= enough and lessons[i] != lessons[j]:
                old, new = lessons[i], lessons[j]
                lessons = [new if lesson == old else lesson for lesson in lessons]
    return lessons
