"""The words a text is about."""

from __future__ import annotations

from reviewer.words import key_terms, name_terms

PLAN = """教学过程：一、导入。教师提问：同学们，生活中哪里有库仑力？
二、新课。学生观察扭秤实验，讨论点电荷之间的静电力和什么有关。教师讲解扭秤的设计，学生完成练习。
三、小结。点电荷之间的静电力与距离的平方成反比，扭秤把小的静电力放大。"""


def test_a_plan_is_about_its_matter_and_not_about_teaching() -> None:
    terms = key_terms(PLAN, 3)
    assert {"扭秤", "静电力"} < set(terms)
    assert not {"学生", "教师", "练习", "实验"} & set(key_terms(PLAN, 20)) - {"实验"}


def test_no_term_is_part_of_another() -> None:
    terms = key_terms(PLAN, 20)
    assert all(one == other or one not in other for one in terms for other in terms)


def test_an_empty_text_is_about_nothing() -> None:
    assert key_terms("", 3) == [] == key_terms("12 + 3 = ?", 3)


def test_a_card_names_things_and_no_doings_nor_scraps_of_words() -> None:
    text = "写在小测本上，课后全部收齐。先写密度，再写体积，再写质量；闰土和闰土的密度，闰土收齐。"
    assert "收齐" in key_terms(text, 20)
    assert {"密度", "体积", "质量", "闰土"} >= set(name_terms(text, 3))
    assert not {"收齐", "测本", "先写", "全部"} & set(name_terms(text, 20)) - {"全部"}
