import re
from html.parser import HTMLParser

import pytest

from reviewer.reports.marked import mark_draft, mark_text, marked_spans


class Reader(HTMLParser):
    """Collects the text and the ids of a fragment, and checks that tags nest."""

    def __init__(self):
        super().__init__()
        self.text, self.ids, self.open = "", [], []

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(html):
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ({}, []),
        ({(1, 3): "yes"}, [("yes", "1-3", "二三")]),
        (
            {(0, 2): "yes", (1, 4): "no"},
            [("yes", "0-2", "一"), ("no", "0-2 1-4", "二"), ("no", "1-4", "三四")],
        ),
        (
            {(0, 5): "unclear", (2, 3): "yes"},
            [("unclear", "0-5", "一二"), ("yes", "0-5 2-3", "三"), ("unclear", "0-5", "四五")],
        ),
        ({(3, 99): "no"}, [("no", "3-99", "四五")]),
        ({(7, 9): "no"}, []),
    ],
)
def test_overlapping_passages_are_cut_at_every_boundary(spans, marked):
    html = mark_text("一二三四五", 0, 5, spans)
    assert re.findall(r'<mark class="lr-ev lr-(\w+)" data-ev="([^"]+)">([^<]+)</mark>', html) == marked
    assert read(html).text == "一二三四五"


def test_every_quote_can_be_reached(lesson):
    review, draft = lesson
    reader = read(mark_draft(draft, marked_spans(review)))
    for change in review.changes:
        assert reader.ids.count(f"ev-{change.start}-{change.end}") == 1


def test_trouble_wins_where_a_passage_has_two_answers(lesson):
    review, draft = lesson
    start = draft.text.index("上台展示不同折法")
    assert marked_spans(review)[(start, start + 8)] == "no"


def test_a_table_stays_a_table(lesson):
    html = mark_draft(lesson[1], {})
    assert html.count("<tr>") == 4
    assert "<td>教师活动</td><td>学生活动</td><td>设计意图</td>" in html
    assert '<td colspan="2">听讲，记笔记</td>' in html


def test_whole_text_is_shown_in_order(lesson):
    review, draft = lesson
    shown = read(mark_draft(draft, marked_spans(review))).text
    assert shown == draft.text.replace("\n", "")


def test_markup_in_a_draft_stays_text(hostile):
    review, draft = hostile
    html = mark_draft(draft, marked_spans(review))
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_passage_that_begins_in_the_gap_before_a_block_can_be_reached(lesson):
    _, draft = lesson
    start = draft.text.index("1. 学生能") - 1  # the line break belongs to no block
    reader = read(mark_draft(draft, {(start, start + 9): "yes"}))
    assert reader.ids == [f"ev-{start}-{start + 9}"]


def test_a_passage_over_two_blocks_has_one_anchor_and_is_marked_in_both(lesson):
    _, draft = lesson
    start, end = draft.text.index("习兴趣"), draft.text.index("教学过程") + 4
    html = mark_draft(draft, {(start, end): "no"})
    assert read(html).ids == [f"ev-{start}-{end}"]
    assert re.findall(r"<mark[^>]*>([^<]+)</mark>", html) == ["习兴趣。", "教学过程"]
