"""Chinese personal names by surname and place: after 姓名：, in lists of a group, in a column of names.

Surnames: the hundred most common (公安部 2020 report on names) and those of 百家姓. A name alone is never enough, since
half the dictionary starts with a surname (计算, 方法, 文章): it counts only where the form says a person stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reviewer.safety.name_words import NOT_NAMES

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀甄曲封储靳段焦巴牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广东殴沃利蔚越隆师巩聂关荆"
_DOUBLE = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|慕容|令狐|司徒|夏侯|公孙|端木"
_HAN = "\u4e00-\u9fff"
NAME = rf"(?:(?:{_DOUBLE})[{_HAN}]{{1,2}}|[{_SURNAMES}][{_HAN}]{{1,2}})"
_PARTS = r"姓名|名单|成员|组长|副组长|组员|值日生|课代表|代表|小老师|(?:辅导)?对象|学困生|学优生|优等生|优秀生|潜力生|贫困生|单亲家庭学生|低保户子女|发言顺序|家长|监护人|参与同学|学生|同学|[一二三]等奖|第[一二三四五六七八九十\d]{1,3}(?:小)?组"
_STAFF = "(?:授课|任课|执教|指导|设计|主讲|备课|参赛)(?:教师|老师|人|者)|执教|班主任|主备人?|参备人?|参与备课|编写者|作者|教师姓名|主讲|说课人|撰稿人?"
_SEPARATOR = r"[、，,;；/→ \t\u3000]{1,3}"
_LISTED = re.compile(
    rf"(?:(?P<staff>{_STAFF})|(?P<pupils>{_PARTS}))(?:[（(][^）)\n]{{0,12}}[)）])?(?:[ \t\u3000]{{0,3}}[:：|→][ \t\u3000]{{0,3}}|[ \t\u3000]{{1,4}})"
    rf"(?P<names>{NAME}(?:老师|同学)?(?![{_HAN}])(?:{_SEPARATOR}{NAME}(?:老师|同学)?(?![{_HAN}])){{0,60}})"
)
_ONE = re.compile(rf"(?<![{_HAN}]){NAME}(?=(?:老师|同学)?(?![{_HAN}]))")
_BESIDE_PHONE = re.compile(
    rf"(?:^|学生|同学|[\n|，。；])(?P<name>{NAME})(?:同学)?(?=[，,（( ：:|][^。\n]{{0,30}}\d{{7}})"
)
_TITLES = re.compile(r"^(?:学生|教师|幼儿)?姓\s{0,2}名$")


def find_names(text: str) -> Iterator[tuple[str, str]]:
    """(学生 or 教师, name) wherever the form of the text says that a person stands there."""
    for match in _LISTED.finditer(text):
        kind = "教师" if match["staff"] else "学生"
        yield from ((kind, name) for name in _ONE.findall(match["names"]) if is_name(name))
    for match in _BESIDE_PHONE.finditer(text):
        if is_name(match["name"]):
            yield "学生", match["name"]
    for column, row in _rows(text, _TITLES):
        if _ONE.fullmatch(row[column]) and is_name(row[column]):
            yield "学生", row[column]


def is_name(word: str) -> bool:
    return word not in NOT_NAMES and word[:2] not in NOT_NAMES


def find_numbers(text: str) -> Iterator[str]:
    """Pupils' numbers in a column 学号."""
    for column, row in _rows(text, re.compile(r"^学\s{0,2}号$")):
        if re.fullmatch(r"[A-Za-z]?\d{4,14}", row[column]):
            yield row[column]


def _rows(text: str, title: re.Pattern[str]) -> Iterator[tuple[int, list[str]]]:
    """(index of the titled column, cells) of each table row under a header with that title."""
    column, width = -1, 0
    for line in text.split("\n"):
        if "|" not in line and "\t" not in line:
            column = -1
            continue
        cells = [cell.strip() for cell in re.split(r"[|\t]", line.strip().strip("|"))]
        titled = [index for index, cell in enumerate(cells) if title.match(cell)]
        if titled:
            column, width = titled[0], len(cells)
        elif column >= 0 and len(cells) == width:
            yield column, cells
