"""The library on the shipped exemplars, lexical only and with a tiny deterministic embedder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.config import ROOT
from reviewer.errors import LibraryError
from reviewer.library.exemplars import load_exemplars, read_exemplar
from reviewer.library.intent import read_intent
from reviewer.library.query import Query
from reviewer.library.search import Library
from reviewer.rubrics import get_rubric

EXEMPLARS = ROOT / "corpora" / "exemplars"


def test_shipped_exemplars_cover_what_is_promised() -> None:
    exemplars = load_exemplars(EXEMPLARS)
    assert sum(exemplar.kind == "lesson" for exemplar in exemplars) >= 72
    assert sum(exemplar.kind == "homework" for exemplar in exemplars) >= 48
    assert {exemplar.stage for exemplar in exemplars} == {"小学", "初中", "高中"}
    wanted = {"语文", "数学", "英语", "物理", "化学", "生物学", "历史", "地理", "道德与法治", "科学", "信息科技"}
    wanted |= {"音乐", "美术", "体育与健康", "劳动", "综合实践"}
    assert wanted <= {exemplar.subject for exemplar in exemplars}


@pytest.mark.parametrize("kind", ["lesson", "homework"])
def test_every_criterion_is_shown_by_several_exemplars(kind: str) -> None:
    exemplars = [exemplar for exemplar in load_exemplars(EXEMPLARS) if exemplar.kind == kind]
    for criterion in get_rubric(kind).criteria:  # type: ignore[arg-type]
        showing = [e.id for e in exemplars if any(s.criterion == criterion.id for s in e.strengths)]
        assert len(showing) >= 4, criterion.id
    known = {criterion.id for criterion in get_rubric(kind).criteria}  # type: ignore[arg-type]
    assert {s.criterion for e in exemplars for s in e.strengths} <= known


def test_search_finds_the_subject_asked_for(library: Library) -> None:
    assert library.search(Query("长方形 面积 探究", kind="lesson"))[0].exemplar.subject == "数学"
    assert {hit.exemplar.subject for hit in library.search(Query("探究", subject="科学"))} == {"科学"}
    assert {hit.exemplar.kind for hit in library.search(Query("分层 作业", kind="homework"), 8)} == {"homework"}
    assert all("feedback" in hit.passage.criteria for hit in library.search(Query("小组", criterion="feedback")))


def test_search_gives_each_exemplar_once_best_first_with_similarity(library: Library) -> None:
    hits = library.search(Query("学生自己提出问题，小组合作探究"), 8)
    assert len({hit.exemplar.id for hit in hits}) == len(hits) == 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.similarity <= 1 for hit in hits)


def test_a_near_subject_comes_forward_without_shutting_others_out(library: Library) -> None:
    query = Query("当堂检测，全班每人都做", criterion="feedback", near_subject="语文", near_stage="小学")
    k = len(library.exemplars)
    subjects = [hit.exemplar.subject for hit in library.search(query, k)]
    plain = [hit.exemplar.subject for hit in library.search(Query(query.text, criterion="feedback"), k)]
    assert subjects.index("语文") <= plain.index("语文")
    assert len(set(subjects)) > 1


@pytest.mark.parametrize(
    ("text", "subject", "stage", "types"),
    [
        ("小学数学 让学生自己发现面积公式的教案", "数学", "小学", set()),
        ("八年级物理 错题讲评课", "物理", "初中", {"讲评"}),
        ("道法课怎么上得不像说教 辩论", "道德与法治", None, {"议题"}),
        ("地理和科学跨学科 怎么一起上", "地理", None, {"跨学科"}),
        ("怎样一下子看出全班谁没学会", None, None, set()),
    ],
)
def test_free_words_say_what_is_preferred(text: str, subject: str | None, stage: str | None, types: set[str]) -> None:
    asked = read_intent(Query(text))
    assert (asked.near_subject, asked.near_stage, asked.near_types) == (subject, stage, frozenset(types))
    assert asked.subject is None


def test_a_draft_s_query_keeps_its_own_preferences() -> None:
    query = Query("《面积》 作业是否分层", criterion="homework", near_stage="小学")
    assert read_intent(query) == query


def test_excluded_exemplar_stays_out(library: Library) -> None:
    first = library.search(Query("长方形的面积"))[0].exemplar.id
    again = library.search(Query("长方形的面积", exclude=frozenset({first})), 50)
    assert first not in {hit.exemplar.id for hit in again}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text.replace("subject:", "sbject:", 1), "sbject|subject"),
        (lambda text: text[: text.index("\n---\n", 4) + 5] + "太短。", "至少要 800 字"),
        (lambda text: text.replace("passage: |-\n", "passage: |-\n      并不在正文里的一句话。\n", 1), "找不到原文"),
        (lambda text: text.replace("---\n", "", 1), "缺少 ---"),
    ],
)
def test_a_bad_exemplar_is_refused_by_name(tmp_path: Path, change, expected: str) -> None:
    source = min((EXEMPLARS / "lessons").glob("*.md")).read_text(encoding="utf-8")
    path = tmp_path / "one.md"
    path.write_text(change(source), encoding="utf-8")
    with pytest.raises(LibraryError, match=expected):
        read_exemplar(path)


def test_langchain_retriever_serves_a_chain(libraries: dict[str, Library]) -> None:
    from langchain_core.runnables import RunnableLambda

    from reviewer.library.retriever import ExemplarRetriever

    retriever = ExemplarRetriever(library=libraries["lexical"], k=2, kind="homework")
    chain = retriever | RunnableLambda(lambda documents: [document.metadata["id"] for document in documents])
    ids = chain.invoke("基础 拓展 实践 分层")
    assert len(ids) == 2
    assert all(name.startswith("h-") for name in ids)
