"""What the pictures say: numbers and places are computed by hand from the hand-made reviews."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from reviewer.datamodels import AlignmentRow, Variants
from reviewer.reports.drawings import CENTRE, radar_svg, rt_ch_svg, st_curve_svg
from reviewer.reports.pairs import pairs_html
from reviewer.reports.timeline import matrix_html, timeline_html
from reviewer.reports.workload import load_html, repeats_html, tiers_html

SVG = "{http://www.w3.org/2000/svg}"


def svg(markup):
    """Parsed strictly: what is not well formed fails here."""
    return ElementTree.fromstring(markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_the_radar_has_a_spoke_a_label_and_a_dot_at_each_level(lesson):
    criteria = lesson[0].criteria
    drawn = svg(radar_svg(criteria))
    dots = [(float(one.get("cx")), float(one.get("cy"))) for one in drawn.iter(f"{SVG}circle")]
    levels = [one.level for one in criteria if one.level is not None]
    assert [round(math.dist(dot, CENTRE) / 96 * 5) for dot in dots] == levels
    assert len(list(drawn.iter(f"{SVG}line"))) == len(list(drawn.iter(f"{SVG}text"))) == len(criteria)
    assert "差异与分层 没有等级" in drawn.get("aria-label")


def test_with_fewer_than_three_criteria_there_is_no_radar(homework):
    assert radar_svg(homework[0].criteria) == ""


@pytest.mark.parametrize(
    ("rt", "ch", "mode", "x", "y"),
    [(0.0, 0.0, "练习型", 40, 242), (1.0, 0.2, "讲授型", 270, 196), (0.5, 0.5, "对话型", 155, 127)],
)
def test_a_lesson_stands_where_its_rt_and_ch_say(lesson, rt, ch, mode, x, y):
    measures = lesson[0].measures.lesson.model_copy(update={"rt": rt, "ch": ch, "mode": mode})
    drawn = svg(rt_ch_svg(measures))
    here = drawn.find(f"{SVG}circle")
    assert (float(here.get("cx")), float(here.get("cy"))) == (x, y)
    chosen = [one for one in drawn.iter(f"{SVG}rect") if "lr-chosen" in one.get("class")]
    assert len(chosen) == 1 and mode in drawn.get("aria-label")


def test_the_st_curve_climbs_for_students_and_runs_right_for_teachers(lesson):
    measures = lesson[0].measures.lesson.model_copy(update={"st_curve": [(1, 0), (1, 1), (1, 2), (2, 2)]})
    line = svg(st_curve_svg(measures)).find(f"{SVG}polyline").get("points")
    assert line == "40.0,242.0 155.0,242.0 155.0,127.0 155.0,12.0 270.0,12.0"


@pytest.mark.parametrize("gone", [{"st_curve": []}, {"rt": None}, {"ch": None}])
def test_what_was_not_computed_is_not_drawn(lesson, gone):
    measures = lesson[0].measures.lesson.model_copy(update=gone)
    assert "" in (st_curve_svg(measures), rt_ch_svg(measures))


def test_the_timeline_starts_each_step_where_the_one_before_ended(lesson):
    html = timeline_html(lesson[0].measures.lesson.activities)
    bars = re.findall(r'class="lr-(\w+)" style="margin-left:([\d.]+)%;width:([\d.]+)%"', html)
    assert bars == [("both", "0.0", "12.5"), ("teacher", "12.5", "37.5"), ("student", "50.0", "50.0")]
    assert "师生 · 5分钟 · 提问" in html


def test_steps_without_minutes_are_named_and_too_few_make_no_timeline(lesson):
    first, *rest = lesson[0].measures.lesson.activities
    assert "没写时间的：情境导入" in timeline_html([first.model_copy(update={"minutes": None}), *rest])
    assert timeline_html([one.model_copy(update={"minutes": None}) for one in rest] + [first]) == ""


def test_the_matrix_marks_what_is_missing_and_orphans(lesson):
    html = matrix_html(lesson[0].measures.lesson)
    assert html.count("✗ 没有") == 5 and html.count("✓ 小组折纸") == 1
    assert html.count("都没有落实") == 1 and html.index("了解分数的意义") < html.index("都没有落实")
    served = AlignmentRow(objective="x", activities=["a"], assessments=["b"], homework=["c"])
    assert "✗" not in matrix_html(lesson[0].measures.lesson.model_copy(update={"alignment": [served]}))


@pytest.mark.parametrize(
    ("minutes", "cap", "width", "line", "over"),
    [(30.0, 60.0, "43.5", "87.0", False), (80.0, 60.0, "95.2", "71.4", True)],
)
def test_minutes_stand_against_the_cap(homework, minutes, cap, width, line, over):
    measures = homework[0].measures.homework.model_copy(update={"minutes_total": minutes, "minutes_cap": cap})
    html = load_html(measures)
    assert f"width:{width}%" in html and f"left:{line}%" in html
    assert ("lr-over" in html) is over


@pytest.mark.parametrize("unknown", [{"minutes_total": None}, {"minutes_cap": None}, {"minutes_cap": 0}])
def test_without_minutes_or_a_cap_there_is_no_bar(homework, unknown):
    assert load_html(homework[0].measures.homework.model_copy(update=unknown)) == ""


def test_tiers_show_how_many_items_of_which_demand(homework):
    html = tiers_html(homework[0].measures.homework.items)
    assert "2 题 · 要求平均 1.0" in html and "1 题 · 要求平均 4.0" in html
    assert re.findall(r'class="lr-d(\d)" style="flex-grow:(\d)"', html) == [("1", "2"), ("4", "1")]
    plain = [item.model_copy(update={"tier_labelled": None}) for item in homework[0].measures.homework.items]
    assert tiers_html(plain) == ""


def test_repeated_items_stand_side_by_side_with_what_differs_marked(homework):
    html = repeats_html(homework[0].measures.homework)
    assert "只换了数或词" in html
    cards = re.findall(r"<blockquote><b>第 (\d) 题</b>(.*?)</blockquote>", html)
    assert [name for name, _ in cards] == ["1", "2"]
    assert re.sub("</?ins>", "", cards[1][1]) == "36÷6＝"
    assert "".join(re.findall("<ins>(.*?)</ins>", cards[1][1])) in ("36", "3")


def test_a_group_that_names_no_item_is_left_out(homework):
    measures = homework[0].measures.homework
    lost = Variants(representative="9", items=["8"], how="copy", differences=[])
    repetition = measures.repetition.model_copy(update={"variants": [lost]})
    assert repeats_html(measures.model_copy(update={"repetition": repetition})) == ""


def test_the_drafts_passage_stands_beside_the_exemplars_the_weakest_first(lesson):
    review, _ = lesson
    html = pairs_html(review)
    assert html.index("您写的") < html.index("范例") and "来源：" in html
    wanted = [passage.criterion for hit in review.exemplars for passage in hit.passages]
    assert all(f"-{criterion}" in html for criterion in wanted)
    change = next(one for one in review.changes if one.criterion in wanted)
    assert change.quote in html and f'data-ev="{change.start}-{change.end}"' in html


def test_nothing_that_a_draft_brings_becomes_markup(hostile):
    review, _ = hostile
    measures = review.measures.lesson
    shown = [
        pairs_html(review),
        timeline_html(measures.activities),
        matrix_html(measures),
        radar_svg([*review.criteria] * 3),
    ]
    assert all("<script" not in html and "<img" not in html for html in shown)
