"""Lesson or homework, and what the draft calls itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Block, Guess, Section
from reviewer.documents.labels import is_component, is_part
from reviewer.documents.sections import strip_title

HEAD = 300
# Weights: 3 says what the draft is, 2 belongs to one kind, 1 leans to it.
LESSON: tuple[tuple[str, float], ...] = (
    (r"教学设计|教案|导学案|说课稿|教学方案", 3),
    (r"教学过程|教学流程|教学步骤|教学环节|学习过程", 3),
    (r"教学目标|学习目标|素养目标", 2),
    (r"教学重点|教学难点|教学重难点", 2),
    (r"学情分析|教材分析", 2),
    (r"教学准备|课前准备|教学资源", 1),
    (r"板书设计|教学反思", 2),
    (r"教师活动|学生活动|设计意图", 2),
    (r"导入", 1),
    (r"教师|老师", 1),
    (r"(?m)^[ \t#*]*[【〔\[][^】〕\]\n]{0,4}目标[^】〕\]\n]{0,2}[】〕\]]", 2),
    (r"(?m)^[ \t#*]*[【〔\[]?(?:这个班|学情|班情|学生情况)", 2),
    (r"【(?:重点|难点|重难点)】|[〔【](?:板书|黑板|教后|教后记|准备|用具)[〕】]", 2),
    (r"(?:学生|全班|小组)[^。\n]{0,30}(?:教师|老师)|(?:教师|老师)[^。\n]{0,30}学生", 2),
)
HOMEWORK: tuple[tuple[str, float], ...] = (
    (r"选择题|填空题|判断题|解答题|计算题|应用题|阅读题|简答题", 2),
    (r"必做|选做|基础题|提高题|拓展题|基础巩固|能力提升|挑战题|基础性作业|拓展性作业", 2),
    (r"参考答案|答案[:：]|样例输入|评分标准", 1),
    (r"预习检测|预习手册|练习册|课时练|单元测试|检测卷", 2),
    (r"作业目标|作业说明|作业内容|作业类型", 3),
    (r"(?:姓名|班级|得分)[:：]?\s*_{2,}", 2),
    (r"完成时间|预计用时|建议用时", 1),
)
HOMEWORK_TITLE = re.compile(r"作业设计|作业单|作业|练习|习题|试卷|试题|测试|预习手册|任务单|题单|检测")
LESSON_TITLE = re.compile(r"教学设计|教案|导学案|说课|课时教学")
PROCESS = re.compile(
    r"(教学|学习|课堂|实施|上课)?(过程|流程|步骤|实施过程)(设计|安排)?$|(教学|学习|课堂|实施)(过程|流程|步骤)|上课$"
)
PROCESS_LINE = re.compile(
    r"(?m)^[ \t#*]*(?:[一二三四五六七八九十]+[、.．]\s*)?[【〔\[]?(?:教学|学习|课堂|上课)?(?:过程|流程|上课)[】〕\]]?\s*[：:]?\s*$"
)
ITEM = re.compile(
    r"(?m)^[ \t>#*]*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|第\d+题|练习\d+|[①-⑳]).*(?:[?？]|_{2,}|[（(]\s*[)）]|[=＝]\s*$|[=＝]\s*[_（(])"
)
EXERCISE = re.compile(r"(?m)^[ \t#*]*(?:练习|习题|题目|第)\s*[\d一二三四五六七八九十]+\s*题?[:：、.\s]")
GENRE = r"(?:的)?(?:教学设计|教案|导学案|说课稿|教学方案|作业设计|作业单|练习单|课时作业|课后作业|单元作业|学习任务单)(?:与反思|方案)?"
COURSE = re.compile(
    r"(?:课题|课程名称|课文题目|教学内容|活动主题|单元主题)(?:名称)?[*_\s]*[:：|｜][*_\s|]*([^\n|｜]{2,40})"
)
SPACED_COURSE = re.compile(r"(?m)^\s*课题[　 \t]+([^\n　|｜]{2,40})")
LESSON_NO = re.compile(r"(?:第\s*)?[\d一二三四五六七八九十.]+\s*(?:课(?!时)|节(?!课)|单元|章)?\s*[：:　 ]*")
WHOLE = re.compile(  # a stretch of the head line that says who teaches whom, not what
    r"(?:[小初高]?[一二三四五六七八九1-9]年级|[七八九]年级|[一二三四五六]|[初高][一二三]|小学|初中|高中|水平[一二三四五])?(?:数学|语文|英语|物理|化学|生物学?|历史|地理|道德与法治|思想政治|政治|科学|信息科技|信息技术|音乐|美术|体育与健康|体育|劳动|综合实践)?"
    r"(?:[一二三四五六七八九]年级|[七八九]年级|水平[一二三四五])?(?:（.{1,6}年级）|\(.{1,6}年级\))?(?:[上下]册?|必修\s*\d?|选择性必修\s*\d?)?(?:第\s*\d+\s*次课|第.{1,3}课时|人数\s*\d+|\d+课时.{0,10}|[（(]?.{0,4}课时[）)]?|语法课|复习课|新授课|练习课|讲评课|实验课|导学案|教案|学案|作业|备课人.*|执教.*|[\u4e00-\u9fff]{1,3}老师)?[（(]?.{0,0}[）)]?"
)
BOOK = re.compile(r"《([^》\n]{1,30})》")
OFFICIAL = re.compile(r"课程标准|义务教育|教科书|教材|通知|意见|方案")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def guess_kind(text: str, sections: Sequence[Section], stem: str) -> Guess:
    """Lesson or homework? A lesson that ends with its homework is a lesson; a sheet has items, not a process."""
    head = f"{stem}\n{text[:HEAD]}"
    lesson = sum(weight for pattern, weight in LESSON if re.search(pattern, text))
    homework = sum(weight for pattern, weight in HOMEWORK if re.search(pattern, text))
    items = len(ITEM.findall(text)) + 2 * len(EXERCISE.findall(text))
    has_process = any(PROCESS.match(section.title) for section in sections) or bool(PROCESS_LINE.search(text))
    homework += min(items, 12) / 2 if not has_process else min(items, 4) / 4
    first_line = next((line for line in text.split("\n") if CHINESE.search(line)), "")[:60]
    if HOMEWORK_TITLE.search(f"{stem} {first_line}") and not is_component(strip_title(first_line)):
        homework += 5
    if LESSON_TITLE.search(head):
        lesson += 3
    if has_process:
        lesson += 4
    if lesson == homework:
        return Guess("lesson", 0.3)
    value = "lesson" if lesson > homework else "homework"
    share = max(lesson, homework) / (lesson + homework)
    weight = min(1.0, (lesson + homework) / 8)  # one stray word is not much to go by
    return Guess(value, round(min(0.98, 0.5 + (share - 0.5) * 0.96 * weight), 2))


def guess_title(text: str, blocks: Sequence[Block], stem: str) -> Guess:
    """The name of the lesson or sheet: 课题 row, first heading, 《…》, first short line, the file's name last."""
    head = text[:1500]
    match = COURSE.search(head) or SPACED_COURSE.search(head[:200])
    if match and CHINESE.search(match.group(1)) and not _is_label(match.group(1)):
        return Guess(_bare(match.group(1)), 0.95)
    first = [block for block in blocks if block.kind != "header"][:6]
    for block in first:
        words = text[block.start : block.end].split("\n")[0][:200]
        if block.kind == "heading" and not _is_label(words) and CHINESE.search(words):
            return Guess(_bare(words), 0.9)
        if not _is_label(words) and re.search(GENRE + r"\s*$", words) and len(words) <= 50 and _bare(words):
            return Guess(_bare(words), 0.85)
    opening = text.strip().split("\n")[0][:120]
    named = BOOK.search(text[:HEAD] if _is_label(opening) else opening)
    if named and not OFFICIAL.search(named.group(1)):
        return Guess(named.group(1), 0.7)
    topic = _topic(opening)
    if topic:
        return Guess(topic, 0.6)
    for block in first[:2]:
        words = text[block.start : block.end]
        if 2 <= len(words) <= 30 and block.kind == "paragraph" and not _is_label(words) and _is_name(words):
            return Guess(_bare(words), 0.5)
    if CHINESE.search(stem) and not re.fullmatch(r"(?:.*)(?:模板|新建|文档|未命名).*", stem):
        return Guess(_bare(stem) or stem, 0.4)
    return Guess(None, 0.0)


def _topic(line: str) -> str | None:
    """What is left of a head line such as `九年级化学　实验活动：粗盐提纯` without subject, grade, lesson type and names."""
    parts = [part.strip() for part in re.split(r"[　\t|｜]+| {2,}", line) if part.strip()]
    if len(parts) < 2 and not re.match(r"Unit\b|Lesson\b|第.{1,4}[课节章]", line):
        return None
    left = [part for part in parts if not WHOLE.fullmatch(part) and not re.fullmatch(r"[\d.]+|.*课时.*|人数.*", part)]
    left = [part for part in left if CHINESE.search(part) or re.match(r"Unit|Lesson", part)]
    if not left or _is_label(left[0]) or re.search(r"[。；]|姓名|班级|用时|时间", left[0]):
        return None
    return _bare(
        re.sub(
            r"^(?:知识点|内容|主题)[：:]",
            "",
            left[-1] if len(left) > 1 and LESSON_NO.fullmatch(left[0]) else left[0],
        )
    )


def _is_label(words: str) -> bool:
    title = strip_title(words)
    name = re.split(r"[:：]", title)[0]
    return not title or is_component(title) or is_part(title) or is_component(name)


def _is_name(words: str) -> bool:
    return bool(CHINESE.search(words)) and not re.search(r"[。！？!?；;，,：:]|教科书|配套|姓名|班级", words)


def _bare(words: str) -> str:
    """《对韵歌》教案 → 对韵歌; 智能温室监控系统 教学设计 → 智能温室监控系统."""
    title = re.sub(r"<[^>]{0,10}>|[*`#_]", "", words.split("\n")[0]).strip(" 　|：:\t")
    title = re.sub(r"\s*[—\-－]*\s*" + GENRE + r"\s*$", "", title).strip() or title
    book = re.fullmatch(r"《([^》]+)》", title)
    return (book.group(1) if book else title).strip(" 　|：:—\t")[:60]
