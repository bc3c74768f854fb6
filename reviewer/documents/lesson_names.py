"""Whose lesson a title is: the names in the bank of knowledge points (corpora/knowledge) that one subject alone has.

明朝的科技、建筑与文学 is a lesson of 历史, whatever words about literature it is full of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reviewer.config import ROOT

FOLDER = ROOT / "corpora" / "knowledge"
LEAST = 4  # characters of a name that need not be the whole title
COVERS = 0.5  # of the title
_SUBJECTS = re.compile(r"subjects: \[([^\],]+)")  # of two names for one subject (信息科技, 信息技术) the first
_WORDS = re.compile(r"(?m)^  stages: \[(.+)\]\n  words: \[(.+)\]$")


def subject_of_lesson(title: str) -> str | None:
    """The subject of the longest lesson name in the title, where it covers COVERS of it; None where two subjects have it."""
    known, title = _known(), re.sub('[“”‘’"]', "", title)
    length = max((len(name) for name in known if name in title and _fits(name, title)), default=0)
    subjects = {subject for name in known if len(name) == length and name in title for subject in known[name]}
    return subjects.pop() if len(subjects) == 1 else None if subjects else _of_parts(title)


def _of_parts(title: str) -> str | None:
    """The one subject whose names make up COVERS of the title together: 原始农业与史前社会."""
    parts: dict[frozenset[str], set[str]] = defaultdict(set)
    for name, subjects in _known().items():
        if len(name) >= LEAST and name in title:
            parts[subjects].add(name)
    told = {subjects: sum(map(len, names)) for subjects, names in parts.items()}
    (only,) = told if len(told) == 1 else (frozenset(),)
    return next(iter(only)) if len(only) == 1 and told[only] >= COVERS * len(title) else None


def stage_of_lesson(title: str, subject: str | None) -> str | None:
    """小学, 初中 or 高中 where the title is a lesson that this subject has in one stage only (带刺的朋友, 大自然的语言)."""
    return _stages().get((subject or "", re.sub('[“”‘’"]', "", title)))


@cache
def _stages(folder: Path = FOLDER) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, stages, name in _entries(folder):
        found[subject, name] |= set(stages)
    return {name: stages.pop() for name, stages in found.items() if len(stages) == 1}


def is_lesson_name(title: str) -> bool:
    return re.sub('[“”‘’"]', "", title) in _known()


def _fits(name: str, title: str) -> bool:
    return name == title or (len(name) >= LEAST and len(name) >= COVERS * len(title))


@cache
def _known(folder: Path = FOLDER) -> dict[str, frozenset[str]]:
    """Lesson name -> the subjects that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for subject, _, name in _entries(folder):
        found[name].add(subject)
    return {name: frozenset(subjects) for name, subjects in found.items()}


def _entries(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """(subject, stages, name) of every lesson. The files are not parsed: a draft is read in milliseconds."""
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        subject = _SUBJECTS.match(text)
        for stages, words in _WORDS.findall(text) if subject else []:
            for word in words.split(", "):
                yield (subject[1] if subject else ""), stages.split(", "), word.strip("'\"《》")
