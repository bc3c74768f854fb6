"""A lesson plan taken apart once: what measuring and every indicator read."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from reviewer.datamodels import Check, Draft, Objective, PosedQuestion
from reviewer.lessons.activities import Detail, find_activities
from reviewer.lessons.checks import find_checks
from reviewer.lessons.component_names import name_component
from reviewer.lessons.components import find_components, find_parts
from reviewer.lessons.evidence import Span, clipped_sentences, content_length
from reviewer.lessons.objectives import find_objectives
from reviewer.lessons.questions import find_questions
from reviewer.lessons.st import Profile, analyse

_HOMEWORK_LABEL = re.compile(
    r"(?:课后(?:作业|任务|练习|思考|实践|拓展)|家庭作业|布置(?:作业|课后)|作业布置|布置(?=\s*[：:]\s*(?:回家|课后|今晚))|\bHW|回家作业|课外作业|(?:基础|提高|提升|拓展|巩固|必做|选做|挑战|实践|分层)?作业(?:设计)?|(?i:homework))\s*[】\]]?\s*[：:]"
)
_HOMEWORK_ASK = re.compile(
    r"(?:课后|回家|放学后|课外|课下|课余)[，,]?\s*(?:请|让|同学们|每(?:位|个)|学生)?[^。；\n]{0,12}(?:完成|观察|调查|搜集|收集|查[阅找]|阅读|写|做|制作|背|练|画|讲给|采访|记录|尝试|运行|试|测|种|养|问|坚持|用[^。；\n]{1,6}(?:给|做|试|装|画)|量一?量|算一?算|数一?数|找一?找|讲一?讲|说给|编)"
)
# 布置适量的课后练习: that there is homework, not what it is
_NO_TASK = re.compile(
    r"^\W*(?:请|要|让|学生|同学们|回去|下去|课后|课下|课外|回家)*(?:再|好好)?(?:布置|完成|做|多做|做好|多)*(?:简短|适量|适当|相关|相应|配套|一定|一些|部分|对应|有关|几道)*的?(?:课后|课外|家庭|书面)?(?:练习|作业|习题)题?(?:[，,](?:巩固|复习)[^。]{0,16})?\W*$"
)
_LINE_END = re.compile(r"[\n\t]|<br| \| ")  # the last: the next cell
_NEXT_TASK = re.compile(r"(?<=[。；;：:）)])\s*(?=[（(]?[1-9][）)．.、](?!\d))")
_LIST_LINE = re.compile(r"\n+[ \t\u3000]*((?:[-*•·①-⑳⑴-⒛]|[（(]?\d{1,2}[）)、.．])[^\n]{6,})")
LONGEST_TASK = 400  # characters read after 作业： in running text
MOST_TASKS = 6  # tasks looked for outside a part of their own
_AFTER = re.compile(
    r"[收归]还[^。；\n]{0,4}器材|^\W*\d?\W*(?:宣布)?下课\W*$"
)  # what closes a lesson of sport, behind its homework
_EMPTY_TASK = re.compile(r"^(?:略|无|见练习册|详见|暂无|待定)[。]?$")


@dataclass(frozen=True, slots=True)
class Plan:
    """`homework` holds one span per task; `process` the steps' spans, or the process section where no steps were found."""

    draft: Draft
    components: dict[str, Span]
    details: tuple[Detail, ...]
    objectives: tuple[Objective, ...]
    questions: tuple[PosedQuestion, ...]
    checks: tuple[Check, ...]
    homework: tuple[Span, ...]
    process: tuple[Span, ...]
    profile: Profile | None

    def text(self, span: Span) -> str:
        return self.draft.text[span[0] : span[1]]


def _homework(draft: Draft) -> tuple[Span, ...]:
    """The tasks set for after class: under 作业, or after a label (课后任务：…) or a plain request (课后请…) in the process."""
    tasks: list[Span] = []
    for part in find_parts(draft):
        if part.component != "homework":
            continue
        for start, end in clipped_sentences(draft, (part.body, part.end)):
            text = draft.text[start:end].strip(" #*`")
            if (
                content_length(text) >= 4
                and not _says_nothing(text)
                and not name_component(text)
                and not _AFTER.search(text)
            ):
                tasks.append((max(start, part.body), _with_note(draft.text, end)))
    if tasks:
        return tuple(tasks)
    quiet = [
        part
        for part in find_parts(draft)
        if part.component in {"reflection", "objectives", "learner_analysis", "textbook_analysis"}
    ]
    for pattern in (_HOMEWORK_LABEL, _HOMEWORK_ASK):
        for match in pattern.finditer(draft.text):
            if any(part.start <= match.start() < part.end for part in quiet):
                continue
            stop = _LINE_END.search(draft.text, match.end(), match.end() + LONGEST_TASK)
            end = stop.start() if stop else min(match.end() + LONGEST_TASK, len(draft.text))
            from_here = match.end() if pattern is _HOMEWORK_LABEL else match.start()
            if content_length(draft.text[from_here:end]) >= 6:
                if not _says_nothing(re.split(r"[。|]|\. ", draft.text[match.start() : end])[0]):
                    tasks += _in_line(draft.text, match.start(), end)
            elif pattern is _HOMEWORK_LABEL:
                tasks += _listed(draft, end)
            if len(tasks) == MOST_TASKS:
                return tuple(tasks)
    return tuple(tasks) or _homework_in_step(draft)


def _in_line(text: str, start: int, end: int) -> list[Span]:
    """作业：1．…… 2．…… 3．……: the tasks numbered within one line; the line where none are."""
    cuts = [match.start() for match in _NEXT_TASK.finditer(text, start, end)]
    if len(cuts) < LEAST_NUMBERED:
        return [(start, end)]
    return list(itertools.pairwise([*cuts, end]))


LEAST_NUMBERED = 2


def _with_note(text: str, end: int) -> int:
    """Past a note behind the full stop of a task: 说明哪个更能代表。（选做）"""
    note = _NOTE.match(text, end)
    return note.end() if note else end


def _says_nothing(task: str) -> bool:
    return bool(_EMPTY_TASK.match(task) or _NO_TASK.match(re.sub(r"^.*[：:]", "", task)))


def _listed(draft: Draft, start: int) -> list[Span]:
    """The numbered or bulleted lines directly below a label that ends its line."""
    tasks: list[Span] = []
    for match in _LIST_LINE.finditer(draft.text, start):
        if match.start() != (tasks[-1][1] if tasks else start):
            break
        tasks.append((match.start(1), match.end()))
    return tasks[:MOST_TASKS]


_NOTE = re.compile(
    r"[ \t\u3000]*[（(【][^（）()【】\n]{0,6}(?:[选必]做|[任自]选|可做可不做)[^（）()【】\n]{0,6}[)）】]"
)
_HOMEWORK_STEP = re.compile(
    r"(?<!检查)(?<!批改)(?<!讲评)(?<!反馈)作业(?!讲评|反馈|检查|展示|评讲|点评|纸|本)|(?i:homework|assignment)"
)
_TASK = re.compile(r"题|页|[Pp]\.?\s*\d|练习|完成|写|读|背|画|观察|收集|制作|预习|调查|复习")


def _sets_task(text: str) -> bool:
    """P29–30 alone is which slides are shown."""
    return bool(_TASK.search(text) and re.search(r"[\u4e00-\u9fff]|(?i:read|write|page|finish|do\b)", text))


def _homework_in_step(draft: Draft) -> tuple[Span, ...]:
    """The tasks of a step called 小结、作业 or 布置作业."""
    return tuple(
        (line.start, line.end)
        for detail in find_activities(draft)
        if _HOMEWORK_STEP.search(detail.activity.name)
        for line in detail.lines
        if line.side != "student" and _sets_task(draft.text[line.start : line.end])
    )[:MOST_TASKS]


@lru_cache(maxsize=16)
def read_plan(draft: Draft) -> Plan:
    """Take a draft apart. Cached, since measures and indicators both need it."""
    details = find_activities(draft)
    components = find_components(draft)
    homework = _homework(draft)
    if homework and "homework" not in components:
        components["homework"] = (homework[0][0], homework[-1][1])
    process = tuple((detail.activity.start, detail.activity.end) for detail in details)
    if not process and "process" in components:
        process = (components["process"],)
    return Plan(
        draft=draft,
        components=components,
        details=details,
        objectives=tuple(find_objectives(draft)),
        questions=tuple(find_questions(draft, process)),
        checks=tuple(find_checks(draft.text, details)),
        homework=homework,
        process=process,
        profile=analyse(details),
    )
