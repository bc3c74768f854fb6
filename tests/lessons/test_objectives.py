"""Objectives: whose behaviour, which verb, observable or not."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.lessons.dimensions import dimension_of
from reviewer.lessons.objectives import find_objectives, find_verb, is_observable, student_part


@pytest.mark.parametrize(
    ("objective", "student", "observable"),
    [
        ("能正确计算两位数乘两位数", True, True),
        ("能说出通路、断路和短路的区别", True, True),
        ("会认“对、云”等8个字，会写“云、山”2个字", True, True),
        ("有感情地朗读课文，背诵第4-5自然段", True, True),
        ("能用控制变量法设计实验", True, True),
        ("能根据现象推断电路故障的原因", True, True),
        ("学生能比较两种方法的异同", True, True),
        ("能够理解程序逻辑并编写程序实现指定效果", True, True),
        ("能在情境中询问并回答时间", True, True),
        ("学习“总分总”结构及“五感”描写方法，仿写", True, True),
        ("了解能量守恒的知识", True, False),
        ("掌握SerialPort类的核心属性与方法", True, False),
        ("理解课文内容，体会母亲对子女无私的爱", True, False),
        ("学习循环指令、运算指令的使用方法及规则", True, False),
        ("学习按时间顺序描写景物变化的写法", True, False),
        ("理解代码方块中指令并掌握其使用规则", True, False),
        ("感受汉语的韵律美", True, False),
        ("使学生感受数学与生活的联系", False, False),
        ("培养学生的空间想象力", False, False),
        ("通过对比人的视觉和机器的视觉，培养类比思维能力", False, False),
        ("通过聆听、模唱、合作演唱等方式，引导学生体验歌曲的节奏特点", False, False),
        ("在发现漏洞、分析原因的过程中，培养批判性思维能力", False, False),
        ("通过对比两幅图，说出变换的顺序", True, True),
        ("培养观察自然、热爱生活的情感", False, False),
        ("提高学生理解流程图的能力、解决问题的能力", False, False),
        ("激发学习兴趣", False, False),
        ("帮助学生树立对比分析的方法论，锻炼学生的动手能力", False, False),
        ("通过项目训练让学生感受编程的魅力", False, False),
        ("联系生活，引导学生建立联系", False, False),
        ("让学生理解并区分旋转中心点和物体中心点", False, True),
        ("鼓励学生主动积极地进行口语交际，提高学生口语交际的能力", False, False),
    ],
)
def test_subject_and_behaviour(objective: str, student: bool, observable: bool) -> None:
    assert (student_part(objective) > 0.5) is student
    assert is_observable(objective) is observable


@pytest.mark.parametrize(
    ("objective", "verb", "level"),
    [
        ("能设计一个简单电路", "设计", "创造"),
        ("仿照课文写法，创编一首儿歌", "创编", "创造"),
        ("能编写程序让角色走正方形", "编写", "创造"),
        ("能对同伴的作品作出评价", "评价", "评价"),
        ("会检验一种溶液中有没有氯离子", "检验", "评价"),
        ("能区分熔化与溶解", "区分", "分析"),
        ("能梳理文章的行文思路", "梳理", "分析"),
        ("会计算长方形的面积", "计算", "应用"),
        ("能运用比喻写一段话", "运用", "应用"),
        ("会用天平测量物体的质量", "会用", "应用"),
        ("能解释蒸发吸热现象", "解释", "理解"),
        ("能比较分数的大小", "比较", "理解"),
        ("能概括第二自然段的大意", "概括", "理解"),
        ("能用自己的话复述故事", "复述", "理解"),
        ("能说出这样分类的理由", "说出", "理解"),
        ("说出秦统一的时间和都城", "说出", "记忆"),
        ("能背诵全文", "背诵", "记忆"),
        ("列举秦朝巩固统一的措施", "列举", "记忆"),
        ("了解作者生平", "了解", "记忆"),
        ("懂得合作的重要", "懂得", "理解"),
        ("掌握一元一次方程的解法", "掌握", "应用"),
        ("感受汉语的韵律美", "感受", None),
        ("体会母亲对子女无私的爱", "体会", None),
        ("初步感知统计图的作用", "感知", None),
        ("通过实验，能说出声音是怎样产生的", "说出", "理解"),
        ("借助数轴，归纳有理数加法的法则", "归纳", "理解"),
    ],
)
def test_verb_and_level(objective: str, verb: str, level: str | None) -> None:
    found = find_verb(objective)
    assert found is not None
    assert (found.text, found.level) == (verb, level)


@pytest.mark.parametrize(
    ("objective", "verb", "level"),
    [
        # 劳动
        ("能独立完成书包的整理", "独立完成", "应用"),
        ("会系红领巾，能叠校服", "系", "应用"),
        ("能正确使用抹布把课桌擦干净", "使用", "应用"),
        ("会包饺子，说出三道工序", "包", "应用"),
        ("能利用隔物吸铁的本领救出回形针，说出道理", "说出", "理解"),
        ("能种下一颗豆子并坚持浇水", "种下", "应用"),
        ("学会穿针，能钉好一颗纽扣", "钉好", "应用"),
        # 美术
        ("能用剪刀沿线剪出窗花", "剪出", "应用"),
        ("能用撕、贴的方法表现树叶", "撕", "应用"),
        ("能用自己调出的五种颜色画一条“变色鱼”", "画", "应用"),
        ("能临摹一幅年画", "临摹", "应用"),
        # 体育
        ("能连续颠球10个以上", "连续颠", "应用"),
        ("能做出侧手翻，落地站稳", "做出", "应用"),
        ("能行进间运球绕过五根标志杆", "运球", "应用"),
        ("能用前脚掌着地的方法连续跳绳一分钟", "跳", "应用"),
        # 音乐
        ("能哼唱主题旋律", "哼唱", "应用"),
        ("能跟着稳定拍走、拍、敲，音乐停时脚也停得住", "走", "应用"),
        ("能随音乐拍出固定节奏", "拍出", "应用"),
        ("能听辨乐曲中的两种节奏", "听辨", "分析"),
        ("能为家乡填一首四句花儿", "填", "创造"),
        ("能从节拍、音高两方面说出歌曲的特点", "说出", "记忆"),
        # a competency in brackets says nothing about the behaviour
        ("能把局部问题改写成全文问题（思维能力）", "改写", "创造"),
        ("写出一种面积证法并讲清每一步（推理能力）", "写出", "应用"),
    ],
)
def test_what_pupils_do_in_practical_subjects_is_seen(objective: str, verb: str, level: str) -> None:
    found = find_verb(objective)
    assert found is not None
    assert (found.text, found.level, is_observable(objective)) == (verb, level, True)


@pytest.mark.parametrize(
    "objective",
    [
        "体验劳动的快乐",
        "养成爱劳动的习惯",
        "了解剪纸的历史和流派",
        "感受二胡的音色",
        "提高弹跳能力",
        "掌握投篮的动作要领",
        "积极参与活动，敢于表现自己",
        "能用积极的态度对待劳动",
        "培养学生拍球的兴趣",
        "学会打绳结的方法",
    ],
)
def test_feelings_and_abilities_of_practical_subjects_are_not_seen(objective: str) -> None:
    assert not is_observable(objective)


def test_half_and_half_is_no_majority() -> None:
    assert student_part("能正确计算小数加法，培养学生的运算能力") == 0.5


LESSON = """《分数》教学设计
教学目标
1.知识与技能：（1）会读、写简单的分数；（2）能比较分母相同的分数。
2.过程与方法：通过折纸，经历分数的形成过程。
3.情感态度与价值观：使学生感受数学的用处。
教学重点：读写分数。
"""


def test_labels_and_numbers_belong_to_no_objective() -> None:
    draft = draft_from_text(LESSON, name="分数")
    found = find_objectives(draft)
    assert [objective.text for objective in found] == [
        "会读、写简单的分数",
        "能比较分母相同的分数",
        "通过折纸，经历分数的形成过程",
        "使学生感受数学的用处",
    ]
    assert [objective.student_subject for objective in found] == [True, True, True, False]
    assert all(draft.text[o.start : o.end] == o.text for o in found)


@pytest.mark.parametrize(
    "form",
    [
        "## 核心素养目标\n- 科学观念：能说出电路的组成。\n- 科学思维：能推断故障的原因。\n## 教学过程\n一、导入",
        "【学习目标】\n1. 能说出电路的组成。\n2. 能推断故障的原因。\n【自主学习】\n阅读课本。",
        "教学目标：1、能说出电路的组成；2、能推断故障的原因。\n教学重点：电路",
        "| 教学目标 | ①科学观念:能说出电路的组成。②科学思维:能推断故障的原因。 |\n|---|---|\n| 教学重点 | 电路 |",
    ],
)
def test_every_form_gives_the_same_two(form: str) -> None:
    texts = [objective.text for objective in find_objectives(draft_from_text(form, name="电路"))]
    assert texts == ["能说出电路的组成", "能推断故障的原因"]


@pytest.mark.parametrize(
    "header",
    ["目标（本课结束时） | 证据", "目标 | 评价任务", "学习目标 | 学会的证据"],
)
def test_what_stands_beside_an_objective_in_a_table_is_none(header: str) -> None:
    text = (
        f"## 教学目标\n| {header} |\n|---|---|\n| 1. 能说出电路的组成。 | 画图填写完整，能给元件归类 |\n"
        "| 2. 能推断故障的原因。 | 小组互评，写出理由 |\n## 教学过程\n一、导入"
    )
    assert [o.text for o in find_objectives(draft_from_text(text, name="电路"))] == [
        "能说出电路的组成",
        "能推断故障的原因",
    ]


def test_an_empty_form_has_no_objectives() -> None:
    text = "## 1. 教学目标\n * 1.1 知识与技能目标：\n\n* 1.2 编程实践目标：\n\n## 2. 课前准备\n* 课件"
    assert find_objectives(draft_from_text(text, name="空")) == []


@pytest.mark.parametrize(
    ("label", "dimension"),
    [
        ("1.知识与技能：", "知识与技能"),
        ("（二）过程与方法目标", "过程与方法"),
        ("**情感态度与价值观**：", "情感态度与价值观"),
        ("3、情感、态度和价值观：", "情感、态度和价值观"),
        ("知识目标：", "知识"),
        ("【科学思维】", "科学思维"),
        ("① 语言运用：", "语言运用"),
        ("家国情怀目标：", "家国情怀"),
        ("**素养目标**：", "素养"),
        ("教学目标", None),
        ("第一课时：", None),
        ("能说出", None),
    ],
)
def test_dimension_of_a_label(label: str, dimension: str | None) -> None:
    assert dimension_of(label) == dimension


@pytest.mark.parametrize(
    ("text", "dimensions"),
    [
        (
            "教学目标\n1.知识与技能：（1）能说出三种电路；（2）会连接电路。\n2.过程与方法：经历实验过程。\n教学重点\n连接电路",
            ["知识与技能", "知识与技能", "过程与方法"],
        ),
        (
            "教学目标\n（一）知识与能力\n1.能背诵课文。\n（二）情感态度与价值观\n1.感受山水之美。\n教学过程\n一、导入",
            ["知识与能力", "情感态度与价值观"],
        ),
        (
            "核心素养目标\n【物理观念】能说出压强的定义。\n【科学探究】能设计实验比较压强的大小。\n教学过程\n一、导入",
            ["物理观念", "科学探究"],
        ),
        (
            "学习目标\n1.能算出长方形的面积，说清算理（运算能力）。\n2.会估测物体的长度。\n教学过程\n一、导入",
            ["运算能力", None],
        ),
        ("教学目标\n1.能说出电路的组成。\n2.会画电路图。\n教学过程\n一、导入", [None, None]),
    ],
)
def test_dimensions_are_read_not_guessed(text: str, dimensions: list[str | None]) -> None:
    assert [o.dimension for o in find_objectives(draft_from_text(text, name="目标"))] == dimensions
