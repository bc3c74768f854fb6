"""A severity from the scores gathered on the page: fitted, looked at, switched on and off; over HTTP and in Chromium."""

from __future__ import annotations

import re

import pytest
from browsing import WAIT, both_pictures, complaints_of_axe, open_tab, review_plan
from circle_plan import another_lesson
from http_client import Browser, build
from scores import ABOUT, add_scored

from reviewer.config import Settings
from reviewer.documents import draft_from_text
from reviewer.pipeline import Reviewer
from reviewer.rubrics import get_rubric
from reviewer.store import accounts, audit, drafts, severities
from reviewer.store.accounts import Visitor
from reviewer.store.database import Database
from reviewer.web.serving import take_up


def level_of(review):
    return next(one.level for one in review.criteria if one.id == ABOUT)


@pytest.fixture
def client(site, tmp_path, reviewer):
    """A page of this machine, without accounts."""
    yield Browser(build(site, Settings(data_dir=tmp_path / "kept", offline=True)))
    reviewer.weigh_plainly(get_rubric("lesson"))


def test_with_too_few_scores_the_page_says_how_many_more(client, site, reviewer):
    assert "还没有可评的稿子" in client.get("/parts/readings").text
    here = site.visitor_named(None)
    add_scored(site.database, here, here, reviewer, count=5)
    assert "还差 7 份" in client.get("/parts/readings").text
    refused = client.submit("/parts/calibration/fit/lesson")
    assert (refused.status_code, "还差 7 份" in refused.text) == (422, True)


def test_a_fitted_severity_is_used_only_while_switched_on(client, site, reviewer):
    here = site.visitor_named(None)
    before = add_scored(site.database, here, here, reviewer, count=24)
    draft = draft_from_text(another_lesson(99, good=True), name="圆.txt", kind="lesson")
    shown = client.submit("/parts/calibration/fit/lesson")
    assert shown.status_code == 200
    assert "1 条更接近 · 7 条不调整" in shown.text and "至少要 12 份" in shown.text
    assert re.search(r"\d\.\d\d（-?\d\.\d\d–\d\.\d\d） → <b>\d\.\d\d（", shown.text)
    assert reviewer.review(draft).provenance.severity is None

    number = re.search(r"/parts/calibration/(\d+)/on", shown.text)[1]
    assert "正在用" in client.submit(f"/parts/calibration/{number}/on").text
    review = reviewer.review(draft)
    assert review.provenance.severity.startswith("教案 ") and level_of(review) == 2 < level_of(before)

    reviewer.weigh_plainly(get_rubric("lesson"))
    take_up(reviewer, site.database)  # as when the page is opened again
    assert reviewer.review(draft).provenance.severity == review.provenance.severity

    assert "正在用" not in client.submit(f"/parts/calibration/{number}/off").text
    assert level_of(reviewer.review(draft)) == level_of(before)
    with site.database.begin() as session:
        done = [entry.action for entry in audit.list_entries(session)]
    assert done[:3] == ["停用本地尺度", "启用本地尺度", "算出本地尺度"]


def test_scores_of_reviews_with_other_weights_are_told_and_left_out(client, site, reviewer):
    here = site.visitor_named(None)
    add_scored(site.database, here, here, reviewer, count=14, scale="other")
    shown = client.get("/parts/readings").text
    assert "另有 14 份" in shown and "还差 12 份" in shown


def test_a_severity_of_an_earlier_version_is_said_to_be_of_no_use(client, site, reviewer, monkeypatch):
    here = site.visitor_named(None)
    add_scored(site.database, here, here, reviewer, count=1)
    with site.database.begin() as session:
        kept = severities.keep(session, here, "lesson", "旧的", '{"name": "旧的"}')
        severities.switch(session, here, kept.id, on=True)
    monkeypatch.setattr(reviewer, "notices", [])
    take_up(reviewer, site.database)
    assert ["旧的" in notice and "重新算一个" in notice for notice in reviewer.notices] == [True]
    assert "旧版程序算的" in client.get("/parts/readings").text


@pytest.fixture
def scored(address, data_dir, tmp_path):
    """24 drafts of a teacher in the served page's database, reviewed with its model and scored by 赵主任."""
    (tmp_path / "answers.yaml").write_text("default: 0.9\n", encoding="utf-8")
    settings = Settings(data_dir=data_dir, offline=True)
    reviewer = Reviewer.from_settings(settings, llm=f"scripted:{tmp_path / 'answers.yaml'}")
    database = Database.open(Settings(data_dir=data_dir))
    with database.begin() as session:
        admin, teacher = (accounts.find_account(session, name) for name in ("赵主任", "张老师"))
        people = [Visitor(one.id, one.name, one.role) for one in (teacher, admin)]
    add_scored(database, *people, reviewer, count=24)
    yield
    with database.begin() as session:
        drafts.erase(session, people[0])
    database.close()


@pytest.mark.browser
def test_a_researcher_fits_looks_and_switches_on(watched, scored, tmp_path):
    page = watched
    plain = review_plan(page, tmp_path, with_model=True)
    assert plain["provenance"]["severity"] is None
    open_tab(page, "readings")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click("text=算一个尺度")
    page.wait_for_selector(".lr-fitted", timeout=WAIT)
    assert "更接近" in page.inner_text("#lr-calibration")
    both_pictures(page, "calibration", of="#lr-calibration")
    assert complaints_of_axe(page) == []
    page.click("#lr-calibration >> text=启用 >> nth=-1")
    page.wait_for_selector(".lr-fitted .lr-tag >> text=正在用", timeout=WAIT)
    page.click("#t-review")
    review = review_plan(page, tmp_path, with_model=True)
    assert review["provenance"]["severity"].startswith("教案 ")
    assert "等级按本地打分的松紧调过" in page.inner_text(".lr-provenance")
    open_tab(page, "readings")
    page.click("#lr-calibration >> text=停用 >> nth=-1")
    page.wait_for_selector(".lr-fitted button >> text=启用", timeout=WAIT)
    page.click("#t-review")
    assert review_plan(page, tmp_path, with_model=True)["provenance"]["severity"] is None
