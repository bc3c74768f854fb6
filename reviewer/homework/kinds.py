"""What kind of work an item is: 口算 … 编程, from its own words first, then from the title of its group."""

from __future__ import annotations

import re

from reviewer.homework.items import Task

# Copying: the same strokes again, nothing decided (抄写 or 默写 of words, N times). `照样子写` is not copying.
COPY_TIMES = re.compile(
    r"(?:抄|默写|书写|抄写|誊写|写|抄默)[^。；;，,\n]{0,24}?(?:[，,]\s*(?=各|每))?(?:各|每[个词字组行题句]{0,2}|分别)?[^。；;，,\n]{0,8}?([\d一二两三四五六七八九十]{1,3})\s*(?:遍|次|行)"
    r"|copy\b[^.\n]{0,60}?(?:(\d+)|three|four|five|ten|twice)\s*(?:times?)?(?=\W|$)",
    re.I,
)
_COPY = re.compile(r"抄写|誊写|抄一抄|抄[^。]{0,10}[遍行]|\b[Cc]opy\b")
_EXPRESSION = re.compile(r"\d[\d.]*\s*(?:\\times|\\div|[+\-−×÷*/])\s*[(（]?\s*\d")
_ABOUT_CODE = re.compile(r"[^？?\n]{2,40}[？?]")  # a question about code, not code to write
_CODE_GAP = re.compile(r"[=(]\s*_{2,}")  # b=____ in a program

# Own words, in order: the first that fits names the kind.
_OWN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        (
            "编程",
            r"编写.{0,8}程序|编程|程序(?:输出|实现)|Python|Scratch|print\(|input\(|样例输入|输出样例|代码|函数的作用|用.{0,6}循环|依次输出|打印出|\bint\(|float\(",
        ),
        ("默写", r"默写|听写"),
        ("抄写", r"抄写|誊写|抄一抄|抄[^。]{0,12}[遍行]|书写.{0,10}[遍行]|写.{0,6}生字|\bcopy\b"),
        ("调查", r"调查|采访|访问|走访|查[找阅].{0,10}(?:资料|信息|历史|故事)|搜集|收集|interview|survey"),
        (
            "作文",
            r"习作|作文|小练笔|写一篇|写话|续写|改写|扩写|缩写|仿写|写一?[段则封]|日记|书信|读后感|观后感|\d+\s*字(?:以上|左右|的)|不少于.{0,4}字|write (?:a|an) (?:short )?(?:passage|composition|letter|story|paragraph|diary|email)",
        ),
        ("实验", r"(?:做|完成|设计|进行).{0,10}实验|实验(?:探究|报告|步骤|记录)|小实验|探究实验"),
        (
            "制作",
            r"制作|做一[个张份本架盏]|手工|自制|做.{0,6}模型|折一?折|剪一?剪|搭建|拼搭|种植|种一|捏一|编织|make (?:a|an) ",
        ),
        (
            "操作",
            r"量一?量|测量|摆一?摆|拼一?拼|称一?称|动手|操作|走一走|转一转|到.{0,8}(?:超市|银行|公园|菜场|菜市场|商店)|参观|劳动|做家务|做一道菜|做饭|包饺子|烹饪|表演",
        ),
        (
            "观察",
            r"观察.{0,16}(?:记录|变化|现象|天|周|星空|月亮|植物|动物|实物|生活|写|家|周围|校园)|留心观察|持续观察",
        ),
        (
            "绘图",
            r"思维导图|手抄报|画出|画一|画画|绘制|绘画|作图|画图|示意图|绘一|海报|连环画|草图|统计图|线段图|draw\b",
        ),
        ("背诵", r"背诵|背一背|背熟|熟记|熟背|背.{0,6}(?:口诀|古诗|段|单词)|recite"),
        (
            "朗读",
            r"朗读|诵读|读一读|熟读|跟读|读熟|听读|吟诵|读.{0,6}遍|read (?:aloud|the (?:text|dialogue|words))|listen (?:to|and)",
        ),
        (
            "表达",
            r"说一?说|说给|说出|讲一?讲|讲给|讲述|复述|介绍|演讲|分享|汇报|辩论|谈谈|聊一?聊|交流|口头|(?:向|给|和).{0,8}(?:家人|父母|爸爸|妈妈|家长|同学|伙伴).{0,8}(?:说|讲|介绍|交流)|tell|introduce|talk",
        ),
    )
)
_TITLES: tuple[tuple[str, str], ...] = (
    ("口算", r"口算|直接写出?得数|算得又[对快]"),
    ("选择", r"选择题?|单选|多选|choose|选一选"),
    ("判断", r"判断|对的打|辨析|true or false|judge"),
    ("填空", r"填空|填一填|看拼音|补充完整|fill in|complete the|我会填|填口诀|括号里填"),
    ("计算", r"计算|脱式|竖式|简便|递等式|解方程|混合运算|化简|求值|笔算|算一算|解比例|简算"),
    ("应用", r"解决问题|应用题|解决实际|走进生活"),
    ("默写", r"默写|听写"),
    ("作文", r"习作|作文|写作|小练笔|书面表达|write a"),
    ("阅读", r"阅读|短文|read the"),
    ("绘图", r"作图|画图|画一画"),
    ("操作", r"操作|动手"),
    ("解答", r"实验|解答|简答|问答|论述|探究|材料分析"),
)
_TITLE = tuple((kind, re.compile(words, re.I)) for kind, words in _TITLES)
_READING = re.compile(
    r"阅读(?:短文|下面|下列|材料|古诗|选文|理解|课文|片段|文段|$)|文中|短文|选文|诗人|诗句|课文中|作者"
)
_CHOICE = re.compile(r"[（(]\s*[A-D]?\s*[)）]")
_JUDGE = re.compile(
    r"^判断[:：。]|判断(?:题|对错|正误|下[列面])|对的(?:打|画)|[√✓].{0,8}[×✗✘]|是否正确[（(]|[。.]\s*[（(]\s*[√×]?\s*[)）]\s*$"
)
_BLANK = re.compile(r"_{2,}|＿{2,}|[（(]\s*[)）]|[（(]\s*[\d一-龥]{1,4}\s*[)）]|[□○◯]|\\quad|填")
_WORD_PROBLEM = re.compile(
    r"\d[\s\S]*(?:多少|几[个只元条本支页千米人天岁辆棵次小时分]|求[^。]{2,}|够吗|各是?几|怎样.{0,6}(?:合算|便宜)|哪.{0,8}(?:多|少|快|便宜|合算))"
)
_SUMS = re.compile(r"[\d\s.+\-−×÷*/=＝()（）<>○□_＿,，、;；$\\{}\[\]a-z²³^:：%％/]+", re.I)
PRACTICAL = frozenset({"操作", "调查", "实验", "制作", "观察"})
WRITTEN = frozenset(
    {"口算", "计算", "填空", "选择", "判断", "解答", "应用", "阅读", "默写", "抄写", "作文", "绘图", "编程"}
)


def expressions(text: str) -> int:
    """How many separate sums an item holds: `3+5=  6-2=` is 2."""
    equations = re.findall(r"\d[\d.\s]{0,12}(?:\\times|\\div|[+\-−×÷*/])[^=＝\n，,;；]{0,40}[=＝]", text)
    return len(equations)


def find_kind(task: Task) -> str:
    """The item's kind, one of 口算 计算 填空 选择 判断 解答 应用 阅读 默写 抄写 背诵 作文 朗读 操作 调查 实验 制作 观察 绘图 表达 编程."""
    body, title = task.body, task.stem
    first = body.split("\n", 1)[0]
    near = task.near
    if task.options and not re.match(r"\s*(?:调查|采访|制作)", first):
        return "选择"
    if _CODE_GAP.search(body):
        return "填空"
    if _SUMS.fullmatch(body) and _EXPRESSION.search(body):
        return _of_sums(body, title)
    for kind, words in _OWN:
        if kind == "编程" and words.search(body) and _ABOUT_CODE.fullmatch(body.strip()):
            return "解答"
        if words.search(body) and not (kind in {"实验", "观察", "调查", "操作"} and _only_told(body)):
            return kind
    return _by_form(task, first, near)


def _only_told(body: str) -> bool:
    """A question about something that was measured or observed is not practice: `小明测量了…，求…`."""
    told = re.search(
        r"(?:小[\u4e00-\u9fff]|同学们?|某|老师|科学家|李|王|张|他|她|他们|下图|如图|实验中|实验时|实验小组)[^。]{0,20}(?:观察|测量|实验|调查|统计|种植|参观|做)",
        body,
    )
    asked = re.search(r"[？?]|[（(]\s*[)）]|_{2,}|多少|求|下列|下面", body)
    return bool(told and asked) or bool(
        re.search(r"(?:下列|以下|关于)[^。]{0,14}(?:实验|观察|测量|调查)", body)
    )


def _of_sums(body: str, title: str) -> str:
    hard = re.search(r"[\d.]{4,}|[+\-×÷].*\d\s*[+\-×÷].*\d", body.split("=")[0]) or re.search(
        r"[(（]\d.*[+\-×÷]", body
    )
    if re.search(r"口算|直接写", title) or (not hard and not re.search(r"竖式|脱式|递等|简便|计算题", title)):
        return "口算"
    return "计算"


def _by_form(task: Task, first: str, near: str) -> str:
    body = task.body
    if _JUDGE.search(body) or (re.search(r"判断", near) and not task.options):
        return "判断"
    for source in (first[:30], near, task.stem[-60:]):
        for kind, words in _TITLE:
            if words.search(source) and not (kind == "选择" and not re.search(r"题|选一选|choose", source)):
                return kind
    told = f"{task.near[-160:]}\n{body}" if re.search(r"多少|几", body) else body
    if _WORD_PROBLEM.search(told):
        return "应用"
    if _READING.search(task.stem) or _READING.search(body):
        return "阅读"
    if _EXPRESSION.search(body) and len(body) < 60:
        return "计算"
    if _BLANK.search(body) or re.search(r"连一连|连线|组词|造句|注音|圈一?圈|连起来", body):
        return "填空"
    return "解答"


def copying_times(task: Task) -> int:
    """How many times the item asks to copy or write from memory; 0 where it is no copying."""
    text = task.body
    match = COPY_TIMES.search(text)
    if match and (_COPY.search(text) or re.search(r"默写|听写|书写|写|times|twice", text)):
        written = next((group for group in match.groups() if group), "")
        if re.search(r"修改|检查|读[^写抄]{0,12}[遍次]$", match[0]):
            return 0
        return _count(written)
    return 1 if re.search(r"^(?:请|工整地|认真|规范)?(?:抄写|誊写|抄一抄)", text.strip()) else 0


def _count(written: str) -> int:
    if written.isdigit():
        return int(written)
    return {
        "一": 1,
        "二": 2,
        "两": 2,
        "三": 3,
        "四": 4,
        "五": 5,
        "六": 6,
        "七": 7,
        "八": 8,
        "九": 9,
        "十": 10,
    }.get(written, 2)
