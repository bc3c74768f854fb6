"""Forms of schools and of Markdown editors: steps across all columns, times beside merged names, labels in bold, homework in one line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from reviewer.config import Settings
from reviewer.datamodels import Draft, Finding
from reviewer.documents import draft_from_text, read_draft
from reviewer.lessons import find_lesson_indicators, measure_lesson
from reviewer.lessons.activities import find_activities
from reviewer.lessons.plan import read_plan


def read(text: str) -> Draft:
    return draft_from_text(text, name="教案", kind="lesson")


def steps(draft: Draft) -> list[tuple[str, float | None]]:
    return [(detail.activity.name, detail.activity.minutes) for detail in find_activities(draft)]


def judge(indicator: str, text: str) -> Finding:
    draft = read(text)
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator]


def test_a_name_across_all_columns_holds_the_rows_below(tmp_path: Path, settings: Settings) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    rows = [
        ("教师活动", "学生活动", "设计意图"),
        ("一、复习导入（4分钟）",),
        ("听写词语。", "听写，同桌批改。", "巩固字词。"),
        ("二、品读课文（18分钟）",),
        ("出示表格。", "默读圈画，填表。", "化繁为简。"),
        ("指导朗读。", "指名读，评一评。", "在读中感悟。"),
        ("三、总结（4分钟）",),
        ("回看清单。", "打√。", "激发兴趣。"),
    ]
    for texts in rows:
        cells = table.add_row().cells
        cells[0].text = texts[0]
        if len(texts) == 1:
            cells[0].merge(cells[2])
        else:
            cells[1].text, cells[2].text = texts[1:]
    document.save(str(tmp_path / "教案.docx"))
    draft = read_draft(tmp_path / "教案.docx", settings=settings)
    assert steps(draft) == [("复习导入", 4.0), ("品读课文", 18.0), ("总结", 4.0)]
    second = find_activities(draft)[1].activity
    assert "指名读" in draft.text[second.start : second.end]


def test_a_column_of_times_beside_a_merged_name() -> None:
    table = (
        "| 部分 | 时间 | 课的内容 | 教师活动 | 学生活动 |\n|---|---|---|---|---|\n"
        "| 准备部分 | 2分 | 一、课堂常规 | 师生问好。 | 集合。 |\n"
        "| | 6分 | 二、热身 | 领跑。 | 在垫子间跑。 |\n"
        "| 基本部分 | 18分 | 三、前滚翻 | 讲解示范。 | 两人一垫练习。 |\n"
        "| 预计负荷 | | 平均心率130 | | |\n"
    )
    assert steps(read(f"教学过程\n{table}")) == [("准备部分", 2.0), ("热身", 6.0), ("基本部分", 18.0)]


def test_the_first_row_of_a_form_heads_no_columns() -> None:
    form = "课题 | 我是什么 | 第1课时\n教学目标 | 会认生字。 |\n教学过程 | 二次备课 |\n一、导入\n教师出示谜语，学生猜一猜。\n二、品读\n学生默读课文，同桌交流。\n三、写字\n学生在田字格里写字。\n"
    assert [name for name, _ in steps(read(form))] == ["导入", "品读", "写字"]


def test_the_title_with_the_length_of_the_lesson_is_no_step() -> None:
    text = "# 第 08 课：二元一次方程组（30 分钟）\n\n## 学习目标\n1. 会解方程组。\n\n## 教学流程（30 分钟）\n\n### 0) 热身 3 分钟：复习\n老师提问。\n\n### 1) 新概念 20 分钟\n学生列式。\n\n### 2) 总结 7 分钟\n学生说一说。\n"
    assert steps(read(text)) == [("热身", 3.0), ("新概念", 20.0), ("总结", 7.0)]


def test_sides_labelled_in_bold_are_sides() -> None:
    text = "教学过程\n\n### 环节1：导入（5分钟）\n\n**教师活动**：\n- 演示实验，讲解原理，总结规律\n\n**学生活动**：\n- 小组讨论并记录\n- 上台汇报\n\n**设计意图**：\n- 让学生练习、讨论、展示\n"
    (step,) = find_activities(read(text))
    sides = {line.side for line in step.lines}
    assert sides == {"teacher", "student"}
    assert all("让学生练习" not in text[line.start : line.end] for line in step.lines)


@pytest.mark.parametrize(
    ("line", "tasks", "tiered"),
    [
        ("作业：1．把过程讲给家人听。2．抄写一句话。3．选做：阅读有关书籍。", 3, "yes"),
        ("教师小结，布置课后：软垫上团身滚动每天10次。", 1, "no"),
        ("课后请同学们量一量身边物体的面，算一算面积。", 1, "no"),
    ],
)
def test_homework_told_in_the_line_of_a_step(line: str, tasks: int, tiered: str) -> None:
    text = f"教学过程\n一、新课\n学生练习。\n二、练习\n学生做题。\n三、总结\n{line}\n"
    assert len(read_plan(read(text)).homework) == tasks
    assert judge("hw.tiered", text).answer == tiered


FRAME = "教学目标\n1. 能说出浮力的大小。\n教学过程\n一、新课（20分钟）\n{}\n二、小结（5分钟）\n老师小结。\n"


@pytest.mark.parametrize(
    ("indicator", "line", "holds"),
    [
        ("lc.initiative", "请同学们用自己喜欢的方式读读第1自然段。", True),
        ("lc.initiative", "请同学们齐读第1自然段。", False),
        ("fb.use", "教师巡视，找一份对的和一份有错的投影，大家来改。", True),
        ("fb.criteria", "同桌交换批改，错一个字订正三遍。", True),
        ("fb.criteria", "同桌互查，重点检查有没有漏掉单位。", True),
        ("lc.presentation", "一组上黑板写改革，二组补充。", True),
        ("lc.collaboration", "活动这一段，同桌一个读一个做动作。", True),
        ("df.levels", "基础弱的同学可以看黑板说，能力强的同学可以加上学过的句子。", True),
        ("tk.transfer", "拓展阅读：读一读原著。", False),
    ],
)
def test_wordings_of_real_plans(indicator: str, line: str, holds: bool) -> None:
    assert (judge(indicator, FRAME.format(line)).probability > 0.5) is holds


def test_what_pupils_are_asked_in_the_teachers_column_counts() -> None:
    table = "教学过程\n| 环节 | 教师活动 | 学生活动 |\n|---|---|---|\n| 初读 | {} | 读课文。 |\n| 写字 | 示范书写。 | 写字。 |\n"
    asked = table.format("请同学们用自己喜欢的方式读课文。")
    told = table.format("老师用自己喜欢的方式读课文。")
    assert judge("lc.initiative", asked).probability > 0.5 > judge("lc.initiative", told).probability


def test_a_table_without_outer_bars_is_one_table() -> None:
    table = (
        "时间 | 教师活动 | 学生活动\n-----|---------|-----\n5分 | 复习。怎么算的？ | 口答。\n"
        "10分 | 分组摸球，记录。 | 四人小组：一人摸、一人记。\n3分 | 小结。布置作业。 | 自由说。\n"
    )
    found = steps(read(f"教学目标\n1. 会用原理解决问题。\n\n{table}"))
    assert [minutes for _, minutes in found] == [5.0, 10.0, 3.0]
    assert "时间" not in found[0][0]


def test_steps_go_on_below_what_goes_on_the_board() -> None:
    text = "过程\n一、引入（4分钟）\n出示纸盒，学生画一画。\n板书：展开与折叠\n\n二、剪（14分钟）\n学生剪纸盒，同桌比一比。\n三、练习（5分钟）\n学生独立做。\n\n板书设计\n一、展开\n二、折叠\n\n作业：剪一个盒子。\n"
    draft = read(text)
    assert steps(draft) == [("引入", 4.0), ("剪", 14.0), ("练习", 5.0)]
    board = read_plan(draft).components["board"]
    assert draft.text[board[0] : board[1]].strip().startswith("一、展开")
    assert "二、折叠" in draft.text[board[0] : board[1]]


@pytest.mark.parametrize(
    ("line", "component"),
    [
        ("【想达到的目的】", "objectives"),
        ("一、我想让学生做到的", "objectives"),
        ("难的地方：字和图打架。", "key_points"),
        ("★教（学）后记：这节课学生很投入，时间不够。", "reflection"),
    ],
)
def test_parts_named_plainly(line: str, component: str) -> None:
    text = f"毕业纪念册\n{line}\n1. 能设计一张封面。\n2. 能说出四种编排。\n二、上课流程\n1.翻一翻（5分钟）\n学生传看。\n2.动手（20分钟）\n学生设计。\n"
    assert component in read_plan(read(text)).components


def test_what_pupils_bring_is_no_word_on_pupils(tmp_path: Path, settings: Settings) -> None:
    document = docx.Document()
    document.add_paragraph("封面设计")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "用具", "学生：白卡纸、彩铅、尺子。教师：课件。"
    document.add_paragraph("教学过程")
    document.add_paragraph("一、翻一翻（5分钟）学生传看。")
    document.save(str(tmp_path / "教案.docx"))
    found = read_plan(read_draft(tmp_path / "教案.docx", settings=settings)).components
    assert "preparation" in found
    assert "learner_analysis" not in found


@pytest.mark.parametrize(
    "asked",
    ["回家测爸爸妈妈的反应，想一想为什么。", "今天回家用它给一样东西安个家，画个标记。", "回家问奶奶小时候玩什么。"],
)
def test_what_is_asked_at_the_end_is_homework(asked: str) -> None:
    text = f"教学过程\n一、导入（5分钟）\n学生猜一猜。\n二、小结（3分钟）\n今天学会了什么？\n{asked}\n"
    assert judge("hw.present", text).answer == "yes"
    assert judge("hw.present", text.replace(asked, "下课。")).answer == "no"


@pytest.mark.parametrize(
    ("indicator", "said"),
    [
        ("df.levels", "剪得快的用第二个盒子再剪一个不一样的。"),
        ("lc.collaboration", "同桌对一对，看圈得一不一样。"),
        ("lc.presentation", "请三个同学说，其他人看他有没有漏掉。"),
        ("fb.criteria", "看什么 | 好 | 还可以 | 再改改\n标题 | 一眼看到 | 看得到 | 要找"),
    ],
)
def test_everyday_words_of_a_lesson(indicator: str, said: str) -> None:
    text = "教学目标\n1. 能剪出图形。\n教学过程\n一、导入（5分钟）\n教师出示纸盒。\n二、剪（14分钟）\n{}\n三、小结（2分钟）\n教师总结。\n"
    assert judge(indicator, text.format(said)).answer == "yes"
    assert judge(indicator, text.format("教师讲解剪法。")).answer != "yes"


@pytest.mark.parametrize("title", ["想让孩子们带走的本领", "这节课我希望大家", "【我要学会】", "课的任务"])
def test_a_list_of_aims_under_an_unusual_title(title: str) -> None:
    text = f"《四季》\n{title}\n1．能说出四季的景物。\n2．会用一句话介绍喜欢的季节。\n3．喜欢大自然。\n\n教学过程\n一、导入\n学生猜谜。\n二、读文\n学生读课文。\n"
    plan = read_plan(read(text))
    assert [one.text for one in plan.objectives] == ["能说出四季的景物", "会用一句话介绍喜欢的季节", "喜欢大自然"]
    steps_only = read_plan(read(text.replace(title, "课堂步骤")))
    assert not steps_only.objectives


def test_a_plan_in_english_under_roman_numerals() -> None:
    rows = (
        "Step | Teacher | Students | Purpose\n"
        "1 Lead-in 3 min | Show three pictures and ask. | Answer freely. | 引出句型。\n"
        "2 Discover 10 min | Ask Ss to underline the subject. | Underline, compare in pairs. | 发现规则。\n"
        "3 Summary 3 min | Ask one S to retell. HW: 1 练习册P36。 2 Polish the notice. | Retell. |\n"
    )
    text = f"Unit 3 Parks\nⅠ Teaching aims\nBy the end of the class, students will be able to:\n1. find -ing forms in the text;\n2. write a notice of 60 words.\nⅡ Key & difficult points\n重点：动名词作主语。\nⅢ Procedures\n{rows}"
    draft = read(text)
    assert [minutes for _, minutes in steps(draft)] == [3.0, 10.0, 3.0]
    plan = read_plan(draft)
    assert len(plan.objectives) == 2
    assert {"objectives", "key_points", "process", "homework"} <= plan.components.keys()


def test_one_title_over_the_names_and_the_doing(tmp_path: Path, settings: Settings) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    head = table.add_row().cells
    head[0].merge(head[1])
    head[0].text, head[2].text = "教  学  过  程", "二次备课"
    for name, doing in (
        ("导入\n（3分钟）", "出示三张图。问：看到了什么？学生回答。"),
        ("一、国家的兴起\n（7分钟）", "学生看地图册，填图；读课本第一目，完成填空。"),
        ("二、大化改新\n（16分钟）", "教师讲背景，学生在书上画；小组比一比两种制度。"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, doing
    document.save(str(tmp_path / "教案.docx"))
    draft = read_draft(tmp_path / "教案.docx", settings=settings)
    assert steps(draft) == [("导入", 3.0), ("国家的兴起", 7.0), ("大化改新", 16.0)]


def test_steps_numbered_in_brackets() -> None:
    text = "教学流程\n【一】聊火车，出算式\n师：谁坐过火车？学生列式。\n【二】改一改\n学生小组议一议。\n【三】练一练\n1. 直接写得数。\n2. 填一填。\n3. 说一说为什么。\n"
    assert [name for name, _ in steps(read(text))] == ["聊火车，出算式", "改一改", "练一练"]


def test_a_lesson_told_under_numbers_and_blanks_alone() -> None:
    text = "好朋友\n\n想让孩子们：\n– 高高兴兴地唱会歌曲，声音不喊\n– 会跟着音乐拍手，知道有强有弱\n\n带：电子琴、双响筒\n\n1 进教室\n学生踩着音乐走进来。\n2 听\n学生听完说说心情，老师弹琴。\n3 学唱\n老师唱一句，学生接一句。\n4 演一演\n两人一组表演，请三四组上来。\n"
    draft = read(text)
    assert [one.text for one in read_plan(draft).objectives] == [
        "高高兴兴地唱会歌曲，声音不喊",
        "会跟着音乐拍手，知道有强有弱",
    ]
    assert [name for name, _ in steps(draft)] == ["进教室", "听", "学唱", "演一演"]


@pytest.mark.parametrize(
    ("title", "component"),
    [("学练目标", "objectives"), ("■ 本课要学生得到什么", "objectives"), ("■ 难讲的地方", "key_points")],
)
def test_parts_named_in_still_other_words(title: str, component: str) -> None:
    text = f"前滚翻\n■ 教学准备\n垫子。\n{title}\n1. 能做出团身的动作。\n2. 会保护同伴。\n■ 教学过程\n一、热身\n学生慢跑。\n二、练习\n学生分组练习。\n"
    assert component in read_plan(read(text)).components
