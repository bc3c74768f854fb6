"""What the plan itself warns of, asks and puts in order: lines that a suggestion can point at and be made of."""

from __future__ import annotations

import re

from reviewer.advising.overlap import shared
from reviewer.advising.places import Span, holding, text_of
from reviewer.advising.quoting import tidy, unquote
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, LessonMeasures, PosedQuestion
from reviewer.words import key_terms

AROUND = 50  # characters on each side of a question in which pupils' work on it would be told
WORDS = 2  # of an answer that are given as a help
ABOUT = 12  # key words of the plan, one of which a line must hold to be about its matter
CAUTION_CHARS, QUESTION_CHARS, SLIP_CHARS = (6, 40), (6, 32), (8, 30)
_LEAD = re.compile(
    r"^(?:trip|tips?|提示|注意事项|温馨提示|需要|还要|还需)?[：:，]?(?:(?:学生|教师|同学们?)?(?:要|应|需)?(?:注意|提醒(?:学生|同学们?)?|强调|切记)的?(?:是|到)?)[：:，]?",
    re.I,
)
_WARNS = re.compile(
    r"注意|提醒|切记|不要忘|易错|容易(?:错|混|写错|读错|忘)|只能|不能[^不]|不可以|必须|否则|千万|trip|tips", re.I
)
_NO_MATTER = re.compile(
    r"^\W*(?:理解|认识|明确|了解|知道)|安全|纪律|时间|教师|老师|巡视|秩序|卫生|坐姿|课件|教学建议|学生的|倾听|音量|礼貌|根据(?:学生|实际)|情况"
)
_EDGE = re.compile(r"课前|导入|引入|复习|热身|激趣|情境|情景|回顾|总结|小结|提升$|作业|预告")
_IDLE = re.compile(
    r"大家|同学们|老师|你们?[能会想看见喜愿]|谁[能会来愿]|对不对|是不是|好不好|吗$|可以吗|还有(?:什么)?(?:问题|疑问|补充)|收获|遇到了?(?:什么|哪些)|如何解决|学[会到]了|知道了|猜|听[到懂]|这是谁|本节课|哪些?(?:知识|内容)|这节课|没有[？?]?$"
)
_SLIPS = re.compile(
    r"混淆|弄混|分不清|写错|算错|答错|读错|出错|漏[写掉了说]|忘记?[写加了]|只会|照搬|照抄|不够(?:开阔|准确|清楚|完整|具体|熟练)|说不清|不理解|理解不[深透够]|掌握不[牢好]|照着写|不熟练|出现问题|停留在|有困难|卡在|误以为|当成|易错"
)
_RECALLS = re.compile(
    r"如果[^，]*，[^？?]*(?:多少|几)|是怎样的|是什么(?:样子)?的?[？?]?$|有哪些|哪几种|叫什么|在哪里|多少[？?]?$"
)
_SOME = re.compile(r"^(?:但|还)?(?:有)?(?:少数|部分|个别|有的|一些|少部分|大部分)?(?:学生|同学|孩子)(?=.{6})")
_NUMBER = re.compile(
    r"^(?:[\s*\-、）)]|[一二三四五六七八](?=[ \u3000、])|[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[.．、)）]|[①-⑩])*"
)  # not the 2400 of 2400立方厘米
_HOW_LONG = re.compile(r"[（(]\s*约?\s*\d{1,2}\s*(?:分钟?|['’′])\s*[)）]")
_ANSWER = re.compile(
    r"[”\"？?。\s]*(?:[（(]([^（）()\n]{4,80})[)）]|(?:预设|生|学生\d?)[^：:\n]{0,4}[：:]([^\n]{4,80}))"
)
_POSED = re.compile(r"^(?:——|思考|请问|提问|追问|想一想|说一说|说说|讨论|那么?|并?提出(?:问题)?)+[：:，]?")
_TOLD = re.compile(
    r"^.*?[“\"‘](?=[^→]{1,12}→)|^(?:是?按照|讲解|梳理|借助|理解)|的?(?:标准)?(?:顺序|规律|过程|流程|标准)[^→]*$|[”\"’）)]"
)
_TELLS = re.compile(
    r"第.{1,3}[课步个]|分钟|作业|板书"
)  # the order stands in the words themselves, or it is the lesson's own
_WORKED_ON = re.compile(
    r"讨论|小组|分组|合作|同[桌伴]|[两四几]人|独立|自主|先[想说写猜画]|[写画圈标填](?:一|下|出|在|上)|动手|试一?试|交流|汇报|展示|每人|人人|各自|辩|投票|举手|抢答"
)
UNTOLD_CHARS = 8  # of a question that is worth two minutes
# found by looking, or about what only that moment shows
_OF_WHAT_IS_SEEN = re.compile(
    r"怎[么样](?:答|说|写|接|做)的?[？?]?$|什么(?:感觉|心情)|第[一二三四五六\d]+组|^你[说看]|^让"
    r"|[它他她]们?|这[个些样种里首段幅句]|那[个些样种里]|上面|下面|刚才|黑板|第.{1,2}[个题步幅]"
)
_NEEDS_REASON = re.compile(
    r"为什么|为何|为啥|如果|要是|假如|怎[样么](?:才|让|使|知道|证明|会|解决|办)|会怎|不同|区别|相同|道理|理由|好处|同意|行不行|能不能|可不可以|是不是|哪[一个种条].{0,12}[更好近快]|是.{1,12}吗$"
)
_ARROW = re.compile(r"\s*(?:→|——>|-->|->)\s*")
_CHAIN = re.compile(rf"[^\s，。；：:→|、（(<>\-]{{1,14}}(?:{_ARROW.pattern}[^\s，。；：:→|（(<>\-]{{1,14}}){{2,7}}")


@remembered
def find_cautions(draft: Draft, measures: LessonMeasures) -> list[tuple[Span, str]]:
    """What the process warns of, as (place, the warning without 需要注意的是), the most about the lesson's matter first."""
    about = key_terms(draft.text, ABOUT)
    found = []
    for one in draft.sentences:
        step = next((step for step in measures.activities if step.start <= one.start < step.end), None)
        text = draft.text[one.start : one.end]
        if step is None or not _WARNS.search(text) or _NO_MATTER.search(text) or text.rstrip()[-1] in "？?":
            continue
        said = unquote(tidy(re.sub(r"^[\s\d.、（(）)*]*(?:trip|tips?)?[：:\s]*", "", text, flags=re.I)))
        inner = re.search(r"[（(]\s*(?:注意|提醒)[^（）()]{4,40}[）)]", said)
        warning = inner[0].strip("（()） ") if inner else re.sub(r"[（(][^（）()]*[）)]", "", said)
        said = _LEAD.sub("", warning).strip("，：: ")
        held = sum(term in said for term in about)
        if (
            _WARNS.search(warning)
            and said.count("（") == said.count("）")
            and CAUTION_CHARS[0] <= len(said) <= CAUTION_CHARS[1]
            and held
        ):
            found.append((-held, one.start, ((one.start, one.end), said)))
    return [caution for *_, caution in sorted(found)]


@remembered
def find_questions(draft: Draft, measures: LessonMeasures) -> list[PosedQuestion]:
    """The questions of the lesson, those first that ask most about its matter: none that opens or sums up, none to be nodded at."""
    about = key_terms(draft.text, ABOUT)
    edges = [step for step in measures.activities if _EDGE.search(step.name)]
    fit = [
        one
        for one in measures.questions
        if QUESTION_CHARS[0] <= len(bare := ask(draft, one)) <= QUESTION_CHARS[1]
        and not _IDLE.search(bare)
        and "／" not in bare
        and bare.count("（") == bare.count("）")
        and any(term in bare for term in about)
        and not any(step.start <= one.start < step.end for step in edges)
    ]
    matters = text_of(draft, measures, "key_points")
    matters += " ".join(one.text for one in measures.objectives)

    def rank(one: PosedQuestion) -> tuple[bool, bool, int, int]:
        told = min(shared(one.text, matters), ABOUT) + sum(term in one.text for term in about)
        return bool(_RECALLS.search(one.text)), not one.open, -told, one.start

    return sorted(fit, key=rank)


@remembered
def find_untold(draft: Draft, measures: LessonMeasures) -> PosedQuestion | None:
    """The question that asks most and gives nobody time: no word around it of pupils who think, write or talk it over."""
    asked = ((one, ask(draft, one)) for one in find_questions(draft, measures) if one.open)
    fit = (one for one, said in asked if _is_worth_time(said))
    return next((one for one in fit if not _WORKED_ON.search(draft.text, *_around(measures, one))), None)


def _is_worth_time(question: str) -> bool:
    return (
        len(question) >= UNTOLD_CHARS
        and _NEEDS_REASON.search(question) is not None
        and not _OF_WHAT_IS_SEEN.search(question)
    )


def _around(measures: LessonMeasures, question: PosedQuestion) -> Span:
    """The words just before and behind a question, of its own step."""
    step = holding(measures.activities, (question.start, question.end))
    start, end = (step.start, step.end) if step else (0, question.end + AROUND)
    return max(start, question.start - AROUND), min(end, question.end + AROUND)


def ask(draft: Draft, question: PosedQuestion) -> str:
    """The question in the plan's words without its number and marks."""
    text = unquote(tidy(_HOW_LONG.sub("", _NUMBER.sub("", draft.text[question.start : question.end]))))
    text = re.split(r"(?:思考|提问|追问|问题|讨论|问)[：:]|(?:讨论|思考)[（(]", text)[-1]
    text = re.split(r"^[^（(]*[）)]", text)[-1]  # what stands in brackets is the answer to the question before
    return _POSED.sub("", text).rstrip("？?")


def answer_words(draft: Draft, question: Span) -> str | None:
    """夏秋、冬春: key words of the answer that stands behind a question, in brackets or as what pupils say; None without one."""
    found = _ANSWER.match(draft.text, question[1])
    words = key_terms(found[1] or found[2], WORDS) if found else []
    return "、".join(words) if len(words) == WORDS else None


@remembered
def find_chain(draft: Draft, measures: LessonMeasures) -> tuple[Span, list[str]] | None:
    """The longest run of steps that the process puts in order with arrows (潮来前→潮来时→潮过后), where and in order."""
    runs = [
        ((match.start(), match.end()), [tidy(link) for link in _ARROW.split(unquote(tidy(_TOLD.sub("", match[0]))))])
        for step in measures.activities
        for match in _CHAIN.finditer(draft.text, step.start, step.end)
    ]
    fit = [
        (span, links)
        for span, links in runs
        if len({link for link in links if link}) == len(links) and not _TELLS.search("".join(links))
    ]
    return max(fit, key=lambda run: len(run[1]), default=None)


@remembered
def find_slips(draft: Draft, measures: LessonMeasures) -> list[str]:
    """What pupils get wrong or stuck at, as 学情 and 教学反思 tell it."""
    clauses = (
        _SOME.sub("", unquote(tidy(clause)))
        for part in ("reflection", "learner_analysis")
        if part in measures.components
        for clause in re.split(r"[，。；,;\n|]|<br>|(?<=\d)、", draft.text[slice(*measures.components[part])])
    )
    return [clause for clause in clauses if SLIP_CHARS[0] <= len(clause) <= SLIP_CHARS[1] and _SLIPS.search(clause)]
