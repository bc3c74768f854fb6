"""What a knowledge point has to say: the blanks {bank_…} of both rubrics, and the items for an objective."""

from __future__ import annotations

import re

from reviewer.advising.knowledge import KnowledgePoint, without_namesake
from reviewer.advising.knowledge_fit import LEAST_WORDS
from reviewer.advising.overlap import shared

RELATED = 2  # pairs of characters that an item shares with the objective it checks


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
    first, second = point.standards
    return f"重点：{first}，{second}；难点：不少学生会{point.slip}"


BANK = (
    "probe", "slip", "mend", "explore", "wrong", "further", "transfer", "scene", "practice",
)  # fmt: skip
TOLD = ("slip", "mend", "explore", "practice")  # statements and bids: what they ask is asked within them


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
