"""Indicators of whole sheets: the answer, its evidence, its note; and the labelled sheets."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.datamodels import Draft, Finding
from reviewer.homework import find_homework_indicators, measure_homework

SheetMaker = Callable[..., Draft]
DRAFTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "drafts"
IDS = {
    "pu.stated", "pu.aligned", "pu.diagnosis", "ti.labelled", "ti.real", "ti.three", "ti.choice", "re.no_copying", "re.low_repeat",
    "lo.stated", "lo.within_cap", "va.types", "va.practice", "va.context", "th.explain", "th.open_ended", "th.higher",
    "hf.criteria", "hf.self", "hf.followup", "cl.instructions", "cl.complete",
}  # fmt: skip
GOOD = """三年级数学《两位数乘两位数》作业设计
作业目标：能正确计算两位数乘两位数。
预计用时：20分钟
一、基础性作业（必做）
1. 口算：20×30=  40×12=
2. 易错辨析：25×40=100，对吗？错在哪里？
二、拓展性作业（必做）
3. 学校买了12箱牛奶，每箱24盒，每盒3元，一共要付多少元？写出你的思考过程。
三、实践性作业（选做）
4. 和家长一起去超市，调查三种商品的单价，设计一个购物方案。
评价标准：方案合理得三颗星。自评：☆☆☆
教师批改后，对有困难的学生进行面批。
"""
POOR = "作业\n1. 抄写第5课生字，每个10遍。\n2. 默写词语5遍。\n" + "\n".join(f"{n}. {n}+{n + 3}=" for n in range(3, 9))


def findings(draft: Draft) -> dict[str, Finding]:
    return find_homework_indicators(draft, measure_homework(draft))


@pytest.mark.parametrize("indicator", sorted(IDS - {"re.low_repeat"}))
def test_a_good_sheet_has_every_indicator(indicator: str, sheet: SheetMaker) -> None:
    finding = findings(sheet(GOOD, grade="三年级"))[indicator]
    assert finding.answer == "yes"
    assert finding.probability > 0.5
    assert finding.note.endswith("。")


@pytest.mark.parametrize(
    "indicator",
    ["pu.stated", "ti.labelled", "ti.real", "ti.three", "ti.choice", "re.no_copying", "re.low_repeat", "lo.stated", "va.types",
     "va.practice", "va.context", "th.explain", "th.open_ended", "th.higher", "hf.criteria", "hf.self", "hf.followup", "pu.diagnosis"],
)  # fmt: skip
def test_a_poor_sheet_has_none(indicator: str, sheet: SheetMaker) -> None:
    finding = findings(sheet(POOR, grade="三年级"))[indicator]
    assert finding.answer == "no"
    assert finding.probability < 0.5


@pytest.mark.parametrize(
    ("indicator", "quote"),
    [
        ("pu.stated", "作业目标：能正确计算两位数乘两位数。"),
        ("lo.stated", "预计用时：20分钟"),
        ("ti.labelled", "一、基础性作业（必做）"),
        ("hf.followup", "教师批改后，对有困难的学生进行面批。"),
        ("va.practice", "4. 和家长一起去超市，调查三种商品的单价，设计一个购物方案。"),
    ],
)
def test_evidence_is_the_passage_itself(indicator: str, quote: str, sheet: SheetMaker) -> None:
    draft = sheet(GOOD, grade="三年级")
    spans = findings(draft)[indicator].spans
    assert quote in [draft.text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "text", [GOOD, POOR, "", "没有题目的一段话。", "1. \n2. \n", "|  |  |\n| --- | --- |\n|  |  |"]
)
def test_every_indicator_is_answered_for_any_text(text: str, sheet: SheetMaker) -> None:
    found = findings(sheet(text))
    assert set(found) == IDS
    for finding in found.values():
        assert 0 <= finding.probability <= 1
        assert len(finding.spans) <= 3
        assert all(0 <= start < end <= len(text) for start, end in finding.spans)
        assert {"yes": finding.probability > 0.5, "no": finding.probability < 0.5}.get(finding.answer, True)


@pytest.mark.parametrize(
    ("text", "indicator", "answer"),
    [
        ("1. 求5的倒数。（每题3分）", "hf.criteria", "yes"),
        ("1. 求5的倒数。\n家长评价：______", "hf.self", "yes"),
        ("1. 求5的倒数。\n请家里人给你打星：____", "hf.self", "yes"),
        ("1. 从下面选一项，做一张A4大小的推介卡。\n2. 说一说。", "ti.choice", "yes"),
        ("1. 在折线的一边滴几滴颜料，合上，用手抹一抹，再打开。\n2. 说一说像什么。", "va.practice", "yes"),
        ("1. 要从两人中选一人参加校跳绳比赛，你选谁？用数据说说理由。\n2. 求平均数。", "va.practice", "no"),
        ("1. 求5的倒数。\n订正栏：", "hf.self", "yes"),
        ("1. 求5的倒数。\n作业要认真。", "hf.self", "no"),
        ("从下面三题中任选一题完成。\n1. 求5的倒数。\n2. 求3的倒数。", "ti.choice", "yes"),
        ("1. 选择题：下列正确的是（ ）\nA. 1\nB. 2", "ti.choice", "no"),
        ("1. " + " ".join(f"{n}+{n}=" for n in range(1, 15)), "re.low_repeat", "no"),
        ("1. 抄写你最喜欢的句子。\n2. 求和。", "re.no_copying", "yes"),
        ("1. 小明测量了教室的长是8米，宽6米，面积多少？", "va.practice", "no"),
        ("1. 解释下列句中加点词语。", "th.explain", "no"),
        ("1. 判断0是自然数，把依据写下来。", "th.explain", "yes"),
        ("1. 解释为什么影子会变长。", "th.explain", "yes"),
        ("1. 求5的倒数。\n请妈妈写一句鼓励的话。", "hf.self", "yes"),
        ("1. 完成《学习之友》第8页第3题。", "cl.instructions", "no"),
        ("1. 课堂观察表（空）：\n____ | ____ | ____", "cl.instructions", "no"),
        ("1. 画一画。\n2. 求5的倒数。", "cl.instructions", "no"),
        ("1. 把一周的气温填进表里：\n周一____ 周二____", "cl.instructions", "yes"),
        ("1. 一本书8元，买若干本要多少元？", "cl.complete", "no"),
        ("1. 有若干个苹果，每人3个多2个，每人4个少5个，有多少个苹果？", "cl.complete", "yes"),
        ("1. 求5的倒数。\n订正：错题抄三遍。", "re.no_copying", "no"),
        ("设计意图：改变过去抄写五遍的做法。\n1. 求5的倒数。", "re.no_copying", "yes"),
        ("1. 有几位同学把“辨”写成“辩”，你来说说区别。", "pu.diagnosis", "yes"),
        ("五年级地理　国庆作业（二）\n1. 求5的倒数。", "pu.stated", "no"),
        ("《梯形的面积》\n1. 求5的倒数。", "pu.stated", "yes"),
        ("绝密★启用前\n1. 求5的倒数。", "pu.stated", "no"),
        ("七上数学周未课堂作业 3\n1. 求5的倒数。", "pu.stated", "no"),
        ("综合探究二 从地球仪上看世界\n1. 求5的倒数。", "pu.stated", "yes"),
        ("选择性必修1 稳态与调节 第4章 免疫调节\n\n1. 免疫系统由哪三部分组成？", "pu.stated", "yes"),
        (
            "备考2018年中考生物一轮基础复习：专题五 绿色植物与生物圈的水循环、碳氧平衡、有机物制造者、爱护植被\n1. 光合作用的场所是____。",
            "pu.stated",
            "yes",
        ),
        ("1. 直接写得数：3+5=\n2. 判断：8-2=5（ ）\n3. 一个数比9多4，这个数是多少？", "va.types", "no"),
        ("1. 把诗读给爸爸妈妈听。\n2. 背诵第一段。", "va.context", "no"),
        ("1. 家里水池每分钟滴水20毫升，一天浪费多少水？", "va.context", "yes"),
        ("1. 求5的倒数。\n甲组同学可以不做第2题，愿意的同学可以再做。", "ti.choice", "yes"),
        ("1. 求5的倒数。\n由我逐份写评语，课间单独辅导。", "hf.followup", "yes"),
        ("1. 求5的倒数。\n评价：A 过程完整；B 结果正确", "hf.criteria", "yes"),
        ("1. 如图，求阴影部分的面积。", "cl.complete", "no"),
    ],
)
def test_single_cues(text: str, indicator: str, answer: str, sheet: SheetMaker) -> None:
    assert findings(sheet(text))[indicator].answer == answer


def test_false_tiers_name_the_pair(sheet: SheetMaker) -> None:
    text = "A组\n1. 小明有5个苹果，吃了2个，还剩几个？\nB组\n2. 小红有9个苹果，吃了4个，还剩几个？"
    finding = findings(sheet(text))["ti.real"]
    assert finding.answer == "no"
    assert finding.note.startswith("第1题与第2题分在两层")


def test_a_long_sheet_is_quick(sheet: SheetMaker) -> None:
    text = "\n".join(
        f"{n}. 小明有{n}个苹果，吃了2个，又买来{n + 3}个，现在有几个？说说你的想法。" for n in range(1, 99)
    )
    draft = sheet((text * 2)[:5000])
    started = time.process_time()
    findings(draft)
    assert time.process_time() - started < 0.6  # 0.15 s of one core


@pytest.mark.parametrize(("name", "least"), [("d-h01", 20), ("d-h02", 20), ("d-h03", 21)])
def test_labelled_sheets(name: str, least: int, sheet: SheetMaker) -> None:
    if not (DRAFTS / "labels.json").is_file():
        pytest.skip("../shared/data/drafts is not here")
    truth = json.loads((DRAFTS / "labels.json").read_text(encoding="utf-8"))[name]["final"]
    draft = sheet((DRAFTS / f"{name}.txt").read_text(encoding="utf-8"), grade="二年级" if name == "d-h03" else None)
    measures = measure_homework(draft)
    found = find_homework_indicators(draft, measures)
    assert len(measures.items) == truth["n_items"]
    assert sum(found[one].answer == answer for one, answer in truth["answers"].items()) >= least


@pytest.mark.parametrize(
    ("head", "labelled", "chosen"),
    [
        ("（A、B 必做；C 里的两题选一题。）", True, True),
        ("第一、二部分都做；第三部分在甲、乙里选一题。", True, True),
        ("每题都要做完，写清过程。", False, False),
        ("从下面的词里选一个填空。", False, False),
    ],
)
def test_what_is_for_everybody_and_what_is_left_to_choice_may_stand_above(
    head: str, labelled: bool, chosen: bool, sheet: SheetMaker
) -> None:
    found = findings(sheet(f"家庭作业\n{head}\n1. 写一写你的想法。\n2. 画一画你的房间。\n3. 算一算。12+3=\n"))
    assert (found["ti.labelled"].probability > 0.5, found["ti.choice"].probability > 0.5) == (labelled, chosen)
