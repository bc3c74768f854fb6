"""Office equations (OMML) as one readable line: 1/2, √(x+1), r^2, a_1, lim_(n→∞), {x+y=1; x−y=2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from reviewer.documents.word.elements import child, is_on, local, value

ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
SUPERSCRIPTS = str.maketrans("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ")
TIGHT = {"f", "sSup", "sSub", "sSubSup"}  # end in something that more letters would seem to belong to
APPLIED = "\u2061"  # between a function's name and what it is of
UNSEEN = re.compile("[\u2062-\u2064\u200b]")

RunText = Callable[[Any], str]


def linear(element: Any, run_text: RunText) -> str:
    """The equation below `element` in one line; `run_text` gives the visible text of a run."""
    return _Writer(run_text).children(element).strip()


class _Writer:
    def __init__(self, run_text: RunText) -> None:
        self.run_text = run_text

    def children(self, element: Any) -> str:
        text, before = "", ""
        for below in element if element is not None else ():
            more, name = self.one(below), local(below)
            if (before in TIGHT or name == "f") and text[-1:].isalnum() and more[:1].isalnum():
                text += " "  # three and a half is not 31/2, nor is x^2 y the same as x^2y
            text += more
            before = name
        return text

    def part(self, element: Any, name: str) -> str:
        return self.children(child(element, name))

    def one(self, element: Any) -> str:
        name = local(element)
        if name == "r":
            return _plain(self.run_text(element))
        write = getattr(self, f"_{name}", None) if name in SHAPES else None
        if write is not None:
            return str(write(element))
        return "" if name.endswith("Pr") or name in ("del", "moveFrom") else self.children(element)

    def _f(self, element: Any) -> str:
        top, bottom = self.part(element, "num"), self.part(element, "den")
        kind = value(child(element, "fPr", "type"))
        return f"{top}; {bottom}" if kind == "noBar" else f"{_group(top)}/{_group(bottom)}"

    def _rad(self, element: Any) -> str:
        shown = not is_on(child(element, "radPr", "degHide"))
        degree = self.part(element, "deg") if shown else ""
        sign = ROOTS.get(degree) or (degree.translate(SUPERSCRIPTS) if degree.isalnum() else f"({degree})") + "√"
        return f"{sign}({self.part(element, 'e')})"

    def _sSup(self, element: Any) -> str:
        return f"{_base(self.part(element, 'e'))}^{_group(self.part(element, 'sup'))}"

    def _sSub(self, element: Any) -> str:
        return f"{_base(self.part(element, 'e'))}_{_group(self.part(element, 'sub'))}"

    def _sSubSup(self, element: Any) -> str:
        base, low, high = (self.part(element, name) for name in ("e", "sub", "sup"))
        return f"{_base(base)}_{_group(low)}^{_group(high)}"

    def _sPre(self, element: Any) -> str:
        low, high = self.part(element, "sub"), self.part(element, "sup")
        return (f"_{_group(low)}" if low else "") + (f"^{_group(high)} " if high else "") + self.part(element, "e")

    def _nary(self, element: Any) -> str:
        mark = child(element, "naryPr", "chr")
        sign = "∫" if mark is None else value(mark) or ""
        low, high = self.part(element, "sub"), self.part(element, "sup")
        bounds = (f"_{_group(low)}" if low else "") + (f"^{_group(high)}" if high else "")
        return f"{sign}{bounds} {self.part(element, 'e')}" if bounds else sign + self.part(element, "e")

    def _limLow(self, element: Any) -> str:
        return f"{self.part(element, 'e')}_{_group(self.part(element, 'lim'))}"

    def _limUpp(self, element: Any) -> str:
        return f"{self.part(element, 'e')}^{_group(self.part(element, 'lim'))}"

    def _func(self, element: Any) -> str:
        name, of = self.part(element, "fName"), self.part(element, "e")
        return f"{name} {of}" if of and name[-1:] not in ("", "(", " ") and of[0] not in "(（" else name + of

    def _d(self, element: Any) -> str:
        properties = child(element, "dPr")
        marks = [child(properties, name) for name in ("begChr", "sepChr", "endChr")]
        begin, separator, end = (
            default if mark is None else value(mark) or "" for mark, default in zip(marks, "(|)", strict=True)
        )
        parts = [self._inside(below) for below in element if local(below) == "e"]
        return begin + separator.join(parts) + end

    def _inside(self, element: Any) -> str:
        """The content of brackets, where a matrix needs none of its own."""
        only = [below for below in element if not local(below).endswith("Pr")]
        return self._rows(only[0]) if len(only) == 1 and local(only[0]) == "m" else self.children(element)

    def _m(self, element: Any) -> str:
        return f"[{self._rows(element)}]"

    def _rows(self, element: Any) -> str:
        rows = [[self.children(cell) for cell in row if local(cell) == "e"] for row in element if local(row) == "mr"]
        return "; ".join(", ".join(row) for row in rows)

    def _eqArr(self, element: Any) -> str:
        return "; ".join(self.children(below).replace("&", "") for below in element if local(below) == "e")

    def _acc(self, element: Any) -> str:
        mark = child(element, "accPr", "chr")
        return self.part(element, "e") + ("\u0302" if mark is None else value(mark) or "")

    def _bar(self, element: Any) -> str:
        under = value(child(element, "barPr", "pos")) != "top"
        return "".join(char + ("\u0332" if under else "\u0305") for char in self.part(element, "e"))

    def _phant(self, element: Any) -> str:
        show = child(element, "phantPr", "show")
        return "" if show is not None and not is_on(show) else self.part(element, "e")

    def _oMath(self, element: Any) -> str:
        return self.children(element)


SHAPES = {name.removeprefix("_") for name in vars(_Writer) if name.startswith("_") and not name.startswith("__")}


def _plain(text: str) -> str:
    """Mathematical letters as ordinary ones (𝑥 → x), without the operators that take no room."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\U0001d400" <= char <= "\U0001d7ff" or char == "ℎ" else char
        for char in UNSEEN.sub("", text.replace(APPLIED, " "))
    )


def _group(text: str) -> str:
    """In parentheses unless it reads as one thing: 12, x, 2x² are; x+1 is not."""
    simple = len(text) < 2 or text.isalnum() or text.lstrip("-−").replace(".", "", 1).isdigit()
    enclosed = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return text if simple or enclosed else f"({text})"


def _base(text: str) -> str:
    return text if text[-1:] in ")]}|" or all(char.isalnum() for char in text) else _group(text)
