"""What to say to the teacher: the reason for a level, one suggestion per weak criterion, the first three changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.advising.anchors import find_anchor
from reviewer.advising.item_names import name_item, quote
from reviewer.advising.lesson_blanks import lesson_blanks
from reviewer.advising.places import holding
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.sheet_blanks import sheet_blanks
from reviewer.datamodels import Change, CriterionResult, Draft, IndicatorResult, Measures
from reviewer.rubrics import BLANK, Criterion, Indicator, Proposal, Rubric, Rule

WEAK_LEVEL = 4  # below 良好 a criterion gets a suggestion
FIRST_CHANGES = 3
NOTE_CHARS = 44  # a longer note of what code counted stays beside its indicator
SUGGESTION_CHARS = 150  # above, the quoted line is cut to PASSAGE_CHARS
PASSAGE_CHARS = 18
LETTER_CHARS = 14  # that are quoted behind a name of one letter
MOST_CHARS = 160  # a wording of the draft's own matter that gets longer still is passed over
ONCE = ("bank_", "ask", "twist", "order")  # blanks whose words are given to one criterion only
_CLAIMS = re.compile("没有|看不出|缺")  # a wording that says what the draft lacks, not only what to add
_REMARK = re.compile(r"（现在[^（）]*）$")
NO_GOALS = "没有写出教学目标"  # the note of reviewer.lessons on such a plan
NAMED = 3  # more than three points in one sentence are not read


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One change for one indicator, tied to the draft's own passage where the draft has it.

    `lead` is what the text begins with whoever words the rest: that it holds only if nothing is there yet. `goalless`: the
    plan states no goals, which everything else in it would serve.
    """

    indicator: Indicator
    text: str
    span: tuple[int, int] | None
    lead: str = ""
    goalless: bool = False

    def led_by(self, lead: str) -> Suggestion:
        return replace(self, text=lead + self.text, lead=lead)


def explain(criterion: Criterion, answers: Sequence[IndicatorResult], rule: Rule) -> str:
    """Plain sentences: what is there, what is missing, what keeps the level low whatever else is there, what can't be told."""
    wording = {indicator.id: indicator for indicator in criterion.indicators}
    present = [_counted(wording[answer.id].present, answer) for answer in answers if answer.answer == "yes"]
    absent = [answer for answer in answers if answer.answer == "no"]
    absent.sort(key=lambda answer: -wording[answer.id].priority)
    parts = []
    if present:
        parts.append(f"做到了：{_join(present)}。")
    if absent:
        parts.append(f"还缺：{_join([_counted(wording[answer.id].absent, answer) for answer in absent])}。")
    capping = [wording[answer.id].name for answer in absent if answer.id in rule.essential]
    if present and capping:
        parts.append(f"少了“{'”“'.join(capping)}”，这一条最多 {rule.without_essential} 级。")
    hardly = [wording[name].name for name in rule.hardly(answers)]
    if hardly and not capping:
        parts.append(f"“{'”“'.join(hardly)}”只是勉强，这一条最多 {rule.without_essential + 1} 级。")
    unclear = [wording[answer.id].name for answer in answers if answer.answer == "unclear"]
    if unclear:  # they count in part: the level can't be followed without them
        parts.append(f"还说不准：{'、'.join(unclear)}。")
    return "".join(parts)


def _counted(point: str, answer: IndicatorResult) -> str:
    """The point with what code counted in brackets, in place of the wording's own general remark.

    Such a remark (现在多是“使学生……”) is untrue of what code found none of: what is missing stands in its place.
    """
    note = re.sub(r"(?<=[\d%]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) (?=\d)", "", answer.note).rstrip("。")
    if answer.basis == "measured" and note.startswith("没有"):
        return _REMARK.sub(f"（{note}）", point)
    if answer.basis == "judged" or not re.search(r"\d", note) or len(note) > NOTE_CHARS:
        return point
    note = note.replace("（", "，").replace("）", "")
    return re.sub(r"（[^（）]*）$", "", point) + f"（{note}）"


def _join(points: list[str]) -> str:
    return "；".join(points[:NAMED]) + ("等" if len(points) > NAMED else "")


def suggest(
    draft: Draft,
    measures: Measures,
    indicator: Indicator,
    answer: IndicatorResult | None = None,
    told: Sequence[str] = (),
) -> Suggestion:
    """The first wording of the indicator that the draft can fill: of its own matter, of its goals, and one for any draft.

    Of a no, the passages that made it one are what the suggestion speaks about (see find_anchor). A question or task that
    `told`, the suggestions made before, holds already is not given again.
    """
    failing = [(one.start, one.end) for one in answer.evidence] if answer and answer.answer == "no" else []
    note = answer.note if answer else ""
    goalless = NO_GOALS in note
    last = Proposal(anchor=indicator.anchor, suggestion=indicator.suggestion)
    for proposal in (*indicator.own, last):
        span = find_anchor(draft, measures, proposal.anchor, failing) if proposal.anchor else None
        filled = _fill(draft, measures, span, note)
        blanks = set(BLANK.findall(proposal.suggestion))
        if not blanks <= set(filled):
            continue
        text = _within(proposal.suggestion, filled)
        again = any(filled[name] in one for name in blanks if name.startswith(ONCE) for one in told)
        if proposal is last or (len(text) <= MOST_CHARS and not again):
            return Suggestion(indicator, text, span, goalless=goalless)
    return Suggestion(indicator, fill_blanks(indicator.suggestion_bare, filled), span, goalless=goalless)


def _fill(draft: Draft, measures: Measures, span: tuple[int, int] | None, note: str) -> dict[str, str]:
    lesson = measures.lesson
    filled = (
        sheet_blanks(draft, measures.homework, span) if lesson is None else lesson_blanks(draft, lesson, span, note)
    )
    if span is not None:
        span = _long_enough(draft.text, span)
        passage = draft.text[span[0] : span[1]]
        goes_on = draft.text[span[1] : span[1] + 1]
        cut = "…" if re.match(r"[\u4e00-\u9fffA-Za-z“《【]", goes_on) else ""
        filled["passage"] = tidy(passage) + cut if lesson is not None else _quote_item(measures, span, passage)
    return filled


def _long_enough(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A step that is called by one letter (讲：…) with the words that follow it."""
    start, end = span
    if len(re.findall(r"\w", text[start:end])) > 1:
        return span
    line = text.find("\n", end)
    return start, min(end + LETTER_CHARS, line if line >= 0 else len(text))


def _quote_item(measures: Measures, span: tuple[int, int], passage: str) -> str:
    """A line of the sheet; what can only be called by a number, by one that no other item bears."""
    said = quote(passage)
    items = measures.homework.items if measures.homework is not None else []
    at = holding(items, span)
    if at is None or not re.fullmatch(r"第.{1,2}小题|[（(]?\d{1,2}[）)]", said):
        return said
    name = name_item(at, items)
    return name if name.startswith("第") else said


def _within(template: str, filled: dict[str, str]) -> str:
    """The template filled; a text that grows too long quotes the place in fewer words."""
    text = fill_blanks(template, filled)
    if len(text) > SUGGESTION_CHARS and "passage" in filled:
        text = fill_blanks(template, filled | {"passage": clip(filled["passage"], PASSAGE_CHARS)})
    return text


def fill_blanks(template: str, filled: Mapping[str, str]) -> str:
    """The template with its blanks filled: no quotation inside a quotation of the same sort, no comma after a question mark.

    A blank that nothing fills names the topic: a review never fails over the wording of a suggestion.
    """

    def put(match: re.Match[str]) -> str:
        value = filled.get(match[1] or match[2], filled["topic"])
        return f"‘{unquote(value)}’" if match[1] else value

    text = re.sub(r"‘\{(\w+)\}’|\{(\w+)\}", put, template)
    text = re.sub("本课(?=这一课|这份教案)", "", text)
    return re.sub(r"(?<=[？！?!])[，。；]", "", text)


def pick_suggestion(
    draft: Draft,
    measures: Measures,
    criterion: Criterion,
    answers: Sequence[IndicatorResult],
    rule: Rule,
    told: Sequence[str] = (),
) -> Suggestion | None:
    """The missing indicator that caps the level, then the one that helps pupils most, then the surest no.

    With none missing, the first unclear one. `told`: see suggest.
    """
    known = {indicator.id: indicator for indicator in criterion.indicators}
    capped = any(answer.answer == "yes" for answer in answers)  # with nothing there, the cap is not what keeps it low
    for verdict in ("no", "unclear"):
        candidates = [answer for answer in answers if answer.answer == verdict]
        if candidates:
            worst = max(candidates, key=lambda answer: _urgency(known[answer.id], answer, rule if capped else None))
            found = suggest(draft, measures, known[worst.id], worst, told)
            doubtful = verdict == "unclear" and _CLAIMS.search(re.sub("“[^”]*”", "", found.text))
            return found.led_by("如果文中还没有写：") if doubtful else found
    return None


def _urgency(indicator: Indicator, answer: IndicatorResult, rule: Rule | None) -> tuple[bool, bool, int, float]:
    caps = rule is not None and indicator.id in rule.essential
    return caps, NO_GOALS in answer.note, indicator.priority, 1 - answer.probability


def first_changes(
    draft: Draft, rubric: Rubric, criteria: Sequence[CriterionResult], suggestions: Mapping[str, Suggestion]
) -> list[Change]:
    """The three suggestions that matter most: weight of the indicator × distance of its criterion from 优秀.

    Goals come before all where a plan states none; a second change to the same line comes after the others.
    """
    scored = {criterion.id: criterion for criterion in criteria if criterion.level is not None}
    names = [criterion.id for criterion in rubric.criteria if criterion.id in scored and criterion.id in suggestions]

    def gain(name: str) -> int:
        return suggestions[name].indicator.priority * (5 - (scored[name].level or 5))

    order = sorted(names, key=gain, reverse=True)
    if (goals := next((name for name in names if suggestions[name].goalless), None)) is not None:
        order.remove(goals)
        order.insert(0, goals)
    changes = []
    for name in _apart(order, suggestions)[:FIRST_CHANGES]:
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


def _apart(order: Sequence[str], suggestions: Mapping[str, Suggestion]) -> list[str]:
    """The criteria in order, those behind whose place in the draft has a change already: nobody rewrites a line twice."""
    places: set[tuple[int, int]] = set()
    first: list[str] = []
    again: list[str] = []
    for name in order:
        span = suggestions[name].span
        (again if span in places else first).append(name)
        if span is not None:
            places.add(span)
    return first + again
