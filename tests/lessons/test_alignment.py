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


def test_meaning_links_what_shares_no_words() -> None:
    objectives, texts = ["解释日晷的光学原理"], ["测量影子长短", "拍手唱歌"]
    without = link_strengths(objectives, texts)
    within = link_strengths(objectives, texts, Fixed())
    assert without[0] == [0.0, 0.0]
    assert within[0][0] >= LINK
    assert within[0][1] < LINK
