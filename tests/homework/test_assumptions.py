"""What the minutes rest on is said in plain Chinese, and times that do not fit are remarked on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework

SheetMaker = Callable[..., Draft]
SHEET = "1. 背诵古诗。\n2. 小明有12元，用去5元，还剩多少元？"


@pytest.mark.parametrize(
    ("text", "grade", "said"),
    [
        (SHEET, "四年级", "2题没有写明用时，按四年级的常见题型（背诵、应用）估计；估计值由本软件设定，没有实测。"),
        (SHEET, None, "2题没有写明用时，按小学三至六年级的（没有写明年级）常见题型（背诵、应用）估计；估计值由本软件设定，没有实测。"),
        ("预计用时：20分钟\n" + SHEET, "四年级", "用时以写明的20分钟为准。"),
        ("1. 背诵古诗。（5分钟）\n2. 求5的倒数。", "五年级", "1题写明了用时；1题没有写明用时，按五年级的常见题型（解答）估计；估计值由本软件设定，没有实测。"),
    ],
)  # fmt: skip
def test_where_the_minutes_come_from(text: str, grade: str | None, said: str, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(text, grade=grade)).assumptions[0] == said


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        ("一年级", "一、二年级不布置书面家庭作业（“双减”意见，2021年），口头和动手的作业不算。"),
        (
            "五年级",
            "每天书面作业上限60分钟是各科合计（“双减”意见，2021年）；本单只是一科，平均分摊约20分钟，这个份额是本软件的估计。",
        ),
        (
            "八年级",
            "每天书面作业上限90分钟是各科合计（“双减”意见，2021年）；本单只是一科，平均分摊约18分钟，这个份额是本软件的估计。",
        ),
        ("高一", "高中没有统一的作业时间上限。"),
        (None, "没有写明年级，无法对照上限。"),
    ],
)
def test_the_cap_is_explained(grade: str | None, said: str, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(SHEET, grade=grade)).assumptions[1] == said


def test_an_items_own_minutes_are_marked(sheet: SheetMaker) -> None:
    items = measure_homework(sheet("1. 背诵古诗。（5分钟）\n2. 求5的倒数。")).items
    assert [(item.minutes, item.minutes_stated) for item in items] == [(5, True), (3, False)]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (5, []),
        (50, ["写明用时50分钟，按题目估计约10分钟，两者相差较大，请再核对。",
              "写明用时50分钟没有超过各科合计的60分钟，但超过一科平均分摊的20分钟一倍以上。"]),
        (70, ["写明用时70分钟，按题目估计约10分钟，两者相差较大，请再核对。"]),
    ],
)  # fmt: skip
def test_times_that_do_not_fit(stated: int, said: list[str], sheet: SheetMaker) -> None:
    draft = sheet(f"预计用时：{stated}分钟\n" + SHEET, grade="四年级")
    remarks = measure_homework(draft).remarks
    assert [remark.text for remark in remarks] == said
    assert all(draft.text[remark.start : remark.end] == f"预计用时：{stated}分钟" for remark in remarks)
