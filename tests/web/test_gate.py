"""Who gets in, who gets what: the whole application, asked over HTTP without a browser."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest
from http_client import HOST, Browser, build
from sqlalchemy import update
from starlette.testclient import TestClient

from reviewer.config import Settings
from reviewer.documents import draft_from_text
from reviewer.library.matching import query_for
from reviewer.library.queue import propose
from reviewer.rubrics import get_rubric
from reviewer.store import accounts, audit, drafts
from reviewer.store.database import Database
from reviewer.store.tables import SchoolRubric
from reviewer.web.files import list_samples
from reviewer.web.gate import COOKIE
from reviewer.web.serving import take_up
from reviewer.web.site import Site

PASSWORD = "correct horse"
PEOPLE = {"张老师": "teacher", "李老师": "teacher", "王教研": "researcher", "赵主任": "admin"}


@pytest.fixture(scope="module")
def guarded(reviewer, tmp_path_factory):
    """(site, application) that asks for a login."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("guarded"), offline=True)
    database = Database.open(settings)
    with database.begin() as session:
        for name, role in PEOPLE.items():
            accounts.add_account(session, name, PASSWORD, role)
    site = Site(reviewer, database, asks_login=True)
    yield site, build(site, settings)
    database.close()


@pytest.fixture(scope="module")
def enter(guarded):
    """A client by name, each logged in once."""
    clients = {}

    def by_name(name):
        if name not in clients:
            clients[name] = client = Browser(guarded[1])
            assert client.log_in(name, PASSWORD).status_code == 200
        return clients[name]

    return by_name


@pytest.fixture(scope="module")
def kept(guarded, reviewed):
    """(draft id, review id) of a draft of 张老师."""
    site = guarded[0]
    with site.database.begin() as session:
        review = drafts.keep(session, site.visitor_named("张老师"), *reviewed, b"as uploaded")
        return review.draft_id, review.id


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/parts/frame",
        "/parts/mine",
        "/config",
        "/gradio_api/info",
        "/parts/downloads/1.json",
        "/gradio_api/startup-events",
    ],
)
def test_nothing_without_a_login(guarded, path):
    client = TestClient(guarded[1], base_url=HOST, follow_redirects=False)
    assert client.get(path).status_code == 401
    browsed = client.get(path, headers={"accept": "text/html"})
    assert (browsed.status_code, browsed.headers["location"]) == (303, "/login")


def test_logging_in_sets_a_closed_cookie_and_logging_out_ends_the_session(guarded):
    client = Browser(guarded[1])
    assert client.log_in("张老师", "wrong horse").status_code == 401
    assert "张老师" not in client.get("/login").text
    client.follow_redirects = False
    answer = client.log_in("张老师", PASSWORD)
    cookie = next(line for line in answer.headers.get_list("set-cookie") if line.startswith(COOKIE)).lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert client.get("/parts/frame").status_code == 200
    stolen = client.cookies[COOKIE]
    frame = client.get("/parts/frame").text
    token = re.search(r'name="csrf" value="([^"]+)"', frame)[1]
    client.post("/logout", data={"csrf": token}, headers={"origin": HOST})
    client.cookies.set(COOKIE, stolen)
    assert client.get("/parts/frame").status_code == 401


def test_a_login_form_of_another_browser_is_refused(guarded):
    other = re.search(r'name="pre" value="([^"]+)"', Browser(guarded[1]).get("/login").text)[1]
    form = {"name": "张老师", "password": PASSWORD, "pre": other}
    assert Browser(guarded[1]).post("/login", data=form, headers={"origin": HOST}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": HOST}, 422),  # from our own page, but without the token
        ({"origin": HOST, "x-csrf": "guess"}, 422),
    ],
)
def test_nothing_is_changed_for_another_site(enter, kept, headers, status):
    answer = enter("张老师").post(f"/parts/mine/{kept[0]}/delete", headers=headers)
    assert answer.status_code == status
    assert enter("张老师").get(f"/parts/mine/{kept[0]}").status_code == 200


@pytest.mark.parametrize("name", ["李老师", "王教研", "赵主任"])
@pytest.mark.parametrize(
    "path", ["/parts/mine/{0}", "/parts/downloads/{1}.docx", "/parts/downloads/{1}.json", "/parts/opinions/{1}"]
)
def test_a_draft_is_shown_to_its_owner_only(enter, kept, name, path):
    refused = enter(name).get(path.format(*kept))
    assert refused.status_code == 422 and "不是您的" in refused.text
    assert enter("张老师").get(path.format(*kept)).status_code == 200


def test_the_owner_downloads_under_the_drafts_name(enter, kept):
    answer = enter("张老师").get(f"/parts/downloads/{kept[1]}.json")
    assert answer.json()["schema"] == "review/1"
    assert "%E9%9D%A2%E7%A7%AF" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"


def test_uploads_go_back_only_to_who_sent_them(enter):
    sent = enter("张老师").post(
        "/gradio_api/upload", files={"files": ("秘密.txt", "只给自己看".encode())}, headers={"origin": HOST}
    )
    path = sent.json()[0]
    assert enter("张老师").get(f"/gradio_api/file={path}").text == "只给自己看"
    for name, wanted in (
        ("李老师", f"/gradio_api/file={path}"),
        ("李老师", f"/gradio_api/file/{path}"),
        ("张老师", "/gradio_api/file=/etc/passwd"),
    ):
        assert enter(name).get(wanted).status_code == 404


def test_a_path_is_checked_as_it_is_served(guarded, enter):
    """Decoded once and not twice: a file named with a % of its own is not the one it would decode to."""
    guarded[0].uploads.add("/uploads/aA.txt", "张老师")
    assert (
        "没有这个文件" in enter("张老师").get("/gradio_api/file=/uploads/a%252541.txt").text
    )  # the client decodes once more


@pytest.mark.parametrize(
    ("name", "path"),
    [("张老师", "/parts/readings"), ("张老师", "/parts/readings/labels.csv")],
)
def test_teachers_do_not_score(enter, name, path):
    assert "只有教研员" in enter(name).get(path).text


@pytest.mark.parametrize("name", ["张老师", "王教研"])
def test_only_an_administrator_manages(enter, name):
    made = enter(name).submit("/parts/accounts", {"name": "黑客", "password": PASSWORD, "role": "admin"})
    assert made.status_code == 422 and "只有管理员" in made.text
    changed = enter(name).submit("/parts/rubrics", files={"file": ("x.yaml", b"id: x")})
    assert changed.status_code == 422 and "只有管理员" in changed.text
    assert "谁做了什么" not in enter(name).get("/parts/accounts").text


def test_blind_scoring_hides_the_machine_until_the_reveal(guarded, enter, kept):
    teacher, reader = enter("张老师"), enter("王教研")
    assert f"/parts/readings/{kept[0]}" not in reader.get("/parts/readings").text
    assert teacher.submit(f"/parts/mine/{kept[0]}/hand-in").status_code == 200
    assert f"/parts/readings/{kept[0]}" in reader.get("/parts/readings").text
    form = reader.get(f"/parts/readings/{kept[0]}").text
    assert "机器评的" not in form and "lr-ev" not in form
    scored = reader.submit(
        f"/parts/readings/{kept[0]}",
        {"v:objectives": "4", "v:obj.observable": "yes", "s:obj.observable": "0-5", "then": "reveal"},
    )
    assert scored.status_code == 200 and "机器评的" in scored.text
    settled = reader.submit(f"/parts/readings/{kept[0]}", {"v:objectives": "3", "then": "save"})
    assert settled.status_code == 200
    lines = reader.get("/parts/readings/labels.csv").text.lstrip("\ufeff").splitlines()
    assert lines[0] == "draft,reader,id,value,quote"
    assert [line.split(",")[1:4] for line in lines[1:]] == [
        ["王教研", "obj.observable", "yes"],
        ["王教研", "objectives", "4"],
        ["final", "objectives", "3"],
    ]
    assert "您和机器有多一致" in reader.get("/parts/readings").text
    with guarded[0].database.begin() as session:
        done = [(one.account, one.action) for one in audit.list_entries(session)]
    assert ("王教研", "查看别人交来的稿子") in done and ("王教研", "盲评完成，查看机器评分") in done
    teacher.submit(f"/parts/mine/{kept[0]}/take-back")
    assert "不是您的" in reader.get(f"/parts/readings/{kept[0]}").text


def test_disagreeing_is_kept_and_undone(enter, kept):
    teacher, path = enter("张老师"), f"/parts/opinions/{kept[1]}"
    assert teacher.submit(path, {"about": "objectives", "value": "5", "reason": "写得清楚"}).status_code == 200
    assert teacher.get(path).json() == {"objectives": {"value": "5", "reason": "写得清楚"}}
    assert teacher.submit(path, {"about": "objectives", "value": "9", "reason": "x"}).status_code == 422
    assert enter("李老师").submit(path, {"about": "objectives", "value": "5", "reason": "x"}).status_code == 422
    teacher.submit(f"{path}/withdraw", {"about": "objectives"})
    assert teacher.get(path).json() == {}


def test_too_much_in_a_form_is_said_and_no_accident(enter, kept, caplog):
    path, files = f"/parts/opinions/{kept[1]}", [("file", ("a", b"x")), ("file", ("b", b"x"))]
    for told in ({"data": {"reason": "长" * 50_000}}, {"files": files}):
        refused = enter("张老师").submit(path, **told)
        assert refused.status_code == 422 and "太长，或者文件不止一个" in refused.text
    assert caplog.records == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "共 "),
        ("?q=影子", "最接近的在前"),
        ("?kind=homework&subject=数学", "作业 · 数学"),
        ("?subject=没有这科", "没有找到"),
        ("?criterion=homework.tiering", "最接近的在前"),
    ],
)
def test_the_library_is_searched_and_filtered(enter, query, said):
    assert said in enter("张老师").get(f"/parts/library{query}").text


def found_titles(text):
    return re.findall(r'data-into="lr-exemplar">([^<]+)</a>', text)


def test_the_library_is_searched_by_ones_own_draft(guarded, enter, kept, reviewer):
    site, teacher, path = guarded[0], enter("张老师"), f"/parts/library?draft={kept[0]}"
    by_draft = teacher.get(path).text
    assert f'<option value="{kept[0]}" selected>' in by_draft and "最接近的在前" in by_draft
    with site.database.begin() as session:
        draft = drafts.to_draft(drafts.find_draft(session, site.visitor_named("张老师"), kept[0], own=True))
    expected = [hit.exemplar.title for hit in reviewer.library.search(query_for(draft), 12)]
    assert [html.unescape(title) for title in found_titles(by_draft)] == expected
    by_criterion = found_titles(teacher.get(f"{path}&criterion=lesson.feedback").text)
    by_words = found_titles(teacher.get(f"{path}&q=测量影子").text)
    homework = teacher.get(f"{path}&kind=homework").text
    assert len({tuple(by_criterion), tuple(by_words), tuple(expected)}) == 3
    assert "作业 · " in homework and "教案 · " not in homework.split("<ul", 1)[1]


def test_an_exemplar_is_not_offered_for_a_copy_of_itself(guarded, enter, reviewer, reviewed):
    site, exemplar = guarded[0], next(iter(reviewer.library.exemplars.values()))
    copy = draft_from_text(exemplar.body.replace("学生", "同学"), name="抄来的.txt", kind=exemplar.kind)
    with site.database.begin() as session:
        number = drafts.keep(session, site.visitor_named("王教研"), copy, reviewed[1]).draft_id
    found = found_titles(enter("王教研").get(f"/parts/library?draft={number}").text)
    assert found and exemplar.title not in found
    with site.database.begin() as session:
        drafts.erase(session, site.visitor_named("王教研"))


@pytest.mark.parametrize("draft", ["0", "99999", "一", "-1"])
def test_a_draft_that_is_not_ones_own_finds_nothing(enter, kept, draft):
    assert enter("张老师").get(f"/parts/library?draft={draft}").status_code == 422
    refused = enter("王教研").get(f"/parts/library?draft={kept[0]}")
    assert refused.status_code == 422 and "不是您的" in refused.text


def test_an_exemplar_is_read_whole_with_what_is_good_marked(enter, reviewer):
    exemplar = next(iter(reviewer.library.exemplars.values()))
    text = enter("张老师").get(f"/parts/library/{exemplar.id}").text
    assert exemplar.title in text and "lr-ev lr-yes" in text
    assert enter("张老师").get("/parts/library/nothing").status_code == 422


def test_versions_of_a_lesson_are_compared(guarded, enter, reviewed):
    site, draft, review = guarded[0], *reviewed
    teacher = enter("张老师")
    later = dataclasses.replace(draft, sha256="d" * 64)
    with site.database.begin() as session:
        visitor = site.visitor_named("张老师")
        numbers = [drafts.keep(session, visitor, one, review).draft_id for one in (draft, later)]
    for number, stage in zip(numbers, ("初备", "研备"), strict=True):
        shown = teacher.submit(f"/parts/mine/{number}/place", {"lesson": "面积", "stage": stage}).text
    path = re.search(r"/parts/compare/\d+", shown)[0]
    assert "初备 → 研备" in teacher.get(path).text
    assert "只有一稿" in enter("李老师").get(path).text


def test_a_proposal_is_read_and_decided_by_an_administrator(guarded, enter, reviewer, tmp_path, monkeypatch):
    monkeypatch.setattr(reviewer, "settings", reviewer.settings.model_copy(update={"data_dir": tmp_path}))
    admin, text = enter("赵主任"), list_samples()[0][1]
    given = {"source": "本校李老师", "licence": "作者同意"}
    body = re.sub(r"\A---\n.*?\n---\n", "", Path(text).read_text(encoding="utf-8"), flags=re.DOTALL)
    refused = enter("王教研").submit("/parts/library", given, files={"file": ("好课.md", body.encode())})
    assert "只有管理员" in refused.text
    assert "出处和许可" in admin.submit("/parts/library", {"source": "x"}, files={"file": ("好课.md", b"x")}).text
    copied = admin.submit("/parts/library", given, files={"file": ("好课.md", body.encode())}).text
    assert "没有收" in copied and "待审的范例（0）" in copied  # it is in the library already
    propose(reviewer.settings, "x-one", re.sub(r"^id: .*$", "id: x-one", Path(text).read_text("utf-8"), flags=re.M))
    shown = admin.get("/parts/library").text
    path = re.search(r"/parts/library/queue/[^\"/]+", shown)
    assert "待审的范例（1）" in shown
    assert "好在哪里" in admin.get(path[0]).text
    assert "待审的范例（0）" in admin.submit(f"{path[0]}/reject").text
    assert "待审的范例" not in enter("王教研").get("/parts/library").text


def test_a_school_rubric_is_used_at_once_and_can_be_put_aside(guarded, enter):
    admin, shipped = enter("赵主任"), enter("赵主任").get("/parts/rubrics/lesson.yaml").content
    bad = admin.submit("/parts/rubrics", files={"file": ("坏.yaml", shipped.replace(b"criteria:", b"criterion:"))})
    assert bad.status_code == 422 and "坏.yaml 第" in bad.text
    own = shipped.decode().replace("学情与目标", "学情和目标", 1)
    used = admin.submit("/parts/rubrics", files={"file": ("本校.yaml", own.encode())})
    assert "正在用本校的标准" in used.text and "改了 1 处" in used.text
    assert "学情和目标" in guarded[0].service.rubric("lesson").criteria[0].name
    back = admin.submit("/parts/rubrics/lesson/aside")
    assert "正在用本校的标准" not in back.text
    assert "学情与目标" in guarded[0].service.rubric("lesson").criteria[0].name


def test_a_school_rubric_that_no_longer_holds_is_told_and_stops_nothing(guarded, enter):
    site, admin = guarded[0], enter("赵主任")
    own = admin.get("/parts/rubrics/lesson.yaml").text.replace("学情与目标", "学情和目标", 1)
    admin.submit("/parts/rubrics", files={"file": ("本校.yaml", own.encode())})
    with site.database.begin() as session:
        session.execute(update(SchoolRubric).values(source=own.replace("criteria:", "criterion:")))
    site.service.adopt(get_rubric("lesson"))
    take_up(site.service, site.database)  # as when the page is opened again, after an upgrade
    notice = site.service.notices.pop()
    assert "本校的教案标准" in notice and "重新上传" in notice and "第" in notice
    assert "学情与目标" in site.service.rubric("lesson").criteria[0].name
    used = admin.submit("/parts/rubrics", files={"file": ("本校.yaml", own.encode())})
    assert "正在用本校的标准" in used.text
    assert "正在用本校的标准" not in admin.submit("/parts/rubrics/lesson/aside").text


def test_an_administrator_adds_and_disables_an_account(guarded, enter):
    admin = enter("赵主任")
    assert "已新建" in admin.submit("/parts/accounts", {"name": "钱老师", "password": PASSWORD, "role": "teacher"}).text
    newcomer = Browser(guarded[1])
    assert newcomer.log_in("钱老师", PASSWORD).status_code == 200
    assert "已停用" in admin.submit("/parts/accounts/change/disable", {"name": "钱老师"}).text
    assert newcomer.get("/parts/frame").status_code == 401
    assert admin.submit("/parts/accounts/change/disable", {"name": "赵主任"}).status_code == 422


def test_erasing_needs_a_word_and_then_leaves_nothing(guarded, enter, reviewed):
    site, teacher = guarded[0], enter("李老师")
    with site.database.begin() as session:
        number = drafts.keep(session, site.visitor_named("李老师"), *reviewed).id
    assert "没有删除" in teacher.submit("/parts/mine/erase").text
    assert "1 份稿子" in teacher.submit("/parts/mine/erase", {"sure": "yes"}).text
    assert teacher.get(f"/parts/downloads/{number}.json").status_code == 422


@pytest.mark.parametrize("path", ["/parts/accounts/change/promote", "/parts/library/queue/x-one/burn"])
def test_what_cannot_be_done_is_refused_and_not_written_down(guarded, enter, path):
    admin = enter("赵主任")
    with guarded[0].database.begin() as session:
        before = len(audit.list_entries(session))
    assert admin.submit(path, {"name": "王教研"}).status_code == 422
    with guarded[0].database.begin() as session:
        assert len(audit.list_entries(session)) == before


def test_drafts_of_no_lesson_stand_apart_from_those_of_one(guarded, enter, reviewed):
    site, draft, review = guarded[0], *reviewed
    with site.database.begin() as session:
        visitor = site.visitor_named("李老师")
        kept, _ = (
            drafts.find_draft(session, visitor, drafts.keep(session, visitor, one, review).draft_id)
            for one in (draft, dataclasses.replace(draft, sha256="e" * 64))
        )
        for lesson in ("安全", "面积"):  # filed under another lesson: the first one is left empty
            drafts.place(session, visitor, kept, lesson, "初备")
    shown = enter("李老师").get("/parts/mine").text
    assert "没有归到哪一课的" in shown and ">面积</h3>" in shown and ">安全</h3>" not in shown


@pytest.fixture
def local(site):
    return TestClient(build(site, Settings()), base_url=HOST)


def test_on_this_machine_nobody_logs_in(local):
    assert local.get("/").status_code == 200
    assert local.get("/login", follow_redirects=False).headers["location"] == "/"
    frame = local.get("/parts/frame").text
    assert "先说清楚" in frame and "退出" not in frame and "t-readings" in frame and "t-accounts" not in frame
    token = re.search(r'data-csrf="([^"]+)"', frame)[1]
    assert local.post("/parts/caution", headers={"x-csrf": token, "origin": HOST}).status_code == 200
    assert "先说清楚" not in local.get("/parts/frame").text


def test_a_page_of_this_machine_is_not_reached_under_another_name(local):
    assert local.get("/", headers={"host": "rebound.example:7860"}).status_code == 421


def test_every_answer_forbids_other_hosts(local):
    policy = local.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "http" not in policy
