"""The knowledge points that a suggestion takes its questions, mistakes and tasks from: corpora/knowledge/, one file a subject.

What pupils get wrong in 退位减法 and what to ask about it no rule can make up and no small model knows; teachers do. A point
holds what a colleague of the subject would bring along (Shulman 1986: pedagogical content knowledge).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.config import ROOT
from reviewer.errors import SettingError

FOLDER = ROOT / "corpora" / "knowledge"
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where there is one
_PLAIN = (
    r"^[^“”‘’「」\"'\n]*[^。？?！!；，\n\"'”’」]$"  # stands in the quotation of a suggestion, which goes on after it
)
Short = Annotated[str, Field(min_length=4, max_length=45, pattern=_PLAIN)]
Middle = Annotated[str, Field(min_length=4, max_length=55, pattern=_PLAIN)]
Long = Annotated[str, Field(min_length=4, max_length=65, pattern=_PLAIN)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckItem(_Strict):
    """An item for a check in class, and what is right."""

    item: Annotated[str, Field(min_length=3, max_length=36, pattern=_PLAIN)]
    answer: Annotated[str, Field(min_length=1, max_length=20)]


class KnowledgePoint(_Strict):
    """One knowledge point of a subject as lessons are given on it. `words` name it, and no other, in a title or a goal."""

    name: Annotated[str, Field(min_length=1, max_length=20)]
    stages: tuple[str, ...]
    words: tuple[Annotated[str, Field(min_length=2)], ...] = Field(min_length=1)
    probe: Short  # asked before the lesson: what is known of what it builds on
    slip: Short  # the commonest mistake; after 有人
    mend: Short  # what the teacher does about it
    ask: Short  # to think about, with a reason to give
    explore: Middle  # done by pupils before anything is explained
    check: tuple[CheckItem, CheckItem]
    wrong: Long  # a mistake to be found and put right by pupils
    further: Middle  # one step more than the basic
    transfer: Long  # the point in a new situation
    scene: Short  # of pupils' lives, to begin with
    practice: Middle  # away from paper
    help: Long  # the card for those who are stuck
    standard: Long  # what counts as one, two, three stars

    @property
    def title(self) -> str:
        """The name as a teacher would write it: 长城, of 长城（课文）."""
        return self.name.removesuffix("（课文）")

    @property
    def standards(self) -> tuple[str, str]:
        """What counts as one star and as two, which everybody is to reach."""
        first, second = self.standard.split("★★★")[0].split("★★")
        return first.strip("★；，"), second.strip("；，")


class _File(_Strict):
    subjects: tuple[str, ...]
    points: tuple[KnowledgePoint, ...]


@cache
def points_of(subject: str, folder: Path = FOLDER) -> tuple[KnowledgePoint, ...]:
    """The points of a subject; () for one without any. A file that breaks the form raises SettingError with its name."""
    found: list[KnowledgePoint] = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if (
            subject in text.split("\n", 1)[0]
        ):  # `subjects:` stands in the first line, so that the others need not be parsed
            found += _read(path, text).points
    return tuple(found)


def _read(path: Path, text: str) -> _File:
    try:
        return _File.model_validate(yaml.load(text, Loader=_LOADER))
    except (yaml.YAMLError, ValidationError) as error:
        raise SettingError(
            f"知识点库 {path.name} 读不了，请按 CONTRIBUTING.md 改好：{error}", f"{path.name}: {error}"
        ) from error


_INVENTED = re.compile(r"小[\u4e00-\u9fff](?=[写算说把做读，：:])")


def without_namesake(text: str, draft: str) -> str:
    """The item without the name of an invented pupil that a real one of the draft bears: nobody is given a mistake."""
    return _INVENTED.sub(lambda found: "有同学" if found[0] in draft else found[0], text)
