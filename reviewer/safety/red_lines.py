"""Find passages no teacher should hand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.datamodels import Draft, RedLine
from reviewer.safety.names import NAME, is_name
from reviewer.safety.personal import ADDRESS, IDENTITY
from reviewer.safety.rules import LEAD_IN, RULES, Rule

PRIVACY = "学生隐私"
Span = tuple[int, int]
_SENTENCE = re.compile(r"(?:(?! \| )[^。！？?；\n\t]|[。！？?][”\"](?=[\u4e00-\u9fff])){1,600}[。！？?；]?[”\"]?")
_PARAGRAPH = re.compile(r"(?:[^\n|]|\n(?=\s{0,4}(?:[（(]1[)）]|①)))*")
_REACH = 160  # characters after a sentence in which a problem asks its question
_HAN = "\u4e00-\u9fff"
_PERSON = re.compile(
    rf"(?:^|学生|同学|本班|[：:、，,。.\d ]|低保户子女[:：])\s{{0,2}}(?P<name>{NAME})(?=(?:同学)?(?:[：:、，,。\s（(]|$)|同学|是|患|有|的|父|母|家|尿|语文|数学|\d)"
)
_FACT = re.compile(
    r"父母(?:离异|离婚|双亡)|离异家庭|单亲|在?监狱|服刑|低保户?|贫困(?:户|生|家庭|学生)|(?:家庭|家境|家里)[^。，]{0,3}贫困|建档立卡|留守儿童|尿床|月收入|母亲无业|学困生"
)
_ILLNESS = re.compile(r"癫痫|抑郁|自闭症|多动症|残疾|智力(?:偏低|低下|障碍)|患有|精神病|艾滋")
_OF_A_CLASS = re.compile(r"学生|同学|班|座位|家长|父亲|母亲|[老教]师|课|作业|组|关注|照顾|孩子")
"""An illness is private where the sentence speaks of a class: famous people's are told in every textbook."""
_CONTACT = re.compile(
    rf"(?:学生|家长|父亲|母亲|监护人|爸爸|妈妈|{NAME})[^。\n]{{0,40}}(?:电话|手机|联系方式)[^。\n\d]{{0,6}}\d[\d-]{{6,13}}"
)
_SCORES = re.compile(
    rf"(?:{NAME}\s{{0,2}}\d{{1,3}}分?[^\n]{{0,12}}){{2}}|{NAME}[^。\n]{{0,6}}(?:语文|数学|总分)\s?\d{{1,3}}[^。\n]{{0,30}}第\d{{1,2}}名"
)
_RANKED = re.compile(r"排名|倒数|名次|第\d{1,2}名|成绩(?:表|单|排)")
_NOT_PUPIL = re.compile(
    r"多少|[？?]|作者|作家|名人|课文|《|事迹|榜样|精神|小说|故事|人物|例如|比如|假设|案例|自强|文中|主人公|法律|计算|求|扶贫|脱贫"
)


def find_red_lines(draft: Draft) -> list[RedLine]:
    """Sentences that break a rule, with its name; quotes are verbatim, one finding a rule and sentence."""
    text = draft.text
    found: dict[tuple[str, int, int], RedLine] = {}
    sentences = list(_sentences(draft))
    for name, start, end in (*_by_rule(text, sentences), *_private(text, sentences)):
        found.setdefault((name, start, end), RedLine(rule=name, quote=text[start:end], start=start, end=end))
    return sorted(found.values(), key=lambda line: (line.start, line.rule))


def _sentences(draft: Draft) -> Iterator[Span]:
    """Finer than the draft's own, since a list of clauses may hold one pupil's secret; none leaves its line or cell."""
    for block in draft.blocks:
        for match in _SENTENCE.finditer(draft.text, block.start, block.end):
            start, end = _trim(draft.text, match.start(), match.end())
            if start < end:
                yield start, end


def _by_rule(text: str, sentences: Sequence[Span]) -> Iterator[tuple[str, int, int]]:
    before = ""
    for start, end in sentences:
        sentence = text[start:end]
        led_in = bool(LEAD_IN.search(before)) and "\n" not in text[start - 1 : start]
        if not led_in:
            broken = (rule for rule in RULES if _breaks(sentence, rule) and not _is_asked(text, end, rule))
            yield from ((name, start, end) for name in dict.fromkeys(rule.name for rule in broken))
        before = sentence


def _breaks(sentence: str, rule: Rule) -> bool:
    rest = sentence
    for need in rule.needs:
        if not need.search(sentence):
            return False
        rest = need.sub(" ", rest, count=1)
    return not rule.unless.search(rest)


def _is_asked(text: str, end: int, rule: Rule) -> bool:
    """Whether what follows the sentence in its paragraph, or in part (1) below, shows that it only sets a problem."""
    rest = _PARAGRAPH.match(text, end, end + _REACH)
    return rule.after is not None and rest is not None and bool(rule.after.search(rest[0]))


def _private(text: str, sentences: Sequence[Span]) -> Iterator[tuple[str, int, int]]:
    yield from ((PRIVACY, start, end) for start, end in sentences if _is_private(text[start:end]))


def _is_private(sentence: str) -> bool:
    if IDENTITY.search(sentence):
        return True
    if _NOT_PUPIL.search(sentence):
        return False
    named = [match["name"] for match in _PERSON.finditer(sentence) if is_name(match["name"])]
    if not named:
        return bool(re.search(r"(?:学生|家长)", sentence) and _CONTACT.search(sentence))
    scores = bool(_SCORES.search(sentence) and _RANKED.search(sentence))
    ill = bool(_ILLNESS.search(sentence) and _OF_A_CLASS.search(sentence))
    return bool(ill or _FACT.search(sentence) or _CONTACT.search(sentence) or ADDRESS.search(sentence) or scores)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
