"""What to do with words that are to be copied so that they are put to use: by the words themselves, else by where they stand."""

from __future__ import annotations

import re

from reviewer.advising.quoting import clip

ENOUGH = 3  # words in a row that make a list
CLIP = 24  # characters of a sentence to be copied
_GAP = r"[、，,\s　_＿（）()]+"
_ROW = re.compile(rf"(?<![一-龥])[一-龥]{{1,5}}(?:{_GAP}[一-龥]{{1,5}}(?![一-龥])){{2,}}")
_ORDER = re.compile(r"[遍次行]|抄|写|注音|词语|生字|下面|下列|家长|订正|田字格|单词|短语|中文|拼音")
_ENGLISH = re.compile(r"[a-z][a-z'’-]*(?: [a-z'’-]+){0,3}")
_SOURCE = re.compile(
    r"(?:抄写?(?![在本])|默写|背诵|[把将])[\s:：]*(?P<what>[^，。；：:,（(\n]{2,30}?)(?=每[个词字首]|各|里的|\s*[一二两三四五六\d]+\s*[遍英]|[英四]|[，。；：:,（(\n]|抄|默|背诵|$)"
)
_NAMED_FIRST = re.compile(
    r"(?:^|[.．、)）\n])\s*(?P<what>[^，。；：:,（(\d\n]{3,16}?)各?(?:抄|默)写?\s*[一二两三四五六\d]+\s*遍"
)  # 两首诗连同课下注释各抄两遍
_BARE = re.compile(
    r"^(?:四会|黑体)?(?:生字|词语|单词|短语|生字词|词)(?:表)?$|^下[面列]|^(?:单词|对话)|^[一二两三四五六\d]+[遍行个]|^一抄"
)
_WORDS = re.compile(r"生字|个字|单词|词语|词表|短语|个词|读读写写|words?\b|[英中汉][一二两四五]")
_NOTIONS = re.compile(r"解释|概念|定义|公式|定理|性质|笔记|提纲|表格")
_COPIED = re.compile(r"抄|默|每[个词字]")
_MISTAKES = re.compile(r"错题|做错|错的题")
_SAID = re.compile(r"抄写?[:：]\s*([^\n。]{8,})")
_TEXTS = re.compile(r"课文|古诗|《|背诵|默写")
_NO_TEXT = re.compile(r"园地|复习|单元|作业|练习|Unit|Module|生字")


def put_to_use(text: str, subject: str, learned: str, *, at_home: bool = True) -> str:
    """In place of copying `text` (the item): words are heard and used, notions told, texts recited.

    `learned` names the lesson. Where nothing may be written at home (grades 1 and 2: `at_home` False) words are read.
    """
    words, source = listed_words(text), _source(text)
    if _MISTAKES.search(text):
        return "把错的一步圈出来，旁边写一句为什么错，合上书再做一遍"
    if words or (_WORDS.search(text) and not source.endswith("》")):
        heard = "听写，只订正写错的" if at_home else "指着读一读"
        told = f"请家人{'或同学报' if at_home else '打乱次序问'}{f'这{len(words)}个' if words else source or '这课要写的字词'}，自己{heard}"
        return f"{told}，{_use(words, subject, learned)}"
    if (said := _SAID.search(text)) or _NOTIONS.search(text):
        return f"合上书，把{f'‘{clip(said[1], CLIP)}’' if said else source or '每一个'}用自己的话讲给家人听，讲不清的看书后再写一遍"
    if _TEXTS.search(text):
        return f"先把{source or '它'}背给家人听，再默一遍，只订正写错的字句"
    return f"先自己默一遍{source}，只订正写错的"


_PINYIN = re.compile("[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]")


def listed_words(text: str) -> list[str]:
    """The words that the item itself lists (柔、激、敲; forest river lake); [] where it only says where they stand."""
    if _PINYIN.search(text):  # no words in English, and the words they stand for aren't shown
        return []
    rows = [re.findall(r"[一-龥]+", row[0]) for row in _ROW.finditer(text)]
    chinese = max(([word for word in row if not _ORDER.search(word)] for row in rows), key=len, default=[])
    lines = [line.rpartition("：")[2] for line in text.split("\n")]  # 单词抄写：uncle, aunt, cousin
    lines = [line for line in lines if not (re.search("[A-Z]", line) and re.search("[.?!]", line))]
    parts = re.split(r"[^A-Za-z'’ -]+|\s{2,}", "\n".join(lines))  # Is there a river? is no row of words
    english = [part.strip() for part in parts if _ENGLISH.fullmatch(part.strip()) and len(part.strip()) > 1]
    words = list(dict.fromkeys(english if len(english) > len(chinese) else chinese))
    return words if len(words) >= ENOUGH else []


def _use(words: list[str], subject: str, learned: str) -> str:
    """再用‘绚丽’‘消失’讲讲《海底世界》: what is said with some of the words."""
    longest = sorted(words, key=len)[-2:]
    named = "".join(f"‘{word}’" for word in words if word in longest)
    if subject == "英语":
        return f"再用{named}各说一句英语" if named else f"再选三个各说一句英语{_about(learned)}"
    if words and max(map(len, words)) == 1:
        return f"再给{named}各组一个词，说一句话"
    is_text = learned.startswith("《") and not _NO_TEXT.search(learned)
    if subject == "语文" and is_text:
        return f"再用上{f'{named}等' if named else ''}三个词，给家人讲讲{learned}"
    return f"再用{named}各说一句话" if named else f"再选三个各说一句话{_about(learned)}"


def _about(learned: str) -> str:
    return f"，说的要和{learned}有关" if learned.startswith(("《", "‘")) else ""


def _source(text: str) -> str:
    copied = next((one for one in re.split(r"[。；;\n]", text) if _COPIED.search(one)), text)
    for pattern in (_SOURCE, _NAMED_FIRST):
        match = pattern.search(copied)
        what = match["what"].strip("，、的 ") if match else ""
        if what and not _BARE.search(what):
            return what
    return ""
