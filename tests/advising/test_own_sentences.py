"""What is to be written is of this draft only: what is asked after an item, at home, on the line for the time."""

from __future__ import annotations

import pytest

from reviewer.advising.copying import listed_words
from reviewer.advising.item_words import add_step, standard
from reviewer.advising.knowledge import without_namesake
from reviewer.advising.quoting import tidy
from reviewer.datamodels import Item


def item(text: str, kind: str) -> Item:
    return Item(
        id=text, text=text, start=0, end=len(text), tier_labelled=None, tier="基础", demand=2, kind=kind, minutes=5,
        optional=False, repeats=None, copying=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("5. 用彩纸折一只小船", "制作", "‘用彩纸折一只小船’做好试用以后，哪一处要改进？写出改法"),
        ("3. 背诵第2自然段的描写", "背诵", "‘背诵第2自然段的描写’以后挑一句，用自己的话说说意思"),
        ("2. 录一段Unit 6课文对话", "解答", "‘录一段Unit 6课文对话’换一种做法再来一次，说说哪一次更好、好在哪里"),
        ("4. 为什么要爱护青蛙？", "解答", "‘为什么要爱护青蛙’的依据是什么？再举一个不同的例子"),
    ],
)
def test_what_is_asked_after_an_item_names_it(text: str, kind: str, asked: str) -> None:
    assert add_step(item(text, kind)) == asked


def test_a_survey_is_done_well_when_something_was_noted() -> None:
    assert standard(item("1. 调查家里的网络设备", "解答"), "信息科技").startswith("问到的、查到的都记下来了")


def test_nobody_of_the_class_is_given_a_made_up_mistake() -> None:
    assert without_namesake("小宇写：3＋4＝8，错在哪里？", "本周小宇进步很大") == "有同学写：3＋4＝8，错在哪里？"
    assert without_namesake("小宇写：3＋4＝8，错在哪里？", "本周小明进步很大").startswith("小宇写")


def test_marks_of_a_web_page_are_no_words() -> None:
    assert tidy('<mark style="background: red">4. 选一选</mark><br />再说') == "4.选一选再说"
    assert tidy("if a<b and b>c") == "if a<b and b>c"


def test_words_that_stand_in_pinyin_are_not_listed() -> None:
    assert listed_words("看拼音写词语。\nshù zhī   xiāng xìn   zhǐ nán zhēn") == []
