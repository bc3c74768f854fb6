"""The steps of 教学过程, from a table of steps, from headings, or from numbered lines; each with minutes and student share.

A plan that gives its steps twice (a short 流程表 and the steps in full) is counted once: the fuller list is taken, and minutes are
borrowed from the other where it has none. The student share of a step is the mean over its sentences (see actors), drawn
towards what the step's name promises; with columns or labels for both sides it is student work against teacher lecture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reviewer.datamodels import Activity, Draft, Turn
from reviewer.lessons.actors import Act, Side, actor_of, classify
from reviewer.lessons.evidence import Span, clipped_sentences, content_length
from reviewer.lessons.minutes import MinuteMark, bare_minutes, chain_intervals, find_minutes, head_minutes
from reviewer.lessons.shares import Line, step_share
from reviewer.lessons.step_shapes import Step
from reviewer.lessons.steps import find_steps

_BREAK = re.compile(r"<br\s*/?>|(?<=\S)[ \u3000]*(?=[师生]\d{0,2}[：:])(?<![学师考先女男])")
_SKIP = re.compile(
    r"^[\s*\-•·]*(?:(?:[（(【〔])?(?:设计|活动|教学)?(?:的)?(?:意图|用意)|(?:参考|预设)?答案[：:]|参考[：:]|设计理念|设计说明|效果预设|评价要点|板书|教学建议|(?:合作|表现|课堂|小组|评)分[（(：:]|注意|tips?|参考程序|附)",
    re.IGNORECASE,
)


_ASIDE = re.compile(
    r"^[\s*\-•·（(【]*(?:(?:学生)?(?:生成)?预设|处置|应对|(?:学生)?可能(?:的|会|出现|有|把)|(?:如果|若|要是|当)?有(?:人|些?的?(?:学生|同学|孩子|小组))(?:可能)?会|[^，。；]{0,6}(?:学生|同学|孩子)(?:可能|容易|也许)"
    r"|(?:易错|常见错误|易犯错误)|第\d+题[^，。；]{0,12}的[，,])"
)


_CODE = re.compile(
    r"^(?=[^\u4e00-\u9fff]*(?:[=(){}\[\]_<>]|:$))(?:\W*(?:import|from|def|while|for|if|try|except|else|return|print|class)\b|[\w.]+\s*[=(.])|^```"
)
_SPEAKER = re.compile(r"\s*([师生])(?:\d{0,2}|[（(][^（）()]{1,4}[）)])[：:]")  # 师：… 生：… in a record of a lesson
_WORKSHEET = re.compile(r"导学案|学案|学习单|任务单|学历案")
LONGEST_HEAD = 80  # characters in which a plan says what it is
_NUMBERED = re.compile(r"(?:活动|任务|挑战|实验)\s*([一二三四五六1-6])(?![\d组人])")
TASK = Act("student", "练习", 0.8, 0.7, work=0.7)


@dataclass(frozen=True, slots=True)
class Detail:
    """A step with its lines: what measuring and quoting need beyond the public Activity."""

    activity: Activity
    lines: tuple[Line, ...]
    tasks: int = 1  # how many tasks are numbered inside it (活动1, 活动2 …); at least 1


def _cut_breaks(draft: Draft, spans: list[Span]) -> list[Span]:
    """Sentences cut at `<br>`, which a Markdown table uses for a new line inside a cell, and where another speaks (师：… 生：…)."""
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
    worksheet = bool(_WORKSHEET.search(draft.text, 0, LONGEST_HEAD))
    for piece in step.pieces:
        skipping, done = False, piece.start
        foreseen, last = False, piece.start
        speaker: Side | None = None
        gap = piece.start
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
            if "\n" in draft.text[last:start]:
                foreseen = False
            last = end
            foreseen = foreseen or bool(_ASIDE.match(text))
            if "\n" in draft.text[gap:start]:
                speaker = None
            spoken = _SPEAKER.match(text)
            if spoken:
                speaker = "teacher" if spoken[1] == "师" else "student"
            gap = end
            act = None if foreseen or _CODE.search(text) else classify(text[:400], piece.side or speaker)
            if (
                worksheet
                and piece.side is None
                and not foreseen
                and (act is None or (act.kind == "提问" and not act.named))
            ):
                act = TASK  # a 导学案 speaks to the student
            if act and speaker == "teacher" and act.lecture > 1:
                act = replace(act, lecture=1.0)  # word for word: as much as one sentence that tells of it
            lines.append(Line(start, end, act, piece.side, foreseen))
    return lines


def _main_kind(lines: Sequence[Line], share: float, name: str) -> str:
    """The commonest kind among the lines that agree with the step's side."""
    counts: dict[str, float] = {}
    for line in lines:
        told = line.act and (line.act.share >= 0.5) == (share >= 0.5)
        if line.act and told and not (line.act.kind == "讲授" and share >= 0.5):  # students listening is not their work
            counts[line.act.kind] = counts.get(line.act.kind, 0.0) + line.act.weight
    named = classify(name)
    if named and not (named.kind == "讲授" and share >= 0.5):
        counts[named.kind] = counts.get(named.kind, 0.0) + 1.0
    return max(counts, key=lambda kind: counts[kind]) if counts else ("练习" if share >= 0.5 else "讲授")


def _detail(draft: Draft, step: Step, minutes: float | None) -> Detail:
    lines = _read_lines(draft, step)
    share = round(step_share(draft, step.name, lines), 3)
    activity = Activity(
        name=step.name,
        minutes=minutes,
        actor=actor_of(share),
        kind=_main_kind(lines, share, step.name),
        start=step.start,
        end=step.end,
        student_share=share,
        turns=[Turn(start=line.start, end=line.end, actor=line.act.actor) for line in lines if line.act],
    )
    numbers = {match[1] for match in _NUMBERED.finditer(draft.text, step.start, step.end)}
    return Detail(activity, tuple(lines), max(1, len(numbers)))


_BEGINS = re.compile(r"用时|时间|约|预计")
_BEFORE_ALONE, LOOK_BACK = re.compile(r"[。；\n ]\s*(?:大?约)?$"), 8
PARTLY = 3  # entries of a step from which the minutes of fewer than half of them are not the step's
_ENTRY = re.compile(r"(?m)^[ \t\u3000]*(?:\d{1,2}[.．、]|[（(][一二三四五六七八九\d]{1,2}[)）]|[①-⑩])")


def _stands_alone(body: str, mark: MinuteMark) -> bool:
    """约20分钟。 as a sentence of its own; only what stands right before it is looked at."""
    before = f"\n{body}"[max(0, mark.start + 1 - LOOK_BACK) : mark.start + 1]
    return bool(_BEFORE_ALONE.search(before)) and body[mark.end : mark.end + 1] in {"。", " ", "", "\n"}


def _step_mark(draft: Draft, step: Step) -> MinuteMark | None:
    """Minutes in the step's heading or name cell or time cell; else the sum of bracketed minutes in its body."""
    for start, end in step.time_spans:
        bare = bare_minutes(draft.text[start:end], start)
        if bare:
            return bare
    heads = [mark for start, end in step.time_spans + step.head_spans for mark in head_minutes(draft.text[start:end])]
    if heads:
        return heads[0]
    body = " ".join(draft.text[piece.start : piece.end] for piece in step.pieces)
    inner = [
        mark
        for mark in find_minutes(body)
        if body[max(0, mark.start - 1) : mark.start] in {"（", "(", "【", "["}
        or _BEGINS.match(body, mark.start)
        or _stands_alone(body, mark)
        if body[mark.end : mark.end + 1] in {"）", ")", "】", "]", "", "\n"} or _stands_alone(body, mark)
    ]
    entries = len(_ENTRY.findall(draft.text[step.start : step.end]))
    if not inner or (entries >= PARTLY and 2 * len(inner) < entries):
        return None  # 小组讨论（3分钟） among eight entries is not how long the step takes
    return MinuteMark(0, 0, sum(mark.minutes for mark in inner))


def _timed_table(candidates: Sequence[list[Step]], timed: Sequence[list[float | None]]) -> int | None:
    """The timed table that is the list of steps whatever is numbered after it: test items, standards, another table."""
    for index, (steps, minutes) in enumerate(zip(candidates, timed, strict=True)):
        if steps[0].by_heading or len(steps) < 2 or 2 * sum(value is not None for value in minutes) <= len(steps):
            continue
        names = {step.name for step in steps}
        rivals = [other for number, other in enumerate(candidates) if number != index]
        if any(2 * sum(step.name in names for step in other) >= len(names) for other in rivals):
            return None  # the same steps in full
        if all(sum(v is not None for v in t) < 2 for n, t in enumerate(timed) if n != index):
            return index
    return None


@lru_cache(maxsize=16)
def find_activities(draft: Draft) -> tuple[Detail, ...]:
    """The steps of the lesson in order; empty where the plan has no process."""
    candidates = find_steps(draft)
    if not candidates:
        return ()
    timed = [chain_intervals([_step_mark(draft, step) for step in steps]) for steps in candidates]
    sizes = [sum(content_length(draft.text[p.start : p.end]) for s in steps for p in s.pieces) for steps in candidates]
    best = max(range(len(candidates)), key=lambda index: (sizes[index], -index))
    main = _timed_table(candidates, timed)
    best = best if main is None else main
    minutes = timed[best]
    if not any(minutes):
        for steps, other in zip(candidates, timed, strict=True):
            if len(other) == len(minutes) and any(other):
                minutes = other
            elif any(other):  # a short table names more steps than are told in full below it
                known = dict(zip((step.name for step in steps), other, strict=True))
                minutes = [known.get(step.name) for step in candidates[best]]
    return tuple(_detail(draft, step, value) for step, value in zip(candidates[best], minutes, strict=True))
