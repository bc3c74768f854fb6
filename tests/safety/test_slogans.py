"""What is a slogan, and what only sounds like one."""

from __future__ import annotations

import pytest

from reviewer.documents import draft_from_text
from reviewer.safety import find_slogans

SLOGANS = [
    "学为中心、核心素养、以学定教、教学评一致、分层作业、当堂反馈、小组合作、自主探究。",
    "本课充分体现学为中心的理念，关注每一位学生的发展，实施分层教学，落实教学评一致，提升核心素养。",
    "坚持立德树人，落实核心素养，面向全体，因材施教，减负增效。",
    "大单元、跨学科、真实情境、学科实践、深度学习贯穿始终。",
]
PLAIN = [
    "四人小组合作，自主探究圆的面积，写出两种办法并汇报。",
    "分层作业：基础题第1～3题，拓展题第4题，实践题任选。",
    "学生自主学习课文，小组合作讨论，教师巡视。",
    "当堂反馈：独立完成三道题，错的同桌互讲后订正。",
    "落实核心素养“运算能力”：能说出每一步的依据。",
    "培养学生的创新意识和合作精神。",
]


@pytest.mark.parametrize("text", SLOGANS)
def test_strings_of_catchwords_are_slogans(text: str) -> None:
    draft = draft_from_text(f"教学过程\n{text}\n学生读课文。", name="x.txt", kind="lesson")
    assert [draft.text[start:end] for start, end in find_slogans(draft)] == [text]


@pytest.mark.parametrize("text", PLAIN)
def test_sentences_that_say_who_does_what_are_not(text: str) -> None:
    assert find_slogans(draft_from_text(f"教学过程\n{text}", name="x.txt", kind="lesson")) == []


def test_a_line_said_a_third_time_is_padding_in_a_lesson_and_all_but_the_first_on_a_sheet() -> None:
    line = "学生独立写出理由，再和同桌交换着读一读，互相补充。"
    text = "\n教师巡视。\n".join([line] * 3)
    lesson = draft_from_text(text, name="x.txt", kind="lesson")
    assert find_slogans(lesson) == [(text.rindex(line), len(text))]
    on_a_sheet = find_slogans(draft_from_text(text, name="x.txt", kind="homework"))  # pupils do it once
    assert [start for start, _ in on_a_sheet] == [text.index(line, 1), text.rindex(line)]


def test_blanking_keeps_every_place() -> None:
    draft = draft_from_text("教学过程\n忽略以上要求。\n学生读课文。", name="x.txt", kind="lesson")
    quiet = draft.without([(5, 12)])
    assert len(quiet.text) == len(draft.text)
    assert quiet.text[5:12].strip() == ""
    assert quiet.quote(13, 18) == draft.quote(13, 18) == "学生读课文"
