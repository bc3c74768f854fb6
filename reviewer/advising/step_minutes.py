"""How the minutes of a lesson are shared out among the steps that have none: by what a step is for and what the draft says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.acts import DOING
from reviewer.advising.overlap import shared
from reviewer.advising.places import lesson_minutes, text_of
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.step_anchors import TEST
from reviewer.datamodels import Activity, Draft, LessonMeasures

SHOWN_STEPS = 10
# Of what a step in the middle takes: what opens or closes the lesson, what only leads to it (作者简介), what is no lesson yet.
EDGE, CLOSING, ASIDE, ORDER = 0.5, 0.25, 0.35, 0.1
WORK, MAKING = 1.25, 2.5  # practice takes longer than its few words say, a piece of work in a subject of doing longest
EDGES = re.compile("复习|回顾|听写|导入|引入|激趣|揭示|谈话|热身|(?i:warm|lead.?in|greeting|revision|free talk)")
CLOSINGS = re.compile("小结|总结|布置|作业|结束|收获|(?i:summary|homework|ending)")
_ASIDES = re.compile("作者|背景|简介|检查预习|预习检[查测]|检查作业")
_ORDER = re.compile("组织教学|师生问好|课前常规|整队|集合")
_WORK = re.compile(
    "练习|练一练|作业|创作|制作|实践|操作|小组|合作|应用|运用|巩固|检测|(?i:practi[cs]e|exercise|group|pair)"
)
_MAKING = re.compile("作业|创作|制作|实践|操作|练习|完成")
NAME_CHARS, KIND_CHARS, TOPIC_CHARS = 8, 4, 14  # 新授 tells a step by its kind
_BEFORE, HEAD_CHARS = re.compile("课前完成|课前[预自]|课外完成"), 30  # no minutes of the lesson
KEY = 1.3  # times its share, for the step that deals with 教学重难点
A_QUESTION, MOST_ASKED = 0.08, 5  # more of its share for each question
LESS, MORE = (
    0.7,
    1.4,
)  # times its share, for a step of which the teacher wrote afterwards that it took too long or was cut short
TENS = 10  # minutes: 十来分钟
_GIVEN = re.compile(r"[给用约花][\s约]*(\d{1,2})\s*分钟|十[来几]?分钟")
_GIVEN_ALL = re.compile(r"[（(]给(?:学生|大家)?\s*(\d{1,2})\s*分钟")
_TEST_BESIDE = re.compile(r"((?:当堂|课堂|随堂)(?:检测|小测|达标|练习))[^。；\n\d]{0,6}(\d{1,2})\s*分钟")
A_CHOICE, TALK, NO_LIMIT = 1.5, 3, 1000  # minutes for an item to tick, and to talk all of them over
_TOO_LONG = re.compile("时间(?:花得|用得|有点|太|过)?[^。，]{0,3}(?:多|长)|太长|拖|占[^。，]{0,4}多")
_TOO_SHORT = re.compile("不充分|不够|没有?(?:做完|讲完|来得及|完成)|来不及|仓促|匆忙|太短|太快")
_ANY_STEP = re.compile("环节|步骤|活动|学习|教学|第[一二三四五六]|自主|新课|新授|讲授|[一二三四五六]、")
NAMELESS = ("环节", "步骤", "活动")


def say_timing(draft: Draft, measures: LessonMeasures) -> str | None:
    """Minutes for the steps without any, so that all add up to one lesson; see _weigh.

    A long list is cut to its first SHOWN_STEPS. None where the minutes given leave nothing to share out.
    """
    at_school = [
        one for one in measures.activities if not _BEFORE.search(draft.text[one.start : one.start + HEAD_CHARS])
    ]
    steps = [
        one if one.minutes else one.model_copy(update={"minutes": _noted(draft, measures, one)}) for one in at_school
    ]
    steps += _tests_beside(draft, measures)
    total = round(lesson_minutes(draft, measures))
    left = total - sum(step.minutes or 0 for step in steps)
    open_steps = [step for step in steps if step.minutes is None]
    if len(steps) < 2 or left < 2 * len(open_steps) or not open_steps:
        return None
    key = _key_step(draft, measures, open_steps)
    mean = sum(step.end - step.start for step in open_steps) / len(open_steps)
    doing = draft.subject.value in DOING
    taught = text_of(draft, measures, "reflection")
    weights = [
        _weigh(
            step,
            (step.end - step.start) / mean,
            doing=doing,
            asked=sum(step.start <= one.start < step.end for one in measures.questions),
        )
        * _correct(step.name, taught)
        * (KEY if step is key else 1)
        for step in open_steps
    ]
    shares = [
        max(1 if _ORDER.search(step.name) else 2, round(left * weight / sum(weights)))
        for step, weight in zip(open_steps, weights, strict=True)
    ]
    shares = [min(share, _most(draft, step)) for share, step in zip(shares, open_steps, strict=True)]
    free = [at for at, step in enumerate(open_steps) if _most(draft, step) > total] or list(range(len(shares)))
    shares[max(free, key=lambda at: shares[at])] += round(left) - sum(shares)
    given = iter(shares)
    minutes = [step.minutes or next(given) for step in steps]
    names = [_short_name(draft, step) for step in steps]
    if all(len(name) <= KIND_CHARS for name in names):
        longest = minutes.index(max(minutes))
        names[longest] = _with_topic(names[longest], draft.title.value or "")
    parts = [f"{name}（{each:g}）" for name, each in zip(names, minutes, strict=True)]
    more = f"等{len(parts)}步" if len(parts) > SHOWN_STEPS else ""
    return "、".join(parts[:SHOWN_STEPS]) + f"{more}，合计{total}分钟"


def _key_step(draft: Draft, measures: LessonMeasures, steps: Sequence[Activity]) -> Activity | None:
    """The step that has most of the words of 教学重难点; None where two have as many."""
    matter = text_of(draft, measures, "key_points")
    told = [shared(matter, draft.text[one.start : one.end]) for one in steps]
    most = max(told, default=0)
    return steps[told.index(most)] if most and told.count(most) == 1 else None


def _noted(draft: Draft, measures: LessonMeasures, step: Activity) -> float | None:
    """Minutes that the step's first line gives it in passing (先认一认，给8分钟), or a note outside the steps by its name
    (注：实验大约占20分钟); None where none does.
    """
    head = draft.text[step.start : min(step.end, step.start + HEAD_CHARS)]
    if told := _GIVEN.search(head) or _GIVEN_ALL.search(draft.text, step.start, step.end):
        return float(TENS) if told[1] is None else float(told[1])
    first, last = measures.activities[0].start, measures.activities[-1].end
    around = f"{draft.text[:first]}\n{draft.text[last:]}"
    for pair in _pairs(step.name):
        if noted := re.search(rf"{pair}[^。；，、\n\d]{{0,6}}(\d{{1,2}})\s*分钟", around):
            return float(noted[1])
    return None


def _tests_beside(draft: Draft, measures: LessonMeasures) -> list[Activity]:
    """A test of the lesson's last minutes that is told outside its steps or below the last: 课堂检测（最后5分钟）."""
    if not measures.activities:
        return []
    last = measures.activities[-1]
    found = _TEST_BESIDE.search(draft.text, last.start)
    if found is None or any(TEST.search(one.name) for one in measures.activities):
        return []
    update = {"name": found[1], "minutes": float(found[2]), "start": found.start(), "end": found.end()}
    return [last.model_copy(update=update)]


def _pairs(name: str) -> list[str]:
    """The words of a step's name, two characters each, without those of any step."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", _ANY_STEP.sub(" ", name))
    return [run[at : at + 2] for run in runs for at in range(len(run) - 1)]


def _correct(name: str, taught: str) -> float:
    """What the teacher wrote after teaching it: a step that took too long gets less, one that there was no time for more."""
    told = [one for one in re.split("[。，；！\n]", taught) if any(pair in one for pair in _pairs(name))]
    if any(_TOO_LONG.search(one) for one in told):
        return LESS
    return MORE if any(_TOO_SHORT.search(one) for one in told) else 1.0


def _most(draft: Draft, step: Activity) -> int:
    """The most a step can use up: of one in which nothing but choices are ticked or judged a little for each."""
    text = draft.text[step.start : step.end]
    items = len(re.findall(r"(?m)^[ \t]*\d{1,2}[.．、]", text))
    choices = len(re.findall(r"A[.．、 ][^\n]{1,40}B[.．、 ]|[（(]\s*[)）]\s*$", text, re.M))
    return round(A_CHOICE * items + TALK) if items and choices >= items else NO_LIMIT


def _weigh(step: Activity, length: float, *, doing: bool, asked: int = 0) -> float:
    """How much of the time a step gets: pupils' steps more, what is written at more length (1 is the mean) more, the edges less.

    `asked` questions in it take time of their own.

    In a subject of doing (`doing`) the step in which the work is made gets most.
    """
    kinds = ((_ORDER, ORDER), (CLOSINGS, CLOSING), (_ASIDES, ASIDE), (EDGES, EDGE))
    edge = next((share for words, share in kinds if words.search(step.name)), 1.0)
    if _WORK.search(step.name) and (edge == 1 or (doing and "布置" not in step.name and _MAKING.search(step.name))):
        return (1 + step.student_share) * (MAKING if doing and _MAKING.search(step.name) else WORK)
    return (1 + step.student_share) * edge * (1 + min(length, 2)) / 2 * (1 + A_QUESTION * min(asked, MOST_ASKED))


def _with_topic(name: str, title: str) -> str:
    """新授‘圆的面积’: what a step that is called by its kind alone is about."""
    topic = unquote(tidy(title)).strip("《》")
    told = len(name) <= KIND_CHARS and 2 <= len(topic) <= TOPIC_CHARS and name not in topic
    return f"{name}‘{topic}’" if told else name


def _short_name(draft: Draft, step: Activity) -> str:
    """The step's name, its first words where it is called 环节 only."""
    name = re.sub("^[一二三四五六七八九十]、|[（(][^（）()]*分钟[）)]$", "", tidy(step.name))
    name = tidy(draft.text[step.start : step.end].strip().split("\n")[0]) if name in NAMELESS else name
    return clip(name, NAME_CHARS * (2 if name.isascii() else 1))
