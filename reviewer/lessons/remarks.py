"""Facts about a plan's minutes worth saying that are no indicator: a sum that misses the stated length, steps left without minutes.

Source: 备课规范 [4] (DOMAIN.md): the steps of a lesson are planned within its length.
"""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.datamodels import Activity, Remark
from reviewer.lessons.minutes import count_lessons, find_stated

SLACK = 0.5  # minutes; the middle of a range (3–5分钟) may be half a minute off


def remark_minutes(text: str, activities: Sequence[Activity]) -> list[Remark]:
    """Remarks on the minutes of `activities`, the steps of the plan whose text is `text`."""
    timed = [activity for activity in activities if activity.minutes is not None]
    if not timed:
        return []
    untimed = [activity for activity in activities if activity.minutes is None]
    return [*_remark_sum(text, timed, complete=not untimed), *_remark_untimed(text, timed, untimed)]


def _remark_sum(text: str, timed: Sequence[Activity], *, complete: bool) -> list[Remark]:
    """The steps' sum against the stated length, or that of several lessons; less is a mismatch only if every step is timed."""
    stated = find_stated(text)
    if stated is None:
        return []
    total = sum(activity.minutes or 0.0 for activity in timed)
    whole = stated.minutes * count_lessons(text)
    if min(abs(total - stated.minutes), abs(total - whole)) <= SLACK or (total < stated.minutes and not complete):
        return []
    length = whole if total > stated.minutes and whole > stated.minutes else stated.minutes
    more = "多" if total > length else "少"
    sentence = f"各环节合计 {total:g} 分钟，比写明的 {length:g} 分钟{more} {abs(total - length):g} 分钟"
    return [Remark(text=sentence, start=stated.start, end=stated.end)]


def _remark_untimed(text: str, timed: Sequence[Activity], untimed: Sequence[Activity]) -> list[Remark]:
    """One remark a step without minutes, where most steps state them; its span is the step's first line."""
    if len(untimed) >= len(timed):
        return []
    remarks = []
    for activity in untimed:
        line_end = text.find("\n", activity.start, activity.end)
        end = activity.end if line_end < 0 else line_end
        sentence = f"“{activity.name}”没有写时间，其他 {len(timed)} 个环节写了"
        remarks.append(Remark(text=sentence, start=activity.start, end=end))
    return remarks
