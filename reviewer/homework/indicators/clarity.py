"""科学与规范: does the sheet alone say what each item asks, and is nothing missing that the answer needs."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.aligned import ELSEWHERE
from reviewer.homework.indicators.empty_tables import find_empty_tables
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.items import Task
from reviewer.homework.tasks import asks

MUTE = 0.12  # share of items that may be brief before the sheet counts as unclear
ENOUGH = 30  # characters that say what to do even where no verb is known

_PICTURE = re.compile(r"看图|如图|下图|右图|左图|(?<![地形面色布])图中|图示|图\d")
# passages of a textbook to read or learn, with what to do in them, are clear; exercises in it are not on the sheet
_READ = re.compile(r"[读看背划]|预习|找出|画出|圈出")
_EXERCISES = re.compile(r"题|练习|完成|做")
# titles that say what is done with all that stands below: 算一算, 合并同类项, 用修改符号改病句
_TITLE_TELLS = re.compile(
    r"([\u4e00-\u9fff])一\1|算|合并|解方程|化简|[修订]?改|标|连|圈|填|选|判断|读|背|写|译|默|配平|比较|排|分类|找|画|量|列式|求|注音|组词|造句|Fill|Choose|Match|Circle|Write|Complete|Judge|Correct",
    re.I,
)
# an order in plain words, after who, when and with what: 每天阅读…, 把…背下来, 跟长辈学做…
_TELLS = re.compile(
    r"请|(?:^|[，,。；;：:、]|\d)\s*(?:每[天日晚周]|坚持|认真|自己|再|先|然后|并|和|跟|与|用|把|将|在|给|向|为|从|对|根据|结合|选)?[^，,。；;：:？?]{0,20}?"
    r"(?:[读写背画做练抄填听唱译拼搭摆折剪贴捡养种测量称算查问访记拍录跳跑编改圈标连]|收集|观察|调查|说一|讲|看图|阅读|参观|学会|学做|完成|复习|预习|订正|整理)"
)
# | 题号 | 1 | 2 | … above | 答案 | | |
_GRID = re.compile(r"题号[ |｜\t]*((?:\d{1,2}[ |｜\t]*){3,})\n(?:[|｜\s:-]+\n)?[ |｜]*答案[ |｜\t]*(?=\n|$)")
# a property or an example by its number in the textbook
_NUMBERED = re.compile(
    r"(?:证明|推导|利用|根据|由|用)[^。，,\n]{0,10}?(性质|定理|推论|公式|法则)\s*[（(]\d[)）]|(?:仿照|参照|按照|类比|模仿)[^。，,\n]{0,4}(例\s*\d)"
)
# something to listen to, and where it is to be had
_HEARD = re.compile(
    r"听(?:录音|[下以]面|下列)?\s*[\d一二三四五六七八九十两几]+\s*[段篇个组](?:短|长)?(?:对话|独白|短文|材料|句子)|听录音[^。\n]{0,10}(?:选|判断|填|回答)"
)
_SOUND = re.compile(
    r"听力(?:材料|原文|文[本稿]|稿)|录音稿|录音(?:文件|材料)|音频|扫码|二维码|链接|tapescript|老师[读念播放]|家长[读念]",
    re.I,
)
# the sheet itself says that something of it is missing
_WANTING = re.compile(
    r"(?:题目|试题|后面|其余|该页|本页|此题|图片?)[^。；\n]{0,10}(?:暂缺|缺失|待补|缺页)|扫描件?[^。；\n]{0,6}(?:不全|待补|缺失)"
)
# cloze: sentences are chosen from options, single words from a box
_CLOZE = re.compile(r"完[形型]填空")
_CLOZE_END = re.compile(r"\n\s*(?:#{1,6}\s|参考答案|答案|[一二三四五六七八九十]+、)")
_NUMBERED_BLANK = re.compile(r"\d{1,2}\s*[.、)）]?\s*_{2,}|_{2,}\s*\d{1,2}\s*_{2,}")
_CHOICES = re.compile(r"(?:^|\s)A\s*[.．、)）]\s*\S|方框|选词|首字母|所给词|适当形式", re.M)
MIN_BLANKS = 3
_UNKNOWN = re.compile(r"若干|(?:买|用|走|运|吃|装|分|卖|剪)了?一些")
# a relation without its amount: 长比宽的2倍还多一些
_UNSAID = re.compile(
    r"(?:比[^，。；？?\n]{1,14}|还|又|再)(?:多|少|大|小|长|短|高|矮|低|重|轻|快|慢|贵|便宜)(?:了)?(?:一些|一点|些|若干)"
)
_AMOUNT_ASKED = re.compile(r"求|多少|几(?![何种])|列[出]?(?:方程|式)|算")
_ROUGHLY = re.compile(r"估|大约|大概|可能|范围|[><＞＜]|谁|说一?说")


def _instructions(sheet: Sheet) -> Finding:
    if not sheet.tasks:
        return no("cl.instructions", 0.2, (), "没有找到学生要做的题目。")
    elsewhere = [p for p, task in enumerate(sheet.tasks) if _in_another_book(task)]
    if elsewhere:
        return no("cl.instructions", 0.25, sheet.task_spans(elsewhere), f"{numbers(elsewhere)}的题干不在作业单上。")
    bare = [p for p, task in enumerate(sheet.tasks) if _unexplained(task)]
    if bare:
        return no("cl.instructions", 0.28, sheet.task_spans(bare), f"{numbers(bare)}只有空表或空格，没写怎样填。")
    grid = _grid_without_questions(sheet)
    if grid:
        return no("cl.instructions", 0.28, grid, "答案栏里的题不在作业单上。")
    tables = find_empty_tables(sheet.draft.text)
    if tables:
        return no("cl.instructions", 0.28, tables, "有空表没有写明填什么、怎样填。")
    numbered = [p for p, task in enumerate(sheet.tasks) if _refers_to_book(sheet, task)]
    if numbered:
        return no("cl.instructions", 0.4, sheet.task_spans(numbered), f"{numbers(numbered)}提到的内容不在作业单上。")
    mute = [p for p, task in enumerate(sheet.tasks) if not _told(task)]
    share = len(mute) / len(sheet.tasks)
    if share > MUTE or any(not sheet.tasks[p].body.strip() for p in mute):
        return no("cl.instructions", 0.3, sheet.task_spans(mute), f"{numbers(mute)}没有写清要做什么。")
    note = f"{len(sheet.tasks)}题都写有要求。" if not mute else f"{numbers(mute)}的要求较简略。"
    return yes("cl.instructions", 0.78 - share, (), note)


def _grid_without_questions(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """An empty grid of answers that counts further than the questions to choose or judge on the sheet."""
    grids = list(_GRID.finditer(sheet.draft.text))
    last = max((int(number) for grid in grids for number in re.findall(r"\d+", grid[1])), default=0)
    asked = sum(item.kind in {"选择", "判断", "填空", "阅读"} for item in sheet.measures.items)
    short = sum(item.kind in {"选择", "判断"} for item in sheet.measures.items)
    return tuple(grid.span() for grid in grids[:1]) if last > max(short, asked // 2) else ()


def _refers_to_book(sheet: Sheet, task: Task) -> bool:
    """`证明性质（2）`, `仿照例3` where the sheet itself has no such thing."""
    found = _NUMBERED.search(task.body)
    return found is not None and sheet.draft.text.count((found[1] or found[2]).strip()) <= 1


def _in_another_book(task: Task) -> bool:
    if len(task.body) >= 80 or not ELSEWHERE.search(task.body):
        return False
    return bool(_EXERCISES.search(task.body)) or not _READ.search(task.body)


def _told(task: Task) -> bool:
    """Whether the item or the title above it says what to do."""
    if asks(task.text) or asks(task.near) or task.options or len(task.body) > ENOUGH:
        return True
    titled = len(task.near) <= ENOUGH and _TITLE_TELLS.search(task.near)
    return bool(task.body.strip() and (titled or _TELLS.search(task.body)))


def _unexplained(task: Task) -> bool:
    """An empty table or `写一写。` alone: nothing says what goes in."""
    words = re.sub(r"[_＿|｜\s:：。，,!！（）()□]|空白?$|（空）", "", task.body)
    if re.fullmatch(r"([\u4e00-\u9fff])一?\1", words) and len(task.near) < 8 and not asks(task.near):
        return True
    empty = bool(re.search(r"[_＿]{2,}|[|｜]\s*[|｜]", task.body)) and not re.search(
        r"[。？?=＝×÷]|[一-龥]_|_[一-龥]", task.body
    )
    return (
        empty
        and 2 <= len(words) <= 12
        and words.endswith(("表", "单", "栏", "空", "格"))
        and (not asks(task.near) or bool(re.search(r"用时|时间|分钟", task.near)))
    )


def _complete(sheet: Sheet) -> Finding:
    empty = [p for p, task in enumerate(sheet.tasks) if len(re.sub(r"[\W_]", "", task.body)) < 2]
    if empty:
        return no("cl.complete", 0.25, sheet.task_spans(empty), f"{numbers(empty)}没有内容，可能缺图或缺数据。")
    vague = [p for p, task in enumerate(sheet.tasks) if _lacks_a_number(task.body)]
    if vague:
        return no("cl.complete", 0.3, sheet.task_spans(vague), f"{numbers(vague)}缺少数量，算不出结果。")
    wanting = sheet.matches(_WANTING)
    if wanting:
        return no("cl.complete", 0.2, wanting, "写明有题目缺失，作业单不完整。")
    cloze = _cloze_without_options(sheet)
    if cloze:
        return no("cl.complete", 0.35, cloze, "完形填空没有给出选项。")
    if _HEARD.search(sheet.draft.text) and not _SOUND.search(sheet.draft.text):
        heard = sheet.matches(_HEARD)
        return no("cl.complete", 0.42, heard, "要听的材料不在作业单上，也没有写去哪里听。")
    pictured = sheet.tasks_with(_PICTURE, stem=True)
    if pictured and sheet.draft.name.lower().endswith(".txt"):
        return no("cl.complete", 0.35, sheet.task_spans(pictured), f"{numbers(pictured)}要看图，文本中没有图。")
    if pictured:
        return unclear("cl.complete", sheet.task_spans(pictured), f"{numbers(pictured)}要看图，请确认图在作业单上。")
    return yes("cl.complete", 0.78, (), "没有发现缺图、缺数据的题目。")


def _cloze_without_options(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """完形填空 with numbered blanks but neither options nor words in a box before the next heading."""
    text = sheet.draft.text
    for title in _CLOZE.finditer(text):
        rest = text[title.end() :]
        ending = _CLOZE_END.search(rest)
        passage = rest[: ending.start()] if ending else rest
        if len(_NUMBERED_BLANK.findall(passage)) >= MIN_BLANKS and not _CHOICES.search(passage):
            return (sheet.sentence(title.start()),)
    return ()


def _lacks_a_number(body: str) -> bool:
    """A sum to find where one of the amounts is only 若干, 一些 or 多一些: `一箱48.5元，买若干箱要多少元`."""
    given = re.findall(r"\d+(?:\.\d+)?", body)
    if _UNKNOWN.search(body) and re.search(r"多少|几[^何个种]", body):
        return len(given) <= 1 and not re.search(r"[a-zA-Z]", body)
    unsaid = _UNSAID.search(body)
    return bool(unsaid and given and _AMOUNT_ASKED.search(body, unsaid.end()) and not _ROUGHLY.search(body))


def find(sheet: Sheet) -> list[Finding]:
    return [_instructions(sheet), _complete(sheet)]
