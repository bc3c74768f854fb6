"""Whether most items belong to the topic or aim a sheet states; without one, whether they keep to one matter."""

from __future__ import annotations

import re
from collections import Counter

from reviewer.datamodels import Finding
from reviewer.homework.copying import copying_times
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.indicators.topic import HEAD, find_topic
from reviewer.homework.items import Task

MOST_AIMS = 50
SHARED = 0.5  # share of items with the same telling word that makes them one matter

AIM = re.compile(
    r"(?:作业|学习|练习|教学|单元|课时|本课|素养|三维)目标|(?<![\u4e00-\u9fff])目标(?![\u4e00-\u9fff])|目标[:：]|知识点\s*[】\]）)]?\s*(?:[:：]|\n|$)|(?:涉及|对应|巩固|练习|覆盖|本[课节])[^。；\n]{0,8}知识点|考查(?:内容|要点|点)|训练点|作业目的|(?:主要|重点|旨在)(?:练习|考查|训练|巩固)|通过(?:本次|完成)?(?:作业|练习).{0,20}(?:巩固|掌握|能)|学习内容|课题\s*[:：]|对应(?:内容|课题|知识)"
)
# the task stands in another book
ELSEWHERE = re.compile(
    r"《[^》\n]+》[^。？?\n]{0,4}(?:第|P)?\s*\d[^。？?\n]{0,8}页[^。？?\n]{0,6}(?:做|完成|写)|(?:完成|做|写)[^。？?\n]{0,6}《[^》]+》[^。？?\n]{0,24}(?:页|习题|练习|题)"
    r"|(?:练习册|练习本|同步|课时练|配套|一课一练|作业本|课本|教材|(?:数学|语文|英语|科学|物理|化学)书|书[上本]|学案|试卷|报纸)"
    r"[^。？?\n]{0,10}(?:第\s*[\d一二三四五六七八九十]+|P\s*\d|\d)[^。？?\n]{0,12}[页题课]"
)
# no clue to a topic: words of every aim
_COMMON = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节)|[年级上下册题]|作业|设计|练习|目标|学生|能够?|通过|知识点?|掌握|理解|正确|巩固|运用|应用|解决|问题|生活|方法|学习|内容|课题|完成|进行|说明|理由|认识|初步|简单|有关|比较|计算|根据|会[读写说用]|怎样|什么|产生|利用|复习|书写|熟练|培养|感受|体会|了解|知道"
)
_EMPTY = re.compile(r"[的了是在和与有会能用一个这那们为及对把被从]")
# what items about a topic show that seldom name it: sums with decimals under 小数乘法, prices under 人民币
_SHOWN = tuple(
    (re.compile(topic), re.compile(shown))
    for topic, shown in (
        (r"人民币|元、?角", r"\d\s*[元角]|[)）]\s*[元角]|\d分钱|付钱|找回|价钱|硬币|纸币"),
        (r"小数", r"\d[.．]\d|小数"),
        (r"百分[数比]", r"[%％]|百分|折"),
        (r"(?<!百)分数|通分|约分", r"\d\s*[/／]\s*\d|分之|frac"),
        (r"方程", r"方程|[a-zA-Zxyz][^\n]{0,20}[=＝]|[=＝][^\n]{0,12}[a-zA-Z]|列方程"),
        (r"函数|抛物线|直线", r"函数|抛物线|直线|[yY]\s*[=＝]|图[象像]"),
        (r"导数|单调性|极值|零点", r"f\(x\)|函数|切线|极值|单调|零点|不等式"),
        (r"概率", r"概率|可能|P\("),
        (r"有理数|负数", r"[-－−]\s*\d|负|相反数|绝对值"),
        (r"整式|因式|多项式|同类项|乘法公式", r"\d?[a-z][²³]?\s*[+\-＋－−]|[a-z]²|因式|同类项"),
        (r"乘法|乘[一两多]位|乘整|口诀", r"[×*✕]|\\times|[乘倍积]|每|多少"),
        (r"除法|除以|有余数", r"÷|\\div|[除商余]|平均|每|多少|几[个条只根辆袋盒组份]"),
        (r"加减|加法|减法", r"\d\s*[+\-＋－−]\s*\d|[加减]|还剩|一共|多少|比.{1,8}[多少]"),
        (r"时[、分]|钟表|时间|24时", r"\d\s*[:：]\s*\d|时|分钟|[几\d]点|钟"),
        (r"面积", r"面积|平方|[㎡]|cm²|m²"),
        (r"体积|容积", r"体积|容积|立方|升"),
        (r"周长", r"周长|围|一圈|边框"),
        (r"长度|厘米|毫米|分米", r"[厘毫分千]?米|cm|mm|尺"),
        (r"克|质量单位|重量", r"千?克|吨|重"),
        (r"角[的度]|量角", r"角|度|°"),
        (r"(?:^|\s)圆(?:$|\s)|圆的|圆周|圆环", r"圆|半径|直径|π"),
        (r"统计", r"统计|图|表|平均|人数|样本|中位数|众数|频率|方差|数据"),
    )
)
# fields whose items share their terms rather than one word
_FIELDS_OF_WORK = (
    re.compile(r"统计|平均数|中位数|众数|样本|总体|频[数率]|方差|标准差|抽样|随机抽取|数据|评委|度量"),
    re.compile(r"概率|可能性|随机|P\("),
    re.compile(r"三角形|△|四边形|多边形|平行|垂直|⊥|∠|[内外]角"),
    re.compile(r"f\(x\)|函数|导数|切线|单调|抛物线"),
    re.compile(r"方程|未知数|不等式"),
    re.compile(r"电[流压阻路]|欧姆|串联|并联"),
    re.compile(r"化学式|方程式|溶液|氧化|酸|碱"),
)
# of every sheet, so no matter of its own
_EVERYWHERE = re.compile(
    r"多少|一共|什么|一个|写一|写出|下列|下面|计算|答案|题目|要求|完成|句子|自己|这个|一下|可以|我们|他们|一道|说明|理由|根据|为什|"
    r"问题|回答|同学|小明|小红|小朋|朋友|家里|家人|老师|每天|分钟|爸爸|妈妈|之间|已知|正确|错误|练习|时间|怎样|一种|一些|一样|两个|"
    r"三个|还剩|算式|列式|词语|生字|课文|短文|填空|选择|判断|图片|写在|记录|打印|输入|输出|任务|设计|数学|语文|英语|厘米|千米|元钱|"
    r"所示|如图|要多|有多|共有|是多|得数"
)
_SUM = re.compile(r"\d\s*[+\-×÷＋－=＝]|\d[\s\S]*(?:多少|几|[数值]是|求)")
_SUBJECTS = re.compile(
    r"(?:^|\n)\s*(?:[一二三四五]、|[（(][一二三][)）]|[【#]*)?\s*(语文|数学|英语|科学|物理|化学)(?:作业|部分|科)?\s*[】:：]?\s*(?=\n)"
)


def find_aligned(sheet: Sheet) -> Finding:
    """`pu.aligned` by the words of topic and aims in the items, or by what items of a school topic show."""
    if not sheet.tasks:
        return unclear("pu.aligned", (), "没有找到题目。")
    if len(set(_SUBJECTS.findall(sheet.draft.text))) > 1:
        return no("pu.aligned", 0.12, (), "一张单上有几科的作业，没有集中的主题。")
    topic, aims = find_topic(sheet), sheet.matches(AIM, MOST_AIMS)
    if topic is None and not aims:
        return _one_subject(sheet)
    words = " ".join([*(sheet.draft.text[start:end] for start, end in aims), topic[1] if topic else ""])
    pairs, shown = _pairs(words), [pattern for named, pattern in _SHOWN if named.search(words)]
    latin = {word.lower() for word in re.findall(r"[A-Za-z]{3,}", words)} - {"unit", "lesson", "module", "what", "the"}
    if not (pairs or latin or shown):
        return _untold(sheet)
    title = sheet.draft.text[slice(*topic[0])] if topic else "\n"
    hits = [p for p in sheet.distinct if _belongs(sheet.tasks[p], title, pairs | latin, shown)]
    known = bool(shown) and "数学" in sheet.draft.text[:HEAD]
    return _told(sheet, hits, known, words)


def _pairs(words: str) -> set[str]:
    """Neighbouring characters of the topic's words, without those of every aim."""
    core = _EMPTY.sub(" ", _COMMON.sub(" ", words))
    return {core[i : i + 2] for i in range(len(core) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", core[i : i + 2])}


def _belongs(task: Task, title: str, words: set[str], shown: list[re.Pattern[str]]) -> bool:
    """The stem counts unless it is the sheet's title itself."""
    text = (task.text if title in task.near else f"{task.text}\n{task.near}").lower()
    return any(word in text for word in words) or any(pattern.search(text) for pattern in shown)


def _told(sheet: Sheet, hits: list[int], known: bool, words: str) -> Finding:
    places = sheet.distinct
    chores = [p for p in places if p not in hits and _is_chore(sheet.tasks[p])]
    share, spans = len(hits) / len(places), sheet.task_spans(hits)
    shown = f"{len(places)}题中有{len(hits)}题直接出现课题用语"
    if share >= 0.5:
        return yes("pu.aligned", min(0.9, 0.66 + share / 4), spans, f"{shown}。")
    if chores:
        note = f"{shown}，{numbers(chores)}是另外的抄写、背默或成册习题。"
        return no("pu.aligned", 0.4 if len(chores) == 1 else 0.32, sheet.task_spans(chores), note)
    others = [p for p in places if p not in hits]
    if known:  # what such items look like is known, and most look otherwise
        return no("pu.aligned", 0.36, sheet.task_spans(others), f"{shown}，多数题是别的内容。")
    # sheets made for a named lesson nearly always keep to it; the model may know better
    return yes("pu.aligned", 0.6 + share / 4, spans, f"{shown}，其余要看内容。")


def _untold(sheet: Sheet) -> Finding:
    """A lesson by its number only (Unit 5, 第三单元): no word to compare, so only much other work speaks against it."""
    chores = [p for p, task in enumerate(sheet.tasks) if _is_chore(task)]
    if 3 * len(chores) > len(sheet.tasks):
        note = f"只写了单元，{numbers(chores)}是抄写、背默或成册习题。"
        return no("pu.aligned", 0.4, sheet.task_spans(chores), note)
    return yes("pu.aligned", 0.58, (), "只写了单元，题目是否围绕它要看内容。")


def _is_chore(task: Task) -> bool:
    """Work that is set whatever the lesson: copying, learning by heart, pages of a workbook."""
    return bool(copying_times(task) or ELSEWHERE.search(task.body) or re.search(r"背诵|默写|听写", task.body[:30]))


def _one_subject(sheet: Sheet) -> Finding:
    """Without a topic: the same word in most items tells; sums keep to one matter more often than mixed work."""
    count = len(sheet.distinct)
    sums = [p for p in sheet.distinct if _SUM.search(sheet.tasks[p].body)]
    word, holders = _shared_word(sheet)
    if count >= 3 and len(holders) >= SHARED * count:
        note = f"没有写明课题，{count}题中有{len(holders)}题都涉及“{word}”。"
        return yes("pu.aligned", 0.7, sheet.task_spans(holders), note)
    if len(sums) >= 0.6 * count:
        return yes("pu.aligned", 0.62, sheet.task_spans(sums), "没有写明课题，题目大多是同一类计算。")
    field = max(_FIELDS_OF_WORK, key=lambda terms: len(sheet.tasks_with(terms, stem=True)))
    held = sorted({*sheet.tasks_with(field, stem=True)} & {*sheet.distinct})
    if count >= 3 and len(held) >= 0.6 * count:
        return yes("pu.aligned", 0.64, sheet.task_spans(held), f"没有写明课题，{len(held)}题属于同一块内容。")
    return no("pu.aligned", 0.36, (), "没有写明课题，题目是否集中在同一主题要看内容。")


def _shared_word(sheet: Sheet) -> tuple[str, list[int]]:
    """The pair of characters that stands in most items, and in which; words of every sheet don't count."""
    found: Counter[str] = Counter()
    texts = {p: sheet.tasks[p].body for p in sheet.distinct}
    for text in texts.values():
        words = _EMPTY.sub(" ", text)
        found.update(
            {words[i : i + 2] for i in range(len(words) - 1) if re.fullmatch(r"[\u4e00-\u9fff]{2}", words[i : i + 2])}
        )
    told = [(count, word) for word, count in found.items() if not _EVERYWHERE.fullmatch(word)]
    word = max(told)[1] if told else ""
    return word, [p for p, text in texts.items() if word and word in text]
