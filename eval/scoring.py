"""Suite `scoring`: indicators and levels against labelled drafts, beside the baselines and the readers themselves."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.agreement import (
    Judge,
    constant_judges,
    coverage,
    criterion_table,
    indicator_table,
    quote_share,
    qwk,
    readers_judge,
    reviewer_judge,
    worse_than_majority,
)
from eval.baseline import ask_usual, spread_over
from eval.cells import cell
from eval.folds import KINDS, fold_of, write_code_only, write_folds
from eval.labels import Labelled, load_labelled
from eval.witnesses import blind, is_reference, shipped_hearing
from reviewer.config import Settings
from reviewer.datamodels import Draft, Review
from reviewer.errors import UsageError
from reviewer.judging.calibration import SHIPPED
from reviewer.pipeline import Reviewer

FAST = 2  # drafts of a kind: under five minutes with the local model on two cores, none of its answers kept


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One draft: the review, the one without the model, and the one of nothing but what was counted."""

    labelled: Labelled
    draft: Draft
    ours: Review
    without_model: Review
    counted: Review


def run(
    settings: Settings,
    data: Path,
    llm: str,
    fast: bool = False,
    shipped: bool = False,
    also: Sequence[Path] = (),
    usual: int = 0,
    report: Path | None = None,
) -> dict[str, Any]:
    """Reviews every labelled draft and prints the tables; returns them for the JSON file.

    Each source is reviewed with weights fitted without it (on the other sources, the blind reference drafts and `also`).
    `shipped` takes those that ship, for drafts that took no part in them (a district's own); so does `fast`, on a few
    drafts. Of the reference drafts the blind ones are taken. `usual` lessons are judged in the usual way as well, one
    prompt a criterion. A run that was stopped goes on where it was: a model's answers are kept (`models.replies`).
    `report` is the Markdown page to write, with a plot beside it.
    """
    reviewer = Reviewer.from_settings(settings, llm=llm)
    if usual and reviewer.chat is None:
        raise UsageError("--usual 要用语言模型，--llm 不能是 off。", "--usual needs a language model")
    labelled = choose(data, fast)
    shipped = shipped or fast
    with tempfile.TemporaryDirectory(prefix="calibrations-") as folder:
        folds = {} if shipped else write_folds(reviewer, data, also, labelled, Path(folder) / "folds")
        counting = write_code_only(reviewer, Path(folder) / "counting")
        reviewed = [review(reviewer, one, fold_of(folds, one, SHIPPED), counting) for one in labelled]
    result = {
        "llm": reviewer.llm_name,
        "drafts": {kind: sum(one.kind == kind for one in labelled) for kind in KINDS},
        "used": describe_weights(reviewer, data, shipped, also, labelled),
        **tables(reviewed, ask_usual(reviewer, labelled, usual) if usual else {}),
    }
    show(result)
    if report is not None:
        from eval.scoring_report import write_report

        write_report(result, report)
    return result


def choose(data: Path, fast: bool) -> list[Labelled]:
    """The labelled drafts of `data`; of the reference drafts only the blind ones; `fast`: a few of each kind, spread."""
    drafts = [*blind("lesson"), *blind("homework")] if is_reference(data) else load_labelled(data)
    if not fast:
        return drafts
    return [one for kind in KINDS for one in spread_over([d for d in drafts if d.kind == kind], FAST)]


def review(reviewer: Reviewer, one: Labelled, weights: Path, counting: Path) -> Reviewed:
    draft = reviewer.read(one.path, kind=one.kind)
    reviewer.witnesses.calibrations = counting
    counted = reviewer.review(draft, use_model=False)
    reviewer.witnesses.calibrations = weights
    ours = reviewer.review(draft)
    without = reviewer.review(draft, use_model=False) if reviewer.chat is not None else ours
    print(f"{one.path.name}  {ours.seconds.total:.1f} s", flush=True)
    return Reviewed(one, draft, ours, without, counted)


def describe_weights(
    reviewer: Reviewer, data: Path, shipped: bool, also: Sequence[Path], labelled: Sequence[Labelled]
) -> str:
    """In a sentence: which drafts, what their labels are, and which weights they were reviewed with."""
    drafts = "随项目发布的自编材料里没有参照过的" if is_reference(data) else f"文件夹 {data.resolve().name} 的"
    levels = sum(one.readers is not None for one in labelled)
    answers = sum(bool(one.reader_answers and one.reader_answers[0]) for one in labelled)
    told = f"{drafts} {len(labelled)} 份材料，等级有两位读者各自评的 {levels} 份，回答有的 {answers} 份；"
    if shipped:
        told += "用随项目发布的权重"
        told += "（这些材料参加过权重的拟合）" if is_reference(data) else "（材料如果参加过权重的拟合，数字会偏高）"
    else:
        more = "、".join(folder.resolve().name for folder in also)
        told += "每一来源的材料都不参加评它所用的权重的拟合" + (f"，参加拟合的还有 {more}" if more else "")
    bare = [kind for kind in KINDS if reviewer.chat is not None and shipped_hearing(reviewer, kind) is None]
    if bare:
        told += f"；模型 {reviewer.llm_name} 没有合用的校准（{'、'.join(bare)}），照评阅时那样不校准就用"
    return told + "。"


def tables(reviewed: Sequence[Reviewed], usual: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """All figures; `usual` has the levels that the usual way gave, by draft and criterion."""
    labelled, ours = [one.labelled for one in reviewed], [one.ours for one in reviewed]
    readers = readers_judge(labelled)
    ceiling = qwk([pair for group in readers.levels for pair in group])
    judges = {"ours": reviewer_judge(labelled, ours)}
    if any(one.without_model is not one.ours for one in reviewed):
        judges["without the model"] = reviewer_judge(labelled, [one.without_model for one in reviewed])
    judges["only what is counted"] = reviewer_judge(labelled, [one.counted for one in reviewed])
    judges |= constant_judges(labelled, ours)
    if usual:
        same = [one for one in reviewed if one.labelled.path.stem in usual]
        mine = reviewer_judge([one.labelled for one in same], [one.ours for one in same])
        judges["prompt a criterion"] = usual_judge([one.labelled for one in same], usual)
        judges["ours, same drafts"] = Judge([[] for _ in same], mine.levels)
    judges["reader B (truth: A)"] = readers
    return {
        "judges": {name: judge.figures(ceiling) for name, judge in judges.items()},
        "criteria": criterion_table(labelled, ours),
        "indicators": indicator_table(labelled, ours),
        "coverage": coverage(labelled, ours),
        "status": Counter(criterion.status for one in ours for criterion in one.criteria),
        "quotes": quote_share(ours, [one.draft.text for one in reviewed]),
    }


def usual_judge(labelled: Sequence[Labelled], given: Mapping[str, Mapping[str, int]]) -> Judge:
    levels = [[(one.levels[name], level) for name, level in given[one.path.stem].items()] for one in labelled]
    return Judge([[] for _ in labelled], levels)


JUDGES = ("drafts", "answers", "accuracy", "accuracy_95", "balanced", "balanced_95", "kappa")
LEVELS = ("levels", "exact", "adjacent", "qwk", "qwk_95", "of_readers", "mae", "mae_95", "spread", "spread_truth")
CRITERIA = (*LEVELS, "readers_exact", "readers_qwk", "insufficient", "unscored")


def _print_table(title: str, rows: Mapping[str, Mapping[str, Any]], columns: Sequence[str], digits: int = 2) -> None:
    print(f"\n{title}\n{'':24}" + "".join(f"{column:>14}" for column in columns))
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{cell(row[column], digits):>14}" for column in columns))


def show(result: Mapping[str, Any]) -> None:
    indicators = result["indicators"]
    _print_table("indicators", indicators, list(next(iter(indicators.values()))))
    _print_table("criteria", result["criteria"], CRITERIA)
    _print_table("answers, all", result["judges"], JUDGES, 3)
    _print_table("levels, all (those that each judge gives)", result["judges"], LEVELS, 3)
    print("constant judges: on the levels that ours gives; of_readers: QWK as a share of the two readers' own")
    if "prompt a criterion" not in result["judges"]:
        print("one prompt a criterion: not asked (--usual N: N lessons, about four minutes each the first time)")
    _print_table(
        "readers' levels inside our 80% interval", result["coverage"], ("levels", "inside", "inside_95", "mean_width")
    )
    print(f"\nindicators worse than the commoner answer: {', '.join(worse_than_majority(indicators)) or 'none'}")
    answered = sum(row["answered"] * row["n"] for row in indicators.values()) / sum(
        row["n"] for row in indicators.values()
    )
    print(f"answered: {answered:.3f}; an answer of exactly one half counts as wrong")
    print(f"levels by status: {dict(result['status'])}")
    print(f"quotes: {result['quotes']}\nmodel: {result['llm']}\n{result['used']}")
