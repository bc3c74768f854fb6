"""Layouts of slides, scripts and pasted plans: pictures and slide numbers before titles, steps headed by times or by nothing."""

import pytest

from reviewer.datamodels import Draft, Finding
from reviewer.datamodels.simplified import in_simplified
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators
from reviewer.lessons.activities import find_activities
from reviewer.lessons.component_names import name_component
from reviewer.lessons.components import find_components
from reviewer.lessons.measures import measure_lesson
from reviewer.lessons.minutes import chain_intervals, head_minutes
from reviewer.lessons.objectives import find_objectives, is_observable
from reviewer.lessons.plan import read_plan


def read(text: str) -> Draft:
    return draft_from_text(text, name="教案", kind="lesson")


def steps(text: str) -> list[tuple[str, float | None]]:
    return [(detail.activity.name, detail.activity.minutes) for detail in find_activities(read(text))]


def judge(indicator: str, text: str) -> Finding:
    draft = read(text)
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator]


def holds(indicator: str, text: str) -> bool:
    return judge(indicator, text).probability > 0.5


@pytest.mark.parametrize(
    ("title", "component"),
    [
        ("🎯 学习目标", "objectives"),
        ("第3页：课程目标", "objectives"),
        ("2.4  教学目标", "objectives"),
        ("3   教学过程", "process"),
        ("5.1　本讲目标", "objectives"),
        ("课堂准备", "preparation"),
        ("作业分层", "homework"),
        ("学习目标 Learning Objectives", "objectives"),
        ("重点/难点", "key_points"),
        ("授课流程", "process"),
        ("软件环境", "preparation"),
        ("课后思考题", "homework"),
        ("软件工程", None),
        ("项目成果", None),
        ("第3页的作业", None),
        ("2024 教学目标完成率", None),
    ],
)
def test_title_behind_pictures_and_numbers(title: str, component: str | None) -> None:
    assert name_component(title) == component


SLIDES = """# 小小天平

## 第1页：学习目标
- 能用天平称出一个苹果的质量

## 第2页：导入——谁更重
老师出示苹果和梨，学生猜一猜。

## 第3页：天平怎么用
学生两人一组试着称一称。

## 第4页：课堂小结
学生说说称量的步骤。

## 第5页：参考资料
天平的历史。
"""


def test_headings_go_on_with_steps_that_simply_began() -> None:
    assert [name for name, _ in steps(SLIDES)] == ["导入——谁更重", "天平怎么用", "课堂小结"]


def test_heading_ends_a_process_that_was_named() -> None:
    named = "# 天平\n\n## 教学过程\n### 1. 导入\n学生猜。\n### 2. 称量\n学生称。\n\n## 天平的历史\n古埃及就有天平。\n"
    assert [name for name, _ in steps(named)] == ["导入", "称量"]


RANGES = """《影子》
00-05 min　猜谜导入：老师说谜语，学生猜。
05-20 min　动手实验：四人小组用手电筒照积木，观察影子的长短。
20-30 min　交流发现：学生汇报，其他组补充。
"""


def test_time_ranges_head_steps_without_a_title_for_them() -> None:
    assert [minutes for _, minutes in steps(RANGES)] == [5, 15, 10]


def test_ranges_in_running_text_are_no_steps() -> None:
    text = "教学目标\n1. 能跳绳。\n备注：学生每天锻炼，10-15分钟跳绳，20-30分钟跑步，5-10分钟放松。"
    assert steps(text) == []


def test_line_below_a_title_says_how_long() -> None:
    text = "课堂流程\n1. 看图\n时长：3 分钟\n学生看图。\n2. 比较\n时长：6 分钟\n学生比较两幅图。\n3. 收束\n时长：1 分钟\n学生说一句话。"
    assert steps(text) == [("看图", 3), ("比较", 6), ("收束", 1)]


def test_bare_ranges_in_a_column_of_times() -> None:
    table = "教学过程\n| 时间 | 环节 | 教师活动 | 学生活动 |\n| --- | --- | --- | --- |\n| 0–5 | 导入 | 出示实物 | 观察 |\n| 5–20 | 任务1 | 巡视 | 动手做 |\n| 20–40 | 任务2 | 巡视 | 展示 |"
    assert steps(table) == [("导入", 5), ("任务1", 15), ("任务2", 20)]


def test_minutes_behind_a_colon_close_a_title() -> None:
    assert [mark.minutes for mark in head_minutes("练习：3分钟")] == [3]
    assert not head_minutes("追问：3分钟后水会怎样")


def test_ranges_from_the_bell_may_leave_gaps() -> None:
    def lengths(*lines: str) -> list[float | None]:
        return chain_intervals([head_minutes(line)[0] for line in lines])

    assert lengths("0-5分钟 导入", "5-15分钟 新授", "25-40分钟 练习") == [5, 10, 15]
    assert lengths("导入（1-3分钟）", "新授（15-20分钟）", "练习（8-10分钟）") == [2, 17.5, 9]


def test_column_of_times_makes_steps_of_a_table_with_objectives() -> None:
    table = "| 阶段 | 目标·编号 | 学生做什么 | 时间 |\n|---|---|---|---|\n| 初读 | 目标1 | 默读全文，圈出动词 | 10 |\n| 细读 | 目标2 | 同桌讨论人物 | 25 |"
    assert [minutes for _, minutes in steps("《背影》教案\n\n" + table)] == [10, 25]
    assert steps("《背影》教案\n\n" + table.replace("时间", "证据").replace("| 10 |", "| 圈画 |")) == []


AIMS = """## 教学目标

| 目标 | 学生最终能够 | 达标证据 |
|---|---|---|
| 一 理解词语（语言） | 解释五个词语在句中的意思 | 词语卡 |
| 二 理解人物（思维） | 用三处事实概括人物的性格 | 证据链 |

## 核心问题

作者为什么写这件事？
"""


def test_objectives_stand_in_the_column_of_what_students_can_do() -> None:
    texts = [one.text for one in find_objectives(read(AIMS))]
    assert texts == ["解释五个词语在句中的意思", "用三处事实概括人物的性格"]


@pytest.mark.parametrize(
    ("objective", "seen"),
    [
        ("能声明一个变量并给它一个值", True),
        ("熟练地将分数化为小数", True),
        ("能积极参与活动", False),
        ("会心一笑的意境", False),
        ("能力得到发展", False),
    ],
)
def test_what_a_pupil_can_do_is_seen(objective: str, seen: bool) -> None:
    assert is_observable(objective) is seen


BOARD = """教学过程
（一）导入
1. 出示图片，学生说诗句。
板书：《春晓》——孟浩然
（二）新授
学生朗读，小组讨论。
（三）小结
学生背诵。
板书设计
春晓：景、情
"""


def test_board_in_a_step_does_not_end_the_steps() -> None:
    assert [name for name, _ in steps(BOARD)] == ["导入", "新授", "小结"]
    assert "景、情" in read(BOARD).text[slice(*find_components(read(BOARD))["board"])]


TITLED = """影子的秘密

学习目标
能说出影子是怎么来的。能用手电筒做出长短不同的影子。

前测　先猜一猜
下面哪样东西没有影子？请你选一选：玻璃杯、木块、书本（　）

概念一 影子从哪里来
同学们一起看一看：光照在木块上，木块后面就有了影子。

动手一 变长变短
请同学们两人一组，用手电筒照木块，试一试怎样让影子变长。

课堂测试
学生独立完成三道题，做完同桌互相检查，订正错题。

课堂小结
学生说一说这节课知道了什么，老师补充，全班记下来。
"""


def test_titles_that_nothing_marks() -> None:
    names = [name for name, _ in steps(TITLED)]
    assert names == ["前测　先猜一猜", "概念一 影子从哪里来", "动手一 变长变短", "课堂测试", "课堂小结"]
    assert "learner_analysis" not in find_components(read(TITLED))


def test_pretest_with_results_tells_of_the_class() -> None:
    text = "前测情况\n全班40人，有12人以为影子会发光，其余学生能说出影子的方向。\n教学目标\n1. 能画出影子。"
    assert "learner_analysis" in find_components(read(text))


def test_traditional_plan_is_read_like_a_simplified_one() -> None:
    text = "教學目標\n- 學會寫完整句子\n- 能使用「因為」說明理由\n時間分配\n- 前 10 分鐘：教師示範，學生練習造句。\n- 中 20 分鐘：學生寫句子，同桌互相檢查。\n- 最後 10 分鐘：學生讀給全班聽，老師點評。\n教具清單\n- 詞卡"
    plan = read_plan(in_simplified(read(text)))
    assert len(plan.objectives) == 2
    assert [detail.activity.minutes for detail in plan.details] == [10, 20, 10]


FRAME = (
    "《{}》\n教学目标\n1. 能写出循环语句。\n教学过程\n一、导入\n{}\n二、练习\n学生独立完成。\n三、小结\n老师总结。\n"
)


@pytest.mark.parametrize(
    ("title", "told", "there"),
    [
        ("认识秋天", "老师展示落叶的图片，学生说颜色。", True),
        ("认识秋天", "老师不展示恐怖的图片。", False),
        ("Python 循环", "Python 用 for 表示循环。", False),
        ("重复的图案", "学生打开 Python 输入程序。", True),
    ],
)
def test_materials_named_in_passing(title: str, told: str, there: bool) -> None:
    assert holds("nm.materials", FRAME.format(title, told)) is there


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("教学对象：初二学生，刚学完列表，默认不了解函数。", True),
        ("教学对象：初中二年级全体学生", False),
    ],
)
def test_whom_a_lesson_is_for(line: str, there: bool) -> None:
    assert (
        holds("obj.learner_analysis", f"《函数》\n{line}\n教学目标\n1. 能写函数。\n教学过程\n一、导入\n老师提问。")
        is there
    )


def test_slides_shown_in_a_step_are_no_homework() -> None:
    table = "教学过程\n| 时间 | PPT页 | 环节 | 教师活动 | 学生活动 |\n| --- | --- | --- | --- | --- |\n| 5 | P1–2 | 导入 | 出示课题 | 看图 |\n| 5 | P9–10 | 作业与小结 | {} | 记下来 |"
    assert not read_plan(read(table.format("回看要点"))).homework
    assert read_plan(read(table.format("布置作业：完成练习第3题"))).homework


IN_A_LIST = """直线与角
教学目标
- 能认出三类角。

教学过程

1 复习引入
- 提问：两条直线相交，有几个角？
- 板书：两条直线AB、CD相交，得4个角。

2 讲授新课
- 画图，学生找同位角。

3 课堂练习
- 学生做三题。

板书设计
三类角
"""


@pytest.mark.parametrize("text", [IN_A_LIST, IN_A_LIST.split("板书设计")[0]])
def test_a_board_in_the_list_of_a_step_does_not_end_the_steps(text: str) -> None:
    assert [name for name, _ in steps(text)] == ["复习引入", "讲授新课", "课堂练习"]


def test_rows_under_a_named_content_go_on_with_it() -> None:
    text = (
        "用药与急救\n教学目标\n1. 能说出怎样打120。\n教学过程\n\n| 教学内容 | 教师活动 | 学生活动 |\n| --- | --- | --- |\n"
        "| 导入（2分钟） | 你们会自己买药吗？ | 回答。 |\n| 一、安全用药（15分钟） | 讲解：什么是安全用药。 | 划书。 |\n"
        "| | 提问：说明书上有哪些信息？ | 回答。 |\n| | 讲解：按压30次，做2次人工呼吸。 | 记笔记。 |\n"
        "| 二、练习（6分钟） | 出示四道题。 | 做题。 |\n"
    )
    assert [name for name, _ in steps(text)] == ["导入", "安全用药", "练习"]


def test_half_width_marks_between_words_part_clauses() -> None:
    text = "《除法》教案\n教学过程\n一、新授\n学生独立试做,教师巡视,然后指名板演。\n二、练习\nx,y=3,5; 做题.\n"
    draft = in_simplified(read(text))
    assert "学生独立试做，教师巡视，然后指名板演。" in draft.text
    assert "x,y=3,5" in draft.text
    assert len(draft.text) == len(text.strip()) or len(draft.text) == len(text)
    assert find_lesson_indicators(read(text), measure_lesson(read(text)))["lc.presentation"].probability < 0.5
    assert find_lesson_indicators(draft, measure_lesson(draft))["lc.presentation"].probability > 0.5
