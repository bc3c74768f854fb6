import json
from pathlib import Path

import pytest
from teaching_plan import TERM

from reviewer.errors import DraftError
from reviewer.web.desk import Desk
from reviewer.web.files import find_sample, write_downloads, write_sample
from reviewer.web.handlers import GONE, NO_FILE, Handlers, Reading

UNTOUCHED = (None, "数学", "小学", "三年级", "", "")  # the fields as recognised in the plan
PROGRESS, RESULTS, DOWNLOADS, WORD, WEB_PAGE, MARKDOWN, JSON, START, STOP = range(9)


def changed(value):
    """Whether an output is really set, not left as it is."""
    return not (isinstance(value, dict) and value.get("__type__") == "update" and len(value) == 1)


@pytest.fixture
def handlers(reviewer):
    return Handlers(Desk(reviewer))


def test_a_dropped_file_is_recognised_at_once(handlers, plan):
    reading, found, message, *fields = handlers.read([str(plan)], "auto")
    assert isinstance(reading, Reading)
    assert "识别为教案" in found and "数学" in found and "三年级" in found
    assert message == ""
    row, part, *values = fields
    assert row["visible"] is True and part["visible"] is False
    assert [value["value"] for value in values] == ["数学", "小学", "三年级", None, None]


def test_taking_the_file_away_clears_the_recognition(handlers):
    reading, found, message, row, *_ = handlers.read(None, "auto")
    assert (reading, found, message, row["visible"]) == (None, "", "", False)


def test_a_chosen_kind_wins(handlers, plan):
    reading, found, *_ = handlers.read([str(plan)], "homework")
    assert reading.drafts[0].kind.value == "homework"
    assert "识别为作业" in found


@pytest.mark.parametrize("name", ["空.txt", "照片.docx"])
def test_an_unreadable_file_is_a_message(handlers, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"" if name.endswith("txt") else b"\xff\xd8\xff\xe0 not a word file")
    reading, found, message, *_ = handlers.read([str(path)], "auto")
    assert (reading, found) == (None, "")
    assert 'role="alert"' in message and "Traceback" not in message


def test_a_file_no_longer_there_says_so(handlers, tmp_path):
    assert GONE in handlers.read([str(tmp_path / "x.txt")], "auto")[2]


def test_start_without_a_file_asks_for_one_and_keeps_the_results(handlers):
    shown = list(handlers.review(None, "auto", False, None, "t", *UNTOUCHED))
    assert len(shown) == 1
    assert NO_FILE in shown[0][PROGRESS]
    assert not changed(shown[0][RESULTS])


def test_review_ends_with_results_and_four_files(handlers, plan):
    for shown in handlers.review([str(plan)], "auto", False, None, "t", *UNTOUCHED):
        if changed(shown[WORD]):
            review = json.loads(Path(shown[JSON]["value"]).read_text(encoding="utf-8"))
            assert Path(shown[WORD]["value"]).name == "评阅-面积的认识.docx"
    assert review["schema"] == "review/1"
    assert "评完了" in shown[PROGRESS]
    assert "lr-levels" in shown[RESULTS] and "面积的认识" in shown[RESULTS]
    assert shown[START]["interactive"] is True and shown[STOP]["visible"] is False
    assert not Path(shown[JSON]["value"]).exists()  # Gradio has its copy; ours is gone


def test_the_draft_of_the_file_before_is_never_reviewed(reviewer, reviewed, plan, tmp_path):
    other = tmp_path / "别的.txt"
    other.write_text(
        "《观潮》教学设计\n教学目标\n1. 学生能有感情地朗读课文。\n教学过程\n1. 学生自由读课文。\n",
        encoding="utf-8",
    )
    stale = Reading((str(plan),), "auto", (reviewed[0],))
    *_, last = Handlers(Desk(reviewer)).review([str(other)], "auto", False, stale, "t", None, "化学", "", "", "", "")
    assert "观潮" in last[RESULTS] and "面积的认识" not in last[RESULTS]
    assert "化学" not in last[RESULTS]  # nor are the fields filled in for it


def test_what_the_teacher_corrects_is_what_is_reviewed(handlers, reviewed, plan):
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    fields = (None, "科学", "小学", "三年级", "苏教版", "第2课时")
    for shown in handlers.review([str(plan)], "auto", False, reading, "t", *fields):
        if changed(shown[JSON]):
            review = json.loads(Path(shown[JSON]["value"]).read_text(encoding="utf-8"))
    told = {name: review["draft"][name] for name in ("subject", "stage", "grade", "textbook", "lesson_number")}
    assert tuple(told.values()) == fields[1:]


def test_of_several_lessons_in_one_file_the_teacher_chooses(handlers, tmp_path):
    path = tmp_path / "四上语文教案.txt"
    path.write_text(TERM, encoding="utf-8")
    reading, _, _, _, part, *_ = handlers.read([str(path)], "auto")
    assert part["visible"] is True and part["value"] == 0
    assert [("观潮" in label, "走月亮" in label) for label, _ in part["choices"]] == [(True, False), (False, True)]
    _, *values = handlers.choose(reading, 1)
    *_, last = handlers.review([str(path)], "auto", False, reading, "t", 1, *(value["value"] for value in values))
    assert "走月亮" in last[RESULTS] and "观潮" not in last[RESULTS]


def test_stop_ends_only_its_own_page(paced, plan, reviewed):
    handlers = Handlers(Desk(paced))
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    shown = handlers.review([str(plan)], "auto", True, reading, "mine", *UNTOUCHED)
    while not changed(next(shown)[RESULTS]):
        pass
    handlers.stop("another page")
    assert "已停止" not in next(shown)[PROGRESS]
    handlers.stop("mine")
    *_, last = shown
    paced.gate.set()
    assert "已停止" in last[PROGRESS] and "还没有评完" in last[PROGRESS]
    assert last[DOWNLOADS]["visible"] is True


def test_a_failure_leaves_earlier_results_on_the_page(reviewed, paced, plan):
    paced.review = lambda *args, **more: (_ for _ in ()).throw(DraftError("读不了。", "unreadable"))
    reading = Reading((str(plan),), "auto", (reviewed[0],))
    shown = list(Handlers(Desk(paced)).review([str(plan)], "auto", True, reading, "t", *UNTOUCHED))
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
def test_download_names_are_safe(reviewed, tmp_path, name, stem):
    draft, review = reviewed
    renamed = review.model_copy(update={"draft": review.draft.model_copy(update={"name": name})})
    paths = [Path(path) for path in write_downloads(renamed, draft, tmp_path)]
    assert [path.name for path in paths] == [f"{stem}.{suffix}" for suffix in ("docx", "html", "md", "json")]
    assert all(path.parent == tmp_path and path.stat().st_size > 0 for path in paths)


def test_the_sample_is_a_lesson_without_its_front_matter(handlers, tmp_path):
    sample = find_sample()
    assert sample is not None
    text = Path(write_sample(sample, tmp_path)).read_text(encoding="utf-8")
    assert not text.startswith("---") and "licence:" not in text
    reading, *_ = handlers.read([write_sample(sample, tmp_path)], "auto")
    assert reading.drafts[0].kind.value == "lesson"


def test_no_corpus_no_sample(tmp_path):
    assert find_sample(tmp_path) is None
