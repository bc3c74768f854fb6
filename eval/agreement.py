"""What the suite `scoring` counts: answers and levels of each judge against the labels, as pure functions.

Everything is kept in groups, one a draft: the answers of one draft are not independent, so intervals resample drafts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.labels import Labelled
from eval.metrics import Pairs, accuracy, balanced_accuracy, bootstrap, kappa, mean_absolute_error, spread
from reviewer.datamodels import Review

Groups = Sequence[Pairs]  # (truth, given) of each draft
UNDECIDED = -1  # neither yes nor no: wrong whatever the truth is
MIDDLE = 3  # the level of a judge who does not commit


def decided(probability: float) -> int:
    """1 for yes, 0 for no. An answer of exactly one half says nothing (a call that failed, a draft that is silent)."""
    return UNDECIDED if probability == 0.5 else int(probability > 0.5)


def qwk(pairs: Pairs) -> float:
    return kappa(pairs, quadratic=True)


def adjacent(pairs: Pairs) -> float:
    return accuracy([(0, int(abs(truth - given) > 1)) for truth, given in pairs])


def commoner_share(truths: Sequence[int]) -> float:
    """Accuracy of always giving the commoner answer, known beforehand: more than anybody without the labels could do."""
    return max(Counter(truths).values()) / len(truths)


def answers_of(review: Review) -> dict[str, Any]:
    return {answer.id: answer for criterion in review.criteria for answer in criterion.indicators}


@dataclass(frozen=True, slots=True)
class Judge:
    """What one judge made of the drafts, beside the truth. Drafts without any answer or level leave an empty group."""

    answers: Groups
    levels: Groups

    def figures(self, ceiling: float) -> dict[str, Any]:
        """A row of the table; `ceiling` is the QWK of the two readers, of which the judge's is a share."""
        answers = _flat(self.answers)
        return {
            "drafts": sum(bool(a or b) for a, b in zip(self.answers, self.levels, strict=True)),
            "answers": len(answers),
            "accuracy": accuracy(answers),
            "accuracy_95": bootstrap(self.answers, accuracy),
            "balanced": balanced_accuracy(answers),
            "balanced_95": bootstrap(self.answers, balanced_accuracy),
            "kappa": kappa(answers),
            **level_figures(self.levels, ceiling),
        }


def level_figures(groups: Groups, ceiling: float) -> dict[str, Any]:
    levels = _flat(groups)
    return {
        "levels": len(levels),
        "exact": accuracy(levels),
        "adjacent": adjacent(levels),
        "qwk": qwk(levels),
        "qwk_95": bootstrap(groups, qwk),
        "of_readers": qwk(levels) / ceiling if ceiling > 0 else math.nan,
        "mae": mean_absolute_error(levels),
        "mae_95": bootstrap(groups, mean_absolute_error),
        "spread": spread([given for _, given in levels]),
        "spread_truth": spread([truth for truth, _ in levels]),
    }


def _flat(groups: Iterable[Pairs]) -> list[tuple[int, int]]:
    return [pair for group in groups for pair in group]


def reviewer_judge(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> Judge:
    """Ours, or a review made without some of its parts."""
    answers, levels = [], []
    for one, review in zip(labelled, reviews, strict=True):
        given = answers_of(review)
        answers.append([(int(t == "yes"), decided(given[n].probability)) for n, t in one.answers.items()])
        levels.append([(one.levels[c.id], c.level) for c in review.criteria if c.level and c.id in one.levels])
    return Judge(answers, levels)


def constant_judges(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, Judge]:
    """Always the commonest answer and level (of these very labels), and always level 3: on the levels that `reviews` gives."""
    answers: dict[str, list[str]] = defaultdict(list)
    levels: dict[str, list[int]] = defaultdict(list)
    for one in labelled:
        for name, answer in one.answers.items():
            answers[name].append(answer)
        for name, level in one.levels.items():
            levels[one.kind + name].append(level)
    usual = {name: Counter(held).most_common(1)[0][0] for name, held in answers.items()}
    often = {name: Counter(held).most_common(1)[0][0] for name, held in levels.items()}
    scored = [
        [(c.id, one.levels[c.id]) for c in review.criteria if c.level and c.id in one.levels]
        for one, review in zip(labelled, reviews, strict=True)
    ]
    said = [[(int(t == "yes"), int(usual[n] == "yes")) for n, t in one.answers.items()] for one in labelled]
    commonest = [
        [(level, often[one.kind + name]) for name, level in held] for one, held in zip(labelled, scored, strict=True)
    ]
    middle = [[(level, MIDDLE) for _, level in held] for held in scored]
    return {"commonest": Judge(said, commonest), "always 3": Judge([[] for _ in labelled], middle)}


def readers_judge(labelled: Sequence[Labelled]) -> Judge:
    """The second reader against the first, on every answer and level that both gave."""
    answers: list[Pairs] = []
    levels: list[Pairs] = []
    for one in labelled:
        first, second = one.reader_answers or ({}, {})
        answers.append([(int(first[n] == "yes"), int(second[n] == "yes")) for n in first if n in second])
        left, right = one.readers or ({}, {})
        levels.append([(left[name], right[name]) for name in left if name in right])
    return Judge(answers, levels)


def indicator_table(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, dict[str, Any]]:
    """Per indicator: agreement at probability .5 over all drafts, the commoner answer's accuracy, the share answered."""
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    readers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    answered: Counter[str] = Counter()
    basis: dict[str, Counter[str]] = defaultdict(Counter)
    for one, review in zip(labelled, reviews, strict=True):
        given = answers_of(review)
        first, second = one.reader_answers or ({}, {})
        for name, truth in one.answers.items():
            pairs[name].append((int(truth == "yes"), decided(given[name].probability)))
            answered[name] += given[name].answer != "unclear"
            basis[name][given[name].basis] += 1
            if name in first and name in second:
                readers[name].append((int(first[name] == "yes"), int(second[name] == "yes")))
    return {
        name: {
            "n": len(held),
            "yes": sum(truth for truth, _ in held),
            "basis": basis[name].most_common(1)[0][0],
            "answered": answered[name] / len(held),
            "accuracy": accuracy(held),
            "majority": commoner_share([truth for truth, _ in held]),
            "balanced": balanced_accuracy(held),
            "balanced_95": _interval(held, balanced_accuracy),
            "kappa": kappa(held),
            "readers": accuracy(readers[name]),
            "readers_kappa": kappa(readers[name]),
        }
        for name, held in pairs.items()
    }


def criterion_table(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, dict[str, Any]]:
    """Per criterion: agreement of levels, the readers' own beside it, and the shares that got no level, by why."""
    ours: dict[str, list[tuple[int, int]]] = defaultdict(list)
    readers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    status: dict[str, Counter[str]] = defaultdict(Counter)
    for one, review in zip(labelled, reviews, strict=True):
        for criterion in review.criteria:
            if criterion.id not in one.levels:
                continue
            key = f"{one.kind}.{criterion.id}"
            status[key][criterion.status] += 1
            if criterion.level is not None:
                ours[key].append((one.levels[criterion.id], criterion.level))
            if one.readers:
                readers[key].append((one.readers[0][criterion.id], one.readers[1][criterion.id]))
    return {
        name: level_figures([[pair] for pair in ours[name]], qwk(readers[name]))
        | {"readers_exact": accuracy(readers[name]), "readers_qwk": qwk(readers[name])}
        | {why: held[why] / held.total() for why in ("insufficient", "unscored")}
        for name, held in status.items()
    }


def coverage(labelled: Sequence[Labelled], reviews: Sequence[Review]) -> dict[str, dict[str, Any]]:
    """Per kind: the share of the readers' levels (the agreed one where there are no two) inside our 80% interval."""
    groups: dict[str, list[Pairs]] = defaultdict(list)
    widths: dict[str, list[int]] = defaultdict(list)
    for one, review in zip(labelled, reviews, strict=True):
        inside = []
        for criterion in review.criteria:
            if criterion.interval is None or criterion.id not in one.levels:
                continue
            low, high = criterion.interval
            widths[one.kind].append(high - low + 1)
            given = [reader[criterion.id] for reader in one.readers or (one.levels,)]
            inside += [(1, int(low <= level <= high)) for level in given]
        groups[one.kind].append(inside)
    return {
        kind: {
            "levels": len(_flat(held)),
            "inside": accuracy(_flat(held)),
            "inside_95": bootstrap(held, accuracy),
            "mean_width": sum(widths[kind]) / len(widths[kind]) if widths[kind] else math.nan,
        }
        for kind, held in groups.items()
    }


def quote_share(reviews: Sequence[Review], texts: Sequence[str]) -> dict[str, int]:
    quotes = [
        (text, e)
        for review, text in zip(reviews, texts, strict=True)
        for a in answers_of(review).values()
        for e in a.evidence
    ]
    return {"quotes": len(quotes), "verbatim": sum(text[e.start : e.end] == e.quote for text, e in quotes)}


def worse_than_majority(table: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return [name for name, row in table.items() if row["accuracy"] < row["majority"]]


def _interval(pairs: Pairs, figure: Callable[[Pairs], float]) -> tuple[float, float]:
    """Each draft has one answer here."""
    return bootstrap([[pair] for pair in pairs], figure)
