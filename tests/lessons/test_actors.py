"""Who acts, in what kind of activity: real phrasing from plans."""

import pytest

from reviewer.lessons.actors import actor_of, classify


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("教师讲解串口通信的参数含义。", "teacher"),
        ("老师展示本节课的要点的思维导图，让学生了解本节课需要掌握的核心要点内容。", "teacher"),
        ("教师范读课文。", "teacher"),
        ("播放钱塘江大潮视频。", "teacher"),
        ("板书课题，指导“雨”字的书写。", "teacher"),
        ("教师总结通路的条件。", "teacher"),
        ("老师对每一位学生进行点评", "teacher"),
        ("为学生演示铺设铁轨与能量块", "teacher"),
        ("课件演示把一块月饼平均分成两份。", "teacher"),
        ("今天老师就教大家创建一个红绿灯的小项目。", "teacher"),
        ("学生聆听教师讲解，记录关键概念。", "teacher"),
        ("T shows a clock.", "teacher"),
        ("老师念各分数段的人数，表扬进步大的同学。", "teacher"),
        ("老师把两种比萨的面积在黑板上算给大家看。", "teacher"),
        ("教师发练习卷，念一念分数。", "teacher"),
        ("师：拿出本子，看老师怎么写。", "teacher"),
        ("学生独立完成课本第3题。", "student"),
        ("小组讨论，教师巡视指导。", "student"),
        ("学生分组连接电路，记录灯泡亮与不亮的连接方法；教师巡回指导。", "student"),
        ("请一名学生板演。", "student"),
        ("每人缝一颗扣子，请小老师检查针脚。", "student"),
        ("请你给其中一样写一句英文。", "student"),
        ("生：照黑板上的图，各人在本子上写三个句子。", "student"),
        ("同桌互读，检查生字认读。", "student"),
        ("自由读，圈生字，同桌互助。", "student"),
        ("指名分段读，检查生字。", "student"),
        ("组织学生分组实验，测量小灯泡的电阻。", "student"),
        ("四人小组讨论：为什么作者不厌其烦地写父亲爬月台的动作？", "student"),
        ("各组汇报，其他组质疑补充。", "student"),
        ("教师从班级中挑选2-3名优秀学生上台进行作品介绍。", "student"),
        ("仿写：用“五感”写一段关于季节的话。", "student"),
        ("全班齐读第六段", "student"),
        ("完成检测单，依据评价量规自评、互评。", "student"),
        ("根据流程图编写程序", "student"),
        ("Ss work in pairs: ask and answer.", "student"),
        ("T asks Ss to make a timetable.", "both"),
        ("师生共同小结。", "both"),
        ("教师提问，学生回答。", "both"),
        ("引导学生找到指令的位置", "both"),
        ("带领学生分析播放器的工作流程", "both"),
        ("文中几次写到背影？", "both"),
        ("师生合作完成例题。", "both"),
        ("教师带领学生回顾本课内容，总结方法。", "teacher"),
        ("老师边走边看，改不好的换一张纸重剪。", "student"),
        ("把下面的空补上：公元前____年，秦统一六国。", "student"),
        ("生：因为叶子里有叶绿素。", "both"),
        ("讨论：为什么班级很重要？", "student"),
        ("共同制定班级规则", "student"),
        ("（播放视频：高空抛物案）", "teacher"),
        ("学生看教师演示折纸。", "teacher"),
    ],
)
def test_actor(sentence: str, actor: str) -> None:
    act = classify(sentence)
    assert act is not None
    assert act.actor == actor


@pytest.mark.parametrize(
    "sentence",
    [
        "在Paracraft中，变量是用来存放程序运行数据的，相当于一个容器。",
        "该指令可以令指定的角色说自定义编辑的词语或者对话。",
        "人类逐渐从信息时代进步到了人工智能时代。",
        "",
    ],
)
def test_plain_content_has_no_actor(sentence: str) -> None:
    assert classify(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("教师讲解欧姆定律公式、单位及注意事项。", "讲授"),
        ("小组讨论后写出你的猜想。", "讨论"),
        ("学生动手操作，摆一摆小棒。", "操作"),
        ("学生独立完成练习第2题。", "练习"),
        ("学生自由朗读课文。", "阅读"),
        ("代表上台汇报。", "展示"),
        ("完成当堂检测题。", "检测"),
        ("师生共同小结。", "小结"),
        ("教师提问：水为什么会变成冰？", "提问"),
        ("学生观察图片，发现规律。", "探究"),
    ],
)
def test_kind(sentence: str, kind: str) -> None:
    act = classify(sentence)
    assert act is not None
    assert act.kind == kind


@pytest.mark.parametrize(
    ("sentence", "side", "low", "high"),
    [
        ("编写代码，调试程序。", "student", 0.9, 1.0),
        ("聆听记录，理解概念。", "student", 0.0, 0.3),
        ("在教师脚手架支持下模仿编写代码。", "student", 0.4, 0.7),
        ("观看演示，认识项目的局限性。", "student", 0.0, 0.3),
        ("演示拖放控件、设置属性。", "teacher", 0.0, 0.2),
        ("巡回指导。", "teacher", 0.5, 1.0),
        ("提问：我们的系统能做到吗？", "teacher", 0.2, 0.5),
    ],
)
def test_share_under_a_column(sentence: str, side: str, low: float, high: float) -> None:
    act = classify(sentence, "student" if side == "student" else "teacher")
    assert act is not None
    assert low <= act.share <= high


@pytest.mark.parametrize(("share", "actor"), [(0.1, "teacher"), (0.35, "both"), (0.65, "both"), (0.66, "student")])
def test_actor_of_share(share: float, actor: str) -> None:
    assert actor_of(share) == actor
