"""The subject of a draft: as written, else by the words that only its lessons use."""

from __future__ import annotations

import re

from reviewer.datamodels import Guess
from reviewer.documents.lesson_names import subject_of_lesson
from reviewer.documents.subject_words import TELLTALE
from reviewer.documents.textbooks import OF_SUBJECT

NOTHING = Guess(None, 0.0)
HEAD = 600  # characters in which a draft usually says what it is
SAMPLE = 20_000
SURE = 0.7  # a subject that its words give less surely is looked up by the lesson's name

# As written -> the subject's name in the 2022 (compulsory) and 2017/2020 (高中) curriculum schemes.
NAMES: dict[str, str] = {
    "道德与法治": "道德与法治",
    "思想政治": "思想政治",
    "体育与健康": "体育与健康",
    "综合实践活动": "综合实践",
    "综合实践": "综合实践",
    "信息科技": "信息科技",
    "信息技术": "信息技术",
    "心理健康": "心理健康",
    "心理": "心理健康",
    "通用技术": "通用技术",
    "生物学": "生物学",
    "语文": "语文",
    "数学": "数学",
    "英语": "英语",
    "物理": "物理",
    "化学": "化学",
    "生物": "生物学",
    "历史": "历史",
    "地理": "地理",
    "道法": "道德与法治",
    "政治": "思想政治",
    "科学": "科学",
    "音乐": "音乐",
    "美术": "美术",
    "体育": "体育与健康",
    "劳动": "劳动",
    "艺术": "艺术",
    "STEAM": "综合实践",
    "STEM": "综合实践",
}

SUBJECT_WORDS = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
FIELD = re.compile(
    rf"(?:学科|科目|所教学科|任教学科)(?:领域)?[*_\s]*[:：|｜]?[*_\s|]*(?:小学|初中|高中)?({SUBJECT_WORDS})"
)
WITH_STAGE = re.compile(
    rf"(?:小学|初中|高中|[一二三四五六七八九]年级|初[一二三]|高[一二三])(?:[上下]册)?({SUBJECT_WORDS})(?!性|家|童话|故事)"
)
SPACED_STAGE = re.compile(  # 七年级　劳动; not 五年级 劳动最光荣
    rf"(?:小学|初中|高中|[一二三四五六七八九]年级|初[一二三]|高[一二三])(?:[上下](?:册|学期))?[ \t　·|—_-]{{1,3}}({SUBJECT_WORDS})(?=[\s　·|—_，,：:（(《-]|$|学科|课(?![文题本后前]))",
    re.MULTILINE,
)
WITH_NOUN = re.compile(
    rf"({SUBJECT_WORDS})(?:学科|课程标准|课标|教材|教案|教学设计|导学案|作业|练习|试卷|试题|课堂|老师|教师|(?:必修|选择性必修|[上下]册))"
)
OPENING = re.compile(  # 科学三年级《…》, 美术　二年级, 劳动课：…
    rf"(?m)^\s*(?:#+\s*)?({SUBJECT_WORDS})(?:课(?![文题本后前])[：:　 ]|[　 \t]*(?:[一二三四五六七八九]年级|[初高][一二三]|水平[一二三四五]|[（(][一二三四五六七八九]年级))"
)
OF_HISTORY = re.compile("中外(历史)纲要")  # whatever 政治 or 经济 its lessons are named after
OF_EDITION = re.compile(rf"版\s*(?:小学|初中|高中)?({SUBJECT_WORDS})")  # 浙教版科学七年级上册
LETTERS = re.compile(r"[会认识写读]\S{0,4}[“\"]\S、\S.{0,30}?[”\"].{0,6}字")  # 会认“脉、欣”等字
# A head that speaks English: Unit 3 …, Teaching aims, Let's learn.
ENGLISH = re.compile(
    r"\b(?:Unit|Module|Lesson|Period)\s*\d|Teaching (?:aims|objectives|goals|steps|procedures)|Let's (?:learn|talk|read|try)|Step \d|"
    r"(?:[A-Z][a-z']+\s+){2,}[A-Za-z']+[?!.]?\s*(?:\n|$)"
)
CODE = re.compile(r"```|\bprint\s*\(|\binput\s*\(|\bdef \w+\(|#include|System\.out")


def guess_subject(text: str, title: str, stem: str, stage: str | None, textbook: str | None) -> Guess:
    """The subject: as written (学科：数学; 三年级语文), else the one whose words occur most."""
    head = f"{stem}\n{title}\n{text[:HEAD]}"
    for pattern, sure in (
        (FIELD, 0.97),
        (WITH_STAGE, 0.95),
        (SPACED_STAGE, 0.95),
        (OPENING, 0.95),
        (OF_HISTORY, 0.95),
        (WITH_NOUN, 0.9),
    ):
        match = pattern.search(head)
        if match:
            return Guess(_named(_branch(match.group(1), head), stage), sure)
    edition = OF_EDITION.search(head)
    if edition:
        return Guess(_named(_branch(edition.group(1), head), stage), 0.9)
    for part in (stem, title):
        match = re.search(f"({SUBJECT_WORDS})(?!家|性|童话|故事|使我|精神|园地|广角)", part)
        if match:
            return Guess(_named(_branch(match.group(1), head), stage), 0.8)
    if textbook in OF_SUBJECT:
        return Guess(OF_SUBJECT[textbook], 0.8)
    if ENGLISH.search(f"{title}\n{text[:HEAD]}") and not CODE.search(text[:SAMPLE]):
        return Guess("英语", 0.85)
    guess = _by_words(f"{stem}\n{title}", text[:SAMPLE], stage)
    lesson = subject_of_lesson(title) if guess.confidence < SURE else None
    return Guess(_named(lesson, stage), SURE) if lesson else guess


def _branch(written: str, head: str) -> str:
    """艺术 is taught as 音乐 and 美术; the one that is named."""
    if written != "艺术":
        return written
    return next((name for name in ("音乐", "美术") if name in head), written)


def _by_words(named: str, sample: str, stage: str | None) -> Guess:
    """The subject whose words occur most; a word in the title or the file's name counts as one of its own section."""
    scores = {
        subject: sum(
            min(sample.count(word), 3) * (1.0 if len(word) > 2 else 0.7) + (1.5 if word in named else 0.0)
            for word in words.split()
        )
        for subject, words in TELLTALE.items()
    }
    if CODE.search(sample):
        scores["信息科技"] += 5
    if LETTERS.search(sample):
        scores["语文"] += 2
    for match in WITH_NOUN.finditer(sample):
        scores[NAMES[match.group(1)]] = scores.get(NAMES[match.group(1)], 0) + 3
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, score), (_second, next_score) = ranked[0], ranked[1]
    if score < (1.4 if next_score else 0.7) or score <= next_score:
        return NOTHING
    margin = (score - next_score) / score
    weight = 0.3 if score >= 2 else 0.15  # two short words, or one said twice: a guess
    return Guess(_named(best, stage), round(min(0.85, weight + 0.5 * margin + 0.01 * min(score, 10)), 2))


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
