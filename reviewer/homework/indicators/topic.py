"""The topic a sheet's head names: what a title still says once class, day, subject, time and form of work are taken away."""

from __future__ import annotations

import re

from reviewer.homework.indicators.evidence import Sheet
from reviewer.homework.tasks import asks, is_group_title
from reviewer.homework.tier_labels import tier_heading

HEAD = 300  # characters in which a title stands
_EDGE = "# >*\t\u3000 "
LONGEST, LONGEST_LESSON = 50, 80  # characters of a title; one that names the lesson by number may list its parts
FIRST_LINES = 60  # a title that names no lesson by number or 《…》 begins within these

_LESSON = re.compile(
    r"《[^》\n]{1,24}》|第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节|讲|课)[\s_、:：.《]*[\u4e00-\u9fffA-Za-z]{2,}"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}\s+[\u4e00-\u9fff]"
    r"|(?:专题|综合探究|综合性学习|主题)\s*[\d一二三四五六七八九十]+[\s、:：.]*[\u4e00-\u9fff]{2,}|(?:Unit|Lesson|Module|Chapter|Topic)\s*\d+",
    re.I,
)
_NO_TOPIC = re.compile(
    r"绝密|启用前|(?:[一二三]模|高考|中考|联考|质检|学业质量|认证)[^\n]{0,12}(?:试卷|试题|卷|样题)|^\W*<|[_＿]{2,}|姓名|^(?:各位|亲爱的|尊敬的|同学们|家长|小朋友们)|作业如下|如下[:：]?$"
)
_FIELDS = re.compile(
    r"(?:班级|姓名|学号|座号|组别|日期|得分|等级|家长签[字名]|Class|Name|Score|(?:预计|建议|作业|完成|参考|总|限)?(?:用时|时长|时间|时限)|满分|限时|预计|建议)\s*[:：_＿\s（(\d]",
    re.I,
)
# a remark rather than a title: 写完再玩, 明早交, 请家长签字
_REMARK = re.compile(
    r"[。！!；;]|[a-z][.,?]\s+[A-Z]|[a-z][.?]$|，.*(?:再|要|请|不)|请|写完|做完|完成后|注意|须知|上交|(?:前|早|午|晚|一|五)交|收齐|交给|签[字名]|家长|老师|分钟|温馨提示|提醒|同学们"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}\s*[、．.]|[（(][一二三四五六七八九十][)）]|\d{1,2}\s*[.．、](?!\d)|[【\[▲■◆●☆★]"
)
_ASIDE = re.compile(
    r"[（(【\[][^）)】\]]*(?:发|交|月|日|星期|周[一二三四五六日末]|分|班|必做|选做)[^）)】\]]*[)）】\]]"
)
_WHEN = (
    r"[每一][日天][一]?[练题]|天天练|\d{2,4}\s*(?:[—–~-]\s*\d{2,4})?\s*(?:学?年度?|届)|\d{1,2}\s*[月./]\s*\d{1,2}\s*[日号]?|[一二三四五六七八九十\d]+月份?|第\s*[一二三四五六七八九十\d]+\s*(?:周|天|次|期|号|份|套|学期)|周[一二三四五六日天末未]|星期[一二三四五六日天]|双休日?"
    r"|今[日天]|明[日天]|每[日天周]|平日|日常|寒假|暑假|假期|长假|小长假|元旦|春节|清明|五一|劳动节|端午|中秋|国庆|节日?|黄金周|开学|期[初中末]|[春秋]季|本[周月日学单]|学期|学年|课[前后中时堂内外]|晚间|早读|午间"
)
_WHO = r"[小初高]学|初中|高中|中学|[一二三四五六七八九\d]\s*年级?|初[一二三]|高[一二三]|年级|[（(]\s*[一二三四五六七八九十\d]+\s*[)）]\s*班?|[一二三四五六七八九十\d]+班|班级?|[一二三四五六七八九高][上下](?![\u4e00-\u9fff]?[之面了])|上册|下册|全一册|[（(][上下][)）]|必修|选修|[人部北苏沪浙湘鲁粤冀外仁][\u4e00-\u9fff]{0,3}版|[教编师]版|班主任"
_SUBJECT = r"语文|数学|英语|外语|科学|物理|化学|历史|地理|生物学?|思想品德|政治|道德与法治|道法|品德|信息(?:科技|技术)|劳动|体育(?:与健康)?|健康|音乐|美术|艺术|综合(?:实践)?(?:活动)?|跨学科|学科|各科|多科|语数英?|[语数英]、"
_FORM = (
    r"作业|练习|习题|试题|试卷|测试|测验|检测|质量|监测|抽测|模拟|考试|考卷|真题|竞赛|调研|题库|[小周月]测|[周月]考|训练|题[单组]?|[单卷案册本]|清单|菜单|任务|设计|方案|优化|样例|案例|布置|安排|要求|公告|通知|家庭|回家|居家|个人|亲子|自主|导学|学习|探究|课堂|学程|活动|实践|生活|综合|基础|提高|提升|拓展|分层|弹性|个性化|特色|创意|趣味|快乐|缤纷|多彩|精彩|阳光|书面"
    r"|口头|口算|阅读|写作|复习|预习|巩固|同步|配套|课课练|过关|闯关|达标|阶段|单元|自测|自查|限时|乐园|园地|天地|套餐|超市|小能手|每日一练|一日一练|晚|学业|小(?!数)|题[一二三四五六七八九十]*|与|和|及|的|的?我们?的?"
)
_ANY = re.compile(rf"{_WHEN}|{_WHO}|{_SUBJECT}|{_FORM}")
_ENGLISH_HEAD = re.compile(
    r"Grade|Class|English|Maths?|Homework|Exercises?|Worksheet|Weekend|Holiday|Paper|Name|Test|docx?|txt|pdf", re.I
)
_REST = re.compile(r"(?<=《)[\u4e00-\u9fff](?=》)|[\u4e00-\u9fff]{2,}|[A-Za-z]{3,}")


def rest_of_title(line: str) -> str:
    """`三（2）班数学　小数乘法（周二）` gives 小数乘法; a title of class, day and form of work alone gives nothing."""
    bare = _ENGLISH_HEAD.sub(" ", _ASIDE.sub(" ", line))
    return " ".join(_REST.findall(_ANY.sub(" ", bare)))


def find_topic(sheet: Sheet) -> tuple[tuple[int, int], str] | None:
    """Where the head names a lesson or topic, and the words that name it; None for a title like 周末数学作业."""
    head = sheet.draft.text[:HEAD]
    first_task = sheet.tasks[0].start if sheet.tasks else len(head)
    for match in re.finditer(r"[^\n]+", head[: max(first_task, 1)]):
        line = _FIELDS.split(match[0])[0].strip(_EDGE)
        if (
            not 3 <= len(re.sub(r"[A-Za-z ]{2}", "n", line)) <= (LONGEST_LESSON if _LESSON.search(line) else LONGEST)
            or is_group_title(line)
            or tier_heading(line)
            or _NO_TOPIC.search(line)
        ):
            continue
        lesson = _LESSON.search(line)
        if _HEADING.match(line) and not lesson:  # a group of tasks: 一、我会算
            continue
        rest = rest_of_title(line)
        titled = match.start() < FIRST_LINES and rest and not asks(line) and not _REMARK.search(line)
        if lesson or titled:
            start = match.start() + match[0].index(line)
            return (start, start + len(line)), rest
    return None
