"""The review tab in a real Chromium: a Word file goes in, levels, changes and quotes come out, nothing leaves the machine.

SCREENSHOTS=docs/screenshots keeps pictures of the page at 1280 and 390 pixels.
"""

import json
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from browsing import WAIT, complaints_of_axe, picture, upload
from teaching_plan import TERM, write_plan

pytestmark = pytest.mark.browser


def opened_by_libreoffice(path: Path, folder: Path) -> str:
    """The words LibreOffice shows of a Word file."""
    shutil.copy(path, folder / "back.docx")
    command = ["soffice", f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless", "--convert-to", "txt:Text"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "back.docx")], check=True, capture_output=True, timeout=170
    )
    return (folder / "back.txt").read_text(encoding="utf-8-sig")


def test_a_word_file_becomes_levels_changes_and_quotes(watched, tmp_path):
    page = watched
    picture(page, "start-1280")
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    assert "识别为教案" in page.inner_text("#lr-found")
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)

    assert page.inner_text(".lr-verdict").startswith("这份教案")
    assert "这次没有用语言模型" in page.inner_text(".lr-head")
    levels = page.locator(".lr-levels li b").all_inner_texts()
    words = ("缺失", "薄弱", "基本达到", "良好", "优秀", "材料不足", "暂不评")
    assert len(levels) >= 5 and all(level.startswith(words) for level in levels)
    assert 1 <= page.locator(".lr-cards li").count() <= 3
    picture(page, "review-1280")

    page.locator(".lr-criterion summary").first.click()
    quote = page.locator(".lr-criterion[open] a.lr-quote").first
    name = quote.get_attribute("data-ev")
    quote.click()
    mark = page.locator(f'mark[data-ev~="{name}"]').first
    assert "lr-flash" in mark.get_attribute("class")
    page.wait_for_timeout(900)
    box, pane = mark.bounding_box(), page.locator(".lr-draft").bounding_box()
    assert pane["y"] - 2 <= box["y"] <= pane["y"] + pane["height"]
    assert 0 <= box["y"] <= 900
    assert complaints_of_axe(page) == []
    page.set_viewport_size({"width": 1280, "height": 1500})
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "page-1280", full_page=False)

    with page.expect_download() as download:
        page.click(".lr-downloads >> text=下载 Word")
    assert "面积的认识" in "\n".join(one.text for one in docx.Document(download.value.path()).paragraphs)
    if shutil.which("soffice"):
        assert "面积的认识" in opened_by_libreoffice(download.value.path(), tmp_path)
    with page.expect_download() as download:
        page.click(".lr-downloads >> text=JSON")
    assert download.value.suggested_filename == "评阅-面积的认识.json"
    review = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert review["schema"] == "review/1"
    assert len(review["criteria"]) == len(levels)

    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("window.scrollTo(0, 0)")
    picture(page, "review-390")


def test_the_teacher_disagrees_and_takes_it_back(watched, tmp_path):
    page = watched
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-results .lr-downloads", timeout=WAIT)
    page.locator(".lr-criterion summary").first.click()
    box = page.locator(".lr-criterion[open] .lr-mine-says").first
    box.get_by_text("不同意").click()
    box.locator("select").select_option(index=0)
    box.locator("input").fill("表格里写了")
    box.get_by_text("记下").click()
    box.get_by_text("撤回").wait_for(timeout=WAIT)
    assert "表格里写了" in box.inner_text()
    picture(page, "disagree-1280", full_page=False)
    box.get_by_text("撤回").click()
    box.get_by_text("不同意").wait_for(timeout=WAIT)
    page.click("text=看看好的怎么写 >> nth=-1")
    page.locator(".lr-pane button[data-whole]").first.click()
    page.wait_for_selector("#lr-dialog[open] .lr-whole", timeout=WAIT)
    assert "好在哪里" in page.inner_text("#lr-dialog")
    page.keyboard.press("Escape")
    assert page.locator("#lr-dialog[open]").count() == 0


def test_a_model_judges_what_can_not_be_counted(watched, tmp_path):
    page = watched
    upload(page, write_plan(tmp_path / "面积的认识.docx"))
    page.wait_for_selector(".lr-found", timeout=WAIT)
    assert page.is_checked("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    assert "这次没有用语言模型" not in page.inner_text(".lr-head")
    assert "语言模型：scripted:answers.yaml" in page.inner_text(".lr-provenance")
    assert "暂不评" not in page.inner_text(".lr-levels")


def test_a_broken_file_is_told_and_nothing_is_lost(watched, tmp_path):
    page = watched
    page.click("#lr-sample input")
    page.click("ul[role=listbox] >> text=作业 · >> nth=0")
    page.wait_for_selector(".lr-found p", timeout=WAIT)
    assert "识别为作业" in page.inner_text("#lr-found")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    verdict = page.inner_text(".lr-verdict")
    broken = tmp_path / "照片.docx"
    broken.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 500)
    clear = page.locator("#lr-file button:visible")
    labels = [one.get_attribute("aria-label") or "" for one in clear.all()]
    clear.nth(next(i for i, label in enumerate(labels) if "lear" in label or "清" in label)).click()
    upload(page, broken)
    page.wait_for_selector(".lr-error", timeout=WAIT)
    assert "没能评阅" in page.inner_text(".lr-error")
    assert page.inner_text(".lr-verdict") == verdict


def test_of_several_lessons_the_teacher_picks_one_and_corrects_the_grade(watched, tmp_path):
    page = watched
    path = tmp_path / "语文教案.txt"
    path.write_text(TERM, encoding="utf-8")
    upload(page, path)
    page.wait_for_selector("#lr-part input", timeout=WAIT)
    before = page.inner_text("#lr-found")
    page.click("#lr-part input")
    page.click("ul[role=listbox] >> text=走月亮")
    page.wait_for_function("before => document.querySelector('#lr-found').innerText !== before", arg=before)
    page.click("#lr-grade input")
    page.click("ul[role=listbox] >> text=四年级")
    page.uncheck("#lr-model input")
    page.click("#lr-start")
    page.wait_for_selector("#lr-progress >> text=评完了", timeout=WAIT)
    picture(page, "parts-1280", full_page=False)
    assert "走月亮" in page.inner_text(".lr-draft") and "观潮" not in page.inner_text(".lr-draft")
    with page.expect_download() as download:
        page.click(".lr-downloads >> text=JSON")
    draft = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["draft"]
    assert (draft["part"], draft["grade"]) == (2, "四年级")
