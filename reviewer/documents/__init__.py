"""File → Draft: read what teachers upload, find blocks, sections, sentences and what the draft is about.

Nothing is imported until a draft is read, so that `import reviewer.documents` is instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.config import Settings
    from reviewer.datamodels import Draft, HiddenText
    from reviewer.documents.archives import Listing

__all__ = ["draft_from_text", "list_drafts", "read_draft", "read_parts", "read_photos"]


def read_draft(
    path: Path, *, settings: Settings, kind: str = "auto", name: str | None = None, part: int | None = None
) -> Draft:
    """The draft in `path`: Word, WPS, PDF, slides, pictures, web pages, text; a .zip if it holds just one of them.

    What the file is, its bytes say; `name` is what to call it, the file's own name if None. `kind` is auto, lesson or
    homework; given, it is taken as certain. Of several lessons in one file `part` (from 1) is taken, the first with a
    warning if None. All but plain text is read in separate processes with limits on memory and time. Raises DraftError
    for anything that can't be read or is too large.
    """
    from reviewer.documents.content import choose_draft
    from reviewer.documents.reading import read_content

    called = name or path.name
    with _named(called):
        return choose_draft(read_content(path, called, settings.max_upload_mb), kind, part)


def read_parts(path: Path, *, settings: Settings, kind: str = "auto", name: str | None = None) -> list[Draft]:
    """All lessons in `path` as drafts, at least one; the file is read once. Arguments and errors as `read_draft`."""
    from reviewer.documents.content import all_drafts
    from reviewer.documents.reading import read_content

    called = name or path.name
    with _named(called):
        return all_drafts(read_content(path, called, settings.max_upload_mb), kind)


def read_photos(paths: Sequence[Path], *, settings: Settings, kind: str = "auto", name: str | None = None) -> Draft:
    """Several photos as one draft, in the order given, each a page. `sha256` is over all their bytes in a row.

    Raises DraftError as `read_draft`, and for a file that is no picture.
    """
    from reviewer.documents.content import choose_draft
    from reviewer.documents.reading import read_photos_content

    called = name or (f"{paths[0].name} 等 {len(paths)} 张" if len(paths) > 1 else paths[0].name if paths else "图片")
    with _named(called):
        return choose_draft(read_photos_content(paths, called, settings.max_upload_mb), kind, None)


def list_drafts(source: Path, folder: Path, *, most: int | None = None) -> Listing:
    """The drafts in a folder or .zip (unpacked into `folder`, under safe names), and what was skipped and why.

    `most` files are allowed in a folder, 5,000 if None. Any other file is a listing of itself. Raises DraftError for a bomb, a locked or broken archive.
    """
    from reviewer.documents.archives import list_files

    with _named(source.name):
        return list_files(source, folder, most)


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

    `sha256` is of the file's bytes; of the UTF-8 text if None. Several lessons in it stay together.
    """
    from dataclasses import replace

    from reviewer.documents.content import draft_of
    from reviewer.documents.reading import plain_content

    content = plain_content(text, name, sha256)
    return draft_of(replace(content, hidden=(*hidden, *content.hidden), warnings=tuple(warnings)), kind)


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the file's name before the message."""
    from reviewer.documents.pieces import Unreadable
    from reviewer.errors import DraftError

    try:
        yield
    except Unreadable as error:
        raise DraftError(f"{name}：{error.chinese}", f"{name}: {error.english}") from error
