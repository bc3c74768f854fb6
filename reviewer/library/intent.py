"""What free words say themselves about subject, stage and lesson type: preferred where found, never required."""

from __future__ import annotations

import re
from dataclasses import replace

from reviewer.library.kinds import lesson_types
from reviewer.library.query import Query

# Subjects as exemplars name them, by the words teachers type for them; the first in the text counts.
SUBJECTS: dict[str, str] = {
    "语文": r"语文|作文|习作|识字|古诗|文言",
    "数学": r"数学",
    "英语": r"英语",
    "物理": r"物理",
    "化学": r"化学",
    "生物学": r"生物",
    "历史": r"历史",
    "地理": r"地理",
    "道德与法治": r"道德与法治|道法|品德",
    "思想政治": r"思想政治|思政|政治",
    "科学": r"科学",
    "信息科技": r"信息科技|信息技术|编程",
    "音乐": r"音乐",
    "美术": r"美术",
    "体育与健康": r"体育",
    "劳动": r"劳动",
    "综合实践": r"综合实践",
}
STAGES: dict[str, str] = {
    "小学": r"小学|[一二三四五六]年级|[低中高]年级",
    "初中": r"初中|[七八九]年级|初[一二三]|中考",
    "高中": r"高中|高[一二三]|高考",
}


def read_intent(query: Query) -> Query:
    """The query with what its words prefer. Left as it is where the caller prefers something, as a draft's query does."""
    if query.criterion or query.near_subject or query.near_stage or query.near_types:
        return query
    return replace(
        query,
        near_subject=_first(SUBJECTS, query.text),
        near_stage=_first(STAGES, query.text),
        near_types=lesson_types(query.text),
    )


def _first(names: dict[str, str], text: str) -> str | None:
    places = {name: found.start() for name, words in names.items() if (found := re.search(words, text))}
    return min(places, key=lambda name: places[name], default=None)
