"""The tasks a pupil answers, counted by the smallest numbers: sub-questions instead of their stem, one item per leaf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.homework.belonging import boxed_words, has_options, only_belongs
from reviewer.homework.choice import FREE
from reviewer.homework.labels import region_label, without_number
from reviewer.homework.lines import BULLET, Line
from reviewer.homework.nodes import Node, own_text
from reviewer.homework.outline import build_outline
from reviewer.homework.tables import task_lines
from reviewer.homework.tasks import (
    asks,
    has_blank,
    is_group_title,
    is_loose_task,
    is_marked_task,
    names_only,
    orders,
    refers,
    requests,
)
from reviewer.homework.tier_labels import TierLabel, tier_heading, tier_mark

_OPTIONAL = re.compile(rf"{FREE}|选[一1二2]?[题项]完成|愿意做的|想做的(?:同学|小朋友|孩子)|有兴趣的")
_TAKEN = frozenset({"必做", "选做", "1", "2", "3"})
_WHICH_ONE = re.compile(r"[哪][一几]?[项个种][^\n]*[？?（(：:]|(?:更|最)[^。？?]{1,12}的?(?:做法|选择|说法|选项)是")
MIN_OPTIONS = 3
_TITLED = re.compile(r"【[^】]{2,8}】\s*\S")  # 【概念填空】合力为____
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
    if node.whole:
        yield _task(draft, node.parts, above, node)
        return
    if node.children and node.marker and only_belongs(node):
        node = _folded(node)
    if node.children:
        loose = list(_loose(draft, node, above, mixed=_has_numbers(node)))
        yield from loose
        title = own_text(node) if node.marker else _instruction(node, loose)
        inner = [*above, title] if title else above
        boxed = boxed_words(node)
        for child in node.children:
            if child not in boxed:
                yield from _walk(draft, child, inner)
    elif node.marker is None:
        yield from _loose(draft, node, above, mixed=False)
    else:
        yield from _leaf(draft, node, above)


def _instruction(node: Node, loose: list[Task]) -> str:
    """What of the text above numbered questions speaks to them: headings, and lines that ask or tell to read."""
    parts = [part for part in node.parts if not any(task.start <= part.start < task.end for task in loose)]
    kept = [part.text for part in parts if part.heading or is_group_title(part.text) or asks(part.text)]
    return "\n".join(kept)[-400:]


def _has_numbers(node: Node) -> bool:
    return any(child.marker for child in node.children)


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
    return any(asks(part.text) or requests(part.text) for part in rest)


def _siblings(node: Node) -> bool:
    return node.parent is not None and sum(child.marker is not None for child in node.parent.children) > 1


def _loose(draft: Draft, node: Node, above: list[str], *, mixed: bool) -> Iterator[Task]:
    """Tasks without a number that stand directly under a heading (never beside numbers of a question)."""
    if node.marker and not (node.parts and tier_heading(node.parts[0].text)):
        return
    parts = node.parts[1:] if node.marker else node.parts
    for task in _loose_lines(draft, parts, above, node):
        # an instruction above numbered questions (`完成下列各题。`, a reading passage) is their stem, not a task;
        # a question with its options is one wherever it stands
        if not mixed or task.options or (_TITLED.match(task.text) and has_blank(task.text)):
            yield task


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
        title
        and title != part.text
        and re.search(r"内容|题目", title)
        and "评价" not in title
        and len(part.text) >= 4
        and not refers(part.text)
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
        has_options(body) or _listed_options(draft.text, parts),
    )


def _listed_options(text: str, parts: list[Line]) -> bool:
    """Whether bullets below `下面哪一项……？` are what to choose from; readers may leave the bullet out of the block."""
    before = (text[text.rfind("\n", 0, part.start) + 1 : part.start] for part in parts)
    bullets = [at for at, lead in enumerate(before) if BULLET.fullmatch(lead)]
    return len(bullets) >= MIN_OPTIONS and bullets[0] > 0 and bool(_WHICH_ONE.search(parts[bullets[0] - 1].text))
