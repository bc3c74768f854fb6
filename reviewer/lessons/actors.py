"""Who acts in a sentence of a lesson plan, in what kind of activity, and how much of the time is the student's.

Read from the grammar of who does what: a named subject (学生 / 教师 / 师生), a teacher who makes students act (请一名学生板演,
组织学生讨论), an attendant teacher (小组讨论，教师巡视 is the students' time), or, without a subject, the verb itself (出示 and 讲解 are a
teacher's; 独立完成 and 圈出 a student's). Listening, watching and taking notes are not student activity (indicator lc.student_share),
question and answer in class counts for a good third. The shares are conventions fixed here, not measurements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reviewer.datamodels import Actor
from reviewer.lessons.actor_words import (
    ANSWER,
    ASK,
    ATTEND,
    BLANK,
    CLAUSE,
    CLOSES,
    COPIES,
    DOES,
    EXPOSITION,
    FOLLOW,
    FOR_THEM,
    JOINT,
    KINDS_OF_LECTURE,
    LECTURE,
    MAKES,
    ORGANISE,
    PASSIVE,
    SHOWS,
    SPEECH,
    SPOKEN,
    STUDENT,
    STUDENTS_VERB,
    TALKED_OVER,
    TASK_SAID,
    TEACHER,
    TELLS,
)
from reviewer.lessons.student_verbs import ACTIVE

Side = Literal["teacher", "student"]
Who = Literal["teacher", "student", "shown", "attends"]  # shown: something is shown, by a teacher who is not named

WORKING, TOLD = 0.7, 0.35  # a clause's share from which students work, below which they are told
UNTOLD = 0.6  # what stands on the teacher's side without a verb of telling may be the task or its material
_HEAD_VERBS = 5


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts: `share` 0–1 is the student's part; `weight` 0–1 says how much the sentence tells (0.5: only a topic).

    `work`, `asking` and `lecture` count the clauses in which students work, answer, or are told; `named`: somebody is named.
    """

    actor: Actor
    kind: str
    share: float
    weight: float
    work: float = 0.0
    asking: float = 0.0
    lecture: float = 0.0
    named: bool = False


def actor_of(share: float) -> Actor:
    """A share below 0.35 is the teacher's, above 0.65 the students', between them both."""
    return "teacher" if share < 0.35 else "student" if share > 0.65 else "both"


def _act(kind: str, share: float, weight: float = 1.0) -> Act:
    return Act(actor_of(share), kind, share, weight)


def _active(text: str) -> tuple[str, float] | None:
    for kind, pattern, share in ACTIVE:
        if pattern.search(text):
            return kind, share
    return None


def _student_act(text: str) -> Act:
    """What a student does: active, following a model (half), answering (a good third), or only listening."""
    if SPOKEN.match(text):
        return _act("提问", 0.45)
    active = _active(text)
    if FOLLOW.search(text):
        return _act(active[0] if active else "操作", 0.55)
    passive = PASSIVE.search(text)
    answer = ANSWER.search(text)
    if answer and not active and (not passive or answer.start() < passive.start()):
        return _act("提问", 0.45)
    if active and passive and active[0] in {"探究", "展示", "评价"} and passive.start() < 3:
        return _act("讲授", 0.25)
    if active:
        return _act(*active)
    if passive:
        return _act("讲授", 0.15)
    if re.search(r"[?？]", text):
        return _act("提问", 0.4)
    return _act("练习", 0.9 if DOES.search(text) else 0.7, 0.7)


def _teacher_act(text: str) -> Act:
    """What a teacher does: asks (a third is the answering student's), attends to working students, or lectures."""
    if ASK.search(text):
        return _act("提问", 0.35)
    lecture = LECTURE.search(text)
    if ATTEND.search(text) and not lecture:
        return _act("练习", 0.75, 0.4)
    for kind, pattern in KINDS_OF_LECTURE:
        if pattern.search(text):
            return _act(kind, 0.1)
    if not lecture and ORGANISE.search(text):
        return _act("讨论" if "组织" in text else "讲授", 0.5, 0.6)
    return _act("讲授", 0.05) if lecture else _act("讲授", 0.15, UNTOLD)


def _bare_act(text: str) -> Act | None:
    """A clause without a subject: the verb tells, the earlier verb wins (出示图片，观察 …); None for plain content."""
    if TALKED_OVER.match(text):
        return _act("讨论", 0.75)
    if re.search(r"[?？]\s*[”\"）)]*$", text):
        return _act("提问", 0.4)
    if BLANK.search(re.sub(r"【[^】]*】", "", text)):
        return _act("练习", 0.9, 0.7)
    lecture = LECTURE.search(text)
    active = [(m.start(), kind, share) for kind, p, share in ACTIVE if (m := p.search(text))]
    passive = PASSIVE.search(text)
    if ATTEND.match(text.strip()):
        return _act("练习", 0.7, 0.4)
    if ANSWER.match(text.strip()) and not active:
        return _act("提问", 0.5)
    if active:
        start, (_, kind, share) = min(active)[0], active[0]
        if lecture and lecture.start() < start:
            return _act("讲授", 0.2)
        if kind == "探究" or kind == "展示" or kind == "评价":
            return _act(kind, 0.6, 0.8)
        return _act(kind, share * 0.95)
    if lecture:
        return _teacher_act(text)
    if passive:
        return _act("讲授", 0.3, 0.7)
    if ANSWER.search(text):
        return _act("提问", 0.5, 0.7)
    return None


def _clause_act(clause: str, side: Side | None, inherited: Who | None) -> tuple[Act | None, Who | None]:
    """The act of one clause and the subject it leaves to the next clause."""
    if JOINT.search(clause):
        active = _active(clause)
        return _act(active[0] if active else "小结" if re.search(r"小结|总结|归纳", clause) else "提问", 0.5), None
    teacher, student = TEACHER.search(clause), STUDENT.search(clause)
    if FOR_THEM.search(clause) and (teacher or "teacher" in {side, inherited}):
        return _act("讲授", 0.1), "teacher"
    made = MAKES.search(clause)
    if made and not SHOWS.search(clause):
        active = _active(clause[made.start() :])
        if CLOSES.search(clause, made.start()) and re.search(r"带领|引领|引导|和", clause):
            return _act("小结", 0.3), "teacher"  # 带领学生回顾、总结
        if active:
            guided = re.search(r"引导|启发|带领|提示|提醒", clause)
            return _act(active[0], 0.5 if guided else active[1] * 0.9), "student"
        return _act("提问", 0.4), "student"
    if COPIES.search(clause) and not (teacher and teacher.start() == 0) and side != "teacher":
        return _student_act(clause), "student"
    if SHOWS.search(clause) and not (student and student.start() == 0):
        return _act("讲授", 0.05), "teacher" if teacher or side == "teacher" else "shown"
    if side == "student" and teacher and teacher.start() > 0:
        teacher = None  # 在教师支持下编写代码, under 学生活动
    if teacher and (not student or teacher.start() <= student.start()):
        attends = ATTEND.search(clause) and not LECTURE.search(clause) and side is None
        return _teacher_act(clause), "attends" if attends else "teacher"
    lead = LECTURE.match(clause.strip())
    if student and lead and inherited == "teacher" and lead.end() <= student.start() and not _active(clause):
        return _teacher_act(clause), "teacher"  # 表扬进步大的同学
    if student:
        return _student_act(clause), "student"
    who = inherited or side
    if who == "attends":
        if not (LECTURE.search(clause) or ASK.search(clause)):
            return _act("练习", 0.75, 0.4), who  # 老师边走边看，改不好的换一张纸重剪
        who = "teacher"
    if who == "student":
        return _student_act(clause), who
    if who == "teacher" or who == "shown":
        bare = _bare_act(clause)
        theirs = who == "shown" or STUDENTS_VERB.search(clause)
        if side is None and theirs and bare and bare.share >= 0.6 and bare.weight > 0.5:
            return bare, None  # 出示图片，观察…: the verb is a student's
        return _teacher_act(clause), who
    return _bare_act(clause), None


def _is_exposition(text: str) -> bool:
    """Content of the lesson rather than an act: nobody is named, it states what something is, and no verb leads."""
    if not EXPOSITION.search(text) or re.search(r"[?？]", text):
        return False
    if any(pattern.search(text) for pattern in (TEACHER, STUDENT, JOINT, MAKES)):
        return False
    head = text[:_HEAD_VERBS]
    return not (LECTURE.search(head) or _active(head))


@lru_cache(maxsize=4096)
def classify(sentence: str, side: Side | None = None) -> Act | None:
    """Who acts in `sentence`, written under the heading or column `side`; None if it only states content.

    An attendant teacher (巡视) gives way to the students' clause; otherwise the clauses' shares are averaged.
    """
    text = re.sub(r"^\s*(?:[（(]?[\d一二三四五六七八九十①-⑩⑴-⒛]+[）)、.．]|[*•·\-—>]+)\s*", "", sentence).strip()
    if len(text) < 2:
        return None
    spoken = SPOKEN.match(text)
    if spoken and TASK_SAID.search(text):
        text = "学生" + text[spoken.end() :]
    if side is None and SPEECH.search(text) and not re.search(r"学生(?:讨论|进行|独立|自)", text):
        asked = re.search(r"[?？]", text)
        return Act("both", "提问", 0.35, 1.0, asking=1.0) if asked else Act("teacher", "讲授", 0.1, 1.0, lecture=1.0)
    if side is None and TELLS.match(text) and not re.search(r"[?？]", text):
        return Act("teacher", "讲授", 0.1, 1.0, lecture=1.0, named=True)
    if side is None and _is_exposition(text):
        return None
    acts: list[Act] = []
    inherited: Who | None = None
    for clause in CLAUSE.findall(re.sub(r"“[^”]{6,}”|\"[^\"]{6,}\"", "“”", text)):
        if len(clause.strip("，,；;。 ")) < 2 and clause[:1] not in "听看记":
            continue
        act, inherited = _clause_act(clause, side, inherited)
        if act:
            acts.append(act)
    if not acts:
        return None
    working = [act for act in acts if act.weight > 0.5] or acts
    total = sum(act.weight for act in working)
    share = sum(act.share * act.weight for act in working) / total
    lead = max(working, key=lambda act: (act.share if share >= 0.5 else -act.share, act.weight))
    work, asking, lecture = (
        sum(act.weight for act in acts if low <= act.share < high)
        for low, high in ((WORKING, 2.0), (TOLD, WORKING), (0.0, TOLD))
    )
    named = side is not None or any(p.search(text) for p in (TEACHER, STUDENT))
    weight = min(1.0, total / len(working))
    return Act(actor_of(share), lead.kind, round(share, 3), weight, work, asking, lecture, named)
