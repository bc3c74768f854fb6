"""Ten sheets in quite different styles, their truth fixed before the code was run on them.

`yes` and `no` list what is beyond dispute; what two teachers could answer differently is left out.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.datamodels import Draft
from reviewer.homework import find_homework_indicators, measure_homework

SheetMaker = Callable[..., Draft]

NOTICE = """各位家长晚上好！三年级今天的语文作业如下：
1、今天学的生字每个写一行，词语每个三遍，写在方格本上。
2、课文读3遍，家长听完打√。
3、《新课堂》第23—25页做完，不会的空着。
4、背会第2自然段。
没有带书的同学可以找同桌拍照。辛苦各位！
"""

TABLE = """# 七年级生物《食物的消化》分层作业

本次作业想解决：口腔里发生了什么、淀粉在哪里被消化。参考用时共30分钟。

| 层次 | 题目 | 用时 |
| --- | --- | --- |
| 基础层 | 1. 写出消化道从口腔到肛门的各器官名称。 | 4分钟 |
| 基础层 | 2. 常有同学把肝脏当成消化道的一部分，请说出它错在哪里。 | 3分钟 |
| 提高层 | 3. 甲乙两支试管都有馒头，甲加唾液、乙加清水，37℃放十分钟后滴碘液，甲不变蓝。由此能得出什么？还缺哪一组对照？为什么？ | 8分钟 |
| 实践层（自愿选做） | 4. 嚼一小块无糖馒头，每隔20秒记一次味道，连做三次，用所学解释你的记录，再给家里老人写一条吃饭的建议。 | 15分钟 |

评价：A 证据和理由齐全；B 有结论缺理由；C 需重写。
批改后由老师分两组讲评：缺对照的一组重做第3题，写不出理由的一组放学前单独辅导。
"""

ENGLISH = """Grade 5 English Homework
Name ________ Class ________

I. Write the plural forms.
1. bus  2. boy  3. watch  4. foot  5. knife
II. Copy the new words of today five times each.
III. Choose the right answer.
1. There ____ a book on the desk.  A. is  B. are  C. am
2. I can see ____ apple.  A. a  B. an  C. two
"""

PROSE = """高一化学周末任务：厨房里的酸和碱
学习了pH和指示剂以后，请你当一回“厨房化学家”。大约需要50分钟。

任务一　把紫甘蓝切碎，用热水泡出紫色的汁液，分别滴进白醋、小苏打水、肥皂水、矿泉水里，把颜色变化记在自己画的表中，按酸性强弱排队。操作时戴手套，请大人倒热水。

任务二　网上有人说“喝碱性水能改变体质”。结合缓冲的知识和任务一的记录，谈谈你信不信，列出至少两条理由。

任务三　下面两项挑一项做：为班级公众号写一篇300字左右的辟谣短文；或者自己设计一个不用紫甘蓝的天然指示剂，写出材料、做法和怎样检验它好不好用。

交来的作业按“现象真实、推理有据、表达清楚”三条各评一到三颗星，先同桌互评，再由我逐份写评语；推理那一条只得一颗星的，周二午间来实验室一起补做。
"""

LOW = """小朋友的数学游戏单（一年级下 认识人民币）
1. 和爸爸妈妈玩“小超市”：家里挑五样东西贴上价签，你当收银员，用嘴报出应付多少、找回多少。
2. 说给家人听：5角和5元哪个多，为什么？
3. 动手摆一摆：用1元、5元、10元的学具钱摆出18元，你能想出几种摆法？
4. 想一想，说一说：妈妈付20元买了一袋13元的饼干，应找回几元？
愿意多玩的小朋友可以自己再出一道买东西的题考考爷爷奶奶。
玩好后请家长在小笑脸旁打勾：☺会付钱  ☺会找钱  ☺会讲道理
"""

MATH6 = """六年级（2）班数学 · 圆的面积（第3课时）练习
目标：会用公式求圆的面积，能解决绿化、铺路中的实际问题。限时25分钟。

甲组题（人人过关）
1. 求下面各圆的面积。r＝3cm；d＝10cm。
2. 判断：半径是2厘米的圆，周长和面积相等。（　　）说出你的判断依据。
乙组题（大多数同学）
3. 学校圆形花坛直径8米，外面铺一圈1米宽的石子路，路的面积是多少？每平方米用石子25千克，共需多少千克？
丙组题（自选，做完可换一枚思维章）
4. 用一根31.4米长的篱笆靠墙围菜地，围成长方形、正方形、半圆形，哪一种面积最大？算一算，写出你的发现。

我的检查：公式□ 单位□ 计算□　　错在哪里：__________
"""
HIST = """高二历史周末作业
一、抄写课本第45页“辛亥革命”的五个知识点各三遍。
二、选择题
1. 武昌起义爆发于（　）A. 1910年 B. 1911年 C. 1912年
2. 《临时约法》颁布于（　）A. 1911年 B. 1912年 C. 1913年
三、默写同盟会的纲领两遍。
周一早读前由课代表收齐。
"""
IT = """# 八年级信息科技：给校园做一个天气播报器

- 知识点：变量、分支结构、数据可视化
- 建议用时：40分钟

**第一步（必做）** 读懂下面的程序，在横线上写出运行结果。
t = 36
if t > 35: print("高温")
else: print("正常")
运行结果：________

**第二步（必做）** 小宇把“>35”写成了“<35”，他的程序会在什么时候报错误的提醒？为什么？

**第三步（必做）** 用校园里的温度计连测五天的气温，填入表格，画成折线图。

| 日期 | 周一 | 周二 | 周三 | 周四 | 周五 |
| --- | --- | --- | --- | --- | --- |
| 气温 | | | | | |

**第四步（选做）** 设计并做出一个会根据气温给出穿衣建议的小程序作品，界面、提示语自己定。

| 评价项 | 优秀 | 良好 | 加油 |
| --- | --- | --- | --- |
| 数据 | 五天完整 | 缺一天 | 缺两天以上 |
| 作品 | 能运行、有创意 | 能运行 | 不能运行 |

老师每周三抽十份作品在班里点评，运行不了的同学到机房一对一帮助。
"""

ESSAY = """周末练笔单（五年级语文）
同学们，学完《慈母情深》，请完成下面的练笔。
练笔内容（二选一）：
（1）回忆一次被家人打动的经历，写一个300字左右的片段，把最难忘的一个动作写具体。
（2）给妈妈写一封信，说说平时没说出口的话。
温馨提示：动笔前先列三条提纲；写完自己读一遍，改三处。
周一同桌互换，用“画线句真切、细节具体、语句通顺”三项互相打星。老师选六篇下周三在班上讲评，其余写批语返还。
"""

DRILL = """七年级数学作业
一、计算
(1) -3+8= (2) 5-9= (3) -7-4= (4) 6+(-2)= (5) -1+9= (6) 12-15=
二、填空
1. -5的相反数是____。
2. 7的相反数是____。
3. -12的相反数是____。
4. 绝对值是3的数是____。
三、解答
如图，数轴上点A表示-2，点B在A右边6个单位，求点B表示的数。
"""

CASES = {
    "notice": (
        NOTICE, "三年级",
        "re.low_repeat lo.within_cap",
        "pu.stated pu.diagnosis ti.labelled ti.real ti.three ti.choice re.no_copying lo.stated va.practice va.context th.explain "
        "th.open_ended th.higher hf.criteria hf.self hf.followup cl.instructions",
    ),
    "table": (
        TABLE, None,
        "pu.stated pu.aligned pu.diagnosis ti.labelled ti.real ti.three ti.choice re.no_copying re.low_repeat lo.stated "
        "lo.within_cap va.practice th.explain th.higher hf.criteria hf.followup cl.instructions cl.complete",
        "hf.self",
    ),
    "english": (
        ENGLISH, None,
        "lo.within_cap va.types cl.instructions cl.complete",
        "pu.stated pu.diagnosis pu.aligned ti.labelled ti.real ti.three ti.choice re.no_copying re.low_repeat lo.stated va.practice "
        "va.context th.explain th.open_ended th.higher hf.criteria hf.self hf.followup",
    ),
    "prose": (
        PROSE, None,
        "pu.stated pu.aligned ti.choice re.no_copying re.low_repeat lo.stated lo.within_cap va.types va.practice va.context th.explain "
        "th.open_ended th.higher hf.criteria hf.self hf.followup cl.instructions cl.complete",
        "ti.labelled ti.real",
    ),
    "math6": (
        MATH6, None,
        "pu.stated pu.aligned ti.labelled ti.real ti.choice re.no_copying re.low_repeat lo.stated lo.within_cap th.explain th.higher "
        "va.context hf.self cl.instructions cl.complete",
        "ti.three va.practice hf.criteria hf.followup",
    ),
    "history": (
        HIST, None,
        "lo.within_cap",
        "pu.diagnosis ti.labelled ti.real ti.three ti.choice re.no_copying lo.stated va.practice va.context th.explain th.open_ended "
        "th.higher hf.criteria hf.self hf.followup cl.instructions",
    ),
    "it": (
        IT, None,
        "pu.stated pu.aligned pu.diagnosis ti.labelled ti.real ti.three ti.choice re.no_copying re.low_repeat lo.stated lo.within_cap "
        "va.types va.practice va.context th.explain th.open_ended th.higher hf.criteria hf.followup cl.instructions cl.complete",
        "hf.self",
    ),
    "essay": (
        ESSAY, None,
        "pu.stated pu.aligned ti.choice re.no_copying re.low_repeat lo.within_cap va.context th.open_ended th.higher hf.criteria "
        "hf.self hf.followup cl.instructions cl.complete",
        "ti.labelled ti.real ti.three lo.stated va.types va.practice pu.diagnosis",
    ),
    "drill": (
        DRILL, None,
        "re.no_copying lo.within_cap cl.instructions pu.aligned",
        "pu.stated pu.diagnosis ti.labelled ti.real ti.three ti.choice re.low_repeat lo.stated va.practice va.context th.explain "
        "th.open_ended th.higher hf.criteria hf.self hf.followup cl.complete",
    ),
    "low": (
        LOW, "一年级",
        "pu.stated pu.aligned ti.choice re.no_copying re.low_repeat lo.within_cap va.practice va.context th.explain th.open_ended "
        "hf.self cl.instructions cl.complete",
        "ti.labelled ti.real lo.stated hf.followup pu.diagnosis",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_sheet_of_another_style(name: str, sheet: SheetMaker) -> None:
    text, grade, right, wrong = CASES[name]
    draft = sheet(text, grade=grade)
    found = find_homework_indicators(draft, measure_homework(draft))
    truth = dict.fromkeys(right.split(), "yes") | dict.fromkeys(wrong.split(), "no")
    missed = [one for one, answer in truth.items() if (found[one].probability > 0.5) != (answer == "yes")]
    assert missed == []
