"""What a heading is about where it is none of the usual names: 十、最后黑板上的样子, 【知己知彼·学情】, 我们班的娃.

Teachers' headings vary without end; what stays is a word or two of the matter. Words alone would also find steps (布置作业,
出示目标) and sentences, so a loose name is asked for only of lines that look like headings (LooseTitles), and only
for parts that the plan has not under a usual name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Draft
from reviewer.lessons.component_names import LEAD, MARKS, title_in_line
from reviewer.lessons.minutes import find_minutes
from reviewer.lessons.part_lines import Line

LONGEST, LONGEST_ENGLISH = 22, 48  # characters of such a heading without its number
_PUPIL = "学生|孩子们?|同学们?|学员|幼儿|娃们?|小朋友们?"
_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("board", r"[板版]书(?!课题)|板演设计|板画|黑板(?!报)|一板(?!块)|粉笔|^BB\b|(?:black|chalk)board|on the board"),
        ("reflection", r"反思|反省|省吾课|教后|课后(?:记|追记|自评|得失|感|想|小记|总结)|回头看|回顾与?(?:改进|反思)|(?:教学|执教|上课)(?:体会|回顾|得失|诊改|感悟|随感|效果.{0,6}分析)|得[与和失].{0,1}失|遗憾|下[次回]再?[上教]|成功之处|不足之处|上完(?:课|之后)|没上好|上得(?:咋样|怎[么样])|课后(?:心得|备忘)|教师自评|自省|教学日记|执教感|再教|用后[感记]|今后打算|下课(?:以)?后记|reflection|went well|looking back|after-?class notes|post-teaching"),
        ("homework", r"作业(?!讲评|展示|反馈|检查|分析|本|评价|点评)|课[后外](?:训练|习题|任务|延伸|练习|单)|习题布置|亲子任务|放学(?:以后|后|路上)|练在课后|必做题?[与和、]选做|回家.{0,4}(?:做|手|练|试)|带回家|今晚的?功课|课[后下](?:练一?练|巩固|完成|题)|周末.{0,2}任务|家练|homework|assignment|after-?class tasks|do at home"),
        ("key_points", r"重[点、·和与及]{0,2}难点|重点.{0,8}难点|难点.{0,4}(?:突破|成因|分析|所在)|^主要难点|疑难所在|攻坚|硬骨头|抓什么.{0,3}(?:攻|难)|难[教懂讲学]的|最难[教懂]|重心|着力点|卡住的|重在|难在|骨头|教学要点|要[点领][与和](?:疑点|难点)|关键之处|difficult|tricky|(?:key|main|important) (?:points?|structures?)|focus and"),
        ("objectives", r"(?<!达成)目标(?!.{0,2}(?:达成|检测|回扣|回顾|再现|测评))|教[学养].{0,3}(?:目的|要求|任务)|(?:班会|活动)目的|期[望待]达成|学有所得|带走的?(?:东西|本领|什么)|奔着?什么去|应该?能(?:做到|够)|教会啥|^教什么$|^(?:要)?教的(?:内容|东西)$|目的要求|教学期望|拿到手的本事|要学会的|得到什么|[想要]达[到成]|学到什么|学习愿景|知识与能力.{0,4}过程与方法|要求学生|\b(?:aims?|goals?|objectives?)\b|will be able to|想让(?:他们|她们|" + _PUPIL + ")"),
        ("learner_analysis", rf"学情|[生班]情|备学生|(?:{_PUPIL})(?:的)?.{{0,10}}(?:情况|基础|现状|经验|起点|程度|水平|特点|状况|认知|心理|储备|困难|障碍)|(?:{_PUPIL})(?:会|可能|现在).{{0,8}}(?:哪儿|哪里|什么)|(?:学习|认知)(?:起点|基础)|教学[对起][象点]|授课班级|班级情况|学况|摸底|受教育者|最近发展区|前概念|娃.{0,4}(?:底子|实际)|这帮孩子|看看学生|\b(?:students|learners)\b|(?:我们班|我)的(?:{_PUPIL})|他们会什么"),
        ("preparation", r"准备(?!活动|操|部分|练习|运动|题)|教具|学具|(?:用品|画具|器材|药品|耗材|器物|材料投放|挂图)|备物|备什么|备好的|课前预备|课前要备|课前搜集|上课前(?:别忘|的)|别忘了?带|需带|器具|器械|家什|物件|乐器|所用媒体|技术支持|(?:环境|场地)布置|需要的材料|工具与原料|(?:teaching (?:tools|aids|media))|tools and|what to bring|preparation|realia"),
        ("process", r"(?:教学|学习|活动|实施|讲授|授课|实训|实验|班会|师生|课堂|课的?).{0,6}(?:过程|流程|步骤|进程|程序|推演|进行)|过程展开|学程设计|环节推演|双边活动|(?:讲课|上课|教学).{0,2}[次顺]序|上课经过|这样上|怎么教|流水账|过程(?:详案|预设)|活动展开|课堂教程|教法步骤|教学路线|路线图|procedures?|stages of|lesson goes|教学活动及|授课内容与"),
    )
)  # fmt: skip
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_STEPS = re.compile(
    r"(?:检查|批改|讲评|反馈|展示|订正|收)[^，]{0,6}作业|(?:出示|展示|明确|对照|回扣|回顾|检测)[^，]{0,4}目标"
)  # of the lesson
_APPENDED = re.compile(r"^\s*附录?\s*[:：]")
_SENTENCE = re.compile(r"[。；;！!？?]|，.*，|[:：].{3}")


def style_of(line: str) -> str:
    """How a heading is marked: 一、 gives cn, （一） paren, 1. digit, 【 box, ★ sign; "" where nothing marks it."""
    bare = line.strip()
    for style, pattern in _STYLES:
        if pattern.match(bare):
            return style
    return ""


_STYLES = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        ("cn", r"[一二三四五六七八九十]{1,3}\s*[、.．]"),
        ("old", r"[壹贰叁肆伍陆柒捌玖拾]\s*[、.．]"),
        ("paren", r"[（(][一二三四五六七八九十]{1,2}[)）]"),
        ("digit", r"\d{1,2}\s*[、.．](?!\d)"),
        ("box", r"[【〖〔\[]"),
        ("sign", rf"[{MARKS}]"),
    )
)


def loose_name(line: str) -> str | None:
    """The component that a heading in the teacher's own words is about, or None; `line` must look like a heading."""
    if _SENTENCE.search(_APPENDED.sub("", line).rstrip(" ：:")):
        return None
    lead = LEAD.match(line)
    bare = _ASIDE.sub("", line[lead.end() if lead else 0 :]).strip(" 　：:*【】〖〗〔〕[]" + MARKS)
    if not 1 < len(bare) <= (LONGEST_ENGLISH if bare.isascii() else LONGEST):
        return None
    return next((name for name, pattern in _NAMES if pattern.search(bare) and not _STEPS.search(bare)), None)


BEHIND = {"homework", "board", "reflection"}  # what stands behind the steps; anything else among them is one of them
LABEL = 10  # characters of a label before a colon, or of a cell that names a row


class LooseTitles:
    """The headings of one draft that are no usual names, as far as they are marked like those that are."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        named = [(line, title[0]) for line in lines if (title := title_in_line(line.text, cell=line.cell))]
        self.known = {name for _, name in named}
        self.styles = {style for line, _ in named if (style := self._style(line))}
        self.first_cells = {
            block.start: block.end for block in draft.blocks if block.kind == "cell" and not block.column
        }

    def find(self, line: Line, current: str, process: Line | None) -> tuple[str, int] | None:
        """(component, length of the title); `process` is the line the steps stand under, where they have begun."""
        text = line.text.strip()
        if not text or line.header or line.inner or find_minutes(text, heading=True):
            return None
        length = self._title(line, inside=current == "process")
        name = loose_name(line.text[:length]) if length else None
        if name is None or name in self.known:
            return None
        if current == "process" and not (name in BEHIND and process and self._follows(line, process)):
            return None
        return name, length

    def _title(self, line: Line, *, inside: bool) -> int:
        """How much of the line is its title: a row's first cell, a line marked like the plan's other titles, a label."""
        if line.cell:
            whole = self.first_cells.get(line.start) == line.start + len(line.text)
            return len(line.text) if whole and len(line.text.strip()) <= LABEL else 0
        if line.level or self._style(line) in self.styles:
            return len(line.text)
        label = re.match(r"[^：:，。\n]{2,10}[：:]", line.text)
        return label.end() if label and not inside else 0

    def _style(self, line: Line) -> str:
        """With the sign before it, which readers leave out of the line: ■ 难讲的地方."""
        before = self.draft.text[self.draft.text.rfind("\n", 0, line.start) + 1 : line.start]
        return style_of(before + line.text)

    def _follows(self, line: Line, process: Line) -> bool:
        """Whether a heading behind the steps is of the rank of theirs: 九、黑板上的样子 after 六、教学过程, if no step bears 一、."""
        if line.cell:
            return True
        style = self._style(line)
        if line.level or process.level:
            return 0 < line.level <= process.level
        between = self.draft.text[process.start + len(process.text) : line.start]
        if style in {"cn", "digit", "paren"}:
            return style == self._style(process) and not _FIRST[style].search(between)
        return bool(style) and style == self._style(process)


_FIRST = {
    style: re.compile(rf"(?m)^[ \t\u3000]*{mark}")
    for style, mark in (("cn", "一[、.．]"), ("digit", r"1\s*[、.．](?!\d)"), ("paren", "[（(]一[)）]"))
}
