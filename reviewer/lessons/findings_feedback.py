"""Findings on 当堂反馈, 差异与分层 (criteria feedback, differentiation): checks counted, and cue phrases in the steps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reviewer.datamodels import Check, Finding, LessonMeasures
from reviewer.lessons.cues import Cue, answer_cues, hits
from reviewer.lessons.evidence import MAX_SPANS, Span, quote_spans
from reviewer.lessons.plan import Plan

FEEDBACK = (
    Cue(
        "fb.use",
        re.compile(
            r"着重照顾|个别(?:指导|辅导)|订正|纠[正错]|再练|补救|针对[^。；]{0,14}(?:错|问题|不足|情况)[^。；]{0,14}(?:讲|练|指导|补|评|解)|(?:不准|不对|答错|写错|做错|不好|不会|没做好|出错|不达标|不过关|不到[^，。；]{1,4}|毛病)的?[^。；\n]{0,14}(?:再|重[做测讲练写新]|改|帮|面批|补[讲练])|不[^，。；\n]{1,3}的[^。；\n]{0,8}(?:重[做测讲练写新缝拆改]|再[做练改写测])|当场(?:改|帮|纠|订)|(?:错误|问题)[^。；]{0,10}(?:排查|纠正|讲评|订正)|汇总常见(?:错误|问题)|根据[^。；]{0,12}(?:情况|差异|反馈|表现|掌握)[^。；]{0,10}(?:调整|指导|照顾|讲|补)"
            r"|巡[场视回堂][^。；]{0,12}(?:解决|发现[^。；]{0,8}(?:问题|错)|点拨|照顾|纠|帮助)|面批|及时(?:纠正|补救|指导|调整)"
        ),
        "all",
        "写到了根据学生课上表现所做的纠正或指导",
        "没有写根据学生课上表现怎样纠正、再练或指导",
        yes=0.72,
        no=0.15,
        but=re.compile(r"今后|后续(?:应|需)|改进|建议增加"),
    ),
    Cue(
        "fb.anticipate",
        re.compile(
            r"预设(?:[：:]|\d|学生|回答)|(?:有的?|有些|个别)(?:孩子|学生|同学|人|小朋友|小?组)[^。；，\n]{0,6}会(?:答|说|写|把|认为|坚持|以为|问)|可能(?:会)?有(?:小?组|同学|学生|人|孩子)|可能出现的(?:回答|错误|情况)|学生(?:会|容易|往往)(?:把|说|写|认为|套)|(?:学生|同学)[^。；\n]{0,6}(?:可能|或许|也许)|可能[^。；\n]{0,8}学生|易错|易混|常见(?:错误|问题|误区)|(?:如果|若|当)学生(?!未提问|们?玩|较多)|(?:如|若)(?:有学生|答错|回答不)|重点指导[^。；]{0,12}[（(]|典型错误|容易(?:出错|写错|读错|混淆)"
        ),
        "process",
        "在环节中预设了学生的错误、困难或回答",
        "没有在环节中预设学生的错误、困难或不同回答",
        yes=0.7,
        no=0.12,
        but=re.compile(r"时间可能|操作时间|讲解[^。；]{0,14}常见问题"),
    ),
    Cue(
        "fb.criteria",
        re.compile(
            r"评价(?:标准|量表|表|量规|细则|指标|单|任务)|评分(?:标准|表|细则)|量规|互评|自评|自我(?:评估|评价|检查)|互相评价|评一评|(?:成绩|等级|达标|评比)标准|评星|[一二三两\d]颗星|优秀[：:][^\n]{2,80}(?:良好|合格|达标)|(?:评|看|对照)[^。；\n]{0,6}[三两四几]条|按这[三两四几]条|星级|[★☆]{2,}|对照[^。；]{0,12}(?:检查|自查|评)|讲得怎么样|从[^。；]{2,24}(?:方面|角度)[^。；]{0,4}评|获得.{0,4}[颗星]|评价内容"
        ),
        "all",
        "写有评价标准、自评或互评",
        "没有找到评价标准、评价量表或自评互评",
        yes=0.82,
        no=0.08,
        but=re.compile(r"评价目标$"),
    ),
)

DIFFERENCE = (
    Cue(
        "df.levels",
        re.compile(
            r"分层(?:作业|练习|任务|教学|设计|要求|训练|指导)?|[ABC](?:层|组|类|级)(?:学生|题|作业|任务|[：:])|必做[\s\S]{0,160}选做|(?:基础|夯实)(?:作业|题|性|巩固|练习|训练)?[：:】][\s\S]{0,200}(?:提升|拓展|提高|挑战|能力)(?:作业|题|性|练习|训练)?[：:】]|(?:基础|巩固)（[^）\n]{1,30}）[：:][\s\S]{0,200}(?:提升|拓展|提高|挑战)（[^）\n]{1,40}）[：:]|[AB](?:区|档|线)[^。；\n]{2,40}[BC](?:区|档|线)|一般的?(?:同学|学生)[^。\n]{0,40}(?:快的|能力强|学有余力|有余力)|不同(?:层次|水平|程度|能力)的?(?:学生|同学)|学困生|学优生|后进生[\s\S]{0,40}优"
        ),
        "all",
        "为不同水平的学生安排了不同的任务或要求",
        "没有找到为不同水平学生设计的不同任务或要求",
        yes=0.8,
        no=0.06,
        but=re.compile(r"层次分明|参差"),
    ),
    Cue(
        "df.support",
        re.compile(
            r"(?:照顾|关注|帮助|提示|辅导|指导|提供|帮扶)[^。；\n]{0,16}(?:有困难|困难的?学生|落后|薄弱|能力弱|较弱|较少|较慢|学困|后进|差异|基础差|少的学生|不会的|潜能生)|(?:有困难|落后|薄弱|弱|较少|较慢|学困|后进|学困生|基础[较稍]?差|少)的?(?:学生|同学|生)[^。；\n]{0,16}(?:帮助|提供|辅导|指导|照顾|支架|提示|关注)"
            r"|个别(?:指导|辅导)|根据[^。；]{0,8}差异|帮扶|一对一"
            r"|(?:慢|弱|吃力|困难|障碍|不[熟稳够准]|拿不稳|跟不上|差|不敢[^，。；\n]{1,3}|没把握|不会[^，。；\n]{1,3})[^，。；\n]{0,4}的[^，。；\n]{0,8}(?:学生|同学|孩子|男生|女生|小朋友|小?组|人)[^。；\n]{0,36}(?:给|帮|用|可以|可先|先看|打开|坐到|写好|可?领|借|配|陪|照着|换)"
        ),
        "all",
        "写到了对有困难或有差异的学生的帮助",
        "没有写对有困难的学生给予什么帮助",
        yes=0.76,
        no=0.1,
        but=re.compile(r"今后|哪些学生"),
    ),
    Cue(
        "df.extension",
        re.compile(
            r"(?:做得快|先做完|学得快|完成快|已经[^，。；\n]{2,14}|吃得饱|还有余力)的?(?:同学|学生|小?组|孩子|人)?[^。；\n]{0,24}(?:挑战|加试|加做|加星|再做|试[一试做]|可以自己)|加星任务|学有余力|可选的|选做|有能力的(?:学生|同学)|能力(?:较)?强的(?:学生|同学)|(?:学优|优等|优秀)生[^。；]{0,12}(?:完成|挑战|任务|尝试)|提前完成|选择是否[^。；]{0,6}拓展|感兴趣的(?:同学|学生)|有兴趣的(?:同学|学生)|挑战题|思维拓展题|尖子|选学"
        ),
        "all",
        "写有更高要求且可选的任务",
        "没有写给学有余力学生的任务",
        yes=0.76,
        no=0.08,
    ),
    Cue(
        "df.choice",
        re.compile(
            r"[，、]自己选[。；]|自己(?:来)?[选定](?:题目?|一[项样个]|[^。；\n]{0,3}[画做写编]什么)|[画做写剪编研究]+什么[^。；\n]{0,4}自己[选定想]|[三两四几]样[选挑]一|挑一[样个项]|选做|任选|自选(?!动作)|二选一|三选一|选(?:做|择)?(?:其中)?一[项题个种](?:作业|任务|题|来|完成)|选择(?:其中|自己|喜欢|最喜欢|感兴趣)[^。；\n]{0,14}(?:作业|任务|题目|主题|对象|动物|人物|内容|介绍|话题|项目|实验)|自主选择[^。；\n]{0,12}(?:任务|作业|题|动物|主题|对象|介绍|内容)|作业超市|菜单式"
        ),
        "lesson",
        "学生可以选择任务、作业或其对象",
        "没有写学生可以选择任务或作业",
        yes=0.78,
        no=0.06,
        but=re.compile(r"段落|角色|颜色|选择题"),
    ),
)


_ORAL = Cue(
    "fb.check",
    re.compile(r"提问|回答|点评|展示|汇报|检查|练习(?!册)|(?i:check)"),
    "process",
    "只有提问、展示或点评",
    "没有找到检测、练习或提问检查",
)


def _check(plan: Plan) -> Finding:
    """A check named as such or practice of every student; questions and 点评 alone leave the answer soft."""
    if plan.checks:
        count, everybody = len(plan.checks), sum(check.of_all for check in plan.checks)
        note = f"找到 {count} 处检查学生是否学会的安排，其中 {everybody} 处面向全体"
        return Finding("fb.check", "yes", 0.86, _quotes(plan.checks), note)
    oral = hits(plan, _ORAL)
    if oral:
        return Finding(
            "fb.check", "unclear", 0.4, quote_spans(plan.draft, oral), _ORAL.found + "，看不出检查学生是否学会"
        )
    if not plan.process:
        return Finding("fb.check", "unclear", 0.3, (), "没有找到教学过程，无从判断")
    return Finding("fb.check", "no", 0.12, (), _ORAL.missing)


def _all_students(plan: Plan) -> Finding:
    """Some check of everybody; of those called up only is a no."""
    everybody = [check for check in plan.checks if check.of_all]
    if everybody:
        note = f"{len(everybody)} 处检查或练习面向全体学生"
        return Finding("fb.all_students", "yes", 0.8, _quotes(everybody), note)
    if plan.checks:
        return Finding("fb.all_students", "no", 0.25, _quotes(plan.checks), "检查只面向个别或部分学生")
    if not plan.process:
        return Finding("fb.all_students", "unclear", 0.35, (), "没有找到教学过程，无从判断")
    return Finding("fb.all_students", "no", 0.2, (), "没有找到面向全体学生的检查")


def _quotes(checks: Sequence[Check]) -> tuple[Span, ...]:
    """At most three, those of all students first."""
    ranked = sorted(checks, key=lambda check: not check.of_all)
    return tuple((check.start, check.end) for check in ranked[:MAX_SPANS])


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    return [_check(plan), _all_students(plan), *answer_cues(plan, FEEDBACK + DIFFERENCE)]
