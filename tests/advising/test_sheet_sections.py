"""A sheet sorted, timed and marked by its own big questions."""

from __future__ import annotations

import re

import pytest

from reviewer.advising.anchors import find_anchor
from reviewer.advising.sheet_blanks import sheet_blanks
from reviewer.advising.sheet_sections import find_sections, name_sections
from reviewer.advising.sheet_standards import stars_fit
from reviewer.datamodels import Draft, Measures
from reviewer.documents import draft_from_text
from reviewer.homework import measure_homework

SHEET = """《分数的初步认识》周末作业（三年级）

一、填空。
1. 把一个圆平均分成4份，每份是它的（    ）。
2. 3/8里面有（    ）个1/8。

二、判断。
1. 把苹果分成3份，每份是1/3。（    ）
2. 1/8大于1/5。（    ）

三、抄写例1，抄3遍。

四、解决问题。
1. 蛋糕的2/8给爸爸，1/8给妈妈，两人一共吃了几分之几？为什么这样算？
2. 12个草莓，吃了1/3，吃了多少个？写出你的想法。

五、说给家人听（任选一题）。
1. 把折纸的1/4讲给家人听。
2. 找一找家里的几分之一，讲给家人听。

六、《练习册》第72～75页。

自我评价：□会读  □会写
"""


def read(text: str) -> tuple[Draft, Measures]:
    draft = draft_from_text(text, name="a.txt", kind="homework")
    return draft, Measures(homework=measure_homework(draft))


def filled(text: str) -> dict[str, str]:
    draft, measures = read(text)
    return sheet_blanks(draft, measures.homework, None)


def test_what_is_optional_inside_a_section_is_counted_apart() -> None:
    more = SHEET.replace("2. 12个草莓", "2.（选做）12个草莓")
    assert "选做的任选一题约" in filled(SHEET)["minutes"]
    must, free = (re.findall(r"(?:必做|选做[^约]*)约(\d+)分钟", filled(text)["minutes"]) for text in (SHEET, more))
    assert int(free[0]) < int(must[0]) and int(free[1]) > int(must[1])


ROWS = """分数乘法 作业设计

| 层次 | 题目 |
|---|---|
| A 基础题（全体） | 1. 计算：2/9×4 |
| C 拓展题（学有余力） | 2. 小亮不算就知道1/2×2/3×3/4的得数，他是怎么想的？ |
"""


def test_a_kind_that_the_sheet_names_is_not_called_missing() -> None:
    told = filled(ROWS)["fill_tiers"]
    assert "实践" in told and "拓展" not in told.split("，")[0]
    assert [item.tier_labelled for item in measure_homework(read(ROWS)[0]).items] == ["基础题", "拓展题"]


def test_sections_hold_all_items_and_know_what_is_left_to_choice() -> None:
    draft, measures = read(SHEET)
    assert measures.homework is not None
    sections = find_sections(draft, measures.homework.items)
    assert [(one.name, one.kind, len(one.items)) for one in sections] == [
        ("第一大题", "填空", 2), ("第二大题", "判断", 2), ("第三大题", "抄写例", 1), ("第四大题", "解决问题", 2),
        ("第五大题", "说给家人听", 2), ("第六大题", "", 1),
    ]  # fmt: skip
    assert [one.one_of for one in sections] == [False, False, False, False, True, False]
    told = sections[4]
    assert told.minutes == max(one.minutes for one in told.items)
    assert name_sections([sections[0], sections[1], sections[2], sections[4]], sections) == "第一至三、五大题"


@pytest.mark.parametrize(
    "text",
    [
        "一、填空。\n1. 3＋4＝（    ）\n2. 4＋5＝（    ）\n",  # one heading is no division
        "作业\n1. 写一写你的想法。\n2. 画一画你的房间。\n",
        "一、填空。\n1. 3＋4＝（    ）\n\n一、判断。\n1. 3＞4。（    ）\n",  # two of the same name
    ],
)
def test_a_sheet_without_such_headings_has_none(text: str) -> None:
    draft, measures = read(text)
    assert measures.homework is not None
    assert find_sections(draft, measures.homework.items) == []


def test_the_sheets_own_questions_are_sorted() -> None:
    assert "sorted_items" not in filled(SHEET)  # what is for whom is said there
    plain = filled(SHEET.replace("（任选一题）", ""))["sorted_items"]
    assert plain == "第一、二、五大题标“基础题（必做）”，第四大题标“提高题（必做）”"
    drill = "一、口算。\n1. 3＋4＝\n二、填空。\n2. 4＋（    ）＝9\n三、判断。\n3. 3＞4。（    ）\n"
    assert "sorted_items" not in filled(drill) and filled(drill)["kept"] == "原有的题标“必做”"


def test_the_time_of_a_sheet_adds_up_by_its_questions() -> None:
    said = filled(SHEET)["minutes"]
    assert said.startswith("必做约")
    parts = [int(part.split("分钟")[0]) for part in said.split("（")[1].split("）")[0].split("约")[1:]]
    assert sum(parts) == int(said[3:].split("分钟")[0])
    assert said.count("选做的任选一题约") == 1
    plain = "一、填空。\n1. 3＋4＝（    ）\n二、判断。\n2. 3＞4。（    ）\n"
    assert filled(plain)["minutes"].startswith("预计约")


def test_work_in_several_sittings_is_timed_by_one() -> None:
    assert "，分四次做，每次约" in filled(SHEET.replace("一、填空", "这份作业分四次做完。\n\n一、填空"))["minutes"]


def test_the_work_of_the_whole_unit_stays_for_everybody() -> None:
    sheet = "一、看拼音写词语\nlǎo shī（    ）\n二、词语\n1. 照样子写三个词，并说说为什么。\n三、习作\n写一写课间最紧张的一刻，不少于120字。\n"
    assert filled(sheet)["sorted_items"] == "第一大题标“基础题（必做）”，第二、三大题标“提高题（必做）”"


def test_what_has_no_solution_is_not_the_hardest() -> None:
    sheet = (
        "1. 预习课本，你有什么疑问？为什么？\n2. 小明有12元，买笔用去3元，还剩多少元？\n3. 把概念抄写两遍，并背熟。\n"
    )
    assert filled(sheet)["hardest"] == "第2题"


def test_a_heavy_sheet_is_relieved_before_its_time_is_written() -> None:
    told = filled(SHEET)
    assert told["relief"] == "第三大题只写容易错的"
    assert "relief" not in filled("一、填空。\n1. 3＋4＝（    ）\n二、判断。\n2. 3＞4。（    ）\n")


def test_stars_are_for_the_sheets_own_questions() -> None:
    whole = (
        SHEET.split("三、抄写")[0] + "三、解决问题。\n1. 蛋糕的2/8给爸爸，1/8给妈妈，一共吃了几分之几？为什么这样算？\n"
    )
    assert filled(whole)["stars"] == (
        "★第一大题都做对；★★第二大题也都做对，错的改好了；★★★‘蛋糕的2/8给爸爸’这题写清了是怎样想的"
    )
    assert filled(SHEET)["stars"] == (  # copying counts for nothing, what is left to choice is for the third star
        "★第一大题都做对；★★第二、四大题也都做对，错的改好了；★★★‘把折纸的1/4讲给家人听’这题讲得清楚，听的人听懂了"
    )
    assert stars_fit("★会读分数；★★会把折纸讲给家人听；★★★能写出分数的想法", SHEET)
    assert not stars_fit("★会读分数；★★会用小棒摆；★★★能折出分数", SHEET)


def test_the_line_where_pupils_rate_themselves_is_found_below_the_items() -> None:
    draft, measures = read(SHEET)
    span = find_anchor(draft, measures, "self_rating")
    assert span is not None and draft.text[slice(*span)].startswith("自我评价")
    bare, measured = read(SHEET.split("自我评价")[0])
    assert find_anchor(bare, measured, "self_rating") is None


def test_the_place_where_a_sheet_begins_is_its_first_heading() -> None:
    draft, measures = read(SHEET)
    span = find_anchor(draft, measures, "item_first")
    assert span is not None and draft.text[slice(*span)] == "一、填空。"


def test_sums_that_stand_there_twice_are_named() -> None:
    sums = "一、口算。\n13－7＝  15－8＝  12－9＝  40＋5＝\n二、口算。\n13－7＝  15－8＝  12－9＝  6＋8＝\n"
    assert filled(sums)["twice"] == "13－7、15－8、12－9"
    assert "twice" not in filled("一、口算。\n13－7＝  15－8＝\n二、口算。\n3－7＝  15－8＝\n")


def test_a_long_test_paper_is_done_in_two_goes() -> None:
    paper = "三年级数学期末检测卷\n" + "\n".join(
        f"{one}、解决问题。\n"
        + "".join(f"{n}. 小明有{n}8元，买了{n}本书，还剩多少元？先列式再写理由。\n" for n in range(1, 7))
        for one in "一二三"
    )
    told = filled(paper)
    assert re.fullmatch(
        r"分两次做：第一大题.*约\d+分钟，第二、三大题约\d+分钟|分两次做：第一、二大题约\d+分钟，第三大题.*约\d+分钟",
        told["minutes"],
    )
    assert "relief" not in told and "分两次做" not in filled(paper.replace("期末检测卷", "练习"))["minutes"]


def test_grades_1_and_2_keep_what_is_only_spoken() -> None:
    low = SHEET.replace("（三年级）", "（二年级）")
    assert filled(low)["class_work"] == "第一至四、六大题在课上写；回家只做第五大题，把第三大题读给、背给家人听，不抄"
    assert "class_work" not in filled(SHEET)


def test_what_is_told_at_home_already_is_not_asked_for_again() -> None:
    assert "unspoken" not in filled(SHEET)
    assert filled("一、填空。\n1. 3＋4＝（    ）\n二、判断。\n2. 3＞4。（    ）\n")["unspoken"] == ""


def test_a_heavy_sheet_without_copying_is_relieved_by_half_of_its_longest_row() -> None:
    sums = "  ".join(f"{n}26×{m}=" for n in range(1, 10) for m in range(3, 6))
    words = "\n".join(f"{n}. 一箱苹果{n}4个，{n}箱一共多少个？" for n in range(1, 5))
    told = filled(f"一、口算。\n20×4=\n二、列竖式计算。\n{sums}\n三、解决问题。\n{words}\n")
    assert told["relief"] == "第二大题‘列竖式计算’只做一半"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "要求：A、B、C三组全部完成，过程写在本子上。",
            "另把“A、B、C三组全部完成”改成“必做的人人完成，选做的自己选”。",
        ),
        ("要求：以上题目每位同学都要完成。", "另把“以上题目每位同学都要完成”改成“必做的人人完成，选做的自己选”。"),
        ("要求：书写工整，《同步》全部完成。", ""),
        ("同学们都完成了任务，他很高兴。", ""),
    ],
)
def test_what_leaves_nothing_to_choice_is_to_go_where_work_is_chosen(line: str, said: str) -> None:
    assert filled(f"1. 背诵课文。\n2. 3＋4＝（    ）\n{line}\n")["undo"] == said


def test_what_grades_one_and_two_write_is_sorted_for_class() -> None:
    sheet = "二年级数学\n一、填空\n1. 3＋4＝（    ）\n2. 5＋4＝（    ）\n二、填一填\n1. 9＋4＝（    ）\n三、解决问题\n1. 小明有12元，买笔用去3元，还剩多少元？说说为什么这样算。\n"
    assert "课上做" in (filled(sheet).get("sorted_items") or "")
