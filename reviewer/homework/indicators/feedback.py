"""评价与反馈: criteria, self and peer assessment, and what the teacher does afterwards."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.evidence import Sheet, no, yes

_CRITERIA = re.compile(
    r"评价(?:标准|量表|表|量规|要点|维度|细则|指标|等级)|评分(?:标准|细则|表)|星级评价|等级评价|评价等级|(?:得|获得?|奖励|给|可得|能得)[一二三四五\d]?\s*(?:颗|个)?\s*[☆★⭐星](?!期)"
    r"|(?:评价|评定|等级|评级)\s*[:：]\s*(?:[A-C]\s*[^\s_＿]|优|★|☆|[一二三123]星)|[评打画涂][^。；\n]{0,8}颗?星(?!期|空|座|球|星)"
    r"|优秀[^。\n]{0,30}良好|A等|[☆★]\s*[☆★]\s*[☆★](?=[^\n]{0,20}$)|评价(?:内容|项目)|☆\s*☆|评一?评[^。\n]{0,16}星"
)
_POINTS = re.compile(
    r"(?:每[小]?[题空个]|共|满分|计|本题|得)\s*\d{1,3}\s*分(?!钟|米|之|数)|[（(]\s*(?:本[小大]?题)?(?:满分)?\s*\d{1,3}\s*分\s*[)）]|得分\s*[:：_＿]"
)
_SELF = re.compile(
    r"自评|互评|互相(?:评|打|批|检查)|(?:同桌|同伴|小组|同学)(?:之间)?(?:互换|互批|互查|互改|互审|交换)|自我评价|同伴评价|同学评价|小组评价|家长评|家长的?评价|家评|师评|订正|反思|错因(?:分析)?栏?|改错栏|我的(?:收获|疑问|错题|评价|检查|订正)|自[我己]?核对|错在哪里?\s*[:：]\s*[_＿]|自我(?:检测|反思|检查)|我能得|(?:家长|同桌|爸爸|妈妈)[^。\n]{0,14}(?:打勾|打钩|打√|画笑脸|贴星|贴笑脸)[^。\n]{0,3}[:：]|(?:家长|爸爸|妈妈)[^。\n]{0,30}(?:写一句|写句|留言|写下评|寄语)|给自己(?:打|评|画)|学后|完成情况自|自查"
)
_FOLLOW = re.compile(
    r"(?:教师|老师|全批|面批|集体|分层|及时|课上|课堂|次日|第二天|统一|抽样)[^。；\n]{0,14}(?:批改|批阅|讲评|反馈|面批|辅导|点评|展评|评讲|检查)|面批|面批面改|批改(?:方式|建议|要求|反馈)|作业讲评|个别辅导|补救|逐[份本题篇][^。；\n]{0,4}(?:批|评|写)|(?:写|给)[^。；\n]{0,4}评语|(?:一起|再来|回来|午间|课间|放学)[^。；\n]{0,8}(?:补做|重做|订正|辅导|补练)|单独(?:辅导|讲解?|指导)|当面(?:讲|指导|订正)|二次批改|反馈(?:方式|形式|与|矫正)|补偿性?(?:练习|作业)"
)


def _criteria(sheet: Sheet) -> Finding:
    spans = sheet.matches(_CRITERIA)
    if spans:
        return yes("hf.criteria", 0.92, spans, "写有评价标准或星级评价。")
    points = sheet.matches(_POINTS)
    if points:
        return yes("hf.criteria", 0.6, points, "没有评价标准，只写了分值。")
    return no("hf.criteria", 0.05, (), "没有评价标准、量表、星级或评分。")


def _self(sheet: Sheet) -> Finding:
    spans = sheet.matches(_SELF)
    if spans:
        return yes("hf.self", 0.9, spans, "有自评、互评、家长评或订正、反思。")
    return no("hf.self", 0.04, (), "没有学生自评、互评、家长评或订正、反思栏。")


def _follow_up(sheet: Sheet) -> Finding:
    spans = sheet.matches(_FOLLOW)
    if spans:
        return yes("hf.followup", 0.82, spans, "写明了教师怎样批改、讲评或辅导。")
    return no("hf.followup", 0.06, (), "没有写教师怎样批改、讲评、面批或补救。")


def find(sheet: Sheet) -> list[Finding]:
    return [_criteria(sheet), _self(sheet), _follow_up(sheet)]
