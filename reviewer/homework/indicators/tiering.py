"""分层: labels, whether they are real, the three sorts of items, and choice."""

from __future__ import annotations

import re
from itertools import pairwise

from reviewer.datamodels import Finding
from reviewer.homework.choice import CHOICE
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.tiers import TierCheck, check_tiers, creates

MOST_NAMED = 3  # pairs of the same task in two tiers named in the note
_LABEL_NAMES = {"1": "一星", "2": "二星", "3": "三星"}


# 第一、二部分都做；第三部分选一题: said of the parts, in no heading
_ARRANGED = re.compile(
    r"(?:部分|大?题|组|[A-D])\s*(?:必做|都要?做|人人做)[^\n]{0,24}(?:选做|选一|任选|自选|选[一二两]题)"
)


def _name(name: str) -> str:
    return _LABEL_NAMES.get(name, f"{name}层" if name in {"A", "B", "C"} else name)


def _heading_spans(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """Where each tier is named: its heading just above its first item, else the mark in the item."""
    spans = []
    seen: set[str] = set()
    for position, task in enumerate(sheet.tasks):
        if task.tier is None or task.tier.name in seen:
            continue
        seen.add(task.tier.name)
        at = sheet.draft.text.rfind(task.tier.text, 0, task.end)
        spans.append(sheet.sentence(at) if at >= 0 else sheet.task_spans([position])[0])
    return tuple(spans[:3])


def _labelled(sheet: Sheet, check: TierCheck) -> Finding:
    if check.labelled:
        return yes(
            "ti.labelled",
            0.96,
            _heading_spans(sheet),
            f"作业标有层次：{'、'.join(map(_name, check.names))}。",
        )
    if arranged := _ARRANGED.search(sheet.draft.text):
        return yes("ti.labelled", 0.75, (sheet.sentence(arranged.start()),), "写明了哪些都做、哪些选做。")
    if check.names:
        return no("ti.labelled", 0.2, _heading_spans(sheet), f"只标了一种：{_name(check.names[0])}。")
    return no("ti.labelled", 0.03, (), "没有找到分层标识。")


def _real(sheet: Sheet, check: TierCheck) -> Finding:
    if not check.labelled and _ARRANGED.search(sheet.draft.text):
        return unclear("ti.real", (), "写明了哪些都做、哪些选做，难度有没有差别看不出来。")
    if not check.labelled:
        return no("ti.real", 0.06, (), "没有分层，谈不上层次差别。")
    shown = "，".join(f"{_name(name)}{mean:.1f}" for name, mean in check.means)
    if check.twins and check.real is False:
        pairs = "，".join(f"{numbers([first])}与{numbers([second])}" for first, second in check.twins[:MOST_NAMED])
        more = f"等{len(check.twins)}对" if len(check.twins) > MOST_NAMED else ""
        note = f"{pairs}{more}分在两层，却是同一道题换了数字或词语（各层平均要求：{shown}）。"
        return no("ti.real", 0.12, sheet.task_spans([p for pair in check.twins[:MOST_NAMED] for p in pair]), note)
    if check.real is None:
        return unclear("ti.real", (), "每层题目太少，看不出层次差别。")
    if check.real:
        climbs = all(after >= before for (_, before), (_, after) in pairwise(check.means))
        how = "逐层提高" if climbs else "有高有低，但上面的层要想、要做的更多"
        return yes("ti.real", 0.82, _examples(sheet, check), f"各层平均要求（1—5）{how}：{shown}。")
    kinds = "、".join(dict.fromkeys(item.kind for item in sheet.measures.items if item.tier_labelled))
    return no("ti.real", 0.22, _examples(sheet, check), f"各层平均要求（1—5）相差不大：{shown}；题型有{kinds}。")


def _examples(sheet: Sheet, check: TierCheck) -> tuple[tuple[int, int], ...]:
    """The most demanding item of the highest tier and one of the lowest."""
    low = [p for p, task in enumerate(sheet.tasks) if task.tier and task.tier.name == check.names[0]]
    high = [p for p, task in enumerate(sheet.tasks) if task.tier and task.tier.name == check.names[-1]]
    best = sorted(high, key=lambda p: -sheet.measures.items[p].demand)[:1]
    return sheet.task_spans([*best, *low[:1]])


def _three(sheet: Sheet, check: TierCheck) -> Finding:
    items = sheet.measures.items
    own = {name: [p for p, item in enumerate(items) if item.tier == name] for name in ("基础", "拓展", "实践")}
    names = set(check.names)
    # what stands under 实践 belongs there unless it is an exercise of another kind altogether
    own["实践"] += [
        p
        for p, task in enumerate(sheet.tasks)
        if task.tier and task.tier.name == "实践" and p not in own["实践"] and creates(task, items[p])
    ]
    counts = "，".join(f"{name}性{len(positions)}题" for name, positions in own.items())
    examples = sheet.task_spans([positions[0] for positions in own.values() if positions])
    if own["拓展"] == [] and _same_again(sheet, check):
        return no("ti.three", 0.25, examples, "标为拓展的题与基础题是同一道题换了数字，没有真正的拓展性题目。")
    if {"基础", "实践"} <= names and own["实践"] and names & {"拓展", "提升"}:
        return yes("ti.three", 0.93, _heading_spans(sheet), "基础、拓展、实践三类都有标明。")
    upper = [p for p, task in enumerate(sheet.tasks) if task.tier and task.tier.name in {"拓展", "提升", "C", "3"}]
    if own["基础"] and own["实践"] and upper and not own["拓展"]:
        return yes(
            "ti.three",
            0.62,
            examples,
            f"标有拓展题，按题目要求看：基础性{len(own['基础'])}题，实践性{len(own['实践'])}题。",
        )
    if all(own.values()):
        return yes("ti.three", 0.72, examples, f"按题目要求看：{counts}。")
    missing = "、".join(name for name, positions in own.items() if not positions)
    return no(
        "ti.three",
        0.12 if not own["实践"] else 0.25,
        examples,
        f"按题目要求看：{counts}，缺{missing}性题目。",
    )


def _same_again(sheet: Sheet, check: TierCheck) -> bool:
    """Whether all that stands under 拓展 or 提升 is a basic item with other numbers."""
    twins = {second for _, second in check.twins}
    upper = [p for p, task in enumerate(sheet.tasks) if task.tier and task.tier.name in {"拓展", "提升"}]
    return bool(upper) and twins.issuperset(upper)


def _choice(sheet: Sheet) -> Finding:
    optional = [p for p, item in enumerate(sheet.measures.items) if item.optional]
    spans = sheet.matches(CHOICE)
    if spans:
        return yes("ti.choice", 0.92, spans, f"有{len(optional)}题可以选做。" if optional else "写明可以选择。")
    if optional:
        return yes("ti.choice", 0.85, sheet.task_spans(optional), f"{numbers(optional)}可以选做。")
    return no("ti.choice", 0.05, (), "没有选做、任选或自选的题目。")


def find(sheet: Sheet) -> list[Finding]:
    groups = [[int(member) - 1 for member in group] for group in sheet.measures.repetition.groups]
    check = check_tiers(sheet.tasks, sheet.measures.items, groups)
    return [_labelled(sheet, check), _real(sheet, check), _three(sheet, check), _choice(sheet)]
