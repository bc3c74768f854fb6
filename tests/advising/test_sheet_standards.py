"""What counts as done well, what pupils note, what the teacher does the day after: by the sheet's own items."""

from __future__ import annotations

import pytest

from reviewer.advising.item_words import hardest_item
from reviewer.advising.off_paper import practice
from reviewer.advising.sheet_minutes import find_relief
from reviewer.advising.sheet_sections import find_sections
from reviewer.advising.sheet_standards import (
    check_oneself,
    find_checked,
    follow_up,
    is_made,
    name_others,
    say_stars,
    say_told,
)
from reviewer.datamodels import Draft, Item
from reviewer.documents import draft_from_text
from reviewer.homework import measure_homework

SHEET = """《升和毫升》课后作业（四年级）

一、填一填。
1. 3升＝（    ）毫升。
2. 5000毫升＝（    ）升。

二、判断。
1. 一个茶杯的容量是250升。（    ）

三、解决问题。
1. 一箱牛奶有12盒，每盒250毫升，一共有多少毫升？
2. 一桶5升的洗衣液，每次用50毫升，可以用多少次？

四、选做：找家里的3个瓶子，看标签上的净含量记下来，用水量一量电饭锅能装多少，写出发现。
"""


def read(text: str) -> tuple[Draft, list[Item]]:
    draft = draft_from_text(text, name="a.txt", kind="homework")
    return draft, measure_homework(draft).items


def test_three_standards_name_the_parts_of_the_sheet() -> None:
    draft, items = read(SHEET)
    stars = say_stars(items, find_sections(draft, items), "数学")
    assert stars is not None
    one, two, three = stars.replace("★★★", "|").replace("★★", "|").removeprefix("★").split("|")
    assert "第一大题" in one and "都做对" in one
    assert "第二、三大题" in two and "第四大题" in three


def test_a_sheet_of_two_parts_has_no_three_standards() -> None:
    draft, items = read(SHEET.split("三、")[0])
    assert say_stars(items, find_sections(draft, items), "数学") is None


def test_what_is_gone_through_in_class_is_what_all_do_and_may_get_wrong() -> None:
    _, items = read(SHEET)
    found = find_checked(items)
    assert found is not None and found.kind == "应用"  # not what is left to choice, though it asks more
    assert find_checked([one for one in items if one.optional]) is None


@pytest.mark.parametrize(
    ("text", "subject", "made"),
    [
        (SHEET, "数学", False),
        ("一、印一印\n1. 用颜料印一张画。\n2. 看一看，它像什么？\n", "美术", True),
        ("1. 调查家里一周用水多少，记在表里。\n2. 采访奶奶，记下三句话。\n3. 3＋4＝\n", "数学", True),
    ],
)
def test_a_sheet_of_things_made_is_told_from_one_of_right_and_wrong(text: str, subject: str, made: bool) -> None:
    assert is_made(read(text)[1], subject) is made


ITEMS = """周末作业
1. 一根绳长8米，用去3米，还剩几米？说明理由。
2. 为什么作者说这里最美？说说你的理由。
3. 写一篇作文：难忘的一天。
4. 下列说法正确的是（    ）。A. 甲 B. 乙
5. 默写《静夜思》。
"""


@pytest.mark.parametrize(
    ("kind", "subject", "at", "parts"),
    [
        ("应用", "数学", 0, ["第1题", "把‘8米’改成‘16米’"]),
        ("解答", "语文", 1, ["依据不同", "证据"]),
        ("解答", "数学", 1, ["第2题", "黑板"]),
        ("作文", "语文", 2, ["第3题", "做得好的"]),
        ("选择", "英语", 3, ["选错第4题"]),
        ("默写", "语文", 4, ["第5题", "几种错法"]),
    ],
)
def test_what_follows_fits_the_item(kind: str, subject: str, at: int, parts: list[str]) -> None:
    _, items = read(ITEMS)
    said = follow_up(items[at].model_copy(update={"kind": kind}), items, subject)
    assert [part for part in parts if part not in said] == [], said


@pytest.mark.parametrize(
    ("kind", "subject", "part"),
    [
        ("作文", "语文", "最满意的一句"),
        ("朗读", "语文", "还不顺的一句"),
        ("实验", "科学", "没做成的一步"),
        ("解答", "历史", "我的依据是"),
        ("解答", "数学", "□自己做出来"),
        ("填空", "历史", "□自己做出来"),
    ],
)
def test_pupils_note_what_the_kind_of_work_shows(kind: str, subject: str, part: str) -> None:
    _, items = read(ITEMS)
    assert part in check_oneself(items[2].model_copy(update={"kind": kind}), items, subject)


@pytest.mark.parametrize(
    ("title", "stage", "part"),
    [
        ("《Unit 9 Have you ever been to a museum? Section A》", "初中", "‘Have you ever been to a museum?’问三位同学"),
        ("《Unit 3 My weekend plan》", "初中", "就‘My weekend plan’准备一分钟英语讲话"),
        ("《Unit 3 My weekend plan》", "小学", "画一张‘My weekend plan’的小画"),
        ("《Unit 3》", "小学", "和《Unit 3》有关的小画"),
    ],
)
def test_english_is_spoken_on_the_units_own_title(title: str, stage: str, part: str) -> None:
    assert part in practice("英语", stage, title, [])


def test_a_heavy_sheet_is_relieved_by_the_book_as_it_is_named_and_by_a_part() -> None:
    text = (
        "功率\n一、填空。\n1. 功率的单位是（    ）。\n二、计算。\n"
        + "".join(f"{n}. 写出计算过程：一台机器{n}0秒做功600焦，求功率并说明它表示什么意思。\n" for n in range(2, 8))
        + "三、写一篇500字的小论文：《没有摩擦的世界》。\n四、完成《补充习题》第12～17页。\n"
    )
    draft, items = read(text)
    relief = find_relief(items, find_sections(draft, items))
    assert relief is not None
    assert relief[0].startswith("《补充习题》第12～17页里挑两三题做")
    assert "改为选做或在课上做" in relief[0]
    assert find_relief(items[:2], []) is None


@pytest.mark.parametrize(
    ("text", "others", "told"),
    [
        ("1. 3＋4＝（    ）\n2. 5＋9＝（    ）\n3. 小明有12元，买笔用去3元，还剩多少元？说说为什么这样算。\n",
         "第1、2题都做对，错的改好了", "能把第3题讲给家人或同桌听，他听懂了"),
        ("1. 朗读课文三遍。\n2. 背诵第2自然段。\n3. 仿写：选一个五官，写一段话，150字以上。\n", "第1、2题都认真完成", "能把第3题讲给家人或同桌听，他听懂了"),
    ],
)  # fmt: skip
def test_only_what_can_be_right_is_to_be_right(text: str, others: str, told: str) -> None:
    _, items = read(text)
    hardest = hardest_item(items)
    assert hardest is not None
    assert name_others(items, [], hardest) == others
    assert say_told(hardest, items) == told
