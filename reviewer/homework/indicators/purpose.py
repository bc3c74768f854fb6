"""目标与针对性: is the aim stated, do the items belong to it, are they aimed at what pupils get wrong."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.aligned import AIM, find_aligned
from reviewer.homework.indicators.evidence import Sheet, no, numbers, yes
from reviewer.homework.indicators.topic import find_topic

_DIAGNOSIS = re.compile(
    r"易错|易混|常见错误|错因|错误原因|错题(?!库)|小心(?:陷阱|粗心)|陷阱|辨析|改错|哪里错|错在|错误的?(?:地方|原因|画|改)|找错|纠错|数学医院|反例|针对.{0,12}(?:问题|困难|薄弱|错误)|容易(?:出错|混淆|写错|读错|漏|忘)|误区|误解|把[“\"][^”\"\n]{1,16}[”\"][^。，\n]{0,3}(?:写|看|算|当|读|说|抄|误)(?:成|作)|(?:读音|字形|书写|注音|词语|用字|句子|标点)[^。，\n]{0,6}有(?:误|错)|(?:(?<![没无])有|找出?|圈出?|挑出?|改正)[^。，\n没无]{0,6}(?:错别字|病句)|[的把]错别字|改正[^。，\n]{0,4}(?:错误|标点)|(?:^|\n)[\s#【*]*(?:学习|知识|本[课节单]元?)?难点[】*\s:：]*(?=\n)|(?:搞懂|分清|弄清|辨清|区分)[^。；\n]{2,24}(?:区别|不同|异同)|[和与跟][^。；，\n]{1,14}的(?:区别|异同)|误以为|病历|会诊|(?<!医疗)(?<!辅助)诊断|常犯|出错(?:多|率)|[失丢扣]分(?:点|的地方|最多|处)|(?:最?容易|常常?|总是?|老是|[都又]有人)[^。，；\n]{0,8}(?:[丢失扣]分|[换写看算记弄搞][反错混]|漏|混(?!合)|忘)"
    r"|(?:上|前|近)[一二两三几]?[次周回][^。；\n]{0,16}(?:错|漏|混|[换写]反)|\d+\s*(?:个人|人|名|位|个)[^。；，\n]{0,8}(?:[换写弄搞]反|[写算看读]错|漏|错了|没[有看写])|(?:别|不要|勿)忘了?(?:加|写单位|进位?|退位?|变号|约分|验根|括号|小数点|借位|单位)"
    r"|(?:[一二三四五六七八九\d]+分之[一二三四五\d]|[\d.]+\s*[%％]|半数|近半|大半|大部分|一半|不少|许多|很多|部分|多数|有些?|有的|一些|几位|\d+[名位个])(?:的)?(?:(?:同学|学生|小朋友)|人(?=[^\n]{0,80}(?:错|对吗|对不对|正确吗|不对|反驳)))[^。？?\n]{0,6}(?:认为|觉得|以为|说|写成|答成|算成|当成|分不清|弄错|混|不理解|不会|没掌握)|[分搞弄]不清|学情(?:提示|分析|反馈)"
)

# what to watch, in hints beside the items: 注意进位, 用 a，不是 an; or the difficulty the sheet is about
_WARNED = re.compile(
    r"(?:注意|留意|当心|小心)[^。；\n]{0,12}(?:进位|退位|借位|溢出|变号|符号|单位|验根|定义域|取值范围|时态|单复数|分类讨论|漏|多音字|形近字|区别|区分|陷阱)"
    r"|[A-Za-z)）\d][，,]?\s*(?:而)?不(?:是|能用|能写成?|能说成?)\s*[A-Za-z“\"]|不能再(?:加|用|写|说)|(?:千万|切记|切勿|切不可)[^。\n]{0,10}(?:不|别|勿|要)"
    r"|(?:难点|困难|不易|难以)[^。；\n]{0,10}(?:求|理解|掌握|判断|区分|入手|解决)[^。\n]{0,60}(?:称|策略|方法|必须|专题|需要)"
)


# 同学们，这周课上我们学了穿针、打结和钉纽扣: what the sheet is about, said to pupils
_LEARNT = re.compile(r"(?:[这本上][周节]|今天|最近|课上)[^。；\n]{0,6}我们?学(?:过|习|会)?了[^。；\n]{3,}")


def _stated(sheet: Sheet) -> Finding:
    aims = sheet.matches(AIM) or sheet.matches(_LEARNT)
    topic = find_topic(sheet)
    if aims:
        return yes("pu.stated", 0.92, aims, "写明了作业目标或知识点。")
    if topic:
        return yes("pu.stated", 0.8, (topic[0],), "标题写明了对应的课题，没有另写作业目标。")
    return no("pu.stated", 0.12, (), "没有找到作业目标、课题或知识点。")


def _diagnosis(sheet: Sheet) -> Finding:
    positions = sheet.tasks_with(_DIAGNOSIS, stem=True)
    if positions:
        return yes("pu.diagnosis", 0.8, sheet.task_spans(positions), f"{numbers(positions)}针对易错或易混之处。")
    spans = sheet.matches(_DIAGNOSIS)
    if spans:
        return yes("pu.diagnosis", 0.65, spans, "说明中提到易错点或针对的问题。")
    warned = sheet.matches(_WARNED)
    if warned:
        return yes("pu.diagnosis", 0.6, warned, "提示了做题时容易出问题的地方。")
    return no("pu.diagnosis", 0.15, (), "没有找到针对易错点、常见困难的题目或提示。")


def find(sheet: Sheet) -> list[Finding]:
    return [_stated(sheet), find_aligned(sheet), _diagnosis(sheet)]
