"""课题 and 设计意图: parts of a plan that seldom stand under a heading of their own."""

from __future__ import annotations

import re

from reviewer.datamodels import Draft
from reviewer.lessons.component_names import name_component, title_in_line
from reviewer.lessons.evidence import Span, content_length
from reviewer.lessons.step_columns import INTENT_COLUMN

_INTENT = re.compile(
    r"(?:设计|活动|教学)(?:的)?意图\s*[：:】\]〕]?|(?:设计|安排)理由\s*[：:】〕]|设计说明\s*[：:】〕]|^\W{0,4}设计说明[ \t*]*(?=\n)"
    r"|(?:^|(?<=[\n（(【〔\s]))(?:意图|用意|(?:教学|活动|环节|安排)?目的|这样安排是因为|为什么(?:要)?(?:这样|这么|从|让|先|用|选|放|不|安排|设计)[^：；。\n]{0,12})\s*[：:】〕]"
    r"|(?:这样|这么|如此)(?:设计|安排|处理|编排)[，,]?的?(?:目的|意图|用意|理由|初衷|好处)?(?:是|在于|意在|旨在|为了)(?=[^\n？?]{6})"
    r"|[（(](?=[^（）()\n]{0,24}(?:是想|是为了|为的是|目的是|是怕|意在|旨在|好让|免得))",
    re.MULTILINE,
)


def add_intent(draft: Draft, found: dict[str, Span], tables: dict[int, int]) -> None:
    """设计意图： in the text, or a column of intents; `tables` are the tables of steps with their header rows."""
    heads = {
        (b.table, b.column)
        for b in draft.blocks
        if b.table in tables and b.row == tables[b.table or 0] and INTENT_COLUMN.search(draft.text[b.start : b.end])
    }
    for block in draft.blocks:
        text = draft.text[block.start : block.end]
        titled = (block.table, block.column) in heads or (
            block.column_title and INTENT_COLUMN.search(block.column_title)
        )
        if titled and (block.row or 0) > 1 and content_length(text) >= 6:
            found["intent"] = (block.start, block.end)
            return
    for match in _INTENT.finditer(draft.text):
        line_end = draft.text.find("\n", match.end())
        line_end = len(draft.text) if line_end < 0 else line_end
        if content_length(draft.text[match.end() : line_end]) < 6:  # the text may start on the next line
            if "\t" in draft.text[match.end() : line_end]:
                continue  # a table header
            following = draft.text.find("\n", line_end + 1)
            line_end = len(draft.text) if following < 0 else following
        if content_length(draft.text[match.end() : line_end]) >= 6:
            found["intent"] = (match.start(), line_end)
            return


_NOT_TITLE = re.compile(
    r"^(?:教案|教学设计|导学案|学案|说课稿|备课|教师|学科|年级|班级|课型|课时|日期|时间|姓名|学校|单位|第.{1,3}课时)"
)


def add_title(draft: Draft, found: dict[str, Span]) -> None:
    """课题: a label with content, else a first heading (or first line) that is no part of the form itself."""
    if "title" in found:
        return
    for block in draft.blocks[:3]:
        text = draft.text[block.start : block.end].strip()
        if name_component(text) or title_in_line(text.split("\n")[0], cell=block.kind == "cell"):
            return
        if block.kind == "cell" or not 2 <= content_length(re.sub(r"[A-Za-z]+", "W", text)) <= 40 or "。" in text:
            continue
        if _NOT_TITLE.match(text) and content_length(text) < 8:
            continue
        found["title"] = (block.start, block.end)
        return
