"""思维与素养: reasons asked for, open answers, and work above recall and direct use."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.demand import CASES, COUNTED, EXPLAIN, HIGHER, OPEN, SEVERAL
from reviewer.homework.indicators.evidence import Sheet, no, numbers, yes

_ASKED_WHY = re.compile(r"\bwhy\b(?![\s\S]*(?:explain|理由|为什么))", re.I)


def _explain(sheet: Sheet) -> Finding:
    # Why … with options to choose from asks for no reason of one's own
    chosen = {
        p for p, i in enumerate(sheet.measures.items) if i.kind == "选择" and _ASKED_WHY.search(sheet.tasks[p].body)
    }
    asked = [p for p in sheet.tasks_with(EXPLAIN) if p not in chosen]
    if asked:
        return yes("th.explain", 0.9, sheet.task_spans(asked), f"{numbers(asked)}要求说明理由、过程或原因。")
    return no("th.explain", 0.06, (), "没有要求说明理由、写出思考过程或解释的题目。")


def _open(sheet: Sheet) -> Finding:
    items = sheet.measures.items
    asked = [p for p in sheet.tasks_with(OPEN) if items[p].kind not in {"选择", "判断", "抄写", "默写", "背诵"}]
    asked += [p for p in sheet.tasks_with(SEVERAL) if p not in asked]
    # a survey or a composition is one's own; a thing made is, where more than folding along the lines is asked
    own = [p for p, i in enumerate(items) if i.kind in {"作文", "调查"} or (i.kind == "制作" and i.demand >= 4)]
    asked += [p for p in own if p not in asked]
    if asked:
        asked.sort(key=lambda p: -items[p].demand)
        return yes(
            "th.open_ended",
            0.8,
            sheet.task_spans(asked),
            f"{numbers(sorted(asked))}答案不唯一或可以自主设计、创作。",
        )
    return no("th.open_ended", 0.1, (), "没有找到答案不唯一、可自主设计或创作的题目。")


def _telling_cases_apart(sheet: Sheet) -> list[int]:
    """Programs whose output is told case by case, often under a heading of its own (样例输出) below the item."""
    ends = [*(task.start for task in sheet.tasks[1:]), len(sheet.draft.text)]
    return [
        p
        for p, (task, end) in enumerate(zip(sheet.tasks, ends, strict=False))
        if sheet.measures.items[p].kind == "编程" and CASES.search(sheet.draft.text, task.start, end)
    ]


def _higher(sheet: Sheet) -> Finding:
    items = sheet.measures.items
    high = [p for p, item in enumerate(items) if item.demand >= 4]
    high += [
        p
        for p, task in enumerate(sheet.tasks)
        if p not in high and items[p].demand >= 3 and HIGHER.search(COUNTED.sub("", task.body))
    ]
    high += [p for p in _telling_cases_apart(sheet) if p not in high]
    if high:
        high.sort(key=lambda p: -items[p].demand)
        return yes(
            "th.higher",
            0.78,
            sheet.task_spans(high),
            f"{numbers(sorted(high))}达到分析、评价、综合或创造的要求。",
        )
    most = max((item.demand for item in items), default=0)
    return no("th.higher", 0.3 if most >= 3 else 0.12, (), f"题目要求最高为{most}级（1—5），以记忆和直接套用为主。")


def find(sheet: Sheet) -> list[Finding]:
    return [_explain(sheet), _open(sheet), _higher(sheet)]
