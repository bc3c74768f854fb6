"""Which items are the same thing again: the same structure with other numbers, names, things or words.

Exact templates (numbers, names, units masked) find most; near ones are compared only inside buckets of equal relation
words and question, so the work stays near-linear in the number of items.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reviewer.datamodels import Embedder
from reviewer.homework.items import Task

NEAR = 0.74  # share of common template characters for a variant with words swapped; set on constructed pairs
MEANING = 0.95  # cosine for a reworded variant, on top of equal numbers of quantities
SAME_SUMS = 10  # more sums of one kind than this in one item count as repetition (re.low_repeat)

_NAMES = re.compile(
    r"小(?:明|红|刚|丽|华|强|芳|军|亮|林|东|英|李|王|张|赵|宇|雨|美|兰|玲|青|方|云|文|杰|龙|虎|伟|勇|冬|雪|敏|静|梅|力|康|乐|朋友|猫|狗|兔|猴|鸟|白兔|熊)"
    r"|(?:[王李张刘陈杨赵黄周吴徐孙])(?:老师|叔叔|阿姨|爷爷|奶奶|师傅|大爷|大伯|华|明|丽|红|强|芳|军|伟|敏|梅)"
    r"|妈妈|爸爸|爷爷|奶奶|哥哥|姐姐|弟弟|妹妹|老师|芳芳|丽丽|明明|亮亮|乐乐|红红|东东|甲|乙|丙"
)
_NUMBER = re.compile(
    r"(?<![\d)])-?\d+(?:[.．:：/]\d+)?%?|(?!千[米克瓦])[零一二两三四五六七八九十百千万]+(?=[个只条本支枝辆棵朵元角分千克斤米厘吨天年月小时人岁页张盒箱袋瓶块组排行层倍套件头匹盆间把颗根双位名杯碗筐篮桶串]|分之)"
)
_UNITS = re.compile(
    r"N(?:千克|平方米|平方厘米|立方米|立方厘米|厘米|分米|毫米|千米|公里|公顷|分钟|小时|[个只条本支枝辆棵朵元角分米克斤吨天年月人岁页张盒箱袋瓶块组排行件头匹盆间架把颗粒段根双套名位艘座栋筐篮盘杯碗桶串包堆份首篇句词])"
)
_ASK = re.compile(
    r"(?:多少|几)(?:千克|平方米|厘米|分米|千米|[个只条本支枝辆棵朵元角分米克斤吨天年月人岁页张盒箱袋瓶块组排行件头匹盆间架把颗粒段根双套名位筐篮盘杯碗串包堆份钱])?"
)
_QUOTED = re.compile(r"[“\"‘《「][^”\"’》」]{1,12}[”\"’》」]")
_RELATION = re.compile(
    r"一共|总共|合计|还剩|剩下|剩余|还有|还要|比[^，。？]{1,10}[多少大小长短高矮轻重快慢贵]|[多少]N|倍|平均|每|几分之|分之|百分|相差|差|余|至少|最多|周长|面积|体积|表面积|速度|时间|路程|"
    r"相遇|相向|同向|原来|现在|需要|够|照这样|同样|增加|减少|提高|降低|打[折N]|找回|利息|浓度|概率|和是|积是|商是|正确|错误|不|意思|读音|修辞|造句|组词|注音|反义|近义|作者|主要|为什么|怎样|长方[形体]|正方[形体]|三角形|四边形|梯形|圆[柱锥]|半径|直径|正比例|反比例|电压|电流|电阻|功率|密度|质量|压强|浮力|重力"
)
_OPERATORS = re.compile(r"\\times|\\div|[+\-−×÷*/=＝<>^√²³]")
_SUMS_ASKED = re.compile(r"(?:口算|计算|竖式|脱式|算式)[^。\d]{0,8}(\d{1,3})\s*(?:道|题|个算式)")  # 口算30道
_SUM = re.compile(r"(?<![\d.])(\d[\d.]*(?:\s*[+\-×÷*/]\s*[(（]?\s*\d[\d.]*\s*[)）]?){1,12})(?=\s*[=]|[\s,，;；、。]|$)")
# full-width and LaTeX signs as the plain ones, so that 35＋8＝ and $35 \\times 8$ are sums too
_PLAIN = {
    ord(wide): plain for wide, plain in zip("＋－−＝（）／＊０１２３４５６７８９", "+--=()/*0123456789", strict=True)
}
_WORD_ALONE = re.compile(r"[A-Za-z][A-Za-z'’ -]{0,24}|[\u4e00-\u9fff]{1,5}")
# one change of form asked of every word below: 变复数, 填动词的过去式, 写近义词
_ONE_FORM = re.compile(
    r"过去式|过去分词|现在分词|复数|单数|比较级|最高级|三单|第三人称|将来时|进行时|完成时|past|plural|comparative|反义词|近义词|同义词|组词|造句|注音|拼音|部首|偏旁|翻译|缩写|扩句|缩句"
)
_SLOT = re.compile(r"(M\?|[NUPQ])")
_SPACE = re.compile(r"[\s\u3000，,。.．；;：:？?！!、（）()【】\[\]“”\"‘’《》_＿$\\]+")


@dataclass(frozen=True, slots=True)
class Form:
    """What an item looks like once its numbers, names and things are taken out."""

    template: str
    relations: tuple[str, ...]
    quantities: int
    telling: int  # characters that carry structure; too few tell nothing


def _plain(text: str) -> str:
    return re.sub(r"\\times|\\div", lambda m: "×" if m[0] == "\\times" else "÷", text).translate(_PLAIN)


def _form(task: Task) -> Form:
    """As form_of; words that all undergo the change of form their title asks for have the title's form."""
    body, near = task.body.strip(" 。.;；"), _SPACE.sub("", task.near)
    if len(near) >= 3 and (_WORD_ALONE.fullmatch(body) or (_ONE_FORM.search(near) and _filled_in(body))):
        return Form(f"∥{near}", (), 0, len(near))
    return form_of(task.body)


def _filled_in(body: str) -> bool:
    """One English or short sentence with one blank or one word in brackets: I ____ (play) chess."""
    return len(body) <= 60 and len(re.findall(r"_{1,}|＿+|[（(]\s*[)）]", body)) == 1 and "\n" not in body


def form_of(body: str) -> Form:
    """The form of an item's own words (without its number, with its options)."""
    text = _plain(body)
    text = _QUOTED.sub("Q", text)
    text = _NUMBER.sub("N", _NAMES.sub("P", text))
    quantities = text.count("N")
    relations = tuple(sorted(re.sub(r"[^多少大小长短高矮轻重快慢贵]*$", "", r) or r for r in _relation_words(text)))
    text = _ASK.sub("M?", _UNITS.sub("NU", text))
    template = _SPACE.sub("", text)
    telling = len(re.sub(r"[NUPQM?]", "", template)) + len(_OPERATORS.findall(_plain(body)))
    return Form(template, relations, quantities, telling)


def _relation_words(text: str) -> list[str]:
    found = []
    for match in _RELATION.findall(text):
        found.append("比" + match[-1] if match.startswith("比") else match)
    return found


def _alike(first: Form, second: Form) -> bool:
    """Whether two forms of one bucket differ in words only."""
    if first.template == second.template:
        return first.telling >= 3 or first.quantities >= 2
    if "∥" in first.template + second.template:
        return False
    if _swapped(first, second):
        return True
    if min(first.telling, second.telling) < 6 or abs(len(first.template) - len(second.template)) > 0.35 * len(
        first.template
    ):
        return False
    if first.quantities == 0 and not _frame(first.template, second.template):
        return False
    matcher = SequenceMatcher(None, first.template, second.template, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def _swapped(first: Form, second: Form) -> bool:
    """The same quantities in the same places with other things named: 一支铅笔…买5支 / 一把尺子…买3把."""
    one, two = _SLOT.split(first.template), _SLOT.split(second.template)
    if first.quantities < 2 or len(one) != len(two) or one[1::2] != two[1::2] or len(one) < 7:
        return False
    pairs = list(zip(one[::2], two[::2], strict=True))
    if _OPERATORS.search(first.template):
        return False
    kept = sum(len(a) for a, b in pairs if a == b)
    changed = [max(len(a), len(b)) for a, b in pairs if a != b]
    return kept >= 2 and max(changed, default=0) <= 4 and sum(changed) <= 2 * kept + 4


def _frame(first: str, second: str) -> bool:
    """Without numbers, only a sentence frame with one short gap counts: 用Q造句, 写出…的近义词."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    changed = [max(a2 - a1, b2 - b1) for tag, a1, a2, b1, b2 in matcher.get_opcodes() if tag != "equal"]
    return len(changed) == 1 and changed[0] <= 4 and matcher.ratio() >= 0.8


def _bucket(form: Form) -> tuple[object, ...]:
    signs = "".join(sorted(set(_OPERATORS.findall(form.template))))
    return form.relations, min(form.quantities, 12), signs


def group_repeats(tasks: Sequence[Task], embedder: Embedder | None = None) -> list[list[int]]:
    """Groups of two or more item positions that are the same task again, in order; the first one represents."""
    forms = [_form(task) for task in tasks]
    buckets: dict[tuple[object, ...], list[list[int]]] = defaultdict(list)
    for index, form in enumerate(forms):
        groups = buckets[_bucket(form)]
        home = next((group for group in groups if _alike(forms[group[0]], form)), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    groups = [group for bucket in buckets.values() for group in bucket]
    if embedder is not None and len(tasks) > 1:
        groups = _join_by_meaning(tasks, forms, groups, embedder)
    return sorted((group for group in groups if len(group) > 1), key=lambda group: group[0])


def _join_by_meaning(
    tasks: Sequence[Task], forms: list[Form], groups: list[list[int]], embedder: Embedder
) -> list[list[int]]:
    """Join groups whose representatives mean the same with as many quantities: reworded variants."""
    heads = [group[0] for group in groups]
    vectors = embedder.encode([tasks[head].body[:300] for head in heads])
    similar = vectors @ vectors.T
    joined: list[list[int]] = []
    taken: set[int] = set()
    for left, head in enumerate(heads):
        if left in taken:
            continue
        group = list(groups[left])
        for right in range(left + 1, len(heads)):
            if right in taken or similar[left, right] < MEANING:
                continue
            one, two = forms[head], forms[heads[right]]
            if one.quantities == two.quantities and one.quantities > 0 and min(one.telling, two.telling) >= 6:
                group += groups[right]
                taken.add(right)
        joined.append(sorted(group))
    return joined


def match_previous(tasks: Sequence[Task], earlier: Sequence[tuple[str, Task]]) -> list[tuple[int, str, str]]:
    """(position, earlier sheet's name, its text) for every item that repeats one of earlier sheets."""
    index: dict[tuple[object, ...], list[tuple[Form, str, str]]] = defaultdict(list)
    for name, task in earlier:
        form = _form(task)
        index[_bucket(form)].append((form, name, task.text))
    found = []
    for position, task in enumerate(tasks):
        form = _form(task)
        hit = next(((name, text) for other, name, text in index.get(_bucket(form), ()) if _alike(other, form)), None)
        if hit:
            found.append((position, *hit))
    return found


def most_same_sums(body: str) -> int:
    """The largest number of sums of one kind in one item: as many steps, of + and − or of × and ÷."""
    counts: dict[str, int] = defaultdict(int)
    text = re.sub(r"[$\\]", " ", _plain(body))
    for match in _SUM.finditer(text):
        signs = re.sub(r"\d[\d.]*", "N", re.sub(r"\s", "", match[1]))
        counts[re.sub(r"[×÷*/]", "×", re.sub(r"[+\-]", "+", signs))] += 1
    said = _SUMS_ASKED.search(body)
    return max([*counts.values(), int(said[1]) if said else 0])
