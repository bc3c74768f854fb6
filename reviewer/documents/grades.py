"""Grade and stage: as written (三年级, 初二, 高一（上）, 三下, 七（3）班, 水平二), else from words of one stage."""

from __future__ import annotations

import re
from collections import Counter

from reviewer.datamodels import Guess

NOTHING = Guess(None, 0.0)
HEAD = 600  # characters in which a draft usually says what it is
SAMPLE = 20_000

ONES = "一二三四五六七八九"
DIGITS = {char: number for number, char in enumerate(ONES, 1)} | {str(n): n for n in range(1, 10)}
# 高一年级 and 初中一年级 are no 一年级, 提高一年级学生的兴趣 is; 初中九年级 is 九年级.
GRADE = re.compile(
    r"(?<![\d~～\-—–至到、一二三四五六七八九])(?<!(?<![提较最很更增])高)((?<![初中])[一二三1-3]|[四五六七八九4-9])\s?年级(?!级|\s*[:：])"
)
GRADE_RANGE = re.compile(r"([一二三四五六七八九1-9])\s*(?:年级)?\s*[~～\-—–至到、]\s*([一二三四五六七八九1-9])\s*年级")
JUNIOR = re.compile(r"(?<![当起年月])初([一二三])(?![\u4e00-\u9fff]?步)|初中([一二三])年级")
SENIOR = re.compile(r"(?<![提较最很更增身])高([一二三])(?![点度级处层次些米厘分尺倍个头])|高中([一二三])年级")
CLASS = re.compile(
    r"(?<![初高一二三四五六七八九\d])([一二三四五六七八九])\s*(?:[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[ \u3000_＿]*)\s*[)）]|年\s*\d{1,2})\s*班"
)
# 三下语文《荷花》, 五上《圆明园的毁灭》, 八下物理; not 一下, 一上一下.
VOLUME = re.compile(
    r"(?:^|(?<=[\s（(_\-，,|:：版编学文语理]))([一二三四五六七八九2-9])[上下](?=\s*(?:册|学期|《|第|语文|数学|英语|科学|道|物理|化学|生物|历史|地理|政治|音乐|美术|信息|劳动|体育|\d|$|[）)_\-|])|\s)",
    re.MULTILINE,
)
LEVEL = re.compile(r"水平\s*([一二三四五])")
LEVEL_STAGE = {"一": "小学", "二": "小学", "三": "小学", "四": "初中", "五": "高中"}  # 体育与健康课程标准（2022）
FIVE_FOUR = re.compile(r"五[·•.]?四(?:学)?制|[（(]五[·•.]?四[)）]")  # five years of primary school, then four
STAGE_WORDS: tuple[tuple[str, str, float], ...] = (
    ("高中", r"中职|中等职业|职业高中|职高|技工学校", 0.9),
    ("小学", r"小学", 0.9),
    ("初中", r"初中|中考", 0.9),
    ("高中", r"高中|高考", 0.85),
    ("高中", r"必修\s*第?\s*[一二三四五1-5上中下]|选择性必修|选必|学业水平选择性考试", 0.85),
    ("高中", r"中外历史纲要", 0.85),
    ("高中", r"通用技术|思想政治(?!教育|工作)|职业素养|职业技能|岗位", 0.5),
    ("小学", r"生字|田字格|识字|拼音|四线三格|表内乘法|乘法口诀|口语交际|语文园地|20以内|100\s*以内|绘本", 0.6),
)


def guess_grade(text: str, stem: str) -> tuple[Guess, set[str]]:
    """The grade, and the stages of a range of grades (3-6年级: no one grade, but 小学)."""
    head = f"{stem}\n{text[:HEAD]}"
    ranged = GRADE_RANGE.search(head)
    if ranged:
        return NOTHING, {_stage_of(DIGITS[ranged.group(1)]), _stage_of(DIGITS[ranged.group(2)])}
    for part, sure, short in ((stem, 0.95, True), (text[:HEAD], 0.9, True), (text[HEAD:SAMPLE], 0.6, False)):
        found = Counter(_grades_in(part, short=short))
        if found:
            (value, count), *others = found.most_common(2)
            clear = not others or count > others[0][1]
            return Guess(value, sure if not others else sure - 0.2 if clear else 0.4), set()
    return NOTHING, set()


def guess_stage(text: str, stem: str, grade: Guess, stages: set[str]) -> Guess:
    """小学, 初中 or 高中 (中职 counts as 高中): from the grade, else from words."""
    head = f"{stem}\n{text[:HEAD]}"
    if grade.value:
        value = "高中" if grade.value.startswith("高") else _stage_of(DIGITS[grade.value[0]])
        if grade.value == "六年级" and FIVE_FOUR.search(head):
            value = "初中"
        return Guess(value, grade.confidence)
    if len(stages) == 1:
        return Guess(stages.pop(), 0.9)
    level = LEVEL.search(head)
    if level:
        return Guess(LEVEL_STAGE[level.group(1)], 0.85)
    sample = f"{stem}\n{text[:SAMPLE]}"
    for stage, pattern, sure in STAGE_WORDS:
        count = len(re.findall(pattern, sample))
        others = any(re.search(p, sample) for s, p, c in STAGE_WORDS if s != stage and c >= 0.85)
        if count and not (others and count < 2):
            return Guess(stage, sure - 0.3 if others else sure)
    return NOTHING


def _grades_in(text: str, *, short: bool) -> list[str]:
    """All grades named; `short` forms (三下) only where a draft says what it is, not within its sentences."""
    grades = [ONES[DIGITS[match.group(1)] - 1] + "年级" for match in GRADE.finditer(text)]
    grades += ["七八九"["一二三".index(match.group(1) or match.group(2))] + "年级" for match in JUNIOR.finditer(text)]
    grades += ["高" + (match.group(1) or match.group(2)) for match in SENIOR.finditer(text)]
    grades += [match.group(1) + "年级" for match in CLASS.finditer(text)]
    if short:
        grades += [ONES[DIGITS[match.group(1)] - 1] + "年级" for match in VOLUME.finditer(text)]
    return grades


def _stage_of(grade: int) -> str:
    return "小学" if grade <= 6 else "初中"
