"""What pupils are to do for a goal, said in the words of its kind of act and of their age."""

from __future__ import annotations

import re

from reviewer.advising.acts import ACTS, BODILY, DOING, PROGRAMS, SPOKEN, kind_of
from reviewer.advising.quoting import unquote

_SEARCHES = re.compile("找|画|圈|摘|勾|标")
_SPEAKS = re.compile("(?:清楚|大胆|有条理|完整)?地?(?:介绍|说|讲|交流|编)")
_STATES = re.compile("..(?:是|不同|不能|必须|应当|离不开|决定|促进|影响着).*")
_SORTS = re.compile("梳理|比较|对比|归纳|概括")


def say_act(
    act: str, point: str, subject: str | None, grade: str | None, terms: str, question: str = ""
) -> dict[str, str]:
    """Every blank that depends on the kind of act, filled. `terms`: key words of the step or the plan (点电荷、静电力);
    `question`: one that the plan asks, which what is only to be said is asked about.
    """
    kind = kind_of(act, subject)
    wording = ACTS[kind]
    filled = {"tried": f"看书或材料，试着{act}" if kind in ("say", "text") else f"试着{act}"}
    if kind == "say" and subject in DOING:
        filled["tried"] = f"试着{act}"  # nobody looks it up in the book
    filled |= {
        name: getattr(wording, name).replace("{A}", act).replace("{P}", f"‘{point}’").replace("{K}", terms)
        for name in wording.__slots__
    }
    filled |= {"probe": _probe(kind, act, point, subject, terms), "start": _start(kind, act), "note": "写"}
    if kind == "text":
        filled |= _of_text(act)
    if kind in ("sing", "move"):
        filled["bodily"] = filled["challenge"]
    if kind == "recite":
        filled |= _by_heart(act)
    if kind == "make" and subject in PROGRAMS:
        filled["show"], filled["home"] = used_at_home(act), "写出每一步的作用和运行结果"
        filled["further"] = f"{act}，再加一个自己想到的功能，说清加在哪一步、为什么"
    if kind == "say" and _STATES.search(point):  # a conclusion has no examples, it is shown by one
        filled["further"] = f"用一件课上没讲过的事说明‘{point}’，写出理由"
    if kind == "say" and subject in DOING:  # what is said of something made is shown by changing it
        filled["further"] = f"举一个课上没有的例子，{act}"
    if kind == "say" and subject in BODILY:  # there is no book on a sports ground
        tried = f"先自己试两次，再{act}"
        filled |= {"explore": f"每人{tried}", "easier": f"看着同伴做，{act}", "tried": tried}
    if kind == "say" and question:
        filled["further"] = f"合上书回答‘{question}’，写出理由"
        filled["show"] = f"拿‘{question}’问一位家里人，记下他的说法，再写上自己的回答"
    if kind == "say" and subject == "数学":  # no words on a card: what to work out next
        filled["card"] = ACTS["count"].card
    if grade in SPOKEN:
        filled = {name: _spoken(text) for name, text in filled.items()} | {"note": "说"}
    return filled


def used_at_home(act: str) -> str:
    """What is done at home with a program or a page that was made in the lesson."""
    return f"请家人用一用做好的作品，看‘{unquote(act)}’做到了没有，记下他提的一条意见，照着改一处"


def _of_text(act: str) -> dict[str, str]:
    """What is looked for in a text, what is said aloud about it, what is sorted out in it."""
    if _SEARCHES.match(act):
        return {
            "tried": f"默读，{act}",
            "card": "标好第一处的课文纸",
            "stuck": "找不全的",
            "easier": f"先一起找到第一处，再照样子{act}",
            "further": f"{act}，再挑一处说说好在哪里",
        }
    if _SPEAKS.match(act):
        return {"easier": f"先照着示范开个头，{act}"}
    return {"further": f"合上书，{act}，再写一句自己的发现"} if _SORTS.match(act) else {}


def _by_heart(act: str) -> dict[str, str]:
    if not re.search("背|默|述", act):
        return {}
    filled = {"easier": f"看着提示词，{act}", "further": f"不看提示，{act}"}
    if "述" in act:
        filled |= {"stuck": "说漏、说乱的", "again": "再说给同桌听一次", "card": "写着先后顺序的提示卡"}
    if "默写" in act:
        filled |= {"home": "自己对照课本订正", "each": "每人各写一遍", "show": f"{act}，自己对照课本订正"}
        filled["together"] = f"各自先{act}，交换检查，错处一起改"
    return filled


def _probe(kind: str, act: str, point: str, subject: str | None, terms: str) -> str:
    """What to find out before the lesson; nobody makes the whole work before it."""
    if kind == "make" and subject in PROGRAMS:
        return f"每人说说自己知道的‘{terms}’，（ ）人说得出，（ ）人没听说过，说错的多在（ ）"
    if kind in ("say", "text", "spot"):
        return f"每人写下自己知道的‘{point}’，（ ）人写得出，（ ）人没听说过，写错的多在（ ）"
    return f"每人试着{act}，（ ）人会，（ ）人不会，多卡在（ ）"


def _start(kind: str, act: str) -> str:
    """What of it fits into five minutes of a lesson."""
    if kind == "words" and (shown := re.search("[写认].*?(‘[^’]+’)", act)):
        rest = "，其余的下节课接着来" if "等" in act else ""
        return f"先{act[0] if act[0] in '写认' else '认'}{shown[1]}，同桌看一看哪里容易错{rest}"
    if kind == "recite" and re.search("背|默", act):
        return f"看着提示试着{act}，同桌记下漏掉的词，回家接着背"
    return f"每人先{act}，再和同桌互查"


def _spoken(text: str) -> str:
    text = text.replace("每人在本子上写3分钟", "每人说给同桌听").replace("写完讲给家人听", "讲给家人听")
    text = (
        text.replace("写下自己知道的", "说说自己知道的")
        .replace("人写得出", "人说得出")
        .replace("写错的多在", "说错的多在")
        .replace("写三句说明", "说三句话")
        .replace("写成三五句，", "说成三五句，")
    )
    text = (
        text.replace("各写一句理由", "各说一句理由")
        .replace("写下自己的理解", "说说自己的理解")
        .replace("写下疑问", "提出疑问")
    )
    text = text.replace("在课文旁边批注一处", "说给同桌听一处").replace("写清怎样连着", "说清怎样连着")
    text = text.replace("写下依据", "说说是怎么想的").replace("写一个自己还想弄清的问题", "说一个自己还想弄清的问题")
    text = text.replace("写好答案和最容易错的地方，考考同桌", "考考同桌").replace("一人记录，一人汇报", "一人汇报")
    return (
        text.replace("写下想法", "说说想法")
        .replace("写出理由", "说出理由")
        .replace("再写上自己的回答", "再说说自己的回答")
        .replace("写一句理由", "说一句理由")
        .replace("写出差别", "说出差别")
    )
