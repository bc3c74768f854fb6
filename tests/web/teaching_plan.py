"""A small but realistic lesson plan as a Word file, and a service that gives a ready review at a set pace."""

from __future__ import annotations

import threading
from pathlib import Path

from reviewer.datamodels import Step

TITLE = "《面积的认识》教学设计"
LINES = [
    ("学科：数学　　年级：三年级　　课时：40分钟", "Normal"),
    ("一、学情分析", "Heading 2"),
    ("学生已经会量长度、算周长，但容易把周长和面积混为一谈；课前小测中有9人分不清“一圈”和“一面”。", "Normal"),
    ("二、教学目标", "Heading 2"),
    ("1. 学生能指着实物说出什么是面积，并举出两个例子。", "Normal"),
    ("2. 学生能用1平方厘米的方片量出长方形的面积，说明自己的方法。", "Normal"),
    ("3. 使学生了解面积单位的意义，培养学习兴趣。", "Normal"),
    ("三、教学重难点", "Heading 2"),
    ("重点：理解面积的含义。难点：区分面积和周长。", "Normal"),
    ("四、教学过程", "Heading 2"),
]
TABLE = [
    ("教师活动", "学生活动", "设计意图"),
    (
        "出示两块手帕，提问：哪一块大？你怎么知道？（5分钟）",
        "同桌讨论，上台比一比、说一说",
        "从生活中引出问题",
    ),
    (
        "发给每组方片，提出任务：量出课桌上这张卡片有多大（15分钟）",
        "小组合作，铺方片，记录块数，汇报不同的铺法",
        "动手得出面积单位",
    ),
    ("讲解平方厘米的读写（8分钟）", "听讲，跟读，书空", "规范表达"),
    ("出示检测单，巡视，收齐后点评错例（10分钟）", "每人独立完成3道题，同桌互批，订正", "当堂检查是否学会"),
    ("引导小结（2分钟）", "说说今天学会了什么", "回顾"),
]
ENDING = [
    ("五、作业", "Heading 2"),
    ("基础：完成课本第63页第1、2题。", "Normal"),
    ("拓展：量一量家里三样东西的面有多大，拍照并写出方法。", "Normal"),
]


# Two lessons in one file.
TERM = """《观潮》教学设计
一、教学目标
1. 学生能有感情地朗读课文，说出潮来前后的变化。
二、教学过程
1. 学生自由读课文，圈出生字。（10分钟）
2. 小组讨论：大潮为什么壮观？（20分钟）
三、作业
背诵第三自然段。

《走月亮》教学设计
一、教学目标
1. 学生能边读边想象月下的景象，并写一个片段。
二、教学过程
1. 学生默读，找出“走月亮”的句子。（8分钟）
2. 学生仿写一处月下景物，同桌互评。（22分钟）
三、作业
和家人走一次月亮，写三句话。
"""


def write_plan(path: Path) -> Path:
    """The plan as .docx at `path`."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, level=1)
    for text, style in LINES:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for text, style in ENDING:
        document.add_paragraph(text, style=style)
    document.save(str(path))
    return path


class Paced:
    """Gives a ready review: first as partial, then, once `gate` opens, whole. `error` is raised instead of the end."""

    def __init__(self, draft, review, *, error=None):
        self.draft, self.ready, self.error = draft, review, error
        self.llm_name, self.notices = "scripted:ready", []
        self.gate, self.reached = threading.Event(), threading.Event()
        self.running, self.most, self.ended = 0, 0, 0
        self._lock = threading.Lock()

    def read(self, path, *, kind="auto", name=None):
        return self.draft

    def read_all(self, paths, *, kind="auto"):
        return [self.draft]

    def review(self, draft, *, on_progress=None, previous=(), use_model=True):
        tell = on_progress or (lambda step: None)
        tell(Step("measure", "正在数一数"))
        if not use_model:
            return self.ready
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        try:
            tell(Step("judge", "模型正在细读", 1, 4, partial=self.ready))
            self.reached.set()
            assert self.gate.wait(10)
            tell(Step("judge", "模型正在细读", 4, 4))
            if self.error is not None:
                raise self.error
            return self.ready.model_copy()
        finally:
            with self._lock:
                self.running -= 1
                self.ended += 1
