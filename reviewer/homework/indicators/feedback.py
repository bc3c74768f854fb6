"""评价与反馈: criteria, self and peer assessment, and what the teacher does afterwards."""

from __future__ import annotations

import re

from reviewer.datamodels import Finding
from reviewer.homework.indicators.evidence import MOST, Sheet, no, yes

_CRITERIA = re.compile(
    r"评价(?:标准|量表|表|量规|要点|维度|细则|指标|等级)|评分(?:标准|细则|表)|(?:给予|进行|依据[^。\n]{0,8})评分|星级评价|等级评价|评价等级|(?:得|获得?|奖励|给|可得|能得)[一二三四五\d]?\s*(?:颗|个)?\s*[☆★⭐星](?!期)"
    r"|(?:评价|评定|等级|评级)\s*[:：]\s*(?:[A-C]\s*[^\s_＿]|优|★|☆|[一二三123]星)|[评打画涂][^。；\n]{0,8}(?<![之明卫恒行])颗?星(?!期|空|座|球|星)"
    r"|优秀[^。\n]{0,30}良好|A等|[☆★]\s*[☆★]\s*[☆★](?=[^\n]{0,20}$)|评价(?:内容|项目)|☆\s*☆|评一?评[^。\n]{0,16}(?<![之明])星"
    # 标准：路线写清时间和费用，家人能照着走 – what the work has to be like
    r"|(?:^|\n)[\s\u3000]*(?:达标|成功|完成|合格|验收|作品)?标准\s*[:：]\s*[^\n]{10,}"
    # a table or list of levels with what each asks; a table with a column for who judges
    r"|(?:^|\n)[|\s\u3000]*(?:优秀?|[AＡ]级?|等级|达标|五星)\s*[|：:\u3000]\s*[^|\n]{4,}[|\s]*\n[|\s\u3000]*(?:良好?|[BＢ]级?|合格|待|四星)\s*[|：:\u3000]"
    r"|(?:自己|自我|同学|同伴|同桌|小组|组员|家长|老师|教师)评(?:价|分)?\s*(?:[|☆★]|\s{2,}|\u3000)[^\n]*\n"
    # 【评价】 with what is looked at and a place to mark it: 写字：正确（　）端正（　）
    r"|评价[】\]]?\s*[:：]?\s*\n?[^\n]{0,6}[:：][^\n]{0,12}[（(]\s+[)）][^\n]{0,12}[（(]\s+[)）]"
)
# flowers, faces and points to be won for good work; a sum about them is none
_REWARD = re.compile(
    r"(?:得|奖励?|送|换|积|加|盖|贴|赢)(?:到|上|得)?\s*[一二两三\d]?\s*(?:朵|枚|张|面|颗|个|分)?(?:小?红花|花朵|五角星|星星|笑脸|小?奖章|印章|小?贴纸|贴画|小?红旗|积分|金币|点赞卡|表扬卡|奖状)"
    r"|(?:红花|笑脸|星星|奖章|印章|贴纸|积分)(?:怎[样么]|如何)(?:得|拿|换)|[得加]\s*[一二三1-5]\s*[朵枚]"
)
_COUNTED = re.compile(r"多少|几[朵个枚颗张面]|一共|还[剩要]|比[^，。]{1,6}[多少]")
_POINTS = re.compile(
    r"(?:每[小]?[题空个]|共|满分|计|本题|得)\s*\d{1,3}\s*分(?!钟|米|之|数)|[（(]\s*(?:本[小大]?题)?(?:满分)?\s*\d{1,3}\s*分\s*[)）]"
    r"|[\[（(]\s*\d{1,2}\s*(?:marks?|points?|pts)\s*[\])）]|(?:总分|积分|得分|分数|成绩|score|marks?)\s*[:：]?\s*[_＿]*\s*[/／]\s*\d{1,3}",
    re.I,
)
_SELF = re.compile(
    r"自己评|自评|(?:请|让)(?:家[里人]?人|爸爸|妈妈|爸妈|家长|同桌)[^。；\n]{0,8}[打评画涂][^。；\n]{0,4}[星分☆]|最容易(?:错|忘|混)的[^。\n]{0,4}第?[（(]\s*[)）]|(?:项目|评价)[^\n|｜]{0,6}[|｜]\s*自己\s*[|｜]|(?:^|\n)[ \t\u3000]*自己[ \t\u3000]+(?:家[人长]|同桌|组长|小组|老师)|(?:预习|完成|学|做)得\s*[:：][^\n]{0,6}[（(]\s*[)）]|有[（(]\s*[)）]题不会|(?:孩子|练习|完成|表现|今天)[^。；\n]{0,6}[:：]\s*[\u4e00-\u9fff]{2,8}\s*[□○☐][\s\u3000]*[\u4e00-\u9fff]{2,8}\s*[□○☐]|互评|互相(?:评|打|批|检查)|(?:同桌|同伴|小组|同学)(?:之间)?(?:互换|互批|互查|互改|互审|交换)|自我评价|(?:同伴|同学|同桌|组员|伙伴)评(?![论书选])|自己画脸|小组评价|(?:家长|家里人|家人|爸妈)的?评|家评|师评|订正|反思|错因(?:分析)?栏?|改错栏|我的(?:收获|疑问|错题|评价|检查|订正)|自[我己]?核对|错在哪里?\s*[:：]\s*[_＿]|(?:家人|家长|爸妈|同学|同桌|伙伴|使用者)[^。；\n]{0,6}(?:审查|试用|提(?:出)?意见|反馈)[^。；\n]{0,8}(?:修改|改进|完善|调整)|(?:根据|按照?)[^。；\n]{0,8}(?:反馈|意见)[^。；\n]{0,4}(?:修改|改进|完善|调整)|错误原因|自我(?:检测|反思|检查)|我能得|(?:家长|同桌|爸爸|妈妈)[^。\n]{0,14}(?:打勾|打钩|打√|画笑脸|贴星|贴笑脸)[^。\n]{0,3}[:：]|(?:家长|爸爸妈妈)(?:在[^。\n]{0,14})?(?:画一?个?笑脸|画一?颗?星|涂星|贴一?[颗个]?星|盖章)|(?:家长|爸爸|妈妈)[^。\n]{0,30}(?:写一句|写句|留言|写下评|寄语)|给自己(?:打|评|画)|(?:同桌|同伴|爸爸|妈妈|家长|自己)(?:对我)?说\s*[:：]\s*[_＿]{2,}|(?<![放开上入])学后(?:反思|自|记|感)|完成情况自|我还?(?:没|不)(?:弄)?(?:懂|明白)的|一步打?一?个?√|容易\s*[（(]\s*[)）][^\n]{0,20}难|容易[^。\n]{0,8}刚好[^。\n]{0,8}难|(?:家长|爸爸妈妈)的?话|没听明白就改|自查|自己涂|☺\s*☺|今天的错题|(?:哪里|哪题|哪一题)想得最久|卡住的地方|错题(?:本)?[^，。；\n]{0,8}(?:的错题)?重做"
)
# a list of what to look over oneself before handing in
_CHECKLIST = re.compile(
    r"(?:答题|做题|作答|完成|写|做)(?:完毕|完|好|后)[^。\n？?]{0,6}(?:检查|核对|对照)[^。\n？?]{0,10}[:：]\s*\n|(?:自查|检查|自检)(?:清单|表|单)|(?:^|\n)\s*(?:[-*•]\s*)?(?:\[ \]|□)\s*我[^。\n]{2,30}(?:了|吗)"
)
_FOLLOW = re.compile(
    r"(?:教师|老师|全批|面批|集体|分层|及时|课上|课堂|次日|第二天|统一|抽样)[^。；\n]{0,14}(?:批改|批阅|讲评|反馈|面批|辅导|点评|展评|评讲|检查)|面批|面批面改|批改(?:方式|建议|要求|反馈)|作业讲评|个别辅导|补救|逐[份本题篇][^。；\n]{0,4}(?:批|评|写)|(?:写|给)[^。；\n]{0,4}评语|(?:一起|再来|回来|午间|课间|放学)[^。；\n]{0,8}(?:补做|重做|订正|辅导|补练)|单独(?:辅导|讲解?|指导)|当面(?:讲|指导|订正)|二次批改|反馈(?:方式|形式|与|矫正)|补偿性?(?:练习|作业)"
)
_HELP = r"办公室|讲台|实验室|机房|老师|教师|面批|面谈|午休|午间|自习|放学|课间|课后服务|中午|下午|晚自习|第二天|次日|明天|下节课|课上|课堂上|课前|[周星期]+[一二三四五六日末]"
# what a teacher does with the sheets, in everyday words; a teacher who is asked, told or listened to is none
_TEACHER = re.compile(
    r"(?:教师|老师)(?!们?[讲教说]过|[的教])[^。；;\n]{0,20}?(?:批(?![评准])|全批|抽[查批看]|[看改]完|阅(?!读)|评(?![价）)：:语])|陪|带着|帮(?!助他|忙)|辅导|展示|对答案|念答案|示范|再?讲(?![一给述]|故事|课文|过|的)|讲一[遍次讲]|当面|挑[^。；;\n]{0,10}(?:读|讲|评|贴)|读给大家|逐[一个本份题])"
    r"|(?:教师|老师)(?:怎[么样]|如何)?(?:批|看|改)(?!评语|[^。；;\n]{0,4}(?:到|见|着))"
)
# those who got it wrong, and when or where they are helped
_MENDED = re.compile(
    r"(?:错|漏|不会|不懂|不明白|不清楚?|不对|写反|不出来?|不合格|不达标|没过关|没有?(?:通过|掌握|做对|读懂)|没有?想到|未过关|未掌握|有困难|吃力|不会下手|仍有|下不了手)"
    rf"[^。；;\n]{{0,14}}(?:的|同学|学生|孩子|者)[，,：:]?[^。；;\n]{{0,20}}(?:{_HELP})"
)
# when the class goes over it
_CLASS = re.compile(
    r"(?:[周星期]+[一二三四五六日末]|明[天早]|次日|第二天|下节课|上课|课[前上]|课堂上|[早晚]自习|早读|自习课|班会|返校|开学)"
    r"[^。；;\n]{0,24}(?:对答案|念答案|当堂[批改讲评]|集[中体]讲|统一讲|重点讲|全班讲|讲[“\d一]遍?|讲[清解评]|评讲|点评|一起[评讲看改]|分钟讲|展评|抽[查读背批]|面批)"
)
_AT_HOME = re.compile(r"家长|爸爸|妈妈|父母")
_OTHERS = re.compile(r"家长|爸爸|妈妈|父母|同桌|自己|互相|小组|组长")


def _criteria(sheet: Sheet) -> Finding:
    spans = sheet.matches(_CRITERIA)
    if spans:
        return yes("hf.criteria", 0.92, spans, "写有评价标准或星级评价。")
    won = tuple(span for span in sheet.matches(_REWARD) if not _COUNTED.search(sheet.draft.text[slice(*span)]))
    if won:
        return yes("hf.criteria", 0.75, won, "写明做到什么可以得到奖励。")
    points = sheet.matches(_POINTS)
    if points:
        return yes("hf.criteria", 0.6, points, "没有评价标准，只写了分值。")
    return no("hf.criteria", 0.05, (), "没有评价标准、量表、星级或评分。")


def _self(sheet: Sheet) -> Finding:
    spans = sheet.matches(_SELF)
    if spans:
        return yes("hf.self", 0.9, spans, "有自评、互评、家长评或订正、反思。")
    listed = sheet.matches(_CHECKLIST)
    if listed:
        return yes("hf.self", 0.6, listed, "有供学生自己检查的清单。")
    return no("hf.self", 0.04, (), "没有学生自评、互评、家长评或订正、反思栏。")


def _follow_up(sheet: Sheet) -> Finding:
    spans = _followed(sheet)
    if spans:
        return yes("hf.followup", 0.82, spans, "写明了教师怎样批改、讲评或辅导。")
    return no("hf.followup", 0.06, (), "没有写教师怎样批改、讲评、面批或补救。")


def _followed(sheet: Sheet) -> tuple[tuple[int, int], ...]:
    """Sentences on what the teacher does afterwards; what parents or classmates check is none, nor an item's own words."""
    openings = [(task.start, task.start + len(task.text.split("\n", 1)[0])) for task in sheet.tasks]
    spans = []
    for one in sheet.draft.sentences:
        words = sheet.draft.text[one.start : one.end]
        taught = bool(re.search(r"老师|教师|面批", words))
        asked = any(start <= one.start < end for start, end in openings)
        everyday = _TEACHER.search(words) or _MENDED.search(words) or _CLASS.search(words)
        if (_FOLLOW.search(words) and (taught or not _AT_HOME.search(words))) or (
            everyday and not asked and (taught or not _OTHERS.search(words))
        ):
            spans.append((one.start, one.end))
    return tuple(spans[:MOST])


def find(sheet: Sheet) -> list[Finding]:
    return [_criteria(sheet), _self(sheet), _follow_up(sheet)]
