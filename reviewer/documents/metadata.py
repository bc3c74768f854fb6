"""What a draft is about: kind, title, subject, grade and stage, each with how sure we are (0–1).

Confidences are rules of thumb: ≥ 0.9 written in so many words, about 0.7 clear from the vocabulary, ≤ 0.5 a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.datamodels import Block, Guess, Section
from reviewer.documents.genre import guess_kind, guess_title
from reviewer.documents.subjects import NAMES, TELLTALE

NOTHING = Guess(None, 0.0)
HEAD = 600  # characters in which a draft usually says what it is
SAMPLE = 20_000

DIGITS = {char: number for number, char in enumerate("一二三四五六七八九", 1)} | {str(n): n for n in range(1, 10)}
GRADE = re.compile(r"(?<![中\d~～\-—–至到、一二三四五六七八九])([一二三四五六七八九]|[1-9])\s*年级(?!级)")
GRADE_RANGE = re.compile(r"([一二三四五六七八九1-9])\s*(?:年级)?\s*[~～\-—–至到、]\s*([一二三四五六七八九1-9])\s*年级")
JUNIOR = re.compile(r"初([一二三])(?![\u4e00-\u9fff]?步)|初中([一二三])年级")
SENIOR = re.compile(r"(?<![提较最很更增])高([一二三])(?![点度级处层次些])|高中([一二三])年级")
STAGE_WORDS: tuple[tuple[str, str, float], ...] = (
    ("小学", r"小学", 0.9),
    ("初中", r"初中|中考", 0.9),
    ("高中", r"高中|高考|中职|中等职业|职业高中|职高", 0.85),
    ("高中", r"必修[一二三四五1-5第上下]|选择性必修", 0.85),
    ("高中", r"职业素养|职业技能|岗位", 0.5),
    ("小学", r"生字|田字格|识字|拼音|表内乘法|乘法口诀|口语交际|语文园地|20以内|100\s*以内", 0.6),
)
SUBJECT_WORDS = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
FIELD = re.compile(
    rf"(?:学科|科目|所教学科|任教学科)(?:领域)?[*_\s]*[:：|｜]?[*_\s|]*(?:小学|初中|高中)?({SUBJECT_WORDS})"
)
WITH_STAGE = re.compile(
    rf"(?:小学|初中|高中|[一二三四五六七八九]年级|初[一二三]|高[一二三])(?:[上下]册)?({SUBJECT_WORDS})(?!性|家|童话|故事)"
)
WITH_NOUN = re.compile(
    rf"({SUBJECT_WORDS})(?:学科|课程标准|课标|教材|教案|教学设计|导学案|作业|练习|试卷|试题|课堂|老师|教师|(?:必修|选择性必修|[上下]册))"
)
OPENING = re.compile(  # 科学三年级《…》, 美术　二年级, 劳动课：…
    rf"(?m)^\s*(?:#+\s*)?({SUBJECT_WORDS})(?:课(?![文题本后前])[：:　 ]|[　 \t]*(?:[一二三四五六七八九]年级|[初高][一二三]|水平[一二三四五]|[（(][一二三四五六七八九]年级))"
)
CODE = re.compile(r"```|\bprint\s*\(|\binput\s*\(|\bdef \w+\(|#include|System\.out")


@dataclass(frozen=True, slots=True)
class About:
    """All guesses about one draft."""

    kind: Guess
    title: Guess
    subject: Guess
    stage: Guess
    grade: Guess


def describe(text: str, blocks: Sequence[Block], sections: Sequence[Section], name: str) -> About:
    """Guess kind, title, subject, grade and stage from the text and the file's name."""
    stem = Path(name).stem
    title = guess_title(text, blocks, stem)
    grade, stages = guess_grade(text, stem)
    stage = guess_stage(text, stem, grade, stages)
    return About(
        kind=guess_kind(text, sections, stem),
        title=title,
        subject=guess_subject(text, title.value or "", stem, stage.value),
        stage=stage,
        grade=grade,
    )


def guess_grade(text: str, stem: str) -> tuple[Guess, set[str]]:
    """The grade, and the stages of a range of grades (3-6年级: no one grade, but 小学)."""
    head = f"{stem}\n{text[:HEAD]}"
    ranged = GRADE_RANGE.search(head)
    if ranged:
        return NOTHING, {_stage_of(DIGITS[ranged.group(1)]), _stage_of(DIGITS[ranged.group(2)])}
    for part, sure in ((stem, 0.95), (text[:HEAD], 0.9), (text[HEAD:SAMPLE], 0.6)):
        found = Counter(_grades_in(part))
        if found:
            (value, count), *others = found.most_common(2)
            clear = not others or count > others[0][1]
            return Guess(value, sure if not others else sure - 0.2 if clear else 0.4), set()
    return NOTHING, set()


def _grades_in(text: str) -> list[str]:
    grades = ["一二三四五六七八九"[DIGITS[match.group(1)] - 1] + "年级" for match in GRADE.finditer(text)]
    grades += ["七八九"["一二三".index(match.group(1) or match.group(2))] + "年级" for match in JUNIOR.finditer(text)]
    return grades + ["高" + (match.group(1) or match.group(2)) for match in SENIOR.finditer(text)]


def _stage_of(grade: int) -> str:
    return "小学" if grade <= 6 else "初中"


def guess_stage(text: str, stem: str, grade: Guess, stages: set[str]) -> Guess:
    """小学, 初中 or 高中 (中职 counts as 高中): from the grade, else from words."""
    if grade.value:
        value = "高中" if grade.value.startswith("高") else _stage_of(DIGITS[grade.value[0]])
        return Guess(value, grade.confidence)
    if len(stages) == 1:
        return Guess(stages.pop(), 0.9)
    sample = f"{stem}\n{text[:SAMPLE]}"
    for stage, pattern, sure in STAGE_WORDS:
        count = len(re.findall(pattern, sample))
        others = any(re.search(p, sample) for s, p, c in STAGE_WORDS if s != stage and c >= 0.85)
        if count and not (others and count < 2):
            return Guess(stage, sure - 0.3 if others else sure)
    return NOTHING


def guess_subject(text: str, title: str, stem: str, stage: str | None) -> Guess:
    """The subject: as written (学科：数学; 三年级语文), else the one whose words occur most."""
    head = f"{stem}\n{title}\n{text[:HEAD]}"
    for pattern, sure in ((FIELD, 0.97), (WITH_STAGE, 0.95), (OPENING, 0.95), (WITH_NOUN, 0.9)):
        match = pattern.search(head)
        if match:
            return Guess(_named(match.group(1), stage), sure)
    for part in (stem, title):
        match = re.search(f"({SUBJECT_WORDS})", part)
        if match and not re.search(match.group(1) + "(家|性|童话|故事|使我|精神)", part):
            return Guess(_named(match.group(1), stage), 0.8)
    return _by_words(text[:SAMPLE], stage)


def _by_words(sample: str, stage: str | None) -> Guess:
    scores = {
        subject: sum(min(sample.count(word), 3) * (1.0 if len(word) > 2 else 0.7) for word in words.split())
        for subject, words in TELLTALE.items()
    }
    if CODE.search(sample):
        scores["信息科技"] += 4
    for match in WITH_NOUN.finditer(sample):
        scores[NAMES[match.group(1)]] = scores.get(NAMES[match.group(1)], 0) + 3
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, score), (_second, next_score) = ranked[0], ranked[1]
    if score < 2 or score <= next_score:
        return NOTHING
    margin = (score - next_score) / score
    return Guess(_named(best, stage), round(min(0.85, 0.3 + 0.5 * margin + 0.01 * min(score, 10)), 2))


def _named(written: str, stage: str | None) -> str:
    """The subject's name in the curriculum of the stage: 信息技术 in 高中, 信息科技 below."""
    subject = NAMES.get(written, written)
    if subject in ("信息科技", "信息技术") and written not in ("信息技术",):
        return "信息技术" if stage == "高中" else "信息科技"
    if subject == "思想政治" and stage in ("小学", "初中"):
        return "道德与法治"
    if subject == "道德与法治" and stage == "高中":
        return "思想政治"
    return subject
