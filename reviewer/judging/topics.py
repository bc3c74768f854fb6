"""What a draft is about, in a phrase short enough to stand in a suggestion: its title, else its main point."""

from __future__ import annotations

import re

from reviewer.datamodels import Draft
from reviewer.judging.rewriting import clip, tidy

NOTHING = "本课内容"
TITLE_CHARS = 20
_BLAND = re.compile(
    r"周[一二三四五六日末]|作业|练习[一二三四五六七八九\d]*$|讲评|实验课|水平[一二三四]|星题|满分|总分|整体设计|话题|纲要|[上下]册|第.{1,3}单元$|^单元|教学设计|教案|导学|姓名|班级|说明"
    r"|^(?:语文|数学|英语|物理|化学|生物|地理|历史|科学|音乐|美术)$|^[A-Za-z]{1,10}$|S\d-\d"
)


def name_topic(draft: Draft, point: str | None = None) -> str:
    """《小数乘整数》 from the title; where the title names no content, `point` (what the main objective is about) in quotes.

    With neither, the title as it stands (《周末作业》), else 本课内容.
    """
    title = short_title(draft)
    if title is None and point:
        return f"‘{re.sub('[‘’]', '', point)}’"
    title = title or clip(tidy(draft.title.value or "").strip("《》▲ "), TITLE_CHARS)
    return f"《{title}》" if title else NOTHING


def short_title(draft: Draft) -> str | None:
    """The title without series, number and brackets (分数的初步认识（一）——几分之一 → 几分之一); None if it names no content."""
    title = tidy(draft.title.value or "").strip("《》")
    if not title or _BLAND.search(title):
        return None
    parts = [part for part in re.split(r"——|：|:", title) if len(part) >= 3]
    title = re.sub(r"[（(][^（）()]*[）)]", "", parts[-1] if parts else title).strip("《》 ")
    return clip(title, TITLE_CHARS) if len(title) >= 2 else None
