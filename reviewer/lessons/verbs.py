"""The verbs of teaching objectives, by the cognitive level they name, and whether what they name can be seen.

Levels: Bloom's taxonomy as revised by Anderson & Krathwohl, *A Taxonomy for Learning, Teaching, and Assessing* (2001), whose nineteen
processes decide doubtful verbs (comparing, classifying, inferring, explaining are 理解; differentiating, organising, attributing 分析;
checking, critiquing 评价; generating, planning, producing 创造). The verbs of each level are those of the 行为动词 tables in the
appendices of the Chinese curriculum standards (义务教育课程标准 2011/2022, 普通高中课程标准 2017). The standards' own vague verbs have a
level too: 了解 知道 认识 → 记忆, 理解 懂得 明白 → 理解, 掌握 学会 运用 → 应用 (数学课程标准 2022, 附录: 结果目标); verbs of experience and
feeling (经历 体会 感受 培养 …) have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.datamodels import Bloom

LEVELS: dict[Bloom, str] = {
    "创造": (
        r"仿写|创编|编写|填(?=一[首段句])|即兴|写作|设计|制作|创作|撰写|绘制|构建|提出|规划|编制|改编|搭设|搭建|仿编|续写|改写|编对|编[一出成排]|创建|开发|拼[出摆]|组装|习作|自制"
        r"|拟[定写]|制定|制订|(?i:design|create|make up|compose)"
    ),
    "评价": r"评价|评议|判断|判定|质询|辩论|论证|质疑|鉴别|评析|互评|反驳|估计|推荐|检验|检测|(?i:evaluate|judge|comment)",
    "分析": r"区分|分析|辨析|辨别|梳理|找出|推导|探究(?:并|出)|整合|看出|读出|找[到准]|试出|听辨|辨听|听出|(?i:analy[sz]e|distinguish)",
    "应用": (
        r"计算|解决|运用|应用|使用|操作|测量|演示|绘画|画出|画一画|书写|会[读写算用说画唱做]|写出|写[一好]|练习|朗读|诵读|诵出|演唱|演奏|表演|求出|化简|解[方决不一二三]|选用|作图|"
        r"完成|实现|调查|实验|配置|安装|引用|添加|插入|连接|处理|运算|估[算测]|目测|换算|拼读|读准|读出|读写|填写|查阅|搜集|收集|记录|提问|补充|交流|合作|展示"
        r"|独立地?[\u4e00-\u9fff]{1,2}[好出成]|排序|缝[好制]|写成|示范|模仿|旋转|平移|画成|画[^，。；]{0,8}图|[转拼摆折剪算量做列记][出成好]|尝试|试着|填[写出好]|跳|投|传|跑|唱|吹|动手|编程|调试|分角色|识读|画(?=一[幅张条只个朵棵座])|问(?=一句)|追问(?!法)|反问|询问|称[出量](?!数据|结果|记录)"
        # 劳动
        r"|整理|收拾|收纳|打扫|清扫|清洗|清洁|擦[净干拭桌]|洗[净出]|叠(?=[好出放衣被校])|系(?=[好上紧红鞋])|扎[好紧]|钉[好上]|拧[紧好]|锯[开断]|缝|绣|编织|[包煮炒蒸腌拌](?=出|熟|好|饺|饭|菜|面|鸡|一)|种[下出好植]|播种|浇水|修[剪理补]|养护|维修|归类摆放|摆放"
        # 体育
        r"|连续[颠拍踢垫投]|[颠拍踢垫运停顶]球|[传接]球|投篮|滚翻|支撑|攀[爬登]|游[出完]|[带运]球?(?:绕|过)|绕过|做[对好完成]|躲闪|[击接]住"
        # 音乐、美术
        r"|哼唱?|吹奏|弹[奏唱]|敲[出击打]|拍[出打]|打[出节]|(?<!的)律动|轮唱|合唱|视唱|识谱|(?<!节)(?<!合)[走拍敲跳](?=[、，])|伴奏|剪(?!刀|影|纸的)|撕(?=[、出成下一贴])|贴[出成上]|捏(?!合)|印[出制]|染[出制]|涂[出色]|勾[画勒]|调[出配色](?!的)|拓印|临摹|写生|刻[出制]|装饰"
        r"|(?i:\buse\b|apply|write|speak|act out|ask\b|sing\b|order\b|fill in)"
    ),
    "理解": (
        r"说出(?=[^，。；]{0,20}(?:理由|原因|为什么|怎样|如何|关系|区别|道理|依据))|说明|解释|描述|举例|复述|叙述|讲述|讲出|表达|翻译|阐述|阐明|表述|介绍|转述|讲解|说清|说一说|说说|谈[一谈出]?"
        r"|比较|对比|分类|归纳|(?<!句)概括|推断|验证|预测|(?i:explain|describe|retell|compare|summari[sz]e|talk about|introduce|tell\b)"
    ),
    "记忆": (
        r"认读|会认|认识[“\"”0-9“\d].{0,24}字|背[出熟]|背诵|会背|默写|识记|写下|指出|指认|标出|辨认|识别|列举|默[出读]|回答|圈出|说[出清]|认准|认出|数清|复习|列出|数出|读通|正确[、，流]|正确(?:地)?读|流利"
        r"|(?i:recogni[sz]e|list\b|name\b|read\b|spell|say\b|answer\b|match\b|count\b|point (?:to|out))"
    ),
}
VERBS: tuple[tuple[Bloom, re.Pattern[str]], ...] = tuple((level, re.compile(p)) for level, p in LEVELS.items())
VAGUE = re.compile(
    r"了解|知道|理解|掌握|体会|感受|认识|学习|熟悉|领会|领悟|感知|体验|懂得|明白|学会|感悟|关注|欣赏|树立|养成|形成|建立|培养|增强|提高|提升|激发|发展|热爱|渗透|锻炼|经历|初步|厘清|明确|品味|品读|把握"
)
FIRM_VAGUE = re.compile(VAGUE.pattern.replace("|初步", "").replace("|学会", ""))
VAGUE_LEVELS: dict[str, Bloom] = {
    **dict.fromkeys(("了解", "知道", "认识", "熟悉"), "记忆"),
    **dict.fromkeys(("理解", "懂得", "明白", "领会", "领悟", "明确", "厘清"), "理解"),
    **dict.fromkeys(("掌握", "学会", "把握"), "应用"),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with its cognitive level; `vague` ones name nothing that can be seen or tested."""

    text: str
    level: Bloom | None
    vague: bool


def seen_verb(text: str) -> tuple[int, Verb] | None:
    """The first verb that can be observed, with its offset; of two that begin at the same place the longer one."""
    hits = [
        (match.start(), -len(match.group()), rank, match.group(), level)
        for rank, (level, pattern) in enumerate(VERBS)
        if (match := pattern.search(text))
    ]
    if not hits:
        return None
    start, _, _, verb, level = min(hits)
    return start, Verb(verb, level, vague=False)


def vague_verb(text: str) -> tuple[int, Verb] | None:
    """The first verb of knowing or feeling, with its offset."""
    matches = list(VAGUE.finditer(text))
    match = next((m for m in matches if m.group() != "初步"), matches[0] if matches else None)
    return (match.start(), Verb(match.group(), VAGUE_LEVELS.get(match.group()), vague=True)) if match else None
