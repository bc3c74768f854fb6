"""Sentences that say nothing about this lesson: strings of catchwords, praise of one's own ideas, lines said again.

They are kept out of measuring, finding and asking, so that words alone raise no level. A sentence that names what
somebody does, with whom, how long or with what result, is no slogan, however many catchwords it holds.
"""

from __future__ import annotations

import re
from collections import Counter

from reviewer.datamodels import Draft

CATCHWORDS = re.compile(
    r"学为中心|以学定教|以生为本|学生(?:为)?主体|教师(?:为)?主导|核心素养|立德树人|五育并举|教[、—-]?学[、—-]?评(?:的)?一致(?:性)?|教学评一体化?"
    r"|分层(?:教学|作业|设计)?|当堂反馈|堂堂清|小组合作|合作学习|合作探究|自主(?:学习|探究|合作)|探究(?:式)?学习|大单元|大概念|大任务|跨学科"
    r"|真实情境|情境教学|学科实践|深度学习|因材施教|减负(?:增效|提质)|双减|面向全体|关注每一?[位个](?:学生|孩子)(?:的(?:全面)?发展)?|全面发展"
    r"|个性(?:化)?发展|创新(?:意识|精神|能力)|高阶思维|思维品质|生本课堂|高效课堂|以人为本|新课(?:标|改|程)(?:理念)?|素养导向"
)
_LEAST = 3
_SHARE = 0.45  # of the characters of a sentence that are catchwords, in a string of them
_PRAISE = re.compile(r"(?:体现|落实|贯彻|践行|彰显|渗透|遵循|秉持|坚持|突出|凸显|融入|实施|关注)")
_CONCRETE = re.compile(
    r"[0-9０-９①-⑳]|[一二三四五六七八九十两几]+(?:人|组|题|道|分钟|遍|次|名|位同学)|[“《「]|如果|若|先[^，。]{2,20}再|(?:完成|写出|画出|说出|算出|填写|记录|汇报|展示|汇总|订正|批改)"
)
_CLAUSE_MARKS = re.compile(r"[\s，,、；;。.！!？?：:]+")
# shorter lines are repeated by honest plans too; an objective stands again among the key points
_AGAIN, _COPIES, _LINE = 16, 2, 16
_WORDS = 8  # characters of words a copied line has at least: 答：＿＿＿＿ is where pupils write
_KEY_POINTS = re.compile(r"重点|难点")  # what is both stands there twice, after the objectives


def find_slogans(draft: Draft) -> list[tuple[int, int]]:
    """Spans of the slogans of a draft; also of longer sentences of a lesson that stood there twice before, and of whole
    lines of a sheet that stand there three times, but for the first.
    """
    spans = _copied_lines(draft.text) if draft.kind.value == "homework" else []
    said: Counter[str] = Counter()
    for sentence in draft.sentences:
        text = draft.text[sentence.start : sentence.end]
        plain = _CLAUSE_MARKS.sub("", text)
        again = draft.kind.value == "lesson" and len(plain) >= _AGAIN and said[plain] >= _COPIES
        if again and (section := draft.section_at(sentence.start)):
            again = not _KEY_POINTS.search(section.title)
        said[plain] += 1
        if again or _is_slogan(text, plain):
            spans.append((sentence.start, sentence.end))
    return spans


def _copied_lines(text: str) -> list[tuple[int, int]]:
    """A sheet may give the same order twice and mean it; a long line three times over is padding."""
    places: dict[str, list[tuple[int, int]]] = {}
    start = 0
    for line in text.split("\n"):
        if len(line.strip()) >= _LINE and len(re.findall(r"[^\W_]", line)) >= _WORDS and "|" not in line:
            places.setdefault(line.strip(), []).append((start, start + len(line)))
        start += len(line) + 1
    return [span for spans in places.values() if len(spans) > _COPIES for span in spans[1:]]


def _is_slogan(text: str, plain: str) -> bool:
    words = CATCHWORDS.findall(text)
    if len(words) < _LEAST or _CONCRETE.search(text):
        return False
    share = sum(map(len, words)) / len(plain)
    return share >= _SHARE or (bool(_PRAISE.search(text)) and share >= _SHARE / 2)
