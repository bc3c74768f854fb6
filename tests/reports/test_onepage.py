"""The report on one A4 page: always one, whatever a draft holds, and printed without a network."""

import pypdfium2
import pytest

from reviewer.errors import UnavailableError
from reviewer.reports import find_browser, print_pdf, printing, to_page_html


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
        width, height = document[0].get_size()
    finally:
        document.close()
    return pages, (round(width), round(height))


def test_page_says_verdict_changes_levels_and_counts(lesson):
    html = to_page_html(lesson[0])
    for words in ("先改这三处", "抄写课本概念五遍。", "■■■■□", "材料不足", "可能在1–3", "学生活动约占"):
        assert words in html
    assert html.count("见上面第") == 0


def test_advice_said_above_is_not_said_twice(lesson):
    review, _ = lesson
    first = review.changes[0]
    criteria = [one.model_copy(update={"suggestion": first.text}) for one in review.criteria]
    html = to_page_html(review.model_copy(update={"criteria": criteria}))
    assert html.count("见上面第 1 处。") == len(criteria)


def test_nothing_from_a_draft_becomes_markup(hostile):
    html = to_page_html(hostile[0])
    assert "<script" not in html and "<img" not in html


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="needs Chromium")
def test_the_longest_review_still_fits_one_page(lesson):
    review, _ = lesson
    long = "把教学目标改成学生能做出来、看得见、查得到的事" * 20
    criteria = [
        one.model_copy(
            update={"id": f"c{n}", "name": long, "suggestion": long + str(n), "level": 1, "status": "scored"}
        )
        for n, one in enumerate(review.criteria * 4)
    ]
    changes = [one.model_copy(update={"text": long, "quote": long, "where": long}) for one in review.changes]
    info = review.draft.model_copy(update={"title": long, "name": long + ".docx"})
    full = review.model_copy(update={"criteria": criteria, "changes": changes, "draft": info})
    pages, size = text_of(print_pdf(to_page_html(full)))
    assert len(pages) == 1 and size == (595, 842)
    assert "先改这三处" in pages[0] and "等级是给老师改稿用的参考" in pages[0]


def test_without_a_browser_the_cure_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(printing, "USUAL_PLACES", ())
    with pytest.raises(UnavailableError, match="apt install chromium"):
        print_pdf("<p>x</p>")


def test_a_browser_that_hangs_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "chromium"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match="没能生成"):
        print_pdf("<p>x</p>", seconds=0.3)
