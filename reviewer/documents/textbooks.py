"""The textbook a draft follows (统编版, 人教版 …) and which of a text's lessons it is (第2课时)."""

from __future__ import annotations

import re

from reviewer.datamodels import Guess

NOTHING = Guess(None, 0.0)
HEAD = 600
SAMPLE = 4_000  # 教材分析 comes early

# Editions whose short name is the only one in use.
SIMPLE = (
    r"(?:苏教|苏科|苏少|苏人|沪科|浙教|湘教|湘科|湘美|湘文艺|鲁教|鲁科|鲁人|粤教|粤人|冀教|冀人|冀美|青岛|岭南|中图|川教|晋教|闽教|"
    r"岳麓|大象|花城|仁爱|北京|京改|科粤|济南|桂教|赣美|辽海|辽师大|陕旅|桂美|语文社|鄂教|接力|中华|长春|人民|人科|清华|电子工业)版"
)
# As written → the usual short name. The first pattern that matches at a place counts, so longer ones come first.
EDITIONS: tuple[tuple[str, str], ...] = (
    ("统编版", r"(?:部|统)编\s*(?:人教)?\s*(?:版|本|教材|教科书)|人教\s*部编版?|(?:部|统)编(?=语文|历史|道德|道法|[一二三四五六七八九]年级|高中|初中|小学)|《?中外历史纲要"),
    ("沪教版", r"牛津上海版?|沪教(?:牛津)?版|上教版|上海教育出版社"),
    ("译林版", r"牛津译林版?|译林(?:牛津)?版|译林出版社"),
    ("北师大版", r"北师(?:大)?版?(?=[\s\d·,，）)）]|$|版|小学|初中|高中|数学|语文|[一二三四五六七八九]年级)|北京师范大学出版社"),
    ("外研版", r"外研(?:社)?(?:版|新标准|三起|一起|社)|外语教学与研究出版社"),
    ("华师大版", r"华(?:东)?师(?:大)?版"),
    ("西师版", r"西(?:南)?师(?:大)?版"),
    ("商务星球版", r"(?:商务)?星球版"),
    ("人教版", r"人教\s*(?:社|新课标|新)?\s*(?:[（(]?\d{4}[)）]?)?\s*[ABab]?\s*版|人教[ABab]|人民教育出版社|PEP(?:版|教材)?|人教(?=[\s（(]*(?:小学|初中|高中|[一二三四五六七八九]年级|[一二三四五六七八九][上下]))"),
    ("人美版", r"人美版|人民美术出版社"),
    ("人音版", r"人音版|人民音乐出版社"),
    ("科普版", r"科普版"),
    ("教科版", r"教科版|教育科学出版社"),
    ("浙人美版", r"浙人美版"),
    ("沪粤版", r"沪粤版"),
)  # fmt: skip
EDITION = re.compile("|".join([*(f"({pattern})" for _, pattern in EDITIONS), SIMPLE]))
# What only one subject's teachers use, where no subject is written.
OF_SUBJECT = {
    "人音版": "音乐", "湘文艺版": "音乐", "花城版": "音乐", "苏少版": "美术", "人美版": "美术", "湘美版": "美术",
    "岭南版": "美术", "浙人美版": "美术", "外研版": "英语", "译林版": "英语", "仁爱版": "英语", "商务星球版": "地理",
    "中图版": "地理", "晋教版": "地理", "大象版": "科学", "科粤版": "化学", "岳麓版": "历史",
}  # fmt: skip

NUMERAL = "[一二三四五六七八九十]"
NUMBER = rf"(?:\d{{1,2}}|{NUMERAL}{{1,3}})"
LESSON = re.compile(
    rf"(?<!总)第\s*({NUMBER})\s*(?:课\s*时|学\s*时|教\s*时)"
    rf"|(?:^|(?<=[\s（(|_\-]))课时\s*({NUMBER})(?!\s*(?:课时|分|[、\-~～—－]|节))(?=[\s）)_\-：:]|$)"
    r"|\bPeriod\s*(\d|One|Two|Three|Four|Five|Six|I{1,3})\b"
    rf"|[（(]\s*({NUMBER})\s*[)）]\s*课时",
    re.MULTILINE | re.IGNORECASE,
)
SEVERAL = re.compile(rf"第\s*{NUMBER}\s*[、,，~～\-—–至到和与]\s*(?:第\s*)?{NUMBER}\s*(?:课时|学时)")
ENGLISH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "i": 1, "ii": 2, "iii": 3}


def guess_textbook(text: str, stem: str) -> Guess:
    """The edition named most in the file's name and the head, else the first one named in the opening pages."""
    for sample, sure in ((f"{stem}\n{text[:HEAD]}", 0.95), (text[HEAD:SAMPLE], 0.8)):
        found = [edition_of(match) for match in EDITION.finditer(sample)]
        if found:
            best = max(found, key=found.count)
            return Guess(best, sure if len(set(found)) == 1 else sure - 0.3)
    return NOTHING


def edition_of(match: re.Match[str]) -> str:
    """The usual name of what EDITION matched."""
    return EDITIONS[match.lastindex - 1][0] if match.lastindex else match.group()


def guess_lesson_number(text: str, stem: str) -> Guess:
    """第N课时 as the file's name or the head says. A plan that goes through several 课时 has none of its own."""
    for sample, sure in ((stem, 0.9), (text[:HEAD], 0.9)):
        if SEVERAL.search(sample):
            return NOTHING
        found = {number_of(match) for match in LESSON.finditer(sample)}
        if len(found) == 1:
            headed = {number_of(m) for line in text.split("\n") if len(line) < 40 for m in LESSON.finditer(line[:16])}
            return Guess(f"第{found.pop()}课时", sure) if len(headed) < 2 else NOTHING
        if found:
            return NOTHING
    return NOTHING


def number_of(match: re.Match[str]) -> int:
    """The number in a match of LESSON."""
    written = next(group for group in match.groups() if group)
    return ENGLISH.get(written.lower()) or to_number(written)


def to_number(written: str) -> int:
    """十二 or 12 → 12."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    digits = "零一二三四五六七八九"
    if not ten:
        return digits.index(written[0])
    return 10 * (digits.index(tens[0]) if tens else 1) + (digits.index(ones[0]) if ones else 0)
