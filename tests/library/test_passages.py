"""Exemplars cut by meaning: what a passage is, what it shows, and that nothing of the body is lost."""

from __future__ import annotations

import re

import pytest

from reviewer.config import ROOT
from reviewer.library.exemplars import Exemplar, load_exemplars, read_exemplar
from reviewer.library.parts import BORROW, find_part, show_criteria
from reviewer.library.passages import MAX_CHARS, cut_passages
from reviewer.rubrics import get_rubric

EXEMPLARS = ROOT / "corpora" / "exemplars"


def exemplar(name: str) -> Exemplar:
    return read_exemplar(next(EXEMPLARS.rglob(f"{name}.md")))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_strengths_come_first_and_nothing_of_the_body_is_lost() -> None:
    for one in load_exemplars(EXEMPLARS):
        passages = cut_passages(one)
        first = passages[: len(one.strengths)]
        assert [p.text for p in first] == [s.passage for s in one.strengths]
        assert [p.why for p in first] == [s.why for s in one.strengths]
        assert all(p.text in one.body for p in passages)
        assert not any(p.why for p in passages[len(first) :])
        held = squeeze("".join(p.text for p in passages))
        heads = {squeeze(row) for row in re.findall(r"^(\|.*)\n\|[-| :]+$", one.body, re.M)}
        for line in one.body.splitlines():
            blank = not line.strip("|-: \n") or line.startswith("#")
            assert blank or squeeze(line) in held or squeeze(line) in heads, (one.id, line)


def test_a_passage_is_one_activity_one_tier_one_block() -> None:
    lesson = cut_passages(exemplar("l-biology-j7-microscope"))
    activities = [
        p.text.split("|")[1].strip() for p in lesson if p.text.startswith("|") and p.part in ("activity", "check")
    ]
    assert sorted(activities) == sorted(
        [
            "一、三张照片（4分钟）",
            "二、把“上”字找出来（13分钟）",
            "三、鉴定所开张（12分钟）",
            "四、排除故障（9分钟）",
            "五、发布鉴定书（7分钟）",
        ]
    )
    [objectives] = [p for p in lesson if p.heading == "教学目标"]
    assert objectives.text.startswith("1. 能按取镜") and objectives.text.endswith("判断视野中的物体。")
    sheet = cut_passages(exemplar("h-phy-m8-mirror"))
    [rubric] = [p for p in sheet if p.text.startswith("| 看什么")]
    assert rubric.part == "rubric" and rubric.text.count("\n") == 4
    [basic] = [p for p in sheet if p.part == "basic" and not p.why]
    assert basic.text.startswith("1. **读数据**") and "| 次数 | 1 |" in basic.text and "一做就见分晓" in basic.text
    assert all(len(p.text) <= MAX_CHARS for p in sheet if "\n" in p.text and not p.why)


def test_a_block_that_is_a_strength_is_there_once() -> None:
    passages = cut_passages(exemplar("l-biology-j7-microscope"))
    texts = [squeeze(p.text) for p in passages]
    assert len(set(texts)) == len(texts)
    [fault] = [p for p in passages if p.text.startswith("| 四、排除故障")]
    assert fault.criteria[0] == "feedback" and fault.part == "activity" and fault.heading == "教学过程（45分钟）"


@pytest.mark.parametrize(
    ("kind", "heading", "text", "part", "criteria"),
    [
        ("lesson", "二、教学目标", "1. 学生能说出面积的含义。", "objectives", ["objectives"]),
        ("lesson", "学情分析", "全班40人，31人会数格子。", "learners", ["objectives"]),
        ("lesson", "教学评一致", "| 目标 | 活动 | 检测 | 作业 |\n|---|---|---|---|", "alignment", ["alignment"]),
        ("lesson", "板书设计", "长×宽", "board", ["norms"]),
        ("lesson", "教学过程 · 当堂检测", "三道题，人人做。", "check", ["feedback"]),
        ("lesson", "教学过程", "| 探究（10分钟） | 小组合作，上台讲方法 | 巡视 |", "activity", ["learner-centred"]),
        ("lesson", "教学过程", "| 导入（3分钟） | 听讲 | 讲故事 |", "activity", []),
        ("lesson", "教具", "一根绳子", "", []),
        ("homework", "二、拓展（评价与设计）", "3. 比较两种办法，说明理由。", "extension", ["thinking"]),
        ("homework", "三、实践", "5. 量一量家里的桌子。", "practice", ["variety"]),
        ("homework", "预计用时", "基础约10分钟", "time", ["load"]),
        ("homework", "教师批改与反馈", "周三面批", "correction", ["feedback"]),
        ("homework", "参考答案", "1. 对", "answers", []),
    ],
)
def test_the_rule_says_what_a_part_shows(kind: str, heading: str, text: str, part: str, criteria: list[str]) -> None:
    assert find_part(kind, heading, text) == part
    assert show_criteria(kind, part, text) == criteria


@pytest.mark.parametrize("kind", ["lesson", "homework"])
def test_every_criterion_has_a_sentence_for_the_teacher(kind: str) -> None:
    assert {criterion.id for criterion in get_rubric(kind).criteria} <= set(BORROW)  # type: ignore[arg-type]
