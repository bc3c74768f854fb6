"""Findings on 学为中心 and 任务与问题 (criteria learner-centred, tasks)."""

from __future__ import annotations

import math
import re

from reviewer.datamodels import Finding, LessonMeasures
from reviewer.lessons.cues import Cue, answer_cues, hits
from reviewer.lessons.evidence import quote_spans
from reviewer.lessons.plan import Plan
from reviewer.lessons.st import weigh_steps

LEARNING = (
    Cue(
        "lc.inquiry",
        re.compile(
            r"自己(?:写出|推出|看出|得出|发现|归纳|总结|修正|想出)|(?:独立|各自|自己)(?:地)?(?:推断|判断|得出|比较)|写出(?:结论|发现|规律|你的发现)|类推|探究|猜想|验证|规律|得出|归纳|推[理导断]|观察[^。；]{0,12}(?:思考|特点|发现|比较|描述|说)|比一比|对比|梳理|找[出到一]|圈[出画点]|带着问题|质疑|自己总结|尝试|讨论[^。；]{0,12}(?:为什么|原因|怎|如何|规律|发现)|学生(?:进行)?讨论"
            r"|(?:你|你们|学生)[^。；]{0,6}发现|实验(?!室|器材)|思考[：:为]|自读|默读|自由读[^。；]{0,12}(?:思考|梳理|理解|圈)|分析[^。；]{0,8}原因"
        ),
        "process",
        "教学过程里有学生自己观察、阅读、讨论或推理的安排",
        "没有找到学生自己探究得出结论的安排",
        yes=0.66,
        no=0.25,
        least=2,
        but=re.compile(r"(?:教师|老师)(?:讲解|演示|介绍|分析)|讲解[^。；]{0,20}(?:规律|推理)|代码仅供|调试|编写|编程"),
        students_only=True,
    ),
    Cue(
        "lc.collaboration",
        re.compile(
            r"(?:小组|同桌|两人|四人|二人|组内|分组|同伴|同学间)(?:之间|合作|成员|内|一起|为单位|一组)?[^。；\n]{0,8}?(?:讨论|交流|完成|互[读查评改背说批助相]|合作|实验|探究|分享|操作|练习|表演|朗读|分工|制作|设计|检查|测量|研究|竞赛|比赛|汇报|读|说|演|议)"
            r"|(?:[两二三四五六]|\d)人一?组[，,：:]?[^。；\n]{5,}|小组合作|合作(?:完成|探究|学习|交流|讨论)|相互(?:提问|补充|交流|讨论)|(?i:pair ?work|group ?work|in (?:pairs|groups))"
        ),
        "process",
        "写有同桌或小组合作及要做的事",
        "没有找到同桌或小组合作的具体任务",
        yes=0.84,
        no=0.12,
        but=re.compile(r"观看[^。]{0,10}同桌"),
    ),
    Cue(
        "lc.presentation",
        re.compile(
            r"(?:学生|小组|同学|代表|各组|指名|邀请|请|组)[^。；，\n]{0,14}(?:展示(?!课件|图|视频)|汇报|上台|板演|演板|演示(?!文稿)|分享|表演|到黑板|讲解自己)|展示(?:背诵|自己|交流|汇报|作品|学生)|(?:成果|作品)(?:展示|汇报|交流)"
            r"|到(?:前面|台前|讲台前?|黑板前)[^。；\n]{0,6}(?:讲|说|展示)|(?:其[他余]|别的|台下|下面)的?(?:同学|孩子|学生|小朋友|组|小组)[^。；\n]{0,12}(?:提|问|补充|来评|质疑|反驳|意见|建议)|互评|互相评价|汇报|上台|板演|代表发言|(?:各|小)组发言|[^不]质疑(?!解疑)|(?:提问|相互|互相)[^。；]{0,4}补充|分享(?:实现|自己|想法|收获|给|展示)|分享。|全班(?:交流|展示|分享)|小老师|展示成果|学生[^。；]{0,8}分享"
            r"|(?i:present|report back|act (?:it )?out|show time|role[- ]?play)"
        ),
        "process",
        "写有学生展示、汇报或互评",
        "没有找到学生展示、汇报、互评或质疑",
        yes=0.84,
        no=0.12,
        but=re.compile(
            r"(?:教师|老师)[^，。；学生]{0,8}板演|(?:教师|老师)(?:可将|展示|演示|出示)[^。]{0,20}(?:给学生|模型|课件|导图)|生成总结"
        ),
    ),
    Cue(
        "lc.initiative",
        re.compile(
            r"选择(?:自己|最|喜欢|一[种个项])|自主(?:选择|创作|设计|提问|命题)|自由(?:创作|提问|选择)|提出(?:自己|不懂|不明白|疑问|[^。；]{0,5}的问题)|学生[^。；]{0,5}提问(?!回答)|(?<!同学)质疑(?!、补充|补充|和补充)|自己(?:来)?(?:选|挑|定)|由(?:自己|学生|各?[小]?组|他们|同学)[^。；\n]{0,12}(?:定|选|商量|决定|挑)|(?:各|每|小)组[^。；\n]{0,6}(?:自[选定]|自己(?:商量|想|选|定)|商量决定)|自己也?想|[两三四几]样[选挑]一|挑一[样个种项段]|自己(?:设计|喜欢的?|选择|的方法|想[办出]|总结|决定|编题)"
            r"|发挥想象|不同的?(?:方法|办法|算法|策略|思路)|多种(?:方法|算法|解法)|自选|自定|自拟|设计[^。；]{0,14}(?:话语|方案|自己的|路线)|你(?:想|打算|准备)(?:用|怎[么样]|选)|(?:挑选|选)(?:自己)?喜欢"
        ),
        "process",
        "学生有机会提出问题、选择任务或决定方法",
        "没有找到学生提出问题、选择任务或决定方法的机会",
        yes=0.68,
        no=0.22,
        but=re.compile(r"(?:老师|教师)提出"),
        students_only=True,
    ),
    Cue(
        "tk.context",
        re.compile(
            r"真事|的事[：:，]|(?:去年|今年|昨天|上周|上个?月|前几天|最近|中秋|国庆|春节|校运会|那天)[^。；\n]{0,24}(?:[，。：？]|有)|本[市县地村校](?!课)|社区|学校(?:的)?(?:池塘|门口|食堂|花坛|操场)|生活|现实|真实|日常|(?:见过|玩过|去过|坐过|吃过|用过|听过|经历过)|情[境景](?!教学|引入|导入|创设)|新闻|案例|应用场景|实际(?!情况|上)|播放[^。；]{0,16}(?:视频|短片|新闻|动画)|(?:家里|家中|超市|商店|学校里|操场|游乐|旅游|春游|运动会)"
        ),
        "process",
        "用到了情境、生活实例或真实问题",
        "没有找到真实情境、生活实例或真实问题",
        yes=0.74,
        no=0.15,
        but=re.compile(r"(?:上节课|上一?课)[^。]{0,30}(?:项目|程序)"),
    ),
    Cue(
        "tk.transfer",
        re.compile(
            r"用(?:刚才|今天|本课|这个?|上面|所学|学到)[^。；\n]{0,14}(?:办法|规律|方法|道理|知识|本领)|用[^。；\n]{2,8}的(?:道理|规律|办法)[^。；\n]{0,20}(?:说明|解释|设计|判断|去|来|推)|类推|换一?个(?:例子|情境|对象|地方)|推测[^。；\n]{2,}|拓展|迁移|仿写|仿照|模仿[^。；]{0,8}写|练笔|变式|新情[境景]|举一反三|尝试使用|自主创作|(?:运用|应用|用)[^。；]{0,16}解决|生活中[^。；]{0,16}(?:解决|运用|应用|哪些)|你还知道|还会[^。；]{0,8}什么|续[编写]|编一[个道]|运用[^。；]{0,20}(?:写|解决|设计|解释)|学以致用|写一段|感兴趣的问题|解决[^。；]{0,10}问题"
        ),
        "lesson",
        "有用本课所学解决新问题的环节或作业",
        "没有找到把所学用到新情境的环节或作业",
        yes=0.7,
        no=0.25,
        but=re.compile(r"讲解|不足|视频、图片|解决(?:方案|学生)|老师解决"),
    ),
    Cue(
        "tk.practice",
        re.compile(
            r"制作|搭建|编写|编程|代码|实验|测量|调查|表演|写作|仿写|创编|创作|项目|设计|扮演|口语交际|绘制|画一?画|采访|种植|观察[^。；]{0,12}记录|习作|写一[篇封则首]|日记|练笔|作品|用[^。；\n]{0,6}(?:尺|秤|量筒|表)[^。；\n]{0,4}[量称测]|剪[纸好出]|独立剪|捏[出成]|画一?[幅张]|缝[一制纽好]|烹|收纳|编织|分角色|模仿[^。；]{0,6}写|编对|手抄报|统计|动手|操作|上机|(?i:role[- ]?play|make a|design)|社会实践|跨学科|写一段"
        ),
        "lesson",
        "有制作、实验、写作、项目等学科实践任务",
        "没有找到学科实践或跨学科任务",
        yes=0.8,
        no=0.22,
    ),
)


def _share(plan: Plan) -> Finding:
    """Half or more of the lesson by time, else by steps; the probability falls off around one half (sd 0.08 of the estimate)."""
    profile = plan.profile
    if profile is None:
        return Finding("lc.student_share", "unclear", 0.4, (), "没有找到教学过程的环节，无法计算学生活动的占比")
    share = round(profile.student_share, 2)  # as it is shown: 50% is a half
    weights = weigh_steps(plan.details)
    ranked = sorted(
        zip(weights, plan.details, strict=True),
        key=lambda pair: pair[0] * abs(pair[1].activity.student_share - 0.5),
        reverse=True,
    )
    holds = share >= 0.5
    spans = []
    for _, detail in ranked:
        agreeing = [
            line
            for line in detail.lines
            if line.act and (line.act.share >= 0.5) == holds and line.end - line.start >= 6
        ]
        if agreeing and (detail.activity.student_share >= 0.5) == holds:
            best = max(agreeing, key=lambda line: abs(line.act.share - 0.5) if line.act else 0.0)
            spans.append((best.start, best.end))
    timed = any(weight != 1.0 for weight in weights)
    if timed:
        total = sum(weights)
        note = f"学生活动约占 {share:.0%}（{total:g} 分钟中约 {total * share:.0f} 分钟）"
    else:
        note = f"学生活动约占 {share:.0%}（环节没有标时间，按 {len(weights)} 个环节计）"
    probability = 0.51 if share == 0.5 else 1 / (1 + math.exp(-(share - 0.5) / (0.06 if timed else 0.1)))
    return Finding("lc.student_share", "yes" if holds else "no", round(probability, 3), tuple(spans[:3]), note)


def _open_questions(plan: Plan) -> Finding:
    opened = [q for q in plan.questions if q.open]
    spans = tuple((q.start, q.end) for q in opened[:3])
    note = f"写出了 {len(plan.questions)} 个问题，其中 {len(opened)} 个需要思考或说明理由"
    if len(opened) >= 2:
        return Finding("tk.open_questions", "yes", min(0.92, 0.64 + 0.08 * (len(opened) - 2)), spans, note)
    return Finding("tk.open_questions", "no", 0.36 if opened else 0.12, spans, note)


def _sequence(plan: Plan) -> Finding:
    working = [d for d in plan.details if d.activity.student_share >= 0.35]
    tasks = len(working) if len(plan.details) >= 3 else 0
    if tasks >= 3 or (tasks >= 2 and len(plan.details) >= 4):
        spans = tuple((line.start, line.end) for d in working[:3] for line in d.lines[:1])
        chained = hits(plan, _CHAIN)
        note = f"{len(plan.details)} 个环节中有 {tasks} 个以学生任务推进"
        if chained:
            return Finding("tk.sequence", "yes", 0.75, quote_spans(plan.draft, chained), note + "，后一个用到前一个")
        return Finding("tk.sequence", "yes", 0.55, spans, note + "，是否前后相连看不出来")
    return Finding("tk.sequence", "unclear", 0.5, (), f"只看出 {tasks} 个学生任务，难以断定是否成链")


_CHAIN = Cue(
    "tk.sequence",
    re.compile(
        r"用刚才|刚才(?:的|得出|发现|学)|在此基础|一步步|接着想|再接着|据此|由此(?:再|推|得)|类推|根据(?:上面|前面|刚才|两次|以上)|用(?:上一步|前面|得到|得出)的|得出的(?:规律|结论)[^。；]{0,6}[，来]"
        r"|先[^。；\n]{2,24}再[^。；\n]{2,24}再|(?:所得|得到)的[^。；\n]{2,10}用来|逐步(?:完善|加深|升级)|层层|环环相扣|问题链|任务链|第一问的?(?:结果|答案)"
    ),
    "process",
    "",
    "",
)
_INQUIRY_STEP = re.compile(r"探究|实验|发现|探索|(?i:explore)")


def _confirm_inquiry(plan: Plan, finding: Finding) -> Finding:
    """A step called 探究 in which students do more than half of the work stands for a missing second cue."""
    if finding.answer == "yes":
        return finding
    for detail in plan.details:
        if _INQUIRY_STEP.search(detail.activity.name) and detail.activity.student_share >= 0.55:
            spans = tuple((x.start, x.end) for x in detail.lines if x.act and x.act.share >= 0.65)[:3]
            return Finding(finding.indicator, "yes", 0.66, spans, f"“{detail.activity.name}”环节以学生活动为主")
    return finding


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    cued = [_confirm_inquiry(plan, f) if f.indicator == "lc.inquiry" else f for f in answer_cues(plan, LEARNING)]
    return [_share(plan), *cued, _open_questions(plan), _sequence(plan)]
