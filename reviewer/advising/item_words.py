"""One homework item in words: its stem, and what can be asked of it beyond itself, by its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reviewer.advising.item_changes import change_number, find_slip
from reviewer.advising.item_names import SHORT, clause, matter, whole_text
from reviewer.advising.sums import unlike_sums
from reviewer.datamodels import Item

# The kinds done in writing: reviewer.homework.kinds.WRITTEN, which this room may not import (a test holds them equal).
WRITTEN = frozenset(
    {"口算", "计算", "填空", "选择", "判断", "解答", "应用", "阅读", "默写", "抄写", "作文", "绘图", "编程"}
)
# What to ask after an item: for a reason, for a step more, for a likely mistake; by the item's kind.
WHY = "你是怎样想的？写出依据"
_WHY = {
    "应用": "每一步求的是什么？为什么这样列式？",
    "计算": "你先算哪一步？为什么？",
    "口算": "挑一道，说说你是怎样算的",
    "选择": "另外几项为什么不选？各写一句理由",
    "判断": "你是怎样看出来的？举一个例子",
    "填空": "为什么这样填？写一句理由",
    "作文": "哪一处你最满意？为什么这样写？",
    "阅读": "你是从哪一句看出来的？说说理由",
    "绘图": "从图上能看出什么？写两句",
    "编程": "不运行程序，自己当一回计算机：每个变量最后是多少？屏幕上显示什么？",
    "抄写": "哪一个最容易写错？你用什么办法记住它？",
    "默写": "哪一处最容易写错？你用什么办法记住它？",
}
MORE = "换一个例子再答一次，说说两次哪里一样、哪里不同"
MORE_WORKED = "换一种办法算一遍，或把结果代回去验一验，怎样知道自己算对了？"
_MORE = {
    "应用": "改动题里的一个条件，结果会怎样变？先猜一猜，再解出来",
    "计算": "换一种办法算一遍或验算一遍，怎样知道自己算对了？",
    "口算": "挑一道算式，编一个要用它来解决的小问题",
    "选择": "哪一项最容易错选？改动一处，让它变成对的",
    "判断": "错的怎样改才对？写出改的理由",
    "填空": "照样子再出一道容易填错的题，请同桌填，说说错在哪里",
    "作文": "写完读给家人听，改好一处，写一句为什么这样改",
    "阅读": "你最喜欢哪一处？写出理由",
    "绘图": "从图上能看出什么？写两句",
    "编程": "改一个条件或数据，程序要改哪几行？为什么？",
    "实验": "改变一个条件再做一次，结果有什么不同？为什么？",
    "观察": "哪一次变化最大？可能是什么原因？",
    "制作": "试用以后，哪一处要改进？写出改法",
    "操作": "从做的结果里发现了什么？写两句",
    "调查": "从结果里能得出什么？提一条建议",
    "表达": "换一个人讲一遍，记下他问的一个问题和你的回答",
    "朗读": "读完用自己的话说说讲了什么，记下一个还没明白的问题",
    "背诵": "挑一句，用自己的话说说意思",
    "抄写": "选三个用在一段话里",
    "默写": "选一句，用自己的话说说意思",
}
_OF_ITS_OWN = {
    "应用": "把‘{about}’改一改，结果会怎样变？先猜一猜，再解出来",
    "表达": "‘{about}’换一个人再讲一遍，记下他问的一个问题和你的回答",
    "计算": "‘{about}’换一种办法算一遍或验算一遍，怎样知道自己算对了？",
    "填空": "照‘{about}’的样子再出一道容易填错的题，请同桌填，说说错在哪里",
    "判断": "‘{about}’要是错的，怎样改才对？要是对的，举一个例子",
    "选择": "‘{about}’哪一项最容易错选？改动一处，让它变成对的",
    "解答": "‘{about}’换一种办法再做一遍，或把结果代回去验一验，怎样知道自己做对了？",
    "阅读": "读完‘{about}’，你最喜欢哪一处？写出理由",
    "作文": "写完‘{about}’读给家人听，改好一处，写一句为什么这样改",
    "绘图": "画完‘{about}’，从画里能看出什么？写两句",
    "编程": "‘{about}’改一个条件或数据，程序要改哪几行？为什么？",
    "实验": "‘{about}’改变一个条件再做一次，结果有什么不同？为什么？",
    "观察": "‘{about}’哪一次变化最大？可能是什么原因？",
    "制作": "‘{about}’做好试用以后，哪一处要改进？写出改法",
    "操作": "做完‘{about}’，从结果里发现了什么？写两句",
    "调查": "从‘{about}’的结果里能得出什么？提一条建议",
    "朗读": "‘{about}’以后用自己的话说说讲了什么，记下一个还没明白的问题",
    "背诵": "‘{about}’以后挑一句，用自己的话说说意思",
    "抄写": "‘{about}’以后选三个，用在一段话里",
    "默写": "‘{about}’以后选一句，用自己的话说说意思",
}
_OF_REASON = "‘{about}’的依据是什么？再举一个不同的例子"
_OF_ASKED = "‘{about}’换一个例子再答一次，说说两次哪里一样、哪里不同"
_OF_ANY_KIND = "‘{about}’换一种做法再来一次，说说哪一次更好、好在哪里"
_WORKED_OUT = re.compile(
    r"求[^，。；]{0,8}(?:长|角|值|面积|体积|距离|速度|质量|概率|度数|坐标)|\d[^\n]*(?:[=＝+＋×÷]|多少|第?几|求|面积|周长|体积|速度|平均|比.{1,6}多)"
)
_CHANGED = {"编程": "不运行，先写出会显示什么，再上机验证"}
MISTAKE = "做这题最容易错在哪里？写一个错例，再改正"
_MISTAKE = {
    "计算": "有同学算错了，可能错在哪一步？写出错的算式，再改正",
    "口算": "哪一道最容易算错？写出错的得数，说说为什么会这样错",
    "应用": "有同学列错了式子，可能错在哪里？写出来，再改正",
    "选择": "哪一项最容易错选？写出错在哪里",
    "作文": "重读一遍，找出一处没写清楚的，改好，两种写法都留着",
    "抄写": "哪一个最容易写错？把错的写法和对的写法并排写下来",
    "默写": "哪一处最容易写错？把错的写法和对的写法并排写下来",
    "朗读": "哪一处最容易读错？记下来，再读三遍",
    "背诵": "哪一处最容易背错？记下来，再背一遍",
    "制作": "做的时候哪一步最容易失败？写出原因和改法",
    "实验": "做的时候哪一步最容易出错？结果会怎样？写下来",
    "操作": "做的时候哪一步最容易出错？结果会怎样？写下来",
    "编程": "写这个程序最容易错在哪一行？写出错的写法，再改正",
}
# How an item of this kind is to be answered, for an item that doesn't say.
ORDER = "答案写在题后，写完整的一句话"
_ORDER = {
    "计算": "写出每一步，再验算一遍",
    "口算": "在等号后面直接写得数",
    "应用": "先列式，再计算，最后写答语",
    "解答": "写出每一步和依据，最后写答语",
    "选择": "选一项，把字母填在括号里，在旁边写一句理由",
    "判断": "对的打√，错的打×并改正",
    "填空": "每空填一个词或一个数，填完连起来读一遍",
    "阅读": "在原文里画出依据，再用自己的话写一两句",
    "作文": "写一件事，不少于三句，写完读给同桌听",
    "绘图": "用铅笔和尺画在方框里，标出名称和数据",
    "制作": "写出材料、三个步骤和成品的样子",
    "实验": "写出材料和步骤，把结果记在表里",
}
# What a pupil who did it well has done; after the item's name.
STANDARD = "写清了是怎样想的"
_STANDARD = {
    "作文": "写清了一件事，有一处细节",
    "阅读": "在文中找得到依据，用自己的话写清了",
    "选择": "说得出另外几项错在哪里",
    "判断": "说得出判断的理由",
    "计算": "每一步都写得清楚、有依据",
    "编程": "程序能运行，说得出每一行的作用",
    "绘图": "画得准，名称和数据都标了",
    "表达": "讲得清楚，听的人听懂了",
    "制作": "做得出来，说得清怎样做的",
    "实验": "记下了结果，写出了发现",
    "观察": "天天有记录，写出了发现",
    "操作": "做得对，说得出发现",
    "抄写": "字写得端正，没有错字",
    "默写": "字写得端正，没有错字",
    "朗读": "读得通顺、响亮",
    "背诵": "背得熟，不用提醒",
}
BOOKS = "导学案|课堂作业|名校课堂|优化设计|目标检测|一课一练|练习册|课时练|作业本|补充习题|填充图册|口算题卡"  # work that stands in another book
_ELSEWHERE = re.compile(rf"{BOOKS}|同步|课课练|学习指导|[Pp]\s*\d{{1,3}}|第\s*\d+\s*[—~～、-]?\s*\d*\s*页")
_ANSWERED = re.compile(r"```|输出结果|参考答案[:：\s]*\n*\S|(?:答案|解)[:：]\s*\S")
_SURVEY, SURVEY_CHARS = re.compile("调查|采访"), 12  # what an item begins with
_REASONS = re.compile(r"为什么|理由|举.{0,2}例|总(?:可以|能).{0,6}吗|是否|对吗|说明|比较")
_PICTURE = re.compile(r"看图|[如下右左]图|图中|图示|[（(]图[）)]")
_HEARD = re.compile(r"听录音|听力|听[^，。]{0,6}[段篇]")


def why(item: Item) -> str:
    """A question after the item that asks for a reason."""
    return _WHY.get(item.kind, WHY)


def add_step(item: Item) -> str:
    """A question after the item that asks for one step more: of its own numbers where it has some."""
    if changed := change_number(item):
        return f"{changed}，{_CHANGED.get(item.kind, '结果会怎样变？先猜一猜，再做出来')}"
    if item.kind == "口算" and (pair := unlike_sums(item.text)):
        return f"给{pair[1]}编一个要用它来解决的小问题，说说它和{pair[0]}算法哪里不一样"
    if item.kind == "计算" and (slip := find_slip(item)):
        return f"有人算成{slip}，不重算，你怎样一眼看出它不对？"
    worked = item.kind == "解答" and _WORKED_OUT.search(whole_text(item.text)) and not _REASONS.search(item.text)
    kind = item.kind if worked or item.kind != "解答" else ""
    if _SURVEY.search(item.text[:SURVEY_CHARS]):
        return _MORE["调查"]
    if about := matter(item.text):
        asks = re.search("[?？]|如何|怎[样么]|说说|谈|分析|评价|什么", item.text)
        other = _OF_REASON if _REASONS.search(item.text) else _OF_ASKED if asks else _OF_ANY_KIND
        return _OF_ITS_OWN.get(kind, other).format(about=about)
    return MORE_WORKED if worked else _MORE.get(item.kind, MORE)


def find_mistake(item: Item) -> str:
    """A question after the item about where it goes wrong: a slip in one of its own sums where it has one."""
    if item.kind in ("计算", "口算") and (slip := find_slip(item)):
        return f"小马虎算成{slip}，他错在哪一步？把它改对，再提醒他一句"
    return _MISTAKE.get(item.kind, MISTAKE)


def standard(item: Item, subject: str) -> str:
    """What can be seen in a good answer to the item."""
    if subject == "英语" and item.kind not in ("朗读", "背诵", "默写", "抄写"):
        return "说得出为什么这样填" if item.kind in SHORT_ANSWERS else "句子完整，大小写和标点都对"
    if item.kind == "阅读" and ("喜欢" in item.text or not re.search("[?？]|回答|分析|概括|说明|[（(]", item.text)):
        return "说出了最喜欢的一处和理由"
    if _SURVEY.search(item.text[:SURVEY_CHARS]):
        return "问到的、查到的都记下来了，写出了一条发现"
    if item.kind == "作文" and not re.search(r"一件|[的件]事|经历|故事|日记|记一|那一[次天]", item.text):
        return "意思写完整了，有一处写得具体"
    if item.kind == "解答" and re.search(r"画|设计", item.text):
        return "画得清楚、标得明白，说得出为什么这样设计"
    return _STANDARD.get(item.kind, STANDARD)


def say_clearly(text: str, kind: str) -> str:
    """How to answer an item of that kind."""
    if re.search(r"[表|｜]", text):
        return "每格填一个数或一个词，填完写一句从表里看出了什么"
    if _ELSEWHERE.search(text) or re.search(r"课本|教材", text):
        return "题目照抄在下面，过程写在本子上"
    return _ORDER.get(kind, ORDER)


def complete(text: str) -> str:
    """What to do about what the item lacks."""
    if _PICTURE.search(text):
        return "图贴在题旁，标出每个数据"
    if _HEARD.search(text):
        return "写明老师读两遍，文字稿附在单子背面"
    vague = re.search(r"若干|一些", text)
    return f"把‘{vague[0]}’换成具体的数" if vague else "在题后写明已知的数据或材料"


def is_whole(item: Item) -> bool:
    """Something to think about that is on the sheet itself: not copying, not pages of another book, not a bare heading."""
    return not item.copying and len(whole_text(item.text)) >= SHORT and not _ELSEWHERE.search(item.text.split("\n")[0])


def easiest_item(items: Sequence[Item]) -> Item:
    """The least demanding item that is something to think about."""
    return min([one for one in items if is_whole(one)] or items, key=lambda one: one.demand)


# Kinds with one short answer: hard for few, and never what a sheet keeps for those who are ready first.
PROBLEM_HEAD = 40  # characters of an item that say what sort of work it is
SHORT_ANSWERS = ("口算", "计算", "填空", "选择", "判断", "默写", "抄写", "背诵", "朗读")


# nothing whose solution can be right or wrong, or explained: 预习课本, 把概念抄写两遍, 你有什么疑问
_NO_PROBLEM = re.compile(
    r"预习|抄|背熟|疑问|评一评|自评|家长|错题|签字|不用交|教育平台|打卡|接龙|看一[集部]|画出来。?$"
)


def is_problem(item: Item) -> bool:
    """Something to be worked out on the sheet."""
    return is_whole(item) and not _NO_PROBLEM.search(item.text[:PROBLEM_HEAD])


def hardest_item(items: Sequence[Item]) -> Item | None:
    """The most demanding item on paper, of several the longest, of these the last; where all have short answers what is done away from it."""
    paper = [one for one in items if one.tier != "实践" and is_problem(one)]
    away = [one for one in items if one.tier == "实践" and is_problem(one)]
    if away and all(one.kind in SHORT_ANSWERS for one in paper):
        return max(reversed(away), key=_difficulty)
    return max(reversed(paper or list(items)), key=_difficulty, default=None)


def _difficulty(item: Item) -> tuple[bool, bool, int, bool, float]:
    """What is answered on the sheet itself is hard for nobody; of equals, what asks for a reason before what is long."""
    thought = item.kind not in SHORT_ANSWERS or item.kind == "计算"
    return not _ANSWERED.search(item.text), thought, item.demand, bool(_REASONS.search(item.text)), item.minutes


def weigh_item(item: Item) -> tuple[bool, bool, float]:
    """What to take off a sheet first: copying, then repeats, then what takes longest."""
    return item.copying, item.repeats is not None, item.minutes


def commonest_kind(items: Sequence[Item]) -> str:
    """The kind of most items."""
    return Counter(item.kind for item in items).most_common(1)[0][0]


def stem(item: Item) -> str:
    """The item's own first clause without number and label."""
    return clause(item.text)


def is_written(item: Item) -> bool:
    """Done with pen and paper."""
    return item.kind in WRITTEN
