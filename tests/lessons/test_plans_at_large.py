"""Ways in which teachers' own plans tell of checks, chains, forecasts and practice, with the near misses that must not count."""

import pytest

from reviewer.datamodels import Finding
from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

FRAME = """《影子》教案
教学目标
1. 能说出影子形成的条件。
教学过程
一、导入（5分钟）
老师出示一只手电筒。
二、新授（25分钟）
{}
三、小结（10分钟）
老师小结。
{}
"""


def find(indicator: str, text: str) -> Finding:
    draft = draft_from_text(text, name="影子", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator]


@pytest.mark.parametrize(
    ("indicator", "process", "after", "holds"),
    [
        ("fb.check", "学生填记录表，老师巡视。", "", True),
        ("fb.check", "老师讲巡回演出的故事。", "", False),
        ("fb.check", "综合练习：画出三种影子。", "", True),
        ("fb.check", "判断：影子总在光的对面（  ）", "", True),
        ("fb.all_students", "跟着伴奏完整演唱《影子歌》。", "", True),
        ("fb.all_students", "教师完整演唱一遍《影子歌》。", "", False),
        ("fb.all_students", "所有同学写出答案，对照屏幕订正。", "", True),
        ("fb.all_students", "介绍创作背景：这幅画画于一百年前。", "", False),
        ("fb.use", "挑两个典型错误投影讲评。", "", True),
        ("fb.use", "典型的影子有长有短。", "", False),
        ("fb.use", "如果学生只说“变短”，要求补全跟什么时候比。", "", True),
        ("fb.use", "A错误：影子不会发光，只改变方向。", "", False),
        ("fb.anticipate", "学生一上来想用尺量：追问尺该从哪里量起。", "", True),
        ("fb.anticipate", "学生回答后：老师小结影子的方向。", "", False),
        ("fb.anticipate", "学生可能以为影子有颜色。\n应对：老师换红光再照一次。", "", True),
        ("fb.anticipate", "影子的边常常很清楚，老师板书。", "", False),
        ("fb.anticipate", "铁容易生锈，老师板书这一句。", "", False),
        ("fb.use", "学生漏掉光源时，让他回到第一幅图再找。", "", True),
        ("fb.use", "学生漏掉光源时有发生。", "", False),
        ("fb.criteria", "评价维度：A 位置 / B 长短 / C 整洁", "", True),
        ("fb.criteria", "同桌互查是否标出光源。", "", True),
        ("fb.criteria", "同学们向校长提出三条建议。", "", False),
        ("tk.practice", "介绍画家的创作背景和创作时间。", "", False),
        ("tk.practice", "每人创作一幅影子画。", "", True),
        ("tk.practice", "动手计算两根影子的差。", "", False),
        ("tk.practice", "某小组做实验时先点亮了蜡烛，读题后说出答案。", "", False),
        ("tk.practice", "完成影子剧场的设计图。", "", True),
        ("tk.transfer", "", "课后作业\n编写一个猜数游戏。", True),
        ("tk.transfer", "用光的直线传播原理解释日食。", "", True),
        ("tk.transfer", "把卡片送给家里的妈妈，再写一行字。", "", False),
        ("tk.context", "假如你是灯塔的看守，哪里最暗？", "", True),
        ("tk.context", "如果你有困难，就举手。", "", False),
        ("tk.context", "", "", False),
        ("lc.presentation", "选取两个小组展示自己的影子剧。", "", True),
        ("lc.presentation", "同桌合作翻译，一人译，一人挑漏。", "", True),
        ("lc.presentation", "同桌合作，一人读，一人记。", "", False),
        ("lc.initiative", "学生用各种方法表现影子的长短。", "", True),
        ("lc.initiative", "光源可以是太阳，也可以是灯。", "", False),
        ("df.choice", "", "课后作业\n找一首自己喜欢的写影子的诗。", True),
        ("df.choice", "", "课后作业\n找一首写影子的诗。", False),
        ("df.support", "年纪小的孩子与助教一组。", "", True),
    ],
)
def test_wordings(indicator: str, process: str, after: str, holds: bool) -> None:
    assert (find(indicator, FRAME.format(process, after)).probability >= 0.5) is holds


def test_many_questions_make_a_chain_few_do_not() -> None:
    asked = [
        "影子在哪一边？",
        "光从哪里来？",
        "太阳升高时影子怎样变？",
        "中午为什么最短？",
        "傍晚呢，朝哪个方向？",
        "没有光会怎样？",
    ]
    assert find("tk.sequence", FRAME.format("\n".join(asked), "")).answer == "yes"
    assert find("tk.sequence", FRAME.format("\n".join(asked[:2]), "")).answer != "yes"


def test_songs_and_drawings_climb_from_looking_to_making() -> None:
    steps = "教学过程\n一、初听歌曲（5分钟）\n学生听。\n二、学唱歌曲（20分钟）\n学生唱。\n三、歌曲表现（10分钟）\n学生唱。\n"
    assert find("tk.sequence", "《影子歌》\n" + steps).answer == "yes"
    assert (
        find("tk.sequence", "《影子歌》\n" + steps.replace("初听歌曲", "问好").replace("歌曲表现", "下课")).answer
        != "yes"
    )


WITHOUT_STEPS = """影子
光从哪里来，影子就在哪里的对面。为什么中午的影子最短？
每人用手电筒照一照铅笔，记录影子的长短，写出自己的发现。
如果把光源放低，影子会怎样？
"""


def test_what_is_asked_is_read_where_no_process_is_found() -> None:
    assert find("lc.inquiry", WITHOUT_STEPS).answer == "yes"
    assert find("tk.open_questions", WITHOUT_STEPS).answer == "yes"
    assert find("tk.open_questions", "教学目标\n1. 影子为什么会变？\n2. 怎样量影子？\n").answer == "no"


def test_a_check_counts_where_no_steps_are_found() -> None:
    assert find("fb.check", WITHOUT_STEPS).answer == "unclear"
    assert find("fb.check", WITHOUT_STEPS + "最后当堂检测三道题，同桌互查。\n").answer == "yes"
    assert find("fb.all_students", WITHOUT_STEPS + "最后当堂检测三道题，同桌互查。\n").answer == "yes"
    assert find("fb.all_students", WITHOUT_STEPS + "指名两人回答。\n").answer != "yes"


def test_nothing_is_assessed_where_nothing_is_looked_at() -> None:
    long_talk = "老师讲影子的成因，学生听讲。\n" * 200
    assert find("al.assessment", FRAME.format(long_talk, "")).probability < 0.5
    checked = FRAME.format(long_talk + "学生独立完成三道题，说出影子形成的条件，同桌互查。", "")
    assert find("al.assessment", checked).probability >= 0.5
