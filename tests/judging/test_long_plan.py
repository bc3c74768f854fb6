"""A unit plan of twenty pages in Word, reviewed with an endpoint that takes a third of it at a time."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import docx

from reviewer.config import Settings
from reviewer.datamodels import Draft
from reviewer.judging.probing import TRUTH
from reviewer.library.store import open_library
from reviewer.models.chat import get_chat
from reviewer.models.embeddings import get_embedder
from reviewer.models.replies import RememberingChat
from reviewer.pipeline import Reviewer
from reviewer.prompts import load_prompt

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "models"))
from chat_server import reply, serving

LIMIT = 8000  # characters of a question, as of an endpoint with 8k tokens
SHAPES = ["长方形", "正方形", "平行四边形", "三角形", "梯形", "圆", "扇形", "环形", "组合图形"]
THINGS = [
    "方格纸",
    "剪刀和彩纸",
    "学具袋里的小方块",
    "校园平面图",
    "教室地砖的照片",
    "自己带来的树叶",
    "钉子板",
    "透明网格片",
]


def write_plan(path: Path) -> None:
    """A plan of one unit: eight tasks with a table each, every sentence of its own."""
    document = docx.Document()
    document.add_heading("《多边形的面积》单元教学设计", 0)
    document.add_heading("一、学情分析", 1)
    document.add_paragraph("课前让四年级全体学生数方格，62%的学生能数出长方形的面积，数平行四边形时只有21%的学生数对。")
    document.add_heading("二、单元目标", 1)
    for number, shape in enumerate(SHAPES, 1):
        document.add_paragraph(f"{number}. 学生能用转化的方法推导{shape}的面积公式，并说出每一步的理由。")
    document.add_heading("三、教学过程", 1)
    for number, shape in enumerate(SHAPES, 1):
        document.add_heading(f"任务{number}：研究{shape}的面积（40分钟）", 2)
        table = document.add_table(rows=1, cols=3)
        for cell, title in zip(table.rows[0].cells, ("教师活动", "学生活动", "设计意图"), strict=True):
            cell.text = title
        for step, thing in enumerate(THINGS, 1):
            told = (
                f"教师出示{thing}，提出任务{number}的第{step}个问题：怎样用它比较两个{shape}的大小？"
                f"巡视时重点看第{step}小组怎样摆{thing}，记下{shape}上画错的高和底，选{step + 1}份有代表性的作品贴上黑板。"
                f"追问：如果{shape}的一条边增加{number + step}厘米，面积会怎样变？为什么？"
            )
            done = (
                f"学生两人一组，用{thing}摆一摆、剪一剪，把{shape}变成学过的图形，在记录单第{number * 10 + step}格写下底和高。"
                f"小组长汇报{shape}变化前后什么变了、什么没变，别的组补充第{step}种方法。"
                f"每人独立完成关于{shape}的第{step}道检测题，同桌互查，做错的对照{thing}再摆一次，当堂订正。"
            )
            why = (
                f"从{thing}出发研究{shape}，让学生在操作中经历猜想与验证，为任务{number + 1}的转化积累第{step}次经验。"
            )
            for cell, text in zip(table.add_row().cells, (told, done, why), strict=True):
                cell.text = text
    document.add_heading("四、作业设计", 1)
    for number, shape in enumerate(SHAPES, 1):
        document.add_paragraph(f"{number}. 必做：算出家里一个{shape}物品的面积。选做：设计一道{shape}的题考考同桌。")
    document.save(str(path))


def answer(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Refuses what is too long; answers the probe rightly and all else with yes at the second sentence shown."""
    asked = body["messages"][-1]["content"]
    if len(asked) > LIMIT:
        return 400, {"error": {"message": "This model's maximum context length is 8192 tokens."}}
    if "response_format" not in body:
        return 200, reply("是", {"是": 0.9, "否": 0.1})
    shown = [int(number) for number in re.findall(r"^\[(\d+)\] ", asked, re.M)]
    rows = [
        {
            "id": name,
            "reason": "写明了",
            "sentences": [4] if name in TRUTH else shown[1:2],
            "answer": TRUTH[name][1] if name in TRUTH else "yes",
        }
        for name in re.findall(r"^- ([\w.]+)：", asked, re.M)
    ]
    return 200, reply(json.dumps({"judgements": rows}, ensure_ascii=False))


def test_every_criterion_is_answered_within_the_room_and_what_was_not_read_is_told(
    settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "单元教学设计.docx"
    write_plan(path)
    embedder = get_embedder(settings)  # None where none is installed: then the first sentences are shown
    with serving(answer, ["m"]) as (url, received):
        settings = settings.model_copy(update={"llm_base_url": url, "llm": "openai:m"})
        chat = get_chat("openai:m", settings)
        assert chat is not None
        kept = RememberingChat(chat, settings.data_dir / "replies.sqlite")
        reviewer = Reviewer(settings, chat=kept, embedder=embedder, library=open_library(settings, None))
        draft = reviewer.read(path, kind="lesson")
        review = reviewer.review(draft)
    assert len(draft.text) >= 20_000
    asked = [text for body in received if "<材料>" in (text := body["messages"][-1]["content"])]
    asked = [text for text in asked if load_prompt("probe").render() not in text]
    refused = [text for text in asked if len(text) > LIMIT]
    taken = [text for text in asked if len(text) <= LIMIT and "rewrite" not in text]
    assert 1 <= len(refused) <= 6  # two halvings for the first criteria asked together; later ones know
    assert {len(material(text)) > 3500 for text in taken} == {True}  # and the room is used
    assert not [i.id for c in review.criteria for i in c.indicators if i.unanswered]
    assert not [c.id for c in review.criteria if c.status == "unscored"]
    (told,) = [warning for warning in review.draft.warnings if "没有细读" in warning]
    seen = {number for text in taken for number in re.findall(r"^\[(\d+)\] ", material(text), re.M)}
    assert f" {len(draft.sentences) - len(seen)} 句" in told
    for text in taken:
        assert share_under_heading(draft, text) > 0.9


def share_under_heading(draft: Draft, text: str) -> float:
    """Of the sentences shown, how many are shown with the heading they stand under."""
    shown = [int(number) for number in re.findall(r"^\[(\d+)\] ", material(text), re.M)]
    starts = {draft.sentences[number - 1].start for number in shown}
    sections = [draft.section_at(draft.sentences[number - 1].start) for number in shown]
    return sum(one is None or any(one.start <= start < one.body for start in starts) for one in sections) / len(shown)


def material(text: str) -> str:
    return text.partition("<材料>\n")[2].partition("\n</材料>")[0]
