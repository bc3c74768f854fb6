"""What pupils do for a goal, by the kind of its act: one reads characters, sings a song, works out a sum, or says a reason.

A suggestion that fits one kind is absurd for another (a poem has no 换一种情况, a composer's name can't be 做给家人看), so each
kind brings its own words; where no kind is recognised, the goal is something to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SPOKEN = ("一年级", "二年级")  # grades that say what older pupils write
SPORTS = ("体育与健康", "体育")
BODILY = (*SPORTS, "舞蹈", "音乐")
# Subjects whose lesson is about what pupils make or do, not about what they can say of it.
PROGRAMS = ("信息科技", "信息技术")
DOING = (*BODILY, "美术", "劳动", *PROGRAMS)


@dataclass(frozen=True, slots=True)
class Act:
    """The words of one kind; {A} is the act (说出质量的定义), {P} what it is about, in single quotation marks, {K} the draft's key words."""

    easier: str  # 第一档
    further: str  # 第二档
    each: str  # how everyone is checked
    home: str  # how it is shown at home, after a comma
    show: str  # a practical piece of homework
    challenge: str  # for those who are ready first
    together: str  # four pupils
    explore: str  # before the teacher explains
    present: str  # before the class
    card: str  # for those who need help
    stuck: str  # who did not manage
    again: str  # after it was put right


ACTS = {
    "words": Act(
        easier="看着书读一读{P}",
        further="从{P}里选三个，连成一段话",
        each="每人读给同桌听",
        home="读给家人听",
        show="把{P}做成字卡或词卡，考考家人",
        challenge="给{P}里的两个各找一个样子或意思相近的，说出怎样分清",
        together="轮流读{P}，互相听一听，读错的当场改",
        explore="每人自己先{A}，把不会的圈出来，会的同学先教",
        present="请两名同学当小老师，教大家{A}，别的同学补充",
        card="带拼音或图的卡片",
        stuck="认错的",
        again="改完换一句再读",
    ),
    "recite": Act(
        easier="先听一遍范读，再{A}",
        further="自己标出停顿和重音，再{A}",
        each="每人读或背给同桌听",
        home="读给家人听",
        show="{A}，录成一分钟给家人听",
        challenge="挑{P}里最喜欢的一处，说说为什么这样读",
        together="轮流{A}，互相指出一处好、一处可改",
        explore="每人自己先{A}，把读不顺的地方画出来",
        present="请两名同学{A}，别的同学说一处好、一处可改",
        card="写着提示词的卡片",
        stuck="读不顺、背不下的",
        again="再读（背）给同桌听一次",
    ),
    "sing": Act(
        easier="跟着录音，{A}",
        further="不跟录音，{A}，自己设计强弱",
        each="每人唱（奏）给同桌听",
        home="唱（奏）给家人听",
        show="把{P}唱（奏）给家人听，录一分钟",
        challenge="给{P}配一个自己的伴奏节奏",
        together="分工练{P}，两人唱或奏，一人打拍子，一人听音准",
        explore="每人跟着录音自己先{A}，找出最难的一处",
        present="请两组{A}，别的组说一处好、一处可改",
        card="标好节拍的歌谱",
        stuck="唱（奏）不准的",
        again="改好再来一遍",
    ),
    "move": Act(
        easier="看着动作图，分步{A}",
        further="连贯地{A}，再提高一点速度或距离",
        each="每人做一次，同桌看着",
        home="做给家人看",
        show="把{P}做给家人看，请家人数一数做对几次",
        challenge="把{P}的要领编成一句口诀，教给同伴",
        together="轮流{A}，一人做、一人看动作、一人记次数、一人保护",
        explore="每人自己先{A}，说说最难的是哪一下",
        present="请两名同学{A}，别的同学说一处好、一处可改",
        card="动作分解图",
        stuck="做不好的",
        again="改好再做一次",
    ),
    "hands": Act(
        easier="看着步骤卡，{A}",
        further="不看步骤卡，{A}，说出每一步为什么这样做",
        each="每人轮流做一次",
        home="把步骤讲给家人听",
        show="画一张{P}的步骤图，讲给家人听",
        challenge="写出{P}里最容易做错的一步和避免的办法",
        together="{A}，一人动手、一人记录、一人核对步骤、一人汇报",
        explore="各组自己先{A}，记下看到的现象和问题",
        present="请两组说说怎样{A}、结果怎样，别的组各提一个问题",
        card="写好前两步的步骤卡",
        stuck="做不成的",
        again="改好再做一次",
    ),
    "make": Act(
        easier="照着例子，{A}",
        further="不看例子，{A}，再改动一处，说明为什么这样改",
        each="每人各做一次",
        home="做好给家人看",
        show="把做好的作品拿给家人看，讲一讲怎样{A}",
        challenge="在{P}上改进一处，说明为什么这样改",
        together="{A}，一人动手、一人检查、一人记下问题、一人汇报",
        explore="每人自己先{A}，记下卡在哪一步",
        present="请做法不同的两名同学讲怎样{A}，别的同学各提一个问题",
        card="写好前两步的步骤卡",
        stuck="没做成的",
        again="改好再试一次",
    ),
    "count": Act(
        easier="照着例题的步骤，{A}",
        further="不看例题，{A}，再自己换一组数做一题",
        each="每人在本子上做一题",
        home="做完把想法讲给家人听",
        show="找一件生活里用得上{P}的事，编一道题考考家人",
        challenge="自己出一道考{P}的题，写好答案和最容易错的地方，考考同桌",
        together="各自先{A}，再比谁的办法简便，写出全组认可的一种",
        explore="每人自己先{A}，写下想法，由学生先说",
        present="请做法不同的两名同学讲怎样{A}，别的同学各提一个问题",
        card="写好第一步的例题卡",
        stuck="算错的",
        again="改完换一组数再做一题",
    ),
    "write": Act(
        easier="照着例句，{A}",
        further="不看例句，{A}，再换一个对象写一次",
        each="每人动笔写",
        home="写完读给家人听",
        show="{A}，配一幅画或一张照片，读给家人听",
        challenge="把写好的改一处，说明用{P}好在哪里",
        together="各自先{A}，互相读一读，每人帮同伴改一处",
        explore="每人先读例子，自己找出其中的写法，再试着{A}",
        present="请两名同学读自己写的{P}，别的同学说一处好、一处可改",
        card="写好开头的句式卡",
        stuck="写不出的",
        again="改好再读给同桌听",
    ),
    "spot": Act(
        easier="对着书上的例子，{A}",
        further="换一组没见过的例子，{A}，说明理由",
        each="每人圈出来，写一句理由",
        home="把理由讲给家人听",
        show="在家里或路上找一处{P}，拍下或画下来，写一句理由",
        challenge="找一个容易误认成{P}的例子，写出差别，考考同桌",
        together="每人举一个例子，一起判断是不是{P}，一人记录，一人汇报",
        explore="每人看材料，试着{A}，写下依据，由学生先说",
        present="请想法不同的两组上台讲怎样{A}，别的组各举一个例子来考",
        card="写着{K}的特征卡",
        stuck="找错的",
        again="改完换一个例子再找",
    ),
    "text": Act(
        easier="可以看书，{A}",
        further="合上书，{A}，再回到课文里找一句话说明理由",
        each="每人在课文旁边批注一处",
        home="读给家人听，再说说理由",
        show="把课文讲给家人听，讲到{P}时停下来问问他的想法，记下他说的一句话",
        challenge="找出一句还没有读懂的话，联系上下文写下自己的理解",
        together="每人画出一句和{P}有关的话，轮流说理由，合成全组认为最好的一句，一人汇报",
        explore="每人默读课文，画出和{P}有关的句子，写下疑问，由学生先说",
        present="请画了不同句子的两名同学读出来，说说{P}从哪里看出来，别的同学补充",
        card="写好开头半句的提示卡",
        stuck="说不全的",
        again="补好再说一遍",
    ),
    "say": Act(
        easier="可以看书，{A}",
        further="合上书，{A}，再写一处自己还没弄清的地方",
        each="每人在本子上写3分钟",
        home="写完讲给家人听",
        show="把{P}讲给家人听，记下他问的一个问题和自己的回答",
        challenge="自己出一道考{P}的题，写好答案和最容易错的地方，考考同桌",
        together="各自先{A}，再合成一份全组同意的答案，一人记录，一人汇报",
        explore="每人先看书或材料，试着{A}，写下依据，由学生先说",
        present="请想法不同的两组上台讲{P}，别的组各补充一点或提一个问题",
        card="写着{K}的关键词卡",
        stuck="说不全的",
        again="补好换一个例子再说",
    ),
}  # fmt: skip
# The first that matches at the head of the act gives the kind; what is said, written down or pointed out is "say".
_HEADS = [
    ("words", r"(?:认识?|会认|认读|识记|读准|读写|写出|写对|写)[^，]*?(?:生字|个字|词|单词|短语)|读准"),
    ("recite", r"[^，说写]{0,12}?(?:朗读|诵读|背诵|默写|背唱|复述|[讲叙]述)"),
    ("write", r"[^，]*(?:写[一二两三四五几\d]{0,3}[句段篇几]|仿写|写作(?!顺序|方法|手法|特点|背景|思路)|写话)"),
    ("spot", r"认出|辨[认别]"),
    ("say", r"(?:能|用自己的话|根据[^，]{1,8}|在图上|从[^，]{1,8})?(?:说|写出|解释|指|认|举|列|找|比较|描述|介绍|概括|归纳|区分|判断|评价|分析)"),
    ("sing", r"[^，]{0,14}?唱|[^，]{0,40}?(?:演唱|歌唱|演奏|吹奏)"),
    ("hands", r"(?:独立|正确)?(?:刷|洗|擦|缝|钉|系|叠|整理|收拾)|[^，]{0,24}?(?:操作|实验|测量|滴加|过滤|配制|观察)"),
    ("count", r"[^，]{0,14}?(?:计算|口算|笔算|求[出解]?|解方程|推导|做对|解决)"),
    ("move", r"做一次"),
    ("make", r"[^，]{0,30}?(?:画|折|剪|制作|设计|搭|编写|编程|创编|创作|创建|改编|编排|运行|调试|测试|绘制|拼|配置|添加|合并|插入|设置|编辑|组装|连接|引用|使用|利用|应用|运用|完成|调用|优化)"),
]  # fmt: skip

_BODY = re.compile("^(?!.*[说写讲]).*(?:[推踢跑跳投掷传运拍垫滚爬攀踩钻]|接球|平衡)")


def kind_of(act: str, subject: str | None) -> str:
    """The kind of an act; what is 做一次 in 体育 is a movement, elsewhere an experiment or something made."""
    kind = next((kind for kind, head in _HEADS if re.match(head, act)), "say")
    marked = kind == "make" and re.match("[画圈勾找].*[词句段字]", act)  # in the text, not on paper
    if subject == "数学" and kind == "say" and re.match("[^，]{0,4}(?:比较|估[计算]|化简|证明)", act):
        return "count"
    if subject in ("数学", "物理", "化学") and re.match("(?:独立)?做对一道用到", act):
        return "count"
    if subject == "语文" and (kind == "say" or marked):
        return "text"
    if kind == "move" and subject not in BODILY:
        return "hands"
    if kind in ("say", "make") and subject in SPORTS and _BODY.search(act):
        return "move"
    return "move" if kind == "hands" and subject in BODILY and act.startswith("做一次") else kind
