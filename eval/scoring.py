"""Suite `scoring`: indicators and levels against labelled drafts, beside the baselines and the readers themselves."""

from __future__ import annotations

import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.calibrating import write_all
from eval.labels import Labelled, load_labelled, source_of
from eval.leanings import find_leanings
from eval.metrics import Pairs, accuracy, balanced_accuracy, bootstrap, kappa, mean_absolute_error, spread
from eval.witnesses import REFERENCE, blind, collect_all, collect_more
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Kind, Review
from reviewer.judging.calibration import SHIPPED
from reviewer.pipeline import Reviewer

FAST = 4  # every fourth draft: under five minutes with the local model on two cores
REPORT = ROOT / "docs" / "scoring.md"


def run(
    settings: Settings, data: Path, llm: str, fast: bool = False, shipped: bool = False, also: Sequence[Path] = ()
) -> dict[str, Any]:
    """Reviews every labelled draft and prints the tables; returns them for the JSON file.

    Each source is reviewed with weights fitted without it (on the other sources, the blind reference drafts and `also`); `shipped` takes those that ship, for drafts that took no part in
    them (a district's own); of the reference drafts the blind ones are taken. A run that was stopped goes on where it was: a model's answers are kept (`models.replies`). A
    whole run with fitted weights also writes docs/scoring.md with a plot.
    """
    reviewer = Reviewer.from_settings(settings, llm=llm)
    ours = data.resolve() == REFERENCE.resolve()  # of the reference drafts those that nothing was mended on
    labelled = [*blind("lesson"), *blind("homework")] if ours else load_labelled(data)
    labelled = labelled[:: FAST if fast else 1]
    reviews, texts = [], []
    with tempfile.TemporaryDirectory(prefix="calibrations-") as folder:
        sources = set() if shipped else {source_of(one.path.stem) for one in labelled}
        calibrations = _without_each(reviewer, data, Path(folder), sources, also) if sources else {}
        for one in labelled:
            reviewer.witnesses.calibrations = calibrations.get(source_of(one.path.stem), SHIPPED)
            draft = reviewer.read(one.path, kind=one.kind)
            review = reviewer.review(draft)
            print(f"{one.path.name}  {review.seconds.total:.1f} s", flush=True)
            reviews.append(review)
            texts.append(draft.text)
    result = {
        "llm": reviewer.llm_name,
        "drafts": len(labelled),
        "indicators": indicator_table(labelled, reviews),
        "criteria": criterion_table(labelled, reviews),
        "summary": summary(labelled, reviews),
        "quotes": quote_share(reviews, texts),
    }
    show(result)
    if not fast and not shipped:
        from eval.scoring_report import write_report

        write_report(result, REPORT)
    return result


def _without_each(
    reviewer: Reviewer, data: Path, folder: Path, sources: set[str], also: Sequence[Path]
) -> dict[str, Path]:
    """For each source a folder of calibrations fitted on the blind reference drafts, on all other sources and on `also`."""
    folders = {source: folder / str(place) for place, source in enumerate(sorted(sources))}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        ours, theirs = collect_all(reviewer, kind, data, asked=0)
        more = collect_more(reviewer, kind, also)
        leanings = find_leanings(reviewer.chat, reviewer.rubric(kind)) if reviewer.chat is not None else None
        for source, path in folders.items():
            others = [row for row in theirs if source_of(row.draft) != source]
            write_all(reviewer, kind, [*ours, *others, *more], leanings, path)
    return folders


def _answers(review: Review) -> dict[str, Any]:
    return {answer.id: answer for criterion in review.criteria for answer in criterion.indicators}


def indicator_table(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, dict[str, Any]]:
    """Per indicator: accuracy at probability .5 over all drafts, the commoner answer's, balanced accuracy, share answered."""
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    answered: Counter[str] = Counter()
    basis: dict[str, Counter[str]] = defaultdict(Counter)
    for one, review in zip(labelled, reviews, strict=True):
        given = _answers(review)
        for name, truth in one.answers.items():
            pairs[name].append((int(truth == "yes"), int(given[name].probability >= 0.5)))
            answered[name] += given[name].answer != "unclear"
            basis[name][given[name].basis] += 1
    return {
        name: {
            "n": len(held),
            "yes": sum(truth for truth, _ in held),
            "basis": basis[name].most_common(1)[0][0],
            "answered": answered[name] / len(held),
            "accuracy": accuracy(held),
            "majority": majority_accuracy([truth for truth, _ in held]),
            "balanced": balanced_accuracy(held),
        }
        for name, held in pairs.items()
    }


def majority_accuracy(truths: Sequence[int]) -> float:
    """Accuracy of always giving the commoner answer, known beforehand: more than anybody without the labels could do."""
    return max(sum(truths), len(truths) - sum(truths)) / len(truths)


def _level_pairs(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, list[tuple[int, int]]]:
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one, review in zip(labelled, reviews, strict=True):
        for criterion in review.criteria:
            if criterion.level is not None and criterion.id in one.levels:
                pairs[f"{review.draft.kind}.{criterion.id}"].append((one.levels[criterion.id], criterion.level))
    return pairs


def _level_figures(pairs: Pairs) -> dict[str, float]:
    return {
        "n": len(pairs),
        "exact": accuracy(pairs),
        "adjacent": accuracy([(0, int(abs(truth - ours) > 1)) for truth, ours in pairs]),
        "qwk": kappa(pairs, quadratic=True),
        "mae": mean_absolute_error(pairs),
        "spread": spread([ours for _, ours in pairs]),
        "readers_spread": spread([truth for truth, _ in pairs]),
    }


def criterion_table(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, dict[str, float]]:
    """Per criterion: agreement of levels, the readers' own agreement beside it, and the share without a level."""
    ours = _level_pairs(labelled, reviews)
    readers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    total: Counter[str] = Counter()
    for one, review in zip(labelled, reviews, strict=True):
        for name in one.levels:
            key = f"{review.draft.kind}.{name}"
            total[key] += 1
            if one.readers:
                readers[key].append((one.readers[0][name], one.readers[1][name]))
    return {
        name: _level_figures(ours.get(name, []))
        | {"readers_qwk": kappa(readers[name], quadratic=True), "no_level": 1 - len(ours.get(name, [])) / total[name]}
        for name in total
    }


def summary(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, Any]:
    """All answers and all levels pooled, with 95% bootstrap intervals over drafts, beside the baselines."""
    answer_groups, level_groups, constant_groups = [], [], []
    for one, review in zip(labelled, reviews, strict=True):
        given = _answers(review)
        answer_groups.append([(int(t == "yes"), int(given[n].probability >= 0.5)) for n, t in one.answers.items()])
        level_groups.append([(one.levels[c.id], c.level) for c in review.criteria if c.level and c.id in one.levels])
        constant_groups.append([(level, 3) for level in one.levels.values()])
    levels = [pair for group in level_groups for pair in group]
    answers = [pair for group in answer_groups for pair in group]
    qwk = lambda pairs: kappa(pairs, quadratic=True)  # noqa: E731
    table = indicator_table(labelled, reviews)
    weights = [row["n"] for row in table.values()]
    return {
        "answers": len(answers),
        "accuracy": accuracy(answers),
        "accuracy_95": bootstrap(answer_groups, accuracy),
        "balanced": balanced_accuracy(answers),
        "majority": sum(row["majority"] * n for row, n in zip(table.values(), weights, strict=True)) / sum(weights),
        "answered": sum(row["answered"] * n for row, n in zip(table.values(), weights, strict=True)) / sum(weights),
        "levels": _level_figures(levels) | {"qwk_95": bootstrap(level_groups, qwk)},
        "constant_3_mae": mean_absolute_error([pair for group in constant_groups for pair in group]),
    }


def quote_share(reviews: Sequence[Review], texts: Sequence[str]) -> dict[str, int]:
    quotes = [
        (text, e)
        for review, text in zip(reviews, texts, strict=True)
        for a in _answers(review).values()
        for e in a.evidence
    ]
    return {"quotes": len(quotes), "verbatim": sum(text[e.start : e.end] == e.quote for text, e in quotes)}


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "  –" if math.isnan(value) else f"{value:.2f}"
    return str(value)


def _print_table(title: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
    columns = list(next(iter(rows.values())))
    print(f"\n{title}\n{'':24}" + "".join(f"{column:>12}" for column in columns))
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{_cell(row[column]):>12}" for column in columns))


def show(result: Mapping[str, Any]) -> None:
    _print_table("indicators", result["indicators"])
    _print_table("criteria", result["criteria"])
    print(f"\nmodel: {result['llm']}")
    worse = [name for name, row in result["indicators"].items() if row["accuracy"] < row["majority"]]
    print(f"indicators worse than always the commoner answer: {', '.join(worse) or 'none'}")
    for name, value in result["summary"].items():
        print(f"{name}: {value}")
    print(f"quotes: {result['quotes']}")
