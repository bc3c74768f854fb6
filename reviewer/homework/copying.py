"""Copying: the same words or sums written again N times, nothing decided – how often, and how long it takes.

`照样子写` is not copying, nor is reading or checking three times; copying a passage once is writing practice.
"""

from __future__ import annotations

import re

from reviewer.homework.items import Task

_COUNT = r"(\d{1,3}|[一二两三四五六七八九十]{1,3})"
_OTHER = r"(?!读|背诵?|[检复]查|修改|听(?!写)|练习?说|看|数|挑|选|算|测|做)"  # what else may be done N times
_GAP = rf"(?:{_OTHER}[^。；;？?\n]){{0,36}}?"
_STRONG = "抄写|抄默|誊写|誊抄|抄(?!送|表|近|报)|默写|听写|书写"
_THING = "生字|生词|单词|词语|新词|汉字|拼音|笔画|口诀|公式|定理|概念|课文|古诗|句子|句型|式子|算式|得数"
_AGAIN = re.compile(
    rf"(?<!手)(?:{_STRONG}){_GAP}(?<![\d.第]){_COUNT}\s*(?:遍|次(?!方|函|数|要)|行)"
    rf"|(?:{_THING}){_GAP}(?:写|各写){_GAP}(?<![\d.第]){_COUNT}\s*(?:遍|行)"
    rf"|(?:每|各)[个字词]?(?:生字|生词|单词|字|词)?[^。；;，,\n]{{0,4}}写\s*{_COUNT}\s*(?:遍|行|个(?=[。；;，,\s]|$))"
    rf"|{_COUNT}\s*遍[^。；;，,\n]{{0,4}}(?:抄写?|默写)|每[个]?[词字]\s*{_COUNT}\s*遍(?!读)"
    r"|抄写?[^。；;\n]{0,24}?([\d一二两三四五六八])英[\d一二两三]中"  # each four times in English, once in Chinese
    r"|\b(?:copy|write)\b[^.\n]{0,60}?(?:(\d+|three|four|five|six|eight|ten)\s*times|(twice))",
    re.I,
)
_LINE_EACH = re.compile(rf"(?:{_STRONG}|写)[^。；;\n]{{0,16}}(?:一|每)[字词]一行|每[个]?[字词](?:写|抄)?一行")
_NAMED = re.compile(r"[“‘\"][^”’\"\n]{1,12}[”’\"](?=的)")  # 抄写“读读写写”的词语两遍: its name is not what is done
_LIST_OF_WORDS = re.compile(
    r"(?<=[：:])\s*[a-z][a-z'’ ]*(?:[,，、]\s*[a-z][a-z'’ ]*){2,}"
)  # 单词抄写：uncle, aunt, cousin，各3遍
_ROW = 6  # a row of one character or word is about six copies
_ONCE = re.compile(r"^(?:请|把|将)?[^。，,]{0,12}?(?:抄写|誊写|抄一抄|抄在|抄到|抄下)")
_REFUSED = re.compile(
    r"(?:不(?:必|用|要求?|需|得|再|许|布置|搞|能|做)?|无需|无须|禁止|杜绝|避免|拒绝|减少|取消|代替|而不是|没有|告别|免)[^。；;，,\n]{0,8}(?:机械|重复|罚|大量)?[^。；;，,\n]{0,4}(?:抄|默写|书写|听写)"
)
_WORDS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "twice": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10,
}  # fmt: skip
_HOW_MANY = re.compile(
    r"(?<![\d组造扩])(?<!Unit )(\d{1,4})\s*(?:个|条|组|道)?\s*(?:英语|英文|新|生)?(单词|词组|词语|生词|生字|汉字|字|词|短语|句子?|口诀|公式)(?!表)"
)
# seconds to copy one: this project's estimate (a child writes 10-15 characters a minute, an adult pupil 20)
_SECONDS = {"单词": 8.0, "词组": 14.0, "短语": 14.0, "词语": 9.0, "生词": 9.0, "词": 9.0, "句": 30.0, "句子": 30.0, "公式": 12.0, "口诀": 12.0}  # fmt: skip
_SECONDS_A_CHARACTER = 5.0
_LONG = re.compile(r"课文|全文|范文|古文|文言文|单词表|词汇表|单元|全册|名词解释|笔记")
# the words of a whole unit: its list, or all that its lessons have new; how many these usually are, of English and of Chinese
_LIST = re.compile(
    r"(?:Unit|单元|课)[^。；，\n]{0,8}(?:单词|生词|词汇|词语|生字)表?|(?:单词|生词|词汇|词语|生字)表", re.I
)
LISTED = 20
_QUOTED = re.compile(r"[“\"「：:]([^”\"」。\n]{2,120})")


def repeated(text: str) -> int:
    """How many times `text` asks to copy or write from memory what it names; 0 for no copying N times."""
    clean = _LIST_OF_WORDS.sub("词", _NAMED.sub("某", _REFUSED.sub("", text)))
    times = [
        _number(next(group for group in match.groups() if group)) * (_ROW if "行" in match[0][-1:] else 1)
        for match in _AGAIN.finditer(clean)
    ]
    if _LINE_EACH.search(clean):
        times.append(_ROW)
    return max(times, default=0)


def without_refusals(text: str) -> str:
    """The text without what it says need not be copied: `不要求抄写全文`."""
    return _REFUSED.sub("", text)


def copying_times(task: Task) -> int:
    """How many times the item asks to copy or write from memory; 1 for copying once, 0 where it is no copying."""
    times = repeated(task.body)
    if times:
        return times if times > 1 or _ONCE.search(task.body.strip()) else 0
    return 1 if _ONCE.search(_REFUSED.sub("", task.body.strip())) else 0


def copying_minutes(task: Task, usual: float) -> float:
    """Minutes of a copying item: what is to be copied × seconds each × times; `usual` stands for an unknown amount."""
    times = max(1, copying_times(task))
    named = _HOW_MANY.search(task.body)
    if named:
        seconds = int(named[1]) * _SECONDS.get(named[2], _SECONDS_A_CHARACTER)
        return seconds * times / 60
    if _LIST.search(task.body):
        return LISTED * _SECONDS["单词" if re.search(r"单词|英语|Unit", task.body) else "词语"] * times / 60
    quoted = [match[1] for match in _QUOTED.finditer(task.body)]
    signs = sum(len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z]+", part)) for part in quoted)
    if signs:
        return max(1.0, signs * _SECONDS_A_CHARACTER * times / 60)
    long = 2.0 if _LONG.search(task.body) else 1.0
    return usual * long * (times / 2 if times > 1 else 1)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    tens, _, units = written.partition("十")
    return _WORDS.get(tens, 1) * 10 + _WORDS.get(units, 0) if "十" in written else 2
