"""From a district's own scores to its severity: review the scored drafts, fit, keep only what helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reviewer.datamodels import Kind, Review
from reviewer.errors import UsageError
from reviewer.judging.severity import Leaning, Severity
from reviewer.judging.severity_fit import Scored, agreed_level, fit_leaning
from reviewer.labels import Label
from reviewer.pipeline import Reviewer
from reviewer.rubrics import Rubric

Told = Callable[[str, int, int], None]  # name of the draft, done, total
Read = tuple[Review, Mapping[str, Sequence[int]]]  # a draft's review, and the levels people gave it by criterion


def calibrate(reviewer: Reviewer, labels: Sequence[Label], name: str, tell: Told) -> Severity:
    """The severity behind `labels` (levels; indicator answers are not used).

    Raises UsageError if the drafts are of two kinds or none has a level, DraftError for one that can't be read.
    """
    levels: dict[Path, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for label in labels:
        if label.level is not None:
            levels[label.draft][label.id].append(label.level)
    if not levels:
        raise UsageError(
            "标注里没有等级。id 一列写条目（如 objectives），value 一列写 1 到 5。", "no levels in the labels"
        )
    reviews: dict[Path, Review] = {}
    for done, path in enumerate(levels):
        tell(path.name, done, len(levels))
        reviews[path] = reviewer.review(reviewer.read(path))
    kinds: set[Kind] = {review.draft.kind for review in reviews.values()}
    if len(kinds) > 1:
        raise UsageError("标注里既有教案又有作业。请分成两个文件，各自得出尺度。", "labels mix lessons and homework")
    (kind,) = kinds
    return fit_severity([(reviews[path], levels[path]) for path in levels], reviewer.rubric(kind), name)


def fit_severity(read: Sequence[Read], rubric: Rubric, name: str) -> Severity:
    """The severity behind people's levels. All reviews must be by `rubric` and one model, which the severity then names.

    A criterion with too few levels, or that does not gain, is among the `refused`.
    """
    fitted: dict[str, Leaning] = {}
    refused: dict[str, str] = {}
    for criterion in rubric.criteria:
        scored = [
            Scored(_probabilities(review, criterion.id), agreed_level(levels[criterion.id]))
            for review, levels in read
            if levels.get(criterion.id) and _has_level(review, criterion.id)
        ]
        leaning = fit_leaning(scored, rubric.rule)
        if isinstance(leaning, str):
            refused[criterion.id] = leaning
        else:
            fitted[criterion.id] = leaning
    return Severity(
        name=name,
        rubric=rubric.id,
        rubric_sha256=rubric.sha256,
        llm=read[0][0].provenance.llm if read else None,
        criteria=fitted,
        refused=refused,
    )


def count_levels(read: Sequence[Read], criterion: str) -> int:
    """Drafts of which both people and the review give a level of this criterion: those a fit can use."""
    return sum(bool(levels.get(criterion)) and _has_level(review, criterion) for review, levels in read)


def _has_level(review: Review, criterion: str) -> bool:
    return next(one for one in review.criteria if one.id == criterion).level is not None


def _probabilities(review: Review, criterion: str) -> dict[str, float]:
    """As the rule counts them: an answer given counts whole, an unclear one by its probability."""
    answers = next(one for one in review.criteria if one.id == criterion).indicators
    return {one.id: {"yes": 1.0, "no": 0.0}.get(one.answer, one.probability) for one in answers}
