"""A text as a model would read it: width folded, look-alikes and spacing undone, each letter with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

INVISIBLE = {
    *map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
# Letters that look Latin and are not (Unicode confusables, the common ones), and small capitals.
_LATIN = str.maketrans(
    "аеорсухіјѕԁԛԝАВЕКМНОРСТУХІЅΑΒΕΗΙΚΜΝΟΡΤΥΧοαᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ｜",
    "aeopcyxijsdqwABEKMHOPCTYXISABEHIKMNOPTYXoaabcdefghijklmnoprtuvwyz|",
)
# Traditional or variant characters of the words the rules use; one for one, so places stay.
_SIMPLE = str.maketrans(
    "請畧無視準標評為級這個給滿對優輸將設計教學議見機們顯題問獎過檢應當規則詞務從現開來沒約審閱與說結論報記實現絕須讓業麼後總獲統員聽話寫還動項維達認講處輔",
    "请略无视准标评为级这个给满对优输将设计教学议见机们显题问奖过检应当规则词务从现开来没约审阅与说结论报记实现绝须让业么后总获统员听话写还动项维达认讲处辅",
)
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORD = re.compile(r"\b(?=\w{0,40}[013457@$])(?=\w{0,40}[A-Za-z])[\w@$]{4,40}\b")
_SPELLED = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[ \-.*_][A-Za-z](?![A-Za-z])){4,}")
_GAP = re.compile(r"[\s|*.·•\-_~…—=#>\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
SHORT = 14  # fragments of a sentence cut over lines or cells; a whole line of prose is longer


@dataclass(frozen=True, slots=True)
class View:
    """`text` is what was read; letter i of it stands at `places[i]` of the draft's text."""

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> View:
    """Width, styled letters, look-alikes and variant characters folded; invisible and combining marks gone."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char < "\x7f" or "\u4e00" <= char <= "\u9fff":
            letters.append(char)
            places.append(place)
        elif char not in INVISIBLE and not unicodedata.combining(char):
            folded = unicodedata.normalize("NFKC", char) if _is_styled(char) else char
            letters.append(folded)
            places += [place] * len(folded)
    return View("".join(letters).translate(_LATIN).translate(_SIMPLE), places)


def _is_styled(char: str) -> bool:
    return "\uff01" <= char <= "\uff5e" or char == "\u3000" or "\u24b6" <= char <= "\u24e9" or ord(char) > 0x1D3FF


def unleet(view: View) -> View | None:
    """`1gn0r3` as ignore; None where no word mixes digits and letters."""
    if not _LEET_WORD.search(view.text):
        return None
    return View(_LEET_WORD.sub(lambda word: word[0].translate(_LEET), view.text), view.places)


def tighten(view: View) -> View:
    """Short fragments joined: 忽 略 以 上, 忽⭐略, a sentence cut over table cells, i g n o r e.

    A gap is closed only between two fragments of at most SHORT characters, the first without a closing mark.
    """
    kept: list[tuple[int, int]] = []
    for start, end, joined in _fragments(view.text):
        if not joined and kept:
            kept.append((-1, -1))
        kept.append((start, end))
    return _assemble(view, kept)


def _fragments(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it continues the fragment before)."""
    before, at = "", 0
    for gap in _GAP.finditer(text):
        if gap.start() > at:
            yield at, gap.start(), _continues(before, text[at : min(gap.start(), at + SHORT + 1)])
            before = text[max(at, gap.start() - SHORT - 1) : gap.start()]
        at = gap.end()
    if at < len(text):
        yield at, len(text), _continues(before, text[at : at + SHORT + 1])


def _continues(before: str, after: str) -> bool:
    if not before or len(before) > SHORT or len(after) > SHORT or before[-1] in "。！？；：:":
        return False
    if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum():
        return False  # English words keep their spaces
    return not re.match(r"[一二三四五六七八九十\d]+[、.）)]", after)  # 二、 3. begin something new


def _assemble(view: View, kept: Iterable[tuple[int, int]]) -> View:
    letters: list[str] = []
    places: list[int] = []
    for start, end in kept:
        if start < 0:
            letters.append("\n")
            places.append(places[-1])
        else:
            letters.append(view.text[start:end])
            places += view.places[start:end]
    return View("".join(letters), places)


def unspell(view: View) -> View | None:
    """`i g n o r e  a l l` as words; None where nothing is spelled out."""
    if not _SPELLED.search(view.text):
        return None
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for match in _SPELLED.finditer(
        re.sub(r"(?<=\w)  +(?=\w)", lambda gap: " " + "\x00" * (len(gap[0]) - 1), view.text)
    ):
        letters.append(view.text[at : match.start()])
        places += view.places[at : match.start()]
        letters.append(view.text[match.start() : match.end() : 2])
        places += view.places[match.start() : match.end() : 2]
        at = match.end()
    return View("".join([*letters, view.text[at:]]), places + view.places[at:])
