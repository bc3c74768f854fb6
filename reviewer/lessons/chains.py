"""Whether the tasks of a lesson hang together: a later step works with what an earlier one yielded (indicator tk.sequence).

Three signs, the surer first. A sentence says so: it names an earlier step (用第二步的表, 在此基础上) or takes up what students made or
found there (在自己涂的图上, 量得的两个数) – the verb or the thing must have stood in an earlier step. The plan announces it (由浅入深).
Or the steps' names climb a known ladder (初读 → 精读 → 仿写; 挑战1 → 挑战2). Steps side by side show none of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.datamodels import Draft
from reviewer.lessons.activities import Detail
from reviewer.lessons.evidence import Span, clipped_sentences

_N = r"[一二三四五六七八\d①-⑧]"
_STAGE = r"(?:环节|任务|活动|探究|实验|探|步骤|步|问题|问|挑战|关|站)"
_EARLIER = rf"(?:上(?:面)?一?个?{_STAGE}|前[面一两]?个?{_STAGE}|(?<![到往来上走站])前面|上面(?!的[话诗词])|第{_N}个?{_STAGE}|(?:任务|活动|探究|实验|探|问题|挑战|环节|步骤){_N}(?![组人次]))"
_TAKES = r"(?:用|按照?|照着?|根?据|依照?|借助|利用|结合|对照|把|从|在|接着|接|回到|拿|带着|凭|沿着|围绕|由|看|对)"
_JUST = r"刚(?:才|刚)?(?!好|开始|学会走)"
_OWN = r"(?:自己|本组|各组|小组|组里|各自|各人|两人|大家|同桌)"
_TOLD = re.compile(
    r"刚(?:才|刚)?[^，。；\n]{0,3}(?:老师|教师|师)|(?:老师|教师)[^，。；\n]{0,4}刚|刚(?:才|刚)?[^，。；\n]{0,2}(?:讲|说|听(?!来)|介绍|示范|演示)"
    r"|上节课|上次课?|上一课|接着(?:往下|上|讲|学|带读|教师|老师)|下节课|以前学|一步步(?:走|变|滑)"
)
# the sentence says that it builds on an earlier step
_SAYS_SO = re.compile(
    rf"{_TAKES}[^，。；\n]{{0,4}}?{_EARLIER}[^，。；\n]{{0,10}}(?:的|里|上|中|那|来|得|结果|结论|数据|表|图|，)"
    rf"|{_TAKES}[^，。；\n]{{0,3}}{_JUST}[^，。；\n]{{1,12}}|{_JUST}(?:自己|我们|大家|同学们|你们|各组|小组)?[^，。；\n]{{0,6}}(?:出|到|好|全|完|成)的"
    r"|在[此这](?:个)?基础|据此|由此(?:再|推)|类推|(?:所得|得到|得出|量出|收集|记下|整理出?|写出?|画出?|选出|归纳出?)的[^。；，\n]{1,10}(?:再?用来|来|去|作为?|当)"
    r"|(?:和|与|跟|对照)(?:自己|原来|开始|前面|先前)的?(?:猜想|猜测|预测|想法|判断)[^，。；\n]{0,6}[对比看]|验证[^，。；\n]{0,6}(?:猜想|猜测|预测|结论)"
    rf"|再?接着(?:想|看|做|用|问|任务|推|改|写|画)|后一[步问题个][^。；\n]{{0,14}}前一|(?:最后|再|又)回到[^，。；\n]{{2,}}|还?用(?:探|活动|任务){_N}"
    rf"|[用按照据][^，。；\n]{{0,2}}[（(]{_N}[）)][^，。；\n]{{0,4}}(?:的|结|数|，)|用(?:自己)?(?:喜欢|选定|认为|觉得|最)[^，。；\n]{{0,6}}的(?:方法|办法|算法)[^，。；\n]{{0,4}}(?:算|解|求|做|完成)"
    rf"|(?:弄清楚?|有了|知道了|解决了|明白了)[^。；\n]{{0,12}}才能|第一问的?(?:结果|答案)|从{_OWN}的(?!生活|经[验历]|课?本|书|座位)[^，。；\n]{{1,8}}[上里中](?:挑|选|找|推|看|读|取)"
    r"|把[^，。；\n]{0,8}(?:[两二三四几各每]个?[张份人组]|大家|各自|自己)[^，。；\n]{0,8}(?:并[到成在]|合[并写成到在]|拼[成到在]|汇[总成到]|放到(?:一起|中间))"
)
# the plan says that its tasks climb
_ANNOUNCED = re.compile(
    r"基础任务[\s\S]{0,80}(?:进阶|提升|挑战)任务|(?:徒手|分解|姿势|原地)[^。；\n]{0,6}练习[^\n]{0,60}(?:完整|行进间|加速|对抗|比赛|全程)|原因何在|铺垫(?!情)|铺路|埋下?伏笔|承上启下|为(?:后面?|下面?|接下来)[^，。；\n]{0,10}(?:做|打|奠|准备)|引出(?:下一|新的?问题|矛盾|冲突)|从特[例殊][^。；\n]{0,12}(?:到|推)|(?:核心|贯穿|层层|连环)(?:追问|问题)|提问链|(?:真|果真)是?(?:如此|这样)吗|[跑跳投传运垫颠]接[\u4e00-\u9fff]{1,3}[跑跳投传射垫]|层层(?:递进|深入|推进)|环环?相扣|一环[扣套接]一环|(?:共|设|分)[^，。；\n]{0,6}[三四五]关|(?:问题|任务)(?:链|串)|由浅(?:入|到|及)深|由易(?:到|入|及)难|由扶到放|步步(?:深入|递进|紧逼)|逐(?:步|层|级)(?:完善|加深|升级|深入|递进|提高难度|增加难度)|循序渐进|一步步(?:解决|实现|完成|叠|加|完善|搭|做|深)|递进"
    r"|刚才(?:我们|大家|同学们|你们|各组|小组)[^。；\n]{0,12}(?:借助|用|学|找|发现|读|知道|总结|归纳|画|写|做|试|认识|了解|交流)"
)
_IN_TURN = re.compile(
    r"先[^。；\n]{2,24}再[^。；\n]{2,24}(?:再|最后|然后)|先[^。；\n]{2,24}(?:然后|接着)[^。；\n]{2,24}(?:再|最后)"
)
# what was made, as something already there: 量得的数, 自己涂的图
_MADE = re.compile(
    r"(?P<verb>[写画量测记读找圈涂填列编搭拼连归分排选挑捏剪折猜试推补查收摆]|设计|整理|归纳|总结|发现|商量|收集|统计)(?:好|出来?|完|全|得|下来?|成|到)的"
    rf"|{_OWN}(?P<own>[写画量测记找圈涂填列编搭拼连归排选挑捏剪折猜试推]|设计|整理|归纳|总结|发现|商量|收集|统计)(?:好|出来?|完|全|得|下来?|成|到)?的"
)
_THING = r"(?:表|图|单|卡片?|纸条?|网|句子|草图|初稿|草稿|方案|提纲|思维导图|结论|规律|数据|记录|清单|问题|顺序|模型|脚本|程序|时间轴|线)"
_THAT = re.compile(
    rf"(?:{_OWN}的|{_OWN}|原来?的?|那[张份个条幅]?|这[张份幅])(?P<thing>{_THING})"
    rf"|(?:对照|根据|按照?|用|拿着?|修改|回看|打开){_OWN}的[^，。；\n]{{0,3}}(?P<kept>{_THING})"
    r"|[按照据](?P<plan>草图|设计图|方案|提纲|思维导图|计划|初稿|数据|结论|规律)(?=[^，。；\n]{0,6}(?:分工|裁|做|搭|写|画|操作|动手|改|制作|缝|拼|剪|排|推|判))"
)
_SHOWS = re.compile(
    r"(?:展示|汇报|上台|台前|讲台|到前|前面讲|讲给|说给|念给|读给|贴到|交给|收|批改|互评|评一评|打分|检查|订正)"
)
LADDERS: tuple[tuple[str, ...], ...] = (
    (
        "初听|聆听|听赏|整体感知|节奏",
        "精听|再听|复听|分段|细听|学唱|教唱|学习歌曲|分析",
        "演唱|处理|表现|表演|创编|合唱|对比|拓展|应用|处理",
    ),
    (
        "欣赏|观察|认识|感知|拆解|发现|聚焦",
        "示范|技法|尝试|探究|方法",
        "创作|设计|练习|实践|制作",
        "展示|评价|小评|交流|讲评|收束",
    ),
    (r"猜想|定性|现象|问题", r"实验|探究|验证|定量|模拟|测量", r"定律|规律|结论|建构|应用|计算|解释|改进"),
    (
        "初读|感知|通读|读通|自读|预读",
        "精读|品读|研读|细读|品悟|品味|赏析|理解|探究",
        "朗读|诵读|背诵|积累|复述|仿写|迁移|练笔|拓展|写法|升华|读写|表演|创编",
    ),
    (
        "知识|新知|原理|探究|探索|概念|解析|自主学习|自学",
        "导图|流程|分析|设计|规划|实现|挑战|集成|搭建|实践|实操|编[程写码]",
        "演练|实践|展示与?互评|优化|测试|调试|完善|诊断|修改|创作|拓展|改进|升级",
    ),
    (
        "猜一猜|测一测|想一想|看一看|比一比|找一找",
        "试一试|做一做|写一写|圈一圈|量一量|连一连",
        "用一用|改一改|变一变|编一编|创一创",
    ),
    (
        r"(?i:presentation|lead[- ]?in|pre-|listening|input)|听力|呈现|认读",
        r"(?i:practi[cs]e|pair ?work|while-|drill|dialogue)|操练|对话|问答",
        r"(?i:production|survey|report|post-|role|writing|project|group ?work)|采访|运用|创编|写|表演|汇报",
    ),
)
_FINDS_OUT = re.compile(r"探究|探索|发现|尝试|自主学习|合作学习|试一试|(?i:explore)")
_THEN_USES = re.compile(r"练习|巩固|应用|运用|实操|实践|创作|任务|迁移|拓展|检测|挑战|(?i:elaborate|apply)")
_ORDINAL = "一二三四五六1-6"
_NUMBERED = re.compile(
    rf"(?:任务|活动|挑战|关卡|阶段|探究?|问题)\s*(?P<number>[{_ORDINAL}])(?![0-9.、]?[0-9])|第(?P<ordinal>[{_ORDINAL}])[问关站]"
)
_CHALLENGE = re.compile(rf"挑战\s*(?P<number>[{_ORDINAL}])")


@dataclass(frozen=True, slots=True)
class Links:
    """`said`: sentences that build on an earlier step; `announced`: that speak of climbing; `climbs`: the names do."""

    said: tuple[Span, ...]
    announced: tuple[Span, ...]
    climbs: bool


def find_links(draft: Draft, details: tuple[Detail, ...], elsewhere: Sequence[Span] = ()) -> Links:
    """Reads every sentence of the steps, intents too: that is where a plan says what a step builds on.

    `elsewhere` are sentences of other parts in which a plan may announce its chain of tasks.
    """
    said: list[Span] = []
    announced: list[Span] = []
    before = ""
    for detail in details:
        span = (detail.activity.start, detail.activity.end)
        for start, end in clipped_sentences(draft, span):
            text = draft.text[start:end]
            if _builds_on(text, before):
                said.append((start, end))
            elif _ANNOUNCED.search(text) or _IN_TURN.search(text):
                announced.append((start, end))
        before += draft.text[span[0] : span[1]]
    announced += [(start, end) for start, end in elsewhere if _ANNOUNCED.search(draft.text, start, end)]
    return Links(tuple(said), tuple(dict.fromkeys(announced)), _climbs(draft, details))


def _builds_on(text: str, before: str) -> bool:
    if not before or _TOLD.search(text):
        return False
    if _SAYS_SO.search(text):
        return True
    if _SHOWS.search(text):
        return False
    made = [match["verb"] or match["own"] for match in _MADE.finditer(text)]
    things = [match["thing"] or match["kept"] or match["plan"] for match in _THAT.finditer(text)]
    return any(word in before for word in made + things)


def _climbs(draft: Draft, details: tuple[Detail, ...]) -> bool:
    names = [detail.activity.name for detail in details]
    if any(_ascends(names, ladder) for ladder in LADDERS):
        return True
    if _finds_then_uses(details):
        return True
    challenges = {match["number"] for match in _CHALLENGE.finditer(draft.text)}
    numbers = {match["number"] or match["ordinal"] for match in _NUMBERED.finditer(draft.text)}
    return len(challenges) >= 2 or len(numbers) >= 3


def _ascends(names: list[str], ladder: tuple[str, ...]) -> bool:
    """Every rung stands in the name of a step of its own, in this order."""
    place = 0
    for name in names:
        if place < len(ladder) and re.search(ladder[place], name):
            place += 1
    return place == len(ladder)


def _finds_then_uses(details: tuple[Detail, ...]) -> bool:
    """Students find out in one step and work with it in a later one; both are theirs for the most part."""
    found = False
    for activity in (detail.activity for detail in details if detail.activity.student_share >= 0.5):
        if found and _THEN_USES.search(activity.name):
            return True
        found = found or bool(_FINDS_OUT.search(activity.name))
    return False
