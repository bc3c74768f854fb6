"""Copying put to use: the sheet's own words where it lists them, else what it says where they stand."""

from __future__ import annotations

import pytest

from reviewer.advising.copying import listed_words, put_to_use


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1．生字“妙、演、奏、琴、柔”，每个写一行，每行八个。", ["妙", "演", "奏", "琴", "柔"]),
        (
            "二、把下列词语各抄写三遍，并选两个造句。\n奇妙   珍藏   水洼   夜幕降临",
            ["奇妙", "珍藏", "水洼", "夜幕降临"],
        ),
        (
            "四、写一写，每个字写一行。\n长____ （  ）（  ）\n比____ （  ）（  ）\n巴____ （  ）（  ）",
            ["长", "比", "巴"],
        ),
        ("一、抄写单词，每个5遍，中文1遍\nrule　hallway　classroom", ["rule", "hallway", "classroom"]),
        ("一、抄写单词，中文1遍。\nforest 森林\nriver 河流\nlake 湖泊", ["forest", "river", "lake"]),
        ("1. 把短语 get up, have breakfast, go to bed 各抄写三遍", ["get up", "have breakfast", "go to bed"]),
        (
            "抄一抄\nforest   river   lake\nIs there a river?   Yes, there is. / No, there isn't.",
            ["forest", "river", "lake"],
        ),
        ("八、抄写第6课词语表，每个词三遍，听写一次，家长签字。", []),
        ("七、抄写Unit 4单词，四英一中。", []),
    ],
)
def test_the_words_an_item_lists(text: str, words: list[str]) -> None:
    assert listed_words(text) == words


@pytest.mark.parametrize(
    ("text", "subject", "learned", "said"),
    [
        ("把下列词语抄三遍：枣树  颗粒  忽然  慢吞吞  刺猬", "语文", "《带刺的朋友》", "报这5个，自己听写，只订正写错的，再用上‘慢吞吞’‘刺猬’等三个词，给家人讲讲《带刺的朋友》"),
        ("抄写第6课词语表，每个词三遍", "语文", "《夜间飞行的秘密》", "报第6课词语表，自己听写，只订正写错的，再用上三个词，给家人讲讲《夜间飞行的秘密》"),
        ("1．生字“妙、演、奏”，每个写一行", "语文", "《大自然的声音》", "再给‘演’‘奏’各组一个词，说一句话"),
        ("抄写《绿》《白桦》的生字，每个5遍", "语文", "这份作业", "报《绿》《白桦》的生字，自己听写，只订正写错的，再选三个各说一句话"),
        ("抄写Unit 4单词，四英一中。", "英语", "《Unit 4 Hobbies》", "报Unit 4单词，自己听写，只订正写错的，再选三个各说一句英语，说的要和《Unit 4 Hobbies》有关"),
        ("1. 把“分封制”“科举制”三个名词解释抄写两遍。", "历史", "这份作业", "把“分封制”“科举制”三个名词解释用自己的话讲给家人听"),
        ("2. 抄写：两点的所有连线中，线段最短。简单说成：两点之间，线段最短。", "数学", "这份作业", "把‘两点的所有连线中，线段最短’用自己的话讲给家人听"),
        ("2. 默写《登鹳雀楼》《望庐山瀑布》，每首默写两遍", "语文", "这份作业", "先把《登鹳雀楼》《望庐山瀑布》背给家人听，再默一遍"),
        ("2. 把课本上做错的题抄在本子上，改正。", "数学", "这份作业", "把错的一步圈出来"),
    ],
)  # fmt: skip
def test_words_are_used_notions_told_and_texts_recited(text: str, subject: str, learned: str, said: str) -> None:
    assert said in put_to_use(text, subject, learned)


def test_where_nothing_is_written_at_home_words_are_read() -> None:
    told = put_to_use("1．生字“妙、演、奏”，每个写一行", "语文", "《大自然的声音》", at_home=False)
    assert "指着读" in told
    assert "写" not in told
