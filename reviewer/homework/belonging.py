"""Whether what stands under a stem with numbers of its own is one task: statements, conditions, steps, options."""

from __future__ import annotations

import re

from reviewer.homework.nodes import Node, own_text
from reviewer.homework.tasks import asks, has_blank, is_group_title

_STATEMENTS = re.compile(
    r"(?:下列|以下|下面|下述|如下|上述|有)[^。]{0,24}(?:说法|结论|叙述|描述|表述|命题|现象|物质|事例|做法|句子|语句|材料|选项|条件|关系|变化|操作|性质|因素|措施|词语|诗句|图形|方程|函数|数|式子)"
    r"[^。？?]{0,16}[:：。，,]?|其中(?:正确|错误|属于|不)|正确的(?:是|有|个数)|错误的(?:是|有|个数)|排序|顺序|序号|重新排列"
)
_OPTIONS = re.compile(
    r"(?:^|[\s\u3000）)。；;])A\s*[.．、:：)]\s*\S[\s\S]*?(?:^|[\s\u3000；;。])B\s*[.．、:：)]"
    # A big city　B an old town　C a beach; an article alone (A boy …) has no B and C after it
    r"|(?:^|\n)A \S[^\n]*(?:\u3000|\s{2,}|\n\s*)B \S[^\n]*(?:\u3000|\s{2,}|\n\s*)C \S"
    r"|(?:^|\n)a \S[^\n]*(?:\u3000|\s{2,}|\n\s*)b \S[^\n]*(?:\u3000|\s{2,}|\n\s*)c \S"
    r"|[（(]A[)）](?!\s*[组层类级])\s*\S[\s\S]*?[（(]B[)）]\s*\S[\s\S]*?[（(]C[)）]",
    re.MULTILINE,
)
_OPTION_OF_SIGNS = re.compile(r"A\s*[.．、:：)]\s*(?:[①②③④⑤⑥⑴⑵⑶]|[（(]\d[)）](?!/))")
_CHOICE_STEM = re.compile(
    r"(?:正确|错误|符合|属于|不)[^。]{0,14}[（(]\s*[A-F]?\s*[)）]|[（(]\s*[A-F]?\s*[)）]\s*[。.]?\s*$"
)
_CONDITIONS = re.compile(
    r"(?:已知|如下|得知|元素|要素|必备|必含|(?<!按)(?<!照)要求|提示|注意|步骤|准备|材料|工具|规则|建议|标准|内容包括|包括|如下内容|思路|信息|素材|情境|条件|资料|方案|程序|流程|可以从)[^。？?\n]{0,10}[:：]?\s*$"
)
# what stands below is somebody's work to judge: 小红的解答过程如下：①…②…③…
_GIVEN = re.compile(
    r"(?:这样|的)(?:写|做|算|解|说|想|证明|列|排|回答|解答|解法|做法|算法|证法|过程|计划|笔记|记录|步骤|程序)(?:的|道)?[:：]\s*$|过程(?:如下)?[:：]\s*$"
)
# how to go about one piece of work: 照下面的三步折一折：①…②…③…
_IN_STEPS = re.compile(r"(?:[二两三四五六几\d]|下列|以下|下面的?|这些|如下)步骤?[^。？?\n]{0,8}[:：]\s*$")
_MATCHED = re.compile(
    r"连线|连一连|配对|(?:写|填)(?:上|入)?序号"
)  # ①parents ②aunt　A.姑姑 B.父母, then ①—（　）②—（　）
_ONLY_BLANK = re.compile(r"[\W_]*")
# said after the last of ①②③, to all of them: 填完选一行…… / 任选两条，按……
_TO_ALL = re.compile(r"[。；;”」](?:[填写改做排读]完|任选|从中|选(?:一|两|其)|以上|请?你?(?:判断|指出)|照这样)")
_CONDITION_LINE = re.compile(r"(?:字迹|书写|字数|不少于|不得|题目自拟|文体|语句通顺|注意|认真|独立完成|按时|不要|格式)")
# a stem that does something to sentences, so that questions among them are material: 改错, 判断, 排序
_TREATS = re.compile(
    r"判断|改[正错对为]|修改|找出|圈出|指出|辨析|辨别|排[序列]|顺序|分类|归类|下[面列](?:各|的|几|这)?[^。，]{0,6}(?:句|话|说法)|correct|judge|true or false|T/F|mistake|order",
    re.I,
)
_WHICH = re.compile(r"\bwhich\b|哪|[（(]\s*[)）]", re.I)
_MARKED = re.compile(r"\d\s*(?:marks?|points?|分)\s*[\])）]", re.I)
VERSION = 40  # characters from which what follows `A：` is a version of the task rather than an option


def only_belongs(node: Node) -> bool:
    """Whether the numbers under a stem are statements, conditions or steps of one task rather than questions."""
    marks = [child for child in node.children if child.marker]
    if not marks or any(child.children for child in marks):
        return False
    if len(marks) == 1 and marks[0].marker and marks[0].marker.style in {"pnum", "circ", "numr", "lett", "rom"}:
        return len(node.children) == 1
    stem, texts = own_text(node), [own_text(child) for child in marks]
    if marks[0].marker and marks[0].marker.style == "lett" and _WHICH.search(stem):  # (a) … (d) to choose from
        return not any(has_blank(text) or asks(text) or _MARKED.search(text) for text in texts)
    inline = all(child.marker and child.marker.style == "circ" and child.marker.inline for child in marks)
    if inline and _one_task(stem, texts):
        return True
    if _MATCHED.search(stem) and all(child.marker and child.marker.style == "circ" for child in marks):
        return not any("?" in text or "？" in text for text in texts)
    if any(child.marker and child.marker.style in {"cn", "roman", "part", "word"} for child in marks) or is_group_title(
        stem
    ):
        return False
    if _CONDITIONS.search(stem.strip()):
        return not any(has_blank(text) for text in texts)
    if _GIVEN.search(stem.strip()) and not any(has_blank(text) for text in texts[:-1]):
        return True
    if all(_CONDITION_LINE.search(text) for text in texts):
        return True
    if _IN_STEPS.search(stem.strip()) and not any(has_blank(text) or asks(text) for text in texts[:-1]):
        return True
    if asks(stem) and all(_ONLY_BLANK.fullmatch(text) for text in texts):  # ①＿＿ ②＿＿: room for the answers
        return True
    last = texts[-1]
    if _OPTION_OF_SIGNS.search(last) or (
        _OPTIONS.search(last) and not any(_OPTIONS.search(t) for t in texts[:-1]) and len(texts) > 1
    ):
        return bool(
            _CHOICE_STEM.search(stem)
            or _STATEMENTS.search(stem)
            or (_STATEMENTS.search(last) and not any(asks(text) for text in texts[:-1]))
            or _OPTION_OF_SIGNS.search(last)
        )
    quiet = not any(asks(text) for text in texts[:-1])
    return bool(quiet and (_STATEMENTS.search(stem) and marks[0].marker and marks[0].marker.style in {"circ", "pnum"}))


BOXED, BOX_CHARS = 3, 10  # words of a box to choose from, and how long one is at most


def boxed_words(node: Node) -> list[Node]:
    """①得过且过 ②无边无际 … above numbered gaps: what is filled in, no questions."""
    signed = [child for child in node.children if child.marker and child.marker.style == "circ"]
    others = [child for child in node.children if child.marker and child.marker.style != "circ"]
    texts = [own_text(child).strip() for child in signed]
    plain = all(len(text) <= BOX_CHARS and not has_blank(text) and not asks(text) for text in texts)
    filled = others and all(has_blank(own_text(child)) for child in others)
    return signed if len(signed) >= BOXED and plain and filled else []


def _one_task(stem: str, texts: list[str]) -> bool:
    """Whether ①②③ run on inside a sentence as material of one task (statements to judge, steps to mend)."""
    if any(has_blank(text) for text in texts):
        return False
    return not any(asks(text) for text in texts[:-1]) or bool(_TREATS.search(stem) or _TO_ALL.search(texts[-1]))


def has_options(body: str) -> bool:
    """Options to choose an answer from; two long versions A：…… B：…… of a task are none."""
    found = _OPTIONS.search(body)
    return found is not None and (len(found[0]) < VERSION or not re.match(r"\W*A\s*[:：]", found[0]))
