"""Two reviewed versions → what is solved, new or still open, level by level, and whether a rise rests on new text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reviewer.datamodels import (
    Comparison,
    CriterionResult,
    Draft,
    FindingChange,
    History,
    IndicatorResult,
    LevelChange,
    Review,
    TextDifference,
    Version,
)
from reviewer.errors import UsageError
from reviewer.versions.differences import find_differences

LABELS = ("初备", "研备", "精备")
SAME_LESSON = 0.2  # share of the new text that was in the old one, below which it seems another lesson
Reviewed = tuple[Draft, Review]


@dataclass(frozen=True, slots=True)
class Touched:
    """Stretches of the old and the new text that were changed, as sorted (start, end)."""

    old: list[tuple[int, int]]
    new: list[tuple[int, int]]

    @classmethod
    def of(cls, text: TextDifference) -> Touched:
        """Paragraphs only moved are not touched."""
        real = [change for change in text.changes if change.kind != "moved"]
        old = sorted((change.old.start, change.old.end) for change in real if change.old)
        return cls(old, sorted((change.new.start, change.new.end) for change in real if change.new))


def compare_versions(old: Reviewed, new: Reviewed, labels: tuple[str, str] = ("旧稿", "新稿")) -> Comparison:
    """What changed from `old` to `new`, each a draft with its review. Raises UsageError for a lesson and a homework."""
    (before, first), (after, second) = old, new
    if first.draft.kind != second.draft.kind:
        raise UsageError(
            f"{before.name} 和 {after.name} 一份是教案，一份是作业，不能比较。认错了类型就加 --kind lesson 或 --kind homework。",
            "one is a lesson and one is homework; give --kind if that is wrong.",
        )
    text = find_differences(before, after)
    touched = Touched.of(text)
    was = {criterion.id: criterion for criterion in first.criteria}
    pairs = [(was[now.id], now) for now in second.criteria if now.id in was]
    levels = [_level(then, now, touched) for then, now in pairs]
    return Comparison(
        old=_version(before, first, labels[0]),
        new=_version(after, second, labels[1]),
        text=text,
        findings=[finding for then, now in pairs for finding in _findings(then, now, touched)],
        levels=levels,
        warnings=_warnings(first, second, text, levels),
    )


def compare_chain(versions: Sequence[Reviewed], labels: Sequence[str] = ()) -> History:
    """Three or more versions in order. Labels are 初备、研备、精备 for three, else 第1稿 and so on."""
    if len(versions) < 3:
        raise UsageError("少于三稿，请直接两两比较。", "fewer than three versions: compare two.")
    names = list(labels or (LABELS if len(versions) == 3 else [f"第{n}稿" for n in range(1, len(versions) + 1)]))
    named = list(zip(names, versions, strict=True))
    steps = [compare_versions(one, other, (name, later)) for (name, one), (later, other) in pairwise(named)]
    overall = compare_versions(versions[0], versions[-1], (names[0], names[-1]))
    return History(versions=[steps[0].old, *(step.new for step in steps)], steps=steps, overall=overall)


def _version(draft: Draft, review: Review, label: str) -> Version:
    return Version(
        label=label,
        name=draft.name,
        sha256=draft.sha256,
        title=review.draft.title,
        chars=review.draft.chars,
        level=review.overall.level,
        scored=review.overall.scored,
        llm=review.provenance.llm,
    )


def _findings(then: CriterionResult, now: CriterionResult, touched: Touched) -> list[FindingChange]:
    was = {found.id: found for found in then.indicators}
    return [
        change
        for found in now.indicators
        if found.id in was and (change := _finding(now.id, was[found.id], found, touched))
    ]


def _finding(criterion: str, then: IndicatorResult, now: IndicatorResult, touched: Touched) -> FindingChange | None:
    """None where the indicator is no trouble in either."""
    if "no" not in (then.answer, now.answer):
        return None
    if now.answer == "no":
        status = "open" if then.answer == "no" else "new"
    else:
        status = "solved" if now.answer == "yes" else "unsure"
    about = then if status == "unsure" else now
    return FindingChange.model_validate(
        {
            "status": status,
            "criterion": criterion,
            "indicator": now.id,
            "name": now.name,
            "old": then.answer,
            "new": now.answer,
            "note": about.note,
            "quote": about.evidence[0].quote if about.evidence else "",
            "touched": _rests_on_change(then, now, touched),
        }
    )


def _level(then: CriterionResult, now: CriterionResult, touched: Touched) -> LevelChange:
    supported = None
    if then.level is not None and now.level is not None and now.level > then.level:
        was = {found.id: found for found in then.indicators}
        turned = [
            (was[found.id], found)
            for found in now.indicators
            if found.answer == "yes" and found.id in was and was[found.id].answer != "yes"
        ]
        supported = any(_rests_on_change(before, after, touched) for before, after in turned)
    return LevelChange(criterion=now.id, name=now.name, old=then.level, new=now.level, supported=supported)


def _rests_on_change(then: IndicatorResult, now: IndicatorResult, touched: Touched) -> bool:
    """Whether a passage it now points at is new or changed, or the passage that was the trouble is gone or changed."""
    trouble = then.evidence if then.answer == "no" else []
    return any(_meets(touched.new, one.start, one.end) for one in now.evidence) or any(
        _meets(touched.old, one.start, one.end) for one in trouble
    )


def _meets(stretches: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(stretches, (start, end))
    near = stretches[max(at - 1, 0) : at + 1]
    return any(low < end and high > start for low, high in near)


def _warnings(old: Review, new: Review, text: TextDifference, levels: list[LevelChange]) -> list[str]:
    warnings = []
    if text.kept < SAME_LESSON:
        warnings.append("两份的文字几乎没有相同的，可能不是同一节课的两稿，请核对文件。")
    if old.rubric.sha256 != new.rubric.sha256:
        warnings.append("两次用的评价标准不一样，等级的变化不全是改稿带来的。请用同一个标准重新评阅再比。")
    if (old.provenance.llm, old.provenance.prompts) != (new.provenance.llm, new.provenance.prompts):
        warnings.append("两次用的语言模型或提示词不一样，等级的变化不全是改稿带来的。")
    if old.provenance.severity != new.provenance.severity:
        warnings.append("两次定等级的松紧不一样（一次按本地尺度调过），等级的变化不全是改稿带来的。")
    if old.draft.sha256 == new.draft.sha256:
        warnings.append("两份是同一个文件。")
    warnings += [
        f"“{level.name}”从 {level.old} 升到 {level.new}，但支持它的文字没有改过或找不到，升级的依据不足，请人工看一看。"
        for level in levels
        if level.supported is False
    ]
    return warnings
