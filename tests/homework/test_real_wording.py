"""Wordings of real sheets that answer an indicator, each with a near miss."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework

SheetMaker = Callable[..., Draft]

PLAIN = "三年级练习\n1. 说说你的一天。\n2. 3+5=\n"


@pytest.mark.parametrize(
    ("indicator", "line", "answer"),
    [
        ("lo.stated", "四年级 · 动手做 · 30分钟", "yes"),
        ("lo.stated", "考试时量：45 分钟 ｜ 满分：100 分", "yes"),
        ("lo.stated", "3. 小林骑车 · 走路共用了 30分钟，他走了几分钟？", "no"),
        ("th.open_ended", "3. 用“一边”造一个句子。", "yes"),
        ("th.open_ended", "3. 读句子，找出比喻句。", "no"),
        ("va.context", "3. 写一个程序，用字典保存家里的记账本。", "yes"),
        ("hf.criteria", "标准：路线写清时间和费用，家里人能照着走。", "yes"),
        ("hf.criteria", "3. 写出国际标准大气压的数值。", "no"),
        ("hf.self", "请家人试用并提出意见，再修改一次。", "yes"),
        ("hf.self", "3. 请家人听你读一遍课文。", "no"),
        ("pu.diagnosis", "3. 选出读音有误的一项。", "yes"),
        ("pu.diagnosis", "3. 圈出句子里的错别字。", "yes"),
        ("pu.diagnosis", "要求：字迹端正，没有错别字。", "no"),
        ("pu.diagnosis", "难点\n- 分数单位的意义", "yes"),
        ("pu.diagnosis", "3. 说说人工智能怎样帮助医疗诊断。", "no"),
        ("pu.diagnosis", "3. 说一说质数和奇数的区别。", "yes"),
        ("ti.choice", "时间充足时完成下面的题。", "yes"),
        ("ti.choice", "3. 这节课时间不够，明天再讲。", "no"),
        ("ti.choice", "3. 请选择其中一个人写一写。", "no"),
        ("ti.choice", "3. 选择一种练习方法练三次。", "no"),
        ("cl.complete", "（第3页扫描件待补，题目暂缺。）", "no"),
        ("cl.complete", "3. 等高线地形图中，线越密坡越陡吗？", "yes"),
        ("cl.complete", "3. 图中有几个三角形？", "no"),
        ("th.explain", "3. 求证：四边形ABCD是矩形。", "yes"),
        ("th.explain", "3. 科学家提出学说。从研究的方法来看，这属于（　）", "no"),
        ("th.open_ended", "3. 画出一个面积为8格的轴对称图形。", "yes"),
        ("th.open_ended", "3. 画出这个图形的对称轴。", "no"),
        ("th.open_ended", "3. 把故事的结尾改写成一首小诗。", "yes"),
        ("th.open_ended", "3. 把下面的数改写成用万作单位的数。", "no"),
        (
            "th.higher",
            "3. 编写一个程序，输入三条边，输出面积。\n#### 样例输出\n如果输入的数不能构成三角形，那么输出“不是三角形”。",
            "yes",
        ),
        ("th.higher", "3. 编写一个程序，输入半径，输出圆的面积。\n#### 样例输出\n输入2，输出12.56。", "no"),
        ("va.practice", "3. 用水平力拉木块，动摩擦因数为0.2，求摩擦力。", "no"),
    ],
)
def test_wording(sheet: SheetMaker, indicator: str, line: str, answer: str) -> None:
    draft = sheet(f"{PLAIN}{line}\n" if line.startswith("3.") else f"三年级练习\n{line}\n{PLAIN[6:]}")
    found = find_homework_indicators(draft, measure_homework(draft))[indicator]
    assert found.answer == answer, found.note


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("小学数学模拟考试卷", "no"),
        ("九年级英语 第一学期期末质量检测", "no"),
        ("北师大版 · 二年级下册期末", "no"),
        ("三年级数学 两位数乘法模拟卷", "yes"),
    ],
)
def test_title_of_an_examination_names_no_topic(sheet: SheetMaker, title: str, answer: str) -> None:
    draft = sheet(f"{title}\n一、计算\n1. 12×3=\n2. 24×5=\n")
    assert find_homework_indicators(draft, measure_homework(draft))["pu.stated"].answer == answer


PASSAGE = "完形填空\nThe boy was 1.____ in a town. He 2.____ his dog. They 3.____ happy.\n"


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ("", "no"),
        ("1. A. born  B. bear  C. bore\n2. A. loved  B. love  C. loving\n", "yes"),
        ("方框：born love were\n", "yes"),
    ],
)
def test_cloze_needs_its_options(sheet: SheetMaker, more: str, answer: str) -> None:
    draft = sheet(f"八年级英语练习\n{PASSAGE}{more}")
    assert find_homework_indicators(draft, measure_homework(draft))["cl.complete"].answer == answer


def test_items_of_a_topic_need_not_name_it(sheet: SheetMaker) -> None:
    asked = (
        "最长的河流",
        "最大的湖泊",
        "最高的山峰",
        "面积最大的平原",
        "最热的地方",
        "最冷的地方",
        "降水最多的地方",
        "海拔最低的地方",
    )
    draft = sheet("中国的自然环境\n" + "\n".join(f"{n}. 我国{what}是（　）" for n, what in enumerate(asked, 1)))
    assert find_homework_indicators(draft, measure_homework(draft))["pu.aligned"].answer == "yes"


def test_minutes_of_fields_are_summed(sheet: SheetMaker) -> None:
    draft = sheet(
        "风筝\n四年级 · 动手做 · 30分钟\n1. 做一只风筝。\n影子\n四年级 · 观察 · 20分钟\n2. 观察影子一天的变化。\n"
    )
    assert measure_homework(draft).minutes_stated == 50
