"""Weights for drafts that took no part in them: for each source a folder of calibrations fitted on all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.calibrating import write_hearing, write_weights
from eval.fitting import CODE_ONLY, Row, fit
from eval.labels import Labelled, source_of
from eval.witnesses import QUICK, is_made, shipped_hearing, training_rows
from reviewer.datamodels import Kind
from reviewer.pipeline import Reviewer

KINDS: tuple[Kind, ...] = ("lesson", "homework")


def leave_out(rows: Sequence[Row], source: str) -> list[Row]:
    """The rows of all other sources, whatever folder they come from."""
    return [row for row in rows if source_of(row.draft) != source]


def write_folds(
    reviewer: Reviewer, data: Path, also: Sequence[Path], tested: Sequence[Labelled], folder: Path
) -> dict[str, Path]:
    """Source of a tested draft -> folder of calibrations fitted without it.

    A model is heard as shipped, where it was measured: any other is taken as a review takes it.
    """
    folders = {}
    for kind in KINDS:
        sources = {source_of(one.path.stem): is_made(one) for one in tested if one.kind == kind}
        if not sources:
            continue
        rows, hearing = training_rows(reviewer, kind, data, also), shipped_hearing(reviewer, kind)
        for source, made in sorted(sources.items()):
            folders[source] = folder / source
            write_weights(reviewer, kind, fit(leave_out(rows, source), QUICK[-1], made), folders[source])
            if reviewer.chat is not None and hearing is not None:
                write_hearing(hearing, reviewer.chat.name, kind, folders[source])
    return folders


def write_code_only(reviewer: Reviewer, folder: Path) -> Path:
    """Weights with which only what was counted is heard."""
    for kind in KINDS:
        names = [indicator.id for indicator in reviewer.rubric(kind).indicators()]
        write_weights(reviewer, kind, dict.fromkeys(names, CODE_ONLY), folder)
    return folder


def fold_of(folders: Mapping[str, Path], one: Labelled, otherwise: Path) -> Path:
    return folders.get(source_of(one.path.stem), otherwise)
