"""The dimension an objective is listed under: one of the three of 三维目标 (2001), or a 核心素养 of the subject.

The names of 核心素养 are those of the 义务教育课程标准 (2022) and 普通高中课程标准 (2017, 2020 修订), subject by subject. Nothing is guessed from
the wording of an objective: it has a dimension only where one is written before it, over it, or in brackets behind it.
"""

from __future__ import annotations

import re

_THREE = r"知识(?:与|和|及)?(?:技能|能力)|知识|技能|能力|(?:核心|学科)?素养|过程(?:与|和|、)?方法|方法|情感[、，,]?(?:态度)?(?:[、，,]|与|和|及)*(?:价值观)?|价值观|数学思考|问题解决|思政|德育|思想"
LITERACIES = (
    r"文化自信|语言运用|思维能力|审美创造|语言建构与运用|思维发展与提升|审美鉴赏与创造|文化传承与理解"  # 语文
    r"|数感|量感|符号意识|运算能力|几何直观|空间观念|推理意识|推理能力|数据意识|数据观念|模型意识|模型观念|应用意识|创新意识|抽象能力"
    r"|数学抽象|逻辑推理|数学建模|直观想象|数学运算|数据分析"  # 数学
    r"|语言能力|文化意识|思维品质|学习能力"  # 英语
    r"|物理观念|化学观念|生命观念|科学观念|科学思维|科学探究(?:与(?:实践|创新意识))?|探究实践|(?:科学)?态度(?:与)?责任|社会责任"
    r"|宏观辨识与微观探析|变化观念与平衡思想|证据推理与模型认知"  # 理化生、科学
    r"|唯物史观|时空观念|史料实证|历史解释|家国情怀|人地协调观|综合思维|区域认知|地理实践力"  # 史地
    r"|政治认同|道德修养|法治观念|健全人格|责任意识|科学精神|法治意识|公共参与"  # 道法
    r"|运动能力|健康行为|体育品德|审美感知|艺术表现|创意实践|文化理解"  # 体艺
    r"|劳动观念|劳动能力|劳动习惯和品质|劳动精神|信息意识|计算思维|数字化学习与创新|信息社会责任"  # 劳动、信息科技
)
_NAME = re.compile(rf"(?:{LITERACIES}|{_THREE})(?:(?:方面)?(?:的)?目标|维度)?")
_MARKS = re.compile(
    r"^[\s#*>|\-•·√【\[〔（(]*(?:[\d一二三四五六七八九十①-⑩⑴-⒛]+(?:\.\d+)*[）)、.．\s]\s*)?[\s*【\[〔]*|[\s*：:】\]〕）)|]+$"
)
_BEHIND = re.compile(
    rf"[（(](?:指向|素养[：:])?[：:]?(?P<name>(?:{LITERACIES})(?:[、，和与](?:{LITERACIES}))*)[）)]\W*$"
)


def dimension_of(label: str) -> str | None:
    """The dimension that `label` (`1.知识与技能目标：`, `【科学思维】`) names, without number and marks; None if it names none."""
    bare = _MARKS.sub("", _MARKS.sub("", label.strip()))
    match = _NAME.fullmatch(re.sub(r"\s+", "", bare))
    return re.sub(r"(?:(?:方面)?的?目标|维度)$", "", match.group()) if match else None


def dimension_behind(text: str) -> str | None:
    """The 核心素养 in brackets at the end of an objective: `能说出算理（运算能力）`."""
    match = _BEHIND.search(text)
    return match["name"] if match else None
