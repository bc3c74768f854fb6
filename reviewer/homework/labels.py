"""The words by which a sheet says what a stretch is: an answer key, a goal, a hint – anything but a task or a tier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reviewer.homework.numbering import REMEMBERED, head_markers

RegionKind = Literal["answer", "meta", "field", "hint"]

_ANSWER = "参考答案|标准答案|答案与解析|答案解析|试题解析|参考程序|参考代码|答案|答案要点|答案提示|(?:参考|答题|评分|解题|回答|作答)要点|参考思路|Answer Keys?|Answers|Keys|Mark Scheme"
_ANSWER_ALONE = "解析|解答过程|要点|思路点拨|答|解"
_META = (
    "目标|目的|意图|理念|思路|依据|设计说明|作业说明|设计阐述|学情分析|教材分析|内容分析|作业分析|学情|课标要求|核心素养"
    "|知识点|知识梳理|知识链接|知识回顾|知识导学|知识精讲|知识清单|要点梳理|要点归纳|方法归纳|方法总结|技巧点拨|常用(?:策略|方法|技巧|结论)|考点|重点|难点|重难点|重点难点|关键能力"
    "|评价标准|评价量表|评价表|评价方式|评价建议|评价设计|评价|评分标准|评分细则|评分表?|评审(?:表|标准)|打分表?|量规|量表|自评|互评|寄语"
    "|批语|评语|批改|批阅|讲评|反馈|面批|订正|改错(?=[栏区])|纠错(?=[栏区])|反思|错因分析|我的收获|效果预设|实施建议|签字|家长签名"
    "|时间安排|课时安排|作业时长|作业类型|作业形式|双向细目表|目录"
)
# how to go about the sheet: which items to choose, how to fill in a record, what was agreed about visits
_GUIDE = (
    "(?:怎样|怎么|如何)(?:选|选题|选做|做|读|填|记|交|用)|选题(?:办法|说明|提示|建议|方法)|选择(?:提示|办法|说明)|选做(?:提示|说明|办法)"
    "|自己选|可以少做|交与不交|和谁做都可以|能做与不能做|填法|填表说明"
    "|[\u4e00-\u9fff]{0,4}(?:约定|守则|须知|口令|红线|底线|规矩)|安全(?:与[\u4e00-\u9fff]{2,3})?|听讲卡|(?:听|讲|看|写|评)的人写?"
    "|请(?:家长|听[^：:]{0,6}人)[看读]?|给家长的话|写在前面|备料|(?:住校|没有|不便|不方便)[^。：:]{0,12}(?:同学|条件|搭档|材料|器材)?"
)
_META_ALONE = (
    "课题|课时|设计教师|设计老师|编制(?:教师|人)|命题人|使用(?:时间|对象)|教材|教材版本|版本|适用年级|年级|学科|班级|姓名|单元主题|设计者|设计人|作者|日期|(?:预计)?用时|(?:预计|建议|完成)?(?:时长|时间)|作业量|题型"
    "|难度|来源|分值|满分|收获|(?:家长|教师|老师|师|家|同伴|同桌|小组)评|(?:老师|家长)的话|我(?:预习|学习|完成|做|学)得|我想(?:问|对)老师(?:说)?|(?:给|致)家长(?:的话|的信)?"
)
_HINT = "要求|提示|注意|注意事项|步骤|方法|说明|格式|样例|示例|范例|标准|规则"
_HINT_ALONE = (
    "做法|玩法|要求|提示|提醒|注意|注意事项|步骤|材料|工具|器材|方法|方法指导|格式|样例|示例|范例|例如|举例|例句|例|说明|解释|小贴士|小锦囊|准备|建议"
    "|注|注释|样例输入|样例输出|输入样例|输出样例|输入格式|输出格式|输出结果|输入输出|已知|规则|备注|词汇|想|Tips?|Notes?|Hints?|Example"
)
_HINT_LEAD = "中文|作答|提交|上交|安全|温馨|友情|写作|书写|作业|习作|活动|完成|具体|答题|解题|阅读|操作|实验|实践|评价|样例|参考|朗读|设计|制作|调查|观察|练习|本次作业|任务|方法"
_OPEN, _CLOSE = r"[【\[（(《<]?", r"[】\]）)》>]?"
_TAIL = r"(?:\s*[（(][^（）()]{0,20}[)）])?\s*(?:[:：]\s*(?P<content>.*)|$)"
_OF_LESSON = r"(?:第\s*[一二三四五六七八九十\d]+\s*(?:讲|课时?|章|节|单元|部分|周|天)[\s·・.—–-]*)?"
_FREE = r"[\u4e00-\u9fff]{0,8}?(?:与|和|及)?"
_KINDS: tuple[tuple[RegionKind, str], ...] = (
    # a lesson's or part's name may stand before: 第 3 讲 · 参考答案, Unit 2 Keys
    ("answer", rf"(?:{_OF_LESSON}(?!请|补充|填|写|选){_FREE}(?:{_ANSWER})|{_ANSWER_ALONE})"),
    (
        "meta",
        rf"(?:{_FREE}(?:{_META})(?:(?:与|和|及)[\u4e00-\u9fff]{{2,5}}|总结|小结|汇总|归纳|梳理|回顾|清单|设计|表|单|栏|区|分析|说明|要求|安排|办法|方式|建议|记录)?)",
    ),
    ("field", rf"(?:{_META_ALONE})"),
    ("hint", rf"(?:{_GUIDE}|(?:{_HINT_LEAD})(?:{_HINT})|{_HINT_ALONE})"),
)
_LABELS = tuple((kind, re.compile(rf"{_OPEN}{words}\s*\d?{_CLOSE}{_TAIL}", re.IGNORECASE)) for kind, words in _KINDS)
_BRACKET = re.compile(r"[【\[]([^】\]]{2,10})[】\]]\s*(?P<content>.*)")
_TO_MEND = re.compile(
    r"(?:今天|本次|我)的?错题(?:[（(][^（）()\n]{0,12}[)）])?\s*[:：]?\s*"
)  # 今天的错题（抄一遍再做一遍）：
_GIVEN_AWAY = re.compile(r"参考\s*[:：]\s*(?=[1一]\s*[.．、]|[（(][1一][)）])")  # 参考：1.（1）40，20
_SPACED = re.compile(r"(?:知识点|考点|学习目标|作业目标)\s*\d*\s+(?P<content>.+)")
# with a number before it, the name of a task rather than of a note: `1. 知识梳理（5分钟）`
_TASK_NAME = re.compile(r"(?:知识点?(?:总结|梳理|回顾|链接|整理)|案例分析|错题订正|自我反思|自主订正|阅读反思)")
# a heading alone: with words behind it 评一评 is a task
_LESSON_COUNT = re.compile(r"课时\s*[\d一二三四五六七八九十]{1,2}")  # 课时 2 opens the second of several sheets
_JUDGED = re.compile(
    r"(?:我来|自己|大家|一起)?评一评(?:[:：（(].*(?:星|☆|★|笑脸).*)?|(?:我的)?(?:星级|学习|作业)?(?:表现|评价)(?:卡|园|台|屋)|我能得几颗星|争星榜?"
)
_INTRODUCES = re.compile(
    r"(?:说明|(?<![按照据合])要求|目标|包括|分为|注意|提示|步骤|标准)(?!.*(?:请|排序|填))[^。？?]{0,12}[:：]$"
)
# how long it takes, or who did well or badly and what follows: 全对的同学可以免做
_TOLD_AFTER = re.compile(
    r"(?:完成)?(?:时间|用时)(?:大约|约|大概)[^。？?]{0,8}分钟|(?:全对|全做对|[做写]错|出错|写得好|做得好|按时完成|没完成)的(?:同学|学生|孩子|小朋友)?[^：:？?]{0,16}(?:可以|免|奖|得|到|再|来|要)"
)
# what becomes of the sheet, said after the last task: 老师周三批完，错三题以上的面批 / 三类题都要做
_AFTERWORD = re.compile(
    r"(?:(?:周[一二三四五六日末天]|明[早天]|[早中]上|开学|次日|当天|第二天)[^。；?？]{0,8})?(?:老师|教师|任课教师|组长|小组长|课代表|科代表|家长)[^。；?？：:]{0,14}(?:批|收[齐走]?|抽|点评|讲评|面批|签[字名]|检查)"
    r"|(?:以上|上面)[^。；?？]{0,4}[项题件个][^。；?？]{0,6}(?:完成|做|选)"
    r"|(?:[一二三四五六两\d]+|全部|所有|以上|各)(?:类|层|关|组|部分|道)?题?[^。；?？]{0,4}(?:都要做|全部完成|均需完成|都是必做)"
    r"|(?:周[一二三四五六日末天]|星期[一二三四五六日天]|下周[一二三四五]?|明[早天]|开学|返校|收假|假期结束|假后)[^。；?？：:]{0,10}(?:上交|交给|交到|收齐|交作业|(?<!提)交(?=[，。,；]|$))"
)
_SAME_LINE_TASK = re.compile(r"[？?]|_{2,}|＿|[（(]\s{1,}[)）]|=\s*$")
_WORK = re.compile(
    r"作业(?:内容|设计|正文)?$|练习(?:内容|题)?$|题目$|习题$|课堂练习$|课后作业$|检测$|试题$|训练$|作业部分$|(?:题型|考点|真题|重点|专题|分层|巩固|针对)[\u4e00-\u9fff]{0,4}(?:专练|演练|精练|集训)$"
)


@dataclass(frozen=True, slots=True)
class Label:
    kind: RegionKind
    content: str  # what follows on the same line; empty for a bare heading


def without_number(text: str) -> str:
    markers = head_markers(text)
    return text[markers[-1].content :].lstrip("* ") if markers else text


@lru_cache(maxsize=REMEMBERED)
def region_label(text: str) -> Label | None:
    """Whether a line opens something that is no task (answers, goals, hints …), and what it says on the same line."""
    body = without_number(text).replace("**", "").strip().strip("#*_").strip()
    if not body or len(body) > 400 or _LESSON_COUNT.fullmatch(body):
        return None
    if body != text.strip() and _TASK_NAME.match(body):
        return None
    if _JUDGED.fullmatch(body):
        return Label("meta", "")
    bracket = _BRACKET.match(body)
    head = bracket[1] if bracket else body
    for kind, pattern in _LABELS:
        match = pattern.fullmatch(head)
        if match:
            content = (bracket["content"] if bracket else match["content"]) or ""
            return Label(kind, content.strip(" :："))
    if body == text.strip() and (_AFTERWORD.match(body) or _TOLD_AFTER.match(body)):
        return Label("meta", body)
    if _TO_MEND.fullmatch(body):
        return Label("meta", "")
    if given := _GIVEN_AWAY.match(body):
        return Label("answer", body[given.end() :])
    spaced = _SPACED.fullmatch(body)
    if spaced:
        return Label("meta", spaced["content"].strip())
    if len(body) <= 60 and _INTRODUCES.search(body) and not _SAME_LINE_TASK.search(body):
        return Label("hint", "")
    return None


def opens_work(text: str) -> bool:
    """`作业内容`, `课堂练习` …: a bare heading under which tasks come."""
    return len(text) <= 16 and bool(_WORK.search(text.rstrip(" :：")))
