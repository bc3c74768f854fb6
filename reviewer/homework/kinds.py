"""What kind of work an item is: 口算 … 编程, from its own words first, then from the title of its group."""

from __future__ import annotations

import re

from reviewer.homework.copying import repeated, without_refusals
from reviewer.homework.items import Task
from reviewer.homework.tasks import has_blank, is_group_title, orders, picks_work
from reviewer.homework.tier_labels import tier_heading

_EXPRESSION = re.compile(r"\d[\d.]*\s*(?:\\times|\\div|[+\-−×÷*/])\s*[(（]?\s*\d")
_ABOUT_CODE = re.compile(r"[^？?\n]{2,40}[？?]")  # a question about code, not code to write
_CODE_GAP = re.compile(r"[=(]\s*_{2,}")  # b=____ in a program

# Work with the hands, told by what is taken and done with it rather than by the word 实验 or 制作.
_STUFF = "杯|碗|瓶|盆|盘|盒|罐|蜡烛|冰(?![箱柜])|绳|线|尺|纸|磁铁|电池|灯泡|导线|种子|豆|弹簧|橡皮筋|吸管|气球|硬币|鸡蛋|醋|盐|糖|水(?!平)|油|土|沙|石|叶|花|积木|小棒|木块|筷子|毛巾|布|镜|手电"
_ACTS = "装|放[入进在上着]?|敲|倒入?|裹|罩|点燃|滴|搅|浸|泡|称|挂|晒|拉|吹|吸|照|浇|埋|切|捏|折|剪|拼|摆|搭|做|系|绑|压|推|滚|扎|涂|插"
_EXPERIMENT = (
    r"(?:至少|重复)做[两二三2-5]次|用[^。；\n]{0,8}(?:秤|天平|温度计)[^。；\n]{0,4}(?:试一试|称一称|测一测)|"
    rf"(?:^|[，。：:；）)]|先|请)(?:再|各|分别|另)?(?:取|拿|准备|找来?|点燃|用|选)(?!适当|恰当|简便|竖式|字母)[^。？?\n]{{0,20}}(?:{_STUFF})[^。？?\n]{{0,30}}?(?:{_ACTS})[^？?\n]{{0,80}}(?:测|看|听|记|排|比较|发现|(?<![因系函指参倍])数|观察|称|量)"
    r"|(?:把|将)[^。？?，,\n]{1,10}(?:切|捣|磨|泡|溶|加热|冷冻|埋|煮沸?|晒|浸|倒[进入]|放[进入到]|装[进入]|浇)[^。？?\n]{0,60}(?:记(?!得)|观察|比较|看一?看|排|多久|摸一?摸|闻)"
    r"|在[^。？?，\n]{1,14}(?:杯|碗|瓶|盆|盘)[^。？?，\n]{0,4}[里中](?:倒|放|装|加|种)[^？?\n]{2,80}(?:看|记(?!得)|量|测|观察|画)"
    r"|每(?:隔)?[\d一二两三五十]{1,3}\s*(?:分钟|天|小时|秒)[^。？?\n]{0,8}(?:看|测|量|记|数|读)[^。？?\n]{0,4}次"
)
_CRAFT = (
    r"(?:用|拿|捡|找|采)[^。？?\n]{1,16}(?:摆|拼|搭|捏|贴|粘|围)(?:出|成)|用[^。？?\n]{0,12}(?:废旧|旧物|彩纸|卡纸|硬纸|白纸|泥|积木|木棒|木条|吸管|纸盒|纸板|瓶盖|布|绳|铁丝|毛线|饮料瓶)[^。？?\n]{0,14}(?:设计|做|折|剪|拼|搭|制|捏|编)"
    r"|(?:折|捏|搭|缝|织|糊|扎|烤|腌|种|养|栽|做)(?:出|成|好)?(?:一|两|三|几|\d)\s*(?:只|个|张|份|本|架|盏|盆|条|朵|串|件|座|套|把|幅|枚|艘|辆|顶|棵|道菜)(?!问题|实验|调查|记录|题|选择|判断|计划|总结|比较|对比|练习|检验|统计|算)"
    r"|(?:制作|做|设计|编)[^。？?\n]{0,10}(?:小?游戏|动画|模型|装置|作品|机器人|小程序作品|教具|学具|贺卡|书签|标本|风筝|灯笼)(?!规则|[是的由有将])"
)
_MEASURE = r"(?:测|量|称|数)一?(?:测|量|称|数)(?!量)|(?:用[^。？?\n]{0,8}(?:尺|秤|秒表|温度计|量角器|量筒)|(?<!不)再|动手|实际|亲自|先)[^。？?\n]{0,4}(?:量|测|称)(?!单位)|(?:测出|量出|称出)(?!了)"
# bodily practice: what is played, how often or with whom
_GAMES = "跳绳|颠球|垫球|传球|运球|投篮|射门|拍球|踢毽子?|慢跑|快跑|跑步|折返跑|跑走|走跑|长跑|耐力跑|高抬腿|开合跳|平板支撑|仰卧起坐|俯卧撑|深蹲|蹲起|立定跳远|跳远|跳高|拉伸|体操|广播操|武术操?|太极|五步拳|游泳|轮滑|引体向上|波比跳|前滚翻|坐位体前屈|呼啦圈|羽毛球|乒乓球"
_SPORT = (
    rf"(?:{_GAMES})[^。；？?\n]{{0,16}}(?:\d|[一二两三四五六七八九十几每])\s*(?:组|次|个|分钟|秒|米|千米|公里|圈|遍|下|天)"
    rf"|(?:\d|[一二两三四五六七八九十每])\s*(?:人|组|天|次|分钟|秒|周)[^。；？?\n]{{0,10}}(?:{_GAMES})|(?:练习?|坚持|进行|完成|一起|参加|比赛)(?:{_GAMES})|(?:一|连)(?:停|续)?跳|摇绳"
)
_TITLED = tuple(  # what the item's own title or first words call it
    (kind, re.compile(rf"(?:{words})"))
    for kind, words in (
        ("调查", r"(?:小|微)?(?:调查|采访|访谈|走访|寻访|田野)|[\u4e00-\u9fff]{0,6}调查(?:表|员|团)?$"),
        ("制作", r"(?:动手)?(?:制作|自制|手工|做个)"),
        ("实验", r"(?:家庭|动手|厨房|趣味)?(?:小?实验)(?!题|中|时|结|数|表明|测得|室|探究题)"),
        ("观察", r"(?:连续|长期|坚持)?观察(?!下|图|如|右|左|算|这|以上|上面|表|数|规律)"),
    )
)
# steps and phenomena written from memory: 写出实验室制取氧气的步骤
_FROM_MEMORY = re.compile(
    r"(?:写出|说出|简述|回答)[^。？?；]{0,24}(?:实验室|制取|步骤|方法|现象|原理|方程式|装置|注意事项)"
)
# the survey or experiment is what the question is about: 为了了解…，抽查了80户；这两次测量哪次准
_REPORTED = re.compile(
    r"为了?(?:了解|研究|调查|估计|检验)[^。？?]{2,40}(?:抽取|抽查|随机|调查了|进行了?|统计了|记录了|测[得了])|(?:这|此|上述|该)[次项个两几三]?[种次项]?(?:调查|实验|观察|测量)"
    r"|(?:调查|测量|统计|观察|抽查)了[^。？?]{0,20}(?:[名个位只户]|学生|结果|数据)|进行了?一?[项次个]?[^。，]{0,16}(?:调查|实验)[，,]"
    r"|(?:某|一个?)[^。，]{0,8}(?:小组|同学|兴趣班)[^。\n]{0,30}(?:研究|探究|测量|测定|验证)"
)
_OWN_SURVEY = re.compile(
    r"请你?(?:设计|调查|实施|完成一[份项次])|你(?:们)?(?:去|来|也)?(?:调查|测量|设计)|并?实施|动手|自己"
)
_TRANSLATE = re.compile(r"translate\b|翻译", re.I)
_QUESTIONED = re.compile(r"多少|求|[（(]\s*[)）]|_{2,}|＿{2,}|面积|周长|体积|几[个平立种]")

# Own words, in order: the first that fits names the kind.
_OWN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        (
            "编程",
            r"(?:编[写成出]?|写).{0,8}程序|编程|程序(?:输出|实现)|Python|Scratch|print\(|input\(|样例输入|输出样例|代码|函数的作用|用.{0,6}循环|依次输出|打印出|\bint\(|float\(",
        ),
        ("默写", r"默写|听写"),
        ("抄写", r"抄写|誊写|抄一抄|抄[^。]{0,12}[遍行]|书写.{0,10}[遍行]|写.{0,6}生字|\bcopy\b"),
        (
            "调查",
            r"(?<!经)(?<!经市场)(?<!据)调查|采访|访问|走访|请教|向[^。；，]{2,14}(?:请教|打听)|查[找阅].{0,10}(?:资料|信息|历史|故事)|访谈|寻访|问[问一]问?(?:家里|家人|爸|妈|爷|奶|姥|外公|外婆|长辈|邻居|亲戚|身边)|搜集|收集(?![管瓶到]|装置|气体|方法)|interview|survey",
        ),
        (
            "作文",
            r"习作|作文|小练笔|写一篇|写话|续写(?!的)|(?:改写|扩写|缩写)(?!自|他|她|一?[句下]|[^。；，”“]{0,6}(?:说法|句子|选择|步骤|说明|建议)|的|后|前|[)）”])(?=课文|短文|原文|故事|诗|古诗|成一[篇段则首封个]|[《“]|[^。；，]{0,8}(?:字|词|结尾|开头|一[篇段则首封]))|仿写|写一?[段则封]|日记|书信|读后感|观后感|(?:写|作|拟|撰)[^。？?\n]{0,24}(?<!不超过)(?<!\d)(?:[3-9]\d|\d{3,4})\s*(?:多|余|来)?(?:个)?[字词](?!回答)|\d+\s*字(?:以上|左右)?的?(?:短文|短评|小论文|评论|说明|报告|发言|倡议|介绍)|自编(?!题|一道|一[道个]?[^。，]{0,8}题)|编(?:写|讲)?[^。；，？?\n]{0,12}(?:故事|童话|寓言|剧本|对话)|故事[^？?\n]{0,40}\d+\s*[字词]|write (?:a|an) (?:short )?(?:passage|composition|letter|story|paragraph|diary|email)",
        ),
        (
            "实验",
            r"(?:做|完成|设计|进行).{0,10}实验|实验(?:探究|报告|步骤)|(?:写|填|完成|做好|整理)[^。；，]{0,6}实验记录|小实验|探究实验|对照实验|"
            + _EXPERIMENT,
        ),
        (
            "制作",
            r"(?<!标本)(?<!食品)制作(?!时|过程|中|的(?!话)|完|方法|体验|成本|步骤)|做一[个张份本架盏]|手工|自制(?!力)|做.{0,6}模型|折一?折|剪一?剪|搭建|拼搭|种植(?!结构|业|面积|区|户|制度|方式|了)|捏一|编织|(?:^|[.!?。：:]\s*|please )make (?:a|an) (?!list|sentence|phone|dialog|conversation|choice)",
        ),
        (
            "操作",
            _SPORT
            + r"|量一?量|测量|测一?测|摆一?摆|拼一?拼|称一?称|动手|(?:实际|亲手|上机|自己)操作|操作(?:题|实践|活动)|走一走|转一转|到.{0,8}(?:超市|银行|公园|菜场|菜市场|商店)|参观|劳动(?!力|者|合同|法|节|人民|生产率)|做家务|做一道[^，。？?]{0,6}菜|学做|下厨|做饭|包饺子|烹饪|表演",
        ),
        (
            "观察",
            r"观察(?!了).{0,16}(?:记录|变化|现象|天|周|星空|月亮|植物|动物|实物|生活|写|家|周围|校园)|留心观察|持续观察|连续(?:看|记|测|量|观察)?[一二两三四五六七八九十几\d]+(?:天|周|个?星期|个晚上)[^？?\n]{0,24}(?:记|量|数|看|测|观察|拍)",
        ),
        (
            "绘图",
            r"思维导图|手抄报|画出(?!来|第一|文中|句子|[^。，；]{0,8}(?:错误|毛病|词|句))|画一(?!遍|道)|画画|绘制|绘画|作图|画图|画(?:一?[个张幅条])?[^。，；？?\n]{0,8}(?:时间轴|关系图|曲线|表格|箭头|结构图|柱状图|流程图|折线图?|统计图|简图|对比图|树状图)|画成[^。，；？?\n]{0,8}图|[中上里内](?:画|作|描|绘)出[^。，；？?\n]{0,12}(?:图[象像线]|曲线|光路)|示意图|绘一|海报|连环画|草图|统计图|线段图|\bdraw (?:an?|your|one|it)\b(?!.*(?:_{2}|＿))",
        ),
        ("背诵", r"背诵|背一背|背熟|背下来|背会|背出(?!来源)|背给|熟记|熟背|背.{0,6}(?:口诀|古诗|段|单词)|recite"),
        (
            "朗读",
            r"朗读|诵读|读一读|^[^写。]{0,16}读给|读正确|读流利|熟读|跟读|读熟|听读|吟诵|读(?!了).{0,6}遍|read (?:aloud|the (?:text|dialogue|words))|listen (?:to|and)",
        ),
        (
            "表达",
            r"(?:说一?说|说出)(?![^。；，？?]{0,12}(?:理由|依据|根据|原因|为什么|证据|道理|毛病|错在|区别|不同|关系|影响|看法|怎样想|怎么想))|说给|讲(?=《|[^。；，？?]{0,4}(?:一段|两遍|出来))|讲一?讲|讲给|讲述|复述|介绍|演讲|分享|汇报|告诉[^。；，]{0,6}(?:家人|爸|妈|同学|老师|伙伴)|教(?:给|会)?(?:弟弟|妹妹|家人|同学|邻居|一位)|辩论|谈谈(?![^。；，？?]{0,12}(?:理由|看法|认识|理解|原因))|聊一?聊|交流|口头|(?:向|给|和).{0,8}(?:家人|父母|爸爸|妈妈|家长|同学|伙伴).{0,8}(?:说|讲|介绍|交流)|(?:tell|introduce|talk)(?!\s*[_＿])",
        ),
    )
)
_TITLES: tuple[tuple[str, str], ...] = (
    ("口算", r"口算|直接写出?得数|算得又[对快]"),
    ("选择", r"选择题?|单选|多选|choose|选一选"),
    ("判断", r"(?<!来)(?<!文)判断(?!依据|标准)|对的打|true or false|judge"),
    (
        "填空",
        r"填空|填一填|看拼音|解释(?:下列|下面)?(?:加点)?(?:的?词[语义]?|字词)|补充完整|fill in|complete the|我会填|填口诀|括号里填",
    ),
    ("计算", r"计算(?!机)|脱式|竖式|简便|递等式|解方程|混合运算|化简|求值|笔算|算一算|解比例|简算"),
    ("应用", r"解决问题|应用题|解决实际|走进生活"),
    ("默写", r"默写|听写"),
    ("作文", r"习作|作文|(?<![分一二三四五六七八九十])写作(?!业|\s*[（(_＿])|小练笔|书面表达|write a"),
    ("阅读", r"阅读|短文|read the"),
    ("绘图", r"作图|画图|画一画"),
    ("操作", r"操作(?:题|实践|活动)|动手"),
    ("解答", r"实验|解答|简答|问答|论述|探究|材料分析"),
)
_TITLE = tuple((kind, re.compile(words, re.I)) for kind, words in _TITLES)
_READING = re.compile(
    r"阅读(?:短文|下面|下列|材料|古诗|选文|理解|课文|片段|文段|$)|文中|短文|选文|诗人|诗句|课文中|作者"
)
_CHOICE = re.compile(r"[（(]\s*[A-D]?\s*[)）]")
_JUDGE = re.compile(
    r"^判断[:：。]|判断(?:题|对错|正误|下[列面])|对的(?:打|画)|[√✓].{0,8}[×✗✘]|是否正确[（(]|[。.]\s*[（(]\s*[√×]?\s*[)）]\s*$"
)
_BLANK = re.compile(
    r"[（(][^（）()\n]{1,4}[:：]\s{2,}[)）]|_{2,}|＿{2,}|[（(]\s*[)）]|(?:必须|[（(])\s*[一-龥]\s[一-龥]\s*[)）]|[□○◯](?![和、与])|\\quad|填(?:空|上|入|出|进|在|一填|写)(?!表|记录)"
)
_WORD_PROBLEM = re.compile(
    r"\d[\s\S]*(?:多少|几[个只元条本支页千米人天岁辆棵次小时分]|(?<![要诉需请追谋力寻])求(?![助职学真是证])[^。]{2,}|够吗|各是?几|怎样.{0,6}(?:合算|便宜)|哪.{0,8}(?:多|少|快|便宜|合算))"
)
_PAGES = re.compile(r"\d+\s*[-—–~～]\s*\d+\s*[页题课]")  # 第30-33页 is no sum
_WORKED_OUT = re.compile(r"求(?!助|救|知)|证明|计算|列式|解方程|[=＝]")
_JUDGE_FIRST = re.compile(
    r"\W*判断(?!.{0,14}(?:个数|形状|位置关系|单调性|奇偶性|大小))|.*判断(?:下|题|对错|正误|[^。，]{0,12}(?:是否|对不对|能否))"
)
_TOLD = re.compile(r"说一?说|说出|谈谈|你来说")
_WRITES = re.compile(r"写|列|填|画|圈|改正|标")
_ARGUED = re.compile(r"为什么|理由|说明|建议|怎样|如何|指出|影响|结论")
_SUMS = re.compile(r"[\d\s.+\-−×÷*/=＝()（）<>○□_＿,，、;；$\\{}\[\]a-z²³^:：%％/]+", re.I)
_MENDED = re.compile(
    r"(?:修?改|改正|订正)[^。；，\n]{0,6}(?:病句|错句)|修改符号|[缩扩]句(?!子?的)|按要求(?:写|改写?|完成)句子?|句子变换"
)
_FORM = re.compile(
    r"\W*(?:我会|认真|仔细)?(填空|填一填|判断)题?\W*(?:$|[（(。])"
)  # a title that says what stands below it
TITLE = 30  # characters of a line that may be a title
PRACTICAL = frozenset({"操作", "调查", "实验", "制作", "观察"})
WRITTEN = frozenset(
    {"口算", "计算", "填空", "选择", "判断", "解答", "应用", "阅读", "默写", "抄写", "作文", "绘图", "编程"}
)


def expressions(text: str) -> int:
    """How many separate sums an item holds: `3+5=  6-2=` is 2."""
    equations = re.findall(r"\d[\d.\s]{0,12}(?:\\times|\\div|[+\-−×÷*/])[^=＝\n，,;；]{0,40}[=＝]", text)
    return len(equations)


# the options may stand in a table or a picture
_WHICH_ARE = re.compile(
    r"下列[^。？?\n]{2,40}(?:不?正确|错误|有误|不?合理|不?符合[^。？?\n]{0,8}|不?能[^。？?\n]{0,10}|属于[^。？?\n]{0,10})的是\W*$"
)


def is_to_mend(task: Task) -> bool:
    """Whether the item is a sentence that the order above it has mended: its words ask for nothing."""
    return bool(_MENDED.search(task.near)) and not task.options and not orders(task.body)


def find_kind(task: Task) -> str:
    """The item's kind, one of 口算 计算 填空 选择 判断 解答 应用 阅读 默写 抄写 背诵 作文 朗读 操作 调查 实验 制作 观察 绘图 表达 编程."""
    body, title = without_refusals(task.body).replace("**", ""), task.stem
    first = body.split("\n", 1)[0]
    if is_to_mend(task):
        return "填空"
    if _TRANSLATE.match(body.strip()):
        return "解答"
    if named := _by_name(task.body, body):
        return named
    if (task.options and not picks_work(f"{task.near}\n{body}", optional=task.optional)) or _WHICH_ARE.search(first):
        return "选择"
    if repeated(body) > 1 and not re.search(r"默写|听写", body):
        return "抄写"
    if _CODE_GAP.search(body):
        return "填空"
    if _SUMS.fullmatch(body) and _EXPRESSION.search(body):
        return _of_sums(body, title)
    if (form := _FORM.match(task.near)) and has_blank(body):
        return "判断" if form[1] == "判断" else "填空"
    for kind, words in _OWN:
        if kind == "编程" and words.search(body) and _ABOUT_CODE.fullmatch(body.strip()):
            return "解答"
        if kind == "表达" and _WORKED_OUT.search(body[:60]):  # 求……，再说出哪种方法好: the saying is not the work
            continue
        if kind in {"制作", "调查", "编程"} and _is_story(body):
            continue
        told = kind == "操作" and bool(_WORD_PROBLEM.search(body)) and not orders(body)
        if words.search(body) and not told and not (kind in {"实验", "观察", "调查", "操作"} and _only_told(body)):
            return kind
        if kind == "操作" and (hands := _by_hands(body)):
            return hands
    return _by_form(task, first, task.near)


def _by_name(written: str, body: str) -> str | None:
    """A practical kind that the item's bold title or its first words name: `**错因调查**`, `制作一个…`."""
    bold = re.match(r"\s*\*\*([^*]{2,24})\*\*", written)
    head = bold[1] if bold else re.split(r"[。？?，,：:\s]", body.strip(), maxsplit=1)[0][:16]
    for kind, words in _TITLED:
        named = words.search(head) if bold else words.match(head)
        if named and not _only_told(body) and not _CHOICE.search(body):
            return kind
    return None


def _is_story(body: str) -> bool:
    """A blank to fill, whatever the story around it tells of: 制作香囊时，用棉线缝合，缝合处是一条（　）."""
    ordered = orders(body) and not re.match(r"[^，]{2,12}[时中后]，", body)
    return has_blank(body) and not ordered and "请" not in body


def _by_hands(body: str) -> str | None:
    """Making or measuring told by the things used; a sum about cutting or folding is none."""
    if _only_told(body):
        return None
    if re.search(_CRAFT, body) and not _QUESTIONED.search(body):
        return "制作"
    return "操作" if re.search(_MEASURE, body) and not _CHOICE.search(body) else None


def _only_told(body: str) -> bool:
    """A question about something that was measured or observed is not practice: `小明测量了…，求…`."""
    told = re.search(
        r"(?:小[\u4e00-\u9fff]|同学们?|某|老师|科学家|李|王|张|他|她|他们|小组|工人|下图|如图|实验中|实验时|实验小组)[^。]{0,20}(?:观察|测[量出得]|实验|调查|统计|种植|参观|做|跳绳|[跑跳踢颠投拍]了|取[一两三四]|量[出得了]|称[出得了])",
        body,
    ) and not re.search(r"(?:请你?|你也?|自己|也来|再)(?:用|动手|做|测|量|试|调查|观察|重新)", body)
    asked = re.search(r"[？?]|[（(]\s*[)）]|_{2,}|多少|求|下列|下面", body)
    if asked and is_report(body):
        return True
    if asked and re.match(r"\W*在[^，。]{0,12}实验中", body):
        return True
    if _FROM_MEMORY.search(body) and not re.search(r"动手|做完|试着|在家|家里", body):
        return True
    return bool(told and asked) or bool(re.search(r"(?:下列|以下|关于)[^。]{0,14}(?:实验|观察|测量|调查)", body))


def is_report(text: str) -> bool:
    """Whether a survey or experiment is told as what others did, nothing of the kind being asked."""
    return bool(_REPORTED.search(text)) and not _OWN_SURVEY.search(text)


def _of_sums(body: str, title: str) -> str:
    hard = re.search(r"[\d.]{4,}|[+\-×÷].*\d\s*[+\-×÷].*\d", body.split("=")[0]) or re.search(r"[(（]\d.*[+\-×÷]", body)
    if re.search(r"口算|直接写", title) or (not hard and not re.search(r"竖式|脱式|递等|简便|计算题", title)):
        return "口算"
    return "计算"


def _form_title(title: str) -> str:
    """What a title says about the form of work; a tier's pretty name (拓展：算一算，想一想) says nothing."""
    if tier_heading(title) and not is_group_title(title):
        return "\n".join(re.findall(r"[（(][^（）()]*[)）]", title))
    return title


def _judging(line: str) -> bool:
    """Whether a title or an order asks for right or wrong; 由单调性判断… in a long text doesn't."""
    return "判断" in line and (len(line) <= TITLE or _JUDGE_FIRST.match(line) is not None)


def _by_form(task: Task, first: str, near: str) -> str:
    body = task.body
    if _JUDGE.search(body) or (not task.options and any(_judging(line) for line in near.split("\n"))):
        return "判断"
    for source in (first[:30], _form_title(near), _form_title(task.stem[-60:].rsplit("\n", 1)[-1])):
        for kind, words in _TITLE:
            if kind == "判断" and source == first[:30] and not _JUDGE_FIRST.match(source):
                continue  # 由图象判断 a 的符号: worked out, not told right from wrong
            if not words.search(source) or (kind == "选择" and not re.search(r"题|选一选|选[择出]正确|choose", source)):
                continue
            if kind == "解答" and has_blank(body) and not re.search("[？?]", body):
                return "填空"  # 实验：玻璃板应____放置
            if kind != "计算" or re.search(r"\d", body) or not _ARGUED.search(body):
                return kind
    told = f"{near[-160:]}\n{body}" if not tier_heading(near) and re.search(r"多少|几", body) else body
    if _WORD_PROBLEM.search(told):
        return "应用"
    if _READING.search(task.stem) or _READING.search(body):
        return "阅读"
    if _EXPRESSION.search(_PAGES.sub("", body)) and (len(body) < 60 or expressions(body) >= 4):
        return "计算"
    if _BLANK.search(body) or re.search(r"连一连|连线|组词|造句|注音|圈一?圈|连起来", body):
        return "填空"
    return "表达" if _TOLD.search(body) and not _WRITES.search(body) else "解答"
