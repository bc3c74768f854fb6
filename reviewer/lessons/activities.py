"""The steps of 教学过程, from a table of steps, from headings, or from numbered lines; each with minutes and student share.

A plan that gives its steps twice (a short 流程表 and the steps in full) is counted once: the fuller list is taken, and minutes are
borrowed from the other where it has none. The student share of a step is the mean over its sentences (see actors), drawn
towards what the step's name promises; with columns or labels for both sides it is student work against teacher lecture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reviewer.datamodels import Activity, Draft
from reviewer.lessons.actors import Act, Side, actor_of, classify
from reviewer.lessons.evidence import Span, clipped_sentences, content_length
from reviewer.lessons.minutes import MinuteMark, chain_intervals, find_minutes
from reviewer.lessons.step_shapes import Step
from reviewer.lessons.steps import find_steps

_PROMISES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), share)
    for pattern, share in (
        (r"(?:讲评|布置|知识讲|讲授|讲解|新授|解析|知识点|板书|示范|要点|原理|概念)", 0.15),
        (r"(?:小结|总结).{0,4}(?:分享|展示|交流)|(?:展示|分享|交流).{0,4}(?:总结|小结)", 0.45),
        (r"导入|引入|引出|揭题|激趣|创设|情[境景]|回顾|复习|小结|总结|归纳|提升$", 0.25),
        (r"初读|感知|自读|整体|预习|自学|自主|合作|讨论|交流|展示|汇报|实验|操作|动手|实践|创作|挑战|演练|练习|练说|训练|检测|达标|巩固|诵读|背诵|书写|写字|朗读|读一读|表演|游戏|拓展|迁移|应用|运用|"
         r"写作|仿写|习作|编程|测试|复述|角色|探究活动|闯关|竞赛|比赛|制作|设计|活动|任务|反馈|(?i:practice|task|production|role|play|work|post)", 0.8),
        (r"探究|探索|发现|探讨|解决|尝试", 0.45),
        (r"精读|品读|研读|品味|细读|赏析", 0.25),
        (r"分析|理解|体会|感悟|学习|新知|新课", 0.35),
    )
)  # fmt: skip
PRIOR_WEIGHT = 2.0
_BREAK = re.compile(r"<br\s*/?>")
_SKIP = re.compile(
    r"^[\s*\-•·]*(?:(?:设计|活动|教学)(?:的)?意图|设计理念|设计说明|效果预设|评价要点|板书|教学建议|注意|tips?|参考程序|附)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a step with who it is about; intents and notes to the teacher are left out."""

    start: int
    end: int
    act: Act | None
    side: Side | None


@dataclass(frozen=True, slots=True)
class Detail:
    """A step with its lines: what measuring and quoting need beyond the public Activity."""

    activity: Activity
    lines: tuple[Line, ...]


def promise_of(name: str) -> float | None:
    """The student share a step's name promises (练习 0.8, 讲解 0.15 …), None if it promises nothing."""
    for pattern, share in _PROMISES:
        if pattern.search(name):
            return share
    return None


def _cut_breaks(draft: Draft, spans: list[Span]) -> list[Span]:
    """Sentences cut at `<br>`, which a Markdown table uses for a new line inside a cell."""
    cut: list[Span] = []
    for start, end in spans:
        position = start
        for match in _BREAK.finditer(draft.text, start, end):
            cut.append((position, match.start()))
            position = match.end()
        cut.append((position, end))
    return [(start, end) for start, end in cut if end > start]


def _read_lines(draft: Draft, step: Step) -> list[Line]:
    lines: list[Line] = []
    for piece in step.pieces:
        skipping, done = False, piece.start
        for start, end in _cut_breaks(draft, clipped_sentences(draft, (piece.start, piece.end))):
            text = draft.text[start:end]
            if start == piece.start or text.startswith(("教师", "学生")):
                skipping = False
            skipping = skipping and "\n" not in draft.text[done:start]
            done = end
            if skipping or _SKIP.match(text):
                skipping = True
                continue
            if start <= step.head < end and step.by_heading and len(text) <= 40:
                continue
            lines.append(Line(start, end, classify(text[:400], piece.side), piece.side))
    return lines


def _sided_share(lines: Sequence[Line]) -> float | None:
    """Student work against teacher lecture, where both sides are written apart."""
    student = [line.act for line in lines if line.side == "student" and line.act]
    teacher = [line.act for line in lines if line.side == "teacher" and line.act]
    if not student or not teacher:
        return None
    work = sum(act.share for act in student) / len(student)
    lecture = sum(max(0.0, 1 - act.share * 1.3) * act.weight for act in teacher) / len(teacher)
    return work / (work + lecture) if work + lecture > 0 else 0.5


def _plain_share(draft: Draft, name: str, lines: Sequence[Line]) -> float:
    """Mean share over the lines; a line of plain content leans on the promise of the step or sub-heading it stands under."""
    prior = promise_of(name)
    running = 0.4 if prior is None else prior
    if lines and not any(line.act and line.act.share >= 0.4 for line in lines):
        running *= 0.5  # a step of mere content: the name promised more
    total, weight = running * PRIOR_WEIGHT, PRIOR_WEIGHT
    for line in lines:
        text = draft.text[line.start : line.end]
        promise = promise_of(text) if len(text) <= 24 and not text.endswith(("。", "？", "?")) else None
        running = running if promise is None else promise
        if (
            promise is not None
            and len(text) <= 14
            and not re.search(r"学生|教师|老师|小组|同桌|[，：:]", text)
        ):
            total, weight = total + 0.4 * promise, weight + 0.4  # a sub-heading
        elif line.act is None:
            factor = 0.4 if len(text) > 20 else 0.85  # long: knowledge told; short: an entry of a task
            total, weight = total + 0.4 * factor * running, weight + 0.4
        else:
            total, weight = total + line.act.share * line.act.weight, weight + line.act.weight
    return total / weight


def _main_kind(lines: Sequence[Line], share: float, name: str) -> str:
    """The commonest kind among the lines that agree with the step's side."""
    counts: dict[str, float] = {}
    for line in lines:
        if line.act and (line.act.share >= 0.5) == (share >= 0.5):
            counts[line.act.kind] = counts.get(line.act.kind, 0.0) + line.act.weight
    named = classify(name)
    if named:
        counts[named.kind] = counts.get(named.kind, 0.0) + 1.0
    return max(counts, key=lambda kind: counts[kind]) if counts else ("练习" if share >= 0.5 else "讲授")


def _detail(draft: Draft, step: Step, minutes: float | None) -> Detail:
    lines = _read_lines(draft, step)
    share = _sided_share(lines)
    if share is None:
        share = _plain_share(draft, step.name, lines)
    share = round(min(0.95, max(0.05, share)), 3)
    activity = Activity(
        name=step.name,
        minutes=minutes,
        actor=actor_of(share),
        kind=_main_kind(lines, share, step.name),
        start=step.start,
        end=step.end,
        student_share=share,
    )
    return Detail(activity, tuple(lines))


def _step_mark(draft: Draft, step: Step) -> MinuteMark | None:
    """Minutes in the step's heading or name cell or time cell; else the sum of bracketed minutes in its body."""
    for start, end in step.time_spans:  # a column of times may hold bare numbers
        bare = re.fullmatch(r"\s*(\d{1,2})\s*", draft.text[start:end])
        if bare:
            return MinuteMark(start, end, float(bare[1]))
    heads = [
        mark
        for start, end in step.time_spans + step.head_spans
        for mark in find_minutes(draft.text[start:end], heading=True)
    ]
    if heads:
        return heads[0]
    body = " ".join(draft.text[piece.start : piece.end] for piece in step.pieces)
    inner = [
        mark
        for mark in find_minutes(body)
        if body[max(0, mark.start - 1) : mark.start] in {"（", "(", "【", "["}
        or re.match(r"用时|时间|约|预计", body[mark.start :])
        if body[mark.end : mark.end + 1] in {"）", ")", "】", "]", "", "\n"}
    ]
    if not inner:
        return None
    return MinuteMark(0, 0, sum(mark.minutes for mark in inner))


@lru_cache(maxsize=16)
def find_activities(draft: Draft) -> tuple[Detail, ...]:
    """The steps of the lesson in order; empty where the plan has no process."""
    candidates = find_steps(draft)
    if not candidates:
        return ()
    timed = [chain_intervals([_step_mark(draft, step) for step in steps]) for steps in candidates]
    sizes = [
        sum(content_length(draft.text[p.start : p.end]) for s in steps for p in s.pieces)
        for steps in candidates
    ]
    best = max(range(len(candidates)), key=lambda index: (sizes[index], -index))
    minutes = timed[best]
    if not any(minutes):
        for other in timed:
            if len(other) == len(minutes) and any(other):
                minutes = other
    return tuple(_detail(draft, step, value) for step, value in zip(candidates[best], minutes, strict=True))
