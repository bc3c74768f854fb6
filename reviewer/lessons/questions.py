"""The questions a plan puts to students, open or closed.

Open: needs thought, a reason, or has no single answer (为什么, 怎样, 如果…会, 你怎么看). Closed: recall, finding information, choice,
or a question whose answer stands beside it (indicator tk.open_questions of indicators-lesson.yaml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reviewer.datamodels import Draft, PosedQuestion
from reviewer.lessons.components import find_components, without_parts
from reviewer.lessons.evidence import Span

UNASKED = frozenset(
    {"learner_analysis", "objectives", "key_points", "textbook_analysis", "homework", "reflection", "board"}
)
_QUESTION = re.compile(r"[^。！？!?；;\n\t：:|]{2,90}[？?]")
_TOLD = re.compile(
    r"(?:思考|讨论|想一想|议一议|说一说|谈一谈|探究|提问)\s*[：:]?\s*(?P<q>[^。！？?；;\n\t<]{0,20}(?:为什么|怎样|怎么|如何)[^。！？?；;\n\t<]{2,40})[。；;\n<]|(?P<p>(?:(?<=[，。；：:\n|\t])|(?<=学生)|(?<=同桌)|(?<=各组))(?:说说|说出|说一说|讲讲|讲一讲|讲(?=为什么|怎样)|写出|写下|解释|讨论|想一想)(?:自己|你|他们)?[^，。；;？?\n\t<]{0,8}(?:为什么|怎样|怎么|如何)[^。；;？?\n\t<]{2,24}(?=[。；;\n|])|举[^。；\n]{0,6}例[^。；\n]{0,8}(?:解释|说明)[^。；\n]{0,20}|(?:说说|说一说|谈谈|谈一谈)(?:你|自己)?的?(?:理由|想法|看法|发现|感受|理解|体会|收获)[^。；\n]{0,16})"
)
_OPEN = re.compile(
    r"为什么|为何|怎样|怎么(?!样的$)|如何|如果|假如|假设|要是|你觉得|你认为|你们认为|你发现|发现了?什么|有什么(?:共同点|相同|道理|发现|感受|想法|不同|联系|区别|关系|启发|收获|特点|规律|好处|优点|疑问|体会|看法|作用|变化|异同)"
    r"|[好妙差错]在哪|什么感[觉受]|什么印象|说明(?:了)?什么|什么原因|原因是什么|理由|哪些(?:原因|方法|办法|不同|启发|感受|想法|收获|因素)|还(?:可以|能|有|会).{0,14}(?:什么|哪些|吗|怎)|什么关系|遇到[^。]{0,6}(?:问题|困难)|能否|能不能|意味着|体会到|感受到|什么样的.{0,6}(?:人|情|心)|有何|谁能说说|想象|暴露了"
    r"|(?i:\bwhy\b(?! (?:not|don't) )|\bhow (?:do|can|would|could|should)\b|what do you think|what would|what if|what will happen|what kind of|give (?:your )?reasons|do you agree|how do you)"
)
_CLOSED = re.compile(
    r"怎么读|怎么写|怎么念|多少|几[个种条段次]|是谁|谁给|哪里|什么时候|对不对|是不是|是吗|好吗|对吗|吗[？?]$|玩过|见过|哪一?[个条种项]|A.{0,3}B|选|天对什么|猜|叫什么|听说过|能判断"
)
_RHETORICAL = re.compile(r"(?:知道|明白|清楚)了?吗|好不好|准备好|是不是啊|多么")


def is_open_question(text: str) -> bool:
    """True if `text` asks for thought, a reason or a view; closed marks win unless a why or how stands in it."""
    if _RHETORICAL.search(text):
        return False
    strong = re.search(
        r"为什么|为何|怎样|如何|理由|你觉得|你认为|如果|假如|怎么(?!读|写|念)|还(?:可以|能|会|有|知道|想)|好在|妙在|遇到[^。]{0,6}(?:问题|困难)|原因|有什么.{0,4}(?:发现|感受|想法|不同|优点|区别|联系|体会)",
        text,
    )
    if re.search(r"吗[？?]?$", text) and not re.search(r"为什么|怎样|说说|说一说|谈谈|告诉", text):
        return False
    if _CLOSED.search(text) and not strong:
        return False
    return bool(strong or _OPEN.search(text))


def _bigrams(text: str) -> set[str]:
    bare = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", text)
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def _same(left: set[str], right: set[str]) -> bool:
    """The same question in other words: half of all character pairs shared, or one (of 6 or more) nearly inside the other."""
    shared = len(left & right)
    short = min(len(left), len(right))
    return shared >= 0.5 * len(left | right) or (short >= 6 and shared >= 0.8 * short)


def _answered(draft: Draft, end: int) -> bool:
    """True if the answer stands right after: （轨道路线图） or a printed 答案."""
    return bool(
        re.match(
            r"[ \t]*(?:[（(](?!\d|[一二三四五六七八九十]|引导|学生|小组|指名|生|预设|让|同桌|提示|老师|教师|点拨)|答案|答[：:]|[【])",
            draft.text[end : end + 14],
        )
    )


def find_questions(draft: Draft, spans: Iterable[Span]) -> list[PosedQuestion]:
    """Every question inside `spans` (without any, in the draft but for aims and the like).

    One put again in other words (most characters shared) counts once.
    """
    found: list[PosedQuestion] = []
    seen: list[set[str]] = []
    for left, right in list(spans) or without_parts(draft, find_components(draft), UNASKED):
        hits = [(m.start(), m.end()) for m in _QUESTION.finditer(draft.text, left, right)]
        hits += [m.span("q" if m["q"] else "p") for m in _TOLD.finditer(draft.text, left, right)]
        for start, end in sorted(hits):
            start += len(draft.text[start:end]) - len(draft.text[start:end].lstrip())
            text = draft.text[start:end].rstrip()
            end = start + len(text)
            grams = _bigrams(text)
            if len(grams) < 3 or any(_same(grams, old) for old in seen[-40:]):
                continue
            seen.append(grams)
            reasoned = re.match(
                r"\s*[”\"]?(?:请)?(?:说明|说出|说说)?(?:你的)?(?:理由|为什么)", draft.text[end : end + 12]
            )
            prompt = _TOLD.fullmatch(text)
            is_open = (bool(prompt and prompt["p"]) or is_open_question(text) or bool(reasoned)) and not _answered(
                draft, end
            )
            found.append(PosedQuestion(text=text, start=start, end=end, open=is_open))
    return found
