"""What a draft calls itself: the name of the lesson or sheet, without numbering, grade, subject and genre."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Block, Guess
from reviewer.documents.labels import is_component, is_part
from reviewer.documents.lesson_names import is_lesson_name
from reviewer.documents.sections import strip_title
from reviewer.documents.subjects import SUBJECT_WORDS
from reviewer.documents.textbooks import EDITION, NUMBER

HEAD = 300
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_TITLE = re.compile(r"(?:Unit|Lesson|Module|Section|Period|Topic|Chapter)\b|[A-Z][\w']*(?: [\w'?!,-]+){2,}")
BOOK = re.compile(r"《([^》\n]{1,30})》")
# 《古诗三首》第二课时（《稚子弄冰》《村晚》）
OF_PERIOD = re.compile(rf"《([^》\n]{{1,30}})》\s*第\s*{NUMBER}\s*课时")
OFFICIAL = re.compile(
    r"课程标准|中外历史纲要|义务教育|教科书|教材|通知|意见|方案|技术与设计|课时练|练习册|遗传与进化|数据与计算"
)
# 第五单元《简易方程》, 《电路》单元第3课, 《词四首》之《满江红》: a book that the lesson stands in, beside another name.
WHOLE = re.compile(rf"第\s*{NUMBER}\s*(?:单元|章)\s*《[^》\n]{{1,30}}》|《[^》\n]{{1,30}}》(?:单元|之(?=《))")
COURSE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:本节?课)?(?:课\s*题|课程名称|课文(?:题目)?|授课题目|教学课题|作业主题|活动主题|活动名称|作业名称)(?:名称)?[*_\s】〕]*[:：|｜】〕][*_\s|]*([^\n|｜]{2,60})"
)
SPACED_COURSE = re.compile(r"(?m)^\s*课题[　 \t]+([^\n　|｜]{2,40})")
THEME = re.compile(r"(?m)^[ \t　]*主题[ 　]*[:：][ 　]*([^\n　|｜]{2,30})")  # among the first lines
WEAK_COURSE = re.compile(r"(?:教学内容|单元主题|学习内容)[*_\s】]*[:：|｜】][*_\s|]*([^\n|｜]{2,60})")
# 教材 | 1．技巧：前滚翻: what a lesson of sport is about
OF_SPORT = re.compile(
    r"(?:主?教材|(?:教学\s*)?内容)[^\S\n]*[|｜:：][^\S\n]*(?:1\s*[.．、])?\s*(?:[\u4e00-\u9fff]{2,4}[:：])?([^\n|｜；;，。]{2,24})"
)
PAGES = re.compile(r"课本|教材|教科书|第\s*\d+\s*[~～\-—–至]?\s*\d*\s*页|[Pp]\d|例\s*\d|版.*[上下]册")
PEOPLE = re.compile(
    r"\s*(?<![\d一二三四五六七八九十])(?:主备|备课|执教|授课|设计者|教师|年级|班级|课型|课时|日期|时间|人数)(?:人|教师|者)?\s*[:：].*$"
)

GENRE = (
    r"(?:的)?(?:大单元|单元整体|(?<!第[一二三四五六七八九十\d])单元|微课|课时|精品|优秀)?(?:教学设计|教学方案|教学简案|教学设计简案|简案|详案|教学案|教案|导学案|学历案|学案|说课稿|说课|课时计划|活动方案|活动设计|"
    r"作业设计|分层作业单?|作业单|练习单|打卡单|记录单|预习单|学习任务单|任务单|学习单|课时作业|前置作业|课后作业|单元作业|课后练习|当堂检测|课堂检测|达标检测|课时练|一课一练|同步练习|课堂实录)(?:与反思|方案|案例)?"
)
SEASON = r"(?:寒假|暑假|期中|期末|周末|周[一二三四五六日]|国庆|单元)"
LESSON_TYPE = r"(?:综合实践|复习|新授|练习|语法|写作|口语|阅读|绘本阅读|唱游|体育|书法|实验|活动|欣赏|讲评)课?"
VOLUME = r"(?:第[一二]学期|[上下]学期|[上下](?:册|(?=[\s《（(·　]|$|语文|数学|英语|科学|道|物理|化学|生物|历史|地理|音乐|美术|信息|劳动|体育))|全一册|(?:选择性)?必修\s*第?\s*[一二三四五1-5上中下]?\s*册?|选必\s*[一二三上中下]?)"
OWN_SCHOOL = r"(?:[\u4e00-\u9fffXx×某]{1,10}?(?:中学|小学|学校)(?=[一二三四五六七八九初高\d]))"  # XX中学九年级…
SCHOOL = r"(?:小学|初中|高中|中职|普通高中|义务教育|中考|高考|中小学|校本课程)(?!生)"
YEAR = rf"(?:[一二三四五六七八九1-9]\s*年级|[初高]中?[一二三](?:年级)?|[一二三四五六七八九](?=[上下]|\s*[（(]\s*[\d上下])|水平[一二三四五]|{SCHOOL})"
CLASS = r"(?:[（(]\s*[\d一二三四五六七八九十]{1,2}\s*[）)]\s*班)"
EXTRAS = r"(?:[（(](?:五四制|三起|一起|[上下]|.{1,6}年级)[)）])"
SIGN = r"[\s　·:：,，、—\-_|－+＋]*"
NEXT = rf"(?=[\s　·:：《\d（(_\-—|]|$|第|学科|课程|{YEAR}|{VOLUME}|{SEASON}|{GENRE}|{LESSON_TYPE}|Unit|Lesson|Module|作业|练习|[一二]轮|专题)"
# What may stand before the name, and after it.
BEFORE = re.compile(
    rf"(?:{OWN_SCHOOL}|(?:PEP\s*)?Book\s*\d{{1,2}}(?=\s)|《?中外历史纲要(?:[（(][上下][)）])?》?|[（(](?:{EDITION.pattern})[)）]|{EDITION.pattern}|{YEAR}{CLASS}?{EXTRAS}?|{VOLUME}{EXTRAS}?"
    rf"|{CLASS}|{EXTRAS}|Book\s*[:：]|(?:{SUBJECT_WORDS})(?:学科|课程)?{NEXT}|(?:{SUBJECT_WORDS})课(?![文题本后前])|[一二]轮复习|专题(?:练习|复习)|{SEASON}(?:作业|学习单|练习)(?:[（(]{NUMBER}[)）])?[:：]"
    rf"|(?:{GENRE}|作业)(?=\s*[:：])|(?:{LESSON_TYPE}){{1,2}}(?=\s*[:：《]|课?[\s　]+\S|课[《A-Z])|【[^】]{{0,10}}(?:作业|教案|设计|任务|习题)\s*\d*】|(?:内容|主题|知识点|题目|课程)[:：])"
    rf"{SIGN}"
)
UNIT = re.compile(
    rf"§\s*\d{{1,2}}(?:\.\d{{1,2}})?[\s　]*|第\s*{NUMBER}\s*(?:单元|章|节(?!奏)|课(?!时)|框题?|讲|专题)(?:第\s*{NUMBER}\s*(?:课时|框题?))?[\s　:：、.．·—-]*|课题\s*\d+[\s:：]*|[一二三四五六七八九十]{{1,2}}(?:、\s*|[ 　]+(?=[\u4e00-\u9fff]))|(?:活动|案例)\s*{NUMBER}\s*[:：]\s*"
)
DECIMAL = re.compile(
    r"\d{1,2}(?:\s*[.．]\s*\d{1,2}){1,3}(?!\d|倍|元|米)[\s　、.．]*|\d{1,2}\s*[、.．](?!\s*\d)\s*|\d{1,2}\s*[*＊]\s*|\d{1,2}[\s　]+(?!以内|的)(?=[\u4e00-\u9fff《“])|\d{1,2}(?=《)"
)
OWN_NUMBER = re.compile(
    rf"\W*(?:课题\s*{NUMBER}(?=\s)|第\s*{NUMBER}\s*(?:节(?!课)|课(?!时))|\d{{1,2}}\s*[.．]\s*\d|\d{{1,2}}\s*[.．、]\s*[\u4e00-\u9fff《“]{{2,12}}\s*$)"
)
CHAPTER = re.compile(rf"第\s*{NUMBER}\s*(?:单元|章)")
# 第二章 实数 2.4 估算, Module 3 Sports Unit 1 …: the chapter before a lesson that bears a number of its own
CHAPTER_NAME = re.compile(
    rf"第\s*{NUMBER}\s*(?:单元|章)[\s　]*[\u4e00-\u9fff—-]{{1,14}}[\s　]+(?=§)|Module\s*\d{{1,2}}\s+[A-Z][\w' ]{{1,30}}?\s+(?=Unit\s*\d{{1,2}}\s+[A-Z])|第\s*{NUMBER}\s*(?:单元|章)[\s　]*[\u4e00-\u9fff]{{1,12}}[\s　]+(?=\d{{1,2}}[.．]\d{{1,2}}[\s　]*[\u4e00-\u9fff])"
)
# 第一课《春天》 above 唱歌：《布谷》: the lesson is on the song
PLACE_OF_SONG, SONG = (
    re.compile(rf"第\s*{NUMBER}\s*(?:单元|课)"),
    re.compile(r"\W*(?:学?唱歌?|歌曲|演唱|欣赏|聆听|歌表演)(?:课|教学)?\s*[：:]?\s*《"),
)
SECTION = re.compile(rf"(?:第\s*{NUMBER}\s*(?:节(?!课)|课(?!时))|[一二三四五六七八九十]{{1,2}}、|\d{{1,2}}\.\d)\s*\S")
LESSON_LABEL = re.compile(rf"第\s*{NUMBER}\s*(?:课\s*时|学时|教时|节课|次课)[\s　:：、.]*|课时\s*{NUMBER}[\s　:：、.]+")
AFTER = re.compile(
    rf"{SIGN}(?:{GENRE}|[（(][^（）()]*(?:课时|教时|教学|学习|作业|年级|版|分钟|简案|详案|实录|5E|复习|新授|议题|学时|第\s*\d+\s*[周次])[^（）()]*[)）]"
    rf"|[共第]\s*{NUMBER}\s*(?:课时|教时|学时)|(?:单元)?第\s*{NUMBER}\s*次课|(?<=[\s　])第\s*{NUMBER}\s*(?:课|单元|章|节)|(?<=[\s　]){LESSON_TYPE}|综合实践(?:活动)?(?=$)|一框题?|(?:[上下])?册|(?<=[\s）)])练习(?=$)|(?:(?<=[\s　]){SEASON}|(?<=[》\s　）)])家庭)?(?:作业|学习单)(?=$)|{YEAR}{VOLUME}?)\s*$"
)
# Sheets without a name of their own keep what they are: 周二作业单, 期末复习作业, 体育家庭作业.
NAMELESS = re.compile(
    rf"(?:{SUBJECT_WORDS})?(?:家庭|校本|(?:跨学科)?(?:主题)?实践|(?:家庭|亲子)?锻炼|{SEASON}(?:复习|实践|练习)?)"
)
GENERIC = re.compile(
    rf"{NAMELESS.pattern}(?:作业|学习单|练习|作业单|打卡单|小任务)(?:[（(]\s*{NUMBER}\s*[)）])?|(?:课时作业|课时练|一课一练)(?:[（(]\s*{NUMBER}\s*[)）])?"
)
SCHOOL_NAME = re.compile(r"[\u4e00-\u9fffXx×某]{2,14}(?:中学|小学|学校)")  # XX市实验中学　九年级历史作业
FORM = re.compile(
    rf"{GENRE}(?:[（(][^（）()]*[)）])?|(?i:(?:teaching|lesson) (?:plan|design)s?)|(?:跨学科)?(?:主题)?实践"
)  # 导学案（选择性必修3）
OF_SUBJECT = re.compile(
    rf"《({SUBJECT_WORDS})》(?=\s*第\s*{NUMBER}\s*课)"
)  # 《道德与法治》第16课 大家一起来: a textbook
SHEET = re.compile("作业|练习|学习单|任务单|检测|测试|复习")
# Parts of a head line that say what sort of lesson it is, or for whom; a name stands beside them.
SORT = re.compile(rf"[（(][^（）()]*[)）]|{LESSON_TYPE}|大?单元(?:整体)?设计|满分\s*\d+\s*分")
PLACE = re.compile(
    rf"(?:第\s*{NUMBER}\s*(?:单元|章|节|课|框|课时|周|次课)\s*)+|课[时题]\s*{NUMBER}|(?:识字|拼音|课文|阅读|汉语拼音)\s*\d{{0,2}}|(?:Module|Unit|Lesson)\s*\d{{1,2}}|任务\s*{NUMBER}|[\d.．、]+"
)
SENTENCE = re.compile(
    r"可能用到|识别结果|\d{4}\s*年\s*\d{1,2}\s*月|^课\s*文$|[。；;！，,\\\\$]|老师好|教科书|配套|绝密"
)
# What a form asks for; never a name.
FIELD = re.compile(
    r"(?:学校|教师|年级|学科|班级|日期|时间|姓名|学号|得分|满分|课型|课时|备课|主备|执教|教材|学段|授课|版本|适用|设计者|尊敬|各位|预计|建议|完成|用时|人数|页码|编号|审核)"
    r"(?:.{0,6}[:：]|[组人]?\s*$|[:：\s_＿（(]|约)|(?i:(?:teaching|lesson|class) type|period|time|class|teacher|date|name)s?\s*[:：]|(?i:class|name|score|grade)\s*[_＿]"
)
_INSIDE = re.compile(r"[（(][^（）()\n]*[)）]")  # the blanks in （第2课时　性质及应用） part nothing
_UNIT_NAME = re.compile(r"((?:Unit|Module|Lesson)\s*\d{1,2})\s{2,}(?!Class|Name)([A-Z][\w']+)")  # Unit 2　My schoolbag
UNIT_ONLY = re.compile(r"[\u4e00-\u9fff]{2,12}单元")  # 生物与环境单元　1 种子发芽实验
FRONT_MATTER = re.compile(r"\s*---\n(?:[\w-]+:.*\n)+---\n")  # of a page of a web site
LEADING = " 　|：:\t•●◆■★☆§\U0001f4dd\U0001f4d6\U0001f4da\U0001f3af✏📌📍\ufe0f"
PRACTICE = re.compile(r"\s*(?:练习|复习|整理|单元|习题)")  # 第五单元　周长　练习四 is about 周长
CHAPTER_PARTS = 2  # its number and its name; what stands behind them is the lesson's
LONGEST, LONGEST_ENGLISH = 80, 120  # characters of a head line
ROUNDS = 8  # a head line strings together no more than this: edition, grade, volume, subject, unit …
STEM_JUNK = re.compile(r"模板|新建|文档|未命名|定稿|公开课|副本|^\d*$|^(?:教案|作业|备课|练习|教学设计|方案)\S{0,3}$")


def guess_title(text: str, blocks: Sequence[Block], stem: str) -> Guess:
    """The name of the lesson or sheet: 课题 row, first heading or line that names something, 《…》, the file's name."""
    head = text[:1500]
    match = COURSE.search(head) or SPACED_COURSE.search(head[:200]) or THEME.search(head[:THEME_CHARS])
    if match and _is_wordy(match.group(1)) and not _is_label(match.group(1)):
        return Guess(bare(match.group(1)), 0.95)
    opening = _opening(text, blocks)
    matter = OF_SPORT.search(head) if "体育" in head[:HEAD] else None
    if opening and not (matter and PLACE.fullmatch(_best(opening)[1])):
        sure, name, _ = _best(opening)
        poor = POOR.search(name) and not is_lesson_name(name)
        known = _known_lesson(text, blocks) if poor else ""
        return Guess(known or name, max(sure, KNOWN) if known else sure)
    weak = WEAK_COURSE.search(head)
    if weak and (BOOK.search(weak.group(1)) or not PAGES.search(weak.group(1))) and _is_wordy(weak.group(1)):
        return Guess(bare(weak.group(1)), 0.7)
    if matter:
        return Guess(bare(matter.group(1)), 0.6)
    banner = next((bare(text[one.start : one.end]) for one in blocks[:BANNER] if _is_banner(text, one)), "")
    if banner and not SENTENCE.search(banner):
        return Guess(banner, 0.6)
    named = next((book for book in BOOK.finditer(text[:HEAD]) if not OFFICIAL.search(book.group(1))), None)
    if named:
        return Guess(named.group(1), 0.6)
    name = bare(re.sub(r"[_]", " ", stem))
    if _is_wordy(name) and CHINESE.search(name) and not STEM_JUNK.search(name) and not SENTENCE.search(name):
        return Guess(name, 0.4)
    return Guess(None, 0.0)


THEME_CHARS = 100
BANNER = 3  # blocks among which a cell with the chapter's number names the sheet


def _is_banner(text: str, block: Block) -> bool:
    return block.kind == "cell" and bool(PLACE.match(text[block.start : block.end]))


def bare(words: str) -> str:
    """《对韵歌》教案 → 对韵歌; 第二章第三节 物质的量（第三课时） → 物质的量. "" where nothing but such words is left."""
    title = re.sub(
        r"!\[[^\]\n]*\]\([^)\n]*\)|\{[^}\n]*=[^}\n]*\}?|</?[A-Za-z][^<>\n]{0,200}>|<[^>]{0,10}>|[*`#_＿\[\]]+|[〔【](?!习题|周末|寒假|暑假|实践)|(?<=[〔【]课题)[】〕]",
        " ",
        words.split("\n")[0],
    )
    title = _INSIDE.sub(lambda found: re.sub(r"\s+", " ", found[0]), title)
    title = OF_SUBJECT.sub(r"\1 ", PEOPLE.sub("", title.strip(LEADING)))
    inside = WHOLE.sub(" ", title)
    name = _core(inside)
    other = SORT.fullmatch(name) or PLACE.fullmatch(name) or SHEET.search(name)
    title = inside if CHINESE.search(name) and not other else title
    title = CHAPTER_NAME.sub("", title)
    books = [book for book in BOOK.findall(title) if not OFFICIAL.search(book)]
    if len(books) > 1 and (first := OF_PERIOD.match(title)):
        return _without_numbering(first[1])
    if len(books) == 1:
        several = re.search(r"》([一二两三四五六]\s*[首则章])", title)  # 《诗经》二首 is no lesson on the whole book
        return _without_numbering(books[0]) + (several[1] if several else "")
    title = _UNIT_NAME.sub(r"\1 \2", title)
    parts = [part for part in re.split(r"[　\t|｜]+| {2,}", title) if part.strip()]
    if len(parts) > 1 and CHAPTER.match(parts[0]) and SECTION.match(parts[1]):
        parts = parts[1:]  # 第十七章 电磁波与现代通信　三、现代通信: the lesson is the section
    told = [part for part in parts if not FIELD.match(part.strip())]
    if len(told) > CHAPTER_PARTS and CHAPTER.fullmatch(told[0].strip()) and not PRACTICE.match(told[CHAPTER_PARTS]):
        parts = told[CHAPTER_PARTS:]  # 第十四章　内能的利用　热机的效率
    names = [name for part in parts if (name := _core(part)) and not PLACE.fullmatch(name) and not FIELD.match(name)]
    no_names = (GENERIC, SORT, SCHOOL_NAME, FORM, UNIT_ONLY)
    names = [name for name in names if not any(kind.fullmatch(name) for kind in no_names)] or names
    return (names[0] if names else _kept(title)).strip(" 　|：:—\t，,】〕}")[:60]


def _core(part: str) -> str:
    """One stretch of a head line without what stands before and after the name."""
    name = part.strip(LEADING)
    for _ in range(ROUNDS):
        name = _without_numbering(name)
        before = BEFORE.match(name)
        if not before or not before.end():
            break
        name = name[before.end() :].strip(" 　")
    for _ in range(ROUNDS):
        shorter = _without_numbering(AFTER.sub("", name)).strip(" 　")
        if shorter == name or NAMELESS.fullmatch(shorter):
            break
        name = shorter
    return name if re.search(r"\w", name) else ""


def _kept(part: str) -> str:
    """What a sheet without a name of its own is called: 第二单元, 周二作业单; "" if the words name nothing."""
    unit = re.search(rf"第\s*{NUMBER}\s*(?:单元|章)|{SEASON}[^\s]{{2,8}}|体育家庭作业", part)
    return unit.group() if unit else ""


def _without_numbering(name: str) -> str:
    for pattern in (UNIT, LESSON_LABEL, DECIMAL):
        match = pattern.match(name)
        if match and match.end() < len(name):
            name = name[match.end() :]
    return name.strip(" 　")


def _best(found: Sequence[tuple[float, str, str]]) -> tuple[float, str, str]:
    """The first name that is more than a form (周末作业) or a place in the book; below a chapter's line the lesson's own."""
    forms = (GENERIC, PLACE, SCHOOL_NAME, FORM)
    named = [one for one in found if not any(form.fullmatch(one[1]) for form in forms)] or list(found)
    if len(named) > 1 and PLACE_OF_SONG.search(named[0][2]) and SONG.match(named[1][2]):
        return named[1]
    if (
        len(named) > 1
        and CHAPTER.search(named[0][2])
        and (WHOLE.search(named[0][2]) or not BOOK.search(named[0][2]))
        and (OWN_NUMBER.match(named[1][2]) or (BOOK.search(named[1][2]) and re.search(GENRE, named[1][2])))
    ):
        return named[1]
    return named[0]


def _known_lesson(text: str, blocks: Sequence[Block]) -> str:
    """The longest piece of the head lines that is a lesson of the bank: 第一单元 光　1 有关光的思考; "" where none is."""
    lines = [text[block.start : block.end].split("\n")[0] for block in blocks[:HEAD_LINES] if block.kind != "cell"]
    lines = [line for line in lines if not _ITEM.match(line) and not SENTENCE.search(line)]
    pieces = (_without_numbering(piece.strip(LEADING)) for line in lines for piece in _PIECES.split(line))
    known = (piece for piece in pieces if len(piece) >= LEAST_KNOWN and is_lesson_name(piece))
    return max(known, key=len, default="")


_PIECES = re.compile(r"[　\t|｜（）()《》—–:：]+| {2,}|\d\s")
_ITEM = re.compile(r"\s*(?:[（(]?\d{1,2}\s*[)）.．、](?!\d)|[一二三四五六七八九十]+[、.．]|[①-⑳□])")
# a name that tells the form or the day of a sheet or plan rather than its lesson
POOR = re.compile(
    r"作业|练习|试[卷题]|清单|备课|教案|编号|导学|实践|限时|综合|回归|复习单|内容$|\d\s*月|周[一二三四五六日末]|Week|Book|版[上下]册|[上下]册[）)]"
)
_FIRST_ITEM = re.compile(
    r"\s*(?:任务|活动)\s*[一二三四五\d]|.*(?:[（(][\s　]*[)）].*){2}|(?!.*(?:姓名|班级|得分|Name|Class|《))\s*\d{1,2}\s*[.．、].*(?:[=＝]|[（(][\s　]{2,}[)）]|[_＿]{2,})"
)
HEAD_LINES, LEAST_KNOWN, KNOWN = 4, 2, 0.8


def _opening(text: str, blocks: Sequence[Block]) -> list[tuple[float, str, str]]:
    """The names in the first lines that are no labels: how sure each form is, the name, its line."""
    found: list[tuple[float, str, str]] = []
    matter = FRONT_MATTER.match(text)
    told = [
        block
        for block in blocks
        if block.kind not in ("header", "cell") and block.start >= (matter.end() if matter else 0)
    ]
    for block in told[:6]:
        line = text[block.start : block.end].split("\n")[0][:200]
        if _is_label(line):
            if block.kind == "heading" or found:
                break  # the body has begun
            continue
        if found and _FIRST_ITEM.match(line):
            break  # the first item
        leads_in = line.rstrip().endswith(("：", ":")) or re.match(r"\s*(?:[一二三四五六七八九十]+|[A-D])[、.．]", line)
        longest = LONGEST if CHINESE.match(line.strip()) else LONGEST_ENGLISH
        name = bare(line) if len(line) <= longest and not leads_in and not FIELD.match(line.strip()) else ""
        sentence = SENTENCE.search(name) and not is_lesson_name(name)
        if name and not sentence and not FIELD.match(name) and _is_wordy(name):
            form = 0.9 if block.kind == "heading" else 0.85 if re.search(GENRE, line) or "《" in line else 0.6
            found.append((form, name, line))
    return found


def _is_label(words: str) -> bool:
    title = strip_title(words)
    name = re.split(r"[:：]", title)[0]
    return not title or is_component(title) or is_part(title) or is_component(name)


def _is_wordy(words: str) -> bool:
    return bool(CHINESE.search(words) or LATIN_TITLE.match(words) or re.search(r"[A-Za-z]{3}", words))
