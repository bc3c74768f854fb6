"""Suite `sentences`: whether each suggestion is of its own draft, told without a reader.

Every draft of the folders is reviewed. A suggestion names a place where it quotes words of the draft or an item by its
number; it shows the change where it has a sentence between “ ”. That sentence would fit any draft if another draft is told
the very same: the more drafts are reviewed together, the harder the test. It is of this lesson where it shares words with
the draft that hardly any other has, or with the bank's points of one lesson. Quotations from exemplars are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reviewer.advising.knowledge import FOLDER
from reviewer.config import Settings
from reviewer.pipeline import Reviewer

PLACE = 2  # characters of the draft that name a place: 演示
OWN, RARE = 4, 0.02  # letters in a row that at most this share of the drafts hold, and one more
OF_BANK = 7  # letters in a row of a point of the bank
DRAFTS = (".txt", ".md", ".docx", ".pdf")
_EXEMPLAR = re.compile(r"可参照范例《.*$", re.S)
_SHOWN = re.compile(r"“([^“”]*)”")
_QUOTED = re.compile(r"[“‘《]([^“”‘’《》]+)")
_NUMBERED = re.compile(r"第[\d一二三四五六七八九十—、]+(?:小|大)?题|任务\s*[\d一二三四五六七八九十]")


def run(settings: Settings, data: Path, llm: str, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Counts suggestions that name a place, that show the change, and whose change is told to another draft word for word."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    named = shown = total = drafts = 0
    told: dict[str, set[tuple[str, str]]] = defaultdict(set)
    texts: dict[str, str] = {}
    for folder in (data, *also):
        for path in _drafts(folder):
            draft, drafts = reviewer.read(path), drafts + 1
            texts[path.name] = draft.text
            for criterion in reviewer.review(draft).criteria:
                if criterion.suggestion:
                    said = _EXEMPLAR.sub("", criterion.suggestion)
                    changes = _SHOWN.findall(said)
                    total, shown, named = total + 1, shown + bool(changes), named + names_place(said, draft.text)
                    told[changes[-1] if changes else said].add((criterion.id, path.name))
    lone = find_foreign([(name, text) for text, where in told.items() for _, name in sorted(where)], texts)
    again = {text: sorted(where) for text, where in told.items() if len({name for _, name in where}) > 1}
    result = {
        "drafts": drafts,
        "suggestions": total,
        "name_a_place": named,
        "show_the_change": shown,
        "nothing_of_its_own": lone,
        "told_again": again,
    }
    _print(result)
    return result


def find_foreign(told: Sequence[tuple[str, str]], texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Of (draft, sentence) those whose sentence has nothing that only this draft says, nor anything of the bank."""
    whole = {name: _letters(text) for name, text in texts.items()}
    held = Counter(run for text in whole.values() for run in _runs(text, OWN))
    bank = {run for text in _bank() for run in _runs(_letters(text), OF_BANK)}

    def is_own(name: str, sentence: str) -> bool:
        letters = _letters(sentence)
        rare = any(run in whole[name] and held[run] <= 1 + RARE * len(whole) for run in _runs(letters, OWN))
        quoted = (_letters(one) for one in re.findall(r"‘([^’]+)’", sentence))
        short = any(len(one) >= PLACE and one in whole[name] and _is_rare(one, whole) for one in quoted)
        return rare or short or not bank.isdisjoint(_runs(letters, OF_BANK))

    return [(name, sentence) for name, sentence in told if not is_own(name, sentence)]


def _is_rare(words: str, texts: Mapping[str, str]) -> bool:
    return sum(words in text for text in texts.values()) <= 1 + RARE * len(texts)


def _runs(letters: str, length: int) -> set[str]:
    return {letters[at : at + length] for at in range(len(letters) - length + 1)}


def _bank() -> Iterator[str]:
    return (path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir()) if path.is_file())


def names_place(said: str, text: str) -> bool:
    """Whether it quotes the draft or names an item by number; marks of the page and of punctuation don't count."""
    whole = _letters(text)
    pieces = (_letters(part) for piece in _QUOTED.findall(said) for part in piece.split("…"))
    return bool(_NUMBERED.search(said)) or any(len(piece) >= PLACE and piece in whole for piece in pieces)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", re.sub(r"<[^<>]{0,200}>", "", text)))


def _drafts(folder: Path) -> Iterator[Path]:
    held = folder / "drafts" if (folder / "drafts").is_dir() else folder
    return (path for path in sorted(held.iterdir()) if path.suffix in DRAFTS)


def _print(result: dict[str, Any]) -> None:
    whole, again = result["suggestions"], result["told_again"]
    print(f"{result['drafts']} 份材料，{whole} 条建议")
    for name, count in (("指到材料里的地方", result["name_a_place"]), ("写出改好的样子", result["show_the_change"])):
        print(f"{name:　<10} {count:5}  {count / max(whole, 1):.3f}")
    lone = result["nothing_of_its_own"]
    print(f"{'没有一个自己的词':　<10} {len(lone):5}  {len(lone) / max(whole, 1):.3f}")
    print(f"{'别的材料也听到一样的话':　<10} {sum(map(len, again.values())):5}  （{len(again)} 句）")
    for text, where in sorted(again.items(), key=lambda pair: -len(pair[1])):
        print(f"  {len(where)}  {where[0][0]:<16} {text}  {'、'.join(name for _, name in where)}")
