"""重复性, 总量与时长: copying, the same task again, stated time and the cap."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.copying import copying_times, repeated
from reviewer.homework.indicators.evidence import MOST, Sheet, no, numbers, unclear, yes
from reviewer.homework.load import grade_band, is_spoken, stated_total, written_positions
from reviewer.homework.sums import SAME_SUMS, most_same_sums

MOST_REPEATED = 0.25  # re.low_repeat: at most a quarter of the items
NEAR_REPEATED, SEVERAL_GROUPS = 0.2, 2  # within bounds, yet not few: the yes is less sure
UNKNOWN_SAFE, UNKNOWN_OVER = 60.0, 90.0  # without a known grade: under the lowest cap, over the highest
SENIOR_LONG = 110.0  # minutes of one subject that are much in 高中, where no cap is set
ONCE_IS_FINE = 1  # copying a passage once is writing practice, N times is mechanical

# about copying rather than asking for it: what used to be, what is meant, what pupils tend to do
_TOLD_ABOUT = re.compile(r"意图|理念|以往|过去|传统|往常|改变|代替|变成|学情|有的(?:同学|学生)|常见|问题是")


def _copying(sheet: Sheet) -> Finding:
    often = [p for p, task in enumerate(sheet.tasks) if copying_times(task) > ONCE_IS_FINE]
    once = [p for p, task in enumerate(sheet.tasks) if copying_times(task) == ONCE_IS_FINE]
    if often:
        times = max(copying_times(sheet.tasks[p]) for p in often)
        return no(
            "re.no_copying",
            0.06,
            tuple(_copied(sheet, position) for position in often[:MOST]),
            f"{numbers(often)}要求抄写或默写多遍，最多{times}遍。",
        )
    aside = _copying_beside(sheet)
    if aside:
        return no("re.no_copying", 0.1, aside, "题目之外（订正、要求一类）要求抄写或默写多遍。")
    if once:
        return yes("re.no_copying", 0.82, sheet.task_spans(once), f"{numbers(once)}有抄写，但没有要求多遍。")
    return yes("re.no_copying", 0.95, (), "没有抄写、默写多遍的作业。")


def _copied(sheet: Sheet, position: int) -> tuple[int, int]:
    """The sentence of an item that asks for it: below 把课文读给家人听 may stand （生字每个写两行）."""
    task, text = sheet.tasks[position], sheet.draft.text
    inside = (one for one in sheet.draft.sentences if task.start < one.start < task.end)
    asking = (one for one in inside if repeated(text[one.start : one.end]) > ONCE_IS_FINE)
    if repeated(text[task.start : task.end].partition("\n")[0]) <= ONCE_IS_FINE and (one := next(asking, None)):
        return one.start, one.end
    return sheet.task_spans([position])[0]


def _copying_beside(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """Sentences outside the items that ask for copying N times: `订正栏：……（改正后的算式抄三遍）`."""
    taken = [(task.start, task.end) for task in sheet.tasks]
    return tuple(
        (one.start, one.end)
        for one in sheet.draft.sentences
        if not any(start <= one.start < end for start, end in taken)
        and repeated(sheet.draft.text[one.start : one.end]) > ONCE_IS_FINE
        and not _TOLD_ABOUT.search(sheet.draft.text[one.start : one.end])
    )[:3]


def _repeats(sheet: Sheet) -> Finding:
    repetition, count = sheet.measures.repetition, len(sheet.tasks)
    if not count:
        return unclear("re.low_repeat", (), "没有找到题目，无法计算重复率。")
    crowded = [p for p, task in enumerate(sheet.tasks) if most_same_sums(task.body) > SAME_SUMS]
    if crowded:
        most = max(most_same_sums(sheet.tasks[p].body) for p in crowded)
        return no(
            "re.low_repeat",
            0.06,
            sheet.task_spans(crowded),
            f"{numbers(crowded)}一题内有{most}个同类算式，超过{SAME_SUMS}个。",
        )
    repeated = [int(member) - 1 for group in repetition.groups for member in group]
    beyond = sum(len(group) - 1 for group in repetition.groups)
    shown = f"共{count}题，其中{beyond}题与前面的题结构相同，占{repetition.ratio:.0%}。"
    if repetition.ratio > MOST_REPEATED:
        return no("re.low_repeat", 0.08, sheet.task_spans(repeated), shown)
    # 几组题结构相同 is what the rubric's level 3 says of a sheet; readers give no sheet with such groups a 4
    near = len(repetition.groups) >= SEVERAL_GROUPS or repetition.ratio > NEAR_REPEATED
    return yes("re.low_repeat", 0.75 if near else 0.93, sheet.task_spans(repeated), shown)


def _stated(sheet: Sheet) -> Finding:
    minutes, span = stated_total(sheet.draft, sheet.tasks)
    if span is None:
        return no("lo.stated", 0.03, (), "没有写明预计用时。")
    shown = f"写明用时共{minutes:g}分钟。" if minutes is not None else "在题目里写明了用时。"
    return yes("lo.stated", 0.95 if minutes is not None else 0.85, (sheet.sentence(span[0]),), shown)


def _within(sheet: Sheet) -> Finding:
    measures = sheet.measures
    band, known = grade_band(sheet.draft)
    written = written_positions(measures.items, band, is_spoken(sheet.draft))
    estimate = sum(measures.items[p].minutes for p in written)
    total = measures.minutes_stated if measures.minutes_stated is not None else estimate
    how = "写明的用时" if measures.minutes_stated is not None else f"{len(written)}道书面题估计"
    if not measures.items:
        return unclear("lo.within_cap", (), "没有找到题目，无法估计用时。")
    if measures.minutes_cap == 0:
        if written:
            return no(
                "lo.within_cap",
                0.15,
                sheet.task_spans(written),
                f"{known}：一、二年级不布置书面家庭作业，本单有{len(written)}道书面题。",
            )
        return yes("lo.within_cap", 0.9, (), f"{known}：没有书面题，符合一、二年级的规定。")
    shown = f"{how}约{total:g}分钟"
    if band == 3:
        if total > SENIOR_LONG:
            return yes("lo.within_cap", 0.55, (), f"{shown}；高中没有统一上限，但单科已偏多。")
        return yes("lo.within_cap", 0.7 if total <= UNKNOWN_OVER else 0.58, (), f"{shown}；高中没有统一上限。")
    if measures.minutes_cap is not None:
        cap = measures.minutes_cap
        text = f"{known}：{shown}，上限{cap:g}分钟（各科合计）。"
        clear = abs(total - cap) > 0.25 * cap
        if total > cap:
            return no("lo.within_cap", 0.08 if clear else 0.3, sheet.task_spans(written), text)
        return yes("lo.within_cap", 0.93 if clear else 0.75, (), text)
    text = f"{shown}；年级不明，按三至六年级60分钟、初中90分钟比较。"
    if total <= UNKNOWN_SAFE:
        return yes("lo.within_cap", 0.8, (), text)
    if total > UNKNOWN_OVER:
        return no("lo.within_cap", 0.12, sheet.task_spans(written), text)
    return unclear("lo.within_cap", (), text)


def find(sheet: Sheet) -> list[Finding]:
    return [_copying(sheet), _repeats(sheet), _stated(sheet), _within(sheet)]
