"""What a draft is about, in a phrase short enough to stand in a suggestion: its title, else its main point."""

from __future__ import annotations

import re
from collections import Counter

from reviewer.advising.quoting import clip, tidy, unquote
from reviewer.datamodels import Draft

NOTHING = "本课"
TITLE_CHARS, LATIN_CHARS, WORDS_CHARS = 20, 44, 14
MENTIONS = 3  # a phrase said less often is no topic
# Words of every lesson and of the grammar between them: they part the phrases of a text.
_EMPTY = re.compile(
    r"教学|学习|学生|教师|老师|同学们?|小组|目标|过程|活动|课堂|重点|难点|环节|设计|意图|知识|能力|方法|技能|内容|课件|准备|掌握|理解|了解|认识|练习|作业|讨论|回答|问题"
    r"|提问|展示|总结|导入|引入|讲解|板书|评价|完成|进行|通过|可以|能够|我们|你们|他们|大家|自己|什么|怎么|怎样|如何|哪些|这个|那个|这些|这样|一个|一下|分钟|然后|如果"
    r"|因为|所以|以及|需要|使用|今天|现在|时候|没有|不是|就是|还是|例如|参考|答案|说明|要求|步骤|[的了是在和与或把被让使从到对为中里上下后前时要会能有用不也都很就我你他她它这那请个]"
)
_BLAND = re.compile(
    r"周[一二三四五六日末]|作业|练习[一二三四五六七八九\d]*$|讲评|实验课|水平[一二三四]|星题|满分|总分|整体设计|话题|纲要|[上下]册|第.{1,3}单元$|^单元|教学设计|教案|导学|姓名|班级(?![\u4e00-\u9fff])|说明|学业质量|检测|测[试验]|试[卷题]|考[试卷]|(?:复习|练)?习题|\d{4}|\d月\d+日|\.(?:txt|docx?|pdf)$"
    r"|^(?:语文|数学|英语|物理|化学|生物|地理|历史|科学|音乐|美术)$|^[A-Za-z]{1,10}$|S\d-\d"
)


_POINTLESS = re.compile(r"(?<=..)的(?:意思|含义|概念|知识|内容|要点|使用方法|用法)(?:[及和与].*)?$")
_PROJECT = re.compile(r"完成[^。\n]{0,40}?[“《]([^“”《》\n]{2,12})[”》](?:这个)?(?:项目|作品|程序)")


def name_topic(draft: Draft, point: str | None = None) -> str:
    """《小数乘整数》 from the title; where the title names no content, the project, else `point` (what the main objective is about) in quotes.

    With neither, the title as it stands (《周末作业》), else the draft's own words; 本课 for a draft without any.
    """
    title = short_title(draft)
    if title is None and draft.kind.value == "lesson" and (project := _PROJECT.search(draft.text)):
        return f"《{project[1]}》"
    if title is None and point:
        return f"‘{unquote(_POINTLESS.sub('', point))}’"
    title = title or clip(tidy(draft.title.value or "").strip("《》▲ "), TITLE_CHARS)
    if title:
        return f"《{title}》"
    if draft.kind.value == "lesson":
        return NOTHING  # half an objective is no name of a lesson
    words = key_words(draft.text) or first_words(draft)
    return f"‘{unquote(words)}’" if words else NOTHING


def key_words(text: str) -> str | None:
    """What the text speaks of most: the phrase of three to six characters that stands there most often; None below MENTIONS.

    A phrase may run over several words (迎宾机器人), which reviewer.words.key_terms would part.
    """
    runs = re.findall(r"[\u4e00-\u9fff]{3,}", _EMPTY.sub(" ", text))
    told = Counter(run[i : i + n] for run in runs for n in range(3, 7) for i in range(len(run) - n + 1))
    best = max(told, key=lambda phrase: (told[phrase] * (len(phrase) - 1), len(phrase)), default="")
    return best if told[best] >= MENTIONS else None


def first_words(draft: Draft) -> str:
    """The first clause of the draft that says something; "" where none does."""
    for sentence in draft.sentences:
        clause = tidy(re.split(r"[，。；：？！]", draft.text[sentence.start : sentence.end])[0])
        if len(re.sub(r"[^\w]", "", clause)) >= 4 and not _EMPTY.fullmatch(clause):
            return clip(clause, WORDS_CHARS)
    return clip(tidy(draft.text), WORDS_CHARS)


def short_title(draft: Draft) -> str | None:
    """The title without series, number and brackets (分数的初步认识（一）——几分之一 → 几分之一); None if it names no content."""
    title = tidy(draft.title.value or "").strip("《》")
    if not title or _BLAND.search(title):
        return None
    parts = [part for part in re.split(r"——|：|:", title) if len(part) >= 3]
    title = re.sub(r"[（(][^（）()]*[）)]", "", parts[-1] if parts else title).strip("《》 ")
    if not re.search("[\u4e00-\u9fff]", title):  # Unit 5 What does he do? Part B Let's learn
        whole = re.match(rf".{{6,{LATIN_CHARS}}}?[?!.](?=\s|$)", title)
        return (whole[0] if whole else clip(title, LATIN_CHARS)).rstrip(". ") or None
    return clip(title, TITLE_CHARS) if len(title) >= 2 else None
