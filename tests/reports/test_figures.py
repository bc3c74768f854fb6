import pytest
from review_samples import homework_measures

from reviewer.reports import figures


def test_lesson_sentences(lesson):
    assert figures.lesson_sentences(lesson[0].measures.lesson) == [
        "各环节写明的时间合计 40分钟，教案写的课时是 45分钟。",
        "学生活动约占 55%，教师活动约占 45%。",
        "从师生活动的安排看，这节课属于混合型：讲、练、对话都有。",
        "目标“了解分数的意义”在活动、评价和作业里都没有落实。",
    ]


def test_a_lesson_with_nothing_counted_says_nothing(lesson):
    empty = dict.fromkeys(("minutes_total", "minutes_stated", "student_share", "teacher_share", "rt", "ch", "mode"))
    measures = lesson[0].measures.lesson.model_copy(update=empty | {"alignment": []})
    assert figures.lesson_sentences(measures) == []
    assert figures.st_note(measures) == ""


def test_activity_rows(lesson):
    rows = figures.activity_table(lesson[0].measures.lesson).rows
    assert rows[1] == ("讲解新知", "15分钟", "教师", "讲授")
    assert [row[2] for row in rows] == ["师生", "教师", "学生"]


@pytest.mark.parametrize(
    ("cap", "over", "end"),
    [
        (60, False, "国家规定这个学段每天的书面作业不超过 60分钟，这是各科加在一起的上限，不是一科的。"),
        (10, True, "这是各科加在一起的上限，不是一科的。这一份就已经超过了。"),
        (0, True, "国家规定一、二年级不布置家庭书面作业，可以在校内安排巩固练习。"),
        (None, None, "全部做完大约要 12.5分钟（作业上写的是 15分钟）。"),
    ],
)
def test_load_is_shown_against_the_cap_of_all_subjects(homework, cap, over, end):
    sentences = figures.load_sentences(homework_measures(homework[1], cap=cap, over=over))
    assert len(sentences) == 1
    assert sentences[0].startswith("全部做完大约要 12.5分钟")
    assert sentences[0].endswith(end)


@pytest.mark.parametrize(
    ("labelled", "real", "start"),
    [
        (False, None, "没有标出分层"),
        (True, None, "标了分层；题目太少"),
        (True, False, "标了分层，但各层题目的要求差不多"),
        (True, True, "分层是真的"),
    ],
)
def test_tiers(homework, labelled, real, start):
    measures = homework[0].measures.homework
    tiers = measures.tiers.model_copy(update={"labelled": labelled, "real": real})
    assert figures.tier_sentences(measures.model_copy(update={"tiers": tiers}))[0].startswith(start)


def test_repetition_names_the_items(homework):
    assert figures.repetition_sentences(homework[0].measures.homework) == [
        "约有 33% 的题是重复的：",
        "第 1、2 题做法一样，只换了数或词：24→36。",
        "第 1 题和以前的作业“上周练习.docx”里的题重复：30÷6＝",
    ]


def test_item_rows(homework):
    rows = figures.item_table(homework[0].measures.homework).rows
    assert rows[1] == ("2", "36÷6＝", "基础", "●○○○○", "1分钟", "计算，和第1题重复")
    assert rows[2] == ("3", "量一量家里的桌子，算出周长。", "拓展", "●●●●○", "10.5分钟", "实践，选做")
