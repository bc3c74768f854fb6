"""Suite `witnesses`: what code, finder and model each say of every indicator that is not measured, and what each adds.

Two tables a kind. The blind reference drafts (LATER, eval/data) were never read against code or finders, so they show what
code is worth on new material; each draft is left out of its own fit. The drafts labelled by readers are real ones, which
code has been mended on; each source is left out. A model is asked what the fold's own weights leave open, and weighed as a
review would weigh it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from eval.fitting import MODEL_SLOPE, Row, decide, fit
from eval.labels import Labelled, load_labelled, source_of
from eval.witness_tables import Said, Told, describe, show
from reviewer.config import ROOT, Settings
from reviewer.datamodels import Finding, Kind
from reviewer.judging.calibration import UNCALIBRATED, Hearing, Weights, find_hearing, log_odds
from reviewer.judging.indicators import undecided
from reviewer.judging.scan import Scan
from reviewer.judging.wording import hash_prompts, hash_questions
from reviewer.pipeline import Reviewer

REFERENCE = ROOT / "eval" / "data"
LATER = {"lesson": 53, "homework": 33}  # number of the first blind draft
ASKED = 8  # blind drafts of a kind that the model is asked about: five minutes on two cores
QUICK = (("code",), ("finder",), ("code", "finder"))
STEEPER = (0.5, 1.0)  # slopes printed beside MODEL_SLOPE


def run(settings: Settings, data: Path, llm: str, drafts: int = ASKED, also: Sequence[Path] = ()) -> dict[str, Any]:
    """Prints both tables of both kinds. Without a model its rows are left out. The drafts of `also` take part in fits only."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    result: dict[str, Any] = {"llm": reviewer.llm_name}
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        both = {one.id for one in reviewer.rubric(kind).indicators() if one.basis == "both"}
        ours, theirs = collect_all(reviewer, kind, data)
        more = collect_more(reviewer, kind, also)
        asked = [*blind(kind)[:drafts], *([] if is_reference(data) else held_of(kind, data))]
        model = AskedModel(reviewer, kind, asked) if reviewer.chat is not None else None
        result[kind] = describe(compare(ours, [*theirs, *more], model), both)
        show(f"{kind}: blind reference drafts, each left out of its own fit", result[kind])
        if theirs:
            result[f"{kind} labels"] = describe(compare(theirs, [*ours, *more], model), both)
            show(f"{kind}: drafts labelled by readers, each source left out", result[f"{kind} labels"])
    return result


def held_of(kind: Kind, data: Path) -> list[Labelled]:
    return [one for one in load_labelled(data) if one.kind == kind]


def is_reference(data: Path) -> bool:
    return data.resolve() == REFERENCE.resolve()


def is_made(one: Labelled) -> bool:
    """Whether it is one of the reference drafts, which were written for the project."""
    return REFERENCE.resolve() in one.path.resolve().parents


def training_rows(reviewer: Reviewer, kind: Kind, data: Path, also: Sequence[Path]) -> list[Row]:
    """What weights are fitted on: the blind reference drafts, the labelled ones of `data`, and those of `also`."""
    ours, theirs = collect_all(reviewer, kind, data)
    return [*ours, *theirs, *collect_more(reviewer, kind, also)]


def collect_all(reviewer: Reviewer, kind: Kind, data: Path) -> tuple[list[Row], list[Row]]:
    """Rows of the blind drafts, and of the labelled ones in `data` (none where these are the reference drafts)."""
    held = [] if is_reference(data) else held_of(kind, data)
    return collect(reviewer, kind, blind(kind)), collect(reviewer, kind, held)


def collect_more(reviewer: Reviewer, kind: Kind, also: Sequence[Path]) -> list[Row]:
    """Rows of further labelled drafts: real ones, whose answers are distributed as teachers' are."""
    return collect(reviewer, kind, [one for folder in also for one in held_of(kind, folder)])


def blind(kind: Kind) -> list[Labelled]:
    """The reference drafts that neither code nor finders were developed with."""
    return [one for one in load_labelled(REFERENCE) if _number(one, kind) >= LATER[kind]]


def seen(kind: Kind) -> list[Labelled]:
    """The reference drafts that are not blind."""
    return [one for one in load_labelled(REFERENCE) if 0 < _number(one, kind) < LATER[kind]]


def _number(one: Labelled, kind: Kind) -> int:
    match = re.fullmatch(rf"r-{kind[0]}(\d+)", one.path.stem)
    return int(match[1]) if match else 0


def look(reviewer: Reviewer, kind: Kind, one: Labelled) -> tuple[Scan, Mapping[str, Finding]]:
    """What finders and code see in a draft."""
    draft = reviewer.quieten(reviewer.read(one.path, kind=kind))
    measured = reviewer.measure(draft)
    return reviewer.scan(draft, measured), measured.findings


def collect(reviewer: Reviewer, kind: Kind, drafts: Sequence[Labelled]) -> list[Row]:
    """The rows of all drafts, no model asked."""
    asked = [indicator for indicator in reviewer.rubric(kind).indicators() if indicator.basis != "measured"]
    rows = []
    for one in drafts:
        scan, findings = look(reviewer, kind, one)
        for indicator in asked:
            name, both = indicator.id, indicator.basis == "both"
            code = log_odds(findings[name].probability if name in findings else 0.5)
            yes, made = one.answers[name] == "yes", is_made(one)
            rows.append(Row(one.path.stem, name, code, scan.best(name), None, yes, made, both))
    return rows


class Model(Protocol):
    """A model as the tables use it."""

    def ask(self, rows: Sequence[Row], quick: Mapping[str, Weights]) -> list[Row]:
        """The rows with what the model says where code and finder, weighed by `quick`, leave the answer open."""
        ...

    def weigh(self, quick: Mapping[str, Weights], slope: float) -> dict[str, Weights]:
        """The weights where the model has answered."""
        ...


class AskedModel:
    """The reviewer's model about `drafts`, asked as a review would ask it. Without shipped leanings it is not calibrated."""

    def __init__(self, reviewer: Reviewer, kind: Kind, drafts: Sequence[Labelled]) -> None:
        self._reviewer = reviewer
        self._kind: Kind = kind
        self._drafts = {one.path.stem: one for one in drafts}
        self._hearing = shipped_hearing(reviewer, kind)
        if self._hearing is None:
            print(f"{reviewer.llm_name} 没有随项目发布的校准（{kind}）：照评阅时那样，不校准就用。")

    def ask(self, rows: Sequence[Row], quick: Mapping[str, Weights]) -> list[Row]:
        said = {
            (name, indicator): odds
            for name in sorted({row.draft for row in rows} & set(self._drafts))
            for indicator, odds in self._ask_about(self._drafts[name], quick).items()
        }
        return [replace(row, model=said.get((row.draft, row.indicator))) for row in rows]

    def _ask_about(self, one: Labelled, quick: Mapping[str, Weights]) -> dict[str, float]:
        assert self._reviewer.chat is not None
        rubric = self._reviewer.rubric(self._kind)
        scan, findings = look(self._reviewer, self._kind, one)
        strategy = self._reviewer.witnesses.strategy(self._reviewer.chat, scan, rubric)
        fold = UNCALIBRATED.model_copy(update={"name": "fold", "indicators": dict(quick)})
        opinions = strategy.ask(undecided(rubric, scan, findings, fold, strategy.sure), lambda *_: None)
        print(f"{one.path.stem}: {len(opinions)} answers", flush=True)
        return {name: log_odds(told.probability) for name, told in opinions.items() if told.probability is not None}

    def weigh(self, quick: Mapping[str, Weights], slope: float) -> dict[str, Weights]:
        rubric = self._reviewer.rubric(self._kind)
        strategy = self._reviewer.witnesses.usual_strategy(rubric)
        assert strategy is not None
        heard = self._hearing or Hearing(name="as it says", prompts="", slope=strategy.trust)
        fold = UNCALIBRATED.model_copy(update={"indicators": dict(quick)})
        if self._hearing is not None:
            heard = heard.model_copy(update={"slope": slope})
        return fold.hearing(heard, hash_questions(rubric)).indicators


def shipped_hearing(reviewer: Reviewer, kind: Kind) -> Hearing | None:
    """What the reviewer's model is worth as shipped; None without a model or where it was not measured."""
    if reviewer.chat is None:
        return None
    prompts = hash_prompts(reviewer.witnesses.usual_strategy(reviewer.rubric(kind)))
    return find_hearing(reviewer.chat.name, kind, prompts)


def compare(rows: Sequence[Row], others: Sequence[Row], model: Model | None = None) -> Told:
    """What each witness says of `rows`: each source told by a fit without it, on `others` and the other sources of `rows`."""
    told: Told = {}
    for source in sorted({source_of(row.draft) for row in rows}):
        train = [row for row in (*others, *rows) if source_of(row.draft) != source]
        test = [row for row in rows if source_of(row.draft) == source]
        _tell(train, test, told)
        if model is not None:
            _tell_model(fit(train, QUICK[-1], made=test[0].made), model, test, told)
    return told


def _tell(train: Sequence[Row], test: Sequence[Row], told: Told) -> None:
    for row in test:
        others = [other.yes for other in train if other.indicator == row.indicator]
        _note(told, "majority", row, log_odds((sum(others) + 0.51) / (len(others) + 1)))
    for witnesses in QUICK:
        weights = fit(train, witnesses, made=test[0].made)
        for row in test:
            _note(told, "+".join(witnesses), row, decide(weights[row.indicator], row))


def _tell_model(quick: Mapping[str, Weights], model: Model, test: Sequence[Row], told: Told) -> None:
    full = {slope: model.weigh(quick, slope) for slope in (MODEL_SLOPE, *STEEPER)}
    for row in model.ask(test, quick):
        known = decide(quick[row.indicator], row)
        answers = {s: decide(quick[row.indicator], row, full[s][row.indicator]) for s in full}
        _note(told, "all three", row, answers[MODEL_SLOPE])
        for slope in STEEPER:
            _note(told, f"all three, slope {slope}", row, answers[slope])
        if row.model is not None:
            _note(told, "asked: as it says", row, row.model)
            _note(told, "asked: code+finder", row, known)
            _note(told, "asked: all three", row, answers[MODEL_SLOPE])


def _note(told: Told, name: str, row: Row, odds: float) -> None:
    told.setdefault(name, []).append(Said(row.draft, row.indicator, row.yes, odds))
