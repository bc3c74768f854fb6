"""The words by which a sheet says what a stretch is: a tier, an answer key, a goal, a hint – anything but a task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reviewer.homework.numbering import REMEMBERED, head_markers

RegionKind = Literal["answer", "meta", "field", "hint"]

_ANSWER = "参考答案|标准答案|答案与解析|答案解析|试题解析|参考程序|参考代码|答案|答案要点|答案提示|(?:参考|答题|评分|解题|回答|作答)要点|参考思路"
_ANSWER_ALONE = "解析|解答过程|要点|思路点拨|答|解"
_META = (
    "目标|目的|意图|理念|思路|依据|设计说明|作业说明|设计阐述|学情分析|教材分析|内容分析|作业分析|学情|课标要求|核心素养"
    "|知识点|知识梳理|知识链接|知识回顾|考点|重点|难点|重难点|重点难点|关键能力"
    "|评价标准|评价量表|评价表|评价方式|评价建议|评价设计|评价|评分标准|评分细则|评分表?|评审(?:表|标准)|打分表?|量规|量表|自评|互评|寄语"
    "|批语|评语|批改|批阅|讲评|反馈|面批|订正|反思|错因分析|我的收获|效果预设|实施建议|签字|家长签名"
    "|时间安排|课时安排|作业时长|作业类型|作业形式|双向细目表|目录"
)
# how to go about the sheet: which items to choose, how to fill in a record, what was agreed about visits
_GUIDE = (
    "(?:怎样|怎么|如何)(?:选|选题|选做|做|读|填|记|交|用)|选题(?:办法|说明|提示|建议|方法)|选择(?:提示|办法|说明)|选做(?:提示|说明|办法)"
    "|自己选|可以少做|交与不交|和谁做都可以|能做与不能做|填法|填表说明"
    "|[\u4e00-\u9fff]{0,4}(?:约定|守则|须知|口令|红线|底线|规矩)|安全(?:与[\u4e00-\u9fff]{2,3})?|听讲卡|(?:听|讲|看|写|评)的人写?"
    "|请(?:家长|听[^：:]{0,6}人)[看读]?|给家长的话|写在前面|备料|(?:住校|没有|不便|不方便)[^。：:]{0,12}(?:同学|条件|搭档|材料|器材)?"
)
_META_ALONE = (
    "课题|课时|教材|教材版本|版本|适用年级|年级|学科|班级|姓名|单元主题|设计者|设计人|作者|日期|(?:预计)?用时|(?:预计|建议|完成)?(?:时长|时间)|作业量|题型"
    "|难度|来源|分值|满分|收获|(?:家长|教师|老师|师|家|同伴|同桌|小组)评|(?:老师|家长)的话|(?:给|致)家长(?:的话|的信)?"
)
_HINT = "要求|提示|注意|注意事项|步骤|方法|说明|格式|样例|示例|范例|标准|规则"
_HINT_ALONE = (
    "要求|提示|注意|注意事项|步骤|材料|工具|器材|方法|方法指导|格式|样例|示例|范例|例如|举例|例句|例|说明|解释|小贴士|小锦囊|准备|建议"
    "|注|注释|样例输入|样例输出|输入样例|输出样例|输入格式|输出格式|输出结果|输入输出|已知|规则|备注|词汇|想|Tips?|Notes?|Hints?|Example"
)
_HINT_LEAD = "作答|提交|上交|安全|温馨|友情|写作|书写|作业|习作|活动|完成|具体|答题|解题|阅读|操作|实验|实践|评价|样例|参考|朗读|设计|制作|调查|观察|练习|本次作业|任务|方法"
_OPEN, _CLOSE = r"[【\[（(《<]?", r"[】\]）)》>]?"
_TAIL = r"(?:\s*[（(][^（）()]{0,20}[)）])?\s*(?:[:：]\s*(?P<content>.*)|$)"
_FREE = r"[\u4e00-\u9fff]{0,8}?(?:与|和|及)?"
_KINDS: tuple[tuple[RegionKind, str], ...] = (
    ("answer", rf"(?:(?!请|补充|填|写|选){_FREE}(?:{_ANSWER})|{_ANSWER_ALONE})"),
    (
        "meta",
        rf"(?:{_FREE}(?:{_META})(?:(?:与|和|及)[\u4e00-\u9fff]{{2,5}}|设计|表|单|栏|分析|说明|要求|安排|办法|方式|建议|记录)?)",
    ),
    ("field", rf"(?:{_META_ALONE})"),
    ("hint", rf"(?:{_GUIDE}|(?:{_HINT_LEAD})(?:{_HINT})|{_HINT_ALONE})"),
)
_LABELS = tuple((kind, re.compile(rf"{_OPEN}{words}\s*\d?{_CLOSE}{_TAIL}", re.IGNORECASE)) for kind, words in _KINDS)
_BRACKET = re.compile(r"[【\[]([^】\]]{2,10})[】\]]\s*(?P<content>.*)")
_SPACED = re.compile(r"(?:知识点|考点|学习目标|作业目标)\s*\d*\s+(?P<content>.+)")
# with a number before it, the name of a task rather than of a note: `1. 知识梳理（5分钟）`
_TASK_NAME = re.compile(r"(?:知识(?:梳理|回顾|链接|整理)|案例分析|错题订正|自我反思|自主订正|阅读反思)")
_INTRODUCES = re.compile(r"(?:说明|(?<![按照据合])要求|目标|包括|分为|注意|提示|步骤|标准)[^。？?]{0,12}[:：]$")
# what becomes of the sheet, said after the last task: 老师周三批完，错三题以上的面批 / 三类题都要做
_AFTERWORD = re.compile(
    r"(?:(?:周[一二三四五六日末天]|明[早天]|[早中]上|开学|次日|当天|第二天)[^。；?？]{0,8})?(?:老师|教师|任课教师|组长|小组长|课代表|科代表|家长)[^。；?？：:]{0,14}(?:批|收[齐走]?|抽|点评|讲评|面批|签[字名]|检查)"
    r"|(?:[一二三四五六两\d]+|全部|所有|以上|各)(?:类|层|关|组|部分|道)?题?[^。；?？]{0,4}(?:都要做|全部完成|均需完成|都是必做)"
    r"|(?:周[一二三四五六日末天]|明[早天]|开学)[^。；?？]{0,10}(?:上交|交给|交到|收齐|交作业)"
)
_SAME_LINE_TASK = re.compile(r"[？?]|_{2,}|＿|[（(]\s{1,}[)）]|=\s*$")
_WORK = re.compile(
    r"作业(?:内容|设计|正文)?$|练习(?:内容|题)?$|题目$|习题$|课堂练习$|课后作业$|检测$|试题$|训练$|作业部分$"
)


@dataclass(frozen=True, slots=True)
class Label:
    kind: RegionKind
    content: str  # what follows on the same line; empty for a bare heading


def without_number(text: str) -> str:
    markers = head_markers(text)
    return text[markers[-1].content :].lstrip("* ") if markers else text


@lru_cache(maxsize=REMEMBERED)
def region_label(text: str) -> Label | None:
    """Whether a line opens something that is no task (answers, goals, hints …), and what it says on the same line."""
    body = without_number(text).replace("**", "").strip().strip("#*_").strip()
    if not body or len(body) > 400:
        return None
    if body != text.strip() and _TASK_NAME.match(body):
        return None
    bracket = _BRACKET.match(body)
    head = bracket[1] if bracket else body
    for kind, pattern in _LABELS:
        match = pattern.fullmatch(head)
        if match:
            content = (bracket["content"] if bracket else match["content"]) or ""
            return Label(kind, content.strip(" :："))
    if body == text.strip() and _AFTERWORD.match(body):
        return Label("meta", body)
    spaced = _SPACED.fullmatch(body)
    if spaced:
        return Label("meta", spaced["content"].strip())
    if len(body) <= 60 and _INTRODUCES.search(body) and not _SAME_LINE_TASK.search(body):
        return Label("hint", "")
    return None


def opens_work(text: str) -> bool:
    """`作业内容`, `课堂练习` …: a bare heading under which tasks come."""
    return len(text) <= 16 and bool(_WORK.search(text.rstrip(" :：")))


# ----------------------------------------------------------------------------- tiers

_PART = "性?(?:作业|练习|习题|题型|题组|题|训练|演练|巩固|过关|达标|闯关|检测|任务|活动|层次|层级|层|类|篇|部分|知识|园地|平台|版块|板块|模块|应用|运用|探究|操作)?"
_TIER_WORDS = (
    (
        "基础",
        rf"(?:夯实|巩固|落实)?基础(?:性?巩固|达标|过关|夯实|必做)?{_PART}|双基{_PART}|达标{_PART}|巩固{_PART}|保底{_PART}",
    ),
    (
        "提升",
        rf"(?:能力|综合|素养|巩固|拔高)?(?:提升|提高|进阶|拔高|发展){_PART}|综合(?:性|运用|应用|训练|题){_PART}|变式{_PART}",
    ),
    (
        "拓展",
        rf"(?:思维|能力|课外|素养|知识|阅读)?(?:拓展|延伸|拓展延伸|拓展提升|拓展探究|拓展提高|拓展创新|培优|挑战|创新|探究|弹性|个性化){_PART}",
    ),
    ("实践", rf"(?:综合|生活|动手|创新|拓展|跨学科|学科)?实践(?:性?(?:活动|探究|操作|应用))?{_PART}"),
    ("必做", r"必做(?:题|作业|部分|练习|项|内容)?"),
    (
        "选做",
        r"(?:自主)?选做(?:题|作业|部分|练习|项|内容)?|自选(?:题|作业|内容)|任选(?:题|作业)?|自主选择作业|菜单式作业",
    ),
)
_LETTER = re.compile(
    r"(?:[（(【\[]?\s*([ABC甲乙丙])\s*[】\])）]?\s*(?:组|层级|层次|层|级|类|档|卷|套餐|餐)(?:题|作业|练习)?|【\s*([ABC])\s*】|(?:Level|Group|层次|水平)\s*([ABC]))"
)
_ORDER = re.compile(
    r"第?([一二三123])\s*(?:星级?|颗星)(?:题|作业|练习)?|(?:第([一二三123])(?:层次?|关|级|梯度|阶)|(?:层次|层级|梯度|水平)([一二三123]))"
)
_STARS = re.compile(r"[★☆⭐]{1,5}")
_TIERS = tuple((name, re.compile(words)) for name, words in _TIER_WORDS)
_NOT_TIER = re.compile(r"评价|评分|自评|互评|得星|获得|我能得|等级|目标|说明|意图|要求|知识与技能|分析|情况")
_AROUND = re.compile(r"[\s:：—–\-－~·【】\[\]《》<>#*]+|[（(][^（）()]*[)）]")
_LEFT_TO_CHOICE = re.compile(
    r"第\s*(\d{1,2}(?:题?\s*[、，,和]\s*第?\s*\d{1,2})*)\s*题(?:[A-C甲乙、]{0,4})(?:可以|可|是)?\s*(?:选做|任选|自选|自愿|选[一1])"
)
_INNER_NOTE = re.compile(r"(?<=[^（(\s])[（(]\d{1,2}[)）]")  # （1） inside （第3题（1）（2）都做，（3）选做）
_LONG_NOTE = re.compile(r"[（(][^（）()]*[)）]")
# what a heading may be called beside its tier: 第一天 · 基础, 工单一 · 基础, 第一周 · 开题（基础）
_STAGE = re.compile(
    r"第\s*[一二三四五六七八九十\d]+\s*(?:天|周|晚|次|日|课|幕|场|站|关|步|阶段|篇|单元|课时|部分)"
    r"|(?:工单|任务|活动|阶段|步骤|模块|板块|专题|篇章)\s*[一二三四五六七八九十\d]+|[一二三四五六七八九十]号[\u4e00-\u9fff]{1,2}"
    r"|(?:周|星期)[一二三四五六日天末](?:[—–~～、至到](?:周|星期)?[一二三四五六日天末])?|平日|周末|Day\s*\d+"
)
_ITEM_NOTED = re.compile(r"第?\s*\d{1,2}\s*(?:题|[、，,和])|[（(]\d{1,2}[)）]")
_NOTE = re.compile(r"[（(【\[]([^（）()【】\[\]]{1,24})[)）】\]]")
RANKS = {
    "基础": 1,
    "必做": 1,
    "A": 1,
    "1": 1,
    "提升": 2,
    "B": 2,
    "2": 2,
    "拓展": 3,
    "选做": 3,
    "C": 3,
    "3": 3,
    "实践": 4,
}


@dataclass(frozen=True, slots=True)
class TierLabel:
    """A tier as written (`text`) and which one it is: 基础 提升 拓展 实践 必做 选做, A B C, or 1 2 3 by stars or order."""

    text: str
    name: str
    optional: bool
    chosen: frozenset[int] = frozenset()  # questions its heading leaves to choice: 拓展（第3题都做，第4题选做）

    @property
    def rank(self) -> int:
        return RANKS.get(self.name, int(self.name) if self.name.isdigit() else 0)


def _named(core: str) -> str | None:
    """Which tier a bare label names, if the label is nothing but a tier's name."""
    letter = _LETTER.fullmatch(core)
    if letter:
        written = next(group for group in letter.groups() if group)
        return dict(zip("甲乙丙", "ABC", strict=True)).get(written, written)
    order = _ORDER.fullmatch(core)
    if order:
        written = next(group for group in order.groups() if group)
        return written if written.isdigit() else str("一二三".index(written) + 1)
    if _STARS.fullmatch(core):
        return str(len(core))
    return next((name for name, pattern in _TIERS if pattern.fullmatch(core)), None)


def _pieces(head: str) -> list[str]:
    """The label and the notes in brackets beside it, each stripped of marks: `A组（基础题）` gives `A组`, `基础题`."""
    bare = _AROUND.sub("", head)
    notes = [note.strip(" ：:") for note in _NOTE.findall(head)]
    words = [bare, *re.split(r"[：:\-—–－·\s]+", _NOTE.sub(" ", head).strip()), *notes]
    stars = _STARS.search(head)
    words = [head.strip(), _NOTE.sub("", head).strip(" :：—–-【】[]《》"), *words]
    return [word for word in dict.fromkeys(words) if word] + ([_STARS.sub("", bare)] if stars else [])


@lru_cache(maxsize=REMEMBERED)
def tier_heading(text: str) -> TierLabel | None:
    """The tier a heading line opens (`一、基础性作业（必做，5分钟）`, `★★ 能力提升`, `B组`), or None."""
    body = without_number(text).strip().strip("#*").strip()
    ordinal = _ORDER.match(text.strip())
    body = text.strip() if ordinal and ordinal.start() == 0 and len(text) < 24 else body
    chosen = _chosen(body)
    body = _without_long_notes(body)
    if not body or len(body) > 40 or _NOT_TIER.search(_NOTE.sub("", body)):
        return None
    bare = _NOTE.sub("", body).strip()
    if len(re.sub(r"[★☆⭐\s：:—\-]", "", bare)) > 16:
        return None
    pieces = _pieces(body)
    stars = _STARS.match(bare)
    found = next(((piece, name) for piece in pieces if (name := _named(piece))), None)
    if found is None and stars and bare == stars[0]:
        found = (stars[0], str(len(stars[0])))
    if found is None or not _whole(bare, pieces):
        return None
    return TierLabel(found[0], found[1], _is_optional(body), chosen)


def _chosen(heading: str) -> frozenset[int]:
    """The questions a heading names as free to choose."""
    found = (re.findall(r"\d{1,2}", match[1]) for match in _LEFT_TO_CHOICE.finditer(heading))
    return frozenset(int(number) for numbers in found for number in numbers)


def _without_long_notes(body: str) -> str:
    """`拓展（第3题（1）（2）都做，（3）选做）` without a note that speaks of single items, which may be long."""
    if not _ITEM_NOTED.search(body):
        return body
    flat = _INNER_NOTE.sub("", body) if len(body) > 12 else body
    return _LONG_NOTE.sub(lambda note: "" if _ITEM_NOTED.search(note[0]) else note[0], flat).strip()


def _is_optional(heading: str) -> bool:
    """Whether a whole tier may be left out; 都做，第4题选做 speaks of one item."""
    return ("选做" in heading or ("选" in heading and "选择题" not in heading)) and "都做" not in heading


def _whole(bare: str, pieces: list[str]) -> bool:
    """Whether the line outside brackets is only label words: a task that merely begins with 基础 is none."""
    words = [word for word in re.split(r"[：:\-—–－·\s【】\[\]]+", bare) if word]
    if not words:
        return True
    if _named(_AROUND.sub("", bare)) or (_named(words[0]) and len("".join(words)) <= 14):
        return True
    # 第一天 · 基础, 工单一 · 基础: the tier stands beside the name of a stage; 第一周 · 开题（基础）
    staged = bool(_STAGE.fullmatch(words[0])) and len("".join(words)) <= 16
    return staged and (any(map(_named, words[1:])) or any(map(_named, pieces)))


def after_label(text: str) -> str:
    """What a tier heading says after its colon: `基础作业：朗读课文。` is heading and task in one."""
    said = re.split(r"[:：]", text, maxsplit=1)[1].strip() if re.search(r"[:：]", text) else ""
    return "" if re.fullmatch(r"[\W\d_]*(?:分钟|min|必做|选做)?[\W_]*", said) or _named(said) else said


def tier_mark(text: str) -> TierLabel | None:
    """A tier written at the head of a single task: `（选做）…`, `★★ …`, `【拓展】…`, `A. ` is none (an option)."""
    head = without_number(text)
    lead = text[: len(text) - len(head)] if head != text else ""
    stars = _STARS.search(lead) or _STARS.match(head)
    for source in (lead, head[:16]):
        for note in re.finditer(r"[（(【\[]\s*([^（）()【】\[\]]{1,8}?)\s*[)）】\]]", source):
            name = _named(note[1]) or _named(note[0])  # 【C】 is a tier, （C） an answer
            if name and (source is lead or note.start() == 0):
                return TierLabel(note[1], name, "选" in note[1])
    prefix = re.match(r"\s*([\u4e00-\u9fffABC]{2,6})\s*[:：]", head)
    if prefix and (name := _named(prefix[1])):
        return TierLabel(prefix[1], name, "选" in prefix[1])
    if stars and not _NOT_TIER.search(text):
        return TierLabel(stars[0], str(len(stars[0])), False)
    return None
