"""Checks for understanding (堂堂清): where, of whom, and whether the plan says what follows from the result.

A check is a sentence of the steps in which students show what they have learned: a test or exercise done alone, dictation, answers
collected or compared, board work, recitation, or an answer to the teacher's question (indicators fb.check, fb.all_students of
indicators-lesson.yaml). It is of all where everybody writes, answers, or is looked at (人人, 每人, 独立完成, 同桌互查, 收齐); a few called up
(指名, 板演, 个别) are some. A reaction (fb.use) is planned where the sentence, or one after it in the same step before the next
check, says what is done about wrong answers: correct, practise again, help, adjust.
"""

from __future__ import annotations

import re

from reviewer.datamodels import Check
from reviewer.lessons.activities import Detail
from reviewer.lessons.evidence import content_length
from reviewer.lessons.shares import Line

_EACH = r"(?:人人|所有(?:的)?(?:同学|学生|人|孩子)|每生|每(?:一)?(?:个|位|名)?(?:人|学生|同学|孩子)(?!自己挑)|各人|各自|全班(?:每人|人人|一起|都|同学|各)?|全体|一人一[个份张机题]|同桌互|独立(?:地)?)"
_SHOWS_IT = r"(?:[写做答画圈填算选测交批举涂背默说连拼摆贴标]|判断|完成|解[答决]?|计算)"
_SEEN = r"(?:对照?(?:[^，。；\n]{0,6})答案|答案|批|举(?:手|牌|起|卡|一张)|收(?:上|齐|走)?|交(?:给|上来)?|统计|打[钩勾]|投影|屏幕|互[查批改]|订正|逐个|名单|每一[张份个题颗本]|一题一题|正确率|当场|记录)"
_GOES_ROUND = r"巡[视回](?!演|[^，。；]{0,4}纪律)"  # the teacher looks at everybody's work
CHECKING = re.compile(
    r"检测|抽[检查测]|达标|测试题|小测|自测|测验|过关(?:检测|测试|题|练习|卡)|当堂[测练写]|听写|默写|独立(?:地)?(?:完成|做|写|填|解|计算|答|算|判断(?![。\s]*$))|批改|自批|订正|板演|演板|试背|抽背|背给|填空|闯关|验收|收齐|全部?收|下课交"
    rf"|{_EACH}[^。；\n]{{0,16}}{_SHOWS_IT}[^。\n]{{0,40}}{_SEEN}"
    r"|巩固练习|练习题|做练习|完成[^，。；\n]{0,12}(?:练习|题|学习单|任务单|检测)|测一测|算一算|出门[条卡]|举[手牌][^，。；]{0,8}(?:统计|表态|判断)|手势[^，。；]{0,8}(?:判断|表示|统计)|(?:[一二两三四五六七八九十几\d]+)道?(?:小|选择|填空|判断|计算|检测|口算|练习|应用)*题[，,（(]"
    r"|指名[^，。；]{0,6}(?:回答|背|说|答|上黑板|写|做|读)|(?:抽(?!象|出)|点(?=名|学号|[一两二三四五六七八九十几\d]+(?:名|位|个(?:学生|同学|人)))|按学号)[^。；\n]{0,10}(?:唱|读|背|做|写|答|说|报|学号)|自评|互评|评一评|考一考|(?:同伴|自己|互相)[^，。；]{0,4}打(?:勾|星|分)|(?:逐[个一]|挨个|个别|开火车)[^，。；]{0,6}(?:回答|口答|说|读|看)"
    r"|检查[^，。；\n]{0,2}(?:阅读|预习|自学|朗读|字词|生字|认读|学习|掌握)(?:情况|效果|结果)|叫[ ]?(?:[一两二三四五六\d]+|几)[ ]?(?:名|位|个)?(?:学生|同学|小朋友)[^，。；\n]{0,8}[读说背写做]|口答|抢答|复述|仿写|(?:每一[个颗张份件本]|逐[个一]|挨个)[^，。；\n]{0,8}(?:看|查|批|过目)|(?i:quiz|test\b|exit (?:slip|ticket)|exercise|dictation)"
    r"|提问[^，。；\n]{0,4}(?:[一二两三四五六七八九几\d]+|个别|部分)[^，。；\n]{0,3}(?:学生|同学)|(?:互|相互|互相)[考测量][^，。；\n]{0,6}|考核|记录?下?(?:成功|做对|答对|正确)[^，。；\n]{0,4}(?:次数|个数|题数)|按[^。；\n]{2,26}打分|(?:每人|人手|一人)一[张份道][^，。；\n]{0,6}(?:检测|小测|练习|题|出门|评价|反馈)[卡单纸题卷条]|(?:\[ ?\]|□)\s*我(?:能|会|已|只|保存|完成)|练习(?:来)?(?:反复|及时)巩固|逐题|学生[^，。；\n]{0,4}填[^，。；\n]{0,6}[卡表单]|核对填|自己(?:来)?(?:计算|算|做|写|试)[^。；\n]{0,40}请[^，。；\n]{0,4}(?:同学|学生)|(?:诊断|计时|测试)跑|记录(?:时间|成绩)|(?:写|做|描)一?个?[^。；\n]{0,10}(?:教师|老师)巡[视回]|互相检查|集体(?:订正|校对|核对)|同桌互[读背][^。；\n]{0,8}检查|核对答案|对答案|(?:截图|平台|上传)[^，。；\n]{0,6}(?:提交|检查)"
    rf"|{_GOES_ROUND}|(?:课堂|随堂|当堂|综合|实战|针对|基础|分层|变式|跟踪|上机|对应)练习|(?:几|[一二两三四五六\d]+)[个道]小练习|快问快答|闭卷|检验(?:对错|学习|学生|掌握|是否)|(?:做|完成)[^，。；\n]{{0,8}}小题|(?:提交|交出?)(?:答案|作品|程序|截图)"
    r"|(?<!老师)(?<!教师)完整(?:地)?(?:演唱|演奏|齐唱|背诵|表演)|[（(][ \u3000]+[）)]|判断[：:]|【核对】"
)
# work alone or 互评 may be the learning itself: named a check it is not
SOFT = re.compile(
    r"独立(?:地)?(?:完成|做|写|填|解|计算|答|算|判断)|自评|互评|评一评|复述|仿写|练习(?:来)?(?:反复|及时)巩固"
)
_WORK_OF_ALL = re.compile(rf"{_EACH}[^。；\n]{{0,16}}{_SHOWS_IT}|人人动[笔手]")
_LOOKED_AT = re.compile(
    r"对照?[^，。；\n]{0,6}答案|照着?[^，。；\n]{0,4}(?:投影|答案|屏幕)|举(?:手|牌|起|卡|一张)|一起举|收(?:上|齐)|交上?来|统计|打[钩勾]|互[查批改]|订正|错[^。\n]{0,6}的"
)
OF_ALL = re.compile(
    rf"{_GOES_ROUND}|自评[^，。；\n]{{0,3}}互评|(?<!老师)(?<!教师)完整(?:地)?(?:演唱|演奏|齐唱|背诵|表演)|(?:提交|交出?)(?:答案|作品|程序|截图)|(?:练习|完成|独立|描|写|做)[^。；\n]{{0,30}}(?:教师|老师)?巡[视回堂]|(?:\[ ?\]|□)\s*我|逐题|自己(?:来)?(?:计算|算|做|写)[^。；\n]{{0,40}}请[^，。；\n]{{0,4}}(?:同学|学生)|(?:依次|分组|全体|轮流)[^。；\n]{{0,16}}(?:跑|跳|投|测)|{_EACH}[^。；\n]{{0,16}}{_SHOWS_IT}|全[部班]?收|互[查批改]|交换|自批|对照(?:[^，。；\n]{{0,6}})答案|自己[^，。；\n]{{0,6}}(?:批|对答案)|全班[^，。；]{{0,6}}(?:合上|齐|举|亮|[写做测])"
    r"|(?:两人|同桌|同伴|同学|搭档)?(?:互|相互|互相)[考测量]|(?:每一?位|每个)[^，。；\n]{0,12}(?:提交|上传|保存)|互相检查|集体(?:订正|校对|核对)|学生[^，。；\n]{0,4}填[^，。；\n]{0,6}[卡表单]|同桌[^，。；]{0,6}(?:互|考|检查|核对|对答案)|当堂(?:检测|测|练)|达标检测|自测|听写|默写|收齐|(?:逐[个一]|挨个|每一[个颗张份件本])[^，。；\n]{0,8}(?:打开|检查|看|批|过目)|手势|举[手牌][^，。；]{0,8}统计|出门[条卡]|下课交"
)
OF_SOME = re.compile(
    r"个别|指名|抽[查检背]|[一二两三四几\d]+(?:名|位|个)(?:学生|同学|人|小?组)|板演|演板|抢答|指定的|点名|按学号|别的(?:同学|人)不|(?:部分|有的)(?:学生|同学)"
)
REACTION = re.compile(
    r"着重照顾|个别(?:指导|辅导)|订正|纠[正错]|再[练讲测做改写议]|重[做测讲练写]|补救|补(?:充题|讲|练)|面批|针对[^。；]{0,14}(?:错|问题|不足|情况)|(?:错|不会|不对|不达标|不过关|有困难|没[过做]|错误)[^。；\n]{0,20}(?:再|重|改|帮|补|讲|议|辅导|指导)"
    r"|当场(?:改|帮|纠|订)|根据[^。；]{0,12}(?:情况|差异|反馈|表现|掌握)[^。；]{0,10}(?:调整|指导|照顾|讲|补)|及时(?:纠正|补救|指导|调整|反馈)|错得最多"
)
_CALLED_UP = re.compile(r"[一二两三四几\d]+(?:名|位|个)(?:学生|同学|人)[^，。；\n]*")
PRACTICE = re.compile(
    r"编写|编程|编码|代码|搭建[^，。；]{0,6}(?:脚本|铁轨|作品)|(?:完成|挑战)[^，。；\n]{0,14}(?:任务|项目|程序|作品|挑战|脚本)|学生(?:独立)?练习|[模仿]写|写一?[段篇]|写一句话|写话|造句|(?<!词曲)创作(?!背景|时间|年代|时期|手法|技法|特点|意图|动机|者|于|的|了)|习作"
)
_NOT_ALL = re.compile(r"(?:别的|其[余他])(?:同学|学生|人|孩子)?(?:不|看|听)")
_OTHERS_TOO = re.compile(
    r"其[他余](?:同学|学生|人|孩子)?(?:在)?[^，。；\n]{0,8}(?<!不)(?:独立)?(?:做|写|完成)"
)  # 四名板演，其他同学在练习本上做
_WRITTEN = re.compile(
    r"(?i:(?:each|every) student[^.\n]{0,40}(?:quiz|test|exercise|worksheet|write)|(?:students|ss|they)\s+(?:finish|do|complete)\b[^.。\n]{0,30}(?:test|quiz|exercise|paper))|(?:做[^，。；\n]{0,6}(?:作业本|练习册|课本)[^，。；\n]{0,8}[页题]|题[，,]?(?:学生|全班|大家)(?:独立)?(?:做|完成)|(?:完成|做)[^，。；\n]{0,12}(?:小测|检测|测试|习题|选择题|填空题|判断题|\d道[^，。；]{0,4}题|练习(?!册)|学习单|导学案))"
)
_CHECKS = re.compile(r"检查$|练习$|检测|测验|小测|自测|测试(?!程序|优化|功能)|达标|考核|当堂练|学会了吗")
_GROUP = re.compile(r"小组|各组|每组|[两二三四五六]人一?组|全组")
NO_CHECK = re.compile(
    r"(?:下节课|下次课?)(?=各|再?[评测检展]|按|接着|继续|我们|先)|课后(?:完成|独立)|(?<!放)学生(?:思考后|自由)?回答[，。]?(?:教师|老师)?(?:讲解|点评)|知识点|检查(?:网络|设备|服装)|填空题?的方法|布置|(?:教师|老师)(?:[^，。；对]{0,2})板演|(?:纸|笔|学具|器材)[^，。；]{0,4}收齐"
)


def _of_all(text: str) -> bool:
    """Everybody; 两名学生独立完成 speaks of those called up only."""
    return bool(_OTHERS_TOO.search(text) or OF_ALL.search(_CALLED_UP.sub("", text))) and not _NOT_ALL.search(text)


def _written_by_all(text: str) -> bool:
    """完成5道选择题: nobody is singled out, so it is everybody's."""
    return bool(_WRITTEN.search(text)) and not (OF_SOME.search(text) or _GROUP.search(text) or _NOT_ALL.search(text))


def _checking(text: str, line: Line, later: str = "") -> bool:
    """A check named as such, work of everybody that is looked at `later` in the step, or practice that shows what was learned."""
    if line.aside or content_length(text) < 4 or NO_CHECK.search(text):
        return False
    looked_at = bool(_WORK_OF_ALL.search(text)) and bool(_LOOKED_AT.search(later))
    return bool(CHECKING.search(text)) or looked_at or _practising(text, line)


def _practising(text: str, line: Line) -> bool:
    theirs = line.act is not None and line.act.share > 0.65 and line.side != "teacher"
    return theirs and bool(PRACTICE.search(text)) and not _GROUP.search(text)


def find_checks(text: str, details: tuple[Detail, ...]) -> list[Check]:
    """Every check in the steps of the plan whose text is `text`, in order; spans are whole sentences of it."""
    found: list[Check] = []
    for detail in details:
        name = detail.activity.name
        for index, line in enumerate(detail.lines):
            sentence = text[line.start : line.end]
            later = " ".join(text[other.start : other.end] for other in detail.lines[index + 1 :] if not other.aside)
            if not _checking(sentence, line, later):
                continue
            after: list[str] = [sentence]
            for other in detail.lines[index + 1 :]:
                following = text[other.start : other.end]
                if _checking(following, other) and not REACTION.search(following):
                    break
                after.append(following)
            of_all = not OF_SOME.search(sentence) and (bool(OF_ALL.search(name)) or _practising(sentence, line))
            of_all = of_all or _of_all(sentence) or _written_by_all(sentence)
            reaction = any(REACTION.search(part) for part in after)
            found.append(Check(text=sentence, start=line.start, end=line.end, of_all=of_all, reaction=reaction))
        if _CHECKS.search(name) and not any(check.start >= detail.activity.start for check in found):
            found += _named_step(text, detail)
    return found


def _named_step(text: str, detail: Detail) -> list[Check]:
    """【检测】读图，说出两条原因: the step's name says that it is a check; its first sentence stands for it."""
    lines = [line for line in detail.lines if not line.aside and line.side != "teacher" and line.end - line.start > 6]
    start, stop = detail.activity.start, detail.activity.end
    if lines:
        start, end = lines[0].start, lines[0].end
    else:  # the whole of it stands in its heading
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
    if content_length(text[start:end]) < 8:
        return []
    reaction = bool(REACTION.search(text, start, stop))
    return [
        Check(
            text=text[start:end], start=start, end=end, of_all=not OF_SOME.search(text, start, end), reaction=reaction
        )
    ]
