"""Evidence finders with the real vectors, and without any."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from reviewer.config import Settings, load_settings
from reviewer.documents import draft_from_text
from reviewer.judging.finders import SENTENCES, Finders, file_name, get_finders, load_examples, save_finders
from reviewer.judging.scan import OUTSIDE, SHOWS, Scan, scan_draft
from reviewer.models.embeddings import get_embedder
from reviewer.rubrics import get_rubric


@pytest.fixture
def embedder(tmp_path: Path):
    found = get_embedder(load_settings(tmp_path))
    if found is None:
        pytest.skip("the embedding model is not installed: reviewer models get multilingual-e5-small")
    return found


@pytest.mark.parametrize("kind", ["lesson", "homework"])
def test_the_shipped_finders_are_those_of_the_sentences(kind, embedder) -> None:
    assert (SENTENCES / file_name(kind, embedder)).is_file(), "sentences changed: run python -m eval finders"
    assert get_finders(kind, embedder, Path("/nowhere")).names == tuple(load_examples(kind))


@pytest.mark.parametrize(
    ("indicator", "shows", "near"),
    [
        (
            "lc.collaboration",
            "四人小组合作测量操场的长，一人量、一人记、两人核对，算出平均值。",
            "教师讲解长度单位，学生认真听讲。",
        ),
        ("df.extension", "先写完的同学可以挑战一道不做要求的思考题。", "全班同学都要完成课后第三题。"),
        ("fb.anticipate", "如果学生把周长当成面积，就让他用手沿着边线描一圈再说区别。", "出示课件，导入新课。"),
    ],
)
def test_a_sentence_that_shows_it_outscores_one_that_does_not(indicator, shows, near, embedder) -> None:
    scores = get_finders("lesson", embedder, Path("/nowhere")).score(embedder.encode([shows, near]))[indicator]
    assert scores[0] > SHOWS > scores[1]


def test_a_scan_prefers_the_part_where_the_indicator_belongs(embedder, tmp_path: Path) -> None:
    text = "作业\n选做：调查家里一周的用水量。\n教学过程\n选做：调查家里一周的用水量。"
    draft = draft_from_text(text, name="x.txt", kind="lesson")
    places = {"homework": (0, text.index("教学过程"))}
    row = scan_draft(draft, get_rubric("lesson"), embedder, places, tmp_path).relevance["hw.practice"]
    inside, outside = (i for i, s in enumerate(draft.sentences) if "用水量" in draft.text[s.start : s.end])
    assert row[inside] - row[outside] == pytest.approx(OUTSIDE, abs=0.01)


def test_a_scan_leaves_out_what_code_decides(embedder, tmp_path: Path) -> None:
    draft = draft_from_text("教学过程\n小组讨论。", name="x.txt", kind="lesson")
    rubric = get_rubric("lesson")
    named = set(scan_draft(draft, rubric, embedder, {}, tmp_path).relevance)
    assert named == {indicator.id for indicator in rubric.indicators() if indicator.basis != "measured"}


def test_without_vectors_a_scan_says_nothing(settings: Settings) -> None:
    draft = draft_from_text("教学过程\n小组讨论。", name="x.txt", kind="lesson")
    scan = scan_draft(draft, get_rubric("lesson"), None, {}, settings.data_dir)
    assert (scan.best("lc.inquiry"), scan.rank("lc.inquiry")) == (0.0, [])


def test_only_sentences_near_the_best_are_quoted() -> None:
    draft = draft_from_text("一。\n二。\n三。\n四。", name="x.txt", kind="lesson")
    scan = Scan(draft, {"a": np.array([3.0, 0.5, 1.5, -1.0])})
    assert [draft.text[start:end] for start, end in scan.rank("a")] == ["一。", "三。"]


def test_no_sentences_no_scores() -> None:
    finders = Finders(("a",), np.zeros((1, 3)), np.zeros(1))
    assert finders.score(np.zeros((0, 0)))["a"].shape == (0,)


def test_two_workers_that_trained_the_same_do_not_meet(tmp_path: Path, monkeypatch) -> None:
    """Both train at the first draft of a batch, and the second saves while the first is still writing."""
    finders, path, write = Finders(("a",), np.ones((1, 3)), np.zeros(1)), tmp_path / "finders" / "x.npz", np.savez

    def slow(scratch, **arrays):
        write(scratch, **arrays)
        monkeypatch.setattr(np, "savez", write)
        save_finders(finders, path)

    monkeypatch.setattr(np, "savez", slow)
    save_finders(finders, path)
    assert [one.name for one in path.parent.iterdir()] == ["x.npz"]
    with np.load(path) as held:
        assert held["weights"].tolist() == [[1.0, 1.0, 1.0]]
