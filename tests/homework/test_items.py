"""Items from any numbering: tables of small sheets with the number of tasks a pupil answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reviewer.datamodels import Block, Draft
from reviewer.homework.items import find_tasks
from reviewer.homework.numbering import chinese_number, find_marker, head_markers

SheetMaker = Callable[..., Draft]
Q1, Q2, Q3 = "计算 25×4。", "小明有5个苹果，吃了2个，还剩几个？", "有感情地朗读课文。"


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("1. 计算", "num", 1),
        ("12、计算", "num", 12),
        ("３．计算", "num", 3),
        ("⒋计算", "num", 4),
        ("【5】计算", "num", 5),
        ("6：计算", "num", 6),
        ("（2）计算", "pnum", 2),
        ("( 3 ) 计算", "pnum", 3),
        ("⑷计算", "pnum", 4),
        ("5) 计算", "numr", 5),
        ("③计算", "circ", 3),
        ("第4题 计算", "di", 4),
        ("【第二题】计算", "di", 2),
        ("第3道：计算", "di", 3),
        ("练习5：计算", "word", 5),
        ("任务一：朗读", "word", 1),
        ("Task 2 Read", "word", 2),
        ("第二关 计算", "part", 2),
        ("十二、计算", "cn", 12),
        ("（三）计算", "pcn", 3),
        ("IV. Write", "roman", 4),
        ("Ⅱ、阅读", "roman", 2),
        ("★★ 3. 计算", "num", 3),
        ("（选做）4. 计算", "num", 4),
    ],
)
def test_marker_forms(text: str, style: str, value: int) -> None:
    marker = find_marker(text)
    assert marker is not None
    assert (marker.style, marker.value, marker.weak) == (style, value, False)


@pytest.mark.parametrize(
    "text",
    [
        "3.5×2.4=",
        "( 3 ) 厘米",
        "8:00 起床",
        "A. 三角形",
        "2024年5月",
        "一个苹果",
        "小明（5）岁",
        "第1课时 连加",
        "（）里填数",
        "3 厘米",
    ],
)
def test_not_a_marker(text: str) -> None:
    marker = find_marker(text)
    assert marker is None or marker.weak


def test_markers_at_the_head_nest_outermost_first() -> None:
    assert [(m.style, m.value) for m in head_markers("一、1.（1）写出4的因数")] == [
        ("cn", 1),
        ("num", 1),
        ("pnum", 1),
    ]


@pytest.mark.parametrize(("text", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十三", 23), ("九", 9)])
def test_chinese_number(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    "marks",
    [
        ["1.", "2.", "3."], ["1、", "2、", "3、"], ["1．", "2．", "3．"], ["１．", "２．", "３．"], ["（1）", "（2）", "（3）"],
        ["(1)", "(2)", "(3)"], ["1)", "2)", "3)"], ["①", "②", "③"], ["⑴", "⑵", "⑶"], ["第1题：", "第2题：", "第3题："],
        ["第一题 ", "第二题 ", "第三题 "], ["练习1：", "练习2：", "练习3："], ["任务一：", "任务二：", "任务三："], ["一、", "二、", "三、"],
        ["（一）", "（二）", "（三）"], ["【1】", "【2】", "【3】"], ["### 1. ", "### 2. ", "### 3. "], ["**1.** ", "**2.** ", "**3.** "],
        ["I. ", "II. ", "III. "], ["Task 1 ", "Task 2 ", "Task 3 "], ["1.", "2、", "3．"], ["- 1. ", "- 2. ", "- 3. "], ["1. ", "3. ", "4. "],
        ["1 ", "2 ", "3 "],
    ],
)  # fmt: skip
def test_three_items_under_one_numbering(marks: list[str], sheet: SheetMaker) -> None:
    text = "\n".join(mark + question for mark, question in zip(marks, (Q1, Q2, Q3), strict=True))
    tasks = find_tasks(sheet(text))
    assert [task.body for task in tasks] == [Q1, Q2, Q3]
    assert all(text[task.start : task.end] == task.text for task in tasks)


SHEETS: list[tuple[str, str, int]] = [
    (
        "math tiers",
        """三年级数学《两位数乘两位数》作业设计
作业目标：
1. 能正确计算两位数乘两位数。
2. 能解决简单的实际问题。
预计用时：20分钟
一、基础性作业（必做，10分钟）
1. 口算。
20×30=  40×12=  15×20=
2. 列竖式计算。
24×13=  35×22=
二、拓展性作业（必做）
3. 学校买了12箱牛奶，每箱24盒，每盒3元，一共要付多少元？
4. 小明说：“两位数乘两位数的积一定是四位数。”他说得对吗？请说明理由。
三、实践性作业（选做）
5. 和家长一起去超市，调查三种商品的单价，设计一个购物方案，并算出总价。
设计意图：本题联系生活。
评价标准：计算正确得一颗星，方案合理得两颗星。
参考答案
1. 600 480 300
2. 312 770""",
        5,
    ),
    (
        "chinese",
        """《桂林山水》课后作业
班级：______ 姓名：______
【基础巩固】
一、看拼音写词语。
guī lín（    ） shān shuǐ（    ）
二、把下列词语补充完整。
波（  ）壮（  ）   水平如（  ）
【能力提升】
三、阅读短文，回答问题。
　　漓江的水真静啊，静得让你感觉不到它在流动。
1．“静”字在文中的意思是____。
2．作者从哪几个方面写漓江的水？
（1）用横线画出比喻句。
（2）说说这样写的好处。
【拓展延伸】
四、小练笔：仿照课文写一段话，介绍家乡的一处景物。
要求：
（1）语句通顺；
（2）不少于150字。""",
        6,
    ),
    (
        "choice",
        """一、选择题（每题3分，共9分）
1．下列说法正确的是（　　）
A．单项式的系数是数字  B．0不是单项式
C．$x$ 是单项式  D．多项式的次数是各项次数之和
2、下列各组：①3x与2x；②a与b；③5与7，其中是同类项的有（  ）
A. ①②   B. ①③  C. ②③  D. ①②③
3. 有下列结论：
①a>0；
②b<0；
③ab<0。
其中正确的个数是（  ）
A. 0个  B. 1个 C. 2个 D. 3个
二、填空题
4．－3的相反数是________。
5．单项式 $-2xy^2$ 的系数是____，次数是____。
三、解答题
6．计算：（1）3x＋2x；  （2）5a－(2a－b)。
7．（8分）先化简，再求值：……""",
        8,
    ),
    (
        "english",
        """Unit 3 My School Homework
I. Choose the best answer.
1. I ____ a student. A. am B. is C. are
2. She ____ a book. A. have B. has
II. Fill in the blanks.
3. There ____ (be) some books on the desk.
4. He ____ (go) to school every day.
III. Write a short passage about your school (at least 50 words).""",
        5,
    ),
    (
        "di",
        """第1题：计算 3.5×2.4。
第2题：解方程 2x+5=17。
第3题：画出三角形的高。""",
        3,
    ),
    (
        "unnumbered tiers",
        """五年级语文第六单元作业设计
一、基础作业
熟读课文，积累好词好句。
抄写本课生字两遍。
二、提升作业
根据提示复述课文主要内容。
三、实践作业
采访你的爸爸妈妈，记录一件他们小时候的事。
四、作业评价
自评：☆☆☆  家长评：☆☆☆""",
        4,
    ),
    (
        "bullets",
        """周末作业
【必做】
- 朗读课文第3自然段3遍。
- 完成练习册第12页。
【选做】
- 制作一张读书卡片。""",
        3,
    ),
    (
        "table",
        """| 题号 | 作业内容 | 设计意图 | 预计时长 |
| --- | --- | --- | --- |
| 1 | 计算：25×4= 125×8= | 巩固口算 | 3分钟 |
| 2 | 用简便方法计算 99×36，并说说你是怎样想的。 | 运用运算律 | 5分钟 |
| 3 | 测量教室的长和宽，算出面积。 | 联系生活 | 10分钟 |""",
        3,
    ),
    (
        "labels table",
        """| 作业目标 | 1. 认识周长。<br>2. 会计算周长。 |
| 基础作业 | 1. 什么是周长？<br>2. 求长8厘米、宽5厘米的长方形周长。 |
| 拓展作业 | 1. 用20厘米长的铁丝围长方形，有几种围法？ |
| 设计意图 | 1. 巩固概念。<br>2. 发展思维。 |""",
        3,
    ),
    (
        "answers inline",
        """1. 5的倒数是（  ）。
答案：1/5
2. 0有倒数吗？为什么？
答案：没有。因为0不能作除数。
3. 求2/3的倒数。
解析：把分子分母调换位置。""",
        3,
    ),
    (
        "circ",
        """1. 根据课文内容回答：①文章写了谁？②他做了什么事？③你怎么评价他？
2. 背诵全文。""",
        4,
    ),
    (
        "steps",
        """实践作业：自制雨量器
材料：塑料瓶、尺子。
步骤：
1. 剪去瓶口。
2. 贴上刻度。
3. 放在室外测量一周的雨量。""",
        1,
    ),
    (
        "single line",
        """1. 3+5=   2. 6+7=   3. 9-4=   4. 8+8=
5. 5+6=   6. 7-3=""",
        6,
    ),
    (
        "tight",
        """1.2024年是闰年吗？为什么？
2.3个苹果重1千克，12个苹果重多少千克？
3.小数3.5读作（  ）。""",
        3,
    ),
    (
        "spaced",
        """1 下列图形中是轴对称图形的是（ ）
2 三角形的内角和是____度。
3 请画出一个等腰三角形。""",
        3,
    ),
    (
        "task n",
        """任务一：朗读
有感情地朗读课文三遍。
任务二：画一画
画出文中描写的景色。
任务三：小小讲解员
向家人介绍赵州桥。""",
        3,
    ),
    (
        "tier abc",
        """A组（基础题）
1. 求 3x=12 的解。
2. 求 5x-2=8 的解。
B组
1. 甲乙两地相距120千米，一辆汽车每小时行40千米，几小时到达？
C组（选做）
1. 自己编一道用方程解决的实际问题并解答。""",
        4,
    ),
    (
        "stars",
        """★ 1. 看图写数。
★★ 2. 比较大小，并说明理由。
★★★ 3. 设计一个游戏规则。""",
        3,
    ),
    (
        "intro colon",
        """本次作业包括：
1. 基础题
2. 拓展题
一、基础题
1. 5×6=
2. 7×8=
二、拓展题
1. 用6、7、8三个数字编一道乘法应用题。""",
        3,
    ),
    (
        "unit multi",
        """第一课时作业
1. 写出5个带“木”字旁的字。
2. 背诵古诗《山行》。
第二课时作业
1. 默写《山行》。
2. 把你想象的画面讲给家人听。""",
        4,
    ),
    (
        "poem",
        """一、阅读古诗，完成练习。
山行
远上寒山石径斜，白云生处有人家。
停车坐爱枫林晚，霜叶红于二月花。
1. 这首诗的作者是（  ）代诗人（  ）。
2. “坐”的意思是（  ）。
3. 用自己的话说说诗句的意思。
二、把句子补充完整。
______，霜叶红于二月花。""",
        4,
    ),
    (
        "key 一二",
        """一、填空
1. 3个十是（ ）。
2. 45里面有（ ）个十和（ ）个一。
二、判断
1. 最大的两位数是99。（  ）
2. 100比99大1。（  ）
【参考答案】
一、1. 30  2. 4 5
二、1. √ 2. √""",
        4,
    ),
    (
        "sub paren same line",
        """1.（1）写出4的因数；（2）写出6的因数。
2. 4和6的最大公因数是几？""",
        3,
    ),
    (
        "lesson plan style",
        """# 《分数的初步认识》作业设计

## 一、教材分析
1. 本课是……
2. 学生已学过平均分。

## 二、作业目标
1. 会读写分数。
2. 理解几分之一。

## 三、作业内容
### （一）基础性作业
1. 读出下面的分数：1/2、1/3。
2. 用分数表示涂色部分。
### （二）拓展性作业
1. 一块蛋糕平均分成8份，小红吃了3份，还剩几分之几？
### （三）实践性作业
1. 折一折：用一张正方形纸折出1/4。

## 四、设计意图
1. 巩固。
2. 提升。
## 五、作业评价
1. 书写工整。""",
        4,
    ),
    (
        "fullwidth",
        """１．计算：２＋３＝
２．比较大小：３○５
３．解决问题。小明有３本书，小红有５本书，一共有多少本？""",
        3,
    ),
    (
        "cn as items",
        """一、朗读课文三遍。
二、抄写生字，每个写两遍。
三、用“有的……有的……有的……”说一句话。""",
        3,
    ),
    (
        "cn groups no numbers",
        """一、口算
3+5=  6+2=  9-4=
二、笔算
24+35=  67-28=
三、解决问题
小红有12个苹果，吃了3个，还剩几个？""",
        3,
    ),
    (
        "unit sheet with lesson names and an assessment table",
        """部编版四年级语文上册《观潮》分层作业设计

一、作业设计理念
依据“双减”政策，减轻学生负担，提高作业质量。

二、学情分析
四年级学生已经具备一定的自学能力，但对场面描写感受不深。

三、作业内容
第一课时
（一）基础性作业（必做，约8分钟）
1.读拼音，写词语。
  guān cháo（      ）  lǒng zhào（      ）
2.给加点字选择正确的读音，打“√”。
  薄（bó báo）雾   闷（mēn mèn）雷
【设计意图】巩固生字词。
（二）拓展性作业（选做）
3.联系上下文，说说“人声鼎沸”的意思，再用它写一句话。
第二课时
（一）基础性作业（必做，约10分钟）
1.按课文内容填空。
（1）课文按照______的顺序，写了______、______、______三个时候的景象。
（2）“______的钱塘江大潮，自古以来被称为天下奇观。”
2.背诵课文第3、4自然段。
（二）拓展性作业
3.阅读《浙江潮》片段，回答问题。
    早潮才落晚潮来，一月周流六十回。
（1）诗中写了潮水的什么特点？
（2）和课文相比，你更喜欢哪一种写法？说明理由。
（三）实践性作业（任选一项）
1.和家人一起上网查找钱塘江大潮的视频，给视频配一段解说词。
2.画一画你心中的钱塘江大潮，在班级展示。

四、作业评价
| 评价内容 | 自评 | 互评 | 师评 |
| --- | --- | --- | --- |
| 书写工整 | ☆☆☆ | ☆☆☆ | ☆☆☆ |
| 内容准确 | ☆☆☆ | ☆☆☆ | ☆☆☆ |

五、批改与反馈
1.基础性作业全批全改，及时订正。
2.对错误较多的学生进行面批。""",
        10,
    ),
    (
        "physics sheet with an answer key",
        """八年级物理《浮力》课后练习        班级________ 姓名________  用时：30分钟

一、选择题（每小题3分，共12分）
1. 下列现象中，不能说明物体受到浮力的是（    ）
A. 轮船浮在水面上        B. 氢气球升空
C. 石头沉入水底          D. 苹果落地
2. 将重为5 N的物体浸没在水中，排开的水重3 N，则物体受到的浮力为（    ）
A. 2 N    B. 3 N    C. 5 N    D. 8 N
3. 将重为8 N的物体浸没在水中，排开的水重5 N，则物体受到的浮力为（    ）
A. 3 N    B. 5 N    C. 8 N    D. 13 N
4. 关于浮力，下列说法中正确的是（    ）
①浮力的方向竖直向上 ②浮力的施力物体是液体或气体 ③沉底的物体不受浮力
A. ①②    B. ①③    C. ②③    D. ①②③
二、填空题（每空2分，共10分）
5. 浸在液体中的物体受到________的浮力，浮力的大小等于________。
6. 体积为100 cm³的铁块浸没在水中，受到的浮力是________N；若浸没在酒精中，浮力将________（选填“变大”“变小”或“不变”）。
三、实验探究题（8分）
7. 小明用弹簧测力计探究“浮力大小与哪些因素有关”，实验步骤如图所示。
（1）由A、B两图可知，物体受到的浮力是______N。
（2）比较B、C两图，说明浮力大小与______有关。
（3）你还能提出什么可探究的问题？请设计实验方案。
四、计算题（10分）
8. 一个边长为10 cm的正方体木块漂浮在水面，有2/5的体积露出水面。求：
（1）木块受到的浮力；
（2）木块的密度。（g取10 N/kg）

参考答案：
1.D 2.B 3.B 4.A
5.竖直向上 排开液体的重力""",
        11,
    ),
    (
        "english unit",
        """Unit 4 What can you do? 单元作业
Period 1
Level A (必做)
1. Listen and repeat the words. 听录音跟读单词。
2. Copy the new words: dance, sing, draw (3 times each).
Level B (选做)
1. Make a survey: ask three friends "What can you do?" and fill in the table.
2. Introduce your family members' abilities to your classmates.
Period 2
I. 单项选择
(   ) 1. What can you ______?
A. do   B. does   C. doing
(   ) 2. She can ______ English songs.
A. sing  B. sings  C. singing
II. 连词成句
1. can, you, what, do (?)
_______________________________
2. I, dance, can, well (.)
_______________________________
III. 书面表达
以“My Friend”为题，写一篇不少于30词的短文，介绍你的朋友会做的事情。""",
        9,
    ),
    (
        "tiers without numbers",
        """小学三年级数学《长方形和正方形的周长》作业设计

作业目标
1.掌握周长的计算方法。
2.能解决生活中的实际问题。

基础练习
1、填一填。
（1）长方形的长是8厘米，宽是5厘米，周长是（   ）厘米。
（2）正方形的边长是6米，周长是（   ）米。
2、判断。（对的打“√”，错的打“×”）
（1）周长相等的两个长方形，长和宽也相等。（   ）
（2）正方形的周长是边长的4倍。（   ）
3、计算下面图形的周长。
4、一块长方形菜地，长12米，宽8米，周长是多少米？
5、一块长方形草坪，长15米，宽9米，周长是多少米？
提升练习
6、用一根长36厘米的铁丝围成一个正方形，边长是多少厘米？
7、一块长方形菜地，一面靠墙，长12米，宽8米，给它围上篱笆，至少需要篱笆多少米？
实践活动
8、量一量数学书封面的长和宽，算出周长。
我的收获：__________  家长签字：__________""",
        10,
    ),
    (
        "design table with a header row inside",
        """| 课题 | 《认识时间》 | 年级 | 二年级 |
| --- | --- | --- | --- |
| 作业目标 | 1.能正确读写时间。2.养成珍惜时间的习惯。 | | |
| 作业类型 | 作业内容 | 设计意图 | 时长 |
| 基础作业 | 看钟面说出时间，说给家长听。 | 巩固认读 | 3分钟 |
| 拓展作业 | 动手拨一拨：在学具钟上拨出3:05、7:55。 | 动手操作 | 5分钟 |
| 实践作业 | 记录自己周末一天的作息，制作一张作息时间表。 | 联系生活 | 10分钟 |
| 评价方式 | 自评☆☆☆ 家长评☆☆☆ | | |""",
        3,
    ),
    (
        "markdown headings and bold numbers",
        """# 七年级道德与法治《法律在我们身边》作业设计

**作业目标**：知道法律的作用，能用法律知识分析生活现象。

## 必做作业

**1. 知识梳理**（5分钟）
请用思维导图整理本课知识。

**2. 案例分析**（10分钟）
小李15岁，多次向低年级同学索要钱财，最终被公安机关处理。
（1）小李的行为侵犯了他人的哪些权利？
（2）结合所学，说说我们应怎样预防违法犯罪。

## 选做作业（任选其一）

**3. 法治小调查**
调查身边的交通违法现象，写一份200字左右的调查报告。

**4. 模拟法庭**
与同学合作编写一段模拟法庭的剧本并表演。

> 评价标准：观点明确（★），分析合理（★★），有创意（★★★）。

教师将在下节课集中讲评，并评选优秀作品展出。""",
        5,
    ),
    (
        "a holiday plan by days",
        """一年级语文寒假作业
第1天：朗读课文《秋天》，并背诵。
第2天：抄写生字“云、雨、雪”，每字5遍。
第3天：和爸爸妈妈一起做一道菜，说说做菜的过程。
第4天：口算30道。
第5天：读绘本《大卫，不可以》，画一画你喜欢的画面。""",
        5,
    ),
    (
        "sums without numbers",
        """五年级数学小数乘法练习
一、直接写出得数。
0.5×4=    1.2×3=    0.25×8=    2.5×4=    0.6×7=   0.8×5=
1.5×2=    0.7×9=    0.4×6=     0.3×8=    1.1×5=   0.9×4=
二、竖式计算。
3.6×2.8=      0.45×1.2=     7.05×0.36=
三、脱式计算，能简算的要简算。
2.5×3.2×1.25       9.8×101－9.8       0.78×99＋0.78
四、解决问题。
1.一千克苹果8.5元，买2.4千克要多少元？
2.一千克梨6.8元，买3.5千克要多少元？
3.一千克桃9.2元，买1.8千克要多少元？
4.小明家距学校1.2千米，他每分钟走0.08千米，15分钟能走到吗？请说明理由。""",
        7,
    ),
]


@pytest.mark.parametrize(("name", "text", "count"), SHEETS, ids=[name for name, _, _ in SHEETS])
def test_items_of_a_sheet(name: str, text: str, count: int, sheet: SheetMaker) -> None:
    tasks = find_tasks(sheet(text))
    assert [task.text for task in tasks][count:] == []
    assert len(tasks) == count
    assert all(text[task.start : task.end] == task.text for task in tasks)


def test_smallest_numbers_count_and_keep_their_stem(sheet: SheetMaker) -> None:
    tasks = find_tasks(
        sheet("一、解决问题\n1. 停车场有35辆卡车。\n（1）一共有多少辆？\n（2）开走多少辆？\n2. 求和。")
    )
    assert [task.body for task in tasks] == ["一共有多少辆？", "开走多少辆？", "求和。"]
    assert [task.near for task in tasks] == ["停车场有35辆卡车。", "停车场有35辆卡车。", "解决问题"]


def test_an_answer_after_an_item_is_not_part_of_it(sheet: SheetMaker) -> None:
    tasks = find_tasks(sheet("1. 5的倒数是几？\n答案：1/5\n2. 0有倒数吗？"))
    assert [task.text for task in tasks] == ["1. 5的倒数是几？", "2. 0有倒数吗？"]


def test_a_sheet_without_tasks_has_no_items(sheet: SheetMaker) -> None:
    assert find_tasks(sheet("# 三年级数学作业设计\n作业目标：\n1. 能正确计算。\n2. 能解决问题。\n")) == []


CELLS = [
    ("作业类型", "基础作业", "拓展作业"),
    ("作业内容", "1. 口算 3+5=\n2. 背诵口诀。", "说说周长和面积的区别。"),
    ("设计意图", "1. 巩固基础。", "发展思维，培养表达。"),
]


def test_cells_of_a_word_table_keep_to_their_columns(sheet: SheetMaker) -> None:
    rows = list(zip(*CELLS, strict=True))
    text, blocks = "", []
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            title = rows[0][column] if number > 1 else None
            blocks.append(Block(len(text), len(text) + len(cell), "cell", 0, 1, number, column, title))
            text += cell + "\n"
    draft = replace(sheet(text), blocks=tuple(blocks), sentences=())
    tasks = find_tasks(draft)
    assert [task.body for task in tasks] == ["口算 3+5=", "背诵口诀。", "说说周长和面积的区别。"]
    assert [task.tier.name if task.tier else None for task in tasks] == ["基础", "基础", "拓展"]
