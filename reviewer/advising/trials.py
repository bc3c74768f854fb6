"""What pupils can try by themselves in a step that the teacher talks through: with what stands in that step."""

from __future__ import annotations

import re

from reviewer.advising.acts import PROGRAMS, SPOKEN, kind_of
from reviewer.advising.matter import ask, find_questions
from reviewer.advising.own_tasks import find_own_tasks
from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.advising.twists import find_order, find_twists
from reviewer.datamodels import Activity, Draft, LessonMeasures

WORDS = 2
_QUOTED = re.compile(r"“([^“”\n]{2,14})”|\"([^\"\n]{2,14})\"")


def find_trial(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str | None:
    """默读，在‘白线’‘水墙’旁写下读到了什么: an act for 学生先…; None where the step holds nothing to try, or a task of its own."""
    if step is None or any(step.start <= one.start < step.end for one in find_own_tasks(draft, measures)):
        return None
    if (order := find_order(draft, measures)) and step.start <= order.start < step.end:
        return clip(order.text, 60)
    tools = [one.thing for one in find_twists(draft, measures) if one.thing and step.start <= one.start < step.end]
    if tools:
        return f"试用‘{tools[0]}’，记下看到的和没弄懂的"
    asked = next((one for one in find_questions(draft, measures) if step.start <= one.start < step.end), None)
    if asked:
        return f"想一想‘{ask(draft, asked)}’，{'和同桌说说' if draft.grade.value in SPOKEN else '写下依据'}"
    words = [unquote(tidy(match[1] or match[2])) for match in _QUOTED.finditer(draft.text, step.start, step.end)]
    words = [word for word in dict.fromkeys(words) if len(word) >= 2]
    if draft.subject.value == "语文" and len(words) >= WORDS:
        marked = "".join(f"‘{word}’" for word in words[:WORDS])
        return f"默读，{'说说从' if draft.grade.value in SPOKEN else '在'}{marked}{'读出了什么' if draft.grade.value in SPOKEN else '旁边写下读出了什么'}"
    after = made_next(draft, measures, step) if draft.subject.value in PROGRAMS else None
    return f"想一想怎样{after}，把步骤画出来" if after else None


def made_next(draft: Draft, measures: LessonMeasures, step: Activity | None) -> str | None:
    """What is mainly made after what this step teaches."""
    tasks = find_own_tasks(draft, measures)
    makes = (
        one for one in tasks if step and one.start >= step.end and kind_of(one.goal.act, draft.subject.value) == "make"
    )
    return next((one.goal.act for one in makes), None)
