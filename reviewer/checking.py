"""`reviewer library check`: whether every exemplar is fit to be learned from. Each problem names the exemplar and the cure.

Checked are the front matter, length and verbatim strengths (`read_exemplar`), the parts a plan or sheet must have, the
criteria, the likeness of every two exemplars, and each strength's level by what code can count (no model): below 良好 it
is no strength; where code can't tell, the author's word stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import cast

from reviewer.advising.advice import WEAK_LEVEL
from reviewer.datamodels import Embedder, Kind
from reviewer.documents import draft_from_text
from reviewer.errors import LibraryError
from reviewer.homework import find_homework_indicators, measure_homework
from reviewer.judging.calibration import UNCALIBRATED
from reviewer.judging.indicators import Scales, weigh
from reviewer.judging.levels import score_level
from reviewer.judging.scan import Scan
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.library.exemplars import Exemplar, read_exemplar
from reviewer.library.likeness import likeness
from reviewer.rubrics import Rubric, get_rubric
from reviewer.shingles import shingles

# No two exemplars may share more of their runs of six characters. The most alike of the shipped ones share 0.08; one
# plan with its nouns swapped shares more than half.
ALIKE = 0.15

# What every exemplar has, by words that say so somewhere in its headings, labels or first lines.
PARTS: dict[str, dict[str, str]] = {
    "lesson": {
        "学情": r"学情|前测|学生.{0,6}分析|课前",
        "目标": r"目标",
        "教学过程和时间": r"\d+\s*(?:分钟|分|′|min)",
        "学生做什么": r"学生|同学|孩子|小朋友",
        "检测": r"检测|过关|评价|出门票|互评|标准",
        "作业": r"作业|课后|回家",
        "板书": r"板书",
    },
    "homework": {
        "作业目标": r"目标",
        "预计用时": r"用时|分钟",
        "基础": r"基础",
        "拓展": r"拓展|提升|挑战",
        "实践": r"实践",
        "评价标准": r"标准|评价|自评",
        "批改与反馈": r"批改|反馈|面批",
        "答案": r"答案|参考",
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """`exemplar` is its id, or its path where it can't be read."""

    exemplar: str
    said: str


def check_exemplars(paths: Iterable[Path], embedder: Embedder | None) -> tuple[int, list[Problem]]:
    """How many files were read, and every problem, in the order of the files."""
    exemplars: list[Exemplar] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            exemplars.append(read_exemplar(path))
        except (LibraryError, UnicodeDecodeError) as error:
            problems.append(Problem(path.name, str(error)))
    count = len(exemplars) + len(problems)
    rubrics = {kind: get_rubric(cast(Kind, kind)) for kind in PARTS}
    for exemplar in exemplars:
        problems += [Problem(exemplar.id, said) for said in _check_one(exemplar, rubrics[exemplar.kind], embedder)]
    return count, [*problems, *_find_twins(exemplars)]


def _check_one(exemplar: Exemplar, rubric: Rubric, embedder: Embedder | None) -> Iterator[str]:
    for part, words in PARTS[exemplar.kind].items():
        if not re.search(words, exemplar.body):
            yield f"正文里没有“{part}”，请补上。"
    known = {criterion.id for criterion in rubric.criteria}
    shown = [strength.criterion for strength in exemplar.strengths]
    for criterion in sorted(set(shown) - known):
        yield f"亮点的 criterion“{criterion}”不在量规里，可用：{'、'.join(sorted(known))}。"
    for criterion in sorted({name for name in shown if shown.count(name) > 1}):
        yield f"亮点里“{criterion}”写了不止一次，请合成一处。"
    levels = score_exemplar(exemplar, rubric, embedder)
    for criterion in sorted(set(shown) & known):
        level, missing = levels[criterion]
        if level is not None and level < WEAK_LEVEL:
            yield f"亮点“{criterion}”数出来只有 {level} 级（没有：{'、'.join(missing)}）。请补上，或去掉这一处亮点。"


def score_exemplar(
    exemplar: Exemplar, rubric: Rubric, embedder: Embedder | None
) -> dict[str, tuple[int | None, list[str]]]:
    """For each criterion the level by what code can tell for sure, and the indicators it answers with no.

    An indicator that code leaves open counts neither way; without an embedder neither do those that reading has a part
    in (basis `both`), for which words alone miss too much. The level is None where nothing is left.
    """
    draft = draft_from_text(exemplar.body, name=exemplar.id, kind=exemplar.kind)
    draft = draft.told(title=exemplar.title, subject=exemplar.subject, stage=exemplar.stage, grade=exemplar.grade)
    if exemplar.kind == "lesson":
        findings = find_lesson_indicators(draft, measure_lesson(draft, embedder), embedder)
    else:
        findings = find_homework_indicators(draft, measure_homework(draft, embedder), embedder)
    code_alone = Scales(UNCALIBRATED, UNCALIBRATED)
    answers = weigh(rubric, Scan(draft, {}), findings, code_alone)
    levels: dict[str, tuple[int | None, list[str]]] = {}
    for criterion in rubric.criteria:
        sure = [
            answers[indicator.id]
            for indicator in criterion.indicators
            if answers[indicator.id].answer != "unclear" and (embedder is not None or indicator.basis == "measured")
        ]
        level = score_level(sure, rubric.rule).level if sure else None
        levels[criterion.id] = level, [answer.id for answer in sure if answer.answer == "no"]
    return levels


def _find_twins(exemplars: Sequence[Exemplar]) -> Iterator[Problem]:
    runs = {exemplar.id: shingles(exemplar.body) for exemplar in exemplars}
    for one, other in combinations(exemplars, 2):
        if one.id == other.id:
            yield Problem(one.id, "编号重复，请改掉一个。")
        elif (alike := likeness(runs[one.id], runs[other.id])) > ALIKE:
            yield Problem(other.id, f"与 {one.id} 有 {alike:.0%} 的文字相同（最多 {ALIKE:.0%}），请改写。")
