"""What a suggestion that a model wrote must be to be shown: of this draft, in its language, plain, short and said once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.advising.overlap import shared
from reviewer.advising.quoting import width
from reviewer.shingles import common, shingles

LEAST, MOST = 20, 160  # change and rewritten sentence together, in Chinese characters
SHARED = 2  # pairs of characters, or Latin words, that a suggestion has in common with its place or topic
ALIKE = 0.8  # two suggestions of which one holds this share of the other are one
_HAN, _WORD = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]+")
# Words of any suggestion on any lesson: what is shared with the draft among them ties it to nothing.
_STOCK = re.compile(
    r"教学|环节|活动|过程|课堂|本[课节]|目标|评价|标准|作业|任务|小组|合作|探究|互动|讨论|交流|展示|汇报|导入|总结|小结|检测|反馈|订正|设计|意图|情境|效果|能力|兴趣"
    r"|思维|素养|发展|提高|提升|培养|引导|组织|鼓励|关注|加强|注重|优化|完善|增加|进一步|具体|明确|步骤|要求|问题|提问|思考|分层|必做|选做|拓展|基础|题目|建议|修改|改成"
    r"|重点|难点|分析|准备|板书|反思|掌握|理解|了解|独立|每人|全班|同桌|分钟|时间|本题|这一?[句步题]"
    r"|\b(?:the|and|of|to|in|for|with|on|is|are|be|by|an?|this|that|their|they|can|will|at|from|as|it|or|we"
    r"|students?|pupils?|teachers?|lessons?|class(?:es)?|activit(?:y|ies)|learning|teaching|homework|tasks?|groups?|add|more)\b",
    re.I,
)
_LEVEL = re.compile(
    r"(?:评为|[达提升][到为至高]{1,2}|得到?|给|打|属于|算|最高|成为)[^，。；]{0,4}(?:[1-5一二三四五]\s?级|优秀|良好)|[1-5]\s?级|[四五]级(?![台阶])|满分|等级|评分|打分|得分|扣分|加分"
    r"|\blevel\s?[1-5]\b|full marks",
    re.I,
)
_ADDRESS = re.compile(r"https?:|www\.|\w@\w")
_MARK = re.compile(r"〔[^〔〕]{1,4}\d+〕")  # of something masked; one that the draft does not hold is made up


@dataclass(frozen=True, slots=True)
class Wording:
    """What to change and how it reads changed, each on one line, without quotation marks that would stand inside others."""

    change: str
    rewrite: str

    @classmethod
    def of(cls, change: str, rewrite: str) -> Wording:
        return cls(_clean(change), _clean(rewrite))

    @property
    def text(self) -> str:
        text = f"{self.change}。可以写成：“{self.rewrite}”。"
        return re.sub(r"(?<=[？！?!.])。", "", text)

    @property
    def whole(self) -> str:
        return f"{self.change} {self.rewrite}"


def is_worth_saying(wording: Wording, place: str, about: str, draft: str) -> bool:
    """Whether it may be shown: `place` is the sentence it changes, `about` what it must have words in common with."""
    return (
        all((wording.change, wording.rewrite))
        and LEAST <= width(wording.change + wording.rewrite) <= MOST
        and _is_readable(wording, place, draft)
        and _signs(wording.rewrite) not in _signs(place)  # else nothing changes
        and shared(_STOCK.sub(" ", wording.whole), about) >= SHARED
        and not _LEVEL.search(wording.whole)
        and not _ADDRESS.search(wording.whole)
        and all(mark in draft for mark in _MARK.findall(wording.whole))
    )


def distinct(wordings: Mapping[str, Wording]) -> set[str]:
    """The names of those that say what no other says: what was written for two criteria was written for neither."""
    return {
        name
        for name, one in wordings.items()
        if not any(_alike(one, other) for key, other in wordings.items() if key != name)
    }


def _alike(one: Wording, other: Wording) -> bool:
    if _signs(one.rewrite) == _signs(other.rewrite):
        return True
    runs, others = shingles(one.whole), shingles(other.whole)
    return common(runs, others) > ALIKE * min(len(runs), len(others))


def _is_readable(wording: Wording, place: str, draft: str) -> bool:
    """In Chinese, or in English where the draft is; a rewritten English sentence stays English."""
    letters = re.findall(r"[^\W\d_]", wording.whole)
    known = len(_HAN.findall(wording.whole)) + len(re.findall("[A-Za-z]", wording.whole))
    if known < 0.8 * len(letters):
        return False
    return _is_english(draft) or (
        not _is_english(wording.change) and (not _is_english(wording.rewrite) or _is_english(place))
    )


def _is_english(text: str) -> bool:
    """Whether it has more Latin words than Chinese characters."""
    return len(_WORD.findall(text)) > len(_HAN.findall(text))


def _clean(text: str) -> str:
    text = " ".join(re.sub(r"\*\*|`", "", text).split())
    text = re.sub(r'"([^"]*)"', r"‘\1’", text).translate(str.maketrans("“”", "‘’", '"')).strip(" 。；，、：")
    whole = re.fullmatch(r"‘([^‘’]*)’", text)
    return whole[1].strip(" 。；") if whole else text


def _signs(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
