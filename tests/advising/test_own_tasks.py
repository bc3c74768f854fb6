"""What a plan brings along itself, and that suggestions are made of it: tasks, questions, warnings, changes, homework."""

from __future__ import annotations

import pytest

from reviewer.advising.advice import suggest
from reviewer.advising.lesson_blanks import lesson_blanks
from reviewer.advising.matter import ask, find_cautions, find_chain, find_questions, find_slips
from reviewer.advising.own_homework import sort_homework
from reviewer.advising.own_tasks import find_own_tasks, is_told, read_act
from reviewer.advising.trials import find_trial
from reviewer.advising.twists import find_model, find_order, find_twists
from reviewer.datamodels import Draft, LessonMeasures, Measures
from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson
from reviewer.rubrics import get_rubric

pytestmark = pytest.mark.usefixtures("without_bank")
POEM = """语文《秋天的雨》教学设计
教学目标
1. 会认“钥、匙”2个字，会写“枚、爽”2个字。
2. 能背诵第2自然段。
教学过程
一、情境导入（5分钟）
1. 播放秋雨的录音，你听到了什么？
二、品读颜色段落（15分钟）
1. 教师出示课件，讲解颜色。
2. 让学生默读第2自然段，圈出写颜色的词语。颜色的词语有黄色、红色、橙色。
3. “它把黄色给了银杏树，黄黄的叶子像一把把小扇子”，学生体会比喻。
4. 秋天的雨为什么把黄色给了银杏树？
三、仿写（10分钟）
1. 写话：用“把”字写一段秋天的颜色（注意标点）。
2. 梳理课文顺序：颜色→气味→声音→丰收。
四、小结（5分钟）
教师总结。
作业
1. 背诵第2自然段。
2. 写一段秋天的短文。
3. 观察一棵树的叶子，记录三天。
"""
PROGRAM = """信息科技《会走的小猫》教学设计
教学目标
1. 了解【重复执行】指令的用法。
2. 能打开软件。
教学过程
一、讲解（10分钟）
教师讲解【重复执行】指令。需要注意的是，【重复执行】指令只能放在角色的程序里。
二、编程（25分钟）
学生编写小猫来回走的程序。
学生打开文件。
"""


def measured(text: str) -> tuple[Draft, LessonMeasures]:
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    return draft, measure_lesson(draft)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("2. 仿写：用“五感”写一段关于季节的话。", "用五感写一段关于季节的话"),
        ("挑战1：在两座房子之间搭建过山车", "在两座房子之间搭建过山车"),
        ("3.学生自己编对子分享。", "编对子"),
        ("（2）说说天窗是什么样子的？", "说清天窗是什么样子的"),
        ("让学生默读第2自然段，圈出写颜色的词语。", "圈出写颜色的词语"),
        ("计算机编程是研究微观世界的强大工具", None),
        ("演唱时声音要自然明亮", None),
        ("编写程序完成任务", None),
        ("教师板书课题，出示课件。", None),
        ("记录异常处理的必要性", None),
    ],
)
def test_what_a_sentence_has_pupils_do(sentence: str, act: str | None) -> None:
    found = read_act(sentence)
    assert (found.act if found else None) == act


def test_the_lessons_own_work_comes_first_and_the_teachers_is_none() -> None:
    draft, measures = measured(POEM)
    acts = [task.goal.act for task in find_own_tasks(draft, measures)]
    assert acts[0] == "用把字写一段秋天的颜色"
    assert "圈出写颜色的词语" in acts
    assert not any("课件" in act or "总结" in act for act in acts)


def test_questions_are_about_the_matter_and_none_of_the_opening() -> None:
    draft, measures = measured(POEM)
    assert [ask(draft, one) for one in find_questions(draft, measures)] == ["秋天的雨为什么把黄色给了银杏树"]


def test_a_warning_is_said_without_its_opening() -> None:
    draft, measures = measured(PROGRAM)
    (span, said), *_ = find_cautions(draft, measures)
    assert said == "【重复执行】指令只能放在角色的程序里"
    assert said in draft.text[slice(*span)]


def test_what_stands_in_order_is_to_be_put_in_order() -> None:
    draft, measures = measured(POEM)
    found = find_chain(draft, measures)
    assert found is not None
    right = found[1]
    assert right == ["颜色", "气味", "声音", "丰收"]
    order = find_order(draft, measures)
    assert order is not None
    listed = order.text.split("‘")[1].split("’")[0].split("、")
    assert sorted(listed) == sorted(right)
    assert listed not in (right, right[::-1])


def test_a_twist_takes_something_away_that_stands_in_the_plan() -> None:
    draft, measures = measured(POEM)
    (twist, *_) = find_twists(draft, measures)
    assert "去掉‘黄黄的叶子像一把把小扇子’" in twist.text
    assert find_model(draft, measures) == "它把黄色给了银杏树，黄黄的叶子像一把把小扇子"
    (twist, *_) = find_twists(*measured(PROGRAM))
    assert (twist.thing, twist.text[:12]) == ("重复执行", "去掉‘重复执行’指令，运")


@pytest.mark.parametrize("line", ["“小朋友的脚，常被那香味勾住”", "“你为什么喜欢秋天，说给大家听？”", "“凉爽”"])
def test_no_line_is_cut_that_would_say_nothing_alone(line: str) -> None:
    draft, measures = measured(POEM.replace("“它把黄色给了银杏树，黄黄的叶子像一把把小扇子”", line))
    assert find_twists(draft, measures) == []


def test_homework_is_sorted_before_anything_is_added() -> None:
    draft, measures = measured(POEM)
    found = sort_homework(draft, measures)
    assert found is not None
    assert found.named == (
        "‘背诵第2自然段’作基础（必做），‘写一段秋天的短文’作拓展，‘观察一棵树的叶子，记录三天’作实践（选做）"
    )
    assert found.missing == ()
    sorted_already = measured(POEM.replace("1. 背诵第2自然段。\n2. 写", "1. 必做：背诵第2自然段。\n2. 选做：写"))
    assert sort_homework(*sorted_already) is None
    in_layers = measured(POEM.replace("1. 背诵第2自然段。\n2. 写", "A：背诵第2自然段。\nB：写"))
    assert sort_homework(*in_layers) is None
    assert sort_homework(*measured(PROGRAM)) is None


def test_a_change_to_a_step_is_made_of_what_is_done_in_it() -> None:
    draft, measures = measured(POEM)
    reading = measures.activities[1]
    filled = lesson_blanks(draft, measures, (reading.start, reading.start + 2))
    assert "圈出写颜色的词语" in filled["split_own"]
    taught = measured(PROGRAM)
    trial = find_trial(*taught, taught[1].activities[0])
    assert trial == "试用‘重复执行’，记下看到的和没弄懂的"


def test_what_is_added_takes_its_minutes_from_a_full_timetable() -> None:
    draft, measures = measured(POEM.replace("一、情境导入（5分钟）", "一、情境导入（15分钟）"))
    assert lesson_blanks(draft, measures, None)["room"] == "从‘情境导入’里匀出"
    assert lesson_blanks(*measured(POEM), None)["room"] == "留"


@pytest.mark.parametrize(
    ("indicator", "told"),
    [
        ("df.levels", "照着‘它把黄色给了银杏树，黄黄的叶子像一把把小扇子’换一样东西写一句"),
        ("obj.learner_analysis", "再问‘秋天的雨为什么把黄色给了银杏树’：（ ）人说得有道理"),
        ("lc.collaboration", "秋天的雨为什么把黄色给了银杏树？”改成小组任务"),
        ("hw.tiered", "‘背诵第2自然段’作基础（必做）"),
        ("tk.open_questions", "去掉‘黄黄的叶子像一把把小扇子’再读一遍"),
    ],
)
def test_suggestions_are_made_of_the_plans_own_matter(indicator: str, told: str) -> None:
    draft, measures = measured(POEM)
    (one,) = (one for one in get_rubric("lesson").indicators() if one.id == indicator)
    assert told in suggest(draft, Measures(lesson=measures), one).text


def test_what_is_warned_of_or_written_on_the_board_is_what_work_is_held_against() -> None:
    draft, measures = measured(PROGRAM)
    coding = measures.activities[1]
    assert (
        lesson_blanks(draft, measures, (coding.start, coding.end))["against"]
        == "‘【重复执行】指令只能放在角色的程序里’"
    )
    board = measured(POEM.replace("用“把”字写一段秋天的颜色", "用“把”字写一段秋天的颜色（板书：看到、闻到、听到）"))
    writing = board[1].activities[2]
    assert lesson_blanks(*board, (writing.start, writing.end))["against"] == "板书‘看到、闻到、听到’"


def test_the_slips_that_a_plan_tells_of_are_foreseen() -> None:
    draft, measures = measured(POEM + "教学反思\n部分学生仿写时思路不够开阔，朗读较好。\n")
    (one,) = (one for one in get_rubric("lesson").indicators() if one.id == "fb.anticipate")
    assert find_slips(draft, measures) == ["仿写时思路不够开阔"]
    assert "有人‘仿写时思路不够开阔’" in suggest(draft, Measures(lesson=measures), one).text


def test_writing_is_framed_by_an_order_in_time_or_place_only() -> None:
    assert "frame" not in lesson_blanks(*measured(POEM), None)
    tide = measured(POEM.replace("颜色→气味→声音→丰收", "潮来前→潮来时→潮过后"))
    assert lesson_blanks(*tide, None)["frame"] == "潮来前……潮来时……潮过后……"


def test_an_old_instruction_is_asked_about_and_a_new_one_is_changed() -> None:
    text = PROGRAM.replace("教师讲解【重复执行】指令。", "上节课我们用过【移动10步】指令。教师讲解【重复执行】指令。")
    draft, measures = measured(text)
    assert [twist.thing for twist in find_twists(draft, measures)] == ["重复执行"]
    assert lesson_blanks(draft, measures, None)["tool"] == "移动10步"


def test_two_steps_of_one_name_are_called_by_their_first_lines() -> None:
    twice = POEM.replace("二、品读颜色段落（15分钟）", '二、品读"颜色"，体会写法（15分钟）').replace(
        "三、仿写（10分钟）", '三、品读"声音"，体会写法（10分钟）'
    )
    draft, measures = measured(twice)
    own = measures.objectives[1]
    assert [one.name for one in measures.activities].count("品读") == 2
    assert lesson_blanks(draft, measures, (own.start, own.end))["fit_step"] == "二、品读颜色"


def test_nobody_is_asked_about_a_text_before_reading_it() -> None:
    assert lesson_blanks(*measured(POEM), None)["pretest"].startswith("课前每人读一遍课文，再问")
    assert "pretest" not in lesson_blanks(*measured(PROGRAM), None)


def test_what_an_objective_asks_is_added_to_the_step_where_it_is_done() -> None:
    draft, measures = measured(POEM.replace("二、品读颜色段落", "二、朗读品读"))
    own = measures.objectives[1]
    filled = lesson_blanks(draft, measures, (own.start, own.end))
    assert (filled["fit_step"], filled["start"]) == (
        "朗读品读", "看着提示试着背诵第2自然段，同桌记下漏掉的词，回家接着背",
    )  # fmt: skip


def test_a_question_of_mere_recall_comes_last() -> None:
    text = POEM.replace("4. 秋天的雨为什么", "4. 秋天的雨把黄色给了谁，是什么颜色？\n5. 秋天的雨为什么")
    draft, measures = measured(text)
    assert ask(draft, find_questions(draft, measures)[0]) == "秋天的雨为什么把黄色给了银杏树"


def test_in_a_subject_of_doing_what_is_made_is_the_main_thing() -> None:
    draft, measures = measured(PROGRAM)
    filled = lesson_blanks(draft, measures, None)
    assert filled["main_act"] == "编写小猫来回走的程序"
    assert filled["made_home"].startswith("画一张流程图：小猫来回走的程序")


def test_the_half_of_an_objective_that_nobody_does_is_what_is_added() -> None:
    draft, measures = measured(POEM)
    own = measures.objectives[0]
    filled = [lesson_blanks(draft, measures, (own.start, own.end), note)["act"] for note in ("", "缺第 1 条的写字")]
    assert "枚" not in filled[0]
    assert "枚" in filled[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("生可能说：把图倒过来看；在邮局画个方向标看超市在哪边。", True),
        ("④我答应弟弟写完作业陪他下棋，写完以后自己想看电视。", True),
        ("小军写完作业自己画了一张路线图。", True),
        ("小组合作画一张路线图，标出方向。", False),
        ("我会写：照样子写一句话。", False),
    ],
)
def test_what_somebody_says_or_did_is_no_task_of_the_pupils(line: str, told: bool) -> None:
    text = f"三、练习\n{line}\n"
    start = text.index(line) + max(0, line.find("；") + 1)
    assert is_told(text, start, len(text) - 1) is told
