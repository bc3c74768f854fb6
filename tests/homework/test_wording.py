"""Tables of wordings: what teachers write for one thing, and what comes near it without being it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft, Finding
from reviewer.homework import find_homework_indicators, measure_homework
from reviewer.homework.indicators.topic import rest_of_title

SheetMaker = Callable[..., Draft]


def find(draft: Draft, indicator: str) -> Finding:
    return find_homework_indicators(draft, measure_homework(draft))[indicator]


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("三（2）班 数学 小数乘法练习（周二）", "小数乘法"),
        ("初二物理 浮力 课后练习", "浮力"),
        ("小学科学四年级下册 声音的传播", "声音 传播"),
        ("端午节实践作业：包粽子", "包粽子"),
        ("五年级英语寒假作业清单", ""),
        ("六（1）班国庆假期综合实践作业", ""),
        ("2025—2026学年第一学期七年级数学期中复习卷", ""),
        ("四年级数学 11月12日 作业", ""),
        ("八下物理周末作业（星期五发，星期一交）", ""),
    ],
)
def test_a_title_names_a_topic_beyond_class_day_and_form(title: str, rest: str) -> None:
    assert rest_of_title(title) == rest


@pytest.mark.parametrize(
    ("head", "stated"),
    [
        ("五年级数学《圆》单元作业", True),
        ("九上化学　金属的防护　课后练习", True),
        ("八下英语 Unit 6 周四作业　Class＿＿ Name＿＿", True),
        ("四（3）班数学　周五　　预计 30 分钟", False),
        ("六年级语文　周末作业单（星期五下午发）", False),
        ("五（1）班家庭作业\n写完以后再去玩，大约要半小时。", False),
        ("三年级数学\n一、我会填", False),
    ],
)
def test_topic_stated_by_the_head(head: str, stated: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"{head}\n1. 35×4=\n2. 说说理由。\n"), "pu.stated").answer == ("yes" if stated else "no")


def test_items_that_show_the_topic_without_naming_it(sheet: SheetMaker) -> None:
    text = "四年级数学　课题：小数加减法\n1. 一瓶水2.5元，付10元，找回多少？\n2. 3.6+4.8=\n3. 跑了1.2千米，还差0.8千米，一共几千米？\n"
    assert find(sheet(text), "pu.aligned").answer == "yes"


def test_a_topic_with_mostly_other_sums(sheet: SheetMaker) -> None:
    text = "六年级数学　课题：百分数\n1. 3/4+1/8=\n2. 一根绳长20米，用去8米，还剩几米？\n3. 求圆的面积。\n4. 18的25%是多少？\n"
    assert find(sheet(text), "pu.aligned").answer == "no"


def test_without_a_topic_one_word_in_most_items_tells(sheet: SheetMaker) -> None:
    text = (
        "八年级物理　周三\n1. 什么是密度？\n2. 铁的密度比铝大，说明什么？\n3. 用天平和量筒测出石块的密度。\n4. 读图。\n"
    )
    finding = find(sheet(text), "pu.aligned")
    assert finding.answer == "yes"
    assert "密度" in finding.note


def test_several_subjects_on_one_sheet_have_no_topic(sheet: SheetMaker) -> None:
    text = "二（1）班作业\n一、语文\n1. 读课文两遍。\n二、数学\n2. 3×4=\n"
    assert find(sheet(text), "pu.aligned").answer == "no"


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("老师的话：口算明天早读当堂批。", True),
        ("第2题错的，周五自习课到讲台前重新摆一遍小棒。", True),
        ("周四上课先用十分钟讲第6题。", True),
        ("老师看完每个人的练笔，写得好的读给大家听。", True),
        ("背不出来的同学，放学后老师陪着再背一次。", True),
        ("教师逐本批阅，错题集中讲评。", True),
        ("明天早读前交到课代表处。", False),
        ("请家长检查后签字。", False),
        ("作品下周一带来，放在后面的展示台上。", False),
        ("不会的字查字典，再读两遍。", False),
        ("书写（老师评）☆☆☆", False),
        ("老师讲过的方法请先复习。", False),
    ],
)
def test_what_the_teacher_does_afterwards(note: str, told: bool, sheet: SheetMaker) -> None:
    text = f"三年级作业\n1. 25×4=\n2. 采访一位老师，请老师讲讲小时候的游戏，写三句话。\n\n{note}\n"
    assert find(sheet(text), "hf.followup").answer == ("yes" if told else "no")


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("书写整齐得一朵小红花，全对再得一朵。", True),
        ("积分怎样得：按时交加1分，说清理由加2分。", True),
        ("| 优 | 数据真实，结论有依据 |\n| 良 | 数据完整 |", True),
        ("| 项目 | 自己评 | 同学评 |\n| 记录真实 | | |", True),
        ("每学期评一次“阅读之星”。", False),
        ("优秀作品会贴在走廊里。", False),
        ("3. 小军得3朵红花，小丽得5朵红花，一共得多少朵？", False),
    ],
)
def test_criteria_and_rewards(note: str, told: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"三年级作业\n1. 25×4=\n2. 说说理由。\n{note}\n"), "hf.criteria").answer == (
        "yes" if told else "no"
    )


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("| 项目 | 自己评 | 同学评 |\n| 记录真实 | | |", True),
        ("家里人评：☆☆☆", True),
        ("不明白的放学后再来找老师。", False),
        ("写一篇同学评书的小短文。", False),
    ],
)
def test_columns_for_ones_own_judgement(note: str, told: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"三年级作业\n1. 25×4=\n2. 说说理由。\n{note}\n"), "hf.self").answer == ("yes" if told else "no")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("★★（两组里挑一组做，也可以都做）", True),
        ("下面两题挑自己喜欢的一题完成。", True),
        ("下面三项里想做哪一项就做哪一项。", True),
        ("（做一件就可以）", True),
        ("完成其中两题。", True),
        ("可以根据自己的水平自主选题。", True),
        ("从括号里选一个词填在横线上。", False),
        ("选择正确的一项写在括号里。", False),
        ("自己挑一样不超过10元的东西，付给店员。", False),
        ("1—4题全体同学都要完成。", False),
    ],
)
def test_work_left_to_choice(line: str, left: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"四年级作业\n{line}\n1. 25×4=\n2. 说说理由。\n"), "ti.choice").answer == (
        "yes" if left else "no"
    )


def test_a_tier_of_the_same_items_is_no_third_sort(sheet: SheetMaker) -> None:
    text = "一、基础作业\n1. 一个正方形的边长是6厘米，求它的面积。\n二、拓展作业\n2. 一个正方形的边长是9厘米，求它的面积。\n三、实践作业\n3. 量一量家里桌面的边长，算出面积。\n"
    assert find(sheet(text), "ti.three").answer == "no"
    other = text.replace(
        "2. 一个正方形的边长是9厘米，求它的面积。", "2. 用12根小棒围出不同的长方形，比较面积，说明怎样围面积最大。"
    )
    assert find(sheet(other), "ti.three").answer == "yes"


@pytest.mark.parametrize(
    ("item", "higher"),
    [
        ("小红说：“我不在最左边。”小兰说：“我在小红的右边。”三个人谁在最左边？", True),
        ("为班级图书角定五条借书公约，要和别人的不一样。", True),
        ("计算下面各题，并写出每一步为什么这样算。", False),
        ("从A地到B地3千米，限速60千米/时，最少需要几分钟？", False),
        ("写出实验室制取二氧化碳的步骤和现象。", False),
    ],
)
def test_thinking_above_direct_use(item: str, higher: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"作业\n1. 25×4=\n2. {item}\n"), "th.higher").answer == ("yes" if higher else "no")


@pytest.mark.parametrize(
    ("item", "practised"),
    [
        ("泡一盆绿豆，连续四天量一量芽长，记在表里。", True),
        ("拿一张长方形纸，照下面的三步折一折：①对折；②再对折；③剪掉一个角，打开。", True),
        ("实验题：写出实验室制取氧气的步骤和收集方法。", False),
    ],
)
def test_practice_of_ones_own(item: str, practised: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"作业\n1. 25×4=\n2. {item}\n"), "va.practice").answer == ("yes" if practised else "no")


@pytest.mark.parametrize(
    ("items", "scene"),
    [
        ("1. 一桶油重12千克，用去4千克，还剩多少千克？", True),
        ("1. Look at the bus timetable and answer the questions.", True),
        ("1. 假如你是小导游，怎样介绍这条路线？", True),
        ("1. 一个长方形长12厘米，宽4厘米，面积是多少？", False),
        ("1. 甲数是12，乙数比甲数多4，乙数是多少？", False),
    ],
)
def test_situations_of_life(items: str, scene: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"作业\n{items}\n"), "va.context").answer == ("yes" if scene else "no")


def test_room_for_answers_and_steps_are_no_items(sheet: SheetMaker) -> None:
    text = "作业\n1. 写出付8元的两种拿法。\n①＿＿＿＿　②＿＿＿＿\n2. 按下面两步量一量：①把绳对折；②量出一半的长度。\n3. 35×4=\n评一评\n书写（老师评）：☆☆☆\n"
    draft = sheet(text)
    assert [item.text[:2] for item in measure_homework(draft).items] == ["1.", "2.", "3."]


@pytest.mark.parametrize(
    ("head", "minutes"),
    [
        ("八（2）班　周三数学　　约25分钟", 25),
        ("五年级语文作业\n大约要用40分钟，写完再休息。", 40),
        ("六年级作业（差不多30分钟做完）", 30),
        ("四年级作业\n昨天的听写，全班平均用了12分钟才交。", None),
        ("三年级作业\n每天跳绳后休息10分钟再写。", None),
    ],
)
def test_time_in_the_head(head: str, minutes: int | None, sheet: SheetMaker) -> None:
    draft = sheet(f"{head}\n1. 25×4=\n2. 一节课40分钟，上午4节，一共多少分钟？\n")
    assert measure_homework(draft).minutes_stated == minutes


@pytest.mark.parametrize(
    ("line", "aimed"),
    [
        ("温馨提示：这次最容易丢分的是单位换算。", True),
        ("上次小测有15个人把分子分母写反了。", True),
        ("※退位减时别忘了进位和退位相反。", True),
        ("近两次默写，形近字漏笔画的多。", True),
        ("别忘了写上姓名和学号。", False),
        ("修改下面的病句，一句一分。", False),
        ("上周学了三首古诗，选一首读给家人听。", False),
    ],
)
def test_aimed_at_common_mistakes(line: str, aimed: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"四年级作业\n{line}\n1. 25×4=\n2. 写三个词。\n"), "pu.diagnosis").answer == (
        "yes" if aimed else "no"
    )


def test_a_title_with_a_field_to_fill_in_is_no_task(sheet: SheetMaker) -> None:
    draft = sheet("二年级　数学　《认识时分》　课后小作业　　姓名：＿＿＿＿＿\n\n【拓展题】\n1．25×4=\n2．写三个词。\n")
    assert [item.text[:2] for item in measure_homework(draft).items] == ["1．", "2．"]


@pytest.mark.parametrize(
    ("stem", "bodies", "groups"),
    [
        ("写出下列物质的化学式。", ["氧化铜＿＿＿＿", "氯化钾＿＿＿＿", "硝酸钙＿＿＿＿"], 1),
        ("修改下列病句。", ["为了防止不迟到，他早起。", "通过学习，使我懂了道理。", "我断定他大概来了。"], 1),
        ("下面的东西能不能浮在水面上？写出来。", ["一块木板：＿＿＿", "一枚铁钉：＿＿＿", "一片树叶：＿＿＿"], 1),
        ("判断下列说法是否正确。", ["声音能在真空中传播。（　）", "光在水里走直线。（　）", "镜子里是虚像。（　）"], 0),
        ("写出下列问题的答案。", ["为什么夏天白天长？", "月亮为什么有圆有缺？", "潮水什么时候涨？"], 0),
    ],
)
def test_one_thing_done_with_every_phrase(stem: str, bodies: list[str], groups: int, sheet: SheetMaker) -> None:
    text = f"作业\n一、{stem}\n" + "\n".join(f"{n}. {body}" for n, body in enumerate(bodies, 1))
    assert len(measure_homework(sheet(text)).repetition.groups) == groups


def test_many_parts_of_one_form_in_one_item(sheet: SheetMaker) -> None:
    sizes = "　".join(f"长{n + 3}厘米、宽{n}{'分米' if n % 2 else '厘米'}" for n in range(1, 13))
    assert find(sheet(f"作业\n1. 求下面长方形的面积。\n{sizes}\n2. 说说理由。\n"), "re.low_repeat").answer == "no"
    table = "　".join(f"{n}人" for n in range(20, 34))
    assert find(sheet(f"作业\n1. 根据各班人数画统计图。\n{table}\n2. 说说理由。\n"), "re.low_repeat").answer == "yes"


@pytest.mark.parametrize(
    ("items", "several"),
    [
        (["求抛物线的顶点坐标，再说出哪种办法更快。", "由图象判断 a、b、c 的符号，写出理由。", "已知两点，求解析式。"], False),
        (["编写程序，求1到50的和。", "用循环编程，打印乘法表。", "做一个可以玩的接球小游戏，分数自己定。"], False),
        (["35+48=", "判断：三角形有三条高。（　）", "量一量课桌的长和宽，写下来。"], True),
        (["做一个小水车。先画出设计图，再动手，装好以后测出一分钟转几圈，试三次，把结果记下来，不合适的地方改一改再试，直到转得又快又稳为止。"], True),
    ],
)  # fmt: skip
def test_sorts_of_work(items: list[str], several: bool, sheet: SheetMaker) -> None:
    text = "作业\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
    assert find(sheet(text), "va.types").answer == ("yes" if several else "no")


def test_a_numbered_list_of_tips_stays_one(sheet: SheetMaker) -> None:
    text = "作业\n一、填空\n1、3+5=（ ）\n2、9-4=（ ）\n二、数一数，圆有（ ）个。\n温馨提示：\n1、写字时坐端正。\n2、看书时离远些。\n3、每天计时练一次，看看快了没有。\n4、注意保暖，按时休息。\n改错区：\n第＿＿题，我错在＿＿\n"
    assert [item.text[:1] for item in measure_homework(sheet(text)).items] == ["1", "2", "二"]


def test_a_request_under_a_heading_is_a_task(sheet: SheetMaker) -> None:
    text = "作业\n一、口算\n1. 3+5=\n2. 9-4=\n二、Writing\n假如你是小队长，请给我们小队定三条约定。\n"
    assert len(measure_homework(sheet(text)).items) == 3


@pytest.mark.parametrize(
    ("item", "is_open"),
    [
        ("妈妈正好付8元，可以怎样拿钱？写出两种拿法。", True),
        ("写出一个分数，满足：比二分之一大，比三分之二小。", True),
        ("请再写出一个也符合要求的函数。", True),
        ("换一个数，这样算还能不能行？", False),
        ("这种算法对吗？", False),
    ],
)
def test_more_answers_than_one(item: str, is_open: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"作业\n1. 25×4=\n2. {item}\n"), "th.open_ended").answer == ("yes" if is_open else "no")


@pytest.mark.parametrize(
    ("item", "clear"),
    [
        ("2. 我的时间\n\n　　起床　　　上学　　　睡觉\n　周一\n　周二\n", False),
        ("2.\n　　　　长　　　　宽　　　　面积\n　门\n　窗\n", False),
        ("2. 表格\n| 地点 | | |\n|---|---|---|\n| | | |\n", False),
        ("2. 量一量门和窗，填在表里。\n　　　　长　　　　宽　　　　面积\n　门\n　窗\n", True),
        ("2. 根据下表算出平均气温。\n　　周一　　周二　　周三\n　　12℃　　15℃　　18℃\n", True),
        ("2. 完成《口算达人》第8—9页练习。", False),
        ("2. 语文书第46页第3题。", False),
        ("2. 读课本30—31页，划出写颜色的词，讲给同桌听。", True),
        ("2. 一本书有120页，看了45页，还剩多少页？", True),
        ("一、算一算（每题2分）\n2. －6＋13－（－4）\n3. －2³＋5\n4. －8÷（－2）\n", True),
        ("一、用修改符号改病句\n2. 通过训练，使我进步了。\n3. 我们要防止事故不发生。\n", True),
    ],
)
def test_the_sheet_alone_says_what_to_do(item: str, clear: bool, sheet: SheetMaker) -> None:
    text = f"四年级数学作业\n同学们，认真书写。\n\n1. 25×4=\n{item}"
    assert find(sheet(text), "cl.instructions").answer == ("yes" if clear else "no")


def test_a_table_for_marks_needs_no_telling(sheet: SheetMaker) -> None:
    text = "四年级作业\n1. 25×4=\n2. 说说理由。\n\n评价\n　　　　书写　　　正确　　　速度\n　自评\n　家长评\n"
    assert find(sheet(text), "cl.instructions").answer == "yes"


@pytest.mark.parametrize(
    ("item", "complete"),
    [
        ("长方形的长比宽的3倍还多一些，周长是40厘米，求长和宽。", False),
        ("一列数从20开始，每个数比前一个大一些，求前五个数的和。", False),
        ("398比400少一些，估一估398+205大约是多少。", True),
        ("苹果比梨多一些，谁多？说一说。", True),
        ("苹果有12个，比梨多3个，梨有多少个？", True),
    ],
)
def test_a_relation_without_its_amount(item: str, complete: bool, sheet: SheetMaker) -> None:
    assert find(sheet(f"作业\n1. 25×4=\n2. {item}\n"), "cl.complete").answer == ("yes" if complete else "no")


@pytest.mark.parametrize(
    ("item", "indicator", "answer"),
    [
        ("有人说“月亮自己会发光”，你同意吗？结合资料说明。", "th.explain", "yes"),
        ("分析河水变浑的原因。", "th.explain", "yes"),
        ("请举一个例子反驳他的说法。", "th.explain", "yes"),
        ("你同意借书的规定吗？在方框里打勾。", "th.explain", "no"),
        ("用瓜子壳拼出一只小鸟，贴在纸上。", "va.practice", "yes"),
        ("跟奶奶学做一道拿手菜，记下步骤。", "va.practice", "yes"),
        ("用4根小棒拼成一个正方形，拼6个要多少根？", "va.practice", "no"),
        ("每天阅读课外书20分钟，写下书名。", "cl.instructions", "yes"),
        ("《同步乐园》第12页做完。", "cl.instructions", "no"),
        ("请爸爸妈妈在完成的那天画一个笑脸。", "hf.self", "yes"),
        ("读给爸爸妈妈听，会读的打√。", "hf.self", "no"),
    ],
)
def test_one_item_in_many_words(item: str, indicator: str, answer: str, sheet: SheetMaker) -> None:
    assert find(sheet(f"四年级作业\n1. 25×4=\n2. {item}\n"), indicator).answer == answer


def test_a_unit_number_alone_leaves_the_topic_open(sheet: SheetMaker) -> None:
    finding = find(
        sheet("五年级英语 Unit 3 周末作业\n1. She ____ (like) apples.\n2. They ____ (go) home.\n"), "pu.aligned"
    )
    assert finding.answer == "yes"
    assert finding.probability < 0.65


def test_stars_as_ornaments_of_must_and_may(sheet: SheetMaker) -> None:
    text = "作业\n★ 必做\n1. 背下来第2段，背给家长听。\n★ 自助餐（任意挑一样）\n2. 采一片叶子，贴成书签。\n3. 给校园写一段广播词。\n返校第一天交，注意整洁。\n"
    draft = sheet(text)
    items = measure_homework(draft).items
    assert [item.optional for item in items] == [False, True, True]
    assert find(draft, "ti.labelled").answer == "yes"
    assert "返校" not in items[-1].text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "作业\n一　选一选：你会（　）①马上走　②等一等　③问老师\n二　填一填：鸟有（　　）只脚。\n三　想一想：为什么？\n",
            3,
        ),
        (
            "家庭作业\n第一天，把绿豆泡在碗里，看它几时发芽。\n第二天，量一量芽有多长，记下来。\n第三天，给家人讲讲你的发现。\n",
            3,
        ),
        ("锻炼单\n星期一：单脚站立30秒，做3组。\n星期二：跳绳100个。\n星期三：休息。\n", 2),
        (
            "作业\n1. 读短文，回答问题。\n第一天，小熊种下一粒种子。它天天去看。\n（1）小熊种了什么？\n（2）后来怎样了？\n",
            2,
        ),
        ("作业\n1. 25×4=\n2. 12×5=\n用时大约20分钟。全对的同学明天可以免做。\n", 2),
        ("作业\n1. 25×4=\n2. 12×5=\n评一评：书写（　）颗星　正确（　）颗星\n", 2),
    ],
)
def test_rows_of_tasks_and_what_follows_them(text: str, count: int, sheet: SheetMaker) -> None:
    assert len(measure_homework(sheet(text)).items) == count


@pytest.mark.parametrize(
    ("item", "indicator", "answer"),
    [
        ("取一块冰放在盘子里，看它多久化完，记下时间。", "va.practice", "yes"),
        ("在两个瓶子里装同样多的水，一个盖紧，三天后看水面，画下来。", "va.practice", "yes"),
        ("问问爷爷奶奶小时候玩什么，写三句话。", "va.practice", "yes"),
        ("把3/4化成小数，记得约分。", "va.practice", "no"),
        ("和家人一起订一份看电视的约定。", "th.open_ended", "yes"),
        ("比较大小：3/4○4/5", "th.higher", "no"),
        ("有人说这个结尾写得好，也有人说多余，你怎么看？", "pu.diagnosis", "no"),
        ("有人认为重的东西落得快，这种想法错在哪里？", "pu.diagnosis", "yes"),
    ],
)
def test_more_items_in_many_words(item: str, indicator: str, answer: str, sheet: SheetMaker) -> None:
    assert find(sheet(f"四年级作业\n1. 25×4=\n2. {item}\n"), indicator).answer == answer


@pytest.mark.parametrize(
    ("line", "indicator", "answer"),
    [
        ("学情提示：三分之一的同学还分不清半径和直径。", "pu.diagnosis", "yes"),
        ("完成两组题约需20分钟。", "lo.stated", "yes"),
        ("以上三项至少完成两项。", "ti.choice", "yes"),
        ("作品开学后在班级展示。", "hf.followup", "no"),
    ],
)
def test_remarks_beside_the_items(line: str, indicator: str, answer: str, sheet: SheetMaker) -> None:
    assert find(sheet(f"四年级作业\n1. 25×4=\n2. 画一个圆。\n{line}\n"), indicator).answer == answer


def test_one_word_before_each_task(sheet: SheetMaker) -> None:
    text = "假期作业\n读：选读一本神话故事，做三张阅读卡。\n写：给爷爷写一封信。\n行：逛一次庙会，回来讲一讲。\n"
    assert len(measure_homework(sheet(text)).items) == 3


def test_word_problems_belong_to_a_sum_that_is_the_topic(sheet: SheetMaker) -> None:
    text = "二年级数学　有余数的除法\n1. 26个同学坐船，每条船坐4人，要几条船？\n2. 25÷4=\n3. 一根绳长20米，剪成3米一段，可以剪几段？\n"
    assert find(sheet(text), "pu.aligned").answer == "yes"


def test_items_said_again_make_no_matter_of_their_own(sheet: SheetMaker) -> None:
    items = "练习\n1. 鸦片是怎样输入的？\n2. 太平军为什么起事？\n3. 戊戌变法有什么内容？\n4. 辛亥革命推翻了谁？\n"
    assert find(sheet(items), "pu.aligned").answer == "no"
    assert (
        find(
            sheet(items + "5. 辛亥革命推翻了谁？\n6. 辛亥革命推翻了谁？\n7. 辛亥革命推翻了谁？\n"), "pu.aligned"
        ).answer
        == "no"
    )


@pytest.mark.parametrize(("groups", "sure"), [(0, True), (1, True), (2, False)])
def test_several_groups_of_like_items_make_the_yes_less_sure(groups: int, sure: bool, sheet: SheetMaker) -> None:
    """The rubric's level 3 of 重复性: 有几组题结构相同, though they are not a quarter of the items."""
    alike = ["3+5=", "12+7=", "用“高兴”造句。", "用“温暖”造句。"]
    other = ["背诵古诗。", "画出三角形的高。", "作者为什么这样写？", "调查家里一周的用电。", "量一量课桌有多长。"]
    other += [
        "说说课文的主要内容。",
        "写出“高”的反义词。",
        "小明走了几分钟？",
        "为什么月亮有圆有缺？",
        "画一张校园地图。",
    ]
    texts = [*alike[: 2 * groups], *other]
    found = find(sheet("\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))), "re.low_repeat")
    assert (found.answer, found.probability > 0.8) == ("yes", sure), found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（1）以备胡（备：        ）", "填空"),
        ("2. draw pictures well ____", "填空"),
        ("二、写出下列动词的-ing形式。read ____  swim ____  talk ____", "填空"),
        ("3. Draw a picture of your room and colour it.", "绘图"),
        ("4. Talk about your hobby with your mother.", "表达"),
    ],
)
def test_kinds_of_glosses_and_of_english_items(text: str, kind: str, sheet: SheetMaker) -> None:
    (item,) = measure_homework(sheet(f"课后作业\n{text}\n")).items
    assert item.kind == kind


def test_pieces_of_work_below_a_heading_that_leaves_them_to_choice(sheet: SheetMaker) -> None:
    text = "★ 基础题\n1. 3+5=\n2. 4+8=\n\n【实践作业（周末，二选一）】\nA. 查一查家里两个月的水费单，算一算增加了多少。\nB. 到超市找一件打折的商品，记下原价和现价。\n"
    last = measure_homework(sheet(text)).items[-1]
    assert (last.tier, last.optional) == ("实践", True)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("1. 把课文读给妈妈听。\n（生字每个写两行，写在本子上。）\n2. 画一画。", "（生字每个写两行，写在本子上。"),
        ("1. 生字每个写两行。读一读。\n2. 画一画。", "1. 生字每个写两行。"),
        ("1. 抄写Unit 4单词，四英一中。\n2. 画一画。", "1. 抄写Unit 4单词，四英一中。"),
    ],
)
def test_copying_is_shown_where_it_is_asked(text: str, quote: str, sheet: SheetMaker) -> None:
    draft = sheet(text)
    found = find(draft, "re.no_copying")
    assert found.answer == "no" and draft.text[slice(*found.spans[0])].startswith(quote)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("一、填空题\n1. 测量距离常用的工具有(    )、(    )。\n2. 说出位置要有(    )。", ["填空", "填空"]),
        ("一、判断题\n1. 描述物体的位置，只要说出方向就可以了。(  )\n2. 月亮在走。(  )", ["判断", "判断"]),
        ("1. 一根跳绳20元，一个毽子6元，跳绳比毽子贵多少元？", ["应用"]),
        ("1. 每天跳绳3组，每组50个。", ["操作"]),
        (
            "1. 简述意义。\n________\n\n【我来填表】\n时间  地点\n1894年  ____\n\n【小活动】设计一张人物名片，一百字左右。",
            ["填空", "填空", "解答"],
        ),
        ("★ Homework 1  抄一抄\nforest   river\n每个单词抄5遍\n★ Homework 2  写出词组\n1. 去划船 ____\n2. 一座山 ____", ["抄写", "填空", "填空"]),
        ("PEP 六上 Unit 5 What does he do? 分层作业\nClass ____ Name ____ No. ____\n1. work ____\n2. teach ____", ["填空", "填空"]),
    ],
)  # fmt: skip
def test_what_stands_on_a_sheet_is_an_item_of_its_kind(text: str, kinds: list[str], sheet: SheetMaker) -> None:
    assert [item.kind for item in measure_homework(sheet(f"课后作业\n{text}\n")).items] == kinds


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1. 写话：用 had better 给他写三条建议。", 9.0),
        ("1. 写一篇作文，不少于400字。", 25.0),
        ("1. 完成《课堂作业本》第22、23页。", 16.0),
        ("1. 完成《导学案》P88-90。", 24.0),
    ],
)
def test_minutes_of_sentences_and_of_pages(text: str, minutes: float, sheet: SheetMaker) -> None:
    (item,) = measure_homework(sheet(f"四年级课后作业\n{text}\n")).items
    assert item.minutes == minutes
