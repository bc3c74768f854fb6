from __future__ import annotations

import dataclasses

import pytest
from review_samples import HOMEWORK, LESSON, build_draft, build_review, criterion, homework_measures, indicator
from sqlalchemy import func, inspect, select

from reviewer.datamodels import Measures
from reviewer.errors import UsageError
from reviewer.store import audit, drafts, opinions, readings, tables


def make(kind="lesson"):
    draft = build_draft(LESSON if kind == "lesson" else HOMEWORK, kind=kind)
    first = draft.text[draft.blocks[2].start : draft.blocks[2].end]
    found = [
        indicator(draft, "obj.observable", "看得见", "no", first),
        indicator(draft, "obj.competency", "能力", "yes", first),
    ]
    criteria = [criterion("objectives", "学情与目标", 3, (2, 4), "理由", "建议", found)]
    return draft, build_review(draft, criteria, [], Measures())


@pytest.fixture
def kept(database, people):
    """Ids of a draft of 张老师 and its review."""
    with database.begin() as session:
        review = drafts.keep(session, people["张老师"], *make(), b"file bytes")
        return review.draft_id, review.id


def test_what_was_kept_comes_back_the_same(database, people, kept):
    draft, review = make()
    with database.begin() as session:
        found = drafts.find_draft(session, people["张老师"], kept[0])
        assert drafts.to_draft(found) == draft
        assert drafts.to_review(drafts.newest_review(session, found)) == review
        assert (found.file, found.title, found.kind) == (b"file bytes", draft.title.value or draft.name, "lesson")


def test_the_same_draft_again_is_one_draft_with_two_reviews(database, people, kept):
    with database.begin() as session:
        again = drafts.keep(session, people["张老师"], *make())
        other = drafts.keep(session, people["李老师"], *make())
        assert (again.draft_id == kept[0], again.id == kept[1], other.draft_id == kept[0]) == (True, False, False)
        assert len(drafts.list_own(session, people["张老师"])) == 1


@pytest.mark.parametrize(
    ("who", "shared", "seen"),
    [
        ("张老师", False, True),
        ("李老师", False, False),
        ("李老师", True, False),
        ("王教研", False, False),
        ("王教研", True, True),
        ("赵主任", False, False),
        ("赵主任", True, True),
    ],
)
def test_who_sees_a_draft(database, people, kept, who, shared, seen):
    with database.begin() as session:
        drafts.hand_in(session, people["张老师"], drafts.find_draft(session, people["张老师"], kept[0]), shared=shared)
    with database.begin() as session:
        listed = [one.id for one in drafts.list_readable(session, people[who])]
        assert listed == ([kept[0]] if seen else [])
        if seen:
            assert drafts.find_draft(session, people[who], kept[0]).id == kept[0]
        else:
            with pytest.raises(UsageError, match="不是您的"):
                drafts.find_draft(session, people[who], kept[0])
        if who != "张老师":
            with pytest.raises(UsageError, match="不是您的"):
                drafts.find_review(session, people[who], kept[1])
            with pytest.raises(UsageError, match="不是您的"):
                drafts.find_draft(session, people[who], kept[0], own=True)


def test_who_looked_is_written_down(database, people, kept):
    with database.begin() as session:
        drafts.hand_in(session, people["张老师"], drafts.find_draft(session, people["张老师"], kept[0]), shared=True)
    with database.begin() as session:
        drafts.find_draft(session, people["王教研"], kept[0])
    with database.begin() as session:
        entries = [(one.account, one.action) for one in audit.list_entries(session)]
    assert entries == [("王教研", "查看别人交来的稿子"), ("张老师", "把稿子交给教研员")]


def test_versions_of_one_lesson_lie_together(database, people, kept):
    later = dataclasses.replace(make()[0], sha256="b" * 64)
    with database.begin() as session:
        second = drafts.keep(session, people["张老师"], later, make()[1])
        for draft_id, stage in ((kept[0], "初备"), (second.draft_id, "研备")):
            found = drafts.find_draft(session, people["张老师"], draft_id, own=True)
            drafts.place(session, people["张老师"], found, " 分数的初步认识 ", stage)
        assert list(drafts.list_lessons(session, people["张老师"]).values()) == ["分数的初步认识"]
        assert drafts.list_lessons(session, people["李老师"]) == {}
        assert sorted((one.lesson_id, one.stage) for one in drafts.list_own(session, people["张老师"])) == [
            (1, "初备"),
            (1, "研备"),
        ]
        with pytest.raises(UsageError, match="初备、研备、精备"):
            drafts.place(session, people["张老师"], found, "分数", "终备")


def test_disagreeing_replaces_and_can_be_undone(database, people, kept):
    with database.begin() as session:
        for opinion in (
            ("obj.observable", "yes", "写了“能说出”"),
            ("obj.observable", "yes", "第二条目标"),
            ("objectives", "4", "不止"),
        ):
            opinions.disagree(session, people["张老师"], kept[1], opinion)
    with database.begin() as session:
        found = [(one.about, one.value, one.reason) for one in opinions.list_disagreements(session, kept[1])]
        assert found == [("obj.observable", "yes", "第二条目标"), ("objectives", "4", "不止")]
        opinions.withdraw(session, people["张老师"], kept[1], "objectives")
        assert [one.about for one in opinions.list_disagreements(session, kept[1])] == ["obj.observable"]


@pytest.mark.parametrize(
    "opinion",
    [
        ("objectives", "yes", "x"),
        ("objectives", "6", "x"),
        ("obj.observable", "3", "x"),
        ("nothing", "yes", "x"),
        ("objectives", "4", " "),
    ],
)
def test_an_opinion_must_fit_and_give_a_reason(database, people, kept, opinion):
    with pytest.raises(UsageError), database.begin() as session:
        opinions.disagree(session, people["张老师"], kept[1], opinion)


def test_a_draft_deleted_takes_everything_along_and_erasing_takes_all(database, people, kept):
    with database.begin() as session:
        opinions.disagree(session, people["张老师"], kept[1], ("objectives", "4", "理由"))
        sheet, review = make("homework")
        drafts.keep(session, people["张老师"], dataclasses.replace(sheet, sha256="c" * 64), review)
        drafts.keep(session, people["李老师"], *make())
        drafts.remove(session, people["张老师"], drafts.find_draft(session, people["张老师"], kept[0], own=True))
    counted = [tables.KeptDraft, tables.KeptReview, tables.Disagreement]
    with database.begin() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in counted] == [2, 2, 0]
        assert drafts.erase(session, people["张老师"]) == 1
    with database.begin() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in counted] == [1, 1, 0]
        mine = audit.list_entries(session, "张老师")
        assert mine[0].action == "删除我的全部资料" and {one.subject for one in mine} == {""}


def test_erasing_takes_the_titles_out_of_what_others_have_looked_at(database, people, kept):
    reader, (draft, review) = people["王教研"], make()
    with database.begin() as session:
        for place, (owner, title) in enumerate(
            (("张老师", "只此一份"), ("张老师", "两人都有"), ("李老师", "两人都有"))
        ):
            named = dataclasses.replace(draft, sha256=str(place) * 64)
            mine = session.get(tables.KeptDraft, drafts.keep(session, people[owner], named, review).draft_id)
            mine.title, mine.shared = title, True
            drafts.find_draft(session, reader, mine.id)
        drafts.erase(session, people["张老师"])
    with database.begin() as session:
        seen = [one.subject for one in audit.list_entries(session, "王教研") if one.action == drafts.VIEWED]
        assert seen == ["两人都有", "两人都有", ""]


def score(session, visitor, kept, values, *, final=False):
    reading = readings.find_reading(session, visitor, drafts.find_draft(session, visitor, kept))
    readings.save(session, reading, [readings.Mark(*one) for one in values], final=final)
    return reading


def test_blind_scores_close_at_the_reveal_and_final_ones_open(database, people, kept):
    reader = people["张老师"]
    with database.begin() as session, pytest.raises(UsageError, match="先完成自己的评分"):
        score(session, reader, kept[0], [("objectives", "4")], final=True)
    with database.begin() as session:
        reading = score(session, reader, kept[0], [("objectives", "4"), ("obj.observable", "yes", 0, 4)])
        readings.reveal(session, reader, reading)
        with pytest.raises(UsageError, match="盲评不能再改"):
            score(session, reader, kept[0], [("objectives", "3")])
    with database.begin() as session:
        reading = score(session, reader, kept[0], [("objectives", "3")], final=True)
        text = make()[0].text
        assert {a: (s.value, s.quote) for a, s in readings.scores_of(session, reading).items()} == {
            "objectives": ("4", ""),
            "obj.observable": ("yes", text[:4]),
        }
        assert readings.level_pairs(session, reader) == {"objectives": [(4, 3)]}
        table, files = readings.export(session, reader)
        lines = table.splitlines()
    name = f"{kept[0]}-{make()[0].name}"
    assert files == {name: b"file bytes"}
    assert lines == [
        "draft,reader,id,value,quote",
        f"{name},张老师,obj.observable,yes,{text[:4]}",
        f"{name},张老师,objectives,4,",
        f"{name},final,objectives,3,",
    ]


def test_a_reader_exports_only_what_they_scored(database, people, kept):
    with database.begin() as session:
        drafts.hand_in(session, people["张老师"], drafts.find_draft(session, people["张老师"], kept[0]), shared=True)
        score(session, people["王教研"], kept[0], [("objectives", "2")])
        assert len(readings.export(session, people["李老师"])[0].splitlines()) == 1
        assert len(readings.export(session, people["王教研"])[0].splitlines()) == 2
        assert len(readings.export(session, people["赵主任"])[0].splitlines()) == 2


def test_a_draft_taken_back_leaves_the_house_with_nobody(database, people, kept):
    owner, reader = people["张老师"], people["王教研"]
    with database.begin() as session:
        drafts.hand_in(session, owner, drafts.find_draft(session, owner, kept[0]), shared=True)
        score(session, reader, kept[0], [("obj.observable", "yes", 0, 4)])
        assert list(readings.export(session, reader)[1].values()) == [b"file bytes"]
        drafts.hand_in(session, owner, drafts.find_draft(session, owner, kept[0]), shared=False)
        for name in ("王教研", "赵主任"):
            table, files = readings.export(session, people[name])
            assert (len(table.splitlines()), files) == (1, {})


def test_the_newest_drafts_are_listed_and_no_files_with_them(database, people, kept, monkeypatch):
    monkeypatch.setattr(drafts, "LISTED", 2)
    owner = people["张老师"]
    with database.begin() as session:
        newer = [
            drafts.keep(session, owner, dataclasses.replace(make()[0], sha256=sign * 64), make()[1], b"bytes").draft_id
            for sign in "de"
        ]
    with database.begin() as session:
        listed = drafts.list_readable(session, owner)
        assert [one.id for one in listed] == newer
        assert all("file" in inspect(one).unloaded for one in listed)
        assert listed[0].file == b"bytes"


@pytest.mark.parametrize(
    ("pairs", "n", "exact", "qwk"),
    [
        ([], 0, None, None),
        ([(3, 3)], 1, 1.0, None),
        ([(3, 4)], 1, 0.0, None),
        ([(3, 3), (3, 3)], 2, 1.0, None),
        ([(1, 1), (5, 5)], 2, 1.0, 1.0),
        ([(1, 5), (5, 1)], 2, 0.0, -1.0),
        ([(2, 3), (3, 3), (4, 4), (5, 4)], 4, 0.5, 0.6666667),
    ],
)
def test_agreement(pairs, n, exact, qwk):
    found = readings.measure_agreement(pairs)
    assert found.n == n
    assert found.exact == exact if exact is not None else found.exact != found.exact
    assert found.qwk == pytest.approx(qwk) if qwk is not None else found.qwk != found.qwk


def test_a_form_becomes_marks():
    form = {
        "v:objectives": "4",
        "v:obj.observable": "yes",
        "s:obj.observable": "3-9",
        "v:tasks": "",
        "csrf": "x",
        "s:objectives": "9-3",
    }
    found = readings.marks_from(form, {"objectives", "tasks"}, {"obj.observable"})
    assert found == [readings.Mark("objectives", "4"), readings.Mark("obj.observable", "yes", 3, 9)]
    assert readings.marks_from({"v:tasks": "4", "s:tasks": "¹-²"}, {"tasks"}, set()) == [readings.Mark("tasks", "4")]
    with pytest.raises(UsageError):
        readings.marks_from({"v:objectives": "yes"}, {"objectives"}, set())


def test_homework_can_be_kept_too(database, people):
    draft, _ = make("homework")
    review = build_review(draft, [], [], Measures(homework=homework_measures(draft)))
    with database.begin() as session:
        assert drafts.to_review(drafts.keep(session, people["张老师"], draft, review)).measures.homework is not None


def test_levels_for_a_calibration_are_settled_ones_first_and_of_finished_readings_only(database, people, kept):
    researcher, admin = people["王教研"], people["赵主任"]
    with database.begin() as session:
        drafts.hand_in(session, people["张老师"], drafts.find_draft(session, people["张老师"], kept[0]), shared=True)
        reading = score(session, researcher, kept[0], [("objectives", "2"), ("obj.observable", "yes", 0, 4)])
        assert readings.gather_levels(session, researcher, "lesson") == []  # the machine's not yet seen
        readings.reveal(session, researcher, reading)
        ((review, text, levels),) = readings.gather_levels(session, researcher, "lesson")
        assert (review, text, levels) == (make()[1], make()[0].text, {"objectives": [2]})
        score(session, researcher, kept[0], [("objectives", "4")], final=True)
        assert readings.gather_levels(session, researcher, "lesson")[0][2] == {"objectives": [4]}
        readings.reveal(session, admin, score(session, admin, kept[0], [("objectives", "5")]))
        assert sorted(readings.gather_levels(session, admin, "lesson")[0][2]["objectives"]) == [4, 5]
        assert readings.gather_levels(session, researcher, "lesson")[0][2] == {"objectives": [4]}
        assert readings.gather_levels(session, admin, "homework") == []
