"""Exemplars: Markdown files with front matter, checked and read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.datamodels import Kind, Stage
from reviewer.errors import LibraryError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the compiled one is ten times as quick
Text = Annotated[str, Field(min_length=1)]
MIN_CHARS = 800  # an exemplar must be complete enough to learn from


class _Strength(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    criterion: Text
    why: Text
    passage: Text


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text
    kind: Kind
    title: Text
    subject: Text
    stage: Stage
    grade: Text
    textbook: Text
    lesson_type: Text
    author: Text
    licence: Text
    strengths: list[_Strength] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Strength:
    """A verbatim passage of the exemplar that shows one criterion, and what a teacher can borrow from it."""

    criterion: str
    why: str
    passage: str


@dataclass(frozen=True, slots=True)
class Exemplar:
    id: str
    kind: str
    title: str
    subject: str
    stage: str
    grade: str
    textbook: str
    lesson_type: str
    source: str
    licence: str
    strengths: tuple[Strength, ...]
    body: str
    sha256: str


def _split_front_matter(source: str, path: Path) -> tuple[object, str]:
    match = re.match(r"---\n(.*?)\n---\n", source, re.S)
    if not match:
        raise LibraryError(f"{path} 开头缺少 --- 之间的说明，请对照其他范例补上。", f"{path}: no front matter")
    try:
        return yaml.load(match[1], Loader=LOADER), source[match.end() :].strip()
    except yaml.YAMLError as error:
        raise LibraryError(f"{path} 开头的说明不是正确的 YAML：{error}", f"{path}: {error}") from error


def read_exemplar(path: Path) -> Exemplar:
    """One exemplar, checked: known keys, long enough, every strength's passage verbatim in the body."""
    source = path.read_text(encoding="utf-8")
    data, body = _split_front_matter(source, path)
    try:
        matter = _FrontMatter.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise LibraryError(f"{path} 的“{key}”不对：{first['msg']}。", f"{path}: {key}: {first['msg']}") from error
    if len(body) < MIN_CHARS:
        raise LibraryError(f"{path} 正文只有 {len(body)} 字，范例至少要 {MIN_CHARS} 字。", f"{path}: too short")
    for strength in matter.strengths:
        if strength.passage.strip() not in body:
            start = strength.passage.strip()[:20]
            raise LibraryError(f"{path}：“{start}…”在正文里找不到原文。", f"{path}: passage not verbatim")
    strengths = tuple(Strength(s.criterion, s.why, s.passage.strip()) for s in matter.strengths)
    given = matter.model_dump(exclude={"strengths", "author"})
    return Exemplar(
        **given,
        source=matter.author,
        strengths=strengths,
        body=body,
        sha256=hashlib.sha256(source.encode()).hexdigest(),
    )


def load_exemplars(folder: Path) -> list[Exemplar]:
    """All exemplars under `folder`, by id. Raises LibraryError for the first file that is not in order."""
    if not folder.is_dir():
        raise LibraryError(f"找不到范例文件夹 {folder}，请检查设置 library_dir。", f"no exemplar folder {folder}")
    exemplars = [read_exemplar(path) for path in sorted(folder.rglob("*.md"))]
    seen: set[str] = set()
    for exemplar in exemplars:
        if exemplar.id in seen:
            raise LibraryError(f"范例编号 {exemplar.id} 重复，请改掉一个。", f"duplicate exemplar id {exemplar.id}")
        seen.add(exemplar.id)
    return sorted(exemplars, key=lambda exemplar: exemplar.id)
