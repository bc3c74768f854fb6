"""What ordinary weekday sheets say in passing: notes and answers below the tasks, titles that tell the form, choice beside a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework

SheetMaker = Callable[..., Draft]


def kinds(draft: Draft) -> list[str]:
    return [item.kind for item in measure_homework(draft).items]


def test_reminders_and_given_answers_are_no_tasks(sheet: SheetMaker) -> None:
    tasks = "1. 量一量课桌的长。\n2. 三角形底8 cm，高5 cm，面积是多少？\n"
    notes = "提醒：\n1. 错别字“臀”上面是“殿”。\n2. 昨天没交的今天补交。\n3. 家长请签字：______\n"
    answers = "参考：1.（1）40，20  2. 底乘高都是12  3. 小红；24×2÷10=4.8 cm\n"
    assert len(measure_homework(sheet(tasks + notes)).items) == 2
    assert len(measure_homework(sheet(tasks + answers)).items) == 2


@pytest.mark.parametrize("label", ["★思考：", "思考题：", "★挑战："])
def test_something_to_think_about_at_the_end_is_a_task_of_its_own(label: str, sheet: SheetMaker) -> None:
    text = f"1. 篮球场长28米，宽15米，跑一圈多少米？\n{label}两个正方形拼成长方形，周长是多少厘米？\n"
    assert len(kinds(sheet(text))) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四、按要求写句子\n1. 玩具被老师没收了。（改为“把”字句）\n2. 线一松一紧，它们便摆出架势。（仿写）\n", ["填空", "填空"]),
        ("二、解释词语\n1. 根深蒂固：\n2. 渊博：\n", ["填空", "填空"]),
        ("四、实验\n（1）玻璃板应______放置。\n（2）光屏上______看到像。\n", ["填空", "填空"]),
        ("四、实验\n（1）为什么用玻璃板代替平面镜？\n（2）怎样确定像的位置？\n", ["解答", "解答"]),
        ("二、看图填空（图：Lucy在写作业，妈妈在打电话）\n1. He's ______ in the kitchen.\n2. She ______ on the phone.\n", ["填空", "填空"]),
    ],
)  # fmt: skip
def test_short_answers_are_not_the_long_work_their_title_could_be(
    text: str, expected: list[str], sheet: SheetMaker
) -> None:
    assert kinds(sheet(text)) == expected


def test_sayings_to_collect_take_minutes_by_their_number(sheet: SheetMaker) -> None:
    draft = sheet("1. 搜集两条关于创新的名言，抄在积累本上。\n2. 调查家里一周的用水量，写成报告。", grade="九年级")
    few, whole = measure_homework(draft).items
    assert few.minutes == 8
    assert whole.minutes > few.minutes


def test_choice_beside_the_number_of_a_task(sheet: SheetMaker) -> None:
    draft = sheet(
        "1. 量一量课桌的长。\n2. 选做A：量一量自己的红领巾，算出面积。\n3. 选做B：画一个面积是6平方厘米的三角形。"
    )
    items = measure_homework(draft).items
    assert [item.optional for item in items] == [False, True, True]
    assert find_homework_indicators(draft, measure_homework(draft))["ti.labelled"].probability > 0.5
    one = sheet(
        "任务一（必做）：称一称空气。\n任务二（选一个做，做多少都行）\nA. 画图说明球哪个重。\nB. 用秤称一称球。"
    )
    assert find_homework_indicators(one, measure_homework(one))["ti.choice"].probability > 0.5


def test_a_survey_in_a_word_problem_is_no_practice(sheet: SheetMaker) -> None:
    draft = sheet(
        "1. 商品每件10元，每天售出100件。经调查，售价每提高0.5元，每天少卖10件，售价多少时利润最大？\n2. 3+5="
    )
    assert find_homework_indicators(draft, measure_homework(draft))["va.practice"].probability < 0.5


def test_looking_back_on_a_sheet_counts_as_assessing_oneself(sheet: SheetMaker) -> None:
    tasks = "1. 3+5=\n2. 小明有12元，用去5元，还剩多少元？\n"
    for line in ("今天我哪里想得最久？第____题。卡住的地方是：______", "把错题本上本单元的错题重做，家长签字。"):
        draft = sheet(tasks + line)
        assert find_homework_indicators(draft, measure_homework(draft))["hf.self"].probability > 0.5, line


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1. 写一份报告，说明出使西域的经过（200字左右）。", 25),  # 5 minutes to think, 10 characters a minute
        ("1. 问问家里烧水壶有没有水垢，估计你家的水硬不硬。", 10),
        ("1. 《全效学习》P47—50全部完成。", 32),  # four pages
        ("1. 填空：____、____、____、____、____、____", 2),
    ],
)
def test_minutes_of_what_is_short_for_its_kind(text: str, minutes: float, sheet: SheetMaker) -> None:
    first = measure_homework(sheet(text + "\n2. 3+5=", grade="九年级")).items[0]
    assert first.minutes == minutes


def test_what_is_done_twice_and_noted_is_an_experiment(sheet: SheetMaker) -> None:
    draft = sheet(
        "1. 做一做，等衣架停稳再看。至少做两次，把哪一端低记下来。\n2. 用家里的电子秤试一试，记下读数。\n3. 3+5="
    )
    assert kinds(draft)[:2] == ["实验", "实验"]


def test_what_others_collected_or_did_in_an_experiment_is_no_survey(sheet: SheetMaker) -> None:
    draft = sheet(
        "1. 三年级4个班一共收集了416个塑料瓶，平均每个班收集多少个？\n"
        "2. 实验前发现液面几乎不动，可能的原因是______，应该______。\n3. 选做：看一集英语动画片，不用交。",
        grade="三年级",
    )
    assert not set(kinds(draft)) & {"调查", "实验", "制作"}


def test_a_place_for_todays_mistakes_is_no_task(sheet: SheetMaker) -> None:
    draft = sheet("1. 728本书平均分给7个班，每班多少本？\n2. 3+5=\n今天的错题（抄一遍再做一遍）：\n")
    items = measure_homework(draft).items
    assert [item.copying for item in items] == [False, False]
    assert find_homework_indicators(draft, measure_homework(draft))["hf.self"].probability > 0.5


def test_a_word_or_two_left_to_choice_is_no_written_homework(sheet: SheetMaker) -> None:
    free = "2. 愿意做的小朋友做：我用（    ）量了（    ）。"
    draft = sheet(f"1. 用手量一量餐桌有几拃长。\n{free}", grade="一年级")
    assert find_homework_indicators(draft, measure_homework(draft))["lo.within_cap"].probability > 0.5
    must = sheet(f"1. 用手量一量餐桌有几拃长。\n{free.replace('愿意做的小朋友做：', '')}", grade="一年级")
    assert find_homework_indicators(must, measure_homework(must))["lo.within_cap"].probability < 0.5


def test_a_bare_equation_takes_less_than_a_problem(sheet: SheetMaker) -> None:
    draft = sheet(
        "《平方根》\n一、求下列各式中x的值\n(1) x²＝49\n(2) 2(x＋3)²＝18\n二、解答题\n1. 一个正数的两个平方根是2a－3和5－a，求a的值。\n",
        grade="七年级",
    )
    assert [item.minutes for item in measure_homework(draft).items] == [2, 2, 5]


@pytest.mark.parametrize(
    ("text", "indicator", "holds"),
    [
        ("《友谊》\n1. 从下面选两个演，演完换过来。\n2. 读课文。\n", "ti.choice", True),
        ("《友谊》\n1. 从下面选两个词填空。\n2. 读课文。\n", "ti.choice", False),
        ("《友谊》\n1. 读课文。\n我还没弄懂的地方：____\n", "hf.self", True),
        ("2016年某省中学高考物理一模试卷\n1. 下列说法正确的是（ ）\n2. 求电阻。\n", "pu.stated", False),
        ("《电阻》\n1. 读课文。\n得分：____\n", "hf.criteria", False),
        ("周末作业\n1. 针对漏洞知识点，加强复习。\n2. 背诵课文。\n", "pu.stated", False),
        ("周末作业\n1. 问一问家里的老人当年怎样过年，记下来。\n2. 背诵课文。\n", "va.practice", True),
    ],
)
def test_wordings_of_real_sheets(text: str, indicator: str, holds: bool, sheet: SheetMaker) -> None:
    draft = sheet(text)
    assert (find_homework_indicators(draft, measure_homework(draft))[indicator].probability > 0.5) is holds


def test_a_picture_before_a_task_is_no_tier_and_hides_no_task(sheet: SheetMaker) -> None:
    draft = sheet(
        "🌟任务一 说一说\n把开心的事讲给家里人听。\n🌟任务二 画一画\n画“我们一起玩”，涂好颜色。\n🌟任务三 玩一玩\n找小朋友玩丢手绢。\n"
    )
    measures = measure_homework(draft)
    assert len(measures.items) == 3
    assert not measures.tiers.labelled


def test_a_sheet_to_be_spoken_is_under_the_cap_of_the_lowest_grades(sheet: SheetMaker) -> None:
    tasks = "1. 你走过去怎么说？写在下面。\n2. 你可以怎么办？\n"
    spoken = sheet(f"这张单子不用写字，说一说、演一演就行。\n{tasks}", grade="一年级")
    written = sheet(tasks, grade="一年级")
    assert [measure_homework(one).over_cap for one in (spoken, written)] == [False, True]
    judged = [find_homework_indicators(one, measure_homework(one))["lo.within_cap"].answer for one in (spoken, written)]
    assert judged == ["yes", "no"]
