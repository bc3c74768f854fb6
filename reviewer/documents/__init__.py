"""File → Draft: read .txt, .md, .docx and .pdf, find blocks, sections, sentences and what the draft is about.

Nothing is imported until a draft is read, so that `import reviewer.documents` is instant.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.datamodels import Draft, HiddenText

__all__ = ["draft_from_text", "read_draft"]


def read_draft(path: Path, *, settings: Settings, kind: str = "auto", name: str | None = None) -> Draft:
    """The draft in `path` (.txt .md .docx .pdf); `name` is what to call it, the file's own name if None.

    `kind` is auto, lesson or homework; given, it is taken as certain. Word and PDF files are read in a separate
    process with limits on memory and time. Raises DraftError for anything that can't be read or is too large.
    """
    from reviewer.documents.reading import read

    return read(path, settings=settings, kind=kind, name=name or path.name)


def draft_from_text(
    text: str,
    *,
    name: str,
    sha256: str | None = None,
    kind: str = "auto",
    hidden: Sequence[HiddenText] = (),
    warnings: Sequence[str] = (),
) -> Draft:
    """The draft in a plain or Markdown text. Line ends become newlines and invisible characters go to `hidden`.

    `sha256` is of the file's bytes; of the UTF-8 text if None.
    """
    from reviewer.documents.reading import from_text

    return from_text(text, name=name, sha256=sha256, kind=kind, hidden=tuple(hidden), warnings=tuple(warnings))
