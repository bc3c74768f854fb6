"""Read one file in the reading process, and check what comes back."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.documents.limits import READING, Limits
from reviewer.documents.pieces import Extract, Unreadable
from reviewer.documents.sandbox import BROKEN, run_worker


class _Answer(BaseModel):
    """What the reading process prints: an extract, or why there is none (Chinese, English)."""

    model_config = ConfigDict(extra="forbid")

    extract: Extract | None = None
    error: tuple[str, str] | None = None


def read_apart(path: Path, exchange: Path, kind: str, *, limits: Limits = READING) -> Extract:
    """The extract of the file at `path`, of `kind` word, pdf or slides; pictures that may hold text go to `exchange`.

    Raises Unreadable when the file can't be read within `limits`.
    """
    answer = run_worker("reviewer.documents.worker", [str(path.resolve()), str(exchange), kind], limits)
    try:
        parsed = _Answer.model_validate_json(answer)
    except ValidationError as error:
        raise Unreadable(*BROKEN) from error
    if parsed.error is not None:
        raise Unreadable(*parsed.error)
    if parsed.extract is None:
        raise Unreadable(*BROKEN)
    for scan in parsed.extract.scans:
        if Path(scan.file).name != scan.file or not (exchange / scan.file).is_file():
            raise Unreadable(*BROKEN)  # nothing outside the exchange folder is ever opened
    return parsed.extract
