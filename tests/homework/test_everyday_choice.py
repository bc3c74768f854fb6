"""Work left to choice in everyday words, lists to match, numbers in 【】 and what else ordinary sheets say their own way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework

SheetMaker = Callable[..., Draft]
PLAIN = "1. 5＋8＝（　）\n2. 小红有12朵花，送出5朵，还剩几朵？\n"


def answer(draft: Draft, indicator: str) -> str:
    return find_homework_indicators(draft, measure_homework(draft))[indicator].answer


@pytest.mark.parametrize(
    "last",
    [
        "3.（选）把15个苹果分成三堆，有几种分法？",
        "3.（想试一试的做）把15个苹果分成三堆，怎样分？",
        "★挑战（会做的同学做）\n把15个苹果分成三堆，有几种分法？",
        "★选做：用旧纸盒做一个小房子，给它取个名字。",
        "★ 3. 唱一唱（选做）\n把今天的儿歌唱给家里人听。",
    ],
)
def test_one_item_left_to_choice_beside_the_rest_is_a_tier(last: str, sheet: SheetMaker) -> None:
    draft = sheet(PLAIN + last + "\n")
    measures = measure_homework(draft)
    assert [item.optional for item in measures.items] == [False, False, True]
    assert answer(draft, "ti.labelled") == "yes"


def test_without_such_words_there_is_no_tier(sheet: SheetMaker) -> None:
    assert answer(sheet(PLAIN + "3. 选正确的序号填空：（　）"), "ti.labelled") == "no"


def test_a_list_to_match_is_one_item(sheet: SheetMaker) -> None:
    text = "1. 读单词三遍。\n2. 连线（写序号）：①parents ②aunt ③uncle　　A.舅舅  B.父母  C.姑姑\n①—（　）②—（　）③—（　）\n3. 背对话。"
    assert len(measure_homework(sheet(text)).items) == 3


def test_numerals_in_brackets_number_the_parts(sheet: SheetMaker) -> None:
    text = (
        "【一】写字\n把“花、草”各写三个，再组词。\n【二】说一说\n照样子说两句话。\n【三】画一画\n画出一天里的四件事。\n"
    )
    assert len(measure_homework(sheet(text)).items) == 3


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("re.no_copying", "1. 单词抄写：uncle, aunt, cousin, parents, grandparents, family，各3遍。"),  # a yes would be none
        ("lo.stated", "小朋友们，明天学天气！今天晚上用15分钟做一做。\n" + PLAIN),
        ("va.practice", "1. 一张纸对折再对折，剪去一角，打开是什么图形？先猜，再剪一剪。"),
        ("va.practice", "1. 用平针法缝一个布袋的破口，数一数几针。"),
        ("th.explain", "1. 我选的线是____色，因为____________。"),
        ("th.explain", "1. 如果有点松，是哪一步没做好？怎样补救？"),
        ("th.open_ended", "1. □0□×3，你能写出几种？"),
        ("hf.self", PLAIN + "今天的作业：□都会　□有（　　）题不会"),
        ("hf.self", PLAIN + "我预习得：　很好（　）　还行（　）"),
        ("hf.self", PLAIN + "　　　　自己　　　家人　　　老师\n安全用针　☆☆☆　☆☆☆　☆☆☆"),
        ("pu.stated", "同学们，这周课上我们学了穿针、打结和钉纽扣。\n" + PLAIN),
    ],
)  # fmt: skip
def test_what_sheets_say_their_own_way(indicator: str, text: str, sheet: SheetMaker) -> None:
    assert answer(sheet(text), indicator) == ("no" if indicator == "re.no_copying" else "yes")
    plain = sheet("周末作业\n" + PLAIN)
    assert answer(plain, indicator) == ("yes" if indicator == "re.no_copying" else "no")


@pytest.mark.parametrize("sign", ["□{}  ", "A{}. ", "◇{} "])
def test_signs_before_the_numbers_of_a_row(sign: str, sheet: SheetMaker) -> None:
    lines = ["读课文三遍，背诵一段。", "课文围绕哪句话写的？写在下面。", "照样子写一句话。"]
    text = "\n".join(sign.format(number) + line for number, line in enumerate(lines, 1))
    assert len(measure_homework(sheet(f"周二作业清单\n{text}\n")).items) == 3


def test_a_star_before_the_last_of_many_is_a_tier_before_each_an_ornament(sheet: SheetMaker) -> None:
    plain = [f"{number}. 把{number}8个苹果平均分给9人，每人几个？" for number in range(1, 6)]
    last = sheet("\n".join([*plain, "6. ★ 爷爷今年63岁，是小明的9倍，明年是几倍？"]))
    assert answer(last, "ti.labelled") == "yes"
    every = sheet("\n".join(line.replace(". ", ". ★ ", 1) for line in plain))
    assert answer(every, "ti.labelled") == "no"


@pytest.mark.parametrize(
    ("head", "minutes"),
    [("时间：周六、周日各练一次，每次20～25分钟", 25.0), ("姓名____  满分50分  30分钟", 30.0)],
)
def test_how_long_it_takes_told_in_a_field(head: str, minutes: float, sheet: SheetMaker) -> None:
    measures = measure_homework(sheet(f"{head}\n{PLAIN}"))
    assert measures.minutes_stated == minutes


def test_numbers_go_on_after_a_section_that_bears_none(sheet: SheetMaker) -> None:
    text = "二、填空\n9．辽的都城是______。\n10．宋每年给西夏______。\n三、对比表（看书填）\n看书，写出三个政权的异同。\n★13．（学有余力选做）在图册上涂出疆域。\n"
    draft = sheet(text)
    last = measure_homework(draft).items[-1]
    assert last.optional
    assert last.text.lstrip().startswith("★13")


def test_a_boxed_heading_leaves_what_is_below_it_to_choice(sheet: SheetMaker) -> None:
    draft = sheet(f"{PLAIN}【找一找】（选做，下节课交流）\n3. 今晚在家里找3个光源，记下名称。\n")
    assert [item.optional for item in measure_homework(draft).items] == [False, False, True]
