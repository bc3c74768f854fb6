"""The reference drafts shipped in eval/data, and what the measures must hold on them."""

from __future__ import annotations

import json

from eval.labels import load_labelled
from eval.witnesses import REFERENCE
from reviewer.rubrics import get_rubric


def test_reference_drafts_answer_every_indicator_both_ways() -> None:
    labelled = load_labelled(REFERENCE)
    for kind, least in (("lesson", 18), ("homework", 11)):
        ones = [one for one in labelled if one.path.stem.startswith(f"r-{kind[0]}")]
        for indicator in get_rubric(kind).indicators():  # type: ignore[arg-type]
            given = [one.answers[indicator.id] for one in ones]
            assert min(given.count("yes"), given.count("no")) >= least, indicator.id


def test_quotes_of_the_reference_labels_are_verbatim() -> None:
    entries = json.loads((REFERENCE / "drafts" / "labels.json").read_text(encoding="utf-8"))
    for name, entry in entries.items():
        text = (REFERENCE / "drafts" / f"{name}.txt").read_text(encoding="utf-8")
        assert all(quote in text for quote in entry["final"]["quotes"].values()), name
