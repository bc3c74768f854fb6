"""The blanks of a lesson's suggestions, filled from the plan itself: its objectives, steps, minutes, learners, difficulties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reviewer.advising.acts import DOING, PROGRAMS, kind_of
from reviewer.advising.attitudes import shown_goal
from reviewer.advising.knowledge import KnowledgePoint
from reviewer.advising.knowledge_match import find_lesson_point
from reviewer.advising.lesson_bank import lesson_bank
from reviewer.advising.matter import ask, find_questions
from reviewer.advising.overlap import shared
from reviewer.advising.own_blanks import own_blanks
from reviewer.advising.own_goals import ABOUT, find_own_goal
from reviewer.advising.own_tasks import find_own_tasks
from reviewer.advising.places import Span, holding, text_of
from reviewer.advising.plan_parts import find_key_points, part_blanks, say_checks, say_tasks, split_minutes
from reviewer.advising.quoting import clip, short_point, tidy, unquote
from reviewer.advising.rewriting import POINT_CHARS, Goal, find_goals, main_goal, rewrite_objective
from reviewer.advising.saying import say_act, used_at_home
from reviewer.advising.topics import name_topic
from reviewer.advising.trials import find_trial
from reviewer.datamodels import Activity, Draft, LessonMeasures, Objective
from reviewer.words import key_terms, name_terms

_SLIP = re.compile(
    r"认为|以为|当成|写成|混为一谈|弄混|混淆|分不清|写错|说不清|不会|没学过|没有学|没见过|还没有|有困难|陌生|易错|出错|漏|不管"
)
GROUP_MINUTES = 6  # that four pupils need together, where their step is not shorter
TERMS = 3  # key words of a step named in a suggestion
SERVES = 3  # words that a step shares with an objective it serves
OVERLAP = 2  # pairs of characters that a step and a goal share at least where the alignment found nothing
REWRITE_CHARS = 64


def lesson_blanks(draft: Draft, measures: LessonMeasures, span: Span | None, note: str = "") -> dict[str, str]:
    """Every blank this plan can fill, for a suggestion about the passage at `span`. Names: reviewer.rubrics.BLANKS.

    `note` is what code counted: 第 1 条的写字 says which half of an objective nobody does.

    An objective gives its own words; a step the objective it serves (as the alignment found), else the main one.
    """
    goals = find_goals(measures.objectives)
    said = main_goal(_doing(draft, goals))
    said = (_key_goal(draft, measures) or said) if said is None or said.soft else said
    made = _made(draft, measures)
    bank = find_lesson_point(draft, measures)
    topic = name_topic(draft, bank.title if bank else None)
    step = holding(measures.activities, span)
    terms = _terms(draft, measures, step) or unquote(topic).strip("《》")
    main = made or said or _bank_goal(bank) or find_own_goal(draft, measures, topic, terms)
    own = holding(measures.objectives, span)
    rewritten = rewrite_objective(own.text) if own else None
    other = _other_half(own.text, rewritten) if own and rewritten else ""
    goal = _own_goal(measures, own, note) if own else _step_goal(draft, measures, goals, step, span) or main
    own_words = own_blanks(draft, measures, span) | lesson_bank(draft, measures, own)
    home = own_words.get("made_home", main.question)
    there = "homework" in measures.components
    asked = _asked(draft, measures)
    done = _goal_blanks(draft, goal, topic, terms, asked)
    known = _known(draft, measures, goals)
    if made and known:  # nobody makes the whole work before the lesson: what is known of it can be asked
        done["probe"] = _goal_blanks(draft, known, topic, terms, asked)["probe"]
    filled = (
        done
        | part_blanks(draft, measures, topic, goals, main, home, bank)
        | _of_step(draft, measures, step, goal, done["tried"])
        | {
            "topic": topic,
            "goal": goal.sentence if rewritten or own is None else main.sentence,
            "terms": terms,
            "main_act": main.act,
            "made": made.act if made else None,
            "main_point": short_point((said or main).point, POINT_CHARS, topic),
            "hard": _hard(draft, measures, goal),
            "tasks": say_tasks(goals, main),
            "checks": say_checks(goals, main),
            "rewrite": rewritten.sentence + other if rewritten else None,
            "light_place": "这一课的作业不求多，加一项选做" if there else "这份教案没有写作业，末尾加一项选做",
            "homework_kept": f"{topic}原有的作业作基础（必做）" if there else None,
            "homework_place": "的作业分成三项，原有的放进合适的一项" if there else "的教案末尾写三项作业",
        }
    )
    numbered = {"number": _number(draft, own, goal.number)} if own else {}
    return {name: value for name, value in filled.items() if value} | numbered | own_words


def _bank_goal(point: KnowledgePoint | None) -> Goal | None:
    """Of a plan that states no goals: what two stars of its point are for."""
    if point is None:
        return None
    told = re.sub("([、，])[会能]", r"\1", point.standards[1])
    return Goal(told if told[0] in "会能" else f"能{told}", told.lstrip("会能"))


def _of_step(
    draft: Draft, measures: LessonMeasures, step: Activity | None, goal: Goal, tried: str
) -> dict[str, str | None]:
    """What fits the minutes and the matter of the step."""
    minutes = step.minutes if step else None
    trial = find_trial(draft, measures, step) or _own_trial(draft, measures, step, goal, tried)
    return {
        "group": f"{min(GROUP_MINUTES, max(2, round(minutes))) if minutes else GROUP_MINUTES:g}",
        "served": _serves(draft, measures, step),
        "split": split_minutes(minutes, tried),
        "split_own": split_minutes(minutes, trial) if trial else None,
    }


def _number(draft: Draft, own: Objective, number: int) -> str:
    """3 of an objective that the plan itself numbers so; "" where (3) stands under 1.知识与技能, or nothing does."""
    before = draft.text[max(0, own.start - 5) : own.start + 3]
    return str(number) if re.search(rf"(?:^|\n|\s)[（(]?{number}\s*[.．、)）]", before) else ""


def _made(draft: Draft, measures: LessonMeasures) -> Goal | None:
    """In a subject of doing what the lesson makes: 插入音频文件, its first objective, is no more than a way to it."""
    subject = draft.subject.value
    if subject not in DOING:
        return None
    made = (one.goal for one in find_own_tasks(draft, measures) if kind_of(one.goal.act, subject) == "make")
    return next(made, None)


_HABIT = re.compile("规范|注重|严谨|意识|精神|态度")


def _known(draft: Draft, measures: LessonMeasures, goals: Sequence[Goal]) -> Goal | None:
    """The first goal of knowing that has to do with the key points: what can be asked about before anything is made."""
    important = text_of(draft, measures, "key_points")
    said = [one for one in goals if kind_of(one.bare_act, draft.subject.value) == "say" and not _HABIT.search(one.act)]
    most = max((shared(one.act, important) for one in said), default=0)
    return next((one for one in said if shared(one.act, important) >= most / 2), None)


_PLACE_NAME = re.compile(r"部分$|环节|活动$|导入|练习|小结|总结|[A-Za-z]{4}|步骤|目标")  # 基本部分, While-reading
_AT_SCHOOL = re.compile("Arduino|硬件|传感器|开发板|主控板|实训|电路|机器人套件", re.I)
_POINTS = re.compile(
    "上面|下面|[这那哪]|刚才|图|表|黑板|第.{1,3}[题组幅句段步]|[它他她]"
)  # at what is seen or said just there
_ASIDE = re.compile("默写|测量|记录|对比|应用")  # done in the lesson, not what it is about


def _doing(draft: Draft, goals: list[Goal]) -> list[Goal]:
    """In a subject of doing the goals that are done; all where none is, or elsewhere."""
    subject = draft.subject.value
    firm = [one for one in goals if not one.soft and not _ASIDE.search(one.act)]
    done = [one for one in firm if kind_of(one.bare_act, subject) in ("make", "move", "sing") or "背唱" in one.act]
    return done if done and subject in DOING else goals


def _is_about(text: str, goal: Goal) -> bool:
    """Whether a step speaks of at least half of what the goal says."""
    return shared(goal.act, text) >= max(OVERLAP, shared(goal.act, goal.act) / 2)


def _terms(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str:
    """点电荷、静电力、扭秤: what the step speaks of, else the whole process; "" where that is of nothing in particular."""
    if draft.subject.value == "英语":
        return "这一课的新词和句型"  # what stands most often in Chinese is how it is taught
    process = measures.components.get("process", (0, len(draft.text)))
    for start, end in ((step.start, step.end) if step else process, process, (0, len(draft.text))):
        if len(found := name_terms(draft.text[start:end], TERMS)) == TERMS:
            return "、".join(found)
    return ""


def _asked(draft: Draft, measures: LessonMeasures) -> str:
    """The plan's best question that can be asked anywhere; "" where there is none."""
    told = (ask(draft, one) for one in find_questions(draft, measures))
    return next((one for one in told if not _POINTS.search(one)), "")


def _goal_blanks(draft: Draft, goal: Goal, topic: str, terms: str, asked: str) -> dict[str, str]:
    """What pupils are to do for this goal, in the words of its kind of act."""
    point = short_point(goal.point, POINT_CHARS, topic)
    done = say_act(goal.bare_act, point, draft.subject.value, draft.grade.value, terms, asked)
    if _AT_SCHOOL.search(draft.text):
        sketched = f"画一张示意图，把怎样{goal.bare_act}讲给家人听，记下他问的一句"
        done["show"] = done["show"].replace(used_at_home(goal.bare_act), sketched)
    return done | {"point": point, "act": goal.bare_act, "question": goal.question}


def _own_trial(draft: Draft, measures: LessonMeasures, step: Activity | None, goal: Goal, tried: str) -> str | None:
    """For a step with a task of its own: to try it first, or, where it is only taught in this very step, to think how."""
    if step is None or not _task_in(draft, measures, step, (step.start, step.end)):
        return None
    taught = draft.subject.value in PROGRAMS and kind_of(goal.bare_act, draft.subject.value) == "make"
    return f"想一想怎样{goal.bare_act}，把步骤写出来" if taught else tried


def _other_half(text: str, said: Goal) -> str:
    """What the objective's other clause comes to; an objective said by half has lost the rest."""
    for clause in re.split("[，；]", tidy(text)):
        goal = rewrite_objective(clause) if clause else None
        if goal and goal.sentence != said.sentence and len(goal.sentence) + len(said.sentence) <= REWRITE_CHARS:
            return f"；{goal.sentence}"
    return ""


_UNDONE = {"写字": re.compile("会写|书写|写字"), "背诵": re.compile("背诵")}


def _own_goal(measures: LessonMeasures, own: Objective, note: str) -> Goal:
    """The goal of this objective, of its half left undone where one is; what can't be said as an act, as what a pupil gained."""
    number = measures.objectives.index(own) + 1
    undone = re.search(f"第 {number} 条的({'|'.join(_UNDONE)})", note)
    halves = [half for half in re.split("[，；。]", own.text) if undone and _UNDONE[undone[1]].search(half)]
    goal = next(filter(None, map(rewrite_objective, [*halves, own.text])), None)
    return replace(goal or shown_goal(own.text), number=number)


def _step_goal(
    draft: Draft, measures: LessonMeasures, goals: Sequence[Goal], step: Activity | None, span: Span | None
) -> Goal | None:
    """What is to be done in this step: its own act in its own words, else the goal that it serves or speaks of, the later of equals."""
    if span is None:
        return None
    start, end = (step.start, step.end) if step else span
    rows, text = measures.alignment, draft.text[start:end]
    firm = [goal for goal in goals if not goal.soft]
    served = [one for one in firm if step and one.number <= len(rows) and step.name in rows[one.number - 1].activities]
    near = max(enumerate(served or firm), key=lambda pair: (shared(pair[1].act, text), pair[0]), default=None)
    if own := _task_in(draft, measures, step, span):
        return own
    if near and (served or _is_about(text, near[1])):
        return near[1]
    name = tidy(step.name) if step else ""
    about = 4 <= len(name) <= POINT_CHARS and any(term in name for term in key_terms(draft.text, ABOUT))
    if not about or _PLACE_NAME.search(name):
        return None
    return Goal(
        f"能用自己的话说清{unquote(name)}", unquote(name)
    )  # what this step itself is about: no goal of another one


def _task_in(draft: Draft, measures: LessonMeasures, step: Activity | None, span: Span) -> Goal | None:
    """What pupils do in this very sentence, else in this step."""
    tasks = find_own_tasks(draft, measures)
    for start, end in (span, (step.start, step.end) if step else span):
        if own := next((one.goal for one in tasks if one.start < end and start < one.end), None):
            return own
    return None


def _key_goal(draft: Draft, measures: LessonMeasures) -> Goal | None:
    """Where no objective can be said as an act: the first key point (教学重点)."""
    important, _ = find_key_points(draft, measures)
    return rewrite_objective(important) or (Goal(f"能说清{important}，并举一个例子", important) if important else None)


def _hard(draft: Draft, measures: LessonMeasures, goal: Goal) -> str:
    """What pupils find hard, in the plan's words: a slip named in 学情 that speaks of this goal, else 教学难点, else the act."""
    held = measures.components.get("learner_analysis")
    if held is not None:
        for clause in re.split(r"[，。；;\n]|(?<=\d)、", draft.text[held[0] : held[1]]):
            clause = tidy(clause)
            if _SLIP.search(clause) and 6 <= len(clause) <= 30 and shared(goal.sentence, clause):
                return f"学情里写的‘{unquote(clause)}’"
    difficulty = find_key_points(draft, measures)[1]
    return f"难点‘{unquote(difficulty)}’" if difficulty else f"‘{unquote(clip(goal.act, 24))}’这一步"


def _serves(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str | None:
    """目标2‘能说出…’: the objective that a step has most words of."""
    if step is None or not measures.objectives:
        return None
    text = draft.text[step.start : step.end]
    said = [shared(one.text, text) for one in measures.objectives]
    if max(said) < SERVES:
        return None
    at = said.index(max(said))
    number = f"目标{at + 1}" if len(measures.objectives) > 1 else "目标"
    return f"{number}‘{unquote(clip(tidy(measures.objectives[at].text), 24))}’"
