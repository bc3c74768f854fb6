"""The parts of a plan under their many names."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson
from reviewer.lessons.component_names import name_component
from reviewer.lessons.components import find_components, is_filled


@pytest.mark.parametrize(
    ("title", "component"),
    [
        ("教学目标", "objectives"),
        ("一、学习目标", "objectives"),
        ("核心素养目标", "objectives"),
        ("# **一、	教学目标", "objectives"),
        ("【教学目标】", "objectives"),
        ("二、教学重难点", "key_points"),
        ("教学重点、难点", "key_points"),
        ("（三）教学重点和难点", "key_points"),
        ("学习重点", "key_points"),
        ("三、教具学具准备", "preparation"),
        ("教学资源准备", "preparation"),
        ("课前准备", "preparation"),
        ("四、教学流程", "process"),
        ("六、教学步骤", "process"),
        ("五、说教学过程", "process"),
        ("【教学三维目标】", "objectives"),
        ("四 作业", "homework"),
        ("课后小结", "reflection"),
        ("教学方法", "other"),
        ("教学过程设计", "process"),
        ("作业布置", "homework"),
        ("五、布置作业", "homework"),
        ("课后任务", "homework"),
        ("练习与作业", "homework"),
        ("六、育人价值与课程反思", "reflection"),
        ("学科实践活动设计", "process"),
        ("学业质量评价标准", "other"),
        ("四、PPT 结构大纲", "other"),
        ("作业设计", "homework"),
        ("板书设计", "board"),
        ("七、教学反思", "reflection"),
        ("教学成效与反思", "reflection"),
        ("教学后记", "reflection"),
        ("学情分析", "learner_analysis"),
        ("教材分析", "textbook_analysis"),
        ("课题", "title"),
        ("一、导入新课", None),
        ("课堂小结", None),
        ("〔目标〕", "objectives"),
        ("★实验目标", "objectives"),
        ("【怎么上】", "process"),
        ("流程", "process"),
        ("【回家任务】", "homework"),
        ("黑板设计", "board"),
        ("课后手记", "reflection"),
        ("场地与器材", "preparation"),
        ("本班情况", "learner_analysis"),
        ("Teaching procedures", "process"),
        ("Blackboard design", "board"),
        ("课后小任务", "homework"),
        ("课后劳动", "homework"),
        ("八、课后小练笔", "homework"),
        ("回家玩一玩", "homework"),
        ("## 回家玩一玩（作业：只说只做，不写字，约10分钟）", "homework"),
        ("论证准备", "preparation"),
        ("三、实验准备与安全", "preparation"),
        ("劳动准备与安全提示", "preparation"),
        ("学情与初稿分析", "learner_analysis"),
        ("教材与学情", "learner_analysis"),
        ("一、课前调查得来的学情", "learner_analysis"),
        ("孩子们现在在哪里（学情）", "learner_analysis"),
        ("孩子们现在在哪里", "learner_analysis"),
        ("我们从哪里出发（学情分析）", "learner_analysis"),
        ("学生在哪里有困难", None),
        ("回家路上", None),
        ("开庭前的准备", None),
        ("动手做一做（学生活动）", None),
        ("知识目标", None),
        ("合作探究", None),
    ],
)
def test_names(title: str, component: str | None) -> None:
    assert name_component(title) == component


def components(text: str) -> dict[str, str]:
    draft = draft_from_text(text, name="教案")
    return {name: draft.text[start:end].strip() for name, (start, end) in find_components(draft).items()}


def test_plain_lines_with_colons() -> None:
    found = components(
        "《认识钟表》教案\n教学目标：能认读整时。\n教学重点：认读整时。\n教学难点：区分时针分针。\n教具准备：钟面模型。\n"
        "教学过程：\n一、导入\n猜谜语。\n二、新授\n看钟面。\n板书设计：\n钟表\n教学反思："
    )
    assert set(found) == {
        "title",
        "objectives",
        "key_points",
        "preparation",
        "process",
        "board",
        "reflection",
    }
    assert found["preparation"] == "钟面模型。"
    assert found["process"].startswith("一、导入")
    assert found["process"].endswith("看钟面。")


def test_a_homework_step_inside_the_process_does_not_end_it() -> None:
    found = components(
        "教学过程\n一、导入\n谈话。\n二、布置作业\n1.读课文三遍给家长听。\n三、课堂小结\n师生共同小结。\n板书设计\n春"
    )
    assert found["homework"] == "1.读课文三遍给家长听。"


@pytest.mark.parametrize("title", ["三、论证准备（8分钟）", "### 实验准备（5分钟）", "二、采访准备（用时6分钟）"])
def test_a_timed_preparation_in_the_process_is_a_step(title: str) -> None:
    found = components(
        f"教学过程\n一、导入（5分钟）\n看图。\n{title}\n小组分工。\n四、交流（20分钟）\n小组汇报。\n板书设计\n春"
    )
    assert "preparation" not in found
    assert found["process"].endswith("小组汇报。")


@pytest.mark.parametrize(
    "header",
    [
        "目标 | 哪一步学 | 看什么证据 | 回家做",
        "目标 | 活动 | 课后",
        "目标 | 哪一站学 | 看什么 | 作业",
        "学习目标 | 课上做什么 | 回家任务",
    ],
)
def test_a_column_of_a_matrix_of_objectives_is_no_homework(header: str) -> None:
    columns = header.count("|") + 1
    rows = "\n".join("| " + " | ".join(f"{row}{cell}" for cell in range(columns)) + " |" for row in "分理")
    text = f"教学目标\n1.能说出两种分法。\n教学过程\n一、导入\n看图。\n目标落实\n| {header} |\n|{'---|' * columns}\n{rows}\n"
    assert "homework" not in components(text)
    assert components(text + "作业\n和家人分一次垃圾。")["homework"] == "和家人分一次垃圾。"


def test_headings_with_nothing_under_them_are_not_there() -> None:
    found = components(
        "## 教学目标\n* 1.1 知识与技能目标：\n\n## 教学重难点\n### 教学重点：\n### 教学难点：\n## 课前准备\n* 课件\n"
    )
    assert set(found) == {"preparation"}


def test_an_empty_place_for_reflection_counts() -> None:
    assert "reflection" in components("教学过程\n一、导入\n谈话导入新课。\n教学反思：\n")


def test_intent_in_a_column_and_inline() -> None:
    table = (
        "| 教学环节 | 教师活动 | 学生活动 | 设计意图 |\n|---|---|---|---|\n"
        "| 导入 | 提问 | 回答 | 激发学生的学习兴趣 |\n| 新授 | 讲解 | 听讲 | 突破本课的难点 |"
    )
    assert "intent" in components(table)
    assert "intent" in components("教学过程\n一、导入\n看图。\n【设计意图】从生活出发，激发兴趣。\n二、新授\n讲解。")
    assert "intent" not in components("教学过程\n一、导入\n看图。\n二、新授\n讲解。")


def test_a_study_guide_without_a_process_heading() -> None:
    found = components(
        "欧姆定律 导学案\n【学习目标】\n1.能说出欧姆定律。\n【自主预习】（5 min）\n阅读课本。\n【合作探究】\n分组实验。\n【课后作业】\n课本第1题。"
    )
    assert found["process"].startswith("【自主预习】")
    assert found["homework"] == "课本第1题。"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("1.1 知识目标：\n\n1.2 能力目标：", False),
        ("", False),
        ("（　　）", False),
        ("1. 能说出定律。", True),
    ],
)
def test_is_filled(text: str, filled: bool) -> None:
    assert is_filled(text) is filled


def test_a_list_of_aims_that_opens_a_plan_is_its_objectives() -> None:
    aims = "1.认识“慰、藉”等3个生字。\n2.正确、流利地朗读课文。\n3.体会作者的感情。\n"
    rest = "重点：理解课文内容。\n一、导入\n1.齐读课题。\n二、精读\n1.默读课文，说说心情。\n"
    draft = draft_from_text(f"3 天窗\n新授课\n{aims}{rest}", name="x.txt", kind="lesson")
    start, end = find_components(draft)["objectives"]
    assert draft.text[start:end] == aims.rstrip()
    steps = draft_from_text(f"天窗\n1.出示图片。\n2.师生问好。\n{rest}", name="x.txt", kind="lesson")
    assert "objectives" not in find_components(steps)


def test_a_difficulty_named_in_the_middle_of_a_step_does_not_end_the_process() -> None:
    found = components(
        "《郊游》教案\n一、教学目标\n1. 能演唱歌曲。\n二、重点：学会歌曲。难点：情绪的变化。\n三、教学过程\n（一）学唱歌曲\n"
        "1. 按节奏读歌词。\n2. 学生轻声跟唱。\n3. 逐句学唱。\n4. 难点：时值要唱满，教师示范。\n5. 完整演唱两遍。\n（二）表现歌曲\n小组展示。\n"
    )
    assert found["process"].endswith("小组展示。")
    assert found["key_points"].startswith("学会歌曲")


def test_what_goes_on_the_board_in_a_step_is_no_part_where_the_plan_has_a_board_of_its_own() -> None:
    found = components(
        "《折扣》教案\n三、过程\n（一）理解折扣\n学生说自己的理解。\n板书：八折＝80%。\n追问：打“十折”是什么意思？\n（二）练习\n学生独立做题。\n"
        "四、作业\n练习二第1题。\n五、板书\n折扣：八五折＝85%\n"
    )
    assert found["process"].endswith("学生独立做题。")
    assert found["board"] == "折扣：八五折＝85%"


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("量的时候有七八个孩子从1刻度量起，占掉不少时间，第3题没来得及查。", "reflection"),
        ("完成课本第3题，回家量一量书桌。", "homework"),
    ],
)
def test_a_bare_after_class_tells_of_the_lesson_given_or_sets_work(line: str, part: str) -> None:
    text = f"《量一量》教案\n【教学目标】\n1. 会用尺量。\n【教学过程】\n一、导入\n看图。\n二、练习\n量课本。\n【课后】\n{line}\n"
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    start, end = measure_lesson(draft).components[part]
    assert line[:6] in draft.text[start:end]


def test_one_title_for_the_class_and_the_goals() -> None:
    text = "线形动物\n一、学情与目标\n学生上节学过腔肠动物，蛔虫见过的人少。\n1. 说出线形动物的特征，能举例（蛔虫、钩虫；蚯蚓、沙蚕）。\n2. 说出蛔虫适于寄生的特点。\n二、重难点\n重点：特征。\n三、过程\n导入\n看图。\n"
    lesson = measure_lesson(draft_from_text(text, name="x.txt", kind="lesson"))
    assert [one.text for one in lesson.objectives] == [
        "说出线形动物的特征，能举例（蛔虫、钩虫；蚯蚓、沙蚕）",
        "说出蛔虫适于寄生的特点",
    ]
    assert "learner_analysis" in lesson.components


def test_labels_in_english_are_no_aims() -> None:
    text = "Teaching Plan\nI. Teaching aims\n1. Knowledge aims\n Words: maths, history, art\n2. Ability aims\n 能就最喜欢的学科进行问答。\nII. Teaching procedures\nStep 1 Greeting\nFree talk.\n"
    lesson = measure_lesson(draft_from_text(text, name="x.txt", kind="lesson"))
    assert [one.text for one in lesson.objectives] == ["能就最喜欢的学科进行问答"]
