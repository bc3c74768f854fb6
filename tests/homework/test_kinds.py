"""Kind, copying and demand of single items."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework.copying import copying_times
from reviewer.homework.demand import find_demand
from reviewer.homework.items import Task, find_tasks
from reviewer.homework.kinds import expressions, find_kind

SheetMaker = Callable[..., Draft]


def only(sheet: SheetMaker, text: str) -> Task:
    tasks = find_tasks(sheet(text))
    assert len(tasks) == 1
    return tasks[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1. 口算：3+5=  6+7=  9-4=", "口算"),
        ("1. 用竖式计算：24×35=", "计算"),
        ("1. 脱式计算：(24+36)÷12", "计算"),
        ("1. 解方程 2x+5=17", "计算"),
        ("1. 3个十是（  ）。", "填空"),
        ("1. 圆的周长公式是______。", "填空"),
        ("1. 制作香囊时，要用棉线把布料缝合成袋，缝合处是一条（　　）。", "填空"),
        ("1. 草履虫的收集管和伸缩泡能排出______。", "填空"),
        ("1. 下列图形中是轴对称图形的是（ ）\nA. 平行四边形\nB. 等腰三角形\nC. 梯形", "选择"),
        ("1. 判断：0是最小的自然数。（  ）", "判断"),
        ("1. 小明有12元，买本子用去5元，还剩多少元？", "应用"),
        ("1. 小明测量了教室的长是8米，宽是6米，教室的面积是多少平方米？", "应用"),
        ("1. 什么是光的反射？", "解答"),
        ("1. 默写《山行》。", "默写"),
        ("1. 抄写生字，每个写两遍。", "抄写"),
        ("1. 背诵课文第二自然段。", "背诵"),
        ("1. 有感情地朗读课文三遍。", "朗读"),
        ("1. 以“我的家乡”为题写一篇作文。", "作文"),
        ("1. 仿照课文写一段话，介绍家乡的景物。", "作文"),
        ("1. 量一量自己房间的长和宽。", "操作"),
        ("1. 调查家里一周的用水量，填在表中。", "调查"),
        ("1. 采访一位老师，问问他的童年。", "调查"),
        ("1. 做一做小实验：盐在水里溶解。", "实验"),
        ("1. 制作一个简易的日晷。", "制作"),
        ("1. 连续一周观察月亮的变化并记录。", "观察"),
        ("1. 画出三角形的三条高。", "绘图"),
        ("1. 用思维导图整理本单元知识。", "绘图"),
        ("1. 把这个故事讲给家人听。", "表达"),
        ("1. 编写一个程序，输入半径，输出圆的面积。", "编程"),
        ("1. Copy the new words five times.", "抄写"),
        ("1. Write a short passage about your school.", "作文"),
        ("1. Recite the dialogue.", "背诵"),
        ("1. **错因调查**　请三位同学说说最容易错的一步。\nA. 审题\nB. 计算\nC. 单位", "调查"),
        ("1. 制作一个猜数小游戏，用循环实现再来一局。", "制作"),
        ("1. 用卡纸剪一朵花，写上祝福送给老师。", "制作"),
        ("1. 用旧报纸折两顶帽子。", "制作"),
        ("1. 准备两个空瓶，分别装冷水和热水，各滴一滴墨水，看哪个扩散得快，记下来。", "实验"),
        ("1. 把一勺盐溶在半杯水里，放在窗台上，每天看一次并记录。", "实验"),
        ("1. 用卷尺量出客厅的长和宽，算出面积。", "操作"),
        ("1. 工人取两根铁丝做支架，每根长5米，一共用了多少米？", "应用"),
        ("1. 某小组测出电压3伏、电流0.5安，求电阻。", "应用"),
        ("1. 用150字左右回答：洋务运动为什么失败？", "解答"),
        ("1. 写一篇200字的短文介绍家乡。", "作文"),
        ("1. 易混辨析：“以为”和“认为”有什么区别？", "解答"),
        ("1. 画时间轴（不要求抄写史实）。", "绘图"),
        ("1. 记录温度，填写实验记录：每隔5分钟读一次温度计，共读6次。", "实验"),
        ("1. 整理实验记录，比较三只杯子降温的快慢，写出结论。", "实验"),
        ("1. 若制作时取g＝10 m/s²，在0.20 s的刻度处捏住的人，真实的反应时间比0.20 s长还是短？差多少？", "应用"),
        ("1. 把下面的句子改写成被动语态：My aunt sews every flower by hand.", "解答"),
        ("1. 说话办事要得体，把这句话改写成委婉的说法：“你别吵了！”", "解答"),
        ("1. 6月投诉46件，7月41件。找出其中的共同诉求，写出理由。", "解答"),
        ("1. 四人一组颠球，每人连续颠球20个，记下组里最多的一次。", "操作"),
        ("1. 每天跳绳3组，每组1分钟，间歇30秒。", "操作"),
        ("1. 和家人一起慢跑15分钟，跑后拉伸5分钟。", "操作"),
        ("1. 练习垫球，每次20个，共3组。", "操作"),
        ("1. 平板支撑40秒，做3组，量一量心率。", "操作"),
        ("1. 小明跳绳，3分钟跳了360下，平均每分钟跳多少下？", "应用"),
        ("1. 增加一步操作来证明0℃与100℃都显蓝色的原因不同，写出预期结果。", "解答"),
        ("1. 写出一种造成这个数据的操作失误和补救办法。", "解答"),
        ("1. 小林看到“标本制作9:30—11:30”，就给妹妹也安排上了。他的读法有哪两处不妥？为什么？", "解答"),
        ("1. 下面是同学续写的两句，请补一个表示神态的词语，并说明为什么这样补：铁罐（　）地说：“算啦。”", "填空"),
        ("1. 画柱状图。戊起什么作用？", "绘图"),
        ("1. 下列与劳动项目相关的解释错误的是\n| 选项 | 劳动项目 | 解释 |\n| A | 制作豆腐 | 蛋白质聚沉 |", "选择"),
        ("1. 向家里种过菜的长辈请教：播种前为什么翻地、浇水？", "调查"),
        ("1. 三人分工写一页：测哪个路口、看哪几类人、每类几人、谁计时谁记录。", "解答"),
        ("1. 判断正误，把错句改对：①“酶都是蛋白质。”②“酶只能在细胞内起作用。”", "判断"),
        ("1. 作者观察了哪几个方面？从哪里看出他看得久、看得细？", "阅读"),
        ("1. 讲《青蛙卖泥塘》，一次也不说“然后”。", "表达"),
        ("1. 校报来稿里有一处错误，把它画出来，改成站得住的话。", "解答"),
        ("1. 编一则100字左右的小寓言，请读的人猜道理。", "作文"),
        ("1. 五分之二写作（    ），它的分母是（    ）。", "填空"),
        ("1. 冰尜儿的“尜”（gá   gǎ）", "选择"),
        ("1. 吃完饭马上可以跳绳吗？（ 可以   不可以 ）", "选择"),
        ("1. 写出（ 一年   四季 ）的名称。", "解答"),
        ("1. 用不超过一页纸画本章结构图，每条连线上写一个动词。", "绘图"),
    ],
)
def test_kind_from_the_item_itself(text: str, kind: str, sheet: SheetMaker) -> None:
    assert find_kind(only(sheet, text)) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("一、填空题", "填空"),
        ("一、判断题（对的打√）", "判断"),
        ("一、解决问题", "应用"),
        ("一、阅读短文，回答问题", "阅读"),
        ("一、计算题", "计算"),
    ],
)
def test_kind_from_the_title_of_its_group(title: str, kind: str, sheet: SheetMaker) -> None:
    tasks = find_tasks(sheet(f"{title}\n1. 甲比乙大。\n2. 乙比丙大。"))
    assert [find_kind(task) for task in tasks] == [kind, kind]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("1. 抄写生字，每个写5遍。", 5),
        ("1. 抄写词语三遍。", 3),
        ("1. 抄写生字“云、雨、雪”，每字5遍。", 5),
        ("1. 默写第三课单词各两遍。", 2),
        ("1. 把公式抄十遍。", 10),
        ("1. 工整地书写生字四遍。", 4),
        ("1. Copy the new words 5 times.", 5),
        ("1. 抄写你喜欢的句子。", 1),
        ("1. 默写《山行》。", 0),
        ("1. 朗读课文三遍。", 0),
        ("1. 把作文修改两遍。", 0),
        ("1. 这件事他做了三遍，为什么？", 0),
        ("1. 仿照例句写一句话。", 0),
    ],
)
def test_copying_n_times(text: str, times: int, sheet: SheetMaker) -> None:
    assert copying_times(only(sheet, text)) == times


@pytest.mark.parametrize(("text", "count"), [("3+5=  6-2=", 2), ("5×5=25\n$5 \\times 2=10$", 2), ("没有算式", 0)])
def test_expressions(text: str, count: int) -> None:
    assert expressions(text) == count


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("1. 口算 3+5=", "1. 小明每分钟走60米，走了15分钟，还剩200米，他家离学校多少米？"),
        ("1. 抄写生字两遍。", "1. 比较两个人物的性格，说明理由。"),
        ("1. 背诵课文。", "1. 设计一个班级图书角的借阅方案，并说明理由。"),
        ("1. 什么是周长？", "1. 用20厘米长的铁丝围长方形，有几种围法？你发现了什么规律？"),
        ("1. 3个十是（ ）。", "1. 为什么三个连续自然数的和一定是3的倍数？"),
    ],
)
def test_demand_rises_with_what_is_asked(low: str, high: str, sheet: SheetMaker) -> None:
    easy, hard = only(sheet, low), only(sheet, high)
    assert find_demand(easy, find_kind(easy)) < find_demand(hard, find_kind(hard))


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("1. 口算 3+5=", 1),
        ("1. 抄写词语三遍。", 1),
        ("1. 求5的倒数。", 2),
        ("1. 设计一份调查方案并写一篇研究报告。", 5),
    ],
)
def test_demand_values(text: str, demand: int, sheet: SheetMaker) -> None:
    task = only(sheet, text)
    assert find_demand(task, find_kind(task)) == demand


@pytest.mark.parametrize(
    ("heading", "text", "kind"),
    [
        ("## 拓展：算一算，想一想", "1. 有人说“越浓越好”。请从效果、对人、对物品三方面各写一条意见。", "解答"),
        ("## 拓展：算一算，想一想", "1. 配1升的溶液，取原液几瓶盖？写出算法。", "解答"),
        ("## 基础：读懂它", "1. 把下面的粒子填进三只杯子：Cl₂、HClO、Cl⁻，每只只写主要的。", "填空"),
        ("一、基础（口算）", "1. 35＋27＝", "口算"),
        ("一、口算", "1. 35＋27＝", "口算"),
        ("## 基础（第1～3题，都做）", "1. 指出来稿里三处错误并改正：“氯水放上几天，酸性就减弱了。”", "解答"),
        (
            "## 拓展",
            "1. 变化链\nA：用箭头画出“冷库和高速公路建成”之后，市场范围、种植结构、劳动力、收入如何一环一环变化。\nB：再增加两条负面影响。",
            "绘图",
        ),
        ("怎样选题：小测满分的免做第2题。没有默写和通篇翻译。", "1. 指出错处，引原句作依据，再改正：①“受业”是接受学业。", "解答"),
    ],
)  # fmt: skip
def test_a_tiers_pretty_name_or_a_guide_says_nothing_about_the_form(
    heading: str, text: str, kind: str, sheet: SheetMaker
) -> None:
    assert find_kind(only(sheet, f"{heading}\n{text}")) == kind


def test_sentences_to_mend_are_what_the_order_above_them_says(sheet: SheetMaker) -> None:
    text = "1. 用修改符号改病句。\n（1）通过这次参观，使我懂得了工匠的不易。\n（2）能否认真读书，是写好作文的关键。\n2. 写一篇作文。"
    *mended, essay = find_tasks(sheet(text))
    assert [find_kind(task) for task in mended] == ["填空", "填空"]
    assert [find_demand(task, "填空") for task in mended] == [2, 2]
    assert find_kind(essay) == "作文"


def test_a_very_long_row_of_sums_is_told_in_one_pass(sheet: SheetMaker) -> None:
    row = "  ".join(f"{n}+{n + 7}=" for n in range(3000))
    since = time.perf_counter()
    assert find_kind(only(sheet, f"1. 口算。\n{row}")) == "口算"
    assert time.perf_counter() - since < 5  # it took 18 s when every digit was followed to the end
