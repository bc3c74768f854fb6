"""What takes a sheet's subject off the paper: a practical task, and a situation of life for an item; by subject and kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.copying import listed_words
from reviewer.advising.item_changes import change_number
from reviewer.advising.item_names import matter, name_fully
from reviewer.advising.item_words import hardest_item
from reviewer.advising.sums import commonest_sign, find_sums
from reviewer.datamodels import Item

THE_SHEET = "这份作业"  # where the title names no content (周末作业)
SHORT_WORD = 2  # characters of a word that stands on signs and wrappings
CODING = ("信息科技", "信息技术", "信息技术与信息科技")
SOCIAL = ("道德与法治", "思想政治", "政治", "地理")
SCIENCES = ("科学", "物理", "化学", "生物", "生物学")
WORDY = ("阅读", "作文", "抄写", "默写", "朗读", "背诵")  # of a language, whatever else is on the sheet
_WORDS = re.compile(r"[几笔]画|生字|词语|拼音|[近反]义词|造句|句子|量词|病句|课文")
_ABOUT = (  # what sums of a primary school are about → what can be measured or asked at home; the first that fits
    (r"圆(?![柱锥])", "在家里找一样圆形的东西，用线和尺量出周长、直径，算一算周长大约是直径的几倍"),
    (r"\d\s*元|[一二两三五十\d]角\b|人民币", "跟家人买一次东西或看一张小票，记下三样东西的价钱，算一算一共多少元，再和小票对一对"),
    (r"面积|周长|平方", "量一量家里一张桌面的长和宽，画出来，标上数，算出它的周长或面积"),
    (r"钟面|时针|几时|经过时间", "记下今晚三件事开始的时刻，在自己画的钟面上拨一拨、标一标"),
    (r"长方体|正方体|圆柱|图形|平行四边形", "在家里找三样形状不同的东西，摸一摸、画一画，写上各是什么形状"),
    (r"厘米|分米|毫米|\d米", "量一量家里三样东西的长度，先估再量，把两个数都记下来"),
)  # fmt: skip

_CALCULATED = {  # where most sums of the sheet are of one sign
    "×": "找家里一样成盒、成包或成排的东西，数一数每份几个、有几份，列一道乘法算式算出总数，再一个一个数一遍，看对不对",
    "÷": "把家里的豆子或糖果分一分，记下总数、每份几个、分成几份、还剩几个，列一道除法算式，再用乘法验一验",
}


def practice(subject: str, stage: str, learned: str, items: Sequence[Item]) -> str:
    """Something to do away from paper that this subject and these items allow.

    `learned` names the lesson; of a sheet whose title names none ("") it is about the item that asks most.
    """
    text = "\n".join(item.text for item in items)
    titled, hardest = learned, hardest_item(items)
    learned = learned or (name_fully(hardest, items) if hardest else THE_SHEET)
    if subject == "数学":
        if stage != "小学":  # also where it is not known: a card of one's own mistakes suits every grade
            told = next((item for item in items if item.kind == "应用" and change_number(item)), None)
            if told is not None:
                return f"照{name_fully(told, items)}的样子，用自己家里或路上真实的数编一道题，写出数从哪里来，做出解答"
            return f"做一张错题卡：正面写一道自己做错过的题，背面写错因和改法，照着卡片把{learned}里最容易错的一步讲给同学听"
        sums = find_sums(text)
        if made := _CALCULATED.get(commonest_sign(text)):
            shown = [one for one in sums if commonest_sign(text) in one][-1]
            return f"像{shown}这样的算式，家里也用得上：{made}"
        for told_of, task in _ABOUT:
            if about := next((item for item in items if re.search(told_of, item.text)), None):
                return f"像{name_fully(about, items)}那样，{task}"
        return f"用小棒、豆子或纸条摆一摆，把{sums[-1] if sums else learned}摆给家人看，边摆边讲每一步"
    if subject == "英语":
        written = next((item for item in items if item.kind in ("作文", "表达")), None)
        if written is not None:
            return f"把{name_fully(written, items)}写好的念给一位同学听，请他用英语问一个问题，用英语回答，记下问和答"
        return _speak(titled, stage, learned)
    if subject == "语文":
        if len([item for item in items if item.kind in ("阅读", "作文")]) * 3 >= len(items):
            return f"把{learned}里最喜欢的一段读给家人听，请他说说听到了什么、想到了什么，记下两句"
        if not learned.startswith("《"):
            return f"在家里的书报、包装或路牌上找出{learned}里的三个字词，记下在哪里找到的，读给家人听"
        words = next((found for item in items if (found := listed_words(item.text))), [])
        if words and {len(word) for word in words[:3]} == {SHORT_WORD}:
            named = "".join(f"‘{word}’" for word in words[:3])
            return f"在家里的书报、包装或路牌上找出{named}里的两个，记下在哪里找到的，读给家人听"
        return f"给{learned}写到的一个人或一样东西做一张小名片：画一画，说一说或写一写课文里的三句话，讲给家人听"
    if subject == "历史" or re.search("原始|史前|古代|王朝|帝国|战争", learned):
        return f"从{learned}里选一个人物或一件大事，找一张图片，做成小卡片：写上时间、出处和自己的一句看法"
    if subject in SOCIAL:
        return f"就{learned}问一位家里人三个问题，记下他的回答，写一句自己的看法"
    if subject in CODING:
        return f"{f'从{titled}里选一个程序' if titled else f'把{learned}写成的程序'}，改成家里人用得上的样子，请一位家人试用，记下他的意见和自己改了哪里"
    if subject == "化学" and re.search(r"化学式|元素|分子|原子|物质构成", text + learned):
        return "用橡皮泥和牙签做出这份作业里两种物质的微粒模型，标出原子的名称和个数，带来讲给同学听"
    if subject in SCIENCES:
        return f"用家里的材料做一个和{learned}有关的小实验（用火、用电请大人在旁），写下材料、步骤和看到的现象"
    if titled or hardest is None:
        return f"把{learned}里学到的一样做给家人看，请家人提一条意见，记下来"
    return f"把{learned}怎样做讲给家人听，请他问一个问题，记下问题和自己的回答"


_ENGLISH_TITLE = re.compile(r"[A-Z][A-Za-z'’,\s-]*[A-Za-z]\s*[?？!.]?")
_NO_TITLE = re.compile(r"\b(?:Unit|Module|Lesson|Section|Part|Period|Topic|Starter)\b[^A-Za-z]*(?:[A-D]\b)?\s*")


def _speak(titled: str, stage: str, learned: str) -> str:
    """A talk on the unit's own title: a question is put to classmates, a matter is talked about."""
    title = _ENGLISH_TITLE.search(_NO_TITLE.sub(" ", titled))
    said = title[0].strip() if title and len(title[0].split()) > 1 else ""
    if said.endswith(("?", "？")):
        return f"拿‘{said}’问三位同学，记下谁怎样回答，用英语写三句说给大家听"
    if stage != "小学":
        return f"就{f'‘{said}’' if said else titled or f'{learned}说到的事'}准备一分钟英语讲话，录下来听一遍，改好一处，把改的那句写下来"
    return f"画一张{f'‘{said}’' if said else f'和{titled or learned}有关'}的小画，标上学过的词，照着用英语说三句，录下来听一听哪句要改"


def scene(subject: str, item: Item | None) -> str:
    """What the item at hand can be turned into so that it is about something that really happens."""
    kind = item.kind if item else ""
    words = item.text if item else ""
    this = f"‘{told}’" if (told := matter(words)) else "这题"
    if kind == "阅读":
        return f"{this}里和自己经历相像的一处停下来，写两三句：像在哪里，不同在哪里"
    if subject == "英语":
        return f"用{this}的句型写三句话，写自己家里或班里的真事"
    if subject == "语文" or kind in WORDY or _WORDS.search(words):
        chosen = listed_words(words)[:2]
        listed = "".join(f"‘{word}’" for word in chosen)
        listed = f"带{listed}的词" if chosen and max(map(len, chosen)) == 1 else listed
        return f"用上{listed or f'{this}里的字词或句式'}，把一件这周亲身遇到的事写成两三句话"
    if subject == "历史":
        return f"假如你就在当时，写明身份和年份，用{this}里的史实给家人写三句话"
    if subject in SOCIAL:
        return f"找一件身边的事或一条本地新闻，写清时间和地点，说说它和{this}讲的有什么关系"
    if subject in CODING:
        return f"给{this}换上家里或班里的一件真事，写清要输入什么、输出什么"
    if subject == "数学":
        sums = find_sums(words)
        said = f"用{sums[-1]}来算" if sums else f"像{this}这样做"
        return f"想一件要{said}才能解决的真事，写清每个数从哪里来，再列式解答"
    if subject in SCIENCES:
        return f"举一个家里或路上见过的例子，说说它和{this}讲的是不是同一个道理，为什么"
    return f"把{this}换成家里或学校里的一件真事，写清人物、地点和要解决的问题"
