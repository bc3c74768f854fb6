"""Fields: their results are text, their instructions are not, but EQ fields and form boxes show without a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reviewer.documents.word.elements import child, is_on, local, value, whole

MAX_CODE = 2_000  # characters of an instruction


@dataclass(slots=True)
class Fields:
    """Which fields are open at a place in a paragraph, and the instructions of the one being read."""

    open: list[bool] = field(default_factory=list)  # for each: whether its result has begun
    codes: list[str] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether text here belongs to an instruction, not to what is shown."""
        return not all(self.open)

    def add_code(self, text: str) -> None:
        if self.codes and not self.open[-1] and len(self.codes[-1]) < MAX_CODE:
            self.codes[-1] += text

    def mark(self, mark: Any) -> str:
        """Follow one w:fldChar; the text that it shows itself: an EQ formula, a check box."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            form = "" if self.in_code else _form(child(mark, "ffData"))
            self.open.append(False)
            self.codes.append("")
            return form
        if kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            has_result, code = self.open.pop(), self.codes.pop()
            if not has_result and not self.in_code:
                return shown(code)
            if not has_result:
                self.add_code(shown(code))
        return ""


def shown(code: str) -> str:
    """What a field without a result shows; "" for most."""
    if not code.strip():
        return ""
    from reviewer.documents.word.eq import shown_by

    return shown_by(code[:MAX_CODE])


def _form(data: Any) -> str:
    box, choice = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        checked = child(box, "checked")
        return "☑" if is_on(checked if checked is not None else child(box, "default")) else "□"
    if choice is not None:
        entries = [value(entry) or "" for entry in choice if local(entry) == "listEntry"]
        at = whole(value(child(choice, "result")))
        return entries[at] if 0 <= at < len(entries) else ""
    return ""
