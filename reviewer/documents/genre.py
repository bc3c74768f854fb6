"""Lesson or homework?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Guess, Section
from reviewer.datamodels.simplified import simplify
from reviewer.documents.labels import is_component
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
    (r"知识点?(?:梳理|讲解)", 2),
    (r"教师活动|学生活动|设计意图|(?m:^[ \t|]*(?:教学)?环节 ?[|｜])", 2),
    (r"试讲|逐字稿|上课[！!。]\s*同学们好|同学们好[！!。，]", 4),
    (r"学习重点|学习难点|重难点】", 2),
    (r"(?:合作|自主|课堂)探究|知识链接", 1),
    (
        r"(?m)^[ \t#*]*[【〔\[]?(?:这节课|这一课)?(?:教|学|备|讲|上)(?:什么|哪些|点啥)[】〕\]]?|怎么[教上]|执教[:：]|\A[^\n]{0,40}第[一二三四\d]课时",
        3,
    ),
    (r"导入", 1),
    (r"教师|老师", 1),
    (r"(?m)^[ \t#*]*[【〔\[][^】〕\]\n]{0,4}目标[^】〕\]\n]{0,2}[】〕\]]", 2),
    (r"(?m)^[ \t#*]*[【〔\[]?(?:这个班|学情|班情|学生情况)", 2),
    (r"【(?:重点|难点|重难点)】|[〔【](?:板书|黑板|教后|教后记|准备|用具)[〕】]", 2),
    (r"(?:使|让|培养|引导|帮助)学生|(?:讲评|复习|练习|新授)课(?![后本时])|下课", 2),
    (r"(?i)teaching (?:aims?|objectives?|goals?|procedures?|steps?|process)", 3),
    (r"(?i)(?:key|difficult|important) points|blackboard (?:design|writing)|teacher'?s'? activit", 2),
    (r"(?m)^[ \t#*【〔\[]*(?:板书|教具|学具|目标|准备)(?:设计)?[ \t*】〕\]]*(?:[:：]|$)", 2),
    (r"(?:学生|全班|小组)[^。\n]{0,30}(?:教师|老师)|(?:教师|老师)[^。\n]{0,30}学生", 2),
)
HOMEWORK: tuple[tuple[str, float], ...] = (
    (r"选择题|填空题|判断题|解答题|计算题|应用题|阅读题|简答题", 2),
    (r"必做|选做|基础题|提高题|拓展题|基础巩固|能力提升|挑战题|基础性作业|拓展性作业", 2),
    (r"参考答案|答案[:：]|样例输入|评分标准", 1),
    (r"预习检测|预习手册|练习册|课时练|单元测试|检测卷", 2),
    (r"作业目标|作业说明|作业内容|作业类型", 3),
    (r"(?:姓名|班级|学号|得分)[:：]?\s*[_＿]{2,}|(?:姓名|学号|得分)[:：][ \u3000]{2,}", 2),
    (r"反思栏|交到[^。\n]{0,8}(?:课代表|组长|老师)", 2),
    (r"\A[^\n]{0,60}(?:预计|大?约)\s*\d+\s*分钟", 2),
    (r"(?:下列|下面)[^。？?\n]{0,24}的是", 2),
    (r"(?m)^[ \t]*#{1,4}[ \t]*(?:样题|真题|挑战|题目|习题)[ \t]*[\d一二三四五]", 3),
    (r"课后习题|题型专练|题库|课堂练习\s*\d", 2),
    (r"完成时间|预计用时|建议用时", 1),
    (r"家长(?:签[字名]|检查|督促|评价)|签字|打卡", 2),
    (r"抄写|听写|默写|背诵|背熟|背一背|口算|订正|熟读", 1.5),
    (r"(?:寒假|暑假|假期|周末|今日|每日|每天|晚上|回家)[^。\n]{0,8}(?:任务|作业|练习|清单|完成)", 2),
    (r"(?m)^[ \t#*【]*(?:变式|例题?|题型|考点)\s*[\d一二三四五]", 1.5),
)
HOMEWORK_TITLE = re.compile(r"作业设计|作业单|作业|练习|习题|试卷|试题|测试|预习手册|预习单|学习单|任务单|题单|检测")
LESSON_TITLE = re.compile(r"教学设计|教案|导学案|说课|课时教学")
PROCESS = re.compile(
    r"(教学|学习|课堂|实施|上课)?(过程|流程|步骤|实施过程)(设计|安排)?$|(教学|学习|课堂|实施)(过程|流程|步骤)|上课$"
)
PROCESS_LINE = re.compile(
    r"(?m)^[ \t#*]*(?:[一二三四五六七八九十]+[、.．]\s*)?[【〔\[]?(?:教学|学习|课堂|上课)?(?:过程|流程|上课)[】〕\]]?\s*[：:]?\s*$"
)
ITEM = re.compile(
    r"(?m)^[ \t>#*]*(?:\d{1,2}[.、．)）]|[（(]\d{1,2}[)）]|第\d+题|练习\d+|[①-⑳]).*(?:[?？]|[_＿]{2,}|[（(]\s*[)）]|[=＝]\s*$|[=＝]\s*[_＿（(])"
)
EXERCISE = re.compile(
    r"(?m)^[ \t#*]*(?:(?:练习|习题|题目)\s*[\d一二三四五六七八九十]+\s*题?|第\s*[\d一二三四五六七八九十]+\s*题)[：:、.\s]"
)
# what is done in class and on no sheet; several sorts of it tell
IN_CLASS = re.compile(
    r"巡视|追问|投影|板演|齐读|齐说|指名|课件|演示|听课|上台|上黑板|师[:：]|T[:：]|生[:：]|PPT|预设|引导|揭示课题|板书"
)
SORTS = 3
GAP = re.compile(r"＿{2,}|_{3,}|[（(][ \u3000]+[)）]")
NUMBERED = re.compile(r"(?m)^[ \t]*\d{1,2}[.、．]")
TAUGHT = re.compile(r"教师|老师|学生|过程|环节")  # where somebody teaches, numbered lines are steps or aims
REVISION = re.compile(r"(?:讲评|复习|练习)课|本课")  # a lesson about a paper isn't the paper
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def guess_kind(text: str, sections: Sequence[Section], stem: str) -> Guess:
    """Lesson or homework? A lesson that ends with its homework is a lesson; a sheet has items, not a process."""
    text = simplify(text)
    head = f"{stem}\n{text[:HEAD]}"
    lesson = sum(weight for pattern, weight in LESSON if re.search(pattern, text))
    homework = sum(weight for pattern, weight in HOMEWORK if re.search(pattern, text))
    items = len(ITEM.findall(text)) + 2 * len(EXERCISE.findall(text))
    has_process = any(PROCESS.match(section.title) for section in sections) or bool(PROCESS_LINE.search(text))
    homework += min(items, 12) / 2 if not has_process else min(items, 4) / 4
    if not has_process:
        homework += min(len(GAP.findall(text)), 8) / 4
        homework += 0 if TAUGHT.search(text) else min(len(NUMBERED.findall(text)), 8) / 4
    first_line = next((line for line in text.split("\n") if CHINESE.search(line)), "")[:60]
    titled = HOMEWORK_TITLE.search(f"{stem} {first_line}") and not REVISION.search(head)
    if titled and not is_component(strip_title(first_line)):
        homework += 5
    if LESSON_TITLE.search(head):
        lesson += 3 if titled or not LESSON_TITLE.search(first_line) else 5
    if len(set(IN_CLASS.findall(text))) >= SORTS:
        lesson += 4
    if has_process:
        lesson += 4
    if lesson == homework:
        return Guess("lesson", 0.3)
    value = "lesson" if lesson > homework else "homework"
    share = max(lesson, homework) / (lesson + homework)
    weight = min(1.0, (lesson + homework) / 8)  # one stray word is not much to go by
    return Guess(value, round(min(0.98, 0.5 + (share - 0.5) * 0.96 * weight), 2))
