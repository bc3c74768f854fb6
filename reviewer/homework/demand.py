"""How much an item asks, 1-5: from what is done (Bloom's level of the verb), steps, openness and length.

1 recall or repeat; 2 apply directly; 3 several steps or explain; 4 analyse, design or investigate; 5 create or judge
with criteria of one's own. The scale is this project's own; its order, not its distances, is used.
"""

from __future__ import annotations

import re

from reviewer.homework.copying import copying_times
from reviewer.homework.items import Task
from reviewer.homework.kinds import is_to_mend

_BASE = {
    "口算": 1, "抄写": 1, "朗读": 1, "背诵": 1, "默写": 1, "填空": 2, "选择": 2, "判断": 2, "计算": 2, "应用": 2,
    "解答": 2, "阅读": 2, "表达": 3, "操作": 3, "观察": 3, "绘图": 2, "编程": 3, "调查": 4, "实验": 4, "制作": 3, "作文": 4,
}  # fmt: skip
EXPLAIN = re.compile(
    r"为什么|说明(?:理由|原因|你的|为什么)|写出(?:你的)?(?:理由|思考|过程|推理|想法|分析|解题思路)|错在(?:哪|何)|(?:说|讲|写|谈)[^。；？?]{0,8}(?:理由|原因|依据|根据|想法|思路|道理|怎么想|怎样想|如何想|是怎么|方法)|"
    r"(?:列|给|举|找)出?[^。，]{0,8}(?:理由|依据|证据|原因)|(?:把|将)[^。，]{0,6}(?:理由|原因|依据)[^。，]{0,4}写|解释(?![^。，？]{0,14}(?:词|字|句|含义|意思))|证明|求证|理由[是：:]|(?:作|为|写出|找出?|引)[^。，；]{0,8}(?:依据|证据)|原因是什么|(?:分析|概括|归纳)[^。，；？?]{0,14}(?:原因|理由)|(?:结合|根据|运用|联系)[^。，；？?]{1,16}(?:加以)?(?:说明|解释|论证)(?![书文])|举例说明|反驳|(?:同意|赞成|赞同|支持|认可)(?:吗|谁|哪)[^。\n]{0,6}[？?，][^。\n]{0,16}(?:[说写讲谈]|为什么)|怎么知道|你是怎样|因为[_＿]{2,}|哪一步[^。？?\n]{0,10}[？?]\s*(?:怎样|怎么|如何)|(?:因为|理由|原因|依据)(?:是)?[:：][^\n。]{0,24}[_＿]{2,}|why\b|explain",
    re.I,
)
OPEN = re.compile(
    r"自己?(?:编|设计|创|选|拟|出)|设计(?!意图|说明|理念|者|思路)|创作|创编|编一|自编|自拟|提出.{0,10}问题|还能(?!不能|否)|你心中|配.{0,8}(?:解说|诗|插图|画)|你还(?:能|会|想|可以)|你能[^。，？?]{0,4}[写举想画找摆拼]出几[种个]|你(?:在[^。？?，]{1,8})?(?:看见|看到|见过|经历过?|去过|印象最深)的?[^。？?]{0,14}[？?]|不同的?(?:方法|解法|方案|想法|画法|拼法|围法|答案)|"
    r"几种(?:方法|围法|画法|拼法|摆法|不同|方案|可能|情况)|多种|(?:写|举|找|画|编)出?[一两]个[^。；]{0,24}(?:满足|符合|使得?|具有)|同时满足|[再另][^。，]{0,4}写出?(?:另外)?[一两]个|至少(?:写|举|想|说)出|想[象像]|你(?:认为|觉得|怎么看|的看法|的想法|最喜欢|更?喜欢(?:谁|哪)|有什么|会怎样|会怎么|打算|想对)|谈谈|"
    r"(?:订|定|制定|拟定?|起草)(?:一|出)?[份条个张][^。，？?]{0,14}(?:公约|计划|规则|约定|清单|时间表|作息表)|(?:写|说)几句[^。，？?]{0,10}话|方案|策划|作文|习作|小练笔|写话|造一?个?[^。，；\n]{0,8}句|续写|改写(?=[^，。；\n]{0,14}(?:文(?!字)|诗|故事|剧|信(?!息)|结尾|开头|一[篇段首]))|仿写|写一[篇段首封则]|日记|手抄报|海报|思维导图|创意|发明|举例|举一|一个可能的?[值数解情]|画出?一个[^。，；]{0,14}(?:是|为)[^。，；]{0,16}(?:图形|三角形|四边形)|列举.{0,6}例|(?:和|与)别人(?:的)?(?:不一样|不同)|与众不同|(?:给|为|替)[^。？?]{0,14}(?:定|拟|制定|编|起草|取|起)[^。，？?]{0,8}(?:条|份|个|套|则|句)[^。，？?]{0,12}(?:规则|公约|约定|标语|口号|广告|倡议|建议|通知|名字|标题|题目|rules|slogan)|design|create|your own|do you think",
    re.I,
)
# more answers than one, though each is found by direct use: 写出两种拿法
SEVERAL = re.compile(r"(?:写|举|画|说|想|找)出?[两二三四几2-5]种[^。，]{0,4}法")
HIGHER = re.compile(
    r"分析|比较(?!大小|级|[^。，；]{0,8}的?大小)|对比|评价|归纳|概括|总结|推理|推断|探究|探索|(?<!找)规律|猜想|验证|辨析|区别|联系(?!上下文|实际|生活|自己|课文)|异同|优缺点|优点|改进|设计|创作|创编|编一|策划|方案|证明|如果.{2,30}(?:会|怎)|"
    r"最(?:合算|省|优|佳|短|合适|合理)|(?:面积|体积|周长|利润|费用|收益|距离|差|和|积)[^。，]{0,4}最(?:大|小|多|少|长|低|高)|怎样.{0,10}(?:合算|合理|最)|你(?:认为|觉得|怎么看)|说明理由|为什么|所有(?:可能|答案|情况|不同)|(?:没有|不)(?:遗)?漏|反驳|作文|习作|小练笔|想象|analy|compare|evaluate",
    re.I,
)
_TITLE = re.compile(r"^\s*\*{0,2}(?:选做[★·\s]*)?[^*\n]{1,20}\*\*")  # **易错辨析·四句话**: a name, not what is asked
# who stands where, who tells the truth: what several say has to be put together
_CLUE = re.compile(
    r"我(?:不是|不在|比|的[前后左右上下]面|挨着|在[^”。]{0,6}[前后左右上下间]|没有?[^”。]{0,6}[多少高矮轻重])|[真假]话|只有一[人个句位][^。”]{0,6}[真假对错]"
)
CLUES = 2  # of them make a riddle
# a program that has to tell cases apart and answer each: 如果输入的数不能构成三角形，那么输出……
CASES = re.compile(
    r"(?:如果|若|当)[^。；;\n]{0,16}(?:不能|不是|不合|无效|为负|超出|不存在)[^。；;\n]{0,12}(?:输出|提示|显示|返回|打印)"
)
COUNTED = re.compile(r"为什么|说明理由|你(?:认为|觉得|怎么看)")  # as an explanation or as open already
_CREATE = re.compile(
    r"(?:制定|起草|定|拟)[^。，？?]{0,8}(?:条|份|个|套|则)[^。，？?]{0,12}(?:规则|公约|rules)|设计.{0,20}(?:方案|游戏|作品|活动|实验|计划|海报|路线|图案)|创作|策划|发明|研究报告|小论文|制作.{0,16}并|写一篇"
)
# a product of the pupil's own: a plan, an improvement, a problem or a thing made
PRODUCT = re.compile(
    r"设计(?!意图|说明|理念|者|思路|的)|创作|创编|自编|编一|自拟|方案|策划|改进|发明|重新(?:设计|安排|写)|增加一[步个]|提出.{0,10}(?:问题|建议|办法|假设|改进)|手抄报|海报|思维导图|小论文|报告|倡议|录[制一]|拍[摄一]|写一[篇段首封则份]|动手",
)
_STEPS = re.compile(
    r"先|再|然后|其中|剩下|余下|又|同样|平均|共同|相遇|还剩|比[^，。？]{1,10}[多少]|倍|各|分别|已知|如果|至少|最多|百分之|%|分之|往返|提前|实际"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LATIN = re.compile(r"[A-Za-z]+\s?")  # a word of English is as long as one or two characters
_OPERATOR = re.compile(r"\\times|\\div|[+\-−×÷*/]")


def find_demand(task: Task, kind: str) -> int:
    """1-5 as the module says."""
    text = _TITLE.sub("", task.body)
    demand = float(_BASE[kind])
    if copying_times(task):
        return 1
    if is_to_mend(task):
        return 2
    if kind in {"应用", "解答", "填空", "选择", "判断"}:
        demand += _steps(text)
    if kind in {"计算", "口算"}:
        demand += 1 if _longest(text) >= 3 else 0
    if EXPLAIN.search(text):  # telling how one knows is no more than telling, nor is a reason beside each step of a sum
        demand = max(demand + (kind not in {"表达", "应用", "计算", "填空"}), 3)
    if OPEN.search(text) and kind not in {"作文", "朗读", "背诵"}:
        demand = max(demand + 1, 4)
    if HIGHER.search(COUNTED.sub("", text)):
        demand = max(demand + 0.5, 3)
    if is_riddle(text):
        demand = max(demand, 4)
    if _CREATE.search(text):
        demand = max(demand, 5 if kind in {"作文", "制作", "调查", "实验", "解答", "操作", "编程"} else 4)
    if len(_LATIN.sub("w", text)) > 160 and kind in {"应用", "解答"}:
        demand += 0.5
    return max(1, min(5, int(demand + 0.5)))


def is_riddle(text: str) -> bool:
    """Whether several clues have to be put together to find who or which."""
    return len(_CLUE.findall(text)) >= CLUES and bool(re.search(r"谁|第几|哪[个位只]|顺序|几号", text))


def _steps(text: str) -> float:
    """0, .5 or 1 for word problems and questions: numbers to combine and words that chain steps."""
    chained = len(set(_STEPS.findall(text)))
    numbers = len(_NUMBER.findall(re.sub(r"[（(]\d[)）]", "", text)))
    if numbers >= 4 or (numbers >= 3 and chained >= 1) or chained >= 3:
        return 1.0 if numbers >= 3 and chained >= 1 else 0.5
    return 0.0


def _longest(text: str) -> int:
    """The most operations in one expression."""
    return max((len(_OPERATOR.findall(part)) for part in re.split(r"[=＝\s，,;；]", text)), default=0)
