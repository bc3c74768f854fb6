"""Forms of sheets beyond a class's own exercise slip: papers in English, textbook exercises, handouts, worksheets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework
from reviewer.homework.items import find_tasks
from reviewer.homework.load import grade_band
from reviewer.homework.numbering import find_marker
from reviewer.homework.tier_labels import tier_heading

SheetMaker = Callable[..., Draft]


def _probability(draft: Draft, indicator: str) -> float:
    return find_homework_indicators(draft, measure_homework(draft))[indicator].probability


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("(a) State two uses of a relay.", "lett", 1),
        ("(iii) a wooden spoon", "rom", 3),
        ("题 2 Where is the cat?", "di", 2),
        ("变式3：若半径加倍呢？", "di", 3),
        ("【变式2-1】求 k 的值", "di", 2),
    ],
)
def test_numbers_of_papers_and_handouts(text: str, style: str, value: int) -> None:
    marker = find_marker(text)
    assert marker is not None and (marker.style, marker.value) == (style, value)


@pytest.mark.parametrize("text", ["(kg) is a unit of mass", "题目见下页", "变式思维很重要", "(if) is a keyword"])
def test_no_numbers(text: str) -> None:
    assert find_marker(text) is None


def test_lettered_parts_are_items_and_lettered_options_are_not(sheet: SheetMaker) -> None:
    paper = sheet(
        "Question 1 Gates [5 marks]\n(a) Name the gate drawn above. [1 mark]\n(b) State the purpose of:\n(i) a latch [2 marks]\n(ii) a clock [2 marks]\n"
    )
    assert len(find_tasks(paper)) == 3
    choice = sheet("1. Which of these is a metal?\n(a) iron\n(b) sulfur\n(c) neon\n2. Name one acid.\n")
    assert len(find_tasks(choice)) == 2


def test_marks_of_a_paper_give_minutes_and_criteria(sheet: SheetMaker) -> None:
    paper = sheet("Chapter 6: Circuits - Homework\n1. Explain how a fuse works. [3 marks]\n2. Define power. [1 mark]\n")
    assert [item.minutes for item in measure_homework(paper).items] == [3.6, 1.2]
    assert _probability(paper, "hf.criteria") >= 0.5
    assert _probability(paper, "pu.stated") >= 0.5


@pytest.mark.parametrize(
    ("heading", "name"),
    [("复习巩固", "基础"), ("知识技能", "基础"), ("综合运用", "提升"), ("拓广探索", "拓展"), ("联系拓广", "拓展")],
)
def test_sections_of_textbook_exercises(heading: str, name: str) -> None:
    label = tier_heading(heading)
    assert label is not None and label.name == name


@pytest.mark.parametrize("heading", ["综合运用所学知识解决下面的问题。", "知识技能大赛通知", "复习巩固后完成下面各题"])
def test_sentences_are_no_sections(heading: str) -> None:
    assert tier_heading(heading) is None


def test_a_key_below_a_lesson_name_holds_no_items(sheet: SheetMaker) -> None:
    handout = sheet(
        "1. I ____ (go) home now.\n2. She ____ (be) late.\n\n第 5 讲 · 参考答案与解析\n热身：1. A  2. C\n1. go\n2. is\n"
    )
    assert len(find_tasks(handout)) == 2


def test_options_of_fractions_are_no_statements(sheet: SheetMaker) -> None:
    paper = sheet(
        "一、单选题：本大题共2题，每题3分，共6分。\n1.密度最大的是( )\nA. 铁\nB. 铝\n2.两物体动能之比为( )\nA. (1/2)k\nB. (1/3)k\n"
    )
    assert len(find_tasks(paper)) == 2


def test_a_told_survey_is_no_practice(sheet: SheetMaker) -> None:
    told = sheet("1. 为了解某镇居民的用水量，从中抽取了80户进行调查，样本容量是多少？\n2. 这两种调查哪种更可靠？\n")
    assert _probability(told, "va.practice") < 0.5
    own = sheet("1. 请设计问卷，调查班里同学的睡眠时间，写出你的发现。\n")
    assert _probability(own, "va.practice") >= 0.5


def test_an_aim_in_an_item_is_no_aim_of_the_sheet(sheet: SheetMaker) -> None:
    assert (
        _probability(sheet("1. 甲、乙各射击一次，谁先击中目标的机会大？\n2. 这家店的经营目标合理吗？\n"), "pu.stated")
        < 0.5
    )
    assert _probability(sheet("目标：会用量角器量角。\n1. 量出∠1的度数。\n"), "pu.stated") >= 0.5


def test_choosing_a_quantity_is_no_choice_of_items(sheet: SheetMaker) -> None:
    assert _probability(sheet("1. 选择一个可以表示离散程度的量，并计算。\n2. 求平均数。\n"), "ti.choice") < 0.5
    assert _probability(sheet("1. 选择一个主题写一段话。\n2. 求平均数。\n"), "ti.choice") >= 0.5


@pytest.mark.parametrize(
    ("text", "band"),
    [("1. 已知椭圆的离心率，求标准差。2. 双曲线", 3), ("1. 求证：△ABC与△DEF全等。", 2), ("1. 小红有3个苹果。", None)],
)
def test_stage_by_terms(sheet: SheetMaker, text: str, band: int | None) -> None:
    assert grade_band(sheet(text))[0] == band


def test_why_with_options_asks_for_no_reason(sheet: SheetMaker) -> None:
    assert (
        _probability(sheet("1. Why was Tom late?\nA. He overslept.  B. He was ill.  C. It rained.\n"), "th.explain")
        < 0.5
    )
    assert _probability(sheet("1. 周长____，因为：边长之和＝________。\n"), "th.explain") >= 0.5


def test_a_grid_of_answers_without_its_questions(sheet: SheetMaker) -> None:
    grid = "| 题号 | 1 | 2 | 3 | 4 |\n| 答案 |  |  |  |  |\n"
    assert (
        _probability(sheet(f"一、闯关\n1. 把选出的字母填进格子：\n{grid}2. 你有什么发现？\n"), "cl.instructions") < 0.5
    )
    asked = "".join(f"{n}. 最大的是( )\nA. {n}  B. {n + 1}  C. {n + 2}\n" for n in range(1, 5))
    assert _probability(sheet(f"选择题\n{grid}{asked}"), "cl.instructions") >= 0.5


def test_checklists_and_warnings(sheet: SheetMaker) -> None:
    listed = sheet("1. 解方程 2x=6。\n2. 解方程 x+1=4。\n做完后请检查：\n- 每步写全\n提示：移项注意变号。\n")
    assert _probability(listed, "hf.self") >= 0.5
    assert _probability(listed, "pu.diagnosis") >= 0.5
    plain = sheet("1. 检查家里的水管是否漏水，写一句话。\n2. 注意听讲有什么好处？\n")
    assert _probability(plain, "hf.self") < 0.5
    assert _probability(plain, "pu.diagnosis") < 0.5


def test_traditional_characters_are_read_and_kept(sheet: SheetMaker) -> None:
    draft = sheet(
        "〈天氣〉學習單\n1. 請觀察天空三天，記錄雲的變化，寫在筆記裡。\n2. 為什麼會下雨？請說明理由。\n3. 小組互評：給對方一句話。\n4. 請設計一張海報。\n"
    )
    measures = measure_homework(draft)
    assert [item.text for item in measures.items] == [draft.text[item.start : item.end] for item in measures.items]
    assert any("為什麼" in item.text for item in measures.items)
    assert _probability(draft, "th.explain") >= 0.5
    assert _probability(draft, "hf.self") >= 0.5


@pytest.mark.parametrize(
    ("text", "free"), [("三选一判断：听老师说，选出完整的句子。", False), ("下面三题三选一完成。", True)]
)
def test_choosing_an_answer_is_no_choice_of_items(sheet: SheetMaker, text: str, free: bool) -> None:
    assert (
        _probability(sheet(f"{text}\n1. 说一说你的家。\n2. 写一写你的家。\n3. 画一画你的家。\n"), "ti.choice") >= 0.5
    ) is free


def test_elements_a_work_must_have_are_no_items(sheet: SheetMaker) -> None:
    draft = sheet("任务一：画一张校园平面图。\n必备元素：\n1. 比例尺。\n2. 方向标。\n任务二：给新同学写一段介绍。\n")
    assert len(find_tasks(draft)) == 2


@pytest.mark.parametrize(
    "last", ["3.（学有余力的做）自己编一道能列出这个方程的题。", "拓展（学有余力）\n查资料写一篇关于方程的小论文。"]
)
def test_what_is_meant_for_those_who_can_do_more_is_a_tier(sheet: SheetMaker, last: str) -> None:
    draft = sheet(f"1. 解方程：x＋3＝8\n2. 解方程：2x＝10\n{last}\n")
    assert len(measure_homework(draft).items) == 3
    assert _probability(draft, "ti.labelled") >= 0.5 and _probability(draft, "ti.choice") >= 0.5


def test_a_section_left_to_choice_is_a_tier(sheet: SheetMaker) -> None:
    draft = sheet(
        "一、填一填\n1. 3＋4＝（  ）\n2. 5＋6＝（  ）\n六、做一做（选做）\n做一张生日的月历，圈出生日，写写想做的事。\n"
    )
    assert [item.optional for item in measure_homework(draft).items] == [False, False, True]
    assert _probability(draft, "ti.labelled") >= 0.5


def test_work_set_beside_the_questions_is_no_part_of_the_last(sheet: SheetMaker) -> None:
    items = measure_homework(
        sheet("1. 解释“卒”。\n2. 谁更像周亚夫？说明理由。\n\n【作业】背诵第二段；完成《同步练习册》第59～61页。\n")
    ).items
    assert len(items) == 3 and "练习册" not in items[1].text


PLANNED = """作业设计
| 类型 | 作业内容 | 时间 |
|---|---|---|
| 基础（全体做） | 第1—2题 | 8分钟 |
| 拓展（自选） | 第3题 | 12分钟 |

1. 给“缄默”注音。
2. 填表：大雁什么时候来？
3. 观察一种鸟，写下它吃什么。
"""


def test_a_table_that_plans_the_sheet_gives_its_time_and_no_items(sheet: SheetMaker) -> None:
    measures = measure_homework(sheet(PLANNED))
    assert measures.minutes_stated == 20 and [item.text[:2] for item in measures.items] == ["1.", "2.", "3."]


def test_minutes_said_by_tier_are_stated(sheet: SheetMaker) -> None:
    text = "A层（人人完成）\n1. 读课文。\n2. 抄词语。\nB层（能力提升）\n3. 写一段话。\n说明：A层10分钟，B层20分钟，C层不限。\n"
    assert measure_homework(sheet(text)).minutes_stated == 30


TWO_WAYS = """1. 读课文。
2. 二选一
A. 围绕一句话写一段学校的话，不少于60字。
B. 给朋友介绍老街，画一张路线图，标三处。
【评价】
写字：正确（　）端正（　）
同桌说：____________
"""


def test_two_pieces_of_work_to_choose_from_are_no_answers_to_tick(sheet: SheetMaker) -> None:
    draft = sheet(TWO_WAYS)
    assert [item.kind for item in measure_homework(draft).items][-1] != "选择"
    for indicator in ("va.practice", "hf.criteria", "hf.self"):
        assert _probability(draft, indicator) >= 0.5, indicator
