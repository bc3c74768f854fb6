"""What stands on real sheets beside the items: timetables, rating forms, guides, notes, quoted solutions, passages."""

from __future__ import annotations

import pytest

from reviewer.documents import draft_from_text
from reviewer.homework.items import Task, find_tasks

ASKED = "1. 量一量课桌的长和宽。\n2. 算出课桌面的面积。"


def tasks_of(text: str) -> list[Task]:
    return find_tasks(draft_from_text(text, name="作业.md", kind="homework"))


BESIDE = {
    "水平一到四的评价表": f"{ASKED}\n\n| 水平 | 表现 |\n| --- | --- |\n| 水平1 | 能说出一处 |\n| 水平2 | 能说出两处并写出理由 |\n| 水平3 | 能比较 |\n| 水平4 | 能改进设计 |\n",
    "优良中的评价表": f"{ASKED}\n\n| 等第 | 怎样算达到 |\n| --- | --- |\n| 优秀 | 写出理由并举例 |\n| 良好 | 写出理由 |\n| 合格 | 写出结果 |\n",
    "题号一行的登记表": f"{ASKED}\n\n| 题号 | 得分 | 订正 |\n| --- | --- | --- |\n| 1、2 | | |\n| 3、4、6 | | |\n",
    "只有题号的表": "一、基础\n1. 读课文。\n2. 写生字。\n\n| 批改 | 3、4、6 | |\n| --- | --- | --- |\n| 结果 | | |\n",
    "日程表": f"| 日子 | 做什么 | 时间 |\n| --- | --- | --- |\n| 周二 | 做第1题，写好三个问题 | 15分钟 |\n| 周末 | 访谈，整理记录表 | 20分钟 |\n\n{ASKED}\n",
    "提到题号的日程表": f"| 时间 | 任务 |\n| --- | --- |\n| 第一天 | 完成第1题，写出算式 |\n| 第二天 | 完成第2题 |\n\n{ASKED}\n",
    "评审表": f"{ASKED}\n\n## 评审表\n1. 设计是否合理？\n2. 说说你给几分，为什么？\n",
    "评分一行": f"{ASKED}\n评分：算式正确得1分，写出单位得1分，说明理由得1分。\n",
    "自己评同桌评的表": f"{ASKED}\n\n| 内容 | 自己评 | 同桌评 | 老师评 |\n| --- | --- | --- | --- |\n| 书写工整 | ☆☆☆ | ☆☆☆ | ☆☆☆ |\n| 按时完成 | ☆☆☆ | ☆☆☆ | ☆☆☆ |\n",
    "英文的姓名栏": f"Class ______  Name ______\n{ASKED}\n",
    "选词填空的词": "一、选一选，把序号填在横线上。\n①得过且过   ②无边无际   ③自言自语\n1. 站在海边望去，大海____。\n2. 他一边找，一边____。\n",
    "自评互评的表": f"{ASKED}\n\n| 看什么 | 自评 | 同伴评 |\n| --- | --- | --- |\n| 写清楚量了哪里 | | |\n| 说出怎样算 | | |\n",
    "听讲卡": f"{ASKED}\n听讲卡：我听懂了＿＿；没听懂的一句是＿＿。\n",
    "怎样读": f"怎样读：第一遍圈出生词，第二遍画出中心句，第三遍再动笔。\n{ASKED}\n",
    "访谈约定": f"**访谈约定**：先说明身份，对方同意再问、再记录；写完请对方看一遍。\n\n{ASKED}\n",
    "出门约定": f"{ASKED}\n**出门约定**：由大人陪同；只看、只记录，不打听姓名。\n",
    "怎样选题": f"**怎样选题**：小测满分的免做第1题；第2题A、B任选一种，写出选它的理由。\n\n{ASKED}\n",
    "选做提示": f"{ASKED}\n**选做提示**：说不出整句的先用单词卡排一排再读；想挑战的说出有什么不同。\n",
    "自评一行": f"{ASKED}\n自评：我给自己画＿颗星，证据是第＿题的＿＿。\n",
    "没有器材": f"{ASKED}\n**没有卷尺**：用1米长的绳子量，记下大约几根绳子长。\n",
    "讲评安排提到题号": f"{ASKED}\n\n## 批改与反馈\n第1题次日上课前面批，每人只问一句：“你是怎样量的？”答不出的同桌互相量一次。一周后换一张桌子复查。\n",
    "阅读的短文": "> 外婆家门前有一条河。夏天水浅，我常去捡石头。外婆问：“你捡它做什么？”我说：“好看。”她就给我缝了一个小布袋，让我把石头装起来。后来河上修了桥，石头少了，布袋还挂在我的床头，里面装着十九块石头。\n\n1. 外婆为什么缝布袋？\n2. 布袋为什么还挂在床头？",
    "英语短文": "> My grandpa went to a small school in 1968. There were two rooms and one teacher. He asked me, \"Is your school bigger than mine?\" I showed him a picture. He laughed and said it was bigger, but he was closer to the mountains.\n\n1. When did Grandpa go to school?\n2. Why did he laugh?",
    "每题前的总说明": "## 一、基础 · 门诊（都做）\n每份病历完成三件事：画出第一处错误；写出错因；从那一步起重做。\n1. 解方程 2(x－1)＝6。小亮写：x－1＝6。\n2. 解方程 3x＋1＝7。小敏写：3x＝8。\n",
    "文言文的注释": "1. 读下文，回答问题。\n乘兴而行，眠觉①，经宿②方至，造③门不前而返。\n注：①觉，睡醒。②经宿，过了一夜。③造，到。\n①翻译“乘兴而行”。\n②他为什么到了门前又回去？",
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE)
def test_what_stands_beside_two_items_is_none(name: str) -> None:
    assert len(tasks_of(BESIDE[name])) == 2, [task.text for task in tasks_of(BESIDE[name])]


WITHIN = {
    "引号里的错误解法": (
        "1. 小明这样解方程：“①去括号，得2x－2＝6；②移项，得2x＝4；③解得x＝2。”他错在哪一步？写出正确的解答。\n2. 解方程 2x＝8。",
        2,
    ),
    "引号里分行的错误解法": (
        "1. 下面是小红写的过程：“\n①两边同乘12，得4x－3＝1；\n②移项，得4x＝4；\n③所以x＝1。”\n她从第几步开始错？为什么？\n2. 解方程 x＝3。",
        2,
    ),
    "不加引号的解答过程": (
        "1. 小红的解答过程：\n①两边同乘12，得4x－3＝1；\n②移项，得4x＝4；\n③所以x＝1。从第几步开始错？写出错因。\n2. 解方程3x＝9。",
        2,
    ),
    "写的算法": ("1. 小诚这样写：①走到路口；②看信号灯；③如果是绿灯，就过马路。照这样做会怎样？\n2. 画出流程图。", 2),
    "要判断的几句话": ("1. 指出错在哪里：①“影子都是黑的。”②“远处的树更绿吗？”③“画得像才好。”\n2. 画一棵树。", 2),
    "列完再总的要求": (
        "1. 填一张小表，三个目的：①给全家排行程；②写一则广播稿；③告诉奶奶怎样来。填完选一行，写出理由。\n2. 读课文。",
        2,
    ),
    "人说完话之后的小题": (
        "1. 丙：“调出的水多了，下游的鱼怎么办？”（1）每人的话各补一条证据；（2）你最支持谁？（3）指出没人提到的代价。",
        3,
    ),
    "记录表的天数": (
        "## 实践\n1. 每天量水面高，记在表里。\n\n| 日期 | 水面高 |\n| --- | --- |\n| 开始 | |\n| 第1天 | |\n| 第2天 | |\n\n2. 画出水珠在哪里。",
        2,
    ),
    "表里的作业照算": (
        "| 时间 | 作业内容 |\n| --- | --- |\n| 周一 | 朗读课文三遍。 |\n| 周二 | 背诵第2自然段。 |\n| 周三 | 写一段话。 |\n",
        3,
    ),
    "分层的表照算": (
        "| 层次 | 作业内容 | 评价 |\n| --- | --- | --- |\n| ★ | 抄写词语。 | |\n| ★★ | 用词语造句。 | |\n| ★★★ | 写一段话。 | |\n",
        3,
    ),
    "不加点的第几题": ("第1题 求3的倍数。\n第2题 求5的倍数。\n第3题（必做）求7的倍数。", 3),
}  # fmt: skip


@pytest.mark.parametrize("name", WITHIN)
def test_what_belongs_to_an_item_and_what_is_one(name: str) -> None:
    text, count = WITHIN[name]
    assert len(tasks_of(text)) == count, [task.text for task in tasks_of(text)]


HEADINGS: dict[str, str | None] = {
    "## 工单一 · 基础": "基础",
    "## 第一天 · 基础": "基础",
    "## 第一周 · 开题（基础）": "基础",
    "## 第二幕：拓展": "拓展",
    "## 周末 · 实践": "实践",
    "## 基础 · 第一周，开题（都做）": "基础",
    "## 二、拓展 · 读深（第3题（1）（2）和第4题都做，第3题（3）选做）": "拓展",
    "## 拓展 · 第二场：阳性有多可怕（第3题（1）（2）都做，（3）选做）": "拓展",
    "## 实践 · 换，还是不换（第4、5题都做，第6题任选一项）": "实践",
    "## 第一天 · 听和辨": None,
    "第一天 · 基础": "基础",
    "第三周　实践：": "实践",
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_tier_beside_the_name_of_a_stage(heading: str) -> None:
    tasks = tasks_of(f"{heading}\n\n{ASKED}")
    assert [task.tier.name if task.tier else None for task in tasks] == [HEADINGS[heading]] * 2


@pytest.mark.parametrize(
    ("heading", "optional"),
    [
        ("## 拓展（第1题都做，第2题选做）", [False, True]),
        ("## 拓展（第1、2题任选）", [True, True]),
        ("## 拓展（选做）", [True, True]),
        ("## 拓展（都做）", [False, False]),
        ("## 拓展", [False, False]),
    ],
)
def test_a_heading_says_which_items_are_free_to_choose(heading: str, optional: list[bool]) -> None:
    assert [task.optional for task in tasks_of(f"{heading}\n\n{ASKED}")] == optional


def test_a_mark_of_choice_keeps_the_tier_of_its_heading() -> None:
    text = "## 基础\n1. 读课文。\n## 拓展\n2. 选做：你同意谁？为什么？\n3. ★ 画一张图。"
    tasks = tasks_of(text)
    assert [task.tier.name for task in tasks if task.tier] == ["基础", "拓展", "拓展"]
    assert [task.optional for task in tasks] == [False, True, False]


def test_a_task_without_a_number_keeps_its_list() -> None:
    text = "基础作业\n朗读课文。\n指出三处理解错在哪里，引原句改正：①“去”是到某地去。②“顾”是照顾。③“期行”是按期出行吗？不是。\n背诵课文。"
    assert len(tasks_of(text)) == 3


def test_numbered_exercises_stay_in_a_numbered_tier() -> None:
    text = "层次一：基础达标\n练习1：力的单位是____。\n练习2：放大镜中间____。\n层次二：综合运用\n练习3：比较鱼和青蛙。"
    assert [task.tier.text if task.tier else None for task in tasks_of(text)] == ["层次一", "层次一", "层次二"]
