"""What must be said before any level: hidden text, instructions to the grader, red lines; and masking before remote calls.

Rules are patterns on purpose: they can be read, tested and explained. They prefer precision – a 法治 lesson may discuss
crime, a text may hold a wolf – so each red line has words that excuse it in the same sentence.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from reviewer.datamodels import Draft, Hidden, Instruction, RedLine, Safety

# ----------------------------------------------------------------------------- instructions to the grader

_PAST = "以上|上述|上面|前面|之前|先前|此前|所有|一切|全部|任何|系统|原有|原来|既定|你的"
_RULES = "要求|指令|提示词?|规则|标准|指示|设定|约束|限制|内容|规定|命令|量规|评分|指标"
_GRADER = r"(?:AI|人工智能|大?语言模型|大模型|模型|评审(?:系统|员|者|专家)?|评分(?:系统|员|器|者)|审核系统|阅卷系统|评阅(?:系统|者)|机器评审|ChatGPT|GPT)"
_THIS = r"(?:本|这|该|此|这份|这篇|本份|所有|全部|每|各)(?:一|个)?(?:份|篇|节|项|条)?(?:教案|教学设计|设计|作业设计|作业|文档|文件|稿|课例|指标|维度|项目|评价项|项|方面|问题)"
_TOP = r"(?:满分|最高分|最高等级|最高级|最高评价|[5五]\s*(?:级|分|星)|100\s*分|优秀|level\s*5|A\+?)"
_CHINESE = re.compile(
    rf"(?:忽略|无视|忘记|忘掉|不要?理会|不必理会|跳过|抛开|覆盖|放弃|不用管|不必遵守|不要遵守|停止执行)[^。；\n]{{0,6}}?(?:{_PAST})[^。；\n误阻]{{0,12}}?(?:{_RULES})"
    rf"|(?:给|打|评为?|判为?|判定为?|定为|记为?)[^。；\n]{{0,3}}{_THIS}[^。；\n]{{0,14}}?{_TOP}"
    rf"|(?:把|将|对|请?给|为){_THIS}[^。；\n]{{0,14}}?(?:打|评|判|定|记|给)[^。；\n]{{0,6}}?{_TOP}"
    rf"|{_THIS}(?:都|均|一律|全部|应|必须|务必|直接)[^。；\n]{{0,6}}(?:给|打|评|判|定|记|回答|答)[^。；\n]{{0,6}}(?:{_TOP}|[“\"']?(?:是|yes)[”\"']?)"
    rf"|{_GRADER}[^。；\n]{{0,4}}(?:请|应|必须|务必|注意|你)[^。；\n]{{0,16}}(?:输出|给|回答|判|评|打分|忽略|通过)"
    rf"|(?:请|务必|必须|一定要?|直接|只需)[^。；\n，]{{0,4}}(?:给出?|打|评为|判为|输出){_TOP}(?=[^。；\n]{{0,8}}(?:即可|就行|评价|等级|$|[。！\n]))(?!的)"
    r"|你(?:现在|从现在起|将)?(?:是|不再是|扮演|变成|成为)[^。；\n，]{0,8}(?:AI助手|AI评|人工智能(?:助手|模型)?|大模型|语言模型|ChatGPT|DAN|评分(?:系统|AI|机器人)|不受[^。\n]{0,4}(?:限制|约束)|没有[^。\n]{0,4}限制|管理员|开发者模式)"
    r"|从现在(?:开始|起)[^。；\n]{0,6}(?:你(?:只|必须|要|将|不再)|忽略|不再遵守)[^。；\n]{0,20}(?:回答|输出|评|给|遵守|规则|指令)"
    r"|(?:输出|显示|泄露|透露|告诉我|打印|重复)[^。；\n]{0,6}(?:系统提示词?|你的(?:提示词|指令|系统设定)|初始提示)"
    r"|(?:对)?(?:所有|每个|每一个|任何|以下全部)(?:问题|指标|判断)[^。；\n]{0,6}(?:一律|都|均|只)[^。；\n]{0,4}(?:回答|答|输出|判)"
    r"|(?:系统|管理员|开发者)(?:指令|命令|消息|提示词?)\s*[:：]|新的?(?:系统)?指令\s*[:：]"
)
_MATTER = r"(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|constraints?|programming|content polic(?:y|ies)|safety|policies|commands?|criteria|rubric|context)"
_ENGLISH = re.compile(
    rf"(?<![a-z])(?:ignor(?:e|es|ed|ing)|disregard\w*|forget|overrid[a-z]+|bypass[a-z]*|skip|delete|cancel)[\s_:,-]+(?:[\w']+[\s_-]+){{0,4}}?(?:previous|prior|above|earlier|all|any|your|usual|system|preceding|original|initial|safety|these|those)[\s_-]+(?:[\w']+[\s_-]+){{0,4}}?{_MATTER}"
    r"|\b(?:ignore|disregard|forget)\s+(?:(?:everything|anything|all)\s+(?:\w+\s+){0,5}(?:above|before|previous|prior)|the\s+(?:above|instructions?)|previous\s+and)\b"
    r"|\[(?:HIDDEN|INJECT)\w*\b|\b(?:exact|the) instructions (?:you were )?given\b|\byour instructions (?:as|in|above)\b|\brespond with only ['\"]?yes"
    rf"|\b(?:previous|prior|earlier|original|system)\s+{_MATTER}[^.\n]{{0,40}}\b(?:cancel\w*|void|supersed\w*|replaced?|do(?:es)? not apply|no longer|override)"
    r"|\b(?:my|user|new|following|these)\s+(?:instructions?|commands?|rules)\b[^.\n]{0,30}\b(?:replace|supersede|priority|more important|take over|begin|incoming|only)"
    r"|\b(?:follow|obey)\s+only\s+(?:my|mine)\b|\bonly\s+follow\s+my\b|\bnew (?:user )?(?:instructions?|instruction set)\b\s*(?:[-:.]|incoming|begin)|\binstructions? override\b"
    r"|\bsystem[\s_-]+(?:prompt|override|instructions?|message|injection)\b|\bdeveloper (?:mode|note)\b|\bjailbreak|\bunrestricted\b|\bunfiltered\b"
    r"|\b(?:no|without|free (?:from|of)|disable[ds]?)\s+(?:any\s+|all\s+|your\s+)?(?:\w+\s+){0,2}(?:restrictions?|guardrails|filters|content polic(?:y|ies)|limitations|safety \w+|ethical \w+)\b"
    r"|\b(?:safety|ethical|content)\s+(?:\w+\s+)?(?:filters?|features?|restrictions?|guidelines?|checks?|measures?|polic(?:y|ies))\b[^.\n]{0,30}\b(?:off|disabled?|bypass\w*|ignored?|removed|not apply)\b"
    r"|\byou are (?:now |no longer )?(?:an? |the |in |operating in )?(?:\w+ )?(?:ai\b|ai assistant|chatgpt|dan\b|language model|unrestricted|root user|system administrator|evil|jailbreak)"
    r"|\bfrom now on,? you (?:will|are|must|should)\b|\bdo anything now\b|\b(?:act|behave|role) (?:as|of) an? (?:\w+ )?(?:system administrator|unrestricted|ai without|dan)\b"
    r"|\b(?:repeat|print|reveal|output|show|display|summari[sz]e|translate|encode|echo|recite|format)\b[^.\n]{0,30}\b(?:your|the|initial|everything)\s+(?:\w+\s+){0,2}(?:prompt|instructions you|system instructions|configuration|above this line)"
    r"|\b(?:give|award|assign)\s+(?:this|the|it|every|all)[^.\n]{0,40}\b(?:full marks?|highest|perfect|top score|level 5|5/5|10/10|a\+)"
    r"|\b(?:rate|grade|score|mark|evaluate)\s+(?:this|it|all|every|each)[^.\n]{0,40}\b(?:as )?(?:5|five|highest|excellent|perfect|10|100|full marks)\b"
    r"|\b(?:answer|respond|reply)\s+(?:only\s+|always\s+|with only\s+|just\s+)?(?:with\s+)?[\"'“]?yes[\"'”]?\s+to\s+(?:all|every|each|everything)",
    re.I,
)
_ROLE = re.compile(
    r"<\|[a-z_]{2,24}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?|system_prompt)>|\[/?\s*(?:END_)?SYSTEM\s*\]\s*:?|\{\{/?\s*system\w*\s*\}\}"
    r"|^[ \t#>*\-/]*(?:system|系统)\s*[:：](?!\s*(?:windows|linux|mac|android|ios|鸿蒙|Win\d))|\"role\"\s*:\s*\"(?:system|assistant)\"|^user\s*:[^\n]*\n+\s*assistant\s*:",
    re.I | re.M,
)
_VERDICT = re.compile(
    r"\{(?![^{}]*[\"'“](?:name|姓名|学号|age|id)[\"'”])[^{}]{0,160}?[\"'“](?:level|verdict|overall|rating|评级|等级|评分|总评|score|answer|probability)[\"'”]?\s*[:：]\s*[\"'“]?(?:5|10|100|1\.0|yes|优秀|满分|A)\b[^{}]*\}?",
    re.I,
)
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}")
_ESCAPED = re.compile(r"[^\s%&\\]{0,40}(?:(?:%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|&#\d{2,4};)[^\s%&\\]{0,40}){2,}")
_INVISIBLE = {
    *map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprtuvwyz")
_LEET = str.maketrans("013457@$", "oieastas")
_LEET_WORD = re.compile(r"\b(?=\w*[013457@$])(?=\w*[A-Za-z])[\w@$]{4,}\b")


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as a model would read it – width folded, invisible characters gone – and where each character was."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        folded = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" or ord(char) > 0x1D3FF else char
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters).translate(_SMALL_CAPITALS), [*places, len(text)]


def _decoded(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _BASE64.finditer(text):
        try:
            yield (
                match.start(),
                match.end(),
                base64.b64decode(match[0] + "=" * (-len(match[0]) % 4)).decode("utf-8"),
            )
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    for match in _ESCAPED.finditer(text):
        plain = re.sub(r"\\x([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), html.unescape(unquote(match[0])))
        yield match.start(), match.end(), plain


def find_instructions(text: str) -> list[tuple[int, int]]:
    """Spans of `text` that speak to the grader instead of to a class, merged and in order."""
    plain, places = _plain(text)
    spans = []
    for pattern in (_CHINESE, _ENGLISH, _ROLE, _VERDICT):
        spans += [(places[m.start()], places[m.end() - 1] + 1) for m in pattern.finditer(plain) if m.end() > m.start()]
    if _LEET_WORD.search(plain):
        spans += [
            (places[m.start()], places[m.end() - 1] + 1)
            for m in _ENGLISH.finditer(_LEET_WORD.sub(lambda w: w[0].translate(_LEET), plain))
        ]
    spans += [(start, end) for start, end, said in _decoded(text) if _ENGLISH.search(said) or _CHINESE.search(said)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# ----------------------------------------------------------------------------- red lines

_EXCUSE = (
    r"禁止|不得|不准|不许|严禁|反对|拒绝|杜绝|避免|防止|切勿|切忌|不要|不能|不可|不应|不该|勿|保护法|违法|犯法|法律|法规|法治|犯罪|案例|危害|后果|揭穿|揭露|谣言|骗局|骗|辨析|辨别|识别|批判|破除|封建|"
    r"错误(?:观念|做法|认识|说法)|误区|偏见|平等|尊重|质疑|是否|吗[？?]|对不对|为什么|怎么看|看法|讨论|评价|故事|课文|小说|作者|文中|人物|旧社会|私塾|鲁迅|古代|历史|传说|神话|民俗|习俗|甲骨|警惕|远离|抵制|安全教育"
)
_SUBJECT = r"(?:学生|同学|孩子|学员|生)"
_RULES_LIST: tuple[tuple[str, str], ...] = (
    (
        "体罚或辱骂学生",
        r"(?:罚站|罚跪|罚跑|罚蹲|罚抄|打手心|打手板|打板子|扇耳光|揪耳朵|体罚)|(?:用|拿)(?:戒尺|教鞭|尺子|棍子)[^。\n]{0,8}(?:打|抽|教训)"
        r"|(?:骂|训斥|称|叫|说)[^。\n“”]{0,8}(?:学生|他们|她们|差生)?[^。\n]{0,4}[“\"]?(?:笨蛋|蠢货|白痴|废物|猪脑子|弱智|没出息|傻瓜)|你(?:们)?(?:真|就|这个?|这些)?是?一?(?:个|群)?(?:笨蛋|蠢货|白痴|废物|猪脑子|弱智)",
    ),
    (
        "歧视",
        r"(?:差生|后进生|残疾(?:学生|孩子|人)?|农村(?:学生|孩子)|女生|女孩子?|男生|少数民族|单亲|外地(?:学生|人)|穷人|贫困生|胖(?:子|学生))[^。，\n]{0,14}(?:不配|没资格|低人一等|天生(?:就)?(?:笨|不如|学不)|学不好|学不会|学不了|不适合学|别想|不(?:准|许|得|必)参加|不用参加|素质低|脑子(?:笨|不)|坐(?:最后|角落))",
    ),
    (
        "违法或危险行为",
        rf"(?:让|要求|组织|请|安排|带领?|鼓励|叫){_SUBJECT}[^。\n]{{0,16}}(?:私自|独自(?:下|到河|去水|用电|点火|爬)|徒手|用嘴(?:品?尝|吸)|品?尝[^。\n]{{0,6}}(?:药品|试剂|溶液|化学)|直接(?:触摸|接触)[^。\n]{{0,6}}(?:电|硫酸|盐酸|火)|下河|下水库|野泳|翻墙|翻越|玩火|横穿|闯红灯|燃放|吸烟|喝酒|饮酒|赌博|打架|入侵|盗取|破解[^。\n]{{0,6}}(?:密码|账号)|不戴(?:护目镜|手套|头盔)|不用(?:戴)?(?:护目镜|手套)|攀爬[^。\n]{{0,6}}(?:电|楼|屋顶|围墙))|(?:用手|手指|徒手)[^。\n]{{0,6}}(?:插入|触碰|触摸|捅)[^。\n]{{0,4}}(?:插座|电源|高压)",
    ),
    (
        "伪科学",
        r"(?:星座|血型|属相|面相|手相)[^。\n]{0,8}(?:决定|预测|测出|看出|判断)[^。\n]{0,8}(?:性格|命运|成绩|智商|未来)|量子波动速读|蒙眼(?:识字|看书|阅读)|松果体[^。\n]{0,8}(?:开发|开启|激活)|酸碱体质|碱性水[^。\n]{0,8}(?:治|防癌|抗癌)|包治百病|水能?(?:听懂|知道答案)|(?:制成|造出|发明)(?:了)?永动机|意念(?:移物|取物)",
    ),
    (
        "迷信",
        rf"(?:让|组织|请|带领?|教|要求){_SUBJECT}?[^。\n]{{0,10}}(?:算命|占卜|求神|拜佛|求签|烧香|看风水|驱邪|请符|抽签问)|(?:烧香|拜佛|拜神|求签|风水|符咒|菩萨|神灵)[^。\n]{{0,8}}(?:保佑|化解|改运|转运|提高成绩|考上)",
    ),
    (
        "商业广告",
        r"(?:加|添加|扫|关注)[^。\n]{0,8}(?:微信|VX|vx|二维码|QQ群?|公众号)[^。\n]{0,16}(?:购买|优惠|报名|下单|试听|领取(?:资料|优惠|课程)|咨询课程|团购)|(?:报名|咨询|订购|加盟|购买)(?:热线|电话|微信)\s*[:：]?\s*[\dA-Za-z]|(?:限时|特价|优惠价|原价)[^。\n]{0,10}(?:购买|报名|抢购|仅需|只要)[^。\n]{0,10}元?|(?:淘宝|天猫|京东|拼多多)[^。\n]{0,6}(?:店铺|旗舰店|搜索)[^。\n]{0,10}(?:购买|下单)|(?:辅导班|培训班|补习班|网课)[^。\n]{0,8}(?:火热|正在)?(?:招生|报名|优惠)",
    ),
)
_RED = tuple((rule, re.compile(words)) for rule, words in _RULES_LIST)
_EXCUSED = re.compile(_EXCUSE)
_SHOP_SUM = re.compile(r"多少|[？?]|几折|求|计算")
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦巴牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广东殴沃利蔚越隆师巩聂关荆"
_NAME = (
    rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|慕容|令狐)[\u4e00-\u9fff]{{1,2}})"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_PRIVATE = re.compile(
    rf"(?:学生|家长|父亲|母亲|监护人|{_NAME})[^。\n]{{0,14}}(?:电话|手机|住址|联系方式|身份证)[^。\n\d]{{0,6}}[\d]{{6,}}"
    rf"|{_NAME}(?:同学)?[^。，\n]{{0,6}}(?:父母离异|单亲家庭|家庭贫困|是?低保户|患有|智力(?:低下|障碍)|抑郁症|残疾)"
)


def find_red_lines(draft: Draft) -> list[RedLine]:
    """Passages no teacher should submit, each with the rule it breaks; quotes are verbatim."""
    text, found = draft.text, []
    for rule, pattern in _RED:
        for match in pattern.finditer(text):
            before = text[_sentence_start(text, match.start()) : match.start()]
            sentence = before + " " + text[match.end() : _sentence_end(text, match.end())]
            if _EXCUSED.search(sentence) or (rule == "商业广告" and _SHOP_SUM.search(sentence)):
                continue
            found.append(RedLine(rule=rule, quote=match[0], start=match.start(), end=match.end()))
    for pattern in (_IDENTITY, _PRIVATE):
        found += [RedLine(rule="学生隐私", quote=m[0], start=m.start(), end=m.end()) for m in pattern.finditer(text)]
    return sorted(found, key=lambda line: line.start)


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。！\n") + 1


def _sentence_end(text: str, at: int) -> int:
    ends = [place for mark in "。！？?\n" if (place := text.find(mark, at)) >= 0]
    return min(ends) + 1 if ends else len(text)


def check_safety(draft: Draft) -> Safety:
    """Everything a reviewer must see first, apart from the levels. Instructions in hidden text are reported there too."""
    hidden = [Hidden(quote=piece.quote, how=piece.how) for piece in draft.hidden]
    spans = find_instructions(draft.text)
    instructions = [Instruction(quote=draft.text[start:end], start=start, end=end) for start, end in spans]
    return Safety(red_lines=find_red_lines(draft), hidden_text=hidden, instructions=instructions)


# ----------------------------------------------------------------------------- before any remote call

_LIST_LABEL = re.compile(
    r"(?:学生|同学|小组|组员|参与|班级)?(?:姓名|名单|成员|组长|组员|学生|同学|值日生|课代表)(?:[（(][^）)\n]{0,12}[)）])?\s*[:：]\s*(?P<names>[^\n。；;]{2,200})"
)
_FULL_NAME = re.compile(rf"(?<![\u4e00-\u9fff]){_NAME}(?![\u4e00-\u9fff])")


def mask_personal(text: str) -> tuple[str, dict[str, str]]:
    """Replace phones, identity numbers and pupils' names by marks like 〔学生1〕; the table restores them (`unmask`)."""
    table: dict[str, str] = {}
    marks: dict[str, str] = {}
    for kind, secrets in (
        ("证件", _IDENTITY.findall(text)),
        ("电话", _PHONE.findall(text)),
        ("学生", _pupils(text)),
    ):
        number = 0
        for secret in dict.fromkeys(secrets):
            number += 1
            while (mark := f"〔{kind}{number}〕") in text:
                number += 1
            marks[secret], table[mark] = mark, secret
    if not marks:
        return text, {}
    either = re.compile("|".join(re.escape(secret) for secret in sorted(marks, key=len, reverse=True)))
    return either.sub(lambda match: marks[match[0]], text), table


def _pupils(text: str) -> list[str]:
    names: list[str] = []
    for match in _LIST_LABEL.finditer(text):
        names += [name for name in _FULL_NAME.findall(match["names"]) if name not in {"姓名", "班级", "学号"}]
    return names


def unmask(text: str, table: dict[str, str]) -> str:
    """Put back what `mask_personal` took out."""
    if not table:
        return text
    either = re.compile("|".join(re.escape(mark) for mark in sorted(table, key=len, reverse=True)))
    return either.sub(lambda match: table[match[0]], text)


_TEMPLATE = re.compile(
    r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|</?(?:s|bos|eos|system|user|assistant|instructions?|system_prompt|think)>|\{\{[^{}\n]*\}\}",
    re.I,
)
_FENCE = re.compile(r"`{3,}|~{3,}")
_SPEAKER = re.compile(r"^([ \t>*#\-\[]*(?:system|assistant|user|human|系统|用户|助手)[\]\s]*)([:：])", re.I | re.M)
_SECTION = re.compile(r"^#{3,}(?=\s*(?:system|instruction|response|user|assistant))", re.I | re.M)
_DEFUSED = str.maketrans("<>|[]{}", "＜＞｜［］｛｝")


def neutralise(text: str) -> str:
    """A draft's text, safe inside a prompt: chat templates, fences, role marks, invisible characters defused.

    The length never changes, so offsets and sentence numbers stay what they were.
    """
    text = "".join(" " if char in _INVISIBLE else char for char in text)
    text = _TEMPLATE.sub(lambda match: match[0].translate(_DEFUSED), text)
    text = _FENCE.sub(lambda match: "'" * len(match[0]), text)
    text = _SECTION.sub(lambda match: "＃" * len(match[0]), text)
    return _SPEAKER.sub(lambda match: match[1] + "·", text)
