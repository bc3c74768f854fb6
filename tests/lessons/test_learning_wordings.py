"""Families of wordings for 学为中心, 任务与问题 and 当堂反馈, with the near misses that must not count."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons import find_lesson_indicators, measure_lesson

FRAME = """《杠杆》教案
教学过程
一、导入（5分钟）
{opening}
二、新课（25分钟）
{main}
三、小结（10分钟）
老师小结。
{after}
"""


def holds(indicator: str, main: str, opening: str = "老师出示一根木棍。", after: str = "") -> bool:
    text = FRAME.format(opening=opening, main=main, after=after)
    draft = draft_from_text(text, name="杠杆", kind="lesson")
    return find_lesson_indicators(draft, measure_lesson(draft))[indicator].probability >= 0.5


@pytest.mark.parametrize(
    ("main", "after", "yes"),
    [
        ("李师傅要撬起一块石板，撬棍长两米，支点放在哪里最省力？", "", True),
        ("学生独立完成：某小区要装一扇门，把手装在哪一边好，说明理由。", "", True),
        ("各组说明开瓶器是怎样工作的。", "", True),
        ("学生做题。", "作业：给社区写一条关于跷跷板安装的建议。", True),
        ("学生做题。", "作业：用今天学的知识分析家里的一种工具。", True),
        ("学生读课本，把定义画出来。", "作业：抄写定义三遍。", False),
        ("老师把木棍换成铁棍，演示给学生看。", "", False),
        ("学生讨论本课要解决的问题。", "作业：预习下一节。", False),
    ],
)
def test_transfer(main: str, after: str, yes: bool) -> None:
    assert holds("tk.transfer", main, after=after) is yes


def test_a_scene_that_opens_the_lesson_is_no_transfer() -> None:
    assert not holds("tk.transfer", "学生读课本。", opening="王奶奶搬不动石头，怎样帮她？")


@pytest.mark.parametrize(
    ("opening", "yes"),
    [
        ("学校要在操场边装一架跷跷板，装多高才合适？", True),
        ("你用过哪些工具来省力？", True),
        ("播放工人撬石头的录像。", True),
        ("小红去买布，店员用的尺和家里的不一样，怎么办？", True),
        ("科技节快到了，每班要交一件作品。", True),
        ("教师范读课文，学生听。", False),
        ("学校要求的安全事项讲一遍。", False),
        ("上节课我们学过什么？", False),
        ("学生活动 | 听讲", False),
        ("记录单上数据真实。", False),
    ],
)
def test_context(opening: str, yes: bool) -> None:
    assert holds("tk.context", "学生读课本。", opening=opening) is yes


@pytest.mark.parametrize(
    ("main", "yes"),
    [
        ("学生独立想办法称出一根头发的重量，写在纸上。", True),
        ("先猜哪一端更重，再挂上钩码试一试。", True),
        ("各组观察三种工具，说出它们的相同点和不同点，注明依据。", True),
        ("由数据得到：动力臂越长，动力越____。", True),
        ("小组比较两张图。\n同桌讨论哪一张更省力。\n学生圈出表示支点的词语。", True),
        ("T 示范两遍，归纳规律并讲解。", False),
        ("自评：说得出杠杆的三个点□", False),
        ("老师出一道算得出来的题，学生报得数。", False),
        ("教师归纳：动力臂长就省力，学生齐读。", False),
        ("按老师讲的例子，小组把八种工具分到两栏里，写出理由。", False),
    ],
)
def test_inquiry(main: str, yes: bool) -> None:
    assert holds("lc.inquiry", main) is yes


@pytest.mark.parametrize(
    ("main", "check", "everybody"),
    [
        ("学生完成三道选择题，举手统计。", True, True),
        ("两人互测，把结果写在表上。", True, True),
        ("每位同学把作品提交到平台，老师逐个检查。", True, True),
        ("同桌互读，检查读音。", True, True),
        ("教师提问两名学生：支点在哪里？", True, False),
        ("老师发一道题，下课收上来，其他同学不做。", True, False),
        ("学生思考后回答，教师讲解。", False, False),
        ("下节课各组互评作品。", False, False),
        ("老师讲游戏规则：碰到终点就过关。", False, False),
    ],
)
def test_checks(main: str, check: bool, everybody: bool) -> None:
    assert (holds("fb.check", main), holds("fb.all_students", main)) == (check, everybody)


@pytest.mark.parametrize(
    ("indicator", "main", "yes"),
    [
        ("lc.collaboration", "各组围绕自己的猜想讨论怎样测量。", True),
        ("lc.collaboration", "每组派代表领器材。", False),
        ("lc.initiative", "老师讲解程序里的随机选一个数。", False),
        ("tk.practice", "学生访问一位修车师傅，记下他用的工具。", True),
        ("tk.practice", "连续三天记录影子的长度。", True),
        ("tk.practice", "写一份节约用水的倡议。", True),
        ("tk.practice", "老师发半成品代码，学生看。", False),
        ("tk.practice", "做完举手统计对错。", False),
        ("tk.open_questions", "说说支点为什么在中间。\n各组讲怎样省力更好。", True),
        ("tk.open_questions", "教师边做边讲为什么要这样放。", False),
        ("fb.use", "支点放错的，回到位置上重做一遍。", True),
        ("fb.use", "有的组会把力臂量成杆长，教师问：垂直了吗？请他们再量再做。", True),
        ("fb.use", "学生常说“长就省力”，教师追问：为什么？", False),
        ("fb.anticipate", "常见错误：把力臂看成杆长，请他用三角尺比一比。", True),
        ("fb.anticipate", "把动力当作阻力的，请他再说一遍定义。", True),
        ("fb.anticipate", "预设：学生可能认为“给钉子加油”最省力。", False),
        ("fb.criteria", "操作规范 ☆☆☆　记录真实 ☆☆☆", True),
        ("fb.criteria", "★ 基础题2题，人人做。\n★★ 提高题（做完★的继续）。", False),
        ("fb.criteria", "各组把涂红的部分剪下来。", False),
        ("fb.criteria", "游戏规则：接住加1分，掉了减1分。", False),
    ],
)
def test_near_misses_beside_the_family(indicator: str, main: str, yes: bool) -> None:
    assert holds(indicator, main) is yes


@pytest.mark.parametrize(
    ("after", "yes"),
    [
        ("作业（三项任选一项）\n1. 抄写定义。\n2. 做一个天平。\n3. 画一种工具。", True),
        ("作业\n1. 抄写定义。\n2. 做第3题。", False),
    ],
)
def test_homework_to_choose_from_is_initiative(after: str, yes: bool) -> None:
    assert holds("lc.initiative", "学生读课本。", after=after) is yes


@pytest.mark.parametrize(
    ("indicator", "main", "yes"),
    [
        ("lc.presentation", "请两名同学朗读自己的观察日记，同学说说好在哪里。", True),
        ("lc.presentation", "各组交换海报，用便利贴提出疑问。", True),
        ("lc.presentation", "Two groups show their posters to the class.", True),
        ("lc.presentation", "T shows a poster.", False),
        ("lc.initiative", "每组至少想出三种做法，排出最好的一种。", True),
        ("lc.initiative", "四人一组选择一种工具来研究。", True),
        ("lc.initiative", "学生做选择题。", False),
        ("lc.inquiry", "各组提出两种办法，比一比误差，画图说明。", True),
        ("lc.inquiry", "教师巡视，发现操作有误的及时纠正。", False),
        ("lc.inquiry", "学生按老师的步骤完成实验，填写实验报告。", False),
        ("fb.check", "教师出示5道选择题，学生做，教师公布答案。", True),
        ("fb.all_students", "请四名同学板演，其他同学在练习本上做。", True),
        ("fb.use", "绑得松的组拆开重绑。", True),
        ("fb.criteria", "每人三张贴纸，按“数据准、字清楚、样子美”投给喜欢的作品。", True),
        ("fb.criteria", "学生对照课本自查填空。", False),
        ("fb.anticipate", "易犯错误：用力点偏。纠正方法：画一条线再试。", True),
        ("tk.transfer", "教师范写，学生描红、仿写。", False),
    ],
)
def test_families_that_fresh_plans_showed(indicator: str, main: str, yes: bool) -> None:
    assert holds(indicator, main) is yes


def test_a_step_called_a_check_is_one() -> None:
    text = (
        "水从哪里来\n教学过程\n【任务一】各组查资料。\n【任务二】各组画图。\n【检测】读一幅陌生的图，说出两条原因。\n"
    )
    draft = draft_from_text(text, name="水", kind="lesson")
    assert find_lesson_indicators(draft, measure_lesson(draft))["fb.check"].answer == "yes"


@pytest.mark.parametrize(
    ("indicator", "main", "yes"),
    [
        ("lc.initiative", "各组讨论测量的策略，画出流程图。", True),
        ("fb.use", "转不起来的小组，先检查轴，再说给组员听。", True),
        ("fb.use", "读不懂的地方划出来，对照注释。", False),
        ("fb.all_students", "Ss finish the test paper.", True),
        ("tk.transfer", "如果换成铁棍，结论要改哪里？", True),
        ("tk.transfer", "画坏了的换一张纸重画。", False),
    ],
)
def test_more_families(indicator: str, main: str, yes: bool) -> None:
    assert holds(indicator, main) is yes


@pytest.mark.parametrize(
    ("indicator", "main", "yes"),
    [
        ("lc.inquiry", "Ss compare their charts and give reasons from the text.", True),
        ("lc.inquiry", "教师请一名学生说一说，然后归纳答题格式。", False),
        ("lc.collaboration", "Pair work: Compare your charts.", True),
        ("lc.presentation", "学生报数，师把数字写在黑板上。", False),
        ("tk.practice", "Group work: Write an ending and act it out.", True),
        ("tk.practice", "学生照着做一架小天平。", True),
        ("tk.practice", "学生做一个练习，老师统计错误人数。", False),
        ("fb.all_students", "Each student does the quiz on the worksheet alone.", True),
        ("fb.use", "Ss who miss two questions reread the text and try again.", True),
        ("fb.use", "教师巡视，帮放错位置的同学重新放。", True),
        ("tk.open_questions", "What will happen next? Give your reasons. What kind of person is he?", True),
    ],
)
def test_english_and_spoken_records(indicator: str, main: str, yes: bool) -> None:
    assert holds(indicator, main) is yes


@pytest.mark.parametrize(
    ("indicator", "main", "yes"),
    [
        ("tk.transfer", "一根木料长3米，一辆车一次能运多少根？", True),
        ("tk.transfer", "宇航员在月球上为什么要用无线电交谈？", True),
        ("tk.transfer", "古人写桥，哪里一样，哪里不一样？", False),
        ("lc.initiative", "各组商量成果用什么形式。", True),
        ("fb.use", "发现有的小组样本太少，请他们和别的组比一比再决定。", True),
        ("fb.use", "全班亮牌，错的人多就请亮对的同学讲理由。", True),
        ("fb.all_students", "三道选择题，全班亮牌。", True),
    ],
)
def test_word_problems_and_shown_cards(indicator: str, main: str, yes: bool) -> None:
    assert holds(indicator, main) is yes


def test_a_sentence_said_again_is_no_further_sign() -> None:
    task = "用废纸盒做一个能走的小车，量出它走了多远。"
    plan = f"教学目标\n1. 能说出力的作用。\n教学过程\n一、导入\n看图。\n二、动手\n{task}\n三、小结\n学生说收获。\n"
    once, again = (
        find_lesson_indicators(draft, measure_lesson(draft))["tk.practice"]
        for draft in (draft_from_text(text, name="力", kind="lesson") for text in (plan, plan + f"{task}\n" * 3))
    )
    assert once.answer == "yes" and again.probability == once.probability
