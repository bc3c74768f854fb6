"""The review queue: exemplars proposed by the city, until an administrator accepts or rejects them.

A proposal is an exemplar file like any other, in `data_dir/library/queue`; it can be edited there. Accepted, it moves to
`data_dir/library/accepted` and is searched from then on. Both moves are one rename.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reviewer.config import Settings
from reviewer.errors import LibraryError, UsageError
from reviewer.library.exemplars import Exemplar, read_exemplar
from reviewer.library.store import accepted_dir, library_root, list_files

ALL = "all"


@dataclass(frozen=True, slots=True)
class Queued:
    """One proposal: the exemplar, or why its file can't be read now."""

    id: str
    path: Path
    exemplar: Exemplar | None
    problem: str = ""


def queue_dir(settings: Settings) -> Path:
    return library_root(settings) / "queue"


def list_queue(settings: Settings) -> list[Queued]:
    """All proposals by id. A file that someone edited out of order is listed with its problem."""
    queued = []
    for path in sorted(queue_dir(settings).glob("*.md")):
        try:
            queued.append(Queued(path.stem, path, read_exemplar(path)))
        except (LibraryError, UnicodeDecodeError) as error:
            queued.append(Queued(path.stem, path, None, str(error)))
    return queued


def propose(settings: Settings, name: str, source: str) -> Path:
    """Put an exemplar's text into the queue; it is there complete or not at all. Raises LibraryError if out of order."""
    folder = queue_dir(settings)
    folder.mkdir(parents=True, exist_ok=True)
    scratch = folder / f".{name}.{os.getpid()}"
    try:
        scratch.write_text(source, encoding="utf-8")
        read_exemplar(scratch)
        os.replace(scratch, folder / f"{name}.md")  # noqa: PTH105
    finally:
        scratch.unlink(missing_ok=True)
    return folder / f"{name}.md"


def accept(settings: Settings, names: Iterable[str]) -> list[Exemplar]:
    """Move proposals into the library; `all` takes all that are in order. The next search finds them.

    Raises UsageError for a name that is not in the queue, LibraryError for one out of order or whose id is taken.
    """
    chosen = _choose(settings, names)
    taken = {read_exemplar(path).id for path in list_files(settings).values()}
    folder = accepted_dir(settings)
    folder.mkdir(parents=True, exist_ok=True)
    accepted = []
    for one in chosen:
        if one.exemplar is None:
            raise LibraryError(one.problem)
        if one.exemplar.id in taken:
            raise LibraryError(
                f"范例编号 {one.exemplar.id} 已经有了，请在 {one.path} 里改一个编号。", f"id {one.exemplar.id} is taken"
            )
        os.replace(one.path, folder / one.path.name)  # noqa: PTH105
        taken.add(one.exemplar.id)
        accepted.append(one.exemplar)
    return accepted


def reject(settings: Settings, names: Iterable[str]) -> list[str]:
    """Remove proposals; `all` removes every one. Raises UsageError for a name that is not in the queue."""
    chosen = _choose(settings, names, broken=True)
    for one in chosen:
        one.path.unlink()
    return [one.id for one in chosen]


def _choose(settings: Settings, names: Iterable[str], *, broken: bool = False) -> list[Queued]:
    queued = {one.id: one for one in list_queue(settings)}
    wanted = list(dict.fromkeys(names))
    if wanted == [ALL]:
        return [one for one in queued.values() if broken or one.exemplar is not None]
    missing = [name for name in wanted if name not in queued]
    if missing:
        raise UsageError(
            f"待审的范例里没有 {'、'.join(missing)}。用 reviewer library add --queue 看看有哪些。",
            f"not in the queue: {', '.join(missing)}; list it with reviewer library add --queue",
        )
    return [queued[name] for name in wanted]
