"""Teaching objectives one by one: whose behaviour they name, their verb, its cognitive level, and whether it can be observed.

Rules of the indicators obj.student_subject and obj.observable (indicators-lesson.yaml 1.1.0): `使/让学生…` and
`增强/引导/培养/提高学生…` have the teacher as subject; 了解, 掌握, 体会, 感受 can't be observed. Verbs and levels: see verbs.
"""

from __future__ import annotations

import itertools
import re

from reviewer.datamodels import Draft, Objective
from reviewer.lessons.component_names import MARKS, name_component
from reviewer.lessons.components import find_parts, is_filled
from reviewer.lessons.dimensions import LITERACIES, dimension_behind, dimension_of
from reviewer.lessons.evidence import Span, content_length
from reviewer.lessons.step_columns import aim_columns
from reviewer.lessons.verbs import FIRM_VAGUE, Verb, seen_verb, vague_verb

_CAUSATIVE = re.compile(
    r"(?:使|让|令|帮助|促使|指导|引导|带领|启发|鼓励|教育|组织|要求|培养|增强|提高|提升|激发|锻炼|发展|训练|磨[炼练]|调动|渗透|促进|拓展|开阔|陶冶|加强|启迪|唤起)"
    r"(?:了)?[^，。；]{0,6}?(?:学生|孩子|同学|幼儿|小朋友|他们|儿童)"
)
_TEACHER_VERB = re.compile(
    r"^(?:进一步|逐步|继续|初步|从而|并|以|同时|不断|着力|切实|通过.{2,30}?[，,]?)*(?:培养|激发|渗透|引导|培育|锻炼|训练|提高|提升|增强|发展|陶冶|鼓励|磨[炼练]|帮助|指导|让|使|向学生|加强|促进|促使|开阔|教育|启发|调动|启迪|唤起)"
)
_LABEL = re.compile(
    r"^[\s#*>|\-•·√]*(?:[（(]?[\d一二三四五六七八九十①-⑩⑴-⒛]+(?:\.\d+)*[）)、.．]?\s*)?\**(?:[^\s：:，。；]{0,8}(?:目标|素养|能力|意识|观念|知识与技能|知识和技能|过程与方法|过程和方法|方法|情感[^：:]{0,8}价值观|情感态度|价值观|思维[^：:]{0,6}|数学思考|问题解决|实践|自信|运用|创造|责任|态度|精神|探究|语言|文化|品质|思政|德育|提升|技能|知识|情感|审美|健康行为|运动能力|体育品德)[^：:，。；\n]{0,8})\**\s*[：:]\s*\**\s*"
)
_LITERACY = re.compile(rf"^[\s#*>|\-•·√\d.、．（()）①-⑩]*\**(?:{LITERACIES})\**\s*[：:]\s*\**\s*")
_NUMBERING = re.compile(
    rf"^[\s#*>|\-–—•·√{MARKS}]*(?:第[一二三四五六七八九]\s*[、，,：:])?(?:[（(][\d一二三四五六七八九十]+[）)]|[\d一二三四五六七八九十]+(?:\.\d+)*\s*[、.．)）]|[①-⑩⑴-⒛]|\d+(?:\.\d+)+|[1-9][ \u3000]+(?=[\d\u4e00-\u9fff]))?[\s*{MARKS}]*"
)
_BREAK = re.compile(
    r"<br\s*/?>|[\n。]|[；;](?![^（(\n]*[）)])|(?=[①②③④⑤⑥⑦⑧⑨⑴-⒛])|(?<=[\u4e00-\u9fff，,）)])\s*(?=(?:[（(]\d[）)]|\d[、.．](?!\d)))|\t"
)
_NOISE = re.compile(r"^\s*[（(][^（）()]*[)）]\s*$|雷达图|见课本|^\s*(?:教学|学习|复习|本课)?(?:重点|难点)")
_INTRO = re.compile(
    r"(?:学生|同学们?|本课|课后|学习者|我)[^，。；]{0,12}?(?:能够?|会|可以|应|将)?\s*[：:]$|^(?:通过本.{1,12}(?:学习|教学)[，,]?)?(?:学生)?(?:能够?|将)?[：:]?$"
)


# Knowledge aims; Words: subject, favourite …: what stands under it is learned, no aim of its own
_ENGLISH_LABEL = re.compile(
    r"(?i:[a-z]+(?: and [a-z]+)? (?:aims?|objectives?|goals?)\s*[:：]?$|(?:key )?(?:words|vocabulary|phrases|sentences?(?: patterns?)?|structures?)\s*[:：])"
)


def split_clauses(text: str) -> list[str]:
    """The clauses of one objective, between commas; quotations and brackets stay whole."""
    return [part for part in re.split(r"[，,](?![^“”\"（(]{0,12}[”\"）)])", text) if content_length(part) >= 2]


def is_teachers(clause: str) -> bool:
    """True if the clause makes the teacher act: 使学生…, 培养学生的…, 激发学习兴趣."""
    return bool(_CAUSATIVE.search(clause) or _TEACHER_VERB.match(clause.strip()))


_MANNER = re.compile(r"通过|联系|结合|借助|在.{2,20}中$|围绕|以.{2,14}(?:为|来)|.{1,5}$")


def student_part(text: str) -> float:
    """Share 0–1 of the objective's clauses with the student as subject; after 引导学生 the rest is the teacher's too."""
    clauses = split_clauses(text)
    if not clauses:
        return 0.0
    students, led, made, manner = 0.0, False, False, 0
    causative = next((i for i, clause in enumerate(clauses) if _CAUSATIVE.search(clause)), None)
    for index, clause in enumerate(clauses):
        if causative is not None and index < causative and _MANNER.match(clause.strip()):
            manner += 1
            continue  # 联系生活，引导学生…: how the teacher goes about it
        if is_teachers(clause):
            led = led or bool(_CAUSATIVE.search(clause))
            made = made or bool(re.search(r"(?:使|让|令)(?:学生|同学|孩子|他们|幼儿)", clause))
        elif not led or (not made and re.match(r"\s*(?:学生)?(?:能|会|可以)", clause)):
            students += 1
    return students / (len(clauses) - manner)


_BY_MEANS = re.compile(r"^(?:通过|借助|结合|联系|利用|经过)[^，,]{1,24}[，,](?=.*(?:能|会|说|写|归纳|概括|解释))")


def find_verb(text: str) -> Verb | None:
    """The verb of an objective: its first observable one if it can be observed, else its first vague one; None without any."""
    if _CAUSATIVE.search(text) or _TEACHER_VERB.match(text.strip()):
        text = _object_free(text)
    text = _BY_MEANS.sub("", _without_label(text))
    seen, vague = seen_verb(text), vague_verb(text)
    found = (seen or vague) if is_observable(text) else (vague or seen)  # 懂得合作的重要: 合作 is no behaviour here
    return found[1] if found else None


_ABILITY = re.compile(
    r"[^，。；、]{0,30}?(?:能力|意识|兴趣|习惯|精神|素养|思维|情感|态度|品质|品格|想象力|创造力|热情|方法论|信心|观念|素质)"
)


def _object_free(text: str) -> str:
    """Leaves out what is an ability to be fostered (培养学生解决问题的能力): its verb is no behaviour."""
    return _ABILITY.sub(lambda match: re.match(r"\W*\w{0,2}", match.group()).group(), text)  # type: ignore[union-attr]


def is_observable(text: str) -> bool:
    """True if some behaviour in the objective can be seen or tested; abilities, methods learnt and vague verbs can't.

    Nor does what the lesson goes by (通过对比…，培养…) say what pupils can do in the end, unless nothing else is said.
    """
    clauses = split_clauses(_without_label(text))
    aims = [one for at, one in enumerate(clauses) if at == len(clauses) - 1 or not _BY_WAY.match(one)]
    return any(_clause_observable(clause) for clause in aims)


_BY_WAY = re.compile(
    r"\W*(?:能|学生)?(?:通过|借助|结合|联系|经过|经历|利用|依托|围绕|在.{2,}(?:中|里|下|时)\s*$|以.{2,}(?:方式|形式|途径)\W*$)"
)


def _without_label(text: str) -> str:
    """能把局部问题改成全文问题（思维能力） without the competency behind it, which is no part of the behaviour."""
    return re.sub(r"[（(][^（）()]*[）)]\W*$", "", text) if dimension_behind(text) else text


def _clause_observable(clause: str) -> bool:
    """The first verb of the clause, or of a part joined by 并 or 且, is one that can be seen or tested."""
    if _TEACHER_VERB.match(clause.strip()) and not _MADE.search(clause):
        return False
    made = _MADE.search(clause)
    bare = clause[made.end() :] if made else clause
    if made and re.match(r"的|对.{0,20}(?:兴趣|了解|认识)", bare):
        return False
    for part in re.split(
        r"并且?(?=能|会|[\u4e00-\u9fff]{2})|且(?=能|会)", _ABILITY.sub("", bare) if "能力" in bare else bare
    ):
        seen = seen_verb(part)
        vague = FIRM_VAGUE.search(part)
        if seen and (vague is None or seen[0] <= vague.start()):
            return True
        if vague is None and not seen and _CAN_DO.match(part.strip()):
            return True
    return False


# What a pupil can do with something is seen even where its verb is in no list (能用手腕带动绳子).
_CAN_DO = re.compile(
    r"(?:学生|我)?(?:(?:能够?|会)(?!力|量|议|意|心|同)(?:(?=[\u4e00-\u9fff]{2})|[用把将跟按从为给向])|(?:熟练|正确|准确|独立)地?[把将用])(?!.*(?:积极|主动|乐于|愿意|心态|态度|眼光|角度))"
)


_MADE = re.compile(r"(?:使|让|令|帮助|引导|指导|鼓励|组织)(?:学生|同学们?|孩子们?|幼儿|小朋友)")


MOST = 24  # no lesson has more objectives; a longer list is something else


def find_objectives(draft: Draft) -> list[Objective]:
    """The objectives under 教学目标 (all its parts), in order; labels such as 知识与技能： belong to none."""
    found: list[Objective] = []
    for part in find_parts(draft):
        if part.component != "objectives":
            if found:
                break  # a later 学习目标 belongs to a table of standards, an example, a second lesson
            continue
        if not is_filled(draft.text[part.body : part.end]):
            continue
        entries = [entry for span in _aim_spans(draft, part.body, part.end) for entry in _entries(draft, *span)]
        for start, end, dimension in entries[: MOST - len(found)]:
            text = draft.text[start:end]
            verb = find_verb(text)
            found.append(
                Objective(
                    text=text,
                    student_subject=student_part(text) > 0.5,
                    observable=is_observable(text),
                    start=start,
                    end=end,
                    verb=verb.text if verb else None,
                    bloom=verb.level if verb else None,
                    dimension=dimension_behind(text) or dimension,
                )
            )
    return found


def _aim_spans(draft: Draft, start: int, end: int) -> list[Span]:
    """The part without the cells that stand beside objectives in a table (目标 | 证据): those are none."""
    aims = aim_columns(draft)
    spans, position = [], start
    for block in draft.blocks if aims else ():
        beside = block.table in aims and block.column != aims[block.table or 0]
        if beside and start <= block.start < end:
            spans.append((position, max(position, block.start)))
            position = block.end
    return [*spans, (min(position, end), end)]


def _entries(draft: Draft, start: int, end: int) -> list[tuple[int, int, str | None]]:
    """Spans of the single objectives between start and end, each with the dimension it is listed under."""
    bounds = [
        start,
        *(b for b in (p for m in _BREAK.finditer(draft.text, start, end) for p in (m.start(), m.end()))),
        end,
    ]
    bounds = sorted(set(bounds))
    entries = []
    dimension: str | None = None
    for left, right in itertools.pairwise(bounds):
        piece = draft.text[left:right]
        label = _LABEL.match(piece) or _LITERACY.match(piece)
        offset = label.end() if label else _NUMBERING.match(piece).end()  # type: ignore[union-attr]
        dimension = _dimension(piece, offset) or (None if label else dimension)
        if label:  # 1.知识与技能：（1）能… : a number may follow the label
            offset += _NUMBERING.match(piece[offset:]).end()  # type: ignore[union-attr]
        text = piece[offset:].rstrip(" *|")
        if content_length(text) < 4 or _NOISE.search(text) or _INTRO.search(text.strip()):
            continue
        if (
            text.rstrip().endswith(("：", ":"))
            or name_component(text)
            or not (find_verb(text) or len(text) > 8 or text.startswith(("能", "会", "喜欢", "热爱", "愿意", "乐于")))
        ):
            continue
        if re.fullmatch(r".{0,14}(?:目标|与方法|价值观|素养|技能)", text) or _ENGLISH_LABEL.match(text):
            continue
        entries.append((left + offset, left + offset + len(text), dimension))
    return entries


def _dimension(piece: str, offset: int) -> str | None:
    """The dimension named by the label of an entry, by its first words in brackets, or by a line that is nothing else."""
    bracket = re.match(r"[\s\d.、．（()）①-⑩⑴-⒛*]*[【\[〔（(]([^】\]〕）)]{2,12})[】\]〕）)]", piece)
    labels = (piece[:offset], bracket[1] if bracket else "", piece if len(piece) <= 24 else "")
    return next((name for label in labels if label and (name := dimension_of(label))), None)
