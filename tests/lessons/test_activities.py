"""Steps of the process from headings, numbered lines and tables."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import measure_lesson
from reviewer.lessons.activities import find_activities
from reviewer.lessons.shares import promise_of


def steps(text: str) -> list[tuple[str, float | None]]:
    details = find_activities(draft_from_text(text, name="教案"))
    return [(detail.activity.name, detail.activity.minutes) for detail in details]


NUMBERED = """教学过程
（一）导入新课（3分）
播放歌曲，教师引出课题。
（二）整体感知（12分）
1.学生默读课文。
2.指名回答。
（三）研读课文（20分）
小组讨论：为什么写四次背影？
板书设计
背影
"""
HEADINGS = """## 教学过程
### 1. 情景引入（10‘）
看图。
### 2. 创造大挑战（40‘）
#### 挑战1
编写程序。
#### 挑战2
优化程序。
### 3. 总结（5‘）
老师总结。
"""
TABLE = """## 教学过程
| 教学环节 | 教师活动 | 学生活动 | 设计意图 |
|---|---|---|---|
| 导入<br>(5分钟) | 播放视频,讲解背景。 | 观看视频。 | 激发兴趣,引入课题 |
| 实践<br>(30分钟) | 巡回指导。 | 编写代码,调试程序。 | 动手实践,掌握方法 |
"""
TIMES = """| 教学步骤 | 教师活动 | 学生活动 | 时间 |
|---|---|---|---|
| Step 1 Warm-up | T greets the students. | Ss sing the song. | 3' |
| Step 2 Practice | 组织学生练习。 | Ss work in pairs. | 15 |
"""
GUIDE = """【学习目标】
1.能说出欧姆定律的内容。
【自主预习】（5 min）
阅读课本，完成填空。
【合作探究】（20 min）
分组实验，记录数据。
【当堂检测】（10 min）
1. 求电阻。（5分）
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBERED, [("导入新课", 3), ("整体感知", 12), ("研读课文", 20)]),
        (HEADINGS, [("情景引入", 10), ("创造大挑战", 40), ("总结", 5)]),
        (TABLE, [("导入", 5), ("实践", 30)]),
        (TIMES, [("Warm-up", 3), ("Practice", 15)]),
        (GUIDE, [("自主预习", 5), ("合作探究", 20), ("当堂检测", 10)]),
        ("教学过程\n一、导入\n谈话。\n二、新授\n讲解例题。\n", [("导入", None), ("新授", None)]),
        (
            "教学过程\n环节一 吸引（0-5分钟）\n提问。\n环节二 探究（5-20分钟）\n分组实验。\n环节三 评价（20-40分钟）\n自评。\n",
            [("吸引", 5), ("探究", 15), ("评价", 20)],
        ),
        (
            "教学过程\n一 复习\n1．口算。\n二 新课\n1．导入：我们学过面积。\n四 作业\n练习二第1题。\n",
            [("复习", None), ("新课", None)],
        ),
        (
            "教学过程\n活动一 复习旧知（5'）\n板演。\n活动二 探索新知（15'）\n讨论。\n活动三 作业布置（2'）\n课本第1题。\n",
            [("复习旧知", 5), ("探索新知", 15), ("作业布置", 2)],
        ),
        (
            "流程\n1　热身（4分钟）\n拍球。\n2　分组练（12分钟）\n两人传球，5分钟换一次。\n",
            [("热身", 4), ("分组练", 12)],
        ),
        ("〔上课〕\n① 猜一猜。学生猜谜。\n② 做一做。学生折纸。\n", [("猜一猜", None), ("做一做", None)]),
        (
            "学习过程\n议题一　该不该修路\n小组辩论。\n议题二　怎么修\n写方案。\n",
            [("该不该修路", None), ("怎么修", None)],
        ),
        (
            "课的结构 | 时间 | 内容与方法\n准备部分 | 6分钟 | 慢跑\n基本部分 | 10分钟 | 学生练垫球\n基本部分 | 12分钟 | 分组比赛\n1. 0.10×3=\n2. 0.25×4=\n",
            [("准备部分", 6), ("基本部分·学生练垫球", 10), ("基本部分·分组比赛", 12)],
        ),
        ("教学目标\n能说出定律。\n", []),
    ],
)
def test_steps_and_minutes(text: str, expected: list[tuple[str, float | None]]) -> None:
    assert steps(text) == expected


TWICE = """# 五、教学流程表
| 时间节点 | 内容 | 教具 |
|---|---|---|
| 00:00-10:00 | 课前导入 | 手册 |
| 10:00-40:00 | 编程实现 | ppt |
# 六、教学步骤
## 第1环节：课前导入
回顾上节课的作品，同学们去游乐场的时候玩过过山车吗？
## 第2环节：编程实现
学生搭建铁轨，完成挑战，教师巡视并帮助有困难的学生，最后展示作品。
"""


def test_a_flow_table_and_the_steps_in_full_count_once() -> None:
    assert steps(TWICE) == [("课前导入", 10), ("编程实现", 30)]


def test_minutes_in_the_text_of_a_step_do_not_replace_its_heading() -> None:
    text = "教学过程\n一、导入（10分钟）\n讲解规则并进行5分钟游戏。\n二、练习（25分钟）\n独立完成。"
    assert steps(text) == [("导入", 10), ("练习", 25)]


def test_columns_decide_the_share() -> None:
    lead_in, practice = (d.activity for d in find_activities(draft_from_text(TABLE, name="教案")))
    assert lead_in.actor == "teacher"
    assert lead_in.student_share < 0.25
    assert practice.actor == "student"
    assert practice.student_share > 0.7
    assert practice.kind == "操作"


def test_labels_inside_the_text_work_like_columns() -> None:
    text = "教学过程\n环节一：学习新知\n教师活动：讲解概念，演示步骤。\n学生活动：聆听，做笔记。\n设计意图：让学生自主探究。\n环节二：练习\n教师活动：巡视指导。\n学生活动：独立完成练习，小组互评。\n"
    first, second = (d.activity.student_share for d in find_activities(draft_from_text(text, name="教案")))
    assert first < 0.3
    assert second > 0.7


@pytest.mark.parametrize(("name", "share"), [("巩固练习", 0.8), ("讲授新知", 0.15), ("导入新课", 0.25), ("春", None)])
def test_promise_of_a_name(name: str, share: float | None) -> None:
    assert promise_of(name) == share


def test_spans_hold_the_steps() -> None:
    draft = draft_from_text(NUMBERED, name="背影")
    for activity in measure_lesson(draft).activities:
        assert activity.name in draft.text[activity.start : activity.end]


def test_half_minutes_known_gives_total_of_those_stated() -> None:
    measures = measure_lesson(draft_from_text(NUMBERED, name="背影"))
    assert measures.minutes_total == 35
    assert measures.minutes_stated is None


OUTER = """声音的高低
教学过程
（一）聚焦
听两段口琴声，哪一段高？
（二）探索
活动1：拨尺子。每组量一量尺子伸出的长度，记下声音的高低。
活动2：敲水杯。各组自己决定倒多少水，排出高低。
（三）研讨
各组汇报发现。
（四）小结
老师小结。
"""
BOXED = """声音的高低
教学过程
【导入】3分钟
老师吹口琴。
【任务一 拨尺子】10分钟
学生量尺子，记下声音的高低。
【任务二 做乐器】20分钟
学生做一件乐器。
【当堂检测】7分钟
每人独立完成三道题。
"""

INNER = """人工智能入门
教学目标
1. 能举例说明人工智能的应用。
2. 能用自己的话解释什么是人工智能。
三、课堂活动设计
一、活动一：导入讨论
【目标】激活已有经验。
【步骤】
1. 教师展示图片；
2. 学生分组讨论哪些是人工智能（5分钟）；
3. 小组代表分享。
【材料】图片、白板。
二、活动二：我的定义
【目标】能概括概念。
【步骤】
1. 每组领取一张任务纸；
2. 小组写出自己的定义（10分钟）；
3. 全班展示，小组互评。
【材料】任务纸、笔。
三、活动三：头脑风暴
【目标】联系生活。
【步骤】
1. 教师示范两个场景；
2. 学生分组写出应用场景（10分钟）；
3. 各组汇报。
【材料】便签、彩笔。
四、PPT 结构大纲
第 1 页：课程导入
第 2 页：基本概念
"""


def test_materials_of_every_step_do_not_end_the_process() -> None:
    names = [name for name, _ in steps(INNER)]
    assert names == ["活动一：导入讨论", "活动二：我的定义", "活动三：头脑风暴"]


@pytest.mark.parametrize(
    ("text", "names"),
    [(OUTER, ["聚焦", "探索", "研讨", "小结"]), (BOXED, ["导入", "任务一 拨尺子", "任务二 做乐器", "当堂检测"])],
)
def test_the_outermost_level_is_the_list_of_steps(text: str, names: list[str]) -> None:
    details = find_activities(draft_from_text(text, name="声音", kind="lesson"))
    assert [detail.activity.name for detail in details] == names


def test_tasks_numbered_in_a_step_weigh_where_no_minutes_are_stated() -> None:
    details = find_activities(draft_from_text(OUTER, name="声音", kind="lesson"))
    assert [detail.tasks for detail in details] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "前滚翻\n教学目标：能团身滚动。\n准备部分：慢跑两圈，学生做操。\n基本部分：教师示范，学生练习。\n结束部分：放松。",
            3,
        ),
        (
            "树有多高\n活动目标：会测量。\n【任务一】想办法。每组提出两种办法。\n【任务二】去测量。各组量三次。\n【任务三】学生做名牌。",
            3,
        ),
        (
            "Unit 5\nKey points: Do you have a ball?\nStep 1 Lead-in. T shows a ball.\nStep 2 Practice. Ss ask.\nStep 3 Summary. T sums up.",
            3,
        ),
    ],
)
def test_a_series_of_steps_simply_begins(text: str, steps: int) -> None:
    assert len(find_activities(draft_from_text(text, name="无题", kind="lesson"))) == steps


def test_minutes_of_one_entry_among_many_are_not_the_steps() -> None:
    long = "二、新课教学\n1. 读图说分布。\n2. 补充资料。\n3. 小组讨论（3分钟）。\n4. 说说节水。\n"
    draft = draft_from_text(f"《水资源》教案\n教学过程\n一、导入\n播放视频。\n{long}三、练习\n做题。\n", name="教案")
    assert [one.activity.minutes for one in find_activities(draft)] == [None, None, None]


def test_a_timed_table_times_the_steps_that_are_told_in_full_below_it() -> None:
    table = "| 环节（时间） | 教师活动 | 学生活动 |\n|---|---|---|\n| 一、检查预习 5分钟 | 指名翻译 | 口头翻译 |\n| 二、找变化 10分钟 | 提出问题 | 画出句子 |\n| 三、品对话 18分钟 | 组织朗读 | 分角色读 |\n"
    long = "秦王前后的态度是怎样变化的？学生画出句子，填表，同桌互相说一说。" * 6
    full = f"【具体过程】\n二、找变化\n{long}\n三、品对话\n{long}\n"
    draft = draft_from_text(f"《唐雎》教案\n【教学过程】\n{table}{full}", name="教案")
    minutes = {one.activity.name: one.activity.minutes for one in find_activities(draft)}
    assert minutes["找变化"] == 10
    assert minutes["品对话"] == 18
