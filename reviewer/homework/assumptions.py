"""What the minutes and the cap rest on, said in plain Chinese, and what does not fit together."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.datamodels import Item, Remark
from reviewer.homework.load import cap_minutes

# one subject's usual share of a day's written homework, in minutes: this project's estimate, from three subjects with
# written homework in primary school and about five in 初中 dividing the cap evenly
USUAL_SHARE = {1: 20.0, 2: 18.0}
FAR_APART = 2.0  # stated and estimated minutes differ by at least this factor …
LEAST_APART = 10.0  # … and this many minutes
MOST_KINDS = 5


def find_assumptions(
    items: Sequence[Item], stated: float | None, band: int | None, known: str, daily: float | None = None
) -> list[str]:
    """Sentences for the reader; `band` and `known` as `grade_band` gives them, `daily` the most on one day if known."""
    if not items:
        return []
    said = [_minutes(items, stated, band, known)]
    if stated is not None and daily is not None and daily < stated and cap_minutes(band):
        said.append(f"这份作业分几次完成，按每次约{daily:.0f}分钟与上限对照。")
    cap = cap_minutes(band)
    if cap == 0:
        said.append("一、二年级不布置书面家庭作业（“双减”意见，2021年），口头和动手的作业不算。")
    elif cap is not None and band is not None:
        said.append(
            f"每天书面作业上限{cap:g}分钟是各科合计（“双减”意见，2021年）；本单只是一科，平均分摊约{USUAL_SHARE[band]:g}分钟，"
            "这个份额是本软件的估计。"
        )
    elif band == 3:
        said.append("高中没有统一的作业时间上限。")
    else:
        said.append("没有写明年级，无法对照上限。")
    if any(item.optional for item in items):
        said.append("选做题也计入总用时，按学生可能全做计算。")
    return said


def _minutes(items: Sequence[Item], stated: float | None, band: int | None, known: str) -> str:
    estimated = [item for item in items if not item.minutes_stated]
    if stated is not None:
        return f"用时以写明的{stated:g}分钟为准。"
    grade = f"{known}的" if band is not None else "小学三至六年级的（没有写明年级）"
    kinds = "、".join(dict.fromkeys(item.kind for item in estimated))
    shown = kinds if kinds.count("、") < MOST_KINDS else "、".join(kinds.split("、")[:MOST_KINDS]) + "等"
    written = "" if len(estimated) == len(items) else f"{len(items) - len(estimated)}题写明了用时；"
    if not estimated:
        return "每题都写明了用时，总用时是各题之和。"
    return f"{written}{len(estimated)}题没有写明用时，按{grade}常见题型（{shown}）估计；估计值由本软件设定，没有实测。"


def find_remarks(
    items: Sequence[Item],
    stated: float | None,
    span: tuple[int, int] | None,
    band: int | None,
    daily: float | None = None,
) -> list[Remark]:
    """A stated time far from the estimate, and one beyond a subject's usual share of a day though within the cap."""
    if not items or stated is None or span is None:
        return []
    remarks = []
    estimate = round(sum(item.minutes for item in items))
    low, high = sorted((stated, float(estimate)))
    if high - low >= LEAST_APART and high >= FAR_APART * max(low, 1.0):
        text = f"写明用时{stated:g}分钟，按题目估计约{estimate}分钟，两者相差较大，请再核对。"
        remarks.append(Remark(text=text, start=span[0], end=span[1]))
    cap, share = cap_minutes(band), USUAL_SHARE.get(-1 if band is None else band)
    if cap and share and daily is None and share * FAR_APART < stated <= cap:
        text = f"写明用时{stated:g}分钟没有超过各科合计的{cap:g}分钟，但超过一科平均分摊的{share:g}分钟一倍以上。"
        remarks.append(Remark(text=text, start=span[0], end=span[1]))
    return remarks
