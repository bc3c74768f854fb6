"""Objectives against steps, assessments and homework."""

from collections.abc import Sequence

import numpy as np

from reviewer.lessons.alignment import LINK, align, key_terms, link_strengths


def test_key_terms_leave_out_verbs_of_instruction() -> None:
    assert key_terms("理解欧姆定律") == {"欧姆", "姆定", "定律"}
    assert "sqlite" in key_terms("掌握SQLite数据库")


def test_shared_terms_link_and_others_do_not() -> None:
    rows = align(
        ["能说出欧姆定律的内容", "会写“云、山”两个字", "养成守时的习惯"],
        [("精讲", "教师讲解欧姆定律公式"), ("写字", "学生在田字格书写生字"), ("游戏", "拍手做游戏")],
        [("检测", "用欧姆定律计算电阻")],
        [("课后", "用欧姆定律解释调光灯")],
    )
    assert [row.activities for row in rows] == [["精讲"], ["写字"], []]
    assert [row.assessments for row in rows] == [["检测"], [], []]
    assert [row.homework for row in rows] == [["课后"], [], []]


def test_nothing_to_compare() -> None:
    assert align([], [("导入", "看图")], [], []) == []
    assert align(["能说出定律"], [], [], [])[0].activities == []


class Fixed:
    """An embedder with known answers: texts about light point one way, all others another."""

    name = "fixed"
    fingerprint = "fixed"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        rows = [[1.0, 0.0] if "光" in text or "影子" in text else [0.0, 1.0] for text in texts]
        return np.array(rows, dtype=np.float32)


class Counting(Fixed):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        self.asked += [] if query else texts
        return super().encode(texts)


def test_a_text_that_terms_link_to_every_objective_is_not_embedded() -> None:
    embedder = Counting()
    objectives = ["能说出影子的成因", "能画出影子的变化"]
    rows = link_strengths(objectives, ["观察影子的变化，说明影子的成因", "拍手唱歌"], embedder)
    assert embedder.asked == ["拍手唱歌"]
    assert all(row[0] >= LINK > row[1] for row in rows)


def test_meaning_links_what_shares_no_words() -> None:
    objectives, texts = ["解释日晷的光学原理"], ["测量影子长短", "拍手唱歌"]
    without = link_strengths(objectives, texts)
    within = link_strengths(objectives, texts, Fixed())
    assert without[0] == [0.0, 0.0]
    assert within[0][0] >= LINK
    assert within[0][1] < LINK
