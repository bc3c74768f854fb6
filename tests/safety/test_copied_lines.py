"""Lines said over and over, and what blanking leaves of a draft."""

from __future__ import annotations

from reviewer.datamodels.simplified import in_simplified
from reviewer.documents import draft_from_text
from reviewer.safety import find_slogans

LINE = "5. 连一连：算盘、口琴、腰鼓各是什么在振动？"


def test_a_long_line_of_a_sheet_three_times_over_counts_once() -> None:
    draft = draft_from_text(f"作业\n1. 写一写。\n{LINE}\n{LINE}\n2. 画一画。\n{LINE}", name="x.txt", kind="homework")
    quiet = draft.without(find_slogans(draft))
    assert quiet.text.count(LINE) == 1
    assert len(quiet.text) == len(draft.text)
    assert quiet.sentences and all(quiet.text[one.start : one.end].strip() for one in quiet.sentences)


def test_the_same_order_twice_and_short_lines_stand() -> None:
    draft = draft_from_text(f"{LINE}\n看图列式。\n看图列式。\n{LINE}\n看图列式。", name="x.txt", kind="homework")
    assert find_slogans(draft) == []


def test_lines_to_write_on_are_no_padding() -> None:
    blank = "答：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"
    draft = draft_from_text(
        "\n".join(f"（{n}）一共有多少？\n{blank}" for n in range(1, 6)), name="x.txt", kind="homework"
    )
    assert find_slogans(draft) == []


def test_an_objective_that_is_key_point_and_difficulty_stands() -> None:
    aim = "理解重复执行一直到这条指令并掌握它的使用规则"
    text = f"教学目标\n{aim}\n教学重点\n{aim}\n教学难点\n{aim}\n教学过程\n一、导入\n{aim}\n"
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    assert [text[:start].count(aim) for start, _ in find_slogans(draft)] == [3]


def test_full_width_digits_are_read_as_digits_in_their_places() -> None:
    draft = draft_from_text("１２＋３４＝（　　）用时２０分钟", name="x.txt", kind="homework")
    assert in_simplified(draft).text == "12＋34＝（　　）用时20分钟"
    plain = draft_from_text("12+34=（　）", name="x.txt", kind="homework")
    assert in_simplified(plain) is plain
