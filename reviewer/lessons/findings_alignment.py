"""Findings on 教学评一致 and 课后作业 (criteria alignment, homework)."""

from __future__ import annotations

import math
import re

from reviewer.datamodels import Finding, LessonMeasures, Verdict
from reviewer.lessons.alignment import RECITED, RECITING, is_of_its_kind
from reviewer.lessons.cues import measured
from reviewer.lessons.findings_feedback import find_check
from reviewer.lessons.plan import Plan
from reviewer.lessons.serving import load_learnt, logistic, served, title_of

CHECKS_EACH = 4  # objectives that one check may well serve
UNCHECKED = 0.4  # at most, of objectives half of which are checked where neither a check nor homework was found
# The objectives of one plan are served or not together, so the product of their chances is too low; chosen on read plans whose
# labels are not kept with the project.
TOGETHER = 0.66
LIKELY = 0.75  # chance of being served below which an objective is named as missing
UNDONE = 0.3  # what is left of the chance of 会写…字 where no step has them written, of 背诵 where none is recited
NAMED = 3  # objectives named as missing, at most
_NEXT_LESSON = re.compile(r"预习|下(?:一|节|次|堂)?(?:节|次|堂)?课|下一节")
# what objectives ask for in so many words: its name, how it is asked for, and how steps have it done
_DONE = tuple(
    (name, re.compile(aim), re.compile(act))
    for name, aim, act in (
        (
            "写字",
            r"会写(?:[“\"‘]|[^，。；]{0,20}(?:字|词))|书写|写字",
            r"书写|写字|描红|田字格|练写|写一写|默写|听写|抄写|指导[^。；]{0,8}写|范写",
        ),
        ("背诵", RECITED, RECITING),
    )
)
_TIERS = (
    re.compile(
        r"必做|基础|A[组层类]|(?m:^\W*A\s*[:：])|夯实|巩固|一星|(?<![★☆])[★☆](?![★☆])|第一层|(?:全班|人人|大家)都?要?做"
    ),
    re.compile(
        r"选做|自选|任选|提升|拓展|提高|挑战|B[组层类]|(?m:^\W*B\s*[:：]\s*(?:再|另|还|加))|实践|二星|(?<![★☆])(?:★★|☆☆)(?![★☆]{2})|第二层|综合|想(?:多)?做(?:一点)?的|愿意做的|可做可不做"
    ),
)
_TIER_LABEL = re.compile(
    r"(?:基础|必做|[ABC][组层类]|^\W*[AB](?=[:：])|巩固|[★☆]|(?:全班|人人|大家)都?[要]?做)[^。；\n]{0,14}?(?:[：:）)】题]|\*|$)",
    re.MULTILINE,
)
# one piece of several is left to choice, which makes the others 必做
_OPTIONAL = re.compile(
    r"选做|愿意的(?:同学|学生|孩子|小朋友)|[（(【](?:任选|自选)[）)】]|学?有余力的?|有兴趣的?(?:同学|学生|孩子|小朋友)|可做可不做"
)
_TEXTBOOK = re.compile(
    r"练习册|同步(?:练习)?|课时练|第\s*\d+\s*[题页]|学案|错题|改[对错]|订正|填空|(?<!摘)抄写|预习单|组词|上机|写出(?:运行|得数|结果|算式)|读音"
)
# an item of a test about an experiment is no experiment
_TEST_ITEM = re.compile(r"[（(][ \u3000]+[）)]|[（(【](?:选择|填空|判断|简答|计算|实验|探究|作图)题[）)】]")
_PRACTICE = re.compile(
    r"制作|调查|采访|访[问谈]|请教|问卷|打听|走访|参观|观察|实验|测量|[量称]一?[量称次]|收集|搜集|查(?:阅|找|资料)|讲[给述讲一]|说给|读给|演给|做给|[教唱背]给|告诉|家[里长人]|爸爸|妈妈|爷爷|奶奶|邻居|社区|阅读|读[一完几两三][^，。；\n]{0,8}(?:书|文|篇|本|故事|诗|集)|找一[篇本首个]|批注"
    r"|画一?[幅张]|画[成出][^，。；\n]{0,6}(?:图|画)|写(?:一|几|两)?[段篇封则首份张]|写[^，。；\n]{0,6}\d+(?:个)?(?:字|词)|日记|周记|作文|习作|仿写|续写|改写|做一[件个份只架艘盏]|一份[^，。；\n]{0,6}记录|玩|搭建|运行|分享|交流|编|表演|说[说一]|录[音制像]|(?<![几各多一二两三四五六七八九十这那哪品])种(?!类|数|族)|养(?!成|分)|动手|实现|设计[一制并]|尝试|锻炼|仰卧起坐|俯卧撑|平板支撑|深蹲|跳绳|跑|跳|拉伸|(?:练|练习)[^，。；]{0,8}(?:动作|滚动|跳|跑|球|操)"
    r"|(?:到|去|在)[^，。；\n]{1,8}(?:看一?看|问|数一?数|找|拍|听一?听|走一?走)|问(?:一问)?(?:家里|爸|妈|爷|奶|老人|邻居|店)|体验|模拟|记录|记下|计时|家务|帮(?:爸|妈|爷|奶|家)|做一?(?:顿|道菜|饭|菜)|洗|打扫|折一?[个只张]|剪一?[个张幅]"
    r"|探索|探究|统计|拍|介绍|整理|商量|约定|试[一几两三][天周次]|[一两三四五六七\d]+(?:天|周)|(?i:read|make|talk|write|interview|design)"
)
_DRILL = re.compile(
    r"抄写?(?:[^。；\n]{0,14}|[^。；\n]{0,6}[A-Z][A-Za-z' ?.!,]{4,80}[^。；\nA-Za-z]{0,8})[\d一二两三四五六七八九十]+\s*遍|[\d两三四五六七八九十]+\s*遍[^。；\n]{0,8}(?:抄|写)|(?:每个?|各)[字词句生][^。；\n]{0,6}(?:写|抄)[^。；\n]{0,4}[\d两三四五六七八九十]+|(?<![摘誊不])(?<!不[用必要再])抄写?(?![^，。；\n]{0,8}喜欢)[^，。；\n“”]{0,12}?(?:生字|词语|课文|单词|句|对话|短语|公式|定义|概念|笔记|全文|古诗)|罚[抄写]|(?i:cop(?:y|ies)[^.\n]{0,40}(?:times|words|sentences|text))"
    r"|(?:计算|口算|竖式)[^。；\n]{0,6}(?:[3-9]\d|\d{3})\s*[道题]"
)

# a row of a table of standards, or a question that judges what pupils can do
_RUBRIC_ROW = re.compile(
    r"(?m)^\s*\|?[^|\n]{2,12}\|[^|\n]*能[^|\n]*\|[^|\n]*能[^|\n]*\||^\W*学生(?:是否|能否)[^\n]{6,}"
)
_RUN = re.compile(r"(\d{1,3})[）)]?\s*[—–~～至到-]{1,2}\s*[（(]?(\d{1,3})[）)]?\s*[题道小]")
MANY_ITEMS = 15  # of one exercise, from which they are a drill


def left_undone(objective: str, process: str) -> str:
    """What the objective asks pupils to do and no step has them do: 写字 or 背诵; "" where nothing is missing."""
    return next((name for name, aim, act in _DONE if aim.search(objective) and not act.search(process)), "")


def _activities(plan: Plan) -> Finding:
    """Every objective served: the product of the chances of each, see serving, raised to TOGETHER.

    A step of the objective's own kind (读, 认, 写 …) makes it likely whatever the words; 会写…字 or 背诵 that no step
    has pupils do makes it unlikely.
    """
    if not plan.objectives:
        return measured("al.activities", False, "没有写出教学目标", sure=0.9)
    if not plan.details:
        return Finding("al.activities", "unclear", 0.4, (), "没有找到教学过程的环节")
    process = " ".join(plan.text(span) for span in plan.process)
    texts = [objective.text for objective in plan.objectives]
    undone = [left_undone(text, process) for text in texts]
    likely = served(texts, process, title_of(plan.draft.text))
    likely = [max(c, LIKELY) if is_of_its_kind(process, text) else c for c, text in zip(likely, texts, strict=True)]
    chances = [chance * (UNDONE if missing else 1.0) for chance, missing in zip(likely, undone, strict=True)]
    probability = round(min(0.9, max(0.1, math.prod(chances) ** TOGETHER)), 3)
    total = len(texts)
    if probability >= 0.5:
        proof = tuple((o.start, o.end) for o in plan.objectives)[:3]
        return Finding("al.activities", "yes", probability, proof, f"{total} 条目标都找到了对应的活动")
    ranked = sorted(range(total), key=lambda at: chances[at])
    missing = [at for at in ranked if chances[at] < LIKELY] or ranked[:1]
    named = [f"第 {at + 1} 条" + (f"的{undone[at]}" if undone[at] else "") for at in sorted(missing[:NAMED])]
    note = f"{total} 条目标中有 {len(missing)} 条没有找到对应的活动：{'、'.join(named)}"
    spans = tuple((plan.objectives[at].start, plan.objectives[at].end) for at in missing[:NAMED])
    return Finding("al.activities", "no", probability, spans, note + ("等" if len(missing) > NAMED else ""))


def _assessment(plan: Plan, measures: LessonMeasures) -> Finding:
    """Half of the objectives checked: whether there are checks says most, then for how many objectives, and what they share."""
    if not plan.objectives:
        return measured("al.assessment", False, "没有写出教学目标", sure=0.9)
    offset, *slopes = load_learnt().assessed
    numbers = check_numbers(plan, measures)
    probability = round(logistic(offset + sum(s * number for s, number in zip(slopes, numbers, strict=True))), 3)
    if not plan.checks and not plan.homework:
        probability = min(probability, UNCHECKED)  # however much is spelt out, nothing of it is looked at
    if probability < 0.5 and len(_RUBRIC_ROW.findall(plan.draft.text)) >= 2:
        probability = 0.58  # standards for each thing learned are an assessment of it
    rows = zip(plan.objectives, measures.alignment, strict=True)
    spans = [(o.start, o.end) for o, row in rows if row.assessments or (row.activities and o.observable)]
    note = f"{len(plan.objectives)} 条目标，课上有 {len(plan.checks)} 处检测、练习或评价"
    answer: Verdict = "yes" if probability >= 0.5 else "no"
    return Finding("al.assessment", answer, probability, tuple(spans[:3]) if answer == "yes" else (), note)


def check_numbers(plan: Plan, measures: LessonMeasures) -> tuple[float, float, float]:
    """How sure it is that there is a check (log-odds); 1 if checks are enough for the objectives; the share linked to one."""
    chance = find_check(plan).probability
    total = len(plan.objectives)
    linked = sum(bool(row.assessments) for row in measures.alignment)
    return math.log(chance / (1 - chance)), float(CHECKS_EACH * len(plan.checks) >= total), linked / total


def _homework_link(plan: Plan, measures: LessonMeasures) -> Finding:
    if not plan.objectives or not plan.homework:
        return measured("al.homework", False, "没有写出教学目标" if not plan.objectives else "没有课后作业", sure=0.93)
    linked = {name for row in measures.alignment for name in row.homework}
    spans = [span for span in plan.homework if plan.text(span)[:30] in linked]
    if spans:
        return Finding("al.homework", "yes", 0.88, tuple(spans[:3]), f"{len(spans)} 项作业对应了教学目标")
    if any(_NEXT_LESSON.search(plan.text(span)) for span in plan.homework):
        return Finding("al.homework", "no", 0.25, plan.homework[:3], "作业是为下一节课做准备，没有对应本课目标")
    return Finding("al.homework", "yes", 0.55, plan.homework[:3], "作业与目标用词不同，可能对应")


def _present(plan: Plan) -> Finding:
    count = len(plan.homework)
    return measured("hw.present", bool(count), f"写有 {count} 项课后作业" if count else "没有写课后作业", plan.homework)


def _tiered(plan: Plan) -> Finding:
    text = "\n".join(plan.text(span) for span in plan.homework)
    area = plan.components.get("homework")
    text += plan.text(area) if area and plan.homework else ""
    if not plan.homework:
        return measured("hw.tiered", False, "没有课后作业", sure=0.96)
    if all(pattern.search(text) for pattern in _TIERS) and _TIER_LABEL.search(text):
        same = re.search(r"(?:题型|内容|要求)[^。；\n]{0,14}(?:一样|相同)", text)
        if same:
            return Finding("hw.tiered", "no", 0.3, plan.homework[:3], "作业标了层次，各层内容却一样")
        return Finding("hw.tiered", "yes", 0.85, plan.homework[:3], "作业标了层次")
    free = [span for span in plan.homework if _OPTIONAL.search(plan.text(span))]
    if 0 < len(free) < len(plan.homework):
        return Finding("hw.tiered", "yes", 0.7, tuple(free[:3]), "除了人人做的，还有选做的作业")
    return Finding("hw.tiered", "no", 0.06, (), "作业没有标明层次")


def _practice(plan: Plan) -> Finding:
    if not plan.homework:
        return measured("hw.practice", False, "没有课后作业", sure=0.96)
    spans = [
        span
        for span in plan.homework
        if _PRACTICE.search(plan.text(span))
        and not _TEXTBOOK.search(plan.text(span))
        and not _TEST_ITEM.search(plan.text(span))
    ]
    if spans:
        return Finding("hw.practice", "yes", 0.85, tuple(spans[:3]), "有阅读、表达、观察、动手等实践性作业")
    return Finding("hw.practice", "no", 0.2, (), "没有找到实践性作业")


def _runs_long(task: str) -> bool:
    """解方程1—24题: many of a kind."""
    return any(int(run[2]) - int(run[1]) + 1 >= MANY_ITEMS for run in _RUN.finditer(task))


def _no_drill(plan: Plan) -> Finding:
    if not plan.homework:
        return measured("hw.no_drill", False, "没有课后作业")
    drills = [span for span in plan.homework if _DRILL.search(plan.text(span)) or _runs_long(plan.text(span))]
    if drills:
        return measured("hw.no_drill", False, "有机械抄写或大量重复练习", drills, sure=0.88)
    return measured(
        "hw.no_drill", True, f"{len(plan.homework)} 项作业中没有机械抄写或大量重复", plan.homework, sure=0.9
    )


def find(plan: Plan, measures: LessonMeasures) -> list[Finding]:
    return [
        _activities(plan),
        _assessment(plan, measures),
        _homework_link(plan, measures),
        _present(plan),
        _tiered(plan),
        _practice(plan),
        _no_drill(plan),
    ]
