"""Why pupils get the items of this sheet wrong: boxes to tick beside what they correct (错因：□忘了退位 □单位没换).

The causes are those teachers sort mistakes by in the subject (错因归类); a sheet is given the ones its own items can have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from reviewer.advising.sums import difficulty, find_sums
from reviewer.datamodels import Item

SHOWN = 3
SEEN = 0.1  # share of the items from which a cause is worth a box
_OF_ANY = (
    "概念弄混",
    "名称写错字",
    "数量关系列反",
    "没写出现象或依据",
)  # of most sheets of the subject: they only fill up
Test = Callable[[Item], bool]


def say_causes(items: Sequence[Item], subject: str) -> str:
    """：□忘了退位 □抄错数 □单位没换, those of most items; a gap to fill in where the sheet shows none for certain."""
    table = _of_subject(subject)
    found = Counter({cause: count for cause, test in table if (count := sum(test(item) for item in items))})
    order = sorted(found, key=lambda cause: (cause in _OF_ANY, -found[cause]))
    likely = sum(cause not in _OF_ANY and found[cause] >= SEEN * len(items) for cause in order)
    chosen = order[: max(2, min(likely, SHOWN))]
    return "：" + " ".join(f"□{cause}" for cause, _ in table if cause in chosen) if len(chosen) > 1 else "（ ）"


def _text(pattern: str) -> Test:
    found = re.compile(pattern)
    return lambda item: bool(found.search(item.text))


def _kind(*kinds: str) -> Test:
    return lambda item: item.kind in kinds


def _hard_sum(sign: str) -> Test:
    return lambda item: any(
        difficulty(one) for one in find_sums(item.text) if re.search(sign, one) and not re.search(r"[/.]", one)
    )


_UNITS = (
    r"千米|km|(?<![分厘毫千平方])米|(?<![a-z])m(?![a-z])|分米|dm|厘米|cm|毫米|mm",
    r"千克|kg|(?<!千)克|(?<!k)g(?![a-z])|吨",
    r"小时|(?<![a-z])h(?![a-z])|分钟|min|秒|(?<![a-z])s(?![a-z])",
    r"(?<!毫)升|(?<!m)L|毫升|mL",
    r"平方千米|公顷|平方米|平方分米|平方厘米",
)


def _unlike_units(item: Item) -> bool:
    """Whether quantities of one sort stand there in two units (km and m): one is to be changed into the other."""
    return any(len(set(re.findall(rf"[\d_＿）) ]({units})", item.text))) > 1 for units in _UNITS)


def _answered_in_units(item: Item) -> bool:
    return item.kind == "应用" and any(re.search(rf"\d\s*(?:{units})", item.text) for units in _UNITS)


def _calculated(pattern: str) -> Test:
    return lambda item: item.kind in ("计算", "应用") and bool(re.search(pattern, item.text))


_NUMBERS: tuple[tuple[str, Test], ...] = (
    ("忘了退位", _hard_sum("[-−－]")),
    ("忘了进位", _hard_sum("[+＋]")),
    ("进的数漏加", _hard_sum("×")),
    (
        "余数没写或比除数大",
        lambda item: any(difficulty(one) for one in find_sums(item.text) if "÷" in one and "/" not in one),
    ),
    ("小数点点错", _text(r"\d\.\d+\s*[+＋−－×÷]\s*\d")),
    ("没通分", _text(r"\d/\d+\s*[+＋\-−－]\s*\d+/\d|frac\s*\{[^}]*\}\s*\{[^}]*\}\s*[+\-]\s*\\d?frac")),
    ("没约到最简", _text(r"\d/\d+\s*[×÷]|[×÷]\s*\d+/\d")),
    ("符号看错", _text(r"[(（=＝,，×÷+＋]\s*[-−－]\s*\d|有理数|相反数|绝对值")),
    ("去括号没变号", _text(r"[-−－]\s*\d*\s*[(（]\s*-?\d*[a-z]|去括号|合并同类项|整式")),
    ("移项没变号", _text(r"移项|解方程|\d*x\s*[+＋\-−－]\s*\d+\s*[=＝]")),
    ("不等号方向没变", _text(r"不等式|x\s*[<>≤≥]")),
    ("没分解到底", _text(r"因式分解|分解因式")),
    ("单位没换", _unlike_units),
    ("答语漏了单位", _answered_in_units),
    ("元角没换", _text(r"元[^\n]*\d\s*角|角[^\n]*\d\s*元|\d\s*元\s*\d")),
    (
        "漏了或重复了",
        _text(r"搭配|几种(?:不同)?的?(?:搭|穿|走|选|排|取|拿)|任选|能组成(?:多少|几)个|一共要(?:握|比|打|拍|寄)"),
    ),
    (
        "单位‘1’找错",
        lambda item: item.kind == "应用" and bool(re.search(r"百分之|\d\s*[%％]|几分之几|打.折", item.text)),
    ),
    ("数量关系列反", _kind("应用")),
    ("依据没写", _text(r"证明|求证|∵|理由|为什么")),
    ("图没看准", _text(r"如图|[上下右左]图|图中|看图|坐标|统计[图表]|图[象像]")),
    ("概念弄混", _kind("选择", "判断", "填空")),
)
_WORDS: tuple[tuple[str, Test], ...] = (
    ("写了错别字", lambda item: item.kind in ("抄写", "默写") or bool(re.search(r"看拼音|词语|生字|默写", item.text))),
    ("声调标错", _text(r"注音|标.{0,2}声调|(?<!看)(?<!据)拼音.{0,3}(?:填|补|写(?!汉|词|字))|写.{0,4}拼音|读音")),
    ("没回原文找依据", lambda item: item.kind == "阅读" or bool(re.search(r"短文|文中|选文|课文中|作者", item.text))),
    (
        "句子不通或缺标点",
        lambda item: (
            item.kind == "作文" or bool(re.search(r"造句|仿写|写.{0,4}话|改写|扩句|缩句|改成|句子", item.text))
        ),
    ),
    ("字词义没弄懂", _text(r"解释|意思|翻译|加点|文言|近义词|反义词")),
    ("只写结论没说理由", _text(r"为什么|理由|谈谈|看法|体会|说明")),
    ("背得不熟", lambda item: item.kind == "背诵"),
)
_ENGLISH: tuple[tuple[str, Test], ...] = (
    (
        "单词拼错",
        lambda item: (
            item.kind in ("抄写", "默写")
            or bool(re.search(r"单词|拼写|首字母|[a-z]_+|适当形式|中文|汉译英|翻译", item.text))
        ),
    ),
    (
        "时态或人称没变",
        _text(
            r"时态|适当形式|yesterday|every day|now\b|\bdid\b|\bdoes\b|ing\b|\bgoes\b|\bwas\b|否定句|疑问句|[（(]\s*(?:be|do|go|have|play|watch|read|live)\s*[)）]"
        ),
    ),
    ("单复数弄混", _text(r"复数|there (?:is|are)|There (?:is|are)|\bsome\b|\bany\b|How many|how many")),
    (
        "句首没大写、句末没标点",
        _text(r"连词成句|排列|句型转换|写.{0,6}(?:句|短文)|改为|作文|小练笔|writing|Writing|write|Write"),
    ),
    ("没回短文找答案", lambda item: item.kind == "阅读" or bool(re.search(r"短文|阅读|\bread\b|\bRead\b", item.text))),
    ("上下文没看全", _text(r"补全对话|完形|对话|选词填空")),
    ("听漏了关键词", _text(r"听录音|听力|[Ll]isten")),
)
_SCIENCE: tuple[tuple[str, Test], ...] = (
    ("单位没换算", _unlike_units),
    ("公式选错", _calculated(r"速度|密度|压强|浮力|功率|做功|电阻|电流|电压|热量|比热")),
    ("没配平或漏写条件", _text(r"化学方程式|方程式|反应式")),
    ("化合价或化学式写错", _text(r"化学式|化合价|离子|元素符号")),
    ("比例式列错", _text(r"质量分数|多少克|[\d]\s*g\b[^\n]{0,60}求")),
    ("图没看准", _text(r"如图|[上下右左]图|图中|示意图|曲线|电路|图[象像]|等高线|地图")),
    ("没写出现象或依据", _text(r"实验|现象|观察|为什么|理由|说明|解释|分析")),
    ("名称写错字", _text(r"填空|名称|叫[做作]?|_{3,}|＿{2,}|结构")),
    ("概念弄混", _kind("选择", "判断", "填空")),
)
_SOCIETY: tuple[tuple[str, Test], ...] = (
    ("时间或先后弄混", _text(r"\d{3,4}年|世纪|先后|顺序|年代|哪一?年")),
    ("没用上材料", _text(r"材料|漫画|阅读|结合")),
    ("只写结论没说理由", _text(r"为什么|理由|原因|分析|说明|评价|认识|看法|影响|意义|启示")),
    ("名称写错字", _text(r"名词|填空|_{3,}|＿{2,}|人物|[（(]\s{2,}[)）]")),
    ("图没看准", _text(r"如图|[上下右左]图|图中|读图|地图|示意图")),
    ("概念弄混", _kind("选择", "判断", "填空")),
)
_CODE: tuple[tuple[str, Test], ...] = (
    ("条件写反", _text(r"如果|判断|\bif\b|条件|分支|选择结构")),
    ("少循环或多循环一次", _text(r"循环|重复|\bfor\b|\bwhile\b|range")),
    ("变量没先给值", _text(r"变量|赋值|=\s*\d|累加|sum\b")),
    ("缩进或标点错", _text(r"print|input|:\s*\n|```|代码|语句")),
    ("概念弄混", _kind("选择", "判断", "填空")),
)


_WITH_FORMULAS = ("物理", "化学", "科学")
_OF_FORMULAS = ("公式选错", "比例式列错")
_CHEMICAL, _OF_CHEMISTRY = ("化学", "科学"), ("没配平或漏写条件", "化合价或化学式写错")


def _of_subject(subject: str) -> Sequence[tuple[str, Test]]:
    if subject == "数学":
        return _NUMBERS
    if subject == "语文":
        return _WORDS
    if subject == "英语":
        return _ENGLISH
    if subject in ("物理", "化学", "生物", "生物学", "地理", "科学"):
        barred = (() if subject in _WITH_FORMULAS else _OF_FORMULAS) + (() if subject in _CHEMICAL else _OF_CHEMISTRY)
        return [row for row in _SCIENCE if row[0] not in barred]
    if subject in ("历史", "道德与法治"):
        return _SOCIETY
    return _CODE if subject.startswith("信息") else ()
