"""The form of an item: what is left of it once numbers, names, units and quoted words are taken out.

Two items are the same task again where their forms agree. Synonyms are written one way first, and agreement is measured
on pairs of neighbouring signs whatever their order (Dice), so that a question put first or last makes no difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from reviewer.homework.items import Task

_NAMES = re.compile(
    r"小(?:明|红|刚|丽|华|强|芳|军|亮|林|东|英|李|王|张|赵|宇|雨|美|兰|玲|青|方|云|文|杰|龙|虎|伟|勇|冬|雪|敏|静|梅|力|康|乐|朋友|猫|狗|兔|猴|鸟|白兔|熊)"
    r"|(?:[王李张刘陈杨赵黄周吴徐孙])(?:老师|叔叔|阿姨|爷爷|奶奶|师傅|大爷|大伯|华|明|丽|红|强|芳|军|伟|敏|梅)"
    r"|妈妈|爸爸|爷爷|奶奶|哥哥|姐姐|弟弟|妹妹|老师|芳芳|丽丽|明明|亮亮|乐乐|红红|东东|甲|乙|丙"
)
_NUMBER = re.compile(
    r"(?<![\d)])-?\d+(?:[.．:：/]\d+)?%?|(?!千[米克瓦])[零一二两三四五六七八九十百千万]+(?=[个只条本支枝辆棵朵元角分千克斤米厘吨天年月小时人岁页张盒箱袋瓶块组排行层倍套件头匹盆间把颗根双位名杯碗筐篮桶串份]|分之)"
)
_UNITS = re.compile(
    r"N(?:千克|平方米|平方厘米|立方米|立方厘米|厘米|分米|毫米|千米|公里|公顷|分钟|小时|[个只条本支枝辆棵朵元角分米克斤吨天年月人岁页张盒箱袋瓶块组排行件头匹盆间架把颗粒段根双套名位艘座栋筐篮盘杯碗桶串包堆份首篇句词])"
)
_ASK = re.compile(
    r"(?:多少|几)(千克|平方米|平方厘米|平方分米|立方米|立方厘米|厘米|分米|千米|分钟|小时|[个只条本支枝辆棵朵元角分米克斤吨天年月人岁页张盒箱袋瓶块组排行件头匹盆间架把颗粒段根双套名位筐篮盘杯碗串包堆份钱])?"
)
# units that answer different questions; all counting words are one kind
_UNIT_KINDS = {
    "time": ("天", "年", "月", "小时", "分钟"), "money": ("元", "角", "分", "钱"), "length": ("米", "厘米", "分米", "千米"),
    "area": ("平方米", "平方厘米", "平方分米"), "volume": ("立方米", "立方厘米"), "weight": ("千克", "克", "吨", "斤"),
}  # fmt: skip
_KIND_OF = {unit: kind for kind, units in _UNIT_KINDS.items() for unit in units}
_QUOTED = re.compile(r"[“\"‘《「][^”\"’》」]{1,12}[”\"’》」]")
_MARKS = re.compile(
    r"^\s*(?:[★☆⭐]+\s*|【[^】]{1,8}】\s*|[（(](?:必做|选做|基础|提高|提升|拓展|挑战|实践|\d+\s*分)[^）)]{0,4}[)）]\s*)+"
)
_OPENING = re.compile(r"^[^。？?，,：:\d]{0,16}(?:算一?算|想一想|帮忙|问题|请听题)[^。？?，,：:\d]{0,6}[：:，,。]")
_SYNONYMS = tuple(
    (re.compile(words), one)
    for words, one in (
        (r"一共|总共|合计|共计|合起来|加起来|(?<![公共总])共(?!同)", "一共"),
        (r"还剩余?下?|剩下|剩余|还余下?|还有(?=多少|几)", "还剩"),
        (r"购买|买来|买回|购进", "买"),
        (r"花了|花费了?|花掉|花去|用掉|用去|用了", "用去"),
        (r"原先|原本|本来", "原来"),
        (r"如今|目前", "现在"),
        (r"假如|要是|若(?!干)", "如果"),
        (r"售出|卖掉|卖了", "卖出"),
        (r"吃掉", "吃了"),
        (r"行驶|行走", "行"),
        (r"打算|预计", "计划"),
        (r"做完|干完", "完成"),
        (r"写(?:一句话|一句|句子|句话)", "造句"),
        (r"背一?背|背下来", "背诵"),
        (r"可以|能够", "能"),
        (r"已知|求|请问|算一?算|那么|平均下来(?=每)|照这样计算", ""),
    )
)
_RELATION = re.compile(
    r"一共|还剩|还要|比[^，。？]{1,10}[多少大小长短高矮轻重快慢贵]|[多少]N|倍|平均|几分之|分之|百分|相差|差|余|至少|最多|周长|表面积|体积|面积|速度|路程|"
    r"相遇|相向|同向|够|增加|减少|提高|降低|打[折N]|找回|利息|浓度|概率|和是|积是|商是|正确|错误|不|意思|读音|修辞|背诵|默写|朗读|抄写|听写|改成|扩句|缩句|概括|主要内容|朝代|下一句|上一句|造句|组词|注音|反义|近义|作者|主要|为什么|怎样|长方[形体]|正方[形体]|三角形|四边形|梯形|圆[柱锥]|半径|直径|正比例|反比例|电压|电流|电阻|功率|密度|质量|压强|浮力|重力"
)
_OPERATORS = re.compile(r"\\times|\\div|[+\-−×÷*/=＝<>^√²³]")
# full-width and LaTeX signs as the plain ones, so that 35＋8＝ and $35 \\times 8$ are sums too
_PLAIN = {
    ord(wide): plain for wide, plain in zip("＋－−＝（）／＊０１２３４５６７８９", "+--=()/*0123456789", strict=True)
}
_WORD_ALONE = re.compile(r"[A-Za-z][A-Za-z'’ -]{0,24}|[\u4e00-\u9fff]{1,5}")
# one change of form asked of every word below: 变复数, 填动词的过去式, 写近义词
_ONE_FORM = re.compile(
    r"过去式|过去分词|现在分词|复数|单数|比较级|最高级|三单|第三人称|将来时|进行时|完成时|past|plural|comparative|反义词|近义词|同义词|组词|造句|注音|拼音|部首|偏旁|翻译|缩写|扩句|缩句"
)
# one thing done with every phrase or sentence below: 写出下列物质的化学式, 改病句, 能不能浮在水面; 判断对错 asks each time anew
_ONE_DOING = re.compile(
    r"(?:写出|标出|注明|指出|说出)(?:下列|下面|以下|这些)?(?:各|每)?(?:个|组|种)?[^。，；？?]{1,10}的[^。，；？?]{1,10}|(?:修改|改)(?:正)?[^。，；？?]{0,6}病句|(?:改|换)成|改为|缩句|扩句"
    r"|([\u4e00-\u9fff])不\1|是否|属于哪|属不属于"
)
_EACH_ANEW = re.compile(r"正误|对错|对的打|[√×]|说法|叙述|是否正确|对不对|有没有道理")
_ANSWER_ROOM = re.compile(r"[\s\u3000:：。.；;，,]*(?:[_＿]{2,}|[（(]\s*[)）]|→|=|＝|——)*[\s\u3000。.；;]*$")
LONGEST_MATERIAL = 40  # characters of a phrase or sentence that is worked on
_SLOT = re.compile(r"(M\?|[NUPQ])")
_SPACE = re.compile(r"[\s\u3000，,。.．；;：:？?！!、（）()【】\[\]“”\"‘’《》_＿$\\]+")


@dataclass(frozen=True, slots=True)
class Form:
    """`template` is the item with its variable parts masked; `grams` its pairs of neighbouring signs."""

    template: str
    relations: frozenset[str]  # words that decide what is computed or asked
    quantities: int  # numbers written with digits, else with words
    telling: int  # characters that carry structure; too few tell nothing
    signs: str = ""  # operators of written sums
    asked: str = ""  # kind of the unit asked for: time, money …
    words: bool = False  # one of several words under one title
    grams: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def block(self) -> tuple[object, ...]:
        """Forms of different blocks are never the same task."""
        return min(self.quantities, 12), self.signs, self.words


def plain_signs(text: str) -> str:
    """× and ÷ for LaTeX, half width for full width."""
    return re.sub(r"\\times|\\div", lambda m: "×" if m[0] == "\\times" else "÷", text).translate(_PLAIN)


def task_form(task: Task) -> Form:
    """As form_of; words that all undergo the change of form their title asks for have the title's form."""
    body, near = task.body.strip(" 。.;；"), _SPACE.sub("", task.near)
    one = (
        _WORD_ALONE.fullmatch(body) or (_ONE_FORM.search(near) and _filled_in(body)) or _only_material(near, task.body)
    )
    if len(near) >= 3 and one and "拼音" not in near:  # each writes words of its own
        return Form(f"∥{near}", frozenset(), 0, len(near), words=True)
    return form_of(task.body)


def _only_material(near: str, body: str) -> bool:
    """A phrase or sentence that says nothing of what is to be done; its title does, and the same for all."""
    if not _ONE_DOING.search(near) or _EACH_ANEW.search(near) or len(near) > 2 * LONGEST_MATERIAL:
        return False
    bare = _ANSWER_ROOM.sub("", re.sub(r"<[^>]{1,4}>", "", body.strip().split("\n", 1)[0]))
    return len(bare) <= LONGEST_MATERIAL and not re.search(r"[？?]|[_＿]{2,}|[（(]\s*[)）]|\d{2,}", bare)


def _filled_in(body: str) -> bool:
    """One English or short sentence with one blank or one word in brackets: I ____ (play) chess."""
    return len(body) <= 60 and len(re.findall(r"_{1,}|＿+|[（(]\s*[)）]", body)) == 1 and "\n" not in body


def form_of(body: str) -> Form:
    """The form of an item's own words (without its number, with its options)."""
    text = plain_signs(_OPENING.sub("", _MARKS.sub("", body)))
    digits = len(re.findall(r"\d+(?:\.\d+)?", _QUOTED.sub("Q", text)))
    text = _QUOTED.sub("Q", text)
    text = _NUMBER.sub("N", _NAMES.sub("P", text))
    for words, one in _SYNONYMS:
        text = words.sub(one, text)
    asked = [_KIND_OF.get(unit, "count" if unit else "") for unit in _ASK.findall(text)]
    relations = frozenset(_relation_words(text))
    signs = "".join(sorted(set(_OPERATORS.findall(text))))
    text = _ASK.sub("M?", _UNITS.sub("NU", text))
    template = _SPACE.sub("", text)
    telling = len(re.sub(r"[NUPQM?]", "", template)) + len(_OPERATORS.findall(plain_signs(body)))
    grams = frozenset(template[at : at + 2] for at in range(len(template) - 1)) or frozenset({template})
    return Form(template, relations, digits or text.count("N"), telling, signs, asked[-1] if asked else "", grams=grams)


def _relation_words(text: str) -> list[str]:
    found = []
    for match in _RELATION.findall(text):
        compared = match.startswith("比") and len(match) > 1
        found.append("比" + match[-1] if compared else re.sub(r"N$", "", match))
    return found


def blanked(body: str) -> str:
    """The words whose meaning is compared: where there are no numbers, without what stands in quotation marks."""
    text = _MARKS.sub("", body)
    return text if re.search(r"\d", text) else _QUOTED.sub("“”", text)


def agreement(first: Form, second: Form) -> float:
    """Dice coefficient of the two forms' pairs of signs: 0 nothing, 1 everything in common."""
    return 2 * len(first.grams & second.grams) / (len(first.grams) + len(second.grams))


def contradict(first: Form, second: Form) -> bool:
    """Whether each asks for something the other doesn't (周长 and 面积, 多 and 少), or for another kind of unit."""
    if first.asked and second.asked and first.asked != second.asked:
        return True
    return bool(first.relations - second.relations) and bool(second.relations - first.relations)


def swapped(first: Form, second: Form) -> bool:
    """The same quantities in the same places with other things named: 一支铅笔…买5支 / 一把尺子…买3把."""
    one, two = _SLOT.split(first.template), _SLOT.split(second.template)
    if first.quantities < 2 or len(one) != len(two) or one[1::2] != two[1::2] or len(one) < 7:
        return False
    if first.signs or first.relations != second.relations:
        return False
    pairs = list(zip(one[::2], two[::2], strict=True))
    kept = sum(len(a) for a, b in pairs if a == b)
    changed = [max(len(a), len(b)) for a, b in pairs if a != b]
    return kept >= 2 and max(changed, default=0) <= 4 and sum(changed) <= 2 * kept + 4


def framed(first: Form, second: Form) -> bool:
    """Without numbers, one short gap in a frame: 写出…的近义词; what is asked at the end must stay: 铁的化学式是."""
    matcher = SequenceMatcher(None, first.template, second.template, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if len(changes) != 1:
        return False
    _, start, end, other_start, other_end = changes[0]
    kept = len(first.template) - end
    return max(end - start, other_end - other_start) <= 4 and (
        matcher.ratio() >= 0.8 or (matcher.ratio() >= 0.66 and kept >= 5 and start <= 2)
    )
