"""What people said of drafts, as CSV: one row per draft, reader and criterion or indicator.

Columns `draft,reader,id,value` and, if wanted, `quote`: `draft` is a path, relative to the CSV; `id` a criterion with a
level 1–5, or an indicator (`lc.inquiry`) with yes or no. The page exports this shape, `reviewer calibrate` and the
evaluation read it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import UsageError

COLUMNS = ("draft", "reader", "id", "value", "quote")
NEEDED = COLUMNS[:4]
WORDS = {"yes": "yes", "no": "no", "是": "yes", "否": "no", "有": "yes", "无": "no"}


@dataclass(frozen=True, slots=True)
class Label:
    """`value` is "1" … "5" for a criterion, "yes" or "no" for an indicator."""

    draft: Path
    reader: str
    id: str
    value: str
    quote: str = ""

    @property
    def level(self) -> int | None:
        return int(self.value) if self.value.isdigit() else None


def read_labels(path: Path) -> list[Label]:
    """Raises UsageError naming the file, the row and what should stand there."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise UsageError(
                    f"{path} 第 1 行缺少列：{'、'.join(missing)}。第 1 行应是 draft,reader,id,value。",
                    f"{path}: missing columns {missing}; the first line should be draft,reader,id,value",
                )
            return [_read_row(row, number, path) for number, row in enumerate(rows, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"标注文件 {path} 读不了（{error}）。请存成 UTF-8 的 CSV。", f"cannot read {path}: {error}"
        ) from error


def _read_row(row: dict[str, str], number: int, path: Path) -> Label:
    name, value = (row["id"] or "").strip(), (row["value"] or "").strip()
    value = WORDS.get(value.lower(), value)
    good = value in ("yes", "no") if "." in name else value in ("1", "2", "3", "4", "5")
    if not name or not good:
        wanted = "yes 或 no" if "." in name else "1 到 5"
        raise UsageError(
            f"{path} 第 {number} 行（{name}）的值“{value}”不对，应是 {wanted}。",
            f"{path}:{number}: bad value {value!r}",
        )
    draft = (path.parent / (row["draft"] or "").strip()).resolve()
    return Label(draft, (row["reader"] or "").strip(), name, value, (row.get("quote") or "").strip())
