"""Objectives against steps, assessments and homework."""

from collections.abc import Sequence

import numpy as np
import pytest

from reviewer.lessons.alignment import LINK, Passage, align, key_terms, link_strengths
from reviewer.lessons.nearness import Meaning, Scale, get_meaning


def part(name: str, text: str = "") -> Passage:
    return Passage(name, text or name, (text or name,))


def test_key_terms_leave_out_verbs_of_instruction() -> None:
    assert key_terms("理解欧姆定律") == {"欧姆", "姆定", "定律"}
    assert "sqlite" in key_terms("掌握SQLite数据库")


def test_shared_terms_link_and_others_do_not() -> None:
    rows = align(
        ["能说出欧姆定律的内容", "会写“云、山”两个字", "养成守时的习惯"],
        [part("精讲", "教师讲解欧姆定律公式"), part("写字", "学生在田字格书写生字"), part("游戏", "拍手做游戏")],
        [part("检测", "用欧姆定律计算电阻")],
        [part("课后", "用欧姆定律解释调光灯")],
    )
    assert [row.activities for row in rows] == [["精讲"], ["写字"], []]
    assert [row.assessments for row in rows] == [["检测"], [], []]
    assert [row.homework for row in rows] == [["课后"], [], []]


def test_nothing_to_compare() -> None:
    assert align([], [part("导入", "看图")], [], []) == []
    assert align(["能说出定律"], [], [], [])[0].activities == []


class Fixed:
    """An embedder with known answers: texts about light point one way, all others another."""

    name = "fixed"
    fingerprint = "fixed"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        rows = [[1.0, 0.0] if "光" in text or "影子" in text else [0.0, 1.0] for text in texts]
        return np.array(rows, dtype=np.float32)


SCALE = Scale(fingerprint="fixed", objectives=(0.4, 0.4), sentences=(0.4, 0.4), low=0.0, high=1.0, examples={})


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
    rows = link_strengths(
        objectives, [part("观察影子的变化，说明影子的成因"), part("拍手唱歌")], Meaning(embedder, SCALE)
    )
    assert embedder.asked == ["拍手唱歌"]
    assert all(row[0] >= LINK > row[1] for row in rows)


def test_meaning_links_what_shares_no_words() -> None:
    objectives, texts = ["解释日晷的光学原理"], [part("测量影子长短"), part("拍手唱歌")]
    without = link_strengths(objectives, texts)
    within = link_strengths(objectives, texts, Meaning(Fixed(), SCALE))
    assert without[0] == [0.0, 0.0]
    assert within[0][0] >= LINK
    assert within[0][1] < LINK


def test_a_passage_is_the_mean_of_its_sentences_by_length() -> None:
    meaning = Meaning(Fixed(), SCALE.model_copy(update={"objectives": (0.0, 0.0), "sentences": (0.0, 0.0)}))
    light, song = "测量影子长短", "唱歌"
    cosines = meaning.cosines(["解释光的现象"], [(light,), (light, song), (song,)])[0]
    assert cosines.tolist() == pytest.approx([1.0, 6 / (6**2 + 2**2) ** 0.5, 0.0])
    assert np.isfinite(meaning.cosines(["解释光的现象"], [("",)])).all()  # a step may have nothing in it


def test_meaning_is_asked_only_of_the_model_its_scale_was_learnt_with() -> None:
    assert get_meaning(None) is None
    assert get_meaning(Fixed()) is None
