"""What kind of work an item is: 口算 … 编程, from its own words first, then from the title of its group."""

from __future__ import annotations

import re

from reviewer.homework.copying import repeated, without_refusals
from reviewer.homework.items import Task
from reviewer.homework.kind_words import (
    CRAFT,
    FROM_MEMORY,
    MEASURE,
    OWN,
    OWN_SURVEY,
    QUESTIONED,
    REPORTED,
    TITLED,
    TITLES,
    TRANSLATE,
)
from reviewer.homework.tasks import has_blank, is_group_title, orders, picks_work
from reviewer.homework.tier_labels import tier_heading

_EXPRESSION = re.compile(r"\d[\d.]*\s*(?:\\times|\\div|[+\-−×÷*/])\s*[(（]?\s*\d")
_ABOUT_CODE = re.compile(r"[^？?\n]{2,40}[？?]")  # a question about code, not code to write
_CODE_GAP = re.compile(r"[=(]\s*_{2,}")  # b=____ in a program

_READING = re.compile(
    r"阅读(?:短文|下面|下列|材料|古诗|选文|理解|课文|片段|文段|$)|文中|短文|选文|诗人|诗句|课文中|作者"
)
_CHOICE = re.compile(r"[（(]\s*[A-D]?\s*[)）]")
_JUDGE = re.compile(
    r"^判断[:：。]|判断(?:题|对错|正误|下[列面])|对的(?:打|画)|[√✓].{0,8}[×✗✘]|是否正确[（(]|[。.]\s*[（(]\s*[√×]?\s*[)）]\s*$"
)
_BLANK = re.compile(
    r"[（(][^（）()\n]{1,4}[:：]\s{2,}[)）]|_{2,}|＿{2,}|[（(]\s*[)）]|(?:必须|[（(])\s*[一-龥]\s[一-龥]\s*[)）]|[□○◯](?![和、与])|\\quad|填(?:空|上|入|出|进|在|一填|写)(?!表|记录)"
)
_ASKED_OF_NUMBERS = re.compile(
    r"(?:多少|几[个只元条本支页千米人天岁辆棵次小时分]|(?<![要诉需请追谋力寻])求(?![助职学真是证])[^。]{2,}|够吗|各是?几|怎样.{0,6}(?:合算|便宜)|哪.{0,8}(?:多|少|快|便宜|合算))"
)
_PAGES = re.compile(r"\d+\s*[-—–~～]\s*\d+\s*[页题课]")  # 第30-33页 is no sum
_WORKED_OUT = re.compile(r"求(?!助|救|知)|证明|计算|列式|解方程|[=＝]")
_JUDGE_FIRST = re.compile(
    r"\W*判断(?!.{0,14}(?:个数|形状|位置关系|单调性|奇偶性|大小))|.*判断(?:下|题|对错|正误|[^。，]{0,12}(?:是否|对不对|能否))"
)
_TOLD = re.compile(r"说一?说|说出|谈谈|你来说")
_WRITES = re.compile(r"写|列|填|画|圈|改正|标")
_ARGUED = re.compile(r"为什么|理由|说明|建议|怎样|如何|指出|影响|结论")
_SUMS = re.compile(r"[\d\s.+\-−×÷*/=＝()（）<>○□_＿,，、;；$\\{}\[\]a-z²³^:：%％/]+", re.I)
_MENDED = re.compile(
    r"(?:修?改|改正|订正)[^。；，\n]{0,6}(?:病句|错句)|修改符号|[缩扩]句(?!子?的)|按要求(?:写|改写?|完成)句子?|句子变换"
)
_FORM = re.compile(
    r"\W*(?:我会|认真|仔细)?(填空|填一填|判断)题?\W*(?:$|[（(。])"
)  # a title that says what stands below it
# （gá　gǎ）, （ 可以　不可以 ）: what to choose from stands in brackets, parted by blanks
_OFFERED = re.compile(r"[（(]\s*[^\s（）()_＿]{1,8}(?:[\s\u3000]{2,}[^\s（）()_＿]{1,8}){1,3}\s*[)）]")
_ASKED_FOR = re.compile("[？?]|[（(][^（）()]*[)）]\\s*$|应该?[（(]")
# begins by asking people at home: 问一问吸烟的家人:第一次吸烟是几岁
_ASKS_PEOPLE = re.compile(
    r"\W*小?(?:采访|问[一问]|访谈)[^。？?\n]{0,14}(?:家[里人]|爸|妈|爷爷|奶奶|外公|外婆|长辈|邻居|老人|亲戚)"
)
_ABOUT_OTHERS = re.compile(r"[选派]谁|正在参观|填序号")  # 选一人参加跳绳比赛，你选谁: judged, not done
TITLE_CHARS = 30  # characters of a line that may be a title
PRACTICAL = frozenset({"操作", "调查", "实验", "制作", "观察"})
WRITTEN = frozenset(
    {"口算", "计算", "填空", "选择", "判断", "解答", "应用", "阅读", "默写", "抄写", "作文", "绘图", "编程"}
)


def expressions(text: str) -> int:
    """How many separate sums an item holds: `3+5=  6-2=` is 2."""
    equations = re.findall(r"\d[\d.\s]{0,12}(?:\\times|\\div|[+\-−×÷*/])[^=＝\n，,;；]{0,40}[=＝]", text)
    return len(equations)


# the options may stand in a table or a picture
_WHICH_ARE = re.compile(
    r"下列[^。？?\n]{2,40}(?:不?正确|错误|有误|不?合理|不?符合[^。？?\n]{0,8}|不?能[^。？?\n]{0,10}|属于[^。？?\n]{0,10})的是\W*$"
)


def is_to_mend(task: Task) -> bool:
    """Whether the item is a sentence that the order above it has mended: its words ask for nothing."""
    return bool(_MENDED.search(task.near)) and not task.options and not orders(task.body)


def find_kind(task: Task) -> str:
    """The item's kind, one of 口算 计算 填空 选择 判断 解答 应用 阅读 默写 抄写 背诵 作文 朗读 操作 调查 实验 制作 观察 绘图 表达 编程."""
    body, title = without_refusals(task.body).replace("**", ""), task.stem
    first = body.split("\n", 1)[0]
    if is_to_mend(task):
        return "填空"
    if TRANSLATE.match(body.strip()):
        return "解答"
    if _ASKS_PEOPLE.match(body):
        return "调查"
    if named := _by_name(task.body, body):
        return named
    if (task.options and not picks_work(f"{task.near}\n{body}", optional=task.optional)) or _WHICH_ARE.search(first):
        return "选择"
    if _OFFERED.search(body) and _ASKED_FOR.search(first):
        return "选择"
    if repeated(body) > 1 and not re.search(r"默写|听写", body):
        return "抄写"
    if _CODE_GAP.search(body):
        return "填空"
    if _SUMS.fullmatch(body) and _EXPRESSION.search(body):
        return _of_sums(body, title)
    if (form := _FORM.match(task.near)) and has_blank(body):
        return "判断" if form[1] == "判断" else "填空"
    for kind, words in OWN:
        if kind == "编程" and words.search(body) and _ABOUT_CODE.fullmatch(body.strip()):
            return "解答"
        if kind == "表达" and _WORKED_OUT.search(body[:60]):  # 求……，再说出哪种方法好: the saying is not the work
            continue
        if kind in {"制作", "调查", "编程", "实验"} and _is_story(body):
            continue
        told = kind == "操作" and ((_is_word_problem(body) and not orders(body)) or _ABOUT_OTHERS.search(body))
        if words.search(body) and not told and not (kind in {"实验", "观察", "调查", "操作"} and _only_told(body)):
            return kind
        if kind == "操作" and (hands := _by_hands(body)):
            return hands
    return _by_form(task, first, task.near)


def _by_name(written: str, body: str) -> str | None:
    """A practical kind that the item's bold title or its first words name: `**错因调查**`, `制作一个…`."""
    bold = re.match(r"\s*\*\*([^*]{2,24})\*\*", written)
    head = bold[1] if bold else re.split(r"[。？?，,：:\s]", body.strip(), maxsplit=1)[0][:16]
    for kind, words in TITLED:
        named = words.search(head) if bold else words.match(head)
        if named and not _only_told(body) and not _CHOICE.search(body):
            return kind
    return None


def _is_word_problem(text: str) -> bool:
    """A number, and after it a question for one; found in one pass however long the text is."""
    number = re.search(r"\d", text)
    return number is not None and _ASKED_OF_NUMBERS.search(text, number.end()) is not None


def _is_story(body: str) -> bool:
    """A blank to fill, whatever the story around it tells of: 制作香囊时，用棉线缝合，缝合处是一条（　）."""
    ordered = orders(body) and not re.match(r"[^，]{2,12}[时中后]，", body)
    return has_blank(body) and not ordered and "请" not in body


def _by_hands(body: str) -> str | None:
    """Making or measuring told by the things used; a sum about cutting or folding is none."""
    if _only_told(body):
        return None
    if re.search(CRAFT, body) and not QUESTIONED.search(body):
        return "制作"
    return "操作" if re.search(MEASURE, body) and not _CHOICE.search(body) else None


def _only_told(body: str) -> bool:
    """A question about something that was measured or observed is not practice: `小明测量了…，求…`."""
    told = re.search(
        r"(?:小[\u4e00-\u9fff]|同学们?|某|老师|科学家|李|王|张|他|她|他们|小组|工人|下图|如图|实验中|实验时|实验小组)[^。]{0,20}(?:观察|测[量出得]|实验|调查|统计|种植|参观|做|跳绳|[跑跳踢颠投拍]了|取[一两三四]|量[出得了]|称[出得了])",
        body,
    ) and not re.search(r"(?:请你?|你也?|自己|也来|再)(?:用|动手|做|测|量|试|调查|观察|重新)", body)
    asked = re.search(r"[？?]|[（(]\s*[)）]|_{2,}|多少|求|下列|下面", body)
    if asked and is_report(body):
        return True
    if asked and re.match(r"\W*在[^，。]{0,12}实验中", body):
        return True
    if FROM_MEMORY.search(body) and not re.search(r"动手|做完|试着|在家|家里", body):
        return True
    return bool(told and asked) or bool(re.search(r"(?:下列|以下|关于)[^。]{0,14}(?:实验|观察|测量|调查)", body))


def is_report(text: str) -> bool:
    """Whether a survey or experiment is told as what others did, nothing of the kind being asked."""
    return bool(REPORTED.search(text)) and not OWN_SURVEY.search(text)


def _of_sums(body: str, title: str) -> str:
    hard = re.search(r"[\d.]{4,}|[+\-×÷].*\d\s*[+\-×÷].*\d", body.split("=")[0]) or re.search(r"[(（]\d.*[+\-×÷]", body)
    if re.search(r"口算|直接写", title) or (not hard and not re.search(r"竖式|脱式|递等|简便|计算题", title)):
        return "口算"
    return "计算"


def _form_title(title: str) -> str:
    """What a title says about the form of work; a tier's pretty name (拓展：算一算，想一想) says nothing."""
    if tier_heading(title) and not is_group_title(title):
        return "\n".join(re.findall(r"[（(][^（）()]*[)）]", title))
    return title


def _judging(line: str) -> bool:
    """Whether a title or an order asks for right or wrong; 由单调性判断… in a long text doesn't."""
    return "判断" in line and (len(line) <= TITLE_CHARS or _JUDGE_FIRST.match(line) is not None)


def _by_form(task: Task, first: str, near: str) -> str:
    body = task.body
    if _JUDGE.search(body) or (not task.options and any(_judging(line) for line in near.split("\n"))):
        return "判断"
    for source in (first[:30], _form_title(near), _form_title(task.stem[-60:].rsplit("\n", 1)[-1])):
        for kind, words in TITLES:
            if kind == "判断" and source == first[:30] and not _JUDGE_FIRST.match(source):
                continue  # 由图象判断 a 的符号: worked out, not told right from wrong
            if not words.search(source) or (
                kind == "选择" and not re.search(r"题|选一选|选[择出]?正确|choose", source)
            ):
                continue
            if kind == "解答" and has_blank(body) and not re.search("[？?]", body):
                return "填空"  # 实验：玻璃板应____放置
            if kind != "计算" or re.search(r"\d", body) or not _ARGUED.search(body):
                return kind
    told = f"{near[-160:]}\n{body}" if not tier_heading(near) and re.search(r"多少|几", body) else body
    if _is_word_problem(told):
        return "应用"
    if _READING.search(task.stem) or _READING.search(body):
        return "阅读"
    if _EXPRESSION.search(_PAGES.sub("", body)) and (len(body) < 60 or expressions(body) >= 4):
        return "计算"
    if _BLANK.search(body) or re.search(r"连一连|连线|组词|造句|注音|圈一?圈|连起来", body):
        return "填空"
    if len(body) <= TITLE_CHARS and re.match(r"圈一?圈|连一?连|圈出|勾出|找出不同", near.split("\n")[-1]):
        return "填空"
    return "表达" if _TOLD.search(body) and not _WRITES.search(body) else "解答"
