"""Tier labels in their usual forms, and whether the tiers are real."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import measure_homework
from reviewer.homework.tier_labels import tier_heading, tier_mark

SheetMaker = Callable[..., Draft]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("一、基础性作业（必做，5分钟）", "基础"),
        ("【基础巩固】", "基础"),
        ("基础达标", "基础"),
        ("二、拓展性作业", "拓展"),
        ("（二）能力提升：", "提升"),
        ("三、拓展延伸", "拓展"),
        ("实践性作业（选做）", "实践"),
        ("综合实践活动", "实践"),
        ("A组", "A"),
        ("B层（提高）", "B"),
        ("【C】", "C"),
        ("C类作业", "C"),
        ("必做题", "必做"),
        ("选做题：", "选做"),
        ("★★ 能力提升", "2"),
        ("★★★", "3"),
        ("一星题", "1"),
        ("第二层次", "2"),
        ("层次三", "3"),
        ("## 基础作业", "基础"),
        ("模块一：基础作业", "基础"),
        ("思维拓展", "拓展"),
        ("【B层】全体完成", "B"),
        ("【C组　拓展题】", "C"),
        ("▲▲ 二星题（全体）", "2"),
        ("◆ 提高题（选）", "提升"),
        ("Level 2　拓展", "拓展"),
        ("Level 3", "3"),
        ("基础题，人人都做", "基础"),
        ("实践作业　想做哪个做哪个", "实践"),
    ],
)
def test_tier_heading(line: str, name: str) -> None:
    label = tier_heading(line)
    assert label is not None
    assert label.name == name


@pytest.mark.parametrize(
    "line",
    [
        "一、填空题",
        "作业目标",
        "基础知识是学习的根本，请认真复习。",
        "设计意图：拓展学生思维",
        "自评：★★★",
        "A. 三角形",
        "1. 实践是检验真理的唯一标准。",
        "评价标准",
        "小明参加了A组比赛。",
        "A组全体同学在操场集合",
        "Level 1 words are easy",
        "Step 1",
        "选择题",
    ],
)
def test_not_a_tier_heading(line: str) -> None:
    assert tier_heading(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("3.（选做）画一画", "选做"),
        ("（★★）2. 求和", "2"),
        ("★ 1. 看图写数", "1"),
        ("4. 【拓展】想一想", "拓展"),
        ("3.（★拔高）给加点字注音", "提升"),
        ("8. （★拔高：陈述改反问）我们应该珍惜今天。", "提升"),
        ("1. （基础·词句）“夜以继日”的意思是：", "基础"),
        ("6. （反问改陈述）难道搬得动吗？", None),
        ("5. 求和", None),
        ("6.（3分）求和", None),
    ],
)
def test_tier_mark_on_one_item(line: str, name: str | None) -> None:
    label = tier_mark(line)
    assert (label.name if label else None) == name


REAL = """一、基础性作业
1. 口算：20×3=  40×2=
2. 填空：1千米=（  ）米。
二、拓展性作业
3. 学校买了12箱牛奶，每箱24盒，每盒3元，一共要付多少元？说明理由。
4. 小明说积一定是四位数，他说得对吗？为什么？
三、实践性作业
5. 调查三种商品的单价，设计一个购物方案。
"""
FALSE = """A组
1. 小明有5个苹果，吃了2个，还剩几个？
2. 3+5=
B组
3. 小红有9个苹果，吃了4个，还剩几个？
4. 4+7=
"""


@pytest.mark.parametrize(
    ("text", "labelled", "real"),
    [
        (REAL, True, True),
        (FALSE, True, False),
        (
            "必做题\n1. 抄写生字两遍。\n2. 口算：3+5=\n选做题\n3. 设计一份手抄报并向同学介绍你的设计理由。",
            True,
            True,
        ),
        (
            "★ 1. 求3的倍数。\n★★ 2. 为什么偶数加偶数是偶数？请说明理由。\n★★★ 3. 设计一个游戏规则，使游戏公平。",
            True,
            True,
        ),
        ("基础题\n1. 求5的倒数。\n提高题\n2. 求7的倒数。", True, False),
        ("1. 求5的倒数。\n2. 求7的倒数。", False, None),
        ("一、填空题\n1. 3个十是（ ）。\n二、判断题\n2. 0是自然数。（ ）", False, None),
        ("基础练习\n1. 求5的倒数。\n2. 默写《山行》。", False, None),
    ],
)
def test_tiers_of_a_sheet(text: str, labelled: bool, real: bool | None, sheet: SheetMaker) -> None:
    tiers = measure_homework(sheet(text)).tiers
    assert (tiers.labelled, tiers.real) == (labelled, real)


def test_items_carry_their_label_and_their_own_tier(sheet: SheetMaker) -> None:
    items = measure_homework(sheet(REAL)).items
    assert [item.tier_labelled for item in items] == [
        "基础性作业",
        "基础性作业",
        "拓展性作业",
        "拓展性作业",
        "实践性作业",
    ]
    assert [item.tier for item in items] == ["基础", "基础", "拓展", "拓展", "实践"]


def test_optional_items(sheet: SheetMaker) -> None:
    items = measure_homework(sheet("必做题\n1. 求和。\n选做题\n2. 求积。\n3. 求商。")).items
    assert [item.optional for item in items] == [False, True, True]


# Realistic tiered sheets, subject by subject: the lowest tier may ask for reasons, the upper ones make, plan or combine.
REAL_SHEETS = {
    "物理：基础也要理由，上面有设计与测量": """一、基础（都做）
1. 用电压表测灯泡两端电压时并联还是串联？为什么不能反过来？
2. “导体电阻随电压增大而增大。”这句话对吗？错在哪里，说明理由。
二、拓展
3. 电阻箱、电源、电流表各一个，设计一个测未知电阻的方案，画出电路图，写出步骤和表达式，再说明误差来自哪里。
三、实践
4. 查看家里三种用电器的铭牌，记录一天的使用时间，算出电费，给家人提出两条节电建议。
""",
    "生物：读图、评价、设计": """A层
1. 光合作用的场所是什么？为什么叶片多呈绿色？
2. 说出呼吸作用的原料和产物，并说明理由。
B层
3. 某同学把两盆植物放在不同光照下得出结论，指出他的实验有哪两处不妥，并提出改进办法。
C层
4. 自选材料，设计一个探究温度对种子萌发影响的实验，写出变量、步骤和记录表，连续观察一周并拍照。
""",
    "数学：一步、多步、开放": """★
1. 求25的20%是多少。
2. 一本书120页，看了30%，看了多少页？
★★
3. 一件衣服先提价20%再降价20%，现价与原价相比是多了还是少了？相差百分之几？说明理由。
★★★
4. 到三家商店了解同一商品的促销办法，算出哪家最合算，写一份购物建议。
""",
    "语文：积累、比较、写作": """必做
1. 给加点字注音：湛蓝、蹒跚。
2. 解释“慢条斯理”的意思。
选做
3. 比较课文与《雪》写景的不同，选一处写一段120字的赏析，并说明你的依据。
""",
    "英语：词、句、篇": """基础巩固
1. 写出下列单词的过去式：go, see, buy
2. 用 buy 的正确形式填空：She ____ a hat yesterday.
综合提升
3. 阅读短文，回答三个问题；再根据短文画出时间线；最后用五句话复述。
实践作业
4. 采访一位家人周末做了什么，用英语写一篇 60 词的报道。
""",
}
FALSE_SHEETS = {
    "数学：三层都是一步计算": """A组
1. 36÷4=
2. 48÷6=
B组
3. 56÷7=
4. 72÷9=
C组
5. 63÷7=
6. 81÷9=
""",
    "语文：三层都是默写填空": """基础题
1. 床前明月光，（  ）。
2. 举头望明月，（  ）。
拓展题
3. 白日依山尽，（  ）。
4. 欲穷千里目，（  ）。
实践题
5. 春眠不觉晓，（  ）。
6. 夜来风雨声，（  ）。
""",
    "物理：换个数的同一公式": """★ 基础
1. 一列火车3小时行驶360千米，求火车的速度。
2. 一辆汽车2小时行驶150千米，求汽车的速度。
★★ 提高
3. 一架飞机4小时飞行3200千米，求飞机的速度。
4. 一艘轮船5小时行驶140千米，求轮船的速度。
""",
    "英语：都是同一种填空": """必做题
1. He ____ (go) to school every day.
2. She ____ (watch) TV every evening.
选做题
3. Tom ____ (play) football every Sunday.
4. Lucy ____ (read) books every night.
""",
}


@pytest.mark.parametrize("name", list(REAL_SHEETS))
def test_real_tiers_on_whole_sheets(name: str, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(REAL_SHEETS[name])).tiers.real is True


@pytest.mark.parametrize("name", list(FALSE_SHEETS))
def test_tiers_in_name_only_on_whole_sheets(name: str, sheet: SheetMaker) -> None:
    assert measure_homework(sheet(FALSE_SHEETS[name])).tiers.real is False
