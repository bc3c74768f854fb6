"""What counts as done well on a sheet, what pupils note about their own work, what the teacher does the day after: by its own items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.advising.item_changes import change_number
from reviewer.advising.item_names import matter, name_fully, name_item
from reviewer.advising.item_words import SHORT_ANSWERS, commonest_kind, hardest_item, is_problem, standard
from reviewer.advising.overlap import shared
from reviewer.advising.sheet_minutes import ELSEWHERE
from reviewer.advising.sheet_sections import PLAIN_NAME, SheetSection, by_number, name_part
from reviewer.datamodels import Item

LONG_ENOUGH = 3  # parts of a sheet for three standards
RIGHT, DONE = "都做对，错的改好了", "都完成，错的改好了"
HANDS_ON, TRIED = ("劳动", "体育与健康", "体育"), "都做到了，没做到的再练一次"
OF_ART = ("美术", "音乐", "艺术")
_GROUP = re.compile("[A-CＡ-Ｃ甲乙丙][组层档]")  # the last asks most
_STARS = re.compile("★+")
_ALOUD = ("朗读", "背诵")
_BY_HEART = ("朗读", "背诵", "默写", "抄写", "表达")
_DONE = ("制作", "实验", "操作", "调查", "观察", "表达")
_CHECKED = ("选择", "判断", "填空", "计算", "口算", "应用")
_EXACT = ("数学", "物理", "化学", "信息科技", "信息技术")  # a reason there is right or wrong
_MADE = ("作文", "制作", "观察", "调查", "表达", "朗读", "实验", "绘图")  # done well or less well, seldom wrong
_OWN_WORDS = re.compile(
    r"为什么|理由|看法|你(?:认为|觉得|支持|同意|喜欢)|怎样理解|自己的话|好在哪"
)  # answered well or less well, with or without proof
_OF_PART = {
    "应用": "列式、单位、答语都写全",
    "解答": "每一步都写出来，错的改好了",
    "阅读": "答案在文中都找得到依据",
}


def say_stars(items: Sequence[Item], sections: Sequence[SheetSection], subject: str) -> str | None:
    """★第一、二大题都做对；★★第三大题…；★★★…: what one, two and three stars are for, by the sheet's own parts."""
    kept = [one for one in items if not (one.copying or ELSEWHERE.search(one.text) or "不用交" in one.text)]
    ids = {one.id for one in kept}
    upper = [one for one in sections[-1].items if one.id in ids] if sections and _GROUP.match(sections[-1].name) else []
    best = _best(upper or kept)
    parts = [[one for one in part if one.id in ids] for part in by_number(items, sections)]
    parts = [part for part in parts if part]
    rest = [part for part in parts if best is not None and all(one.id != best.id for one in part)]
    if best is None or len(parts) < LONG_ENOUGH or len(rest) < LONG_ENOUGH - 1:
        return None
    lower = [[one for part in half for one in part] for half in (rest[: len(rest) // 2], rest[len(rest) // 2 :])]
    names = [name_part(part, items, sections) for part in lower]
    if any(not PLAIN_NAME.match(name) or "另外" in name for name in names):
        return None
    first, second = (_of_part(part, subject) for part in lower)
    also = "也" if first == second in (RIGHT, DONE, TRIED) else ""
    return (
        f"★{names[0]}{first.partition('，')[0] if also else first}；★★{names[1]}{also}{second}；"
        f"★★★{name_fully(best, items)}{standard(best, subject)}"
    )


def name_others(items: Sequence[Item], sections: Sequence[SheetSection], hardest: Item) -> str:
    """第1—5题都做对，错的改好了: what comes before the hardest item; 前面的题 where it has no plain name."""
    rest = [one for one in items if one.start < hardest.start and not one.copying]
    name = name_part(rest, items, sections) if rest else ""
    plain = PLAIN_NAME.match(name) and "另外" not in name and "等" not in name
    checked = [one for one in rest if one.kind not in (*_BY_HEART, *_MADE, *_DONE)]
    said = name if plain else "前面的题"
    return f"{said}都做对，错的改好了" if len(checked) * 2 > len(rest) else f"{said}都认真完成"


def say_told(hardest: Item, items: Sequence[Item]) -> str:
    """能把第6题讲给家人听: the third star; of what is told anyway, that questions on it are answered."""
    name = name_item(hardest, items)
    if hardest.kind == "表达":
        return f"{name}讲完，能回答听的人问的一个问题"
    return f"能把{name}讲给家人或同桌听，他听懂了"


def _best(items: Sequence[Item]) -> Item | None:
    """What is left to choice, else what is done or written, else what asks most."""
    free = [one for one in items if one.optional and one.kind not in SHORT_ANSWERS and is_problem(one)]
    done = [one for one in items if one.tier == "实践" or one.kind == "作文"]
    chosen = free or done
    return max(chosen, key=lambda one: one.demand) if chosen else hardest_item(items) if items else None


def _of_part(part: Sequence[Item], subject: str) -> str:
    if subject in HANDS_ON:
        return TRIED
    if sum(one.kind in _BY_HEART or one.copying for one in part) * 2 > len(part):
        return "都按要求完成"
    open_ended = [one for one in part if one.kind not in SHORT_ANSWERS]
    if any(one.kind in (*_MADE, *_DONE) for one in open_ended) and len({one.kind for one in part}) > 1:
        return DONE  # nothing made or found out is right or wrong
    if len(open_ended) < len(part):
        return RIGHT if len(open_ended) * 2 < len(part) or subject in _EXACT else DONE
    kind = commonest_kind(open_ended)
    if len({one.kind for one in open_ended}) > 1:  # no standard fits two sorts of work
        return DONE
    if kind == "解答" and subject not in _EXACT:
        return "都写出了依据"
    return _OF_PART.get(kind) or standard(next(one for one in open_ended if one.kind == kind), subject)


def is_made(items: Sequence[Item], subject: str) -> bool:
    """Whether the sheet is of things made, done or tried out: little on it is right or wrong."""
    done = [one for one in items if _is_done(one)]
    checked = [one for one in items if one.kind in _CHECKED]
    return (
        len(done) * 2 >= len(items) > 0 or subject in HANDS_ON or (subject in OF_ART and len(checked) * 2 < len(items))
    )


def name_made(items: Sequence[Item]) -> str:
    """What the longest of its tasks is about, of a sheet of things made whose title doesn't tell; "" where none says."""
    longest = max((one for one in items if _is_done(one)), key=lambda one: one.minutes, default=None)
    return matter(re.sub(r"^[^\w]*[\d①-⑳]*\W*", "", longest.text)).rstrip("…") if longest else ""


def _is_done(item: Item) -> bool:
    return item.tier == "实践" or item.kind in (*_MADE, *_DONE)


def find_checked(items: Sequence[Item]) -> Item | None:
    """What most have to do and may get wrong: the most demanding of what has one answer and is left to nobody's choice."""
    must = [one for one in items if not one.optional and one.kind in _CHECKED and not one.copying and is_problem(one)]
    return max(must, key=lambda one: (one.demand, one.minutes), default=None)


def stars_fit(stars: str, text: str) -> bool:
    """Whether all three standards have to do with something on the sheet."""
    return all(shared(part, text) for part in _STARS.split(stars) if part)


def check_oneself(item: Item, items: Sequence[Item], subject: str) -> str:
    """What pupils note about this item besides what they got wrong elsewhere."""
    name = name_fully(item, items)
    if item.kind == "作文":
        return f"{name}最满意的一句（ ），改了的一处（ ）"
    if item.kind in _ALOUD:
        return f"{name}还不顺的一句（ ）"
    if item.kind in _DONE:
        return f"{name}没做成的一步（ ），怎样改的（ ）"
    if subject in _EXACT or item.kind in SHORT_ANSWERS:
        return f"{name}：□自己做出来 □问了别人 □还不懂"
    return f"{name}我的依据是（ ）"


def follow_up(item: Item, items: Sequence[Item], subject: str = "") -> str:
    """What the teacher does about the item the day after."""
    name = name_fully(item, items)
    if item.kind in _MADE:
        return f"第二天选两份做得好的{name.removesuffix('这题')}，请学生说说好在哪里；还没做成的，当面指点，再做一次"
    if item.kind == "阅读" or (subject not in _EXACT and _OWN_WORDS.search(item.text)):
        return f"第二天读两份对{name.removesuffix('这题')}依据不同的回答，请大家说哪一句证据最有力；没有写依据的，当面指给他看该回到哪一处，再补一句"
    if changed := change_number(item):
        return f"错的人多，第二天请两人把{name}的做法写上黑板比一比；只有几人错，当面批改，{changed}再做一遍"
    if item.kind in ("选择", "判断"):
        return f"错的人多，第二天请选错{name}的人说说当时怎样想，再把错的一项改对；只有几人错，当面问清，再答一遍"
    if item.kind in ("填空", "默写", "抄写"):
        return f"错的人多，第二天把{name}的几种错法写在黑板上，请大家认出错在哪里；只有几人错，当面改，再报给他写一遍"
    if subject in _EXACT:
        return f"错的人多，第二天请两人把{name}的做法写上黑板比一比；只有几人错，当面问他卡在哪一步，再做一道同样的"
    return (
        f"第二天选两份不同的{name.removesuffix('这题')}，请大家说说各好在哪里；还没做成的，当面问他卡在哪一步，再补一次"
    )
