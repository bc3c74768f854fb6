import io
import re
import zipfile
from pathlib import Path

import pytest
from teaching_plan import TERM

from reviewer.errors import DraftError, UsageError
from reviewer.store import drafts
from reviewer.web.desk import Desk
from reviewer.web.files import list_samples, render_download, write_sample
from reviewer.web.handlers import GONE, NO_FILE, Handlers, Reading

UNTOUCHED = (None, "数学", "小学", "三年级", "", "")  # the fields as recognised in the plan
PROGRESS, RESULTS, START, STOP = range(4)
WHO = "本机"


def changed(value):
    """Whether an output is really set, not left as it is."""
    return not (isinstance(value, dict) and value.get("__type__") == "update" and len(value) == 1)


@pytest.fixture
def handlers(reviewer, site):
    return Handlers(Desk(reviewer), site)


def test_a_dropped_file_is_recognised_at_once(handlers, plan):
    reading, found, message, *fields = handlers.read(WHO, [str(plan)], "auto")
    assert isinstance(reading, Reading)
    assert "识别为教案" in found and "数学" in found and "三年级" in found
    assert message == ""
    row, part, *values = fields
    assert row["visible"] is True and part["visible"] is False
    assert [value["value"] for value in values] == ["数学", "小学", "三年级", None, None]


def test_taking_the_file_away_clears_the_recognition(handlers):
    reading, found, message, row, *_ = handlers.read(WHO, None, "auto")
    assert (reading, found, message, row["visible"]) == (None, "", "", False)


def test_a_chosen_kind_wins(handlers, plan):
    reading, found, *_ = handlers.read(WHO, [str(plan)], "homework")
    assert reading.drafts[0].kind.value == "homework"
    assert "识别为作业" in found


@pytest.mark.parametrize("name", ["空.txt", "照片.docx"])
def test_an_unreadable_file_is_a_message(handlers, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"" if name.endswith("txt") else b"\xff\xd8\xff\xe0 not a word file")
    reading, found, message, *_ = handlers.read(WHO, [str(path)], "auto")
    assert (reading, found) == (None, "")
    assert 'role="alert"' in message and "Traceback" not in message


def test_a_file_no_longer_there_says_so(handlers, tmp_path):
    assert GONE in handlers.read(WHO, [str(tmp_path / "x.txt")], "auto")[2]


def test_start_without_a_file_asks_for_one_and_keeps_the_results(handlers):
    shown = list(handlers.review(WHO, None, "auto", False, None, "t", *UNTOUCHED))
    assert len(shown) == 1
    assert NO_FILE in shown[0][PROGRESS]
    assert not changed(shown[0][RESULTS])


def test_review_ends_with_results_that_are_kept(handlers, site, plan):
    *_, shown = handlers.review(WHO, [str(plan)], "auto", False, None, "t", *UNTOUCHED)
    assert "评完了" in shown[PROGRESS]
    assert "lr-levels" in shown[RESULTS] and "面积的认识" in shown[RESULTS]
    assert shown[START]["interactive"] is True and shown[STOP]["visible"] is False
    number = int(re.search(r'data-review="(\d+)"', shown[RESULTS])[1])
    with site.database.begin() as session:
        found, kept = drafts.find_review(session, site.visitor_named(WHO), number)
        assert kept.file == plan.read_bytes()
        assert "面积" in drafts.to_draft(kept).text and "面积" in drafts.to_review(found).draft.title


def test_a_file_that_cannot_be_kept_costs_no_result(handlers, site, reviewed, plan, monkeypatch, caplog):
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    monkeypatch.setattr(Path, "read_bytes", lambda path: (_ for _ in ()).throw(OSError("gone at this moment")))
    *_, shown = handlers.review(WHO, [str(plan)], "auto", False, reading, "t", *UNTOUCHED)
    assert "评完了" in shown[PROGRESS] and "lr-levels" in shown[RESULTS] and "data-review=" not in shown[RESULTS]


def test_a_file_another_visitor_uploaded_is_not_read(handlers, site, plan):
    site.uploads.add(str(plan), "别人")
    assert GONE in handlers.read(WHO, [str(plan)], "auto")[2]
    site.uploads.add(str(plan), WHO)  # the same file uploaded by both is the same temporary file
    assert handlers.read(WHO, [str(plan)], "auto")[2] == ""


def test_the_draft_of_the_file_before_is_never_reviewed(reviewer, site, reviewed, plan, tmp_path):
    other = tmp_path / "别的.txt"
    other.write_text(
        "《观潮》教学设计\n教学目标\n1. 学生能有感情地朗读课文。\n教学过程\n1. 学生自由读课文。\n",
        encoding="utf-8",
    )
    stale = Reading((str(plan),), "auto", (reviewed[0],))
    *_, last = Handlers(Desk(reviewer), site).review(
        WHO, [str(other)], "auto", False, stale, "t", None, "化学", "", "", "", ""
    )
    assert "观潮" in last[RESULTS] and "面积的认识" not in last[RESULTS]
    assert "化学" not in last[RESULTS]  # nor are the fields filled in for it


def test_what_the_teacher_corrects_is_what_is_reviewed(handlers, site, reviewed, plan):
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    fields = (None, "科学", "小学", "三年级", "苏教版", "第2课时")
    *_, shown = handlers.review(WHO, [str(plan)], "auto", False, reading, "t", *fields)
    number = int(re.search(r'data-review="(\d+)"', shown[RESULTS])[1])
    with site.database.begin() as session:
        review = drafts.to_review(drafts.find_review(session, site.visitor_named(WHO), number)[0])
    told = review.draft.model_dump(include={"subject", "stage", "grade", "textbook", "lesson_number"})
    assert tuple(told.values()) == fields[1:]


def test_of_several_lessons_in_one_file_the_teacher_chooses(handlers, tmp_path):
    path = tmp_path / "四上语文教案.txt"
    path.write_text(TERM, encoding="utf-8")
    reading, _, _, _, part, *_ = handlers.read(WHO, [str(path)], "auto")
    assert part["visible"] is True and part["value"] == 0
    assert [("观潮" in label, "走月亮" in label) for label, _ in part["choices"]] == [(True, False), (False, True)]
    _, *values = handlers.choose(reading, 1)
    *_, last = handlers.review(WHO, [str(path)], "auto", False, reading, "t", 1, *(value["value"] for value in values))
    assert "走月亮" in last[RESULTS] and "观潮" not in last[RESULTS]


def test_stop_ends_only_its_own_page(paced, site, plan, reviewed):
    handlers = Handlers(Desk(paced), site)
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    shown = handlers.review(WHO, [str(plan)], "auto", True, reading, "mine", *UNTOUCHED)
    while not changed(next(shown)[RESULTS]):
        pass
    handlers.stop("another page")
    assert "已停止" not in next(shown)[PROGRESS]
    handlers.stop("mine")
    *_, last = shown
    paced.gate.set()
    assert "已停止" in last[PROGRESS] and "还没有评完" in last[PROGRESS]
    assert "data-review=" in last[RESULTS]


def test_a_failure_leaves_earlier_results_on_the_page(reviewed, paced, site, plan):
    paced.review = lambda *args, **more: (_ for _ in ()).throw(DraftError("读不了。", "unreadable"))
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    shown = list(Handlers(Desk(paced), site).review(WHO, [str(plan)], "auto", True, reading, "t", *UNTOUCHED))
    assert "读不了。" in shown[-1][PROGRESS]
    assert not any(changed(one[RESULTS]) for one in shown)
    assert shown[-1][START]["interactive"] is True


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("面积.docx", "评阅-面积"),
        ("../../etc/passwd", "评阅-passwd"),
        ('a"<b>|c?.docx', "评阅-a-b-c"),
        ("...", "评阅-文稿"),
        ("很" * 90 + ".docx", "评阅-" + "很" * 39 + "…"),
    ],
)
def test_download_names_are_safe(reviewed, name, stem):
    draft, review = reviewed
    renamed = review.model_copy(update={"draft": review.draft.model_copy(update={"name": name})})
    for suffix, start in {"docx": b"PK", "html": b"<!doctype html>", "md": b"#", "json": b"{"}.items():
        found, body = render_download(renamed, draft, suffix)
        assert found == f"{stem}.{suffix}" and body.startswith(start)


def test_a_word_draft_comes_back_with_comments_and_a_page_to_print(reviewed, plan):
    draft, review = reviewed
    name, body = render_download(review, draft, "docx", plan.read_bytes())
    assert name == "批注-面积的认识.docx"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert "word/comments.xml" in archive.namelist()
    name, body = render_download(review, draft, "page")
    assert name == "一页-面积的认识.html" and b"<script" not in body


@pytest.mark.parametrize("suffix", ["exe", "", "../json", "notice"])
def test_other_formats_are_refused(reviewed, suffix):
    draft, review = reviewed
    with pytest.raises(UsageError, match="格式"):
        render_download(review, draft, suffix)


def test_samples_are_of_both_kinds_and_without_front_matter(handlers, tmp_path):
    samples = list_samples()
    assert [label[:2] for label, _ in samples] == ["教案"] * 4 + ["作业"] * 4
    for label, path in (samples[0], samples[-1]):
        copy = write_sample(Path(path), tmp_path)
        text = Path(copy).read_text(encoding="utf-8")
        assert not text.startswith("---") and "licence:" not in text
        reading, *_ = handlers.read(WHO, [copy], "auto")
        assert reading.drafts[0].kind.value == ("lesson" if label.startswith("教案") else "homework")


def test_only_a_sample_can_be_picked(handlers):
    assert [changed(one) for one in handlers.sample("/etc/passwd")] == [False]
    assert [one[0].endswith(".md") for one in handlers.sample(list_samples()[0][1])] == [True]


def test_no_corpus_no_sample(tmp_path):
    assert list_samples(tmp_path) == []
