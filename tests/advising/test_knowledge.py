"""The bank of knowledge points: its form, its sums, which draft is on which point, and that a point's words are given once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reviewer.advising.advice import pick_suggestion, suggest
from reviewer.advising.anchors import find_anchor
from reviewer.advising.knowledge import FOLDER, KnowledgePoint, points_of
from reviewer.advising.knowledge_fit import can_show, is_asked, is_far, repeats
from reviewer.advising.knowledge_match import find_lesson_point, find_point_item, find_sheet_point
from reviewer.advising.knowledge_words import bank_blanks, checking_items, fitting_items
from reviewer.advising.lesson_blanks import lesson_blanks
from reviewer.advising.point_anchors import part_of
from reviewer.config import Settings
from reviewer.datamodels import Draft, IndicatorResult, Item, Measures
from reviewer.documents import draft_from_text
from reviewer.errors import SettingError
from reviewer.homework import measure_homework
from reviewer.lessons import measure_lesson
from reviewer.library.store import open_library
from reviewer.pipeline import Reviewer
from reviewer.rubrics import BANK, get_rubric

SUBJECTS = sorted({
    subject
    for path in FOLDER.glob("*.yaml")
    for subject in re.findall(r"[\u4e00-\u9fff]+", path.read_text(encoding="utf-8").split("\n", 1)[0])
})  # fmt: skip
AREA = "三角形和梯形的面积"
STAGES = {"小学", "初中", "高中"}


def texts(point: KnowledgePoint) -> list[str]:
    fields = [value for name, value in point if name not in ("name", "stages", "words", "check")]
    return fields + [one.item for one in point.check]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_word_names_one_point_of_a_stage(subject: str) -> None:
    points = points_of(subject)
    assert points
    named = Counter((word, stage) for one in points for word in one.words for stage in one.stages)
    assert [pair for pair, times in named.items() if times > 1] == []
    assert {stage for one in points for stage in one.stages} <= STAGES


@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_two_points_say_the_same(subject: str) -> None:
    said = Counter(text for one in points_of(subject) for text in texts(one))
    assert [text for text, times in said.items() if times > 1] == []


_SUM = re.compile(r"[\d.]+(?:[＋－×÷][\d.]+)+")


def test_plain_sums_are_right() -> None:
    """Every check item that is a sum of its own: its answer is what Python makes of it."""
    tried = 0
    for one in points_of("数学"):
        for check in one.check:
            sum_ = re.fullmatch(rf"(?:算一?算|口算|计算|笔算|用竖式计算)?[：:]?({_SUM.pattern})＝?", check.item)
            if sum_ and re.fullmatch(r"-?[\d.]+", check.answer):
                worth = eval(sum_[1].translate(str.maketrans("＋－×÷", "+-*/")))
                assert float(check.answer) == pytest.approx(worth), check
                tried += 1
    assert tried >= 10


def test_the_rubric_knows_every_blank() -> None:
    assert set(bank_blanks(points_of("数学")[0])) == BANK


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "math.yaml").write_text("subjects: [数学]\npoints:\n- {name: 加法}\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"math\.yaml"):
        points_of("数学", tmp_path)


LESSON = """# {title}
学科：{subject} 年级：{grade}
教学目标
{goals}
教学重点：{key}
教学过程
一、导入（5分钟）
教师讲故事，学生听。
二、新授（20分钟）
教师讲解算法，板书例题，学生记笔记。
三、小结（5分钟）
教师总结。
"""
SHEET = """{title}
学科：{subject} 年级：{grade}
1. {one}
2. {two}
3. {three}
"""


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> Reviewer:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), offline=True)
    return Reviewer(settings, chat=None, embedder=None, library=open_library(settings, None))


def lesson(
    title: str, *, subject: str = "数学", grade: str = "二年级", goals: str = "能算对。", key: str = "算法"
) -> Draft:
    text = LESSON.format(title=title, subject=subject, grade=grade, goals=goals, key=key)
    return draft_from_text(text, name="教案", kind="lesson")


def lesson_point(reviewer: Reviewer, draft: Draft) -> str | None:
    measures = reviewer.measure(draft).measures.lesson
    assert measures is not None
    found = find_lesson_point(draft, measures)
    return found.name if found else None


@pytest.mark.parametrize(
    ("title", "grade", "goals", "key", "name"),
    [
        ("100以内的退位减法", "二年级", "能算对。", "算法", "100以内的退位减法"),
        ("梯形的面积", "五年级", "能算对。", "算法", AREA),
        ("绝对值", "七年级", "能算对。", "算法", "绝对值"),
        ("绝对值", "二年级", "能算对。", "算法", None),  # no point of that stage
        ("快乐的一天", "五年级", "能算出梯形的面积；能说出梯形的面积公式怎样来。", "梯形的面积公式", AREA),
        ("快乐的一天", "五年级", "能算出梯形的面积。", "算法", None),  # named once, in passing
    ],
)
def test_the_point_of_a_plan(
    reviewer: Reviewer, title: str, grade: str, goals: str, key: str, name: str | None
) -> None:
    assert lesson_point(reviewer, lesson(title, grade=grade, goals=goals, key=key)) == name


def test_what_a_game_is_made_with_is_not_its_point(reviewer: Reviewer) -> None:
    goals = "能用turtle画出飞船；会用turtle的按键事件。"
    draft = lesson("太空躲避游戏", subject="信息科技", grade="高一", goals=goals, key="turtle")
    assert lesson_point(reviewer, draft) is None


@pytest.mark.parametrize(
    ("title", "one", "name"),
    [
        ("梯形的面积", "算一算。", AREA),
        ("周末作业", "一个梯形的面积是24平方厘米，高是多少？", AREA),
        ("周末作业", "计算36＋27。", None),
    ],
)
def test_the_point_of_a_sheet(reviewer: Reviewer, title: str, one: str, name: str | None) -> None:
    text = SHEET.format(
        title=title, subject="数学", grade="五年级", one=one, two=one + "说说理由。", three=one + "画图。"
    )
    draft = draft_from_text(text, name="作业", kind="homework")
    measures = reviewer.measure(draft).measures.homework
    assert measures is not None
    found = find_sheet_point(draft, measures)
    assert (found.name if found else None) == name


def test_the_suggestions_are_of_the_point_and_say_a_thing_once(reviewer: Reviewer) -> None:
    draft = lesson("梯形的面积", grade="五年级", goals="能算出梯形的面积。")
    point = next(one for one in points_of("数学") if one.name == AREA)
    said = [one.suggestion for one in reviewer.review(draft).criteria if one.suggestion]
    used = [value for value in bank_blanks(point).values() if len(value) > 8 and any(value in text for text in said)]
    assert len(used) >= 5
    once = [value for value in used if value != point.help]  # the card's steps may stand on the board too
    assert [value for value in once if sum(value in text for text in said) > 1] == []
    assert all(len(text.split("可参照范例《")[0]) <= 160 for text in said)


def test_what_another_criterion_was_given_is_left_out(reviewer: Reviewer) -> None:
    """Tasks were given the practical task: homework gets the rest of the point, no wording without it."""
    draft = lesson("梯形的面积", grade="五年级", goals="能算出梯形的面积。")
    point = next(one for one in points_of("数学") if one.name == AREA)
    tiered = next(one for one in get_rubric("lesson").indicators() if one.id == "hw.tiered")
    text = suggest(draft, reviewer.measure(draft).measures, tiered, told=[point.practice]).text
    assert point.wrong in text and point.practice not in text


@pytest.mark.parametrize(
    ("value", "text", "again"),
    [
        ("解7－(2x＋1)＝4，有人写7－2x＋1＝4", "四、乙：$7-(2x+1)=4$", True),
        ("解7－(2x＋1)＝4，有人写7－2x＋1＝4", "四、乙：3(x－2)＝x＋4", False),
        (
            "种子萌发要不要光",
            "种子萌发要不要光",
            False,
        ),  # only what is counted or written in Latin letters is told apart
    ],
)
def test_an_item_of_the_sheet_is_not_given_again(value: str, text: str, again: bool) -> None:
    assert repeats(value, text) is again


def test_a_mistake_that_the_sheet_cannot_show_is_not_looked_for() -> None:
    assert not can_show("以为玉米和菜豆的养料都在子叶里", "判断种子萌发需要哪些条件：水、空气、温度")
    assert can_show("把周长公式写成半径乘3.14", "求圆的周长")


def test_of_a_mixed_test_the_item_that_lets_the_mistake_be_made_is_watched(reviewer: Reviewer) -> None:
    items = (
        "铁钉生锈要哪些条件？",
        "把10克盐放进90克水里，溶质质量分数是多少？写出溶质质量、溶剂质量。",
        "写出氧气的三种用途。",
    )
    text = SHEET.format(title="周末作业", subject="化学", grade="九年级", one=items[0], two=items[1], three=items[2])
    draft = draft_from_text(text, name="作业", kind="homework")
    corrected = next(one for one in get_rubric("homework").indicators() if one.id == "hf.self")
    said = suggest(draft, reviewer.measure(draft).measures, corrected).text
    slip = next(one for one in points_of("化学") if one.name == "溶质的质量分数").slip
    assert f"再查一遍第2题‘把10克盐放进90克水里’，有没有{slip}？" in said


FRACTIONS = """《分数的初步认识》教案（三年级数学）
教学目标
1. 学生能说出几分之几的含义。
教学过程
一、组织教学
师生问好，检查学具。
二、复习导入
口答平均分。
三、新授
教师讲解：把一个月饼平均分成2份，每份是它的二分之一，说出谁的几分之几。
四、全班交流
请两人说一说分数的含义，大家听，说出平均分和谁的几分之几。
五、小组练习
同桌两人折一折、涂一涂，写出分数，互相检查，再做第1—4题，说出谁的几分之几。
六、小结
说说收获。
"""


def test_a_card_goes_where_everyone_is_at_work_after_it_was_taught() -> None:
    draft = draft_from_text(FRACTIONS, name="x", kind="lesson").told(subject="数学", stage="小学")
    measures = Measures(lesson=measure_lesson(draft))
    assert (span := find_anchor(draft, measures, "help_step"))
    assert draft.text[slice(*span)] == "小组练习"
    taught = find_anchor(draft, measures, "point_step")
    assert taught and draft.text[slice(*taught)] == "新授"


def test_minutes_go_by_what_a_step_is_for() -> None:
    draft = draft_from_text(FRACTIONS, name="x", kind="lesson").told(subject="数学", stage="小学")
    said = lesson_blanks(draft, measure_lesson(draft), None)["timing"]
    assert re.search("小组练习‘[^’]+’（", said)  # what is called by its kind alone names the lesson
    told = dict(re.findall(r"([\u4e00-\u9fff]+)（(\d+)）", re.sub("‘[^’]*’", "", said)))
    assert int(told["组织教学"]) <= 2 and int(told["小组练习"]) >= int(told["新授"]) > int(told["小结"])
    assert sum(map(int, told.values())) == 40


def test_minutes_go_by_what_the_draft_says_of_its_steps() -> None:
    def timed(more: str, test: str = "") -> dict[str, int]:
        text = FRACTIONS.replace("六、小结", f"{test}六、小结") + more
        draft = draft_from_text(text, name="x", kind="lesson").told(subject="数学", stage="小学")
        said = re.sub("‘[^’]*’", "", lesson_blanks(draft, measure_lesson(draft), None)["timing"])
        return {name: int(minutes) for name, minutes in re.findall(r"([\u4e00-\u9fff]+)（(\d+)）", said)}

    plain = timed("")
    assert timed("七、教学反思\n小组练习时间不够。\n")["小组练习"] > plain["小组练习"]
    assert timed("七、教学反思\n全班交流时间太长。\n")["全班交流"] < plain["全班交流"]
    assert timed("七、板书设计\n分数\n注：小组练习大约要20分钟。\n")["小组练习"] == 20
    ticked = timed("", "当堂检测\n1. 下列是分数的是（ ）A. 1/2 B. 3\n2. 对的是（ ）A. 甲 B. 乙\n")
    assert ticked.get("当堂检测", 0) <= 6 and sum(ticked.values()) == 40


def test_a_task_goes_before_the_part_of_a_long_step_that_it_is_about() -> None:
    long = "教师讲解并板书，学生听讲、记录要点，齐读一遍。" * 4
    text = FRACTIONS.replace(
        "教师讲解：把一个月饼",
        f"1. 平均分\n{long}\n2. 认识二分之一\n教师讲解：{long}\n3. 把一个月饼\n折一折、涂一涂二分之一、四分之一，比一比。{long}\n教师讲解：把一个月饼",
    )
    draft = draft_from_text(text, name="x", kind="lesson").told(subject="数学", stage="小学")
    point = KnowledgePoint.model_construct(explore="折纸，涂一涂二分之一和四分之一，比一比哪个大")
    step = next(one for one in measure_lesson(draft).activities if "新授" in one.name)
    span = part_of(draft, step, point)
    assert span and draft.text[slice(*span)].startswith("3. 把一个月饼")


def test_what_a_draft_has_no_word_of_is_of_a_neighbouring_lesson() -> None:
    draft = draft_from_text("读故事，小熊要去聚会，它选绿短裤，天气很冷。", name="x", kind="lesson")
    far, near = "看十张家具图，分成木头的和铁皮的，说说发现", "小熊选短裤对不对，天气冷时穿什么，说出理由"
    assert is_far("bank_explore", far, draft) and not is_far("bank_explore", near, draft)
    assert not is_far("bank_practice", far, draft)  # what is done elsewhere brings words of its own


def test_of_an_english_lesson_the_english_words_tell() -> None:
    text = "Unit 5 What does he do? Where does he work? He works at sea."
    draft = draft_from_text(text, name="x", kind="lesson").told(subject="英语", stage="小学")
    assert is_far("bank_explore", "看十张衣物图，分成能说a的和要说a pair of的", draft)
    assert not is_far("bank_explore", "听三个人的介绍，再看答句里的work、go各有什么变化", draft)
    assert not is_far("bank_explore", "听三个人的介绍，填两栏", draft)


UNITS = """《分式方程的应用》课时作业
1. 某工程队修路，甲单独做要6天，乙单独做要12天，两队合做几天完成？
2. 小明骑车速度比步行每小时快10千米，走30千米早到40分钟，求骑车速度，列方程解。
3. 商店进一批衬衫，第二批每件贵4元，求第一批每件多少元，列分式方程。
"""


def test_what_goes_wrong_is_watched_at_the_item_where_it_can() -> None:
    draft = draft_from_text(UNITS, name="x", kind="homework").told(subject="数学", stage="初中")
    measures = measure_homework(draft)
    item = find_point_item(draft, measures)
    assert item is not None and item.id == "2"


@pytest.mark.parametrize(("indicator", "doubted"), [("lc.inquiry", False), ("al.homework", True)])
def test_a_doubt_is_said_only_where_something_is_called_missing(indicator: str, doubted: bool) -> None:
    draft = draft_from_text(FRACTIONS, name="x", kind="lesson").told(subject="数学", stage="小学")
    rubric = get_rubric("lesson")
    criterion = next(one for one in rubric.criteria if any(known.id == indicator for known in one.indicators))
    answer = IndicatorResult(
        id=indicator, name="", answer="unclear", probability=0.5, basis="judged", note="", evidence=[]
    )
    found = pick_suggestion(draft, Measures(lesson=measure_lesson(draft)), criterion, [answer], rubric.rule)
    assert found is not None and found.text.startswith("如果文中还没有写：") == doubted, found


def test_stars_are_no_question(reviewer: Reviewer) -> None:
    point = next(one for one in points_of("信息科技") if one.name == "顺序结构")
    assert bank_blanks(point)["bank_standard"] == point.standard


def test_a_task_that_the_sheet_asks_already_is_not_added() -> None:
    def item(text: str, kind: str) -> Item:
        draft = draft_from_text(f"作业\n1. {text}\n", name="x", kind="homework")
        return measure_homework(draft).items[0].model_copy(update={"kind": kind})

    water = "找家里连着两个月的水费单，算出这个月比上个月增减百分之几，想想为什么"
    assert is_asked(water, [item("查一查家里两个月的水费单，算一算这个月比上个月增加了百分之几。", "操作")])
    assert not is_asked(water, [item("45立方厘米的水结成冰，体积增加百分之几？", "应用")])


@pytest.mark.parametrize(
    ("slip", "text", "shown"),
    [
        ("把53－27算成34", "36－8、24－7", False),
        ("把53－27算成34", "63－28、24－7", True),
        ("写I have bought it for two years", "Have you ever been to a museum?", False),
        ("写I have bought it for two years", "He bought a bike two years ago.", True),
    ],
)
def test_a_slip_is_told_where_it_can_be_made(slip: str, text: str, shown: bool) -> None:
    assert can_show(slip, text) == shown


@pytest.mark.parametrize(
    ("objective", "fits", "checks"),
    [
        ("会用等比数列解决简单的储蓄问题", False, True),  # the point is named, what is done with it is not in its items
        ("认同学习数学的价值", False, False),
    ],
)
def test_an_item_has_to_do_with_what_an_objective_says_besides_the_points_name(
    objective: str, fits: bool, checks: bool
) -> None:
    point = next(one for one in points_of("数学") if one.name == "等比数列")
    items = fitting_items(point, objective)
    assert any(one.item in items for one in point.check) == fits
    assert any(one.item in checking_items(point, objective) for one in point.check) == checks


def test_what_a_point_asks_of_everybody_is_its_goal_and_key_point() -> None:
    point = next(one for one in points_of("数学") if one.name == "等比数列")
    first, second = point.standards
    assert "★" not in first + second and f"★{first}；★★{second}；★★★" in point.standard
    assert bank_blanks(point)["bank_key"] == f"重点：{first}，{second}；难点：不少学生会{point.slip}"
    draft = draft_from_text(
        "高二数学《等比数列》课堂实录\n师：什么是公比？\n生：后一项比前一项。\n", name="x.txt", kind="lesson"
    )
    assert lesson_blanks(draft, measure_lesson(draft), None)["goal"].lstrip("能会")[:4] in second
