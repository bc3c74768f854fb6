"""What a homework suggestion calls an item, what it asks beyond it, and what it takes off the sheet."""

from __future__ import annotations

import pytest

from reviewer.advising.item_names import clause, name_fully, name_item, name_items
from reviewer.advising.item_words import WRITTEN, standard
from reviewer.advising.off_paper import practice, scene
from reviewer.advising.sheet_anchors import HOMEWORK
from reviewer.advising.sheet_blanks import sheet_blanks
from reviewer.datamodels import HomeworkMeasures, Item, Repetition, Tiers
from reviewer.documents import draft_from_text
from reviewer.homework import kinds


def item(text: str, kind: str = "解答", **changed: object) -> Item:
    fields: dict[str, object] = {
        "id": text, "text": text, "start": 0, "end": len(text), "tier_labelled": None, "tier": "基础", "demand": 2,
        "kind": kind, "minutes": 5, "optional": False, "repeats": None, "copying": False,
    }  # fmt: skip
    return Item.model_validate(fields | changed)


def blanks(*items: Item, **changed: object) -> dict[str, str]:
    text = "周末作业\n" + "\n".join(one.text for one in items)
    placed = [
        one.model_copy(update={"start": text.index(one.text), "end": text.index(one.text) + len(one.text)})
        for one in items
    ]
    homework = HomeworkMeasures(
        items=placed, tiers=Tiers(labelled=False, real=None), repetition=Repetition(ratio=0, groups=[]),
        minutes_total=None, minutes_cap=60, over_cap=None,
    )  # fmt: skip
    return sheet_blanks(draft_from_text(text, name="a.txt", kind="homework"), homework.model_copy(update=changed), None)


def test_the_kinds_done_in_writing_are_those_the_load_is_counted_by() -> None:
    assert WRITTEN == kinds.WRITTEN


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("五、比一比，在○里填上＞、＜或＝", "比一比，在○里填上＞、＜或＝"),
        ("（1）图上的小猫在＿＿＿＿＿＿。", "图上的小猫在＿＿"),
        ("（3）丙没有去括号，他把7－（2x＋1）＝4看成“7减去几等于4”", "丙没有去括号"),
        ("1. I ＿＿＿ (play) chess yesterday.", "I＿＿(play) chess yesterday."),
        ("请把下面这一段里所有写颜色和写声音的词语全部找出来抄在横线上。", "请把下面这一段里所有写颜色…"),
    ],
)
def test_an_item_is_quoted_by_a_whole_clause(text: str, quoted: str) -> None:
    assert clause(text) == quoted


def test_items_are_named_by_the_numbers_of_the_sheet() -> None:
    texts = [
        "1．甲甲甲甲甲甲",
        "2．乙乙乙乙乙乙",
        "3．丙丙丙丙丙丙",
        "（1）丁丁丁丁丁丁",
        "（2）戊戊戊戊戊戊",
        "5．己己己己己己",
    ]
    items = [item(text) for text in texts]
    assert name_item(items[3], items) == "第4题（1）"
    assert name_items(items, items) == "第1—5题"
    assert name_items(items[:4], items) == "第1—3题和第4题（1）"  # its other part is not among them
    assert name_item(item("七、自编一个小故事"), [item("七、自编一个小故事")]) == "第七大题"
    twice = [item("1. 甲甲甲甲甲甲"), item("1. 乙乙乙乙乙乙")]
    assert name_item(twice[1], twice) == "‘乙乙乙乙乙乙’这题"


def test_the_total_is_that_of_the_finding_in_whole_minutes() -> None:
    """Practical work is no written load, as in lo.within_cap."""
    told = blanks(
        item("1. 写一写", minutes=59.6), item("2. 抄写生字", "抄写", minutes=20, copying=True),
        item("3. 做一个模型", "制作", minutes=33, tier="实践"),
    )["lighten"]  # fmt: skip
    assert told.startswith(
        "书面题估计共80分钟，各科合计的上限是60分钟，抬头加一行“第2题‘抄写生字’选做或在课上做（约20分钟）"
    )


def test_grades_1_and_2_keep_what_is_spoken_or_done_and_write_in_class() -> None:
    shop = item("3. 去一次小卖部", "操作", tier="实践", minutes=9, demand=4)
    told = blanks(item("1. 算一算下面各题", "计算"), item("2. 看图填空写一写", "填空"), shop, minutes_cap=0)[
        "class_work"
    ]
    assert told == "第1、2题在课上写；回家只做第3题‘去一次小卖部’"
    told = blanks(item("1. 算一算下面各题", "计算"), minutes_cap=0)["class_work"]
    assert told == "书面题在课上写；回家把第1题怎样想的讲给家人听，不动笔"


def test_what_is_taken_off_first_is_written_and_copied() -> None:
    shop = item("1. 去一次小卖部", "操作", tier="实践", minutes=30, start=0, end=8)
    copied = item("2. 抄写生字", "抄写", copying=True, minutes=2, start=9, end=16)
    again = item("3. 能否认真读书", "作文", repeats="2", minutes=35, start=17, end=26)
    assert HOMEWORK["item_heavy"]([shop, copied, again], ()) == (9, 16)
    assert HOMEWORK["item_heavy"]([shop, again], ()) == (17, 26)


def test_two_items_to_choose_from_stand_alone() -> None:
    told = blanks(
        item("1. 分析这两种做法", demand=4),
        item("2. 取两只碗做实验", "实验", demand=4, tier="实践"),
        item("3. 根据第2题的记录说明", demand=2),
    )
    assert told["pair"] == "第1题和第3题"


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [
        ("阅读", "语文", "说出了最喜欢的一处和理由"),
        ("选择", "化学", "说得出另外几项错在哪里"),
        ("解答", "英语", "句子完整，大小写和标点都对"),
        ("作文", "语文", "意思写完整了，有一处写得具体"),
    ],
)
def test_a_standard_fits_the_kind_of_item(kind: str, subject: str, told: str) -> None:
    assert standard(item("4. 课外阅读，每天十页", kind), subject) == told


def test_practice_and_scene_fit_the_subject_and_the_items() -> None:
    parabola = [item("8. 抛物线y＝x²－2mx＋m²－1，证明它与x轴总有两个交点", "应用")]
    assert practice("数学", "初中", "这份作业", parabola).startswith("做一张错题卡")
    assert "钟面" in practice("数学", "小学", "这份作业", [item("钟面上时针指着8，是（）时。圆柱有（）个", "填空")])
    assert "带‘葡’‘狐’的词" in scene("数学", item("2．数一数“葡、狐、笨、酸”各有几画", "填空"))
    assert "‘给短文加一个题目’里的字词" in scene("语文", item("2．给短文加一个题目", "填空"))
    assert "列式" in scene("数学", item("4．一个数比54少18", "应用"))
    assert blanks(item("4．一个数比54少18，这个数是多少？", "应用"))["practice"].startswith(
        "把第4题‘一个数比54少18’怎样做讲给家人听"
    )


def test_names_are_of_the_list_that_is_asked_about() -> None:
    one, two, other = item("1. 3＋4＝"), item("2. 5＋9＝"), item("1. 8＋1＝")
    assert name_item(one, [one, two]) == "第1题"
    assert name_item(one, [one, two, other]) == "‘3＋4＝’这题"  # two of them bear the number
    assert name_item(one, [one, two]) == "第1题"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5. 赏析“沉舟侧畔千帆过”，说说你的理解。", "第5题‘赏析沉舟侧畔千帆过’"),
        ("5.（选做）易混辨析：运动的快慢怎样比较？", "第5题‘运动的快慢怎样比较’"),
        ("5. 请同学们把这一段话缩写成四十字以内的一句话", "第5题‘请同学们把这一段话缩写成四十…’"),
        ("5. 下列说法正确的是（ ）", "第5题"),  # says nothing of this item
        ("5. （ ）是（ ）的倒数。", "第5题"),
        ("5. 35×12", "第5题"),
        ("5. 35×12=", "第5题‘35×12’"),  # a sum that is to be worked out
        ("5. 9－3＋5=    8＋4＝", "第5题‘9－3＋5’"),
        ("5. 填空。《溜索》的作者是______，选自______。", "第5题‘《溜索》的作者是…’"),  # up to its gap
        ("5. He plays the guitar ____ the piano.", "第5题‘He plays the guitar…’"),
        ("5. 下列说法有误的一项是（ ）\nA. 《行路难》是乐府旧题", "第5题"),  # an option is not what it is about
        ("5. 直接写得数。\n35＋8＝　42－7＝", "第5题‘35＋8’"),
    ],
)
def test_an_item_named_with_what_it_is_about(text: str, name: str) -> None:
    items = [item("1. 背一背口诀"), item(text)]
    assert name_fully(items[1], items) == name
