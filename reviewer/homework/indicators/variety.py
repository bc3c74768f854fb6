"""类型与实践: how many sorts of work, practice with hands or in life, real situations."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.evidence import Sheet, no, numbers, unclear, yes
from reviewer.homework.kinds import PRACTICAL, is_report

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
    r"量一?量|先猜[^。]{0,4}再[^。，]{0,4}[剪折摆量拼搭称]|(?:天气|气温|观察|成长|月相|种植)小?记录(?![，。]|下面|如下)|测量(?!结果)|摆一摆|拼一拼|折一折|剪一剪|称一称|动手|做一做实验|小实验|(?<!经)(?<!经市场)(?<!据)调查|采访|走访|问一?问(?:家里|家人|爸|妈|爷爷|奶奶|老人|大人|邻居)|每天[^。\n]{0,24}看(?:月亮|星星|太阳|天)|找(?:几个)?小朋友[^。，\n]{0,10}玩|(?:贴|挂)在(?:家里|墙上|门上|冰箱)|制作|种植|参观|实地|走进(?:社区|超市|工厂|农家)|到.{0,8}(?:超市|银行|公园|市场|菜场)"
    r"|画[^。；，\n]{0,6}(?:路线图|平面图|地图)|从[^。；，\n]{1,12}走到[^。；，\n]{1,30}(?:一遍|一趟|一次)|边走边[记看数量]"
    r"|先看\d+分钟|画一画[，,、]\s*说一说|画好后?[^。；\n]{0,20}(?:说|讲|介绍|问)|(?:看看|找找|找一找)[^。；\n]{0,20}(?:拍照|拍下|抄下来|记下来)|(?:设计|做|制)一?张[^。；，\n]{0,10}(?:名片|卡片?|书签|小报|海报)"
)
_TRIED = re.compile(r"先猜[^。]{0,4}再[^。，]{0,4}[剪折摆量拼搭称]")  # whatever else the item asks
_LAID_OUT = re.compile(
    r"(?:拼|摆|搭|剪)(?:出|成)?[一几]?[个幅些][^。？?，\n]{0,8}(?:图案|图形|作品)[^\n]{0,20}(?:画|剪|拼)|(?:拼|摆|搭)成的(?:图案|作品)"
)
# a situation of life that can stand alone, and persons or places that only count in a sum with quantities
_SCENE = re.compile(
    r"买|卖|付款|商店|超市|市场|家[中庭]|家里|你家|为家|自家|厨房|炒菜|做饭|做菜|公园|停车|汽车|火车|公交|地铁|飞机|高铁|电梯|手机|苹果|桃子|西瓜|树苗|棵树|花坛|花店|朵花|旅游|旅行|研学|运动会|比赛|图书|食堂|农场|果园|工厂|工人|"
    r"工程|社区|小区|物业|邻居|生活|节日|春节|中秋|端午|清明|天气|气温|水费|电费|电能表|用电|燃气|家电|电器|插线板|打折|利息|银行|快递|外卖|垃圾|环保|扣子|奖品|菜地|草坪|篱笆|铁丝|作息|兰州|家乡|祖国|新闻|短信|微信|"
    r"通知|倡议|游客|景区|博物馆|医院|体检|身高|体重|睡眠|早餐|营养|药品|说明书|消防|逃生|自行车|电动车|盲道|红绿灯|过马路|公共|交通|餐桌|菜单|门票|水池|洗衣|雨伞|保温|温室|大棚|种植|养殖|快餐|牛奶|饮料|玩具|零花钱|"
    r"时刻表|作息|上班|流感|患病|疾病|病人|疫苗|不?合格品|抽检|进货|顾客|店长|销售|推销|保险|电动[汽自]|卫星|后厨|记账|通讯录|师傅|促销|选手|评委|问卷|民意|随机抽取|(?:假如|如果|假设)你(?:是|在|要|作为)|(?:我们|你们|咱们?)(?:班|学校|小区|村|家)|\b(?:bus|shop(?:ping)?|supermarket|market|hospital|restaurant|hotel|museum|airport|menu|tickets?)\b"
)
_CAST = re.compile(
    r"学校|班级|同学|妈妈|爸爸|爷爷|奶奶|老师|教室|房间|课本|小(?:明|红|刚|丽|华|军|强|芳|亮|林|李|王|东|雨|宇)|路程|周末"
)
# a sum told with things of daily life, unless it is about figures, numbers or substances themselves
_COUNTED = re.compile(
    r"\d+(?:[.．]\d+)?\s*(?:千克|克|吨|斤|元|角|本|页|支|枝|个|只|棵|辆|人|名|张|块|条|瓶|袋|箱|桶|盒|双|件|升|毫升|平方米|公顷|千米|米|分钟|小时|天|朵|盆|排|筐|层|户)"
)
_ABSTRACT = re.compile(
    r"[个这该](?:数|圆|半圆|正方[形体]|长方[形体]|三角形|梯形|平行四边形|圆[柱锥]|角|分数|小数|多边形|抛物线)(?![形桌柱]?[^，。]{0,4}[池桌碗盘井门窗])|物体|物质|溶液|抛物线|函数|线段|数轴|生成|制取|电阻|电压|[甲乙丙]数"
)
_LISTENER = re.compile(
    r"(?:给|向|和|跟|与|请|让|对)(?:你的?|自己的?)?(?:爸爸妈妈|爸爸|妈妈|爷爷|奶奶|家人|家长|父母|同学|同桌|伙伴|老师|小伙伴)"
)
_NOT_SCENIC = frozenset({"抄写", "默写", "背诵", "朗读"})
_TEXT_SUM = re.compile(
    r"一个数|[和差积商](?:是|的|与)|比\s*\d+\s*[多少大小]|\d+\s*的\s*[\d一二三四五六七八九]+\s*倍|减去|除以|乘以?\d|加上"
)
_IN_CODE = re.compile(r"游戏|动画|小?程序|作品|网页|机器人")
# several sorts of work inside one long task of a sheet with few
FEW, LONG = 4, 60
_INSIDE = (
    ("制作", re.compile(r"做一?[个件只]|制作|动手做|搭")),
    ("实验观察", re.compile(r"测出|测量|实验|试[一三几]次|观察|量一?量")),
    ("绘图", re.compile(r"画成?[^。，]{0,8}图|画出|条形图|折线图|示意图|海报")),
    ("调查", re.compile(r"调查|采访|问一?问|统计")),
    ("作文", re.compile(r"写一[篇段封则]|\d+字|日记|短文")),
    ("表达", re.compile(r"讲给|说给|介绍|汇报|展示给")),
)
_ONLY_SUMS = re.compile(r"[\d\s.+\-−×÷*/=＝＋－()（）<>○□_＿,，、;；√×对错]+")


def _type_of(sheet: Sheet, position: int) -> str:
    """What a teacher would call the type: sums to judge, to fill in or told in words are still 计算."""
    task, kind = sheet.tasks[position], sheet.measures.items[position].kind
    told = kind in {"应用", "解答", "填空"} and _TEXT_SUM.search(task.body) and not _SCENE.search(task.body)
    short = kind in {"判断", "填空", "选择", "应用", "解答"} and re.search(r"\d", task.body)
    if short and (_ONLY_SUMS.fullmatch(task.body) or (told and len(task.body) < 50)):
        return "计算"
    if kind == "制作" and _IN_CODE.search(task.body) and any(item.kind == "编程" for item in sheet.measures.items):
        return "编程"
    if kind == "表达" and re.search(r"判断|对不对|对吗", task.body):
        return "判断"
    return _TYPES.get(kind, kind)


def _types(sheet: Sheet) -> Finding:
    first: dict[str, int] = {}
    for position in range(len(sheet.tasks)):
        first.setdefault(_type_of(sheet, position), position)
    shown = f"有{len(first)}种类型：{'、'.join(first)}。" if first else "没有找到题目。"
    if len(first) >= 3:
        return yes("va.types", 0.9 if len(first) > 3 else 0.8, sheet.task_spans(first.values()), shown)
    inside = _kinds_inside(sheet) | set(first)
    if len(sheet.tasks) <= FEW and len(inside) >= 3:
        note = f"题目不多，但题内要做的有{len(inside)}种：{'、'.join(sorted(inside))}。"
        return yes("va.types", 0.62, sheet.task_spans(range(len(sheet.tasks))), note)
    return no("va.types", 0.22 if len(first) == 2 else 0.06, sheet.task_spans(first.values()), shown)


def _kinds_inside(sheet: Sheet) -> set[str]:
    """The sorts of work asked for inside long tasks, whatever their main kind."""
    long = [task.body for task in sheet.tasks if len(task.body) >= LONG]
    return {kind for body in long for kind, words in _INSIDE if words.search(body)}


def _practice(sheet: Sheet) -> Finding:
    done = [p for p, item in enumerate(sheet.measures.items) if item.kind in PRACTICAL]
    if done:
        return yes("va.practice", 0.88, sheet.task_spans(done), f"{numbers(done)}要动手、调查、观察或制作。")
    told = {"应用", "选择", "判断", "编程", "阅读"}
    led = [
        p
        for p in sheet.tasks_with(_PRACTICE, stem=True)
        if (sheet.measures.items[p].kind not in told or _TRIED.search(sheet.tasks[p].body))
        and not is_report(f"{sheet.tasks[p].near}\n{sheet.tasks[p].body}")
    ]
    if led:
        stems = tuple(dict.fromkeys(_stem_span(sheet, p) for p in led))[:3]
        return yes("va.practice", 0.72, stems, f"{numbers(led)}要先动手量、做或调查。")
    laid = sheet.tasks_with(_LAID_OUT)
    if laid:
        return yes("va.practice", 0.6, sheet.task_spans(laid), f"{numbers(laid)}要自己拼摆或画出作品。")
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
    items = sheet.measures.items
    scenes = [p for p in range(len(items)) if _in_life(sheet, p)]
    main = [p for p in scenes if items[p].demand >= 4 or items[p].kind in PRACTICAL | {"编程"}]
    main += [p for p, item in enumerate(items) if item.kind == "调查" and p not in main]
    share = len(scenes) / len(sheet.tasks)
    shown = f"{len(sheet.tasks)}题中约{len(scenes)}题有生活情境。"
    if share >= 1 / 3:
        return yes("va.context", 0.78, sheet.task_spans(main or scenes), shown)
    if main:
        return yes("va.context", 0.64, sheet.task_spans(main), shown)
    return no("va.context", 0.12 + share / 2, sheet.task_spans(scenes), shown)


def _in_life(sheet: Sheet, position: int) -> bool:
    """Whether an item plays in a situation of life; reading aloud to one's family is none."""
    task, kind = sheet.tasks[position], sheet.measures.items[position].kind
    if kind in _NOT_SCENIC:
        return False
    body = _LISTENER.sub("", task.body)
    stem = "" if kind in {"填空", "计算", "口算"} else task.near
    if _SCENE.search(body) or _SCENE.search(stem):
        return True
    if kind == "作文" and re.search(r"家人|亲人|妈妈|爸爸|爷爷|奶奶|朋友|经历|身边|亲身", task.body):
        return True
    if kind == "应用" and _COUNTED.search(body) and not _ABSTRACT.search(body):
        return True
    return bool(_CAST.search(body)) and len(re.findall(r"\d+(?:\.\d+)?\s*[\u4e00-\u9fff]", body)) >= 2


def find(sheet: Sheet) -> list[Finding]:
    return [_types(sheet), _practice(sheet), _context(sheet)]
