"""The homework notice: what it says, where minutes come from, and what is left to be filled in."""

import datetime

import docx
import pytest
from review_samples import criterion, indicator

from reviewer.errors import UsageError
from reviewer.reports import build_notice, notice_docx, notice_html

DAY = datetime.date(2026, 3, 2)


def word_text(path):
    document = docx.Document(str(path))
    cells = ["|".join(cell.text for cell in row.cells) for row in document.tables[0].rows]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture(params=["docx", "html"])
def render(request, tmp_path):
    def run(notice):
        if request.param == "html":
            return notice_html(notice)
        notice_docx(notice, tmp_path / "n.docx")
        return word_text(tmp_path / "n.docx")

    return run


def test_sheet_says_who_when_what_and_how_long(render, homework):
    review, _ = homework
    said = render(build_notice(review, day=DAY))
    for words in ("数学作业公示", "三年级＿＿＿＿班", "2026年3月2日", "必做", "作业上没有写，请填"):
        assert words in said
    for item in review.measures.homework.items:
        assert item.text.split("\n")[0][:20] in said


def test_minutes_are_stated_or_estimated(homework):
    review, _ = homework
    sheet = review.measures.homework
    items = [one.model_copy(update={"minutes_stated": n == 0}) for n, one in enumerate(sheet.items)]
    sheet = sheet.model_copy(update={"items": items, "minutes_stated": 15.0, "minutes_cap": 60.0})
    notice = build_notice(
        review.model_copy(update={"measures": review.measures.model_copy(update={"homework": sheet})})
    )
    minutes = [row[3] for tier in notice.tiers for row in tier.rows]
    assert sum("作业上写明" in one for one in minutes) == 1
    assert sum("估算" in one for one in minutes) == len(items) - 1
    assert notice.minutes.startswith("作业上写明 15分钟；逐题估算全部做完约 ")
    assert notice.minutes.endswith("各科合计每天不超过 60分钟。")


def test_feedback_is_what_the_sheet_says(homework):
    review, draft = homework
    quote = draft.text.split("\n")[1]
    found = criterion("feedback", "反馈", 3, (3, 3), "", "", [indicator(draft, "f", "有反馈", "yes", quote)])
    assert build_notice(review.model_copy(update={"criteria": [found]})).feedback == quote.rstrip("。") + "。"


def test_class_given_and_day_today(homework):
    notice = build_notice(homework[0], group="三（2）班")
    today = datetime.date.today()
    assert ("班级", "三（2）班") in notice.about
    assert ("日期", f"{today.year}年{today.month}月{today.day}日") in notice.about


def test_a_lesson_has_no_notice(lesson):
    with pytest.raises(UsageError, match="--kind homework"):
        build_notice(lesson[0])
