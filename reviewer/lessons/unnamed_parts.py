"""Parts that stand under no telling name: steps that simply begin, and a 课后 that looks back instead of setting homework."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from reviewer.lessons.actor_words import JOINT, MAKES, STUDENT, TEACHER
from reviewer.lessons.spoken_records import BOXED, TALK, is_talk

_CN = "一二三四五六七八九十"
# 体育: 准备部分, 基本部分, 结束部分
PE_PARTS = re.compile(r"[【〔〖]?(?:开始|准备|热身|基本|主体|结束|放松|整理)部分")
# 05-18 min 动手实证, 前15分钟：…
TIME_RANGE = re.compile(
    r"[（(【\[]?(?:第)?\d{1,3}\s*(?:[-–—~～−至到]|--)\s*\d{1,3}\s*(?:[Mm]in(?:ute)?s?\b|分钟|['’′])|(?:最?[前中后]|中间|开头)\s*\d{1,2}\s*分钟[：:，]"
)
_SERIES: tuple[re.Pattern[str], ...] = (
    PE_PARTS,
    TIME_RANGE,
    BOXED,
    re.compile(
        rf"[【〔〖]?(?:(?:环节|活动|任务|步骤|板块|[Ss]tep|STEP|Stage|Task)[ ]?[{_CN}\d]+|第[{_CN}\d]+(?:步|个?环节|站|关|板块|幕))"
    ),
    re.compile(rf"[{_CN}]{{1,2}}[、.．]"),
    re.compile(rf"[（(][{_CN}]{{1,2}}[）)]"),
    re.compile(r"\d{1,2}[、.．](?!\d)"),
    re.compile(r"\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff])"),
)
ORDER = re.compile(
    r"(?:这节课|本课)?(?:课的?)?(?:开头|开始|一?上课(?!铃)|首先|第一步|先(?!生|后|进))|(?:然后|接着|接下来|随后|紧接着|之后|再(?!见|说))"
    r"|最后|(?:快)?下课前|[^，。；]{2,8}(?:讲|做|读|写|练|看|听|说|汇报|讨论)完"
)
LEAST = 3  # entries that make a series of steps
LONGEST_TITLE = 20
LONG = 20  # characters from which a line is told, not named
# what the entries of these parts look like steps for, but aren't
_ENTRIES = {"objectives", "learner_analysis", "reflection", "homework", "board"}
_NEVER = {"reflection", "homework", "board"}  # 任务一 among the objectives' lines is a step that simply begins
_TOLD_ONLY = {"reflection", "homework", "board", "learner_analysis"}


def _acts(text: str) -> bool:
    return any(pattern.search(text) for pattern in (TEACHER, STUDENT, JOINT, MAKES))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def is_title_line(text: str, start: int, end: int) -> bool:
    """A short line of its own after a blank one, with a paragraph right below: a title, though nothing marks it."""
    line = text[start:end].strip()
    if (
        not 2 <= len(line) <= LONGEST_TITLE
        or re.search(r"[。；;！!…|]|[，：:]$|^[^ \u3000]*[：:，]", line)
        or not re.match(r"[\u4e00-\u9fffA-Z]", line)
    ):
        return False
    paragraph = text[end + 1 : _line_end(text, end + 1)].strip()
    return (
        bool(re.search(r"\n[ \t\u3000]*\n[ \t\u3000]*$", text[max(0, start - 12) : start])) and len(paragraph) >= LONG
    )


def _titled_process(text: str, bare: Sequence[tuple[int, str]], starts: Sequence[int], barred: set[int]) -> int | None:
    """Where the longest run of titled paragraphs under one and the same part begins, if somebody acts in most of them."""
    runs: dict[int, list[int]] = {}
    for index, (offset, _) in enumerate(bare):
        if offset not in starts and is_title_line(text, offset, _line_end(text, offset)):
            runs.setdefault(bisect_right(starts, offset), []).append(index)
    runs = {part: run for part, run in runs.items() if part not in barred}
    run = max(runs.values(), key=len, default=[])
    bodies = [" ".join(line for _, line in bare[i:j]) for i, j in itertools.pairwise([*run, len(bare)])]
    return bare[run[0]][0] if len(run) > LEAST and 2 * sum(map(_acts, bodies)) >= len(run) else None


def find_unnamed_process(
    text: str, lines: Sequence[tuple[int, str]], marks: Sequence[tuple[int, int, str]]
) -> int | None:
    """Offset where the steps begin in a plan that has no heading for them; None where nothing looks like steps.

    First a numbered or bracketed series of at least LEAST entries in most of which somebody acts, then paragraphs under
    titles that nothing marks, then paragraphs told in order (开头……然后……最后……). `lines` are (offset, text), `marks` the titles
    found so far (start, body, component).
    """
    starts = [mark[0] for mark in marks]
    titles = {start for start, _, name in marks if name}

    def part_of(offset: int) -> str:
        index = bisect_right(starts, offset)
        return marks[index - 1][2] if index else ""

    bare = [(offset, text.strip(" \t#*\u3000")) for offset, text in lines]
    for pattern in _SERIES:
        barred = _NEVER if pattern in {PE_PARTS, TIME_RANGE, _SERIES[3]} else _ENTRIES
        heads = [i for i, (offset, text) in enumerate(bare) if pattern.match(text) and offset not in titles]
        talks = Counter(part_of(bare[i][0]) for i in heads if is_talk(bare[i + 1 : i + 4]))
        spoken = talks if talks.total() >= TALK else Counter[str]()
        heads = [i for i in heads if (part := part_of(bare[i][0])) not in barred or spoken[part]]
        bodies = [
            " ".join(text for _, text in bare[i:j])
            for i, j in zip(heads, [*heads[1:], len(bare)][: len(heads)], strict=True)
        ]
        if len(heads) >= LEAST and 2 * sum(map(_acts, bodies)) >= len(heads):
            return bare[heads[0]][0]
    never = {index for index, mark in enumerate(marks, start=1) if mark[2] in _NEVER}
    titled = _titled_process(text, bare, starts, never)
    if titled is not None:
        return titled
    told = [(o, t) for o, t in bare if len(t) >= LONG and part_of(o) not in _TOLD_ONLY]
    ordered = [offset for offset, text in told if ORDER.match(text)]
    if len(ordered) >= LEAST and sum(_acts(text) for offset, text in told if offset >= ordered[0]) >= LEAST:
        return ordered[0]
    return None


_AIM = re.compile(
    r"(?:\d{1,2}[、.．]|[（(]\d{1,2}[）)]|[①-⑩])\s*(?:学生|初步|进一步|逐步)?(?:能|会|学会|认识|认读|识记|知道|了解|理解|懂得|掌握|体会|感受|感悟|领会"
    r"|正确|流利|有感情|通过|学习|培养|激发|养成|经历|运用|在[^，]{2,12}[中下])"
)
_CALLED = re.compile(r"目[的标]|学[会到]|做到|达[到成]|收获|期[待望]|任务|本领|想让|希望")
_ENTRY = re.compile(r"[–—\-•·]\s*\S|\W*(?:\d{1,2}[、.．\s]|[（(]\d{1,2}[）)]|[①-⑩])")
_MEANT = re.compile(r"(?:能够?|会)(?!不会)[^，。；]{2,}|感受|体会|培养|发展|养成")
_BEFORE_AIMS = ("", "title", "textbook_analysis", "preparation")
_AFTER_AIMS = ("key_points", "learner_analysis")
AIMS = 2  # entries that make a list of objectives


def find_unnamed_objectives(lines: Sequence[tuple[int, str]], marks: Sequence[tuple[int, int, str]]) -> int | None:
    """Offset of a numbered list of aims that opens a plan without saying 教学目标: right above its first titled part."""
    named = [mark for mark in marks if mark[2]]
    if not named or named[0][2] not in _AFTER_AIMS or any(mark[2] == "objectives" for mark in named):
        return None
    above = [(offset, text.strip(" \t#*\u3000")) for offset, text in lines if offset < named[0][0] and text.strip()]
    aims = list(itertools.takewhile(lambda line: _AIM.match(line[1]), reversed(above)))
    return aims[-1][0] if len(aims) >= AIMS else None


def find_joint_objectives(lines: Sequence[tuple[int, str]], marks: Sequence[tuple[int, int, str]]) -> int | None:
    """Offset of the numbered list below a title that stands for the class and the goals at once (学情与目标)."""
    if any(mark[2] == "objectives" for mark in marks):
        return None
    for at, (start, _, name) in enumerate(marks):
        end = marks[at + 1][0] if at + 1 < len(marks) else lines[-1][0] + 1
        part = [(offset, text.strip(" \t#*\u3000")) for offset, text in lines if start <= offset < end and text.strip()]
        if name != "learner_analysis" or not part or not re.search("目标", part[0][1][:LONGEST_TITLE]):
            continue
        listed = [offset for offset, text in part[1:] if _ENTRY.match(text)]
        if len(listed) >= AIMS:
            return listed[0]
    return None


def find_called_objectives(lines: Sequence[tuple[int, str]], marks: Sequence[tuple[int, int, str]]) -> int | None:
    """Offset of a numbered list most of which says what pupils can do then, below a title that is no usual name (本课任务).

    Neither alone tells: titles vary without end, and steps are numbered as well.
    """
    if any(mark[2] == "objectives" for mark in marks):
        return None
    starts = [mark[0] for mark in marks]
    free = [(offset, text.strip(" \t#*\u3000")) for offset, text in lines if text.strip()]
    for at, (offset, title) in enumerate(free[:-1]):
        part = marks[bisect_right(starts, offset) - 1][2] if bisect_right(starts, offset) else ""
        if part == "process":
            return None
        if part not in _BEFORE_AIMS or len(title) > LONGEST_TITLE or not _CALLED.search(title):
            continue
        listed = [text for _, text in itertools.takewhile(lambda line: _ENTRY.match(line[1]), free[at + 1 :])]
        aims = sum(bool(_AIM.match(text) or _MEANT.search(text)) for text in listed)
        if len(listed) >= AIMS and aims * 2 >= len(listed):
            return free[at + 1][0]
    return None


_BACK = re.compile(
    r"下[次回]|没想到|以为|本来|原来|发现|应[当该]|效果|(?:学生|孩子|同学|大家|他们)[^。\n]{0,16}了|最[多少好]|还是"
)
# said only of a lesson that has been given, whatever items it names: 第3题没来得及换着查
_GIVEN = re.compile(
    r"没来得及|来不及|占[掉了去]|拖堂|时间(?:不够|紧|超)|下[节次]课(?:上课)?先?补|[一-十几]个(?:孩子|学生|同学)[^。，]{0,12}(?:[没错忘漏]|从)|爱[漏错忘]"
)
_SET = re.compile(
    r"[必选]做|都做|人人|完成|每天|回家|家里|题|预习|复习|抄|背|练习|任选|(?:^|[：:；。])\W*(?:做|写|读|画|量|找|查|收集|观察)(?![^，。；]{0,4}的)"
)


def asks_first(text: str, start: int, length: int) -> bool:
    """前测 with questions for the students below is a step; with what came out it tells of the class."""
    if not re.match(r"\W*(?:课前)?[前小]测", text[start : start + length]):
        return False
    return bool(re.search(r"[？?（(]\s*[）)]?\s*(?:\n|$)|选一选|做一做|测一测", text[start : start + LONGEST_QUIZ]))


LONGEST_QUIZ = 200  # characters below its title in which it asks something


def is_looking_back(text: str, start: int, length: int) -> bool:
    """True if what follows a bare 课后 tells how the lesson went: no task is set in it."""
    if not re.match(r"\W*(?:课后|上完课?)\W*$", text[start : start + length]):
        return False
    end = text.find("\n", start + length + 1)
    following = text[start + length : end if end > 0 else len(text)]
    return bool(_GIVEN.search(following)) or (bool(_BACK.search(following)) and not _SET.search(following))
