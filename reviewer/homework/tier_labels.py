"""The words by which a sheet marks tiers: 基础/拓展/实践, A/B/C, stars, 必做/选做 – as a heading or before one task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewer.homework.choice import CHOICE
from reviewer.homework.labels import without_number
from reviewer.homework.numbering import REMEMBERED

_PART = "性?(?:作业|练习|习题|题型|题组|题|训练|演练|巩固|过关|达标|闯关|检测|任务|活动|层次|层级|层|类|篇|部分|知识|园地|平台|版块|板块|模块|应用|运用|探究|操作|实操|思考|挑战){0,2}"
_TIER_WORDS = (
    (
        "基础",
        rf"复习巩固|练习巩固|知识技能|感受[·・]?理解|(?:夯实|巩固|落实)?基础(?:性?巩固|达标|过关|夯实|必做)?{_PART}|双基{_PART}|达标{_PART}|巩固{_PART}|保底{_PART}",
    ),
    (
        "提升",
        rf"数学理解|思考[·・]?运用|温故知新|(?:能力|综合|素养|巩固|拔高)?(?:提升|提高|进阶|拔高|发展){_PART}|综合(?:性|运用|应用|训练|题){_PART}|变式{_PART}",
    ),
    (
        "拓展",
        rf"拓广探[索究]|联系拓广|探究[·・]?拓展|(?:思维|能力|课外|素养|知识|阅读)?(?:拓展|延伸|拓展延伸|拓展提升|拓展探究|拓展提高|拓展创新|培优|挑战|创新|探究|弹性|个性化){_PART}",
    ),
    ("实践", rf"(?:综合|生活|动手|创新|拓展|跨学科|学科)?实践(?:性?(?:活动|探究|操作|应用))?{_PART}"),
    ("必做", r"(?:课[堂后前]|全[体员]|人人)?必做(?:题|作业|部分|练习|项|内容)?"),
    (
        "选做",
        r"(?:自主)?(?:选[做作]|可选)(?:题|作业|部分|练习|项|内容)?[A-D]?|选一[个项样题]?做|自选(?:题|作业|内容)|任选(?:题|作业)?|自主选择作业|菜单式作业|(?:作业)?自助餐|自助作业|作业超市|选学|附加(?:题|作业|练习|部分)?"
        r"|(?:学?有余力|有兴趣|感兴趣|愿意)(?:的?(?:同学|学生|孩子|小朋友)|者|的)?(?:可以|可)?(?:选?做|完成|挑战)?"
        r"|(?:会做?|想(?:挑战|试一?试?|多[练做想]|提高))的(?:同学|学生|孩子|小朋友)?(?:可以|可|再|来)?(?:选?做|试一?试|完成|挑战)",
    ),
)
# of English sheets: CORE · 课堂必做, Extension
_ENGLISH = re.compile(r"(?P<基础>core|basics?|foundation)|(?P<拓展>extend|extension|challenge|advanced|stretch)", re.I)
_LETTER = re.compile(
    r"(?:[（(【\[]?\s*([ABC甲乙丙])\s*[】\])）]?\s*(?:组|层级|层次|层|级|类|档|卷|套餐|餐)(?:题|作业|练习)?|【\s*([ABC])\s*】|(?:Level|Group|层次|水平)\s*([ABC]))"
)
_ORDER = re.compile(
    r"第?([一二三123])\s*(?:星级?|颗星)(?:题|作业|练习)?|(?:第([一二三123])(?:层次?|关|级|梯度|阶)|(?:层次|层级|梯度|水平)([一二三123]))"
)
_STARS = re.compile(r"[★☆⭐]{1,5}")
_TIERS = tuple((name, re.compile(words)) for name, words in _TIER_WORDS)
_NOT_TIER = re.compile(r"评价|评分|自评|互评|得星|获得|我能得|等级|目标|说明|意图|要求|知识与技能|分析|情况")
_AROUND = re.compile(r"[\s:：—–\-－~·【】\[\]《》<>#*]+|[（(][^（）()]*[)）]")
_BULLETS = re.compile(r"^[▲△◆◇●○■□▼▽♦✦✿❀※►▶•]+\s*(?=[\u4e00-\u9fffA-Z★☆【])")
_LEVEL = re.compile(r"(?:Level|Lv)\s*\.?\s*([1-3])(?![\d.])[\s:：.·、—-]*", re.I)
# who does a tier, said beside its name: 【A层】全体完成, 提高题，学有余力的同学做
_FOR_WHOM = re.compile(
    r"(?<=.)[\s，,：:—–-]*(?:(?:全体|全班|人人|每[人位]|所有|大家|都|必须|一起)(?:的?(?:同学|学生|孩子|小朋友))?(?:都|必须|一起|需|均)?要?(?:完成|做|必做|过关|达标|参加)?"
    r"|(?:选做|自愿|自选|任选|学有余力|有兴趣|感兴趣|有余力|愿意|想|(?:如果|若)?(?:时间(?:充足|充裕|允许|有余)|有(?:多余的?)?时间))[^。？?：:（）()]{0,14}|(?:同学|学生)(?:必做|都做|选做|完成))$"
)
_LEFT_TO_CHOICE = re.compile(
    r"第\s*(\d{1,2}(?:题?\s*[、，,和]\s*第?\s*\d{1,2})*)\s*题(?:[A-C甲乙、]{0,4})(?:可以|可|是)?\s*(?:选做|任选|自选|自愿|选[一1])"
)
_INNER_NOTE = re.compile(r"(?<=[^（(\s])[（(]\d{1,2}[)）]")  # （1） inside （第3题（1）（2）都做，（3）选做）
_LONG_NOTE = re.compile(r"[（(][^（）()]*[)）]")
# what a heading may be called beside its tier: 第一天 · 基础, 工单一 · 基础, 第一周 · 开题（基础）
_STAGE = re.compile(
    r"第\s*[一二三四五六七八九十\d]+\s*(?:天|周|晚|次|日|课|幕|场|站|关|步|阶段|篇|单元|课时|部分)"
    r"|(?:工单|任务|活动|阶段|步骤|模块|板块|专题|篇章)\s*[一二三四五六七八九十\d]+|[一二三四五六七八九十]号[\u4e00-\u9fff]{1,2}"
    r"|(?:周|星期)[一二三四五六日天末](?:[—–~～、至到](?:周|星期)?[一二三四五六日天末])?|平日|周末|Day\s*\d+"
)
# after the points of one question: （4分）★稍难
_HARD = re.compile(
    r"(?:[（(]\s*\d{1,2}\s*分\s*[)）])?\s*(?:[★☆⭐*＊]{1,3}\s*[（(【]?(?:稍|较|有点)?(?:难|有难度|提高)|[（(【](?:稍|较|有点)难题?[)）】])"
)
_ITEM_NOTED = re.compile(r"第?\s*\d{1,2}\s*(?:题|[、，,和])|[（(]\d{1,2}[)）]")
_NOTE = re.compile(r"[（(【\[]([^（）()【】\[\]]{1,24})[)）】\]]")
_HEAD_NOTE = re.compile(r"[（(【\[]\s*([^（）()【】\[\]]{1,8}?)\s*[)）】\]]")
# （★拔高：陈述改反问）, （基础·词句）: the tier before what is practised
_BESIDE = re.compile(
    r"[（(【\[]\s*[★☆⭐]*\s*([\u4e00-\u9fff]{2,4})\s*[·：:，,][^（）()【】\[\]\n]{1,16}[)）】\]]|[（(【\[]\s*[★☆⭐]+\s*([\u4e00-\u9fff]{2,4})\s*[)）】\]]"
)
SECTION_CHARS = 12  # of a section's name before its note
RANKS = {
    "基础": 1,
    "必做": 1,
    "A": 1,
    "1": 1,
    "提升": 2,
    "B": 2,
    "2": 2,
    "拓展": 3,
    "选做": 3,
    "C": 3,
    "3": 3,
    "实践": 4,
}


@dataclass(frozen=True, slots=True)
class TierLabel:
    """A tier as written (`text`) and which one it is: 基础 提升 拓展 实践 必做 选做, A B C, or 1 2 3 by stars or order."""

    text: str
    name: str
    optional: bool
    chosen: frozenset[int] = frozenset()  # questions its heading leaves to choice: 拓展（第3题都做，第4题选做）

    @property
    def rank(self) -> int:
        return RANKS.get(self.name, int(self.name) if self.name.isdigit() else 0)


def _named(core: str) -> str | None:
    """Which tier a bare label names, if the label is nothing but a tier's name."""
    letter = _LETTER.fullmatch(core)
    if letter:
        written = next(group for group in letter.groups() if group)
        return dict(zip("甲乙丙", "ABC", strict=True)).get(written, written)
    order = _ORDER.fullmatch(core)
    if order:
        written = next(group for group in order.groups() if group)
        return written if written.isdigit() else str("一二三".index(written) + 1)
    if _STARS.fullmatch(core):
        return str(len(core))
    english = _ENGLISH.fullmatch(core)
    if english:
        return english.lastgroup
    return next((name for name, pattern in _TIERS if pattern.fullmatch(core)), None)


def _pieces(head: str) -> list[str]:
    """The label and the notes in brackets beside it, each stripped of marks: `A组（基础题）` gives `A组`, `基础题`."""
    bare = _AROUND.sub("", head)
    notes = [
        part for note in _NOTE.findall(head) for part in (note.strip(" ：:"), *re.split(r"[\s，,；;]+", note)) if part
    ]
    words = [bare, *re.split(r"[：:\-—–－·\s]+", _NOTE.sub(" ", head).strip()), *notes]
    stars = _STARS.search(head)
    words = [head.strip(), _NOTE.sub("", head).strip(" :：—–-【】[]《》"), *words]
    return [word for word in dict.fromkeys(words) if word] + ([_STARS.sub("", bare)] if stars else [])


@lru_cache(maxsize=REMEMBERED)
def tier_heading(text: str) -> TierLabel | None:
    """The tier a heading line opens (`一、基础性作业（必做，5分钟）`, `★★ 能力提升`, `B组`), or None."""
    body = without_number(text).strip().strip("#*").strip()
    ordinal = _ORDER.match(text.strip())
    body = text.strip() if ordinal and ordinal.start() == 0 and len(text) < 24 else body
    chosen = _chosen(body)
    body = _bare(_without_long_notes(body))
    if not body or len(body) > 40 or _NOT_TIER.search(_NOTE.sub("", body)):
        return None
    bare = _NOTE.sub("", body).strip()
    if len(re.sub(r"[★☆⭐\s：:—\-]", "", bare)) > 16:
        return None
    pieces = _pieces(body)
    stars = _STARS.match(bare)
    found = next(((piece, name) for piece in pieces if (name := _named(piece))), None)
    taken = _named(_STARS.sub("", bare).strip()) if stars else None
    if stars and taken in {"必做", "选做"}:  # one star before each is an ornament
        found = (_STARS.sub("", bare).strip(), taken)
    if found is None and stars and bare == stars[0]:
        found = (stars[0], str(len(stars[0])))
    if found is None or not (_whole(bare, pieces) or _left_to_choice(text, bare, found[1])):
        return None
    return TierLabel(found[0], found[1], _is_optional(text), chosen)


_SECTION = re.compile(
    r"\s*#*\s*(?:[一二三四五六七八九十]{1,2}\s*[、.．]|[A-F]\s+(?=[\u4e00-\u9fff])|【(?=[^】]{2,8}】[（(]))"
)


def _left_to_choice(text: str, bare: str, name: str) -> bool:
    """六、做一做（选做）: the note in brackets says of a whole section how it is to be taken."""
    return name in {"选做", "必做"} and len(bare) <= SECTION_CHARS and bool(_SECTION.match(text))


def _chosen(heading: str) -> frozenset[int]:
    """The questions a heading names as free to choose."""
    found = (re.findall(r"\d{1,2}", match[1]) for match in _LEFT_TO_CHOICE.finditer(heading))
    return frozenset(int(number) for numbers in found for number in numbers)


def _without_long_notes(body: str) -> str:
    """`拓展（第3题（1）（2）都做，（3）选做）` without a note that speaks of single items, which may be long."""
    if not _ITEM_NOTED.search(body):
        return body
    flat = _INNER_NOTE.sub("", body) if len(body) > 12 else body
    return _LONG_NOTE.sub(lambda note: "" if _ITEM_NOTED.search(note[0]) else note[0], flat).strip()


def _bare(body: str) -> str:
    """Without bullets, without Level 1 before a name, and without who it is for where that leaves a tier's name."""
    body = _BULLETS.sub("", re.sub(r"^[A-C]\s+(?=[\u4e00-\u9fff]{2})", "", body))  # A 基础题（全体）
    level = _LEVEL.match(body)
    if level:
        body = body[level.end() :] or f"层次{level[1]}"
    whom = _FOR_WHOM.search(body)
    return body[: whom.start()] if whom and any(map(_named, _pieces(body[: whom.start()]))) else body


_CHOOSES = re.compile("选择题|选择填空|选[词出填]|[单多]选|选一选")  # an answer, no work


def _is_optional(heading: str) -> bool:
    """Whether a whole tier may be left out; 都做，第4题选做 speaks of one item."""
    free = CHOICE.search(heading) or ("选" in heading and not _CHOOSES.search(heading))
    return bool(free) and not re.search(r"(?<!可以)都做", heading)


def _whole(bare: str, pieces: list[str]) -> bool:
    """Whether the line outside brackets is only label words: a task that merely begins with 基础 is none."""
    words = [word for word in re.split(r"[：:\-—–－·\s【】\[\]]+", bare) if word]
    if not words:
        return True
    if _named(_STARS.sub("", _AROUND.sub("", bare))) or (_named(words[0]) and len("".join(words)) <= 14):
        return True
    # 第一天 · 基础, 工单一 · 基础: the tier stands beside the name of a stage; 第一周 · 开题（基础）
    staged = bool(_STAGE.fullmatch(words[0])) and len("".join(words)) <= 16
    return staged and (any(map(_named, words[1:])) or any(map(_named, pieces)))


def after_label(text: str) -> str:
    """What a tier heading says after its colon: `基础作业：朗读课文。` is heading and task in one."""
    said = re.split(r"[:：]", text, maxsplit=1)[1].strip() if re.search(r"[:：]", text) else ""
    return "" if re.fullmatch(r"[\W\d_]*(?:分钟|min|必做|选做)?[\W_]*", said) or _named(said) else said


def tier_mark(text: str) -> TierLabel | None:
    """A tier written at the head of a single task: `（选做）…`, `★★ …`, `【拓展】…`, `A. ` is none (an option)."""
    head = without_number(text)
    lead = text[: len(text) - len(head)] if head != text else ""
    stars = _STARS.search(lead) or _STARS.match(head)
    beside = _BESIDE.match(head)
    if beside and (name := _named(beside[1] or beside[2])):
        return TierLabel(beside[1] or beside[2], name, "选" in beside[0])
    for source in (lead, head[:16]):
        for note in _HEAD_NOTE.finditer(source):
            name = _named(note[1]) or _named(note[0])  # 【C】 is a tier, （C） an answer
            if name and (source is lead or note.start() == 0):
                return TierLabel(note[1], name, name == "选做" or "选" in note[1])
            if note[1] == "选" and note.start() == 0:  # 5.（选）两个数的商是8
                return TierLabel("选", "选做", True)
    prefix = re.match(r"\s*[★☆⭐※]*\s*([\u4e00-\u9fffABC]{2,6})\s*[:：]", head)
    if prefix and (name := _named(prefix[1])):
        return TierLabel(prefix[1], name, "选" in prefix[1])
    if _HARD.match(head):
        return TierLabel("稍难", "提升", False)
    if stars and (
        named := re.match(r"[^\n]{1,12}[（(](选做|自选|任选)[)）]\s*$", head.split("\n")[0])
    ):  # ★9. 唱一唱（选做）
        return TierLabel(named[1], "选做", True)
    if stars and not _NOT_TIER.search(text):
        return TierLabel(stars[0], str(len(stars[0])), False)
    return None
