"""Suite `sentences`: whether each suggestion is of its own draft, told without a reader.

Every draft of the folders is reviewed. A suggestion names a place where it quotes words of the draft or an item by its
number; it shows the change where it has a sentence between “ ”. That sentence would fit any draft if another draft is told
the very same: the more drafts are reviewed together, the harder the test. Quotations from exemplars are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.pipeline import Reviewer

PLACE = 2  # characters of the draft that name a place: 演示
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
    for folder in (data, *also):
        for path in _drafts(folder):
            draft, drafts = reviewer.read(path), drafts + 1
            for criterion in reviewer.review(draft).criteria:
                if criterion.suggestion:
                    said = _EXEMPLAR.sub("", criterion.suggestion)
                    changes = _SHOWN.findall(said)
                    total, shown, named = total + 1, shown + bool(changes), named + names_place(said, draft.text)
                    told[changes[-1] if changes else said].add((criterion.id, path.name))
    again = {text: sorted(where) for text, where in told.items() if len({name for _, name in where}) > 1}
    result = {
        "drafts": drafts,
        "suggestions": total,
        "name_a_place": named,
        "show_the_change": shown,
        "told_again": again,
    }
    _print(result)
    return result


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
    print(f"{'别的材料也听到一样的话':　<10} {sum(map(len, again.values())):5}  （{len(again)} 句）")
    for text, where in sorted(again.items(), key=lambda pair: -len(pair[1])):
        print(f"  {len(where)}  {where[0][0]:<16} {text}  {'、'.join(name for _, name in where)}")
