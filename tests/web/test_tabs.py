"""The tabs beside the review, each in a real Chromium at 1280 and 390 pixels, by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest
from browsing import PASSWORD, WAIT, both_pictures, complaints_of_axe, open_tab, picture, review_plan, upload
from teaching_plan import write_plan

pytestmark = pytest.mark.browser


@pytest.fixture
def reviewed_page(watched, tmp_path):
    """A page whose teacher has just had a plan reviewed."""
    page = watched
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-results .lr-downloads", timeout=WAIT)
    return page


def test_the_way_in_is_readable_and_closed(browser, address):
    page = browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})
    page.goto(address)
    assert page.url.endswith("/login")
    both_pictures(page, "login")
    assert complaints_of_axe(page) == []
    page.fill("[name=name]", "张老师")
    page.fill("[name=password]", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]", timeout=WAIT)
    page.fill("[name=name]", "张老师")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#lr-frame [role=tab]", timeout=WAIT)
    assert page.locator("[role=tab]").all_inner_texts() == ["评阅", "我的稿子", "范例库", "评价标准", "账号"]
    assert "先说清楚" in page.inner_text(".lr-caution")
    page.click(".lr-caution button")
    page.wait_for_selector(".lr-caution", state="detached", timeout=WAIT)
    page.reload()
    page.wait_for_selector("#lr-frame [role=tab]", timeout=WAIT)
    assert page.locator(".lr-caution").count() == 0
    page.close()


def test_drafts_are_kept_opened_and_filed_under_a_lesson(reviewed_page):
    page = reviewed_page
    open_tab(page, "mine")
    page.locator(".lr-acts summary").first.click()
    page.select_option("#p-mine select[name=stage]", "研备")
    page.click("#p-mine >> text=确定")
    page.wait_for_selector("#p-mine .lr-tag >> text=研备", timeout=WAIT)
    both_pictures(page, "mine")
    assert complaints_of_axe(page) == []
    page.locator("#p-mine a[data-load]").first.click()
    page.wait_for_selector("#lr-opened .lr-verdict", timeout=WAIT)
    page.wait_for_function("document.querySelectorAll('#lr-opened .lr-mine-says').length > 5", timeout=WAIT)
    page.locator("#lr-opened .lr-criterion summary").first.click()
    page.locator("#lr-opened .lr-criterion[open] a.lr-quote").first.click()
    assert page.locator("#lr-opened mark.lr-flash").count() >= 1


def test_two_versions_of_a_lesson_are_compared(watched, tmp_path):
    page = watched
    first = write_plan(tmp_path / "初稿.docx")
    better = docx.Document(str(first))
    better.add_paragraph("板书设计：面积＝面的大小；单位：平方厘米。")
    better.save(str(tmp_path / "改稿.docx"))
    for path in (first, tmp_path / "改稿.docx"):
        review_plan(page, tmp_path, path=path)
    open_tab(page, "mine")
    for stage in ("研备", "初备"):  # the newest draft stands first
        row = page.locator("#p-mine .lr-group:last-of-type li").first
        row.locator("summary").first.click()
        row.locator("[name=lesson]").fill("面积的认识（两稿）")
        row.locator("select[name=stage]").select_option(stage)
        row.get_by_text("确定").click()
        page.wait_for_selector(f"#p-mine .lr-group:has-text('（两稿）') .lr-tag >> text={stage}", timeout=WAIT)
    page.locator(".lr-group:has-text('（两稿）') >> text=比一比各稿").click()
    page.wait_for_selector("#lr-opened .lr-compare", timeout=WAIT)
    assert "板书设计" in page.inner_text("#lr-opened .lr-compare")
    assert complaints_of_axe(page) == []
    both_pictures(page, "comparison", of="#lr-opened")


def test_the_library_is_searched_and_read(watched):
    page = watched
    open_tab(page, "library")
    page.fill("#p-library [name=q]", "测量影子")
    page.keyboard.press("Enter")
    page.wait_for_selector("#p-library >> text=最接近的在前", timeout=WAIT)
    both_pictures(page, "library")
    assert complaints_of_axe(page) == []
    page.locator("#p-library a[data-load]").first.click()
    page.wait_for_selector("#lr-dialog[open] .lr-whole", timeout=WAIT)
    picture(page, "exemplar-1280", full_page=False)
    page.click(".lr-close")


def test_exemplars_like_ones_own_draft(reviewed_page):
    page = reviewed_page
    open_tab(page, "mine")
    page.locator("#p-mine >> text=找相近的范例").first.click()
    page.wait_for_selector("#p-library >> text=最接近的在前", timeout=WAIT)
    assert page.get_attribute("#t-library", "aria-selected") == "true"
    assert page.locator("#p-library [name=draft] option:checked").inner_text() == "面积的认识"
    both_pictures(page, "library-by-draft")
    assert complaints_of_axe(page) == []
    before = page.locator("#p-library a[data-load]").all_inner_texts()
    page.select_option("#p-library [name=criterion]", "lesson.feedback")
    page.click("#p-library .lr-search button")
    page.wait_for_function(
        "before => [...document.querySelectorAll('#p-library a[data-load]')].map(a => a.innerText).join() !== before.join()",
        arg=before,
        timeout=WAIT,
    )
    assert page.locator("#p-library [name=draft] option:checked").inner_text() == "面积的认识"


def test_the_rubric_is_read_and_the_keyboard_reaches_every_tab(watched):
    page = watched
    page.focus("#t-review")
    for name in ("mine", "readings", "library", "rubrics"):
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.id") == f"t-{name}"
    page.wait_for_selector("#p-rubrics summary", timeout=WAIT)
    page.locator("#p-rubrics .lr-criterion summary").first.click()
    both_pictures(page, "rubrics")
    assert complaints_of_axe(page) == []
    page.click("#lr-language")
    assert page.inner_text("#t-library") == "Exemplars"
    picture(page, "english-1280", full_page=False)
    page.click("#lr-language")
    assert page.inner_text("#t-library") == "范例库"


def test_scoring_blind_then_the_reveal_then_settling_and_export(reviewed_page):
    page = reviewed_page
    open_tab(page, "readings")
    page.locator("#p-readings a[data-load]").first.click()
    page.wait_for_selector("#lr-source p", timeout=WAIT)
    assert "机器评的" not in page.inner_text("#p-readings")
    page.locator("#p-readings .lr-choice input").nth(3).check()
    page.locator("#p-readings .lr-answer select").first.select_option("yes")
    quoted = page.evaluate(
        """() => {
          const block = document.querySelectorAll("#lr-source p")[3], range = document.createRange();
          range.setStart(block.firstChild, 0); range.setEnd(block.firstChild, 6);
          window.getSelection().removeAllRanges(); window.getSelection().addRange(range);
          return range.toString(); }"""
    )
    page.locator("#p-readings .lr-cite").first.click()
    assert page.locator("#p-readings .lr-cited").first.inner_text() == quoted
    both_pictures(page, "scoring")
    assert complaints_of_axe(page) == []
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("text=评完了，看机器的结果")
    page.wait_for_selector(".lr-settle", timeout=WAIT)
    both_pictures(page, "settling")
    assert complaints_of_axe(page) == []
    page.click("text=保存定稿")
    page.wait_for_selector("#p-readings >> text=已保存", timeout=WAIT)
    page.click("text=← 回到列表")
    page.wait_for_selector(".lr-agreement", timeout=WAIT)
    both_pictures(page, "agreement")
    with page.expect_download() as download:
        page.click("text=导出评分（CSV）")
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert quoted in [row["quote"] for row in rows if row["reader"] == "赵主任"]
    assert {row["reader"] for row in rows} == {"赵主任", "final"}


def test_an_administrator_sees_accounts_and_the_log(watched):
    page = watched
    open_tab(page, "accounts")
    assert "登录" in page.inner_text("#p-accounts table")
    both_pictures(page, "accounts")
    assert complaints_of_axe(page) == []
