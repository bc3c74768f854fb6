"""Builders of hand-made drafts and reviews whose quotes really stand in their drafts."""

from __future__ import annotations

from reviewer.datamodels import (
    Activity,
    AlignmentRow,
    Block,
    Change,
    CriterionResult,
    Draft,
    DraftInfo,
    Evidence,
    ExemplarHit,
    ExemplarRef,
    Guess,
    HomeworkMeasures,
    IndicatorResult,
    Item,
    LessonMeasures,
    Objective,
    Overall,
    Passage,
    Provenance,
    Repetition,
    Review,
    RubricInfo,
    Safety,
    Seconds,
    Section,
    Tiers,
    Variants,
)

# (kind, heading level, table, row, column, text)
LESSON = [
    ("heading", 1, None, None, None, "《分数的初步认识》教学设计"),
    ("heading", 2, None, None, None, "教学目标"),
    ("paragraph", 0, None, None, None, "1. 学生能结合折纸说出几分之一的含义，并举出生活中的例子。"),
    ("paragraph", 0, None, None, None, "2. 使学生了解分数的意义，培养学习兴趣。"),
    ("heading", 2, None, None, None, "教学过程"),
    ("cell", 0, 1, 1, 0, "教师活动"),
    ("cell", 0, 1, 1, 1, "学生活动"),
    ("cell", 0, 1, 1, 2, "设计意图"),
    ("cell", 0, 1, 2, 0, "出示月饼图，提问：怎样分才公平？（5分钟）"),
    ("cell", 0, 1, 2, 1, "同桌交流，说出自己的分法"),
    ("cell", 0, 1, 2, 2, "从生活引入"),
    ("cell", 0, 1, 3, 0, "讲解二分之一的写法和读法（15分钟）"),
    ("cell", 0, 1, 3, 1, "听讲，记笔记"),
    ("cell", 0, 1, 4, 0, "巡视指导（20分钟）"),
    ("cell", 0, 1, 4, 1, "小组折出四分之一，上台展示不同折法"),
    ("heading", 2, None, None, None, "作业"),
    ("paragraph", 0, None, None, None, "抄写课本概念五遍。"),
]


def build_draft(pieces, *, kind="lesson", name="分数的初步认识.docx", hidden=()):
    text, blocks, sections = "", [], []
    for what, level, table, row, column, words in pieces:
        start = len(text)
        text += words + "\n"
        blocks.append(Block(start, start + len(words), what, level, table, row, column))
        if what == "heading":
            sections.append((words, start, start + len(words) + 1, level))
    ends = [start for _, start, _, _ in sections[1:]] + [len(text)]
    found = tuple(
        Section(title, start, body, end, level) for (title, start, body, level), end in zip(sections, ends, strict=True)
    )
    return Draft(
        name=name,
        sha256="ab" * 32,
        text=text,
        blocks=tuple(blocks),
        sections=found,
        sentences=(),
        kind=Guess(kind, 0.97),
        title=Guess("分数的初步认识", 0.9),
        subject=Guess("数学", 0.9),
        stage=Guess("小学", 0.9),
        grade=Guess("三年级", 0.8),
        hidden=hidden,
    )


def locate(draft, quote):
    start = draft.text.index(quote)
    return start, start + len(quote)


def evidence(draft, quote):
    start, end = locate(draft, quote)
    return Evidence(quote=quote, start=start, end=end, where=draft.where(start))


def indicator(draft, id_, name, answer, *quotes, note="", basis="both"):
    found = [evidence(draft, quote) for quote in quotes]
    probability = {"yes": 0.9, "no": 0.1, "unclear": 0.5}[answer]
    return IndicatorResult(
        id=id_, name=name, answer=answer, probability=probability, basis=basis, note=note, evidence=found
    )


def criterion(id_, name, level, interval, reason, suggestion, indicators, exemplars=()):
    return CriterionResult(
        id=id_,
        name=name,
        status="scored" if level else "insufficient",
        level=level,
        interval=interval,
        reason=reason,
        suggestion=suggestion,
        indicators=indicators,
        exemplars=[ExemplarRef(id=found) for found in exemplars],
    )


def change(draft, criterion_id, indicator_id, text, quote):
    start, end = locate(draft, quote)
    return Change(
        criterion=criterion_id,
        indicator=indicator_id,
        text=text,
        quote=quote,
        start=start,
        end=end,
        where=draft.where(start),
    )


def build_review(draft, criteria, changes, measures, *, exemplars=(), safety=None, llm="scripted:demo"):
    levels = [found.level for found in criteria if found.level]
    return Review(
        draft=DraftInfo(
            name=draft.name,
            sha256=draft.sha256,
            kind=draft.kind.value,
            kind_confidence=draft.kind.confidence,
            title=draft.title.value,
            subject=draft.subject.value,
            stage=draft.stage.value,
            grade=draft.grade.value,
            chars=len(draft.text),
            warnings=list(draft.warnings),
        ),
        rubric=RubricInfo(id="lesson-design", version="1.1.0", sha256="cd" * 32),
        provenance=Provenance(reviewer="0.1.0", llm=llm, prompts={}, embedding=None, library=None, calibration=None),
        criteria=list(criteria),
        overall=Overall(
            level=round(sum(levels) / len(levels), 1) if levels else None,
            scored=len(levels),
            total=len(criteria),
        ),
        changes=list(changes),
        measures=measures,
        exemplars=list(exemplars),
        safety=safety or Safety(red_lines=[], hidden_text=[], instructions=[]),
        seconds=Seconds(read=0.1, measure=0.1, retrieve=0.1, judge=0.2, total=0.5),
    )


EXEMPLAR = ExemplarHit(
    id="ex-l01",
    title="几分之一：从公平分到分数",
    subject="数学",
    stage="小学",
    grade="三年级",
    kind="lesson",
    similarity=0.91,
    why="同样讲几分之一，当堂检测人人都做，做完马上订正。",
    source="本项目编写",
    licence="CC BY 4.0",
    passages=[
        Passage(criterion="feedback", text="每人一张练习条，3分钟独立完成；\n同桌互查，错的用红笔改在旁边。"),
        Passage(criterion="homework", text="基础：涂出四分之一；拓展：用不同方法折出八分之一。"),
    ],
)


def lesson_measures(draft):
    def activity(name, minutes, actor, kind, share, quote):
        start, end = locate(draft, quote)
        return Activity(name=name, minutes=minutes, actor=actor, kind=kind, start=start, end=end, student_share=share)

    start, end = locate(draft, LESSON[2][5])
    return LessonMeasures(
        minutes_total=40,
        minutes_stated=45,
        student_share=0.55,
        teacher_share=0.45,
        rt=0.45,
        ch=0.32,
        mode="混合型",
        activities=[
            activity("情境导入", 5, "both", "提问", 0.5, "出示月饼图"),
            activity("讲解新知", 15, "teacher", "讲授", 0.1, "讲解二分之一"),
            activity("小组折纸", 20, "student", "操作", 0.9, "巡视指导"),
        ],
        objectives=[Objective(text=LESSON[2][5], student_subject=True, observable=True, start=start, end=end)],
        alignment=[
            AlignmentRow(objective="说出几分之一的含义", activities=["小组折纸"], assessments=[], homework=[]),
            AlignmentRow(objective="了解分数的意义", activities=[], assessments=[], homework=[]),
        ],
    )


HOMEWORK = [
    ("heading", 1, None, None, None, "三年级数学 课后练习"),
    ("paragraph", 0, None, None, None, "1. 基础：24÷6＝"),
    ("paragraph", 0, None, None, None, "2. 基础：36÷6＝"),
    ("paragraph", 0, None, None, None, "3. 拓展：量一量家里的桌子，算出周长。"),
]


def homework_measures(draft, *, cap=60.0, over=False):
    def item(id_, quote, tier, demand, **more):
        start, end = locate(draft, quote)
        base = {
            "tier": tier,
            "kind": "计算",
            "minutes": 1.0,
            "optional": False,
            "repeats": None,
            "copying": False,
        }
        return Item(id=id_, text=quote, start=start, end=end, tier_labelled=tier, demand=demand, **(base | more))

    return HomeworkMeasures(
        items=[
            item("1", "24÷6＝", "基础", 1),
            item("2", "36÷6＝", "基础", 1, repeats="1"),
            item("3", "量一量家里的桌子，算出周长。", "拓展", 4, kind="实践", minutes=10.5, optional=True),
        ],
        tiers=Tiers(labelled=True, real=True),
        repetition=Repetition(
            ratio=1 / 3,
            groups=[["1", "2"]],
            variants=[Variants(representative="1", items=["2"], how="numbers", differences=["24→36"])],
            previous=[["1", "上周练习.docx", "30÷6＝"]],
        ),
        minutes_total=12.5,
        minutes_stated=15,
        minutes_cap=cap,
        over_cap=over,
    )


ATTACK = '<script>alert("x")</script><img src=http://evil.example/a.png onerror=alert(1)>'
LINK = "[点我](http://evil.example) **粗** `码` | 列"
