"""The wording every report shares: levels, marks, the verdict, safety and provenance, as plain text.

Nothing here is escaped; each renderer escapes for its own format.
"""

from __future__ import annotations

import re
from collections import Counter

from reviewer.datamodels import CriterionResult, DraftInfo, IndicatorResult, Review, Usage

LEVEL_WORDS = {1: "缺失", 2: "薄弱", 3: "基本达到", 4: "良好", 5: "优秀"}
MARKS = {"yes": "✓", "no": "✗", "unclear": "?"}
MARK_WORDS = {"yes": "做到了", "no": "没做到", "unclear": "看不出"}
KIND_WORDS = {"lesson": "教案", "homework": "作业"}
KIND_SURE = 0.6  # below this confidence the teacher is asked whether it is a lesson or homework
STATUS_WORDS = {"insufficient": "材料不足", "unscored": "暂不评"}

_HOW_MANY = {1: "一", 2: "两", 3: "三"}
SCALE = "从低到高：1 缺失、2 薄弱、3 基本达到、4 良好、5 优秀。黑线是可能的上下。"
NO_CHANGES = "没有非改不可的地方。"
NO_MODEL = "这次没有用语言模型：能直接数出来的已经给出，要读懂意思才能判断的标为“?”。"

# Anything XML 1.0 forbids: python-docx refuses it and browsers drop it.
_MARKUP = re.compile(r"\*\*|`|^#{1,6} +", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[|:\- ]+\n", re.MULTILINE)
_TABLE_LINE = re.compile(r"^(\|.*)$", re.MULTILINE)
_BAR = re.compile(r" *\| *")
# Hidden text as it comes from working together. Where it speaks to the grader its `how` says so and is not one of these.
EDITING = {
    "批注": "文件里有同事的批注 {} 条，没有参加评阅。",
    "已删除的修订": "文件里有修订时删去的文字，没有参加评阅。",
}
_GLOSS = re.compile(r"（[^）]*）$")
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` without the control characters that no XML or HTML file may hold."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str, limit: int = 0) -> str:
    """`text` with runs of white space as one blank, cut to `limit` characters with an ellipsis (0: no limit)."""
    flat = " ".join(clean(text).split())
    return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def level_word(criterion: CriterionResult) -> str:
    """等级词 of a criterion; why there is none where it has no level."""
    if criterion.level is None:
        return STATUS_WORDS[criterion.status]
    return LEVEL_WORDS[criterion.level]


def interval_text(criterion: CriterionResult) -> str:
    """`可能在2–4`; empty where the level is certain or missing."""
    if criterion.interval is None or criterion.interval[0] == criterion.interval[1]:
        return ""
    low, high = criterion.interval
    return f"可能在{low}–{high}"


def kind_word(info: DraftInfo) -> str:
    return KIND_WORDS[info.kind]


def title_of(review: Review) -> str:
    return one_line(review.draft.title or review.draft.name, 60)


def about(info: DraftInfo) -> list[str]:
    """What the draft is, in the order a teacher says it: 教案, 数学, 小学, 四年级."""
    grade = info.grade
    stage = None if grade and info.stage and info.stage in grade else info.stage
    return [kind_word(info), *(part for part in (info.subject, stage, grade) if part)]


def changes_title(review: Review) -> str:
    """`先改这三处`; the number follows the changes there are."""
    count = len(review.changes)
    return f"先改这{_HOW_MANY[count]}处" if count in _HOW_MANY else "先改这里"


_OPENINGS = (
    (4.5, "写得扎实"),
    (3.5, "整体不错"),
    (2.5, "基本成形"),
    (1.5, "还比较单薄"),
    (0.0, "还缺不少要紧的内容"),
)


_EXAM = re.compile(r"检测[卷题]|测[试验][卷题]?(?!方案)|试卷|考[试卷]|[期单][末中元](?:检测|考)|模拟[卷题]|真题")
EXAM = "看题目像是一份试卷。这里是按课后作业看的（分层、选做、用时），当试卷用就不必照着改。"


def kind_doubt(draft: DraftInfo) -> list[str]:
    """What to say on top where lesson or homework was a guess below KIND_SURE, or homework is a test paper; else nothing."""
    if draft.kind_confidence >= KIND_SURE:
        return [EXAM] if draft.kind == "homework" and _EXAM.search(draft.title or "") else []
    return [f"没有把握这是教案还是作业，先按{KIND_WORDS[draft.kind]}评的；不对的话，请选定类型再评一次。"]


def verdict(review: Review) -> str:
    """One sentence: how the draft stands, what is best, where to start."""
    name = f"这份{kind_word(review.draft)}"
    scored = [criterion for criterion in review.criteria if criterion.level is not None]
    if not scored or review.overall.level is None:
        return f"{name}里能看的内容太少，还判断不了水平。"
    overall = review.overall.level
    opening = next(text for floor, text in _OPENINGS if overall >= floor)
    best = max(scored, key=lambda criterion: criterion.level or 0)
    worst = min(scored, key=lambda criterion: criterion.level or 0)
    parts = [f"{name}{opening}"]
    if (best.level or 0) >= 4 and best.level != worst.level:
        parts.append(f"“{short_name(best.name)}”这一项最好")
    first = next((one for one in scored if review.changes and one.id == review.changes[0].criterion), worst)
    if (worst.level or 0) <= 3:  # the first change weighs what it does for pupils too, not the level alone
        parts.append(f"先从“{short_name(first.name)}”改起")
    return "，".join(parts) + "。"


def short_name(name: str) -> str:
    """A criterion's name without the bracketed gloss: 学情与目标（以学定教） → 学情与目标."""
    return _GLOSS.sub("", name) or name


def place(where: str, quote: str) -> str:
    """`where` on one line; empty where it only repeats the quote, as for a heading or a first line."""
    flat = one_line(where, 40)
    return "" if flat.rstrip("…") in one_line(quote) else flat


def passage_text(passage: str) -> str:
    """An exemplar's passage without Markdown marks, its lines kept; a table's row as its cells with a bar between."""
    plain = _TABLE_LINE.sub(lambda row: _BAR.sub("｜", row[1].strip("| ")), _TABLE_RULE.sub("", clean(passage)))
    return _MARKUP.sub("", plain).strip()


def hollow(indicator: IndicatorResult) -> bool:
    """An indicator that could not be answered and has nothing to show: listed by name only."""
    return indicator.answer == "unclear" and not indicator.evidence and not indicator.note


def safety_lines(review: Review) -> list[tuple[str, str]]:
    """(what was found, the passage) for each safety finding, the gravest first; ordinary traces of editing are none."""
    safety = review.safety
    lines = [(f"不该出现的内容：{found.rule}", found.quote) for found in safety.red_lines]
    lines += [("有写给评阅程序看的话，没有照它做，请删去", found.quote) for found in safety.instructions]
    lines += [
        (f"文件里有看不见的文字（{found.how}），没有计入评阅", found.quote)
        for found in safety.hidden_text
        if found.how not in EDITING
    ]
    return lines


def editing_lines(review: Review) -> list[str]:
    """What colleagues left in the file while working on it, told without alarm: it took no part in the review."""
    found = Counter(one.how for one in review.safety.hidden_text)
    return [said.format(found[how]) for how, said in EDITING.items() if found[how]]


def provenance_lines(review: Review) -> list[str]:
    """Where the judgement comes from, for whoever wants to check it."""
    source = review.provenance
    model = f"语言模型：{source.llm}" if source.llm else "没有用语言模型"
    lines = [
        f"评价标准：{review.rubric.id} {review.rubric.version}（{review.rubric.sha256[:12]}）",
        f"评阅程序：{source.reviewer}；{model}；用时 {review.seconds.total:.1f} 秒",
        f"文件：{one_line(review.draft.name, 80)}，{review.draft.chars} 字（{review.draft.sha256[:12]}）",
    ]
    lines += editing_lines(review)
    if source.calibration:
        lines.append(f"校准：{source.calibration}")
    if source.usage is not None and source.llm and source.llm.startswith("openai:"):
        lines.append(f"远程模型{usage_words(source.usage)}")
    if source.severity:
        lines.append(f"等级按本地打分的松紧调过：{source.severity}")
    return lines


def usage_words(usage: Usage) -> str:
    """What was really used and paid: `用了 1234 个字元，0.02 元`."""
    tokens = usage.prompt + usage.cached + usage.generated
    if not tokens:
        return "没有再问，没花钱：答案以前问过，记在本机"
    return f"用了 {tokens} 个字元" + (f"，{usage.yuan:.2f} 元" if usage.yuan is not None else "")


CLOSING = "等级是给老师改稿用的参考，不用来给教师排名。每条判断都能在原文里找到出处；觉得不对，以您的判断为准。"
