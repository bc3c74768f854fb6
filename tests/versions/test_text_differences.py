"""What became of each paragraph: tables of two versions."""

import pytest

from reviewer.documents import draft_from_text
from reviewer.versions.differences import find_differences, find_stretches

AIM = "1. 学生能说出面积的含义，并会比较两个图形的大小。"
OPEN = "出示两块黑板，学生说说哪一块大，为什么。"
GROUP = "小组用小方块铺一铺，比较两个长方形，并汇报方法。"
TEST = "人人完成三道题，同桌互查，做错的当堂订正。"
HOME = "作业：量一量书桌面，算出面积，讲给家人听。"
BASE = [AIM, OPEN, GROUP, TEST, HOME]


def draft(*lines):
    return draft_from_text("\n".join(lines), name="教案.txt", kind="lesson")


# name → (new lines, [(kind, elsewhere)], paragraphs kept)
CASES = {
    "没改": (BASE, [], 5),
    "加一段": ([*BASE[:4], "板书：面积就是物体表面的大小。", HOME], [("added", False)], 5),
    "删一段": ([AIM, OPEN, TEST, HOME], [("removed", False)], 4),
    "改几个字": ([AIM, OPEN, GROUP.replace("汇报方法", "上台展示方法"), TEST, HOME], [("changed", False)], 4),
    "移动": ([AIM, TEST, OPEN, GROUP, HOME], [("moved", True)], 4),
    "移动并改写": ([AIM, TEST.replace("三道题", "四道题"), OPEN, GROUP, HOME], [("changed", True)], 4),
    "整段换掉": ([AIM, OPEN, GROUP, "老师总结这节课。", HOME], [("removed", False), ("added", False)], 4),
    "只换了编号和空格": ([AIM.replace("1. ", "（1）"), OPEN.replace("，", "， "), *BASE[2:]], [], 5),
    "短句不算移动": ([AIM, "小结", OPEN, GROUP, TEST, HOME], [("added", False)], 5),
}


@pytest.mark.parametrize("name", CASES)
def test_paragraphs(name):
    lines, changes, same = CASES[name]
    found = find_differences(draft(*BASE), draft(*lines))
    assert sorted((one.kind, one.moved) for one in found.changes) == sorted(changes)
    assert found.same == same


@pytest.mark.parametrize("name", CASES)
def test_places_and_stretches_are_exact(name):
    old, new = draft(*BASE), draft(*CASES[name][0])
    for change in find_differences(old, new).changes:
        for text, place, left_out in ((old.text, change.old, "added"), (new.text, change.new, "removed")):
            said = "".join(stretch.text for stretch in change.stretches if stretch.kind != left_out)
            assert said == (text[place.start : place.end] if place else "")


def test_counts_add_up_to_the_paragraphs_of_each_version():
    old, new = draft(*BASE), draft(AIM, TEST, OPEN.replace("黑板", "地砖"), "新的一段，讲评错题。")
    found = find_differences(old, new)
    assert found.same + found.changed + found.moved + found.removed == 5
    assert found.same + found.changed + found.moved + found.added == 4
    assert 0.5 < found.kept < 0.9
    assert find_differences(old, old).kept == 1.0


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("读三遍课文", "读一遍课文", "读[-三][+一]遍课文"),
        ("小组讨论后汇报", "同桌互说并订正", "[-小组讨论后汇报][+同桌互说并订正]"),
        ("听讲", "听讲，记笔记", "听讲[+，记笔记]"),
        ("抄写五遍。", "", "[-抄写五遍。]"),
        ("说一说", "说一说", "说一说"),
    ],
)
def test_stretches(old, new, marked):
    shapes = {"same": "{}", "added": "[+{}]", "removed": "[-{}]"}
    assert marked == "".join(shapes[one.kind].format(one.text) for one in find_stretches(old, new))
