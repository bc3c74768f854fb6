"""Which knowledge point a draft is on: by its title, else by its goals and key points, or by the items of a sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reviewer.advising.knowledge import KnowledgePoint, points_of, without_namesake
from reviewer.advising.overlap import shared
from reviewer.advising.places import text_of
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, HomeworkMeasures, Item, LessonMeasures

MENTIONS = 3  # in the whole draft: a point named less often is not what it is on
GOALS = 2  # mentions in goals and key points, where the title doesn't name it
LEAST_ITEMS, LEAST_SHARE = 3, 1 / 3  # of a sheet whose title doesn't name it
SEVERAL = 2  # items on a point that is one of several on the sheet
AHEAD = 1.5  # times what speaks for the next point: of two that are named alike neither is what the draft is on
RELATED = 2  # pairs of characters that an item shares with the objective it checks
DONE = 0.35  # of its words in a sentence that says it was done in an earlier lesson
ASKED, SAME_TASK = 0.33, 3  # share and number of a task's words that an item has which asks for the same
SAME_WORK, HIGH = 4, 4  # words of a task in a piece of work, and the demand from which an item is one
_WORK = ("作文", "表达", "制作", "观察", "调查", "实验", "操作")
HELD, LEAST_WORDS = 0.6, 4  # of a value's words that a draft which says the same has; a shorter value is not compared
MANY_WORDS = 32768  # of the bank, kept without their marks
# Words of the draft that a value of at least LEAST_FAR words has in it; tasks from elsewhere (practice, transfer) may have none.
LEAST_FAR, NEAR = 7, {"bank_probe": 1, "bank_ask": 1, "bank_wrong": 1, "bank_explore": 2}
_POINTS = re.compile("[；;→]|(?=[①-⑩])")  # of a card
SPOKEN_OF = 0.3  # of the words of a point
SAID = 3  # words of a mistake that an item has in it
_MIXED = re.compile("园地|复习|综合")  # titles of lessons on several things


@remembered
def find_lesson_point(draft: Draft, measures: LessonMeasures) -> KnowledgePoint | None:
    """The point the plan is on; None where none of the bank's surely is."""
    points, title = _fitting(draft), draft.title.value or ""
    if titled := _longest(points, title):
        return titled
    key = text_of(draft, measures, "key_points")
    aims = "\n".join([key, *(one.text for one in measures.objectives)])

    def told(point: KnowledgePoint) -> float:
        named = [word for word in point.words if draft.text.count(word) >= MENTIONS]
        times = {word: aims.count(word) for word in named}
        meant = max(times.values(), default=0) >= GOALS or any(word in key for word in named)
        return sum(len(word) * count for word, count in times.items()) if meant else 0

    return None if _MIXED.search(title) else _ahead([(told(one), one) for one in points])


def is_about(point: KnowledgePoint, text: str) -> bool:
    """Whether a stretch of the plan works with the point: it names it, or has RELATED words of its support card."""
    return any(word in text for word in point.words) or shared(f"{point.name}，{point.help}", text) >= RELATED


def speaks_of(point: KnowledgePoint, text: str) -> int:
    """How much of the point a stretch of the plan has in it: words of what is asked, found out and got wrong, one more for its name."""
    told = shared("，".join((point.name, point.help, point.slip, point.ask, point.explore)), text)
    return told + any(word in text for word in point.words)


def find_sheet_point(draft: Draft, measures: HomeworkMeasures) -> KnowledgePoint | None:
    """The point the sheet is on: named in its title, else in a third of its items, at least three."""
    if titled := _longest(_fitting(draft), draft.title.value or ""):
        return titled
    held = _held(draft, measures)
    least = max(LEAST_ITEMS, LEAST_SHARE * len(measures.items))
    return _ahead([(count if count >= least else 0, one) for count, one in held], [count for count, _ in held])


def find_item_point(draft: Draft, measures: HomeworkMeasures, item: Item | None) -> KnowledgePoint | None:
    """On a sheet of several points (a test, a revision) the one this item names, else the one most items are on, at least SEVERAL."""
    own = _named(draft, item) if item else None
    most, common = max(_held(draft, measures), key=lambda pair: pair[0], default=(0, None))
    return own or (common if most >= SEVERAL else None)


def find_item_slip(draft: Draft, item: Item) -> str | None:
    """The usual mistake of the point that this very item names, where the item lets it be made."""
    point = _named(draft, item)
    return close(point.slip) if point is not None and _tells(point.slip, item.text) else None


@remembered
def find_slip_item(draft: Draft, measures: HomeworkMeasures) -> Item | None:
    """The item that has most of a usual mistake's words in it."""
    items = measures.items
    told = [(shared(slip, one.text), -at) for at, one in enumerate(items) if (slip := find_item_slip(draft, one))]
    return items[-max(told)[1]] if told else None


def find_point_item(draft: Draft, measures: HomeworkMeasures) -> Item | None:
    """The item on which the usual mistake of the sheet's point is most likely made: that has most of its words."""
    point = find_sheet_point(draft, measures)
    if point is None:
        return None
    told = [(shared(f"{point.slip}，{point.mend}", one.text), -at) for at, one in enumerate(measures.items)]
    most, at = max(told, default=(0, 0))
    return measures.items[-at] if most >= RELATED else None


def _tells(slip: str, text: str) -> bool:
    """Whether a single item speaks of what the mistake is about: a third of its words, SAID at least."""
    said = shared(slip, text)
    return said >= SAID and said * 3 >= shared(slip, slip)


def _named(draft: Draft, item: Item) -> KnowledgePoint | None:
    return _longest(_fitting(draft), item.text)


@remembered
def _held(draft: Draft, measures: HomeworkMeasures) -> list[tuple[int, KnowledgePoint]]:
    """In how many items each point is named."""
    texts = [item.text for item in measures.items]
    return [(sum(any(word in text for word in one.words) for text in texts), one) for one in _fitting(draft)]


def _ahead(weighed: Sequence[tuple[float, KnowledgePoint]], all_weights: Sequence[float] = ()) -> KnowledgePoint | None:
    """The point that most speaks for, where it is AHEAD of the next."""
    most, found = max(weighed, key=lambda pair: pair[0], default=(0, None))
    weights = sorted(all_weights or [weight for weight, _ in weighed], reverse=True)
    return found if most and (len(weights) < 2 or most >= AHEAD * weights[1]) else None


def bank_blanks(point: KnowledgePoint | None, text: str = "") -> dict[str, str]:
    """The blanks {bank_…} of both rubrics, filled from the point for the draft with this `text`. Names: reviewer.rubrics.BLANKS."""
    if point is None:
        return {}
    first, second = point.check
    told = {
        "bank_name": point.title,
        "bank_check1": first.item,
        "bank_check2": second.item,
        "bank_answers": f"{first.answer}；{second.answer}",
        "bank_help": point.help,
        "bank_standard": point.standard,
        "bank_ask": close(point.ask, asked=True),
        "bank_key": say_key(point),
        "bank_able": "说得有道理的" if _ASKS.search(point.probe) or "说" in point.probe else "做得出的",
    } | {f"bank_{name}": getattr(point, name) if name in TOLD else close(getattr(point, name)) for name in BANK}
    return {name: without_namesake(value, text) for name, value in told.items()}


def say_key(point: KnowledgePoint) -> str:
    """What everybody is to learn of the point, from its first two standards, and where it is hard, from the usual mistake."""
    first, second = (part.strip("；，") for part in point.standard.replace("★★★", "|").split("|")[0].split("★★"))
    return f"重点：{first.lstrip('★')}，{second}；难点：不少学生会{point.slip}"


BANK = (
    "probe", "slip", "mend", "explore", "wrong", "further", "transfer", "scene", "practice",
)  # fmt: skip
TOLD = ("slip", "mend", "explore", "practice")  # statements and bids: what they ask is asked within them


def repeats(value: str, text: str) -> bool:
    """Whether a sum or sentence of the value stands in the text already: an item is not given twice."""
    own, held = _bare(value), _bare(text)
    return any(run in held for run in re.findall(r"[0-9A-Za-z+\-*/=().^]{7,}", own))


def has_already(value: str, draft: Draft) -> bool:
    """Whether the draft asks or tells the same: two sentences on end hold HELD of the value's words."""
    words = shared(value, value)
    if words < LEAST_WORDS:
        return False
    told = draft.sentences
    for at, one in enumerate(told):
        both = draft.text[one.start : told[min(at + 1, len(told) - 1)].end]
        if shared(value, both) >= (DONE if _DONE_BEFORE.search(both) else HELD) * words:
            return True
    return False


def is_asked(value: str, items: Sequence[Item]) -> bool:
    """Whether an item of the sheet is this very task: a third of its words, of a piece of work a few of them."""
    words = shared(value, value)
    for one in items:
        common = shared(value, one.text)
        work = one.tier == "实践" or one.kind in _WORK or one.demand >= HIGH
        if common >= SAME_TASK and (common >= ASKED * words or (work and common >= SAME_WORK)):
            return True
    return False


def is_far(name: str, value: str, draft: Draft) -> bool:
    """Whether the draft has none of the words of what would be asked: it is of a neighbouring lesson.

    Of an English lesson the English words tell.
    """
    if draft.subject.value == "物理" and needs_formula(value, draft.text):
        return True
    if draft.subject.value == "英语":
        words = re.findall("[A-Za-z]{3,}", value)
        return bool(words) and name in NEAR and not any(re.search(rf"\b{word}", draft.text, re.I) for word in words)
    if name == "bank_help" and not _is_taught(value, draft.text):
        return True
    return shared(value, value) >= LEAST_FAR and shared(value, draft.text) < NEAR.get(name, 0)


def _is_taught(card: str, text: str) -> bool:
    """Whether the lesson speaks of a third of a support card's points: a card of the whole unit tells what comes later."""
    points = [point for point in _POINTS.split(card) if shared(point, point)]
    told = [point for point in points if shared(point, text) >= SPOKEN_OF * shared(point, point)]
    return len(told) * 3 >= len(points)


def needs_formula(value: str, text: str) -> bool:
    """Whether it works with a formula (Q＝cmΔt) that the draft does not write down: its lesson comes later."""
    symbols = set(re.findall(r"(?<![A-Za-zΔρη])([A-Za-zρη])[总热有]?\s*[＝=]", value))
    return bool(symbols) and not any(re.search(rf"(?<![A-Za-z]){one}[总热有]?\s*[＝=]", text) for one in symbols)


_DONE_BEFORE = re.compile("上一?[节次]?课|已经学|学习过|前面学|之前学")


def _bare(text: str) -> str:
    text = text.translate(_HALF_WIDTH)
    return re.sub(r"[\s$\\{}]", "", text)


def can_show(slip: str, text: str) -> bool:
    """Whether the mistake can be made on this sheet: sums of its shape stand there, it has numbers, or a third of its words stand there, more than half of English ones."""
    english = {word.lower() for word in re.findall("[A-Za-z]{4,}", slip)}
    if len(english) > 1 and sum(word in text.lower() for word in english) * 2 <= len(english):
        return False
    if sums := {_shape(*found) for found in _SUM.findall(slip)}:
        return bool(sums & {_shape(*found) for found in _SUM.findall(text)})
    return bool(re.search(r"\d", slip)) or shared(slip, text) * 3 >= shared(slip, slip)


_SUM = re.compile(r"(?<![\d.])(\d+)\s*([+＋\-－−×÷])\s*(\d+)(?![\d.])")


def _shape(one: str, sign: str, other: str) -> tuple[int, str, int]:
    """53－27 is a sum of two digits and two: no slip of a sheet on 53－7."""
    return len(one), sign.translate(_HALF_WIDTH).replace("−", "-"), len(other)


def fitting_items(point: KnowledgePoint | None, objective: str) -> list[str]:
    """What the point has to ask that is about this objective, the best first: its check items before what asks for more.

    An item is about it that has RELATED words of it, one at least beside the point's name where the objective says more than that.
    """
    found: list[str] = []
    if point is None:
        return found
    rest = _beside(point, objective)
    for items in ((point.check[1].item, point.check[0].item), (point.transfer, point.ask, point.further, point.wrong)):
        told = [(shared(item, objective), item) for item in items if _meets(_beside(point, item), rest)]
        found += [close(item) for said, item in sorted(told, key=lambda pair: -pair[0]) if said >= RELATED]
    return found


def checking_items(point: KnowledgePoint | None, objective: str) -> list[str]:
    """The items that fit; before those that ask for more the check items of a point that the objective names and is met by."""
    found = fitting_items(point, objective)
    if point is None or _TOLD_OF.search(objective) or not any(word in objective for word in point.words):
        return found
    checks = [close(one.item) for one in reversed(point.check)]
    return [*sorted(checks, key=lambda item: item not in found), *(item for item in found if item not in checks)]


def _beside(point: KnowledgePoint, text: str) -> str:
    """The text without the point's own name: 会用…解决简单的储蓄问题."""
    return re.sub("|".join(map(re.escape, sorted(point.words, key=len, reverse=True))), "，", text)


def _meets(item: str, objective: str) -> bool:
    """Whether an item is on what the objective says besides the point's name, if it says much."""
    return shared(objective, objective) < LEAST_WORDS or shared(item, objective) > 0


# objectives on how a thing came about, what it is worth and what it feels like: no item on the thing itself meets them
_TOLD_OF = re.compile(
    "历史|历程|过程|由来|背景|意义|作用|价值|感受|体会|体验|兴趣|态度|精神|情感|意识|文化|背诵|朗读|生字|词语"
)


_HALF_WIDTH = str.maketrans("＋－−×÷＝（）", "+--*/=()")
_HEAD = re.compile("[的和与及（]")
_ASKS = re.compile(r"什么|几|吗|呢|怎[样么]|哪|谁|多少|为何|何时|如何|是不是|对不对|([\u4e00-\u9fff])不\1")
_BIDS = re.compile(
    r"(?:[请再并也各]|回来|最后)?(?:说|写|算|记|讲|找|用|比|看|画|指|想|判断|解释|标|列|圈|查|量|试|选|改|举|给|把|数|问|猜|听|读|补|验)"
    r"|(?!.*[能会该可])[^你他她它谁]{0,8}?(?:[说写标排讲指找]出|[说写讲][明清]|写[上了]|说说|看看|只?[说写]没有)"
)


def close(text: str, *, asked: bool = False) -> str:
    """The text of a point with the question mark that its last clause asks for: 够不够？, but 说说为什么.

    Of what is `asked` as a whole any clause may ask: 站着也能投，为什么侧着身会更远？
    """
    clause = re.split(r"[，。；：？]", text)[-1]
    asks = _ASKS.search(text if asked else clause.split("、")[-1]) and not _BIDS.match(clause)
    return f"{text}？" if asks else text


_PARTS = re.compile(r"[·：:]|——|[之\s](?=《)|(?<=\d)\s")


def _fitting(draft: Draft) -> list[KnowledgePoint]:
    stage, subject = draft.stage.value, draft.subject.value
    return [one for one in points_of(subject) if stage is None or stage in one.stages] if subject else []


@lru_cache(maxsize=MANY_WORDS)
def _unmarked(text: str) -> str:
    """Without quotation marks (我的“长生果”); every apostrophe the same (Let’s)."""
    return re.sub('[“”‘’"]', "", re.sub("(?<=[A-Za-z])’(?=[A-Za-z])", "'", text))


def _longest(points: Sequence[KnowledgePoint], title: str) -> KnowledgePoint | None:
    """The point with the longest word in the title: 退位减法 is more surely meant than 减法. 氧气 alone is the only point on it."""
    title = _unmarked(title)
    parts = [part for part in _PARTS.split(title) if len(part) >= 2]  # 诗词曲五首——南安军
    # a word in 《》 is the whole title: 《猫》, not 猫头鹰
    whole = "".join(f"《{part.strip('《》 ')}》" for part in dict.fromkeys([title, *parts]))
    named = [(len(word), -at) for at, point in enumerate(points) for word in point.words if _unmarked(word) in whole]
    if named:
        return points[-max(named)[1]]
    bare = title.strip("《》 ")
    exact = [one for one in points if bare == one.name]
    alike = exact or [one for one in points if bare == _HEAD.split(one.name)[0]]
    return alike[0] if bare and alike and (exact or len(alike) == 1) else None  # 化学方程式: its writing or its sums?
