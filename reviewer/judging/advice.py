"""What to say to the teacher: the reason for a level, one suggestion per weak criterion, the first three changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.datamodels import Change, CriterionResult, Draft, IndicatorResult, Measures
from reviewer.judging.anchors import find_anchor
from reviewer.rubrics import Criterion, Indicator, Rubric

WEAK_LEVEL = 4  # below 良好 a criterion gets a suggestion
FIRST_CHANGES = 3
MARKS = re.compile(r"[*`#]+|<br\s*/?>")  # Markdown marks of a text draft; the quote beside keeps them
NAMED = 3  # more than three points in one sentence are not read


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change for one indicator, tied to the draft's own passage where the draft has it."""

    indicator: Indicator
    text: str
    span: tuple[int, int] | None


def explain(criterion: Criterion, answers: Sequence[IndicatorResult]) -> str:
    """One or two plain sentences: what is there, what is missing, what can't be told."""
    wording = {indicator.id: indicator for indicator in criterion.indicators}
    present = [wording[answer.id].present for answer in answers if answer.answer == "yes"]
    absent = [answer for answer in answers if answer.answer == "no"]
    absent.sort(key=lambda answer: -wording[answer.id].priority)
    parts = []
    if present:
        parts.append(f"做到了：{_join(present)}。")
    if absent:
        parts.append(f"还缺：{_join([wording[answer.id].absent for answer in absent])}。")
    unclear = [wording[answer.id].name for answer in answers if answer.answer == "unclear"]
    if unclear and not (present and absent):
        parts.append(f"还说不准：{'、'.join(unclear)}。")
    return "".join(parts)


def _join(points: list[str]) -> str:
    return "；".join(points[:NAMED]) + ("等" if len(points) > NAMED else "")


def suggest(draft: Draft, measures: Measures, indicator: Indicator) -> Suggestion:
    span = find_anchor(draft, measures, indicator.anchor)
    title = draft.title.value or "本课"
    if span is None:
        return Suggestion(indicator, indicator.suggestion_bare.replace("{title}", title), None)
    passage = MARKS.sub("", draft.text[span[0] : span[1]]).replace("“", "‘").replace("”", "’")
    text = indicator.suggestion.replace("{passage}", passage).replace("{title}", title)
    return Suggestion(indicator, text, span)


def pick_suggestion(
    draft: Draft, measures: Measures, criterion: Criterion, answers: Sequence[IndicatorResult]
) -> Suggestion | None:
    """The missing indicator that helps pupils most, then the surest no; with none missing, the first unclear one."""
    known = {indicator.id: indicator for indicator in criterion.indicators}
    for verdict in ("no", "unclear"):
        candidates = [answer for answer in answers if answer.answer == verdict]
        if candidates:
            worst = max(candidates, key=lambda answer: (known[answer.id].priority, 1 - answer.probability))
            suggestion = suggest(draft, measures, known[worst.id])
            doubt = "" if verdict == "no" else "如果文中还没有写："
            return replace(suggestion, text=doubt + suggestion.text)
    return None


def first_changes(
    draft: Draft, rubric: Rubric, criteria: Sequence[CriterionResult], suggestions: Mapping[str, Suggestion]
) -> list[Change]:
    """The three suggestions that matter most: weight of the indicator × distance of its criterion from 良好."""
    scored = {criterion.id: criterion for criterion in criteria if criterion.level is not None}
    names = [criterion.id for criterion in rubric.criteria if criterion.id in scored and criterion.id in suggestions]

    def gain(name: str) -> int:
        return suggestions[name].indicator.priority * (5 - (scored[name].level or 5))

    changes = []
    for name in sorted(names, key=gain, reverse=True)[:FIRST_CHANGES]:
        suggestion = suggestions[name]
        start, end = suggestion.span or (0, 0)
        changes.append(
            Change(
                criterion=name,
                indicator=suggestion.indicator.id,
                text=suggestion.text,
                quote=draft.text[start:end],
                start=start,
                end=end,
                where=draft.where(start) if suggestion.span else "",
            )
        )
    return changes
