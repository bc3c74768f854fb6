"""The tasks a pupil answers, counted by the smallest numbers: sub-questions instead of their stem, one item per leaf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.homework.labels import region_label, without_number
from reviewer.homework.lines import Line
from reviewer.homework.outline import Node, build_outline, own_text
from reviewer.homework.tables import task_lines
from reviewer.homework.tasks import asks, has_blank, is_group_title, is_loose_task, is_marked_task, names_only, orders
from reviewer.homework.tier_labels import TierLabel, tier_heading, tier_mark

_STATEMENTS = re.compile(
    r"(?:下列|以下|下面|下述|如下|上述|有)[^。]{0,24}(?:说法|结论|叙述|描述|表述|命题|现象|物质|事例|做法|句子|语句|材料|选项|条件|关系|变化|操作|性质|因素|措施|词语|诗句|图形|方程|函数|数|式子)"
    r"[^。？?]{0,16}[:：。，,]?|其中(?:正确|错误|属于|不)|正确的(?:是|有|个数)|错误的(?:是|有|个数)|排序|顺序|序号|重新排列"
)
_OPTIONS = re.compile(
    r"(?:^|[\s\u3000）)。；;])A\s*[.．、:：)]\s*\S[\s\S]*?(?:^|[\s\u3000；;。])B\s*[.．、:：)]", re.MULTILINE
)
_OPTION_OF_SIGNS = re.compile(r"A\s*[.．、:：)]\s*[①②③④⑤⑥（(⑴]")
_CHOICE_STEM = re.compile(
    r"(?:正确|错误|符合|属于|不)[^。]{0,14}[（(]\s*[A-F]?\s*[)）]|[（(]\s*[A-F]?\s*[)）]\s*[。.]?\s*$"
)
_CONDITIONS = re.compile(
    r"(?:已知|如下|得知|要求|提示|注意|步骤|准备|材料|工具|规则|建议|标准|内容包括|包括|如下内容|思路|信息|素材|情境|条件|资料|方案|程序|流程|可以从)[^。？?\n]{0,10}[:：]?\s*$"
)
# what stands below is somebody's work to judge: 小红的解答过程如下：①…②…③…
_GIVEN = re.compile(
    r"(?:这样|的)(?:写|做|算|解|说|想|证明|列|排|回答|解答|解法|做法|算法|证法|过程|计划|笔记|记录|步骤|程序)(?:的|道)?[:：]\s*$|过程(?:如下)?[:：]\s*$"
)
# how to go about one piece of work: 照下面的三步折一折：①…②…③…
_IN_STEPS = re.compile(r"(?:[二两三四五六几\d]|下列|以下|下面的?|这些|如下)步骤?[^。？?\n]{0,8}[:：]\s*$")
_ONLY_BLANK = re.compile(r"[\W_]*")
# said after the last of ①②③, to all of them: 填完选一行…… / 任选两条，按……
_TO_ALL = re.compile(r"[。；;”」](?:[填写改做排读]完|任选|从中|选(?:一|两|其)|以上|请?你?(?:判断|指出)|照这样)")
_CONDITION_LINE = re.compile(r"(?:字迹|书写|字数|不少于|不得|题目自拟|文体|语句通顺|注意|认真|独立完成|按时|不要|格式)")
_OPTIONAL = re.compile(
    r"选做|任选|自选|选择(?:其中|一[题项个]|你喜欢|自己喜欢)|选[一1二2]?[题项]完成|[二三四五]选[一二三]|自愿|有兴趣的|学有余力"
)
# a stem that does something to sentences, so that questions among them are material: 改错, 判断, 排序
_TREATS = re.compile(
    r"判断|改[正错对为]|修改|找出|圈出|指出|辨析|辨别|排[序列]|顺序|分类|归类|下[面列](?:各|的|几|这)?[^。，]{0,6}(?:句|话|说法)|correct|judge|true or false|T/F|mistake|order",
    re.I,
)
VERSION = 40  # characters from which what follows `A：` is a version of the task rather than an option
_TAKEN = frozenset({"必做", "选做", "1", "2", "3"})
_ROW_NUMBER = re.compile(r"\d{1,2}[.、]?")


@dataclass(frozen=True, slots=True)
class Task:
    """One item before it is measured. `stem` is what stands above it (group title, shared stem), outermost first."""

    start: int
    end: int
    text: str
    body: str  # the text without its number
    stem: str
    near: str  # the stem nearest above
    tier: TierLabel | None
    optional: bool
    section: int
    options: bool


def find_tasks(draft: Draft) -> list[Task]:
    """The items of a sheet in reading order."""
    root = build_outline(task_lines(draft))
    tasks = [task for task in _walk(draft, root, []) if task.end > task.start]
    return sorted(tasks, key=lambda task: task.start)


def _walk(draft: Draft, node: Node, above: list[str]) -> Iterator[Task]:
    if node.children and node.marker and _only_belongs(node):
        node = _folded(node)
    if node.children:
        yield from _loose(draft, node, above, mixed=_has_numbers(node))
        title = own_text(node) if node.marker else _instruction(node)
        inner = [*above, title] if title else above
        for child in node.children:
            yield from _walk(draft, child, inner)
    elif node.marker is None:
        yield from _loose(draft, node, above, mixed=False)
    else:
        yield from _leaf(draft, node, above)


def _instruction(node: Node) -> str:
    """What of the text above numbered questions speaks to them: headings, and lines that ask or tell to read."""
    kept = [part.text for part in node.parts if part.heading or is_group_title(part.text) or asks(part.text)]
    return "\n".join(kept)[-400:]


def _has_numbers(node: Node) -> bool:
    return any(child.marker for child in node.children)


def _only_belongs(node: Node) -> bool:
    """Whether the numbers under a stem are statements, conditions or steps of one task rather than questions."""
    marks = [child for child in node.children if child.marker]
    if not marks or any(child.children for child in marks):
        return False
    if len(marks) == 1 and marks[0].marker and marks[0].marker.style in {"pnum", "circ", "numr"}:
        return len(node.children) == 1
    stem, texts = own_text(node), [own_text(child) for child in marks]
    inline = all(child.marker and child.marker.style == "circ" and child.marker.inline for child in marks)
    if inline and _one_task(stem, texts):
        return True
    if any(child.marker and child.marker.style in {"cn", "roman", "part", "word"} for child in marks) or is_group_title(
        stem
    ):
        return False
    if _CONDITIONS.search(stem.strip()):
        return not any(has_blank(text) for text in texts)
    if _GIVEN.search(stem.strip()) and not any(has_blank(text) for text in texts[:-1]):
        return True
    if all(_CONDITION_LINE.search(text) for text in texts):
        return True
    if _IN_STEPS.search(stem.strip()) and not any(has_blank(text) or asks(text) for text in texts[:-1]):
        return True
    if asks(stem) and all(_ONLY_BLANK.fullmatch(text) for text in texts):  # ①＿＿ ②＿＿: room for the answers
        return True
    last = texts[-1]
    if _OPTION_OF_SIGNS.search(last) or (
        _OPTIONS.search(last) and not any(_OPTIONS.search(t) for t in texts[:-1]) and len(texts) > 1
    ):
        return bool(
            _CHOICE_STEM.search(stem)
            or _STATEMENTS.search(stem)
            or (_STATEMENTS.search(last) and not any(asks(text) for text in texts[:-1]))
            or _OPTION_OF_SIGNS.search(last)
        )
    quiet = not any(asks(text) for text in texts[:-1])
    return bool(quiet and (_STATEMENTS.search(stem) and marks[0].marker and marks[0].marker.style in {"circ", "pnum"}))


def _one_task(stem: str, texts: list[str]) -> bool:
    """Whether ①②③ run on inside a sentence as material of one task (statements to judge, steps to mend)."""
    if any(has_blank(text) for text in texts):
        return False
    return not any(asks(text) for text in texts[:-1]) or bool(_TREATS.search(stem) or _TO_ALL.search(texts[-1]))


def _folded(node: Node) -> Node:
    parts = sorted(
        [*node.parts, *(part for child in node.children for part in _all_parts(child))],
        key=lambda part: part.start,
    )
    return Node(node.marker, node.start, node.line, node.heading, node.tier, [], parts, node.parent, node.section)


def _all_parts(node: Node) -> list[Line]:
    return [*node.parts, *(part for child in node.children for part in _all_parts(child))]


def _leaf(draft: Draft, node: Node, above: list[str]) -> Iterator[Task]:
    """A number without sub-numbers: usually one item; a tier or section heading yields the loose tasks under it."""
    first = node.parts[0].text if node.parts else ""
    rest = node.parts[1:]
    heading_like = node.marker is not None and (
        node.marker.style in {"cn", "roman", "part", "pcn", "word"} or node.heading > 0
    )
    if tier_heading(first) and not is_marked_task(first):
        yield from _loose_lines(draft, rest, [*above, without_number(first)], node)
        return
    if heading_like and names_only(first) and not is_group_title(first) and not _filled(node, rest):
        return
    if is_group_title(first) and heading_like and not rest:
        return
    body = own_text(node).strip()
    if not body and not _siblings(node):
        return
    if (
        node.marker
        and node.marker.style in {"pnum", "circ", "num"}
        and re.fullmatch(r"[\W_]*", body)
        and not _siblings(node)
    ):
        return
    yield _task(draft, node.parts, above, node)


def _filled(node: Node, rest: list[Line]) -> bool:
    """Whether a heading has a task under it; under 练习2 or `## 2.` any words will do, under 二、 something must be asked."""
    if node.marker and node.marker.style in {"num", "word", "di"} and sum(len(part.text) for part in rest) >= 8:
        return True
    return any(asks(part.text) for part in rest)


def _siblings(node: Node) -> bool:
    return node.parent is not None and sum(child.marker is not None for child in node.parent.children) > 1


def _loose(draft: Draft, node: Node, above: list[str], *, mixed: bool) -> Iterator[Task]:
    """Tasks without a number that stand directly under a heading (never beside numbers of a question)."""
    if node.marker and not (node.parts and tier_heading(node.parts[0].text)):
        return
    if mixed:
        # an instruction above numbered questions (`完成下列各题。`, a reading passage) is their stem, not a task
        return
    parts = node.parts[1:] if node.marker else node.parts
    yield from _loose_lines(draft, parts, above, node)


def _loose_lines(draft: Draft, parts: list[Line], above: list[str], node: Node) -> Iterator[Task]:
    group: list[Line] = []
    for part in parts:
        fresh = (
            not part.code
            and not _continues(group, part)
            and (is_loose_task(part.text) or _in_content_column(part))
            and not part.heading
        )
        if fresh:
            if group:
                yield _task(draft, group, above, node)
            group = [part]
        elif group and not (part.heading and names_only(part.text)) and _same_place(group, part):
            group.append(part)
    if group:
        yield _task(draft, group, above, node)


def _in_content_column(part: Line) -> bool:
    """Whatever stands under 作业内容 or 题目 is a task."""
    title = part.column_title
    return bool(
        title and title != part.text and re.search(r"内容|题目", title) and "评价" not in title and len(part.text) >= 4
    )


def _continues(group: list[Line], part: Line) -> bool:
    """A line of sums, options or blanks goes on with the task above it."""
    if not group or (_in_content_column(part) and part.cell != group[-1].cell):
        return False
    own = re.sub(r"[\s\u3000]", "", part.text)
    sums = re.fullmatch(r"[\d+\-−×÷*/=＝()（）<>○□_＿.,，;；$\\a-z{}\[\]]+", own) is not None
    option = re.match(r"[A-H]\s*[.．、:：)]", part.text) is not None
    same_cell = part.cell is not None and part.cell == group[-1].cell
    bare = (
        has_blank(part.text)
        and not orders(part.text)
        and not re.search(r"[。？?]", part.text)
        and re.search(r"[:：。]$", group[0].text)
    )
    return sums or option or same_cell or bool(bare)


def _same_place(group: list[Line], part: Line) -> bool:
    if group[-1].cell is None and part.cell is None:
        return not part.bullet
    return group[-1].cell is not None and part.cell is not None and group[-1].cell[:2] == part.cell[:2]


def _has_options(body: str) -> bool:
    """Options to choose an answer from; two long versions A：…… B：…… of a task are none."""
    found = _OPTIONS.search(body)
    return found is not None and (len(found[0]) < VERSION or not re.match(r"\W*A\s*[:：]", found[0]))


def _under_heading(own: TierLabel, heading: TierLabel | None) -> bool:
    """Whether 选做 or ★ at the head of one task only says how it is to be taken, its tier being the heading's."""
    return heading is not None and own.name in _TAKEN and heading.name not in _TAKEN


def _left_to_choice(node: Node) -> bool:
    """Whether the tier's heading leaves this question to choice: 拓展（第3题都做，第4题选做）."""
    while node.parent and node.marker and node.marker.style != "num":
        node = node.parent
    return bool(node.marker and node.tier and node.marker.value in node.tier.chosen)


def _task(draft: Draft, parts: list[Line], above: list[str], node: Node) -> Task:
    parts = [part for part in parts if not _ROW_NUMBER.fullmatch(part.text) or part is parts[0]]
    start = node.start if node.marker and parts[0] is node.parts[0] else parts[0].start
    end = max(part.end for part in parts)
    text = draft.text[start:end]
    # a finished program is an example, not the task; one with gaps is
    words = "\n".join(part.text for part in parts if not part.code or "__" in part.text)
    body = without_number(words)
    own = tier_mark(parts[0].text) if region_label(parts[0].text) is None else None
    tier = node.tier if own and _under_heading(own, node.tier) else own or node.tier
    optional = bool(_OPTIONAL.search(words)) or any(_OPTIONAL.search(stem[:60]) for stem in above)
    optional = optional or bool((tier and tier.optional) or (own and own.optional)) or _left_to_choice(node)
    return Task(
        start,
        end,
        text,
        body,
        "\n".join(above),
        above[-1] if above else "",
        tier,
        optional,
        node.section,
        _has_options(body),
    )
