"""Sections and sentences in the forms teachers write them."""

from __future__ import annotations

import pytest

from reviewer.documents import draft_from_text, read_draft
from reviewer.documents.sections import strip_title


def sections_of(text: str):
    draft = draft_from_text(text, name="x.md")
    return [(section.title, section.level) for section in draft.sections]


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("# **一、\t教学目标：**", "教学目标"),
        ("二、\t教学重难点：", "教学重难点"),
        ("（一）创设情境，导入新课", "创设情境，导入新课"),
        ("【教学目标】", "教学目标"),
        ("1.\t导入环节（10‘）", "导入环节（10‘）"),
        ("4.2.1 迎宾机器人", "迎宾机器人"),
        ("第1环节：课前导入（10分钟）", "课前导入（10分钟）"),
        ("环节二:我爱阅读——《企鹅寄冰》", "我爱阅读——《企鹅寄冰》"),
        ("**1. 自动化场景导入**<br>(6分钟)", "自动化场景导入 (6分钟)"),
        ("1课时(45分钟)", "1课时(45分钟)"),
        ("第 3 课时 加减混合", "第 3 课时 加减混合"),
        ("①情境引入", "情境引入"),
        ("教 学 反 思", "教 学 反 思"),
    ],
)
def test_titles_lose_numbering_and_marks(raw, title):
    assert strip_title(raw) == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、教学目标\n会算。\n二、教学过程\n（一）导入\n看图。\n1. 出示图片（3分钟）\n看。",
         [("教学目标", 1), ("教学过程", 1), ("导入", 3), ("出示图片（3分钟）", 4)]),
        ("【教学目标】\n会算。\n【教学过程】\n环节一：导入（5分钟）\n看图。",
         [("教学目标", 1), ("教学过程", 1), ("导入（5分钟）", 2)]),
        ("# 圆\n## 教学目标\n1. 理解面积\n## 教学过程\n### 一、导入\n看。",
         [("圆", 1), ("教学目标", 2), ("教学过程", 2), ("导入", 3)]),
        ("教学目标：学生会算面积。\n教学重点：公式\n1.教学过程：\n一、谈话导入\n说一说。",
         [("教学目标", 1), ("教学重点", 1), ("教学过程", 1), ("谈话导入", 2)]),
        ("教学目标 | 会算\n教学重点 | 公式\n作业设计 | 第1题", [("教学目标", 1), ("教学重点", 1), ("作业设计", 1)]),
        ("## 教学重难点\n- 重点：识字。\n- 难点：写字。", [("教学重难点", 2), ("重点", 3), ("难点", 3)]),
        ("作业设计:\n基础作业:读一读\n提升作业:写一写\n板书设计：略",
         [("作业设计", 1), ("基础作业", 2), ("提升作业", 2), ("板书设计", 1)]),
        ("学生认真听讲。\n1. 理解面积公式\n2. 会画图\n他说：今天学圆。", []),
        ("1. 一年有多少天？\n一、选择题\n二、填空题", [("选择题", 2), ("填空题", 2)]),
        ("| 教学环节 | 教师活动 |\n|--|--|\n| 导入<br>(5分钟) | 任务布置<br>课后作业：画圆。 |\n| 新授 | 讲 |",
         [("教学环节", 1), ("导入 (5分钟)", 2), ("课后作业", 3), ("新授", 2)]),
        ("一 教学目标\n会。\n二 教学过程\n看。", [("教学目标", 1), ("教学过程", 1)]),
        ("一 只小鸟飞来\n二 平行四边形", []),
        ("◎ 教学目标\n会。\n◎ 教学过程\n看。", [("教学目标", 1), ("教学过程", 1)]),
        ("教学目标 会算面积。\n教学过程 看图，说一说。", [("教学目标", 1), ("教学过程", 1)]),
        ("说教材\n略\n说学情\n略\n说教学过程\n略", [("说教材", 1), ("说学情", 1), ("说教学过程", 1)]),
        ("Teaching aims\n会。\nTeaching procedures\nStep 1 Warm-up\n唱。",
         [("Teaching aims", 1), ("Teaching procedures", 1), ("Warm-up", 2)]),
    ],
)  # fmt: skip
def test_sections_and_their_ranks(text, expected):
    assert sections_of(text) == expected


def test_a_section_reaches_from_its_label_to_the_next_of_its_rank():
    text = "教学目标：会算面积。\n教学过程\n（一）导入\n看图。\n板书设计：略"
    draft = draft_from_text(text, name="x.txt")
    parts = {s.title: (text[s.start : s.body], text[s.body : s.end]) for s in draft.sections}
    assert parts["教学目标"] == ("教学目标：", "会算面积。\n")
    assert parts["教学过程"] == ("教学过程", "\n（一）导入\n看图。\n")
    assert parts["导入"] == ("（一）导入", "\n看图。\n")
    assert parts["板书设计"] == ("板书设计：", "略")
    assert draft.where(text.index("看图")) == "导入"


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        (
            "d-l03",
            ["教学目标", "教学重难点", "教学重点", "教学难点", "教学准备", "教学过程", "导入环节（10‘）"],
        ),
        (
            "d-l13",
            ["课题", "课时", "教学目标", "教学重难点", "教学资源准备", "教学过程", "板书设计", "教学反思"],
        ),
        (
            "d-l14",
            ["课题", "课时", "教学目标", "教学重难点", "教学资源准备", "教学过程", "课后任务", "教学反思"],
        ),
        (
            "d-l16",
            [
                "核心素养目标",
                "教学重点",
                "教学难点",
                "教学准备",
                "教学过程",
                "作业设计",
                "板书设计",
                "教学反思",
            ],
        ),
        ("d-l02", ["教学目标", "教学重难点", "课前准备", "教学过程", "课后作业"]),
        (
            "d-l08",
            ["教材分析", "学情分析", "教学目标", "教学准备", "教学过程", "板书设计", "作业布置", "教学反思"],
        ),
    ],
)
def test_real_drafts_show_their_components(shared, settings, name, titles):
    draft = read_draft(shared / "drafts" / f"{name}.txt", settings=settings)
    found = [section.title for section in draft.sections]
    assert [title for title in found if title in titles] == titles


def test_the_steps_of_a_process_table_are_sections(shared, settings):
    draft = read_draft(shared / "drafts" / "d-l13.txt", settings=settings)
    step = next(section for section in draft.sections if section.title.startswith("新知探究"))
    assert "概念讲解" in draft.text[step.body : step.end] and "代码实现" not in draft.text[step.body : step.end]
    assert draft.where(step.start) == "新知探究(关键技术) (12分钟) · 表2第3行"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "学生读题。教师提问：“为什么？”学生回答；小结",
            ["学生读题。", "教师提问：“为什么？”", "学生回答；", "小结"],
        ),
        ("* **知识目标**：理解；<br>**技能目标**：会做", ["知识目标**：理解；", "技能目标**：会做"]),
        ("# **一、\t教学目标：**", ["一、\t教学目标："]),
        ("- 第一条\n1. 第二条\n---\n***", ["第一条", "1. 第二条"]),
        ("退出了_____。", ["退出了_____。"]),
        ("真好！！你说呢?!", ["真好！！", "你说呢?!"]),
        ("| 学生活动 | 讨论。汇报 |", ["学生活动", "讨论。", "汇报"]),
        ("-3+5=（ ）", ["-3+5=（ ）"]),
        ("Read the text. Then answer it. Pi is 3.14", ["Read the text.", "Then answer it.", "Pi is 3.14"]),
        ("等一等……再说", ["等一等……", "再说"]),
        ("Listen. 学生跟读，Mr. Li 提问", ["Listen.", "学生跟读，Mr. Li 提问"]),
        ("Sing a song. Ask: What is it | Students sing. They answer", ["Sing a song.", "Ask: What is it", "Students sing.", "They answer"]),
        ("环节｜教师活动｜学生活动\nStep 1｜Read. Then ask｜Listen and answer", ["环节", "教师活动", "学生活动", "Step 1", "Read.", "Then ask", "Listen and answer"]),
        ("Step\tTeacher's activity\tStudents' activity\nWarm-up\tSing\tStudents sing", ["Step", "Teacher's activity", "Students' activity", "Warm-up", "Sing", "Students sing"]),
        ("甲｜乙 是两种写法", ["甲｜乙 是两种写法"]),
        ("①观察\n\n②思考", ["①观察", "②思考"]),
    ],
)  # fmt: skip
def test_sentences_are_clean_slices(text, sentences):
    draft = draft_from_text(text, name="x.md")
    assert [draft.quote(s.start, s.end) for s in draft.sentences] == sentences
    assert [s.number for s in draft.sentences] == list(range(1, len(sentences) + 1))
