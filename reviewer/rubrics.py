"""Rubrics: load, validate, hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from reviewer.config import ROOT
from reviewer.datamodels import Basis, IndicatorResult, Kind
from reviewer.errors import RubricError

RUBRICS_DIR = ROOT / "rubrics"
Text = Annotated[str, Field(min_length=1)]

# Where a suggestion may belong: the names of `advising.anchors`.
ANCHORS: dict[Kind, frozenset[str]] = {
    "lesson": frozenset({
        "title", "learner", "objective", "objective_weak", "objective_teacher", "objective_vague",
        "orphan_objective", "unchecked_objective", "key_points", "activity_first", "activity_last",
        "activity_teacher", "activity_student", "question", "check", "homework", "homework_base", "homeless_objective", "board",
        "task", "ask1", "ask2", "untold", "twist1", "twist2", "twist3", "order", "task_step",
        "activity_middle", "check_late", "task_late", "row", "point_step", "first_step", "help_step", "main_step", "slip_step", "ask_step",
    }),
    "homework": frozenset({
        "title", "item_first", "item_last", "item_trouble", "item_plain", "item_repeat", "item_sums", "item_copy",
        "item_heavy", "item_common", "item_hard", "item_easy", "item_checked", "item_slip", "item_point", "tier", "self_rating",
    }),
}  # fmt: skip

# What may stand in braces in a suggestion; {passage} is the draft's own line at the anchor. ALWAYS is what every draft can
# fill, so that `suggestion_bare` never needs a way out; the rest sends a draft that lacks it to `suggestion_bare`.
ALWAYS: dict[Kind, frozenset[str]] = {
    "lesson": frozenset({
        "topic", "point", "goal", "act", "main_act", "main_point", "stuck", "again", "terms", "start", "note", "question", "each", "home", "easier", "further", "challenge", "show", "hard",
        "tasks", "checks", "key_lines", "board", "split", "plan", "together", "explore", "present", "card", "probe", "missing", "supply",
        "homework_place",
    }),
    "homework": frozenset({
        "topic", "learned", "sample", "longest", "slowest", "able", "minutes", "practice", "scene",
    }),
}  # fmt: skip
BANK = frozenset(  # of the knowledge point that the draft is on (corpora/knowledge/), where it is on one
    {
        "bank_name", "bank_probe", "bank_slip", "bank_mend", "bank_ask", "bank_explore", "bank_check1", "bank_check2",
        "bank_answers", "bank_wrong", "bank_further", "bank_transfer", "bank_scene", "bank_practice", "bank_help",
        "bank_standard", "bank_key", "bank_able",
    }
)  # fmt: skip
BLANKS: dict[Kind, frozenset[str]] = {
    "lesson": ALWAYS["lesson"] | BANK | {
        "bank_fit", "bank_fit2", "bank_task", "bank_task2", "board_points", "answer_words", "split_list", "served", "light", "sorted_all", "sorted_some", "sorted_more",
        "passage", "rewrite", "number", "timing", "materials", "ask1", "ask2", "twist1", "twist2", "twist3", "caution", "order", "tool", "model",
        "write_model", "made_home", "retold", "step_act", "made_next", "steps_of_tasks", "room", "next_step", "sorted", "seen_word", "bodily", "split_own", "group", "light_place", "homework_kept", "bank_trap", "against", "slip", "frame", "pretest", "untold", "think_first", "fit_step", "made",
    },
    "homework": ALWAYS["homework"] | BANK | {
        "passage", "item", "kept", "step", "only_practice", "made_work", "unmade", "why", "plan", "repeat", "instead", "copied", "reuse", "causes", "others", "told", "undo", "lighten", "kinds", "pair",
        "other", "same", "fill_tiers", "clear", "complete", "hardest", "same_pair", "marked", "unmarked", "sorted_items", "stars", "relief", "relieved", "twice", "class_work", "marked_practice", "marked_about", "unspoken", "mistake", "standard", "follow", "checked", "keep", "item_slip", "sheet_slip", "slip_item",
    },
}  # fmt: skip
BLANK = re.compile(r"\{([^{}]*)\}")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Proposal(_Strict):
    """A suggestion made of the draft's own matter, taken where the draft has the place and every blank.

    Without an anchor it is about something that is to be added, and has no {passage}.
    """

    anchor: str = ""
    suggestion: Text

    @model_validator(mode="after")
    def _passage_has_a_place(self) -> Proposal:
        if bool(self.anchor) != ("{passage}" in self.suggestion):
            raise ValueError("own 里写了 anchor 的要有 {passage}，没写的不能有")
        return self


class Indicator(_Strict):
    """One yes/no indicator: its fixed meaning (`yes_when`) and the wording around it.

    `own` are tried first, in order; then `suggestion`, and `suggestion_bare` where the draft can't fill that.
    """

    id: Text
    basis: Basis
    yes_when: Text
    name: Text
    ask: Text
    seek: Text
    present: Text
    absent: Text
    priority: int = Field(ge=1, le=5)
    anchor: Text
    suggestion: Text
    suggestion_bare: Text
    own: tuple[Proposal, ...] = ()

    @model_validator(mode="after")
    def _passage_is_used(self) -> Indicator:
        if "{passage}" not in self.suggestion or "{passage}" in self.suggestion_bare:
            raise ValueError("suggestion 里要有 {passage}，suggestion_bare 里不能有")
        return self


class Criterion(_Strict):
    id: Text
    name: Text
    question: Text
    policy: Text
    requires: list[str]
    anchors: dict[int, Text]
    indicators: list[Indicator] = Field(min_length=1)

    @model_validator(mode="after")
    def _five_anchors(self) -> Criterion:
        if sorted(self.anchors) != [1, 2, 3, 4, 5]:
            raise ValueError("anchors 要写满 1 到 5 五个等级")
        return self


class Rule(_Strict):
    """How answers become a level; see `judging.levels`."""

    span: int = Field(ge=1, le=4)
    excellent: float = Field(gt=0.5, le=1)
    scored_share: float = Field(gt=0, le=1)
    essential: tuple[str, ...] = ()  # indicators without which a criterion gets `without_essential` at most
    without_essential: int = Field(default=2, ge=1, le=4)
    firm: dict[
        str, Annotated[float, Field(gt=0, le=1)]
    ] = {}  # a yes less sure than this: one level more than without it

    def hardly(self, answers: Iterable[IndicatorResult]) -> list[str]:
        """Indicators of `firm` that are hardly a yes: something of what they forbid is there, within bounds."""
        return [one.id for one in answers if one.answer == "yes" and one.probability < self.firm.get(one.id, 0)]


class Rubric(_Strict):
    id: Text
    version: Text
    kind: Kind
    name: Text
    source: Text
    rule: Rule
    levels: dict[int, Text]
    criteria: list[Criterion] = Field(min_length=1)
    sha256: str = ""

    @model_validator(mode="after")
    def _unique_ids(self) -> Rubric:
        for ids in ([c.id for c in self.criteria], [i.id for c in self.criteria for i in c.indicators]):
            twice = {name for name in ids if ids.count(name) > 1}
            if twice:
                raise ValueError(f"编号重复：{'、'.join(sorted(twice))}")
        if sorted(self.levels) != [1, 2, 3, 4, 5]:
            raise ValueError("levels 要写满 1 到 5 五个等级的名称")
        return self

    @model_validator(mode="after")
    def _known_anchors_and_blanks(self) -> Rubric:
        for indicator in self.indicators():
            for anchor in (indicator.anchor, *(one.anchor for one in indicator.own if one.anchor)):
                if anchor not in ANCHORS[self.kind]:
                    known_anchors = "、".join(sorted(ANCHORS[self.kind]))
                    raise ValueError(f"{indicator.id} 的 anchor 不能是 {anchor}，可以用的有 {known_anchors}")
            texts = [
                ("suggestion", indicator.suggestion, BLANKS),
                ("suggestion_bare", indicator.suggestion_bare, ALWAYS),
            ]
            for key, text, known in texts + [("own", one.suggestion, BLANKS) for one in indicator.own]:
                for name in BLANK.findall(text):
                    if name not in known[self.kind]:
                        allowed = "、".join(f"{{{one}}}" for one in sorted(known[self.kind]))
                        raise ValueError(f"{indicator.id} 的 {key} 里不能用 {{{name}}}，可以用的有 {allowed}")
        return self

    @model_validator(mode="after")
    def _known_essentials(self) -> Rubric:
        unknown = {*self.rule.essential, *self.rule.firm} - {indicator.id for indicator in self.indicators()}
        if unknown:
            raise ValueError(f"rule 的 essential 或 firm 里有量规中没有的编号：{'、'.join(sorted(unknown))}")
        return self

    def indicators(self) -> list[Indicator]:
        return [indicator for criterion in self.criteria for indicator in criterion.indicators]


def _line_of(source: str, path: Sequence[int | str]) -> int:
    """Line (from 1) of the YAML node that `path` leads to, or of its nearest ancestor."""
    node = yaml.compose(source)
    line = 1
    for step in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    line, found = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return line


def _explain(error: ValidationError, name: str, source: str) -> RubricError:
    # A misspelt key shows up twice, as unknown and as missing: the unknown one is where the teacher must look.
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    line = _line_of(source, first["loc"])
    key = ".".join(str(step) for step in first["loc"])
    cure = {
        "extra_forbidden": f"不认识“{first['loc'][-1] if first['loc'] else key}”这一项，请删去或改正拼写",
        "missing": f"缺少“{first['loc'][-1] if first['loc'] else key}”这一项，请补上",
    }.get(first["type"], first["msg"].removeprefix("Value error, "))
    return RubricError(
        f"{name} 第 {line} 行（{key}）：{cure}。可对照 rubrics/lesson-design.yaml 修改。",
        f"{name}:{line}: {key}: {first['msg']}",
    )


def load_rubric(path: Path) -> Rubric:
    """A validated rubric with its hash. Raises RubricError naming file, line and cure."""
    try:
        return parse_rubric(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError as error:
        raise RubricError(f"找不到量规文件 {path}，请检查路径。", f"no such rubric: {path}") from error
    except UnicodeDecodeError as error:
        raise RubricError(f"{path} 不是 UTF-8 文本，请另存为 UTF-8。", f"{path}: not UTF-8") from error


def parse_rubric(source: str, name: str) -> Rubric:
    """A rubric from its text; `name` is what messages call it. Raises RubricError naming line and cure."""
    try:
        data = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"{name} 第 {line} 行不是正确的 YAML（{getattr(error, 'problem', '')}），请检查缩进和引号。"
        raise RubricError(message, f"{name}:{line}: {error}") from error
    if not isinstance(data, dict):
        raise RubricError(f"{name} 第 1 行：量规应是“键: 值”的 YAML。", f"{name}:1: not a mapping")
    if "sha256" in data:
        raise RubricError(f"{name}：sha256 由程序计算，请删去这一项。", f"{name}: sha256 is computed")
    try:
        return Rubric.model_validate(data | {"sha256": hashlib.sha256(source.encode()).hexdigest()})
    except ValidationError as error:
        raise _explain(error, name, source) from error


def list_rubrics() -> list[Path]:
    return sorted(RUBRICS_DIR.glob("*.yaml"))


def get_rubric(kind: Kind, path: Path | None = None) -> Rubric:
    """The given file, else the shipped rubric for this kind of draft. A rubric of the other kind is refused."""
    rubric = load_rubric(path or RUBRICS_DIR / f"{kind}-design.yaml")
    if rubric.kind != kind:
        wanted = {"lesson": "教学设计", "homework": "作业"}
        raise RubricError(
            f"量规“{rubric.name}”用于{wanted[rubric.kind]}，这份材料是{wanted[kind]}。请换一份量规，或用 --kind 指定类型。",
            f"rubric {rubric.id} is for {rubric.kind}, the draft is a {kind}",
        )
    return rubric
