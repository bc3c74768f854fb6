"""Chinese words: where a text is cut, and which of its words it is about. The only place that imports jieba."""

from __future__ import annotations

import logging
import math
import re
from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

TERMS = Path(__file__).with_name("terms.txt")  # subject terms that jieba's dictionary lacks
AGAIN = 3  # times a word that no dictionary has (闰土) must stand in a text to be a name there
_NAMES = ("n", "vn", "an", "l", "i", "j")  # jieba's parts of speech that name things: nouns and set phrases
_SCRAP = re.compile("[要先再把每各这那和与或]")  # 要加: two words that stand side by side
UNSEEN = 3  # occurrences in jieba's corpus that a word missing from its dictionary is taken to have
_TERM = re.compile(r"[\u4e00-\u9fff]{2,7}")
# Of every lesson and sheet, whatever it is about, and of ordinary talk: never what a text is about.
_COMMON = re.compile(
    r"教学|学习|学生|素养|培养|人格|教师|老师|同学|同桌|小组|目标|过程|活动|课堂|环节|步骤|设计|意图|知识|能力|方法|技能|内容|课件|教材|课文|课本|作业|练习|板书|评价|小结|总结|导入|新课|重点|难点|年级|单元"
    r"|任务|问题|讨论|回答|思考|交流|展示|汇报|提问|观察|探究|要求|准备|完成|进行|通过|体会|感受|理解|掌握|认识|了解|引导|出示|巩固|拓展|提升|基础|实践|情境|结合|根据|发现|介绍|说明|分析"
    r"|什么|怎样|怎么|如何|哪些|为什么|这个|那个|这样|那样|一个|自己|我们|你们|他们|大家|可以|能够|需要|使用|利用|今天|现在|时候|没有|不是|就是|还是|例如|参考|答案|分钟|姓名|承受|添加|插入|不会|一定|下列|大于|小于|所示|算上|举出|本身|很多|示例|样例|运行|[单点]击|输[入出]|自然段|课时|课题|变化|他会|直到|提出|结构|一般|具有|属于|产生|得到|就是|成为|变成|不能|[讲范齐朗自跟默诵]读|指名|听写|生字|词语|课题|上课|下课|听讲|全班|身边|人人|班里|班级|日期|正确|填空|选择|判断|计算|编写|流程图|挑战|分享|引入|示范|项目|功能|模块|同时|开始|提示|效果|要点|书上|布置|哪个|十[一二三四五六七八九]|作品|实操|上传|导图|素材|演示|核心"
    r"|^(?:一下|一些|一点|一起|之间|之后|之前|以后|以前|因为|所以|如果|然后|并且|以及|或者|但是|不同|相同|各种|有的|下面|上面|如图|图中|下图|小题|本题|得分|家长|孩子|小朋友|第[一二三四五六七八九十]+|[一二三四五六七八九十两几]+[个次种条项道])$"
)  # fmt: skip


@cache
def tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)  # jieba reports its dictionary on stderr
    found = jieba.Tokenizer()
    with TERMS.open("rb") as file:
        found.load_userdict(file)
    return found


def key_terms(text: str, most: int) -> list[str]:
    """The words that a text is about, the most telling first: how often each stands there × how rare it is in jieba's corpus.

    Words of any lesson and one-character words are left out, and a word that is part of a longer one found already.
    """
    return list(_ranked(text)[:most])


def name_terms(text: str, most: int) -> list[str]:
    """Those of `key_terms` that name a thing and can stand on a card or a board: 静电力, not 先写, 一处 or 收齐."""

    def is_name(word: str) -> bool:
        tag = _tags().get(word)
        return tag.startswith(_NAMES) if tag else text.count(word) >= AGAIN and not _SCRAP.match(word)

    return list(islice(filter(is_name, _ranked(text)), most))


@cache
def _tags() -> dict[str, str]:
    """Word → part of speech, by jieba's dictionary; a term of TERMS is a noun."""
    from jieba.posseg import POSTokenizer

    tags: dict[str, str] = POSTokenizer(tokenizer()).word_tag_tab
    tags.update(dict.fromkeys(TERMS.read_text(encoding="utf-8").split(), "n"))  # in place: it has some 350,000 words
    return tags


@lru_cache(maxsize=64)  # every suggestion on a draft asks about the same few stretches of it
def _ranked(text: str) -> tuple[str, ...]:
    cutter = tokenizer()
    told = Counter(word for word in cutter.lcut(text) if _TERM.fullmatch(word) and not _COMMON.search(word))
    rarity = {word: math.log(cutter.total / max(cutter.FREQ.get(word) or 0, UNSEEN)) for word in told}
    found: list[str] = []
    for word in sorted(told, key=lambda one: (-told[one] * rarity[one], text.index(one))):
        if not any(word in other or other in word for other in found):
            found.append(word)
    return tuple(found)
