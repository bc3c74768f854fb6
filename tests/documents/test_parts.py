"""Files that hold several lessons or sheets, in the styles teachers use, and single ones that look like several."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reviewer.documents.parts import find_parts
from reviewer.documents.plain import find_blocks
from reviewer.documents.sections import find_sections

AIMS = "学生能说出主要内容，并用自己的话讲给同桌听。"
STEPS = "出示图片，学生观察后提出问题（5分钟）。小组讨论，派代表汇报，教师点评并归纳方法。"


def numbered(aims="教学目标", steps="教学过程"):
    return f"一、{aims}\n{AIMS}\n二、教学重难点\n理解关键词句。\n三、{steps}\n（一）导入\n{STEPS}\n（二）新授\n{STEPS}\n四、板书设计\n略\n"


def bracketed():
    return f"【教学目标】\n1. {AIMS}\n【教学重点】\n关键词句\n【教学过程】\n{STEPS}\n【作业布置】\n读给家长听。\n【教学反思】\n\n"


def inline():
    return f"教学目标：{AIMS}\n教学重点：关键词句\n教学过程：\n1. 导入。{STEPS}\n2. 小结。\n板书设计：略\n"


def table(course):
    return (
        f"| 课题 | {course} | 课时 | 1 |\n|---|---|---|---|\n| 教学目标 | {AIMS} |\n| 教学重点 | 关键词句 |\n"
        f"| 教学环节 | 教师活动 | 学生活动 |\n| 导入 | 出示图片 | 观察讨论 |\n| 新授 | 讲解范例 | 尝试练习并汇报 |\n| 板书设计 | 略 |\n\n"
    )


def marked(title):
    return f"# {title}\n## 教学目标\n- {AIMS}\n## 教学过程\n### 导入\n{STEPS}\n## 作业\n写一写。\n\n"


def guide(title):
    return f"{title}\n★学习目标\n1. {AIMS}\n★学习过程\n一、自主预习\n{STEPS}\n二、合作探究\n{STEPS}\n★当堂检测\n1. 填空：（ ）\n"


def exercises(*words):
    return "".join(f"{number}. {word}\n" for number, word in enumerate(words, 1))


SUMS = exercises(
    "直接写得数：3×5=（ ）", "竖式计算：24×13=", "妈妈买了3千克苹果，每千克8元，一共多少元？", "想一想，画一画。"
)
READ = exercises("抄写生字，每个两遍。", "用“一边……一边……”写一句话。", "读课文第2自然段，回答问题：为什么？")

SEVERAL = {
    "教学设计连排": (
        f"《荷花》教学设计\n{numbered()}《燕子》教学设计\n{numbered()}《昆虫备忘录》教学设计\n{numbered()}",
        ["荷花", "燕子", "昆虫备忘录"],
    ),
    "第几课": (f"第1课 古代埃及\n{bracketed()}第2课 古代两河流域\n{bracketed()}", ["古代埃及", "古代两河流域"]),
    "课题行": (f"课题：分数的意义\n{inline()}\n课题：真分数和假分数\n{inline()}", ["分数的意义", "真分数和假分数"]),
    "教案本的表": (table("秒的认识") + table("时间的计算") + table("测量"), ["秒的认识", "时间的计算", "测量"]),
    "有标题样式": (marked("平移") + marked("旋转"), ["平移", "旋转"]),
    "每课时各有目标和过程": (
        f"20 美丽的小兴安岭\n第一课时\n{numbered()}第二课时\n{numbered()}",
        ["第一课时", "第二课时"],
    ),
    "单元设计里的课时": (
        "三年级下册第三单元整体教学设计\n单元分析\n本单元围绕传统节日。\n单元目标\n了解节日习俗。\n"
        f"课时1 元日\n{numbered('学习目标', '学习过程')}课时2 清明\n{numbered('学习目标', '学习过程')}",
        ["课时1 元日", "课时2 清明"],
    ),
    "导学案": (guide("《沁园春·长沙》导学案") + guide("《立在地球边上放号》导学案"), ["沁园春·长沙", "立在地球边上放号"]),
    "英语单元": (
        "Unit 1 Hello\nTeaching aims\n能用 Hello 打招呼，并说出自己的名字。\nTeaching procedures\nStep 1 Warm-up 唱歌曲，师生问好。\n"
        "Unit 2 Colours\nTeaching aims\n能说出 red, blue, green 三种颜色。\nTeaching procedures\nStep 1 Warm-up 看图说颜色，小组竞赛。\n",
        ["Unit 1 Hello", "Unit 2 Colours"],
    ),
    "只有课名": (
        f"望庐山瀑布\n{numbered()}绝句\n{numbered()}惠崇春江晚景\n{numbered()}",
        ["望庐山瀑布", "绝句", "惠崇春江晚景"],
    ),
    "带目录": (
        "目录\n第1课 认识电路……1\n第2课 导体与绝缘体……5\n\n"
        f"第1课 认识电路\n{bracketed()}第2课 导体与绝缘体\n{bracketed()}",
        ["认识电路", "导体与绝缘体"],
    ),
    "每份有校名": (
        f"实验小学教案纸\n课题：圆的认识\n{inline()}\n实验小学教案纸\n课题：圆的周长\n{inline()}\n实验小学教案纸\n课题：圆的面积\n{inline()}",
        ["圆的认识", "圆的周长", "圆的面积"],
    ),
    "两篇各分课时": (
        f"《背影》教学设计\n第一课时\n{bracketed()}第二课时\n{bracketed()}《白杨礼赞》教学设计\n{bracketed()}",
        ["背影 第一课时", "背影 第二课时", "白杨礼赞"],
    ),
    "一课各课时有课题行": (
        f"课题：荷花 第一课时\n{inline()}\n课题：荷花 第二课时\n{inline()}",
        ["荷花 第1课时", "荷花 第2课时"],
    ),
    "课时作业": (
        f"第三单元作业\n第一课时作业\n{SUMS}第二课时作业\n{SUMS}第三课时作业\n{SUMS}",
        ["第一课时作业", "第二课时作业", "第三课时作业"],
    ),
    "一周作业": (f"二年级语文一周作业\n周一\n{READ}周二\n{READ}周三\n{READ}", ["周一", "周二", "周三"]),
    "两周各一份": (f"第一周\n{READ}第二周\n{READ}", ["第一周", "第二周"]),
    "同一层的几天": (f"周一 基础练习\n{READ}周二 基础练习\n{READ}", ["周一 基础练习", "周二 基础练习"]),
    "共用说明的作业一作业二": (
        f"作业目标：会算面积。\n作业1 长方形\n{SUMS}作业2 正方形\n{SUMS}",
        ["作业1 长方形", "作业2 正方形"],
    ),
    "作业一作业二": (f"作业1 长方形的面积\n{SUMS}作业2 正方形的面积\n{SUMS}", ["作业1 长方形的面积", "作业2 正方形的面积"]),
    "作业单连排": (f"《司马光》作业单\n{READ}《一个豆荚里的五粒豆》作业单\n{READ}", ["司马光", "一个豆荚里的五粒豆"]),
    "说课稿连排": (
        "".join(f"《{name}》说课稿\n一、说教材\n略\n二、说教学目标\n{AIMS}\n三、说教学过程\n{STEPS}\n" for name in ("背影", "春")),
        ["背影", "春"],
    ),
    "按周排": (
        "".join(f"第{w}周 第{n}课时 {name}\n{inline()}" for w, n, name in ((1, 1, "有理数"), (1, 2, "数轴"), (2, 1, "相反数"))),
        ["第1周 第1课时 有理数", "第1周 第2课时 数轴", "第2周 第1课时 相反数"],
    ),
    "序号和书名": (
        f"1《大青树下的小学》\n{numbered()}2《花的学校》\n{numbered()}3《不懂就要问》\n{numbered()}",
        ["大青树下的小学", "花的学校", "不懂就要问"],
    ),
    "教材分析开头": (
        f"三年级语文教案\n\n秋天的雨\n教材分析：散文。\n{inline()}\n听听，秋的声音\n教材分析：诗歌。\n{inline()}",
        ["秋天的雨", "听听，秋的声音"],
    ),
    "竖线排的表": (
        "".join(
            f"课题 | {name} | 第1课时\n教学目标 | {AIMS}\n教学过程 | {STEPS}\n板书设计 | 略\n"
            for name in ("静夜思", "池上", "小池")
        ),
        ["静夜思", "池上", "小池"],
    ),
    "体育课次": (
        "".join(f"篮球单元 第{n}次课\n学习目标：{AIMS}\n教学过程：\n准备部分：慢跑。{STEPS}\n" for n in (1, 2, 3)),
        ["篮球单元 第1次课", "篮球单元 第2次课", "篮球单元 第3次课"],
    ),
    "教案集的二级标题": (
        f"# 教案集\n## 一、沉与浮\n### 教学目标\n{AIMS}\n### 教学过程\n{STEPS}\n"
        f"## 二、浮力\n### 教学目标\n{AIMS}\n### 教学过程\n{STEPS}\n",
        ["沉与浮", "浮力"],
    ),
}  # fmt: skip

SINGLE = {
    "共同目标下的两课时": f"《荷花》教学设计\n教学目标\n{AIMS}\n第一课时\n教学过程\n{STEPS}\n第二课时\n教学过程\n{STEPS}\n板书设计\n略\n",
    "单元目标与本课目标": f"《元日》教学设计\n单元目标\n了解传统节日。\n教学目标\n{AIMS}\n教学过程\n{STEPS}\n",
    "教案后附作业": f"《圆的面积》教学设计\n{numbered()}《圆的面积》作业设计\n{SUMS}",
    "教师版与学生版": guide("《桥》导学案（教师版）") + guide("《桥》导学案（学生版）"),
    "初备与精备": f"《桥》教学设计（初备）\n{numbered()}《桥》教学设计（精备）\n{numbered()}",
    "任务各有目标": (
        "《家乡的桥》学习设计\n任务一：查资料\n学习目标\n会查资料。\n学习过程\n小组合作查资料并记录在表里，交流。\n"
        "任务二：画桥\n学习目标\n会画桥。\n学习过程\n画一画家乡的桥，写上名字，全班展示评价。\n"
    ),
    "比较两篇课文": f"《观潮》与《走月亮》比较阅读教学设计\n{numbered()}",
    "目标表里提到各课": "《秋天》大单元教学设计\n教学目标\n第1课 秋天：认识生字。\n第2课 树：朗读课文。\n教学过程\n"
    + STEPS,
    "目录式的课时安排": f"分数除法\n课时安排\n第1课时 倒数\n第2课时 分数除以整数\n教学目标\n{AIMS}\n教学过程\n{STEPS}\n",
    "反思里再写目标": f"{numbered()}教学反思\n教学目标达成情况：多数学生会讲。\n教学过程需要再紧凑。\n",
    "空白的第二课时": f"第一课时\n{numbered()}第二课时\n略\n",
    "一份练习分几组": f"《倍的认识》作业单\n基础练习\n{SUMS}提高练习\n{SUMS}",
    "分天分层": f"# 《观潮》作业\n## 第一天 · 基础\n{READ}## 第二天 · 拓展\n{READ}## 第三天 · 实践\n{READ}",
    "分周分层": f"课题研究作业\n第一周 · 开题（基础）\n{READ}第二周 · 到现场（实践）\n{READ}第三周 · 说话算数（拓展）\n{READ}",
    "题号连着排的几天": (
        "周末作业\n周五\n1. 读课文。\n2. 背古诗。\n3. 写生字。\n周六\n4. 做口算。\n5. 量桌子。\n6. 画图。\n"
        "周日\n7. 做手抄报。\n8. 讲故事。\n9. 整理书包。\n"
    ),
    "标题写明的两天": f"五下语文作业 22 手指（周二、周三）\n周二\n{READ}周三\n{READ}",
    "几天共用一段说明": f"单元作业\n预计用时：合计约40分钟，分两天。\n第一天\n{READ}第二天\n{READ}评价：自评☆☆☆\n",
    "几天合用一张自评": f"《认识人民币》作业单\n## 第一天\n{READ}## 第二天\n{READ}## 自己评一评\n我会认 ☆☆☆\n",
    "一张周作业表": "八年级体育家庭作业\n周一：跳绳 3组×100个\n周二：平板支撑 3组×40秒\n周三：休息\n周四：慢跑2千米\n",
    "练习题号": "语法练习\n" + "".join(f"练习{n}：写一个程序，输入两个数，输出它们的和。\n" for n in range(1, 8)),
    "作业里的大题": "期末作业\n一、填空\n1. 3+5=（ ）\n2. 4+6=（ ）\n二、判断\n1. 圆有直径。（ ）\n三、解答\n1. 求面积。\n",
    "复习课列出各课": f"第六单元复习课教学设计\n教学目标\n{AIMS}\n教学过程\n第1课 知识回顾\n{STEPS}\n第2课 知识回顾\n{STEPS}\n",
    "阅读材料里的书名": f"《草船借箭》教案\n教学目标\n{AIMS}\n教学过程\n{STEPS}\n拓展阅读\n《三顾茅庐》\n《空城计》\n",
    "一张教案表": table("秒的认识"),
    "目标分课时写": f"《草原》教案\n教学目标\n第一课时：会认字。\n第二课时：会背诵。\n教学过程\n第一课时\n{STEPS}\n第二课时\n{STEPS}\n",
    "项目分阶段": (
        f"校园节水项目\n项目目标\n{AIMS}\n阶段一 调查\n活动目标：会调查\n活动过程：{STEPS}\n"
        f"阶段二 设计\n活动目标：会设计\n活动过程：{STEPS}\n"
    ),
    "两次实验": (
        f"粗盐提纯实验课\n学习目标\n{AIMS}\n实验一 溶解\n实验步骤\n1. 称量\n2. 加水\n3. 搅拌\n"
        "实验二 过滤\n实验步骤\n1. 折滤纸\n2. 过滤\n3. 洗涤\n"
    ),
    "试卷分部分": f"期中测试\n第一部分 积累\n{READ}第二部分 阅读\n{READ}第三部分 习作\n写一件事。\n",
    "附学习单": f"《赵州桥》教学设计\n{numbered()}附：《赵州桥》学习单\n{READ}",
    "环节里重申目标": (
        f"一、教学目标\n{AIMS}\n二、教学过程\n环节一：明确目标\n学习目标：会讲。\n{STEPS}\n"
        f"环节二：达成目标\n学习目标：会写。\n{STEPS}\n"
    ),
}


def parts_of(text):
    blocks = find_blocks(text)
    return find_parts(text, blocks, find_sections(text, blocks))


@pytest.mark.parametrize("name", SEVERAL)
def test_a_set_that_comes_back_is_a_part_of_its_own(name):
    text, titles = SEVERAL[name]
    parts = parts_of(text)
    assert [part.title for part in parts] == titles
    assert parts[0].start == 0 and parts[-1].end == len(text)
    assert all(before.end == after.start for before, after in pairwise(parts))


@pytest.mark.parametrize("name", SINGLE)
def test_one_lesson_stays_one(name):
    assert parts_of(SINGLE[name]) == ()


def test_each_part_begins_with_its_own_opening_line():
    text, _ = SEVERAL["每份有校名"]
    assert [text[part.start :].split("\n")[0] for part in parts_of(text)] == ["实验小学教案纸"] * 3
    text, _ = SEVERAL["教案本的表"]
    assert [text[part.start :].split("|")[2].strip() for part in parts_of(text)] == ["秒的认识", "时间的计算", "测量"]


def test_what_stands_before_the_first_lesson_goes_to_it():
    text, _ = SEVERAL["单元设计里的课时"]
    first, second = parts_of(text)
    assert "单元分析" in text[first.start : first.end] and text[second.start : second.end].startswith("课时2 清明")


def test_no_known_draft_is_torn(shared):
    drafts = [*sorted((shared / "drafts").glob("*.txt"))]
    assert len(drafts) == 19
    assert [path.name for path in drafts if parts_of(path.read_text(encoding="utf-8"))] == []


def test_no_reference_draft_is_torn():
    folder = Path(__file__).parents[2] / "eval" / "data" / "drafts"
    drafts = [*sorted(folder.glob("*.txt"))]
    assert len(drafts) == 112
    assert [path.name for path in drafts if parts_of(path.read_text(encoding="utf-8"))] == []
