"""类型与实践: how many sorts of work, practice with hands or in life, real situations."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.kinds import PRACTICAL

# kinds that teachers would call one type of homework
_TYPES = {
    "口算": "计算",
    "应用": "解答",
    "朗读": "诵读",
    "背诵": "诵读",
    "抄写": "书写",
    "默写": "书写",
    "实验": "实验观察",
    "观察": "实验观察",
}
_PRACTICE = re.compile(
    r"量一?量|测量(?!结果)|摆一摆|拼一拼|折一折|剪一剪|称一称|动手|做一做实验|小实验|调查|采访|走访|制作|种植|参观|实地|走进(?:社区|超市|工厂|农家)|到.{0,8}(?:超市|银行|公园|市场|菜场)"
)
_SCENE = re.compile(
    r"买|卖|付|商店|超市|学校|班级|同学|妈妈|爸爸|爷爷|奶奶|家[里人庭中]|老师|小(?:明|红|刚|丽|华|兔|猫|鸟|鱼|军|强|芳|亮|林|李|王)|公园|停车场|汽车|火车|公交|地铁|飞机|电梯|手机|苹果|桃子|西瓜|树苗|棵树|花坛|花店|朵花|"
    r"路程|旅游|运动会|比赛|图书|食堂|农场|果园|工厂|工人|工程|社区|小区|生活|节日|春节|中秋|天气|气温|水费|电费|打折|利息|银行|快递|外卖|垃圾|环保|扣子|奖品|科技小组|菜地|草坪|篱笆|铁丝|教室|房间|课本|作息|周末|兰州|黄河|家乡|祖国|新闻|短信|通知|倡议"
)


def _types(sheet: Sheet) -> Finding:
    first: dict[str, int] = {}
    for position, item in enumerate(sheet.measures.items):
        first.setdefault(_TYPES.get(item.kind, item.kind), position)
    shown = f"有{len(first)}种类型：{'、'.join(first)}。" if first else "没有找到题目。"
    if len(first) >= 3:
        return yes("va.types", 0.9 if len(first) > 3 else 0.8, sheet.task_spans(first.values()), shown)
    return no("va.types", 0.22 if len(first) == 2 else 0.06, sheet.task_spans(first.values()), shown)


def _practice(sheet: Sheet) -> Finding:
    done = [p for p, item in enumerate(sheet.measures.items) if item.kind in PRACTICAL]
    if done:
        return yes("va.practice", 0.88, sheet.task_spans(done), f"{numbers(done)}要动手、调查、观察或制作。")
    told = {"应用", "选择", "判断", "编程", "阅读"}
    led = [p for p in sheet.tasks_with(_PRACTICE, stem=True) if sheet.measures.items[p].kind not in told]
    if led:
        stems = tuple(dict.fromkeys(_stem_span(sheet, p) for p in led))[:3]
        return yes("va.practice", 0.72, stems, f"{numbers(led)}要先动手量、做或调查。")
    named = [p for p, task in enumerate(sheet.tasks) if task.tier and task.tier.name == "实践"]
    if named:
        return yes(
            "va.practice",
            0.58,
            sheet.task_spans(named),
            f"{numbers(named)}列在实践作业里，是否真要动手请再看。",
        )
    return no("va.practice", 0.06, (), "没有动手操作、调查、测量、实验或制作的作业。")


def _stem_span(sheet: Sheet, position: int) -> tuple[int, int]:
    """The stem's sentence if it is the stem that asks for practice, else the item."""
    task = sheet.tasks[position]
    stem = task.near.strip()
    at = sheet.draft.text.rfind(stem, 0, task.start) if stem and not _PRACTICE.search(task.body) else -1
    return sheet.sentence(at) if at >= 0 else sheet.task_spans([position])[0]


def _context(sheet: Sheet) -> Finding:
    if not sheet.tasks:
        return unclear("va.context", (), "没有找到题目。")
    scenes = [
        p
        for p, task in enumerate(sheet.tasks)
        if _SCENE.search(task.body) or (_SCENE.search(task.near) and sheet.measures.items[p].kind != "填空")
    ]
    practical = [p for p, item in enumerate(sheet.measures.items) if item.kind in {"调查", "操作", "制作"}]
    share = len(set(scenes) | set(practical)) / len(sheet.tasks)
    shown = f"{len(sheet.tasks)}题中约{len(set(scenes) | set(practical))}题有生活情境。"
    if share >= 1 / 3 or practical:
        return yes(
            "va.context", 0.75 if share >= 1 / 3 else 0.6, sheet.task_spans(practical or scenes), shown
        )
    return no("va.context", 0.12 + share / 2, sheet.task_spans(scenes), shown)


def find(sheet: Sheet) -> list[Finding]:
    return [_types(sheet), _practice(sheet), _context(sheet)]
