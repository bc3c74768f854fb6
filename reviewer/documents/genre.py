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
PROCESS = re.compile(r"(教学|学习|课堂|实施)(过程|流程|步骤|实施过程)")
ITEM = re.compile(
    r"(?m)^[ \t>#*]*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|第\d+题|练习\d+|[①-⑳]).*(?:[?？]|_{2,}|[（(]\s*[)）]|[=＝]\s*$|[=＝]\s*[_（(])"
)
EXERCISE = re.compile(r"(?m)^[ \t#*]*(?:练习|习题|题目|第)\s*[\d一二三四五六七八九十]+\s*题?[:：、.\s]")
GENRE = r"(?:的)?(?:教学设计|教案|导学案|说课稿|教学方案|作业设计|作业单|练习单|课时作业|课后作业|单元作业|学习任务单)(?:与反思|方案)?"
COURSE = re.compile(
    r"(?:课题|课程名称|课文题目|教学内容|活动主题|单元主题)(?:名称)?[*_\s]*[:：|｜][*_\s|]*([^\n|｜]{2,40})"
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
    has_process = any(PROCESS.match(section.title) for section in sections)
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
    match = COURSE.search(head)
    if match and CHINESE.search(match.group(1)) and not _is_label(match.group(1)):
        return Guess(_bare(match.group(1)), 0.95)
    first = [block for block in blocks if block.kind != "header"][:6]
    for block in first:
        words = text[block.start : block.end].split("\n")[0][:200]
        if block.kind == "heading" and not _is_label(words) and CHINESE.search(words):
            return Guess(_bare(words), 0.9)
        if not _is_label(words) and re.search(GENRE + r"\s*$", words) and len(words) <= 50 and _bare(words):
            return Guess(_bare(words), 0.85)
    named = BOOK.search(text[:HEAD])
    if named and not OFFICIAL.search(named.group(1)):
        return Guess(named.group(1), 0.6)
    for block in first[:2]:
        words = text[block.start : block.end]
        if 2 <= len(words) <= 30 and block.kind == "paragraph" and not _is_label(words) and _is_name(words):
            return Guess(_bare(words), 0.5)
    if CHINESE.search(stem) and not re.fullmatch(r"(?:.*)(?:模板|新建|文档|未命名).*", stem):
        return Guess(_bare(stem) or stem, 0.4)
    return Guess(None, 0.0)


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
