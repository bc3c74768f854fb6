"""The English switch: nothing of the frame stays Chinese, and every English label has its way back."""

from __future__ import annotations

import json
import re

import lxml.html
import pytest
from http_client import Browser, build
from scores import add_scored

from reviewer.config import ROOT, Settings
from reviewer.store.database import Database
from reviewer.web.site import Site

LABELS = json.loads((ROOT / "reviewer" / "web" / "english.json").read_text(encoding="utf-8"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SEEN = (
    "//text()[not(ancestor::*[@lang='zh-CN' and not(self::html)]) and not(ancestor::*[contains(@class, 'lr-source')])]"
)


def left_chinese(label):
    """What the script of the page would leave Chinese of one text."""
    label = label.strip()
    if not CHINESE.search(label) or label in LABELS:
        return []
    for known in LABELS:
        head, gap, tail = known.partition("{}")
        if gap and label.startswith(head) and label.endswith(tail) and len(label) > len(head) + len(tail):
            return []
    if " · " in label:
        return [one for part in label.split(" · ") for one in left_chinese(part)]
    return [label]


def untranslated(html):
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    told = [*tree.xpath(SEEN), *tree.xpath("//@aria-label"), *tree.xpath("//@placeholder")]
    return [one for text in told for one in left_chinese(text)]


@pytest.fixture(scope="module")
def client(reviewer, tmp_path_factory):
    settings = Settings(data_dir=tmp_path_factory.mktemp("english"), offline=True)
    database = Database.open(settings)
    site = Site(reviewer, database)
    here = site.visitor_named(None)
    add_scored(database, here, here, reviewer, count=12)
    browser = Browser(build(site, settings))
    assert browser.submit("/parts/mine/1/place", {"lesson": "圆的面积", "stage": "初备"}).status_code == 200
    assert browser.submit("/parts/mine/2/place", {"lesson": "圆的面积", "stage": "研备"}).status_code == 200
    assert browser.submit("/parts/calibration/fit/lesson").status_code == 200
    yield browser
    database.close()


@pytest.mark.parametrize(
    "path",
    [
        "frame",
        "mine",
        "readings",
        "readings/1",
        "library",
        "library?q=影子",
        "rubrics",
        "rubrics?kind=homework",
        "accounts",
    ],
)
def test_the_frame_of_every_tab_has_its_english(client, path):
    assert untranslated(client.get(f"/parts/{path}").text) == []


def test_the_review_tab_has_its_english(client):
    config = client.get("/config").json()
    told = []
    for one in config["components"]:
        for name in ("label", "placeholder", *(["value"] if one["type"] in ("html", "button") else [])):
            said = one["props"].get(name)
            told += untranslated(said) if isinstance(said, str) and said.strip() else []
    assert told == []
