"""Findings from cue phrases: a pattern, where to look for it, and how far to trust it.

Cues only propose: the probabilities are honest guesses (0.7–0.9 for a telling phrase, 0.1–0.35 for none) that the judge may overrule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.datamodels import Finding
from reviewer.lessons.activities import Detail
from reviewer.lessons.components import without_parts
from reviewer.lessons.evidence import Span, next_sentence, quote_spans, sentence_at
from reviewer.lessons.plan import Plan
from reviewer.lessons.shares import Line

SHORT = 6
Where = Literal["process", "homework", "lesson", "later", "opening", "body", "all", "draft"]


@dataclass(frozen=True, slots=True)
class Cue:
    """`pattern` in `where` proposes yes with `yes`; its absence proposes no with `no` (probabilities of yes).

    With `also`, the sentence must show that too (with `reach`, it or the next `reach` sentences of its line): the two halves of
    a condition such as 错的 … 再做 may stand in any order.
    `least` is how many different sentences must show it; with fewer (but some) the answer is unclear. Sentences that match `but`
    don't count.
    """

    indicator: str
    pattern: re.Pattern[str]
    where: Where
    found: str
    missing: str
    yes: float = 0.75
    no: float = 0.2
    least: int = 1
    but: re.Pattern[str] | None = None
    also: re.Pattern[str] | None = None
    reach: int = 0
    students_only: bool = False  # leave out what stands in the teacher's column


_OPENS = re.compile(r"导入|引入|导课|开讲|揭题|组织教学|复习|回顾|案例|情[境景]|课前|(?i:warm|lead)")


def spans_of(plan: Plan, where: Where, *, students_only: bool = False) -> list[Span]:
    """process: the steps' sentences without headings and intents; lesson: these and homework; later: without the opening steps.

    Where no process was found these read the body. opening: the first two steps; body: all but the parts that say what is
    aimed at or set for later; all: the draft without the former; draft: every word.
    """
    if where in _PARTS:
        return without_parts(plan.draft, plan.components, _PARTS[where])
    spans: list[Span] = []
    if where != "homework":
        spans = [
            (line.start, line.end)
            for detail in _steps(plan, where)
            for line in detail.lines
            if not students_only or _is_students(line) or _asks_pupils(plan, line)
        ] + [
            (detail.activity.start, detail.activity.end) for detail in _steps(plan, where) if not detail.lines
        ]  # steps told in one numbered line
        spans = (
            spans if plan.details else list(plan.process) or without_parts(plan.draft, plan.components, _PARTS["body"])
        )
        section, last = plan.components.get("process"), max((end for _, end in plan.process), default=0)
        if section and section[0] < last < section[1] and where != "opening":
            spans.append((last, section[1]))  # 预设 and the like below a table of steps
        if section and plan.process and section[0] < plan.process[0][0] and where != "later":
            spans.insert(0, (section[0], plan.process[0][0]))  # what comes before the first numbered activity
    if where in {"homework", "lesson", "later"}:
        spans += [*_homework_title(plan), *plan.homework]
    return spans


def _steps(plan: Plan, where: Where) -> Sequence[Detail]:
    if where == "opening":
        return plan.details[:2]
    if where == "later":
        return [detail for detail in plan.details[1:] if not _OPENS.search(detail.activity.name)]
    return plan.details


def _homework_title(plan: Plan) -> list[Span]:
    """作业（任选一题）: what stands in the title, and between it and the first task."""
    area = plan.components.get("homework")
    if not area or not plan.homework or plan.homework[0][0] < area[0]:
        return []
    title = plan.draft.text.rfind("\n", 0, len(plan.draft.text[: area[0]].rstrip())) + 1
    return [(title, plan.homework[0][0])]


QUIET = ("learner_analysis", "objectives", "key_points", "textbook_analysis")  # what is and what is aimed at
_PARTS = {"draft": (), "all": QUIET, "body": (*QUIET, "homework", "reflection", "board", "preparation")}


def _is_students(line: Line) -> bool:
    """Not in the teacher's column, and more than a bold label (观察思考) over what students do."""
    return line.side != "teacher" and line.end - line.start > SHORT


_PUPILS_ASKED = re.compile(r"请(?:同学|小朋友|孩子|大家|你们?|各组|每组|学生)|同学们|小朋友们|你们")


def _asks_pupils(plan: Plan, line: Line) -> bool:
    """请同学们用自己喜欢的方式读 in the teacher's column is what pupils then do."""
    return line.side == "teacher" and bool(_PUPILS_ASKED.search(plan.draft.text, line.start, line.end))


def hits(plan: Plan, cue: Cue) -> list[int]:
    """Offsets of the cue's matches, one per sentence; what is said again counts once."""
    found: list[int] = []
    seen: set[str] = set()
    for start, end in spans_of(plan, cue.where, students_only=cue.students_only):
        for match in cue.pattern.finditer(plan.draft.text, start, end):
            span = sentence_at(plan.draft, match.start()) or (match.start(), match.end())
            said = plan.text(span).strip()
            if said in seen or (cue.but and cue.but.search(plan.draft.text, *span)):
                continue
            if cue.also and not cue.also.search(plan.draft.text, span[0], _reaching(plan, span, cue.reach)):
                continue
            seen.add(said)
            found.append(match.start())
    return found


# 应对：…, 教师引导: a line that answers what the line before it foresees
_ANSWERING_LINE = re.compile(
    r"\s*\W*(?:教师|老师)?(?:的)?(?:应对|对策|引导|处理|处置|点拨|措施|预案|策略|回应|纠偏)(?:策略|方法|方式)?\W*[：:\n]"
)


def _reaching(plan: Plan, span: Span, sentences: int) -> int:
    """Where the `sentences` sentences after `span` end, within its line or in a line below that says it is the answer."""
    end = span[1]
    for _ in range(sentences):
        following = next_sentence(plan.draft, end)
        if following is None:
            break
        if "\n" in plan.draft.text[end : following[0]] and not _ANSWERING_LINE.match(plan.draft.text, end):
            break
        end = following[1]
    return end


def answer_cue(plan: Plan, cue: Cue) -> Finding:
    """The finding a cue leads to."""
    offsets = hits(plan, cue)
    spans = quote_spans(plan.draft, offsets)
    if len(offsets) >= cue.least:
        more = min(0.95, cue.yes + 0.04 * (len(offsets) - cue.least))
        return Finding(cue.indicator, "yes", round(more, 2), spans, cue.found)
    if offsets:
        return Finding(
            cue.indicator, "unclear", round((cue.yes + cue.no) / 2, 2), spans, cue.found + "，但只有一处，不足以断定"
        )
    if cue.where not in _PARTS and not plan.process:
        return Finding(cue.indicator, "unclear", round((cue.no + 0.5) / 2, 2), (), "没有找到教学过程，无从判断")
    return Finding(cue.indicator, "no", cue.no, (), cue.missing)


def answer_cues(plan: Plan, cues: Sequence[Cue]) -> list[Finding]:
    """One finding per indicator: of several cues for it the one that speaks most for a yes."""
    found: dict[str, Finding] = {}
    for cue in cues:
        finding = answer_cue(plan, cue)
        held = found.get(cue.indicator)
        if held is None or finding.probability > held.probability:
            found[cue.indicator] = finding
    return list(found.values())


def measured(indicator: str, holds: bool, note: str, spans: Sequence[Span] = (), *, sure: float = 0.95) -> Finding:
    """A finding the text itself decides, `sure` (0.5–1) of the answer given."""
    return Finding(indicator, "yes" if holds else "no", sure if holds else round(1 - sure, 3), tuple(spans)[:3], note)
