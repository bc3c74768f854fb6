"""The drafts in a folder or a .zip: what they are called, where they lie, and what was passed over and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.documents.limits import MAX_MEMBERS, UNPACKING
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sandbox import run_worker
from reviewer.documents.unpacking import BROKEN, is_litter, reason_to_skip


@dataclass(frozen=True, slots=True)
class Source:
    """One draft: its name as its owner knows it (with the folders inside the archive), and its file."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder or archive holds: drafts in order of name, and (name, reason in Chinese) of what was skipped."""

    drafts: tuple[Source, ...]
    skipped: tuple[tuple[str, str], ...] = ()


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    drafts: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    error: tuple[str, str] | None = None


def list_files(source: Path, folder: Path, most: int | None = None) -> Listing:
    """See `reviewer.documents.list_drafts`. Raises Unreadable."""
    if source.is_dir():
        return _in_folder(source, most or MAX_MEMBERS)
    with source.open("rb") as file:
        is_zip = file.read(2) == b"PK" and source.suffix.lower() == ".zip"
    return _in_zip(source, folder) if is_zip else Listing((Source(source.name, source),))


def _in_zip(source: Path, folder: Path) -> Listing:
    answer = run_worker("reviewer.documents.unpacking", [str(source.resolve()), str(folder.resolve())], UNPACKING)
    try:
        parsed = _Answer.model_validate_json(answer)
    except ValidationError as error:
        raise Unreadable(*BROKEN) from error
    if parsed.error is not None:
        raise Unreadable(*parsed.error)
    if any(Path(file).name != file or not (folder / file).is_file() for _, file in parsed.drafts):
        raise Unreadable(*BROKEN)
    drafts = sorted((Source(name, folder / file) for name, file in parsed.drafts), key=lambda draft: draft.name)
    return Listing(tuple(drafts), tuple(parsed.skipped))


def _in_folder(folder: Path, most: int) -> Listing:
    drafts, skipped = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_litter(name) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink() or not path.is_file():
            skipped.append((name, "不是普通文件（链接或设备），已忽略"))
        elif reason := reason_to_skip(name):
            skipped.append((name, reason))
        else:
            drafts.append(Source(name, path))
        if len(drafts) + len(skipped) > most:
            raise Unreadable(
                f"文件夹里的文件超过 {most} 个，请分成几个文件夹再试。",
                f"more than {most} files in the folder; split it.",
            )
    return Listing(tuple(drafts), tuple(skipped))
