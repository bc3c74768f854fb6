"""Where a command's result goes: the screen, or a file in a folder that may have to be made first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from reviewer.errors import UsageError


def emit(text: str, out: Path | None) -> None:
    """Text on stdout, or in the file asked for."""
    if out is None:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    with writing(out):
        out.write_text(text, encoding="utf-8")


def beside(source: Path, ending: str) -> Path:
    """`source` with this in place of its suffix; numbered where that is there: a teacher may have worked in it."""
    first, suffix = source.with_name(f"{source.stem}{ending}"), Path(ending).suffix
    numbered = (first.with_name(f"{first.stem}-{number}{suffix}") for number in count(2))
    return next(path for path in chain([first], numbered) if not path.exists())


@contextmanager
def writing(out: Path, *, tell: bool = False) -> Iterator[None]:
    """Make the folder of `out`; what can't be written is a UsageError. `tell` says on stderr where the file is."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise UsageError(f"写不进 {out}：{error.strerror}。请换个位置。", f"cannot write {out}: {error}") from error
    if tell:
        print(f"已写好：{out}", file=sys.stderr)
