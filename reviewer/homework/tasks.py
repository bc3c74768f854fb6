"""Whether a line without a number asks a pupil to do something, or is only a heading, a field or a remark."""

from __future__ import annotations

import re

from reviewer.homework.labels import opens_work, region_label, without_number
from reviewer.homework.tier_labels import after_label, tier_heading

_BLANK = re.compile(r"_{2,}|＿{2,}|[（(]\s{1,}[)）]|[（(][)）]|[□○◯](?!\w)|\$\([^)]*\\quad[^)]*\)\$")
_QUESTION = re.compile(r"[？?]|多少|几[个只元条本支页千]|是什么|为什么|怎样|如何")
_EQUATION = re.compile(r"[\d)）]\s*[+\-−×÷*/]\s*[\d(（].*[=＝]\s*(?:$|_|[（(□])|[=＝]\s*(?:[_＿□]|[（(]\s*[)）])")
_SUM = re.compile(
    r"[\d\s.()（）+\-−×÷*/^²³$\\a-z]*\d\s*(?:[+\-−×÷*/]|\\times|\\div)\s*[(（\-]?\s*\d[\d\s.()（）+\-−×÷*/^²³$\\a-z]*"
)
_VERBS = (
    "朗读|诵读|熟读|跟读|默读|阅读|背诵|背熟|背一背|读一读|读熟|默写|抄写|听写|书写|摘抄|摘录|誊写|仿写|续写|改写|缩写|扩写|写出|写一|写下|写写|写几|"
    "计算|口算|笔算|竖式|脱式|简算|求出|求|解方程|解答|解决|化简|证明|估算|验算|列式|列出|列举|比较|判断|填空|填一填|填写|填上|选择(?!性)|选出|选一|圈出|圈一圈|"
    "连一连|连线|画出|画一|画画|绘制|绘一|标出|涂一|量一量|测量|数一数|摆一摆|拼一拼|折一折|剪一剪|做一做|做一|动手|制作|设计|搭建|拼搭|种植|养一|栽|"
    "调查|采访|访问|收集|搜集|查找|查阅|查一查|查资料|统计|记录|观察|参观|体验|实验|探究|探索|整理|梳理|归纳|总结|概括|分析|解释|说明|说出|指出|谈谈|谈一谈|排出|算出|举出|举例|补充|补全|推断|推测|预测|估计|估一估|说一说|说说|讲一讲|讲给|说给|拨一拨|"
    "讲述|复述|介绍|演讲|表演|演一演|分享|交流|讨论|采集|拍摄|拍一|录制|录一|找一找|找出|想一想|想象|思考|回答|描述|评价|点评|创作|创编|编写|编一|编程|编制|"
    "捡|采摘|拼成|拼出|贴成|做成|逛|走访|学做|拍下|背下来|背出|背给|唱给|"
    "输入|输出|打印|运行|翻译|造句|组词|给.{0,14}(?:注音|组词|分类|排序)|改成|写具体|扩句|缩句|填上|用.{1,12}造句|完成|预习|复习|订正|改正|改错|修改|规划|策划|帮.{1,8}(?:算|做|写|想|设计)|试着|试一试|请你|请用|请根据|请写|请选"
)
_IMPERATIVE = re.compile(
    rf"^(?:[（(【][^）)】]{{1,12}}[)）】])?\s*(?:请|试|尝试|自己|独立|认真|正确|有感情地|流利地|和.{{1,8}}(?:一起|合作|共同)|与.{{1,8}}(?:一起|合作|共同)|"
    rf"(?:根据|结合|按照?|依据|仿照|利用|运用|使用|用|以|把|将|给|从|选择|为|在|对|跟着?|向|围绕|联系|回家|课后|周末|小组)[^。]{{1,40}}?[，,]?)?"
    rf"\s*(?:请你?)?(?:{_VERBS})"
)
_ANYWHERE = re.compile(
    rf"[，,。；;：:]\s*(?:请你?|然后|再|并|先|或者?)?(?:{_VERBS})"
    rf"|^[读写说画做唱行看听讲演]\s*[:：]\s*(?:(?:用|给|为|把|和|跟|向)[^，。；：]{{1,10}})?(?:{_VERBS}|选读|写)"
)
_ENGLISH = re.compile(
    r"^(?:Read|Write|Listen|Look|Fill|Choose|Complete|Translate|Make|Draw|Answer|Match|Copy|Recite|Talk|Ask|Tell|Find|Circle|"
    r"State|Explain|Convert|Calculate|Define|Give|Add|Subtract|Represent|List|Identify|Name|Compare|Outline|Suggest|Show|Solve|Evaluate|Prove|Simplify|Work out|"
    r"Tick|Judge|Design|Introduce|Rewrite|Correct|Underline|Say|Sing|Act|Discuss|Share|Interview|Describe|Put|Use|Try|Think)\b"
)
_FIELD = re.compile(
    r"(?:学校|班级|姓名|学号|座号|日期|得分|成绩|等级|评分|家长签[字名]|家长|教师|时间|用时|完成时间|自评|互评|小组|组长|授课|年级|School|Class|Grade|Name|Score|Date|No\.)"
    r"\s*[:：]?\s*(?:[_＿\s☆★（(]|$)"
)
# of a head that goes on after its title: 《认识人民币》课后小作业　姓名：＿＿＿
_FIELD_BLANK = re.compile(
    r"(?<![\u4e00-\u9fff])(?:学校|班级|姓名|学号|座号|日期|得分|成绩|等级|评分|家长签[字名]|用时|完成时间)\s*[:：]?\s*[_＿]{2,}|\b(?:Class|Name|No)\.?\s*[:：]?\s*[_＿]{2,}"
)
_ENGLISH_TITLE = re.compile(r"\b(?:Unit|Module|Lesson)\s*\d.*(?:作业|练习)\S{0,3}$")  # Unit 5 What does he do? 分层作业
_RESOURCE = re.compile(
    r"(?:阅读|预习|参阅|学习|自学)\s*(?:教材|课本|材料|书本|数学书)[^。？?]{0,8}第?[^。？?]{0,12}页[^。？?]{0,12}$"
)
_REMARK = re.compile(
    r"(?:(?:复习参考|复习|总复习|习)题\s*[\d.]*$|同学们|亲爱的|小朋友们?|本(?:次|课|单元|节)|主要(?:练习|考查|训练|巩固)|以下|下面|根据.{0,14}(?:特制定|设计了|安排)|来源|来自|出处|与.{0,16}配套|温馨提示|"
    r"[^。？?]{0,8}[（(](?:老师|教师|家长|家里?人|自己|同[学桌伴]|小组)评[)）]|使用说明|还记得|！\[|!\[|https?:|\[TOC\]|(?:Unit|Lesson|Module)\s*\d+|[^，。？?；]{2,40}(?:作业|练习)(?:设计|单|卷|题)?(?:[（(][^）)]*[)）])?$)"
)
_CHAPTER = re.compile(
    r"(?:[-\s]*第\s*[\d一二三四五六七八九十]+\s*(?:课时?|单元|章|节|课|讲|天|周|页)|[一二三四五六七八九十]\s+\S)"
)
_LESSON_NAME = re.compile(
    r"课时\s*[\d一二三四五六七八九十]{1,2}|第\s*[\d一二三四五六七八九十]+\s*(?:课时|天|周)(?:\s*[^。？?:：，,]{0,10})?|(?:Period|Lesson|Day)\s*\d+",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"(?:^|[，,。；;：:])\s*请你?们?(?:给|为|替|帮|以|用|根据|结合|围绕|从)[^，。？?]{4,}")
_STARS = re.compile(r"^\s*[★☆⭐]{1,5}\s*")
TAKEN_BESIDE = (
    r"[★☆⭐※]*\s*(?:选做|拓展|挑战|思考|智慧|动脑筋|提[高升]|附加)题?\s*[:：][^。；\n]{6}"  # ★选做：用旧布做一个小东西
)
_TAKEN_BESIDE = re.compile(TAKEN_BESIDE)
CHAPTER_NAME = 24  # characters of a chapter's or day's name at most
PASSAGE = 90  # characters from which an unnumbered line may be a passage rather than a task
_REFERS = re.compile(r"第?\s*\d{1,2}(?:\s*[—–\-~～、，和至到]\s*第?\s*\d{1,2})*\s*题")
_ONE_OF = re.compile(r"[二两三四]选[一二]|任选|选做?其?中?一[个项样题]")
_PICKED = re.compile(r"(?m)^\s*[A-D][.．、]\s*(.+)")
_DOTS = re.compile(r"[.…·]{4,}\s*\d*\s*$|…{1,}\s*\d+\s*$")
GROUP_TITLE = re.compile(
    r"[^，。？?]{0,10}(?:选择|填空|判断|计算|口算|解答|应用|解决问题|简答|阅读理解|阅读|写作|作文|习作|综合|实验|作图|操作|连线|默写|听力|翻译|改错|辨析|材料分析|名词解释|语言运用|积累运用)题?"
    r"(?:\s*[（(][^）)]*[)）])?\s*(?:[:：。]?|[:：]?\s*(?:本[大小]?题|每小?题|共\s*\d+\s*[小题]).{0,80})"
)


def is_contents(text: str) -> bool:
    """A line of a table of contents: leaders with a page number, or several lesson names run together."""
    return bool(_DOTS.search(text)) or len(re.findall(r"第\s*\d+\s*课时", text)) > 1


def is_lesson_name(text: str) -> bool:
    """`第二课时`, `第一课时 作业`, `Period 2`: a heading between the sheets of a unit."""
    return len(text) <= 20 and bool(_LESSON_NAME.fullmatch(text.strip(" 【】[]:：")))


def has_blank(text: str) -> bool:
    return bool(_BLANK.search(text))


def orders(text: str) -> bool:
    """Whether a line begins with something to do: 给…注音, 画出…"""
    return bool(_IMPERATIVE.match(text.strip()))


def picks_work(text: str, *, optional: bool = False) -> bool:
    """Whether A and B of an item, read with what stands above it, are pieces of work to choose between (二选一), not answers.

    `optional`: what stands above it leaves it to choice.
    """
    pieces = _PICKED.search(text)
    if pieces is None or not (optional or _ONE_OF.search(text, 0, pieces.start())):
        return False
    return any(map(orders, _PICKED.findall(text)))


def asks(text: str) -> bool:
    """A question, a blank to fill, a sum to do, or an order to do something."""
    body = _FIELD_BLANK.sub("", without_number(text[:2000])).strip()
    if not body or _RESOURCE.fullmatch(body) or _FIELD.match(body) or _ENGLISH_TITLE.search(body):
        return False
    if _BLANK.search(body) or _EQUATION.search(body) or (len(body) <= 120 and _SUM.fullmatch(body)):
        return True
    if _QUESTION.search(body) and len(body) >= 4:
        return True
    return bool(_IMPERATIVE.match(body) or _ENGLISH.match(body) or _ANYWHERE.search(body))


def requests(text: str) -> bool:
    """A request whose verb comes late: 请给我们班定五条公约. Said to parents or of how to write it is a remark as well."""
    return bool(_REQUEST.search(text))


def names_only(text: str) -> bool:
    """A heading, a tier or section title, a lesson name or a table-of-contents line: nothing is asked."""
    body = without_number(text).strip().strip("#* ")
    if (
        not body
        or refers(body)
        or _DOTS.search(body)
        or opens_work(body)
        or (_CHAPTER.match(text.strip()) and len(body) <= CHAPTER_NAME and "，" not in text and not asks(body))
    ):
        return True
    if tier_heading(text) or region_label(text):
        return True
    return len(body) <= 20 and not asks(body) and not re.search(r"[。！!；;，,]", body)


def refers(text: str) -> bool:
    """第1—3题: which questions of the sheet stand in a row of its plan; they are asked further down."""
    return bool(_REFERS.fullmatch(text.strip()))


def is_marked_task(text: str) -> bool:
    """`2. 选做：你同意谁？`, `3. ★ 画一张图。`: a task with its tier before it, not a tier's heading."""
    bare = _STARS.sub("", without_number(text))
    starred = bare != without_number(text) and tier_heading(bare) is None and asks(bare)
    return starred or asks(after_label(text))


def is_group_title(text: str) -> bool:
    """`选择题（每题2分）`: names the form of what follows."""
    return bool(GROUP_TITLE.fullmatch(without_number(text).strip()))


def _is_material(body: str) -> bool:
    """A passage to read or to go by: long, nothing to fill in, neither begun with an order nor ended with a question."""
    if len(body) < PASSAGE or _BLANK.search(body) or orders(body) or _ENGLISH.match(body):
        return False
    last = re.split(r"[。！!；;.]\s*(?=[^。！!；;.]{2})", body)[-1]
    return not (_QUESTION.search(last) or _ANYWHERE.search(f"。{last}"))


def is_loose_task(text: str) -> bool:
    """Whether a line without a number is a task on its own."""
    body = text.strip()
    if _is_material(body):
        return False
    if len(body) < 3 or _REMARK.match(body) or _FIELD.match(body) or _DOTS.search(body) or _RESOURCE.fullmatch(body):
        return False
    if _TAKEN_BESIDE.match(body) or (tier_heading(body) and len(after_label(body)) > 3):
        return True
    if tier_heading(body) or region_label(body) or opens_work(body) or _CHAPTER.match(body):
        return False
    return asks(body)
