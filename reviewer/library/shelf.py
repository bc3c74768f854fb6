"""The shelf: exemplars and passages as they lie in an index folder, read when asked for.

Texts are memory-mapped JSON lines, so a library of a million passages opens at once and takes memory only for what a
search shows. What filters need (kind, subject, stage, criteria) stands in small columns.
"""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from reviewer.library.exemplars import Exemplar, Strength
from reviewer.library.kinds import TYPES, lesson_types
from reviewer.library.passages import IndexedPassage
from reviewer.library.query import Query

FACETS = ("kind", "subject", "stage")
NONE = 255  # a passage that no author named as a strength
MASKS_KEPT = 64  # single filters remembered: a byte a passage each


class Records:
    """Exemplars or passages in a file, a JSON object each, by number. `write` takes them one by one."""

    def __init__(self, path: Path) -> None:
        self._ends = np.load(path.with_suffix(".ends.npy"))
        with path.open("rb") as file:
            self._bytes: Any = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(self._ends) else b""

    @staticmethod
    def write(path: Path, records: Iterable[Exemplar | IndexedPassage]) -> None:
        ends, end = [], 0
        with path.open("wb") as file:
            for record in records:
                end += file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
                ends.append(end)
        np.save(path.with_suffix(".ends.npy"), np.array(ends, dtype=np.int64))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> dict[str, Any]:
        start = int(self._ends[number - 1]) if number else 0
        record: dict[str, Any] = orjson.loads(self._bytes[start : int(self._ends[number])])
        return record


class Shelf:
    """Exemplars by id, passages by number, and the passages a query's filters admit. `write` makes the files."""

    def __init__(self, folder: Path) -> None:
        self._passages = Records(folder / "passages.jsonl")
        records = Records(folder / "exemplars.jsonl")
        columns = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
        self._names: dict[str, list[str]] = columns["names"]
        self.exemplars = Exemplars(columns["ids"], records)
        self.owners: np.ndarray = np.load(folder / "owners.npy", mmap_mode="r")
        self._facets = np.load(folder / "facets.npy")
        self._criteria = np.load(folder / "criteria.npy", mmap_mode="r")
        self._strengths = np.load(folder / "strengths.npy", mmap_mode="r")
        self._masks: OrderedDict[tuple[str, str], np.ndarray] = OrderedDict()

    def __len__(self) -> int:
        return len(self._passages)

    @staticmethod
    def write(folder: Path, exemplars: Sequence[Exemplar], passages: Sequence[IndexedPassage]) -> None:
        """Passages must belong to one of the exemplars. At most 64 different criteria in one library."""
        Records.write(folder / "exemplars.jsonl", exemplars)
        Records.write(folder / "passages.jsonl", passages)
        names = {facet: sorted({getattr(exemplar, facet) for exemplar in exemplars}) for facet in FACETS}
        names["criterion"] = sorted({criterion for passage in passages for criterion in passage.criteria})
        codes = {facet: {name: code for code, name in enumerate(values)} for facet, values in names.items()}
        owner = {exemplar.id: number for number, exemplar in enumerate(exemplars)}
        facets = [
            [*(codes[facet][getattr(exemplar, facet)] for facet in FACETS), _type_bits(exemplar)]
            for exemplar in exemplars
        ]
        bits = [sum(1 << codes["criterion"][name] for name in passage.criteria) for passage in passages]
        np.save(folder / "owners.npy", np.array([owner[passage.exemplar] for passage in passages], dtype=np.int32))
        np.save(folder / "facets.npy", np.array(facets, dtype=np.uint32).reshape(-1, len(FACETS) + 1))
        np.save(folder / "criteria.npy", np.array(bits, dtype=np.uint64))
        strengths = [codes["criterion"][passage.criteria[0]] if passage.why else NONE for passage in passages]
        np.save(folder / "strengths.npy", np.array(strengths, dtype=np.uint8))
        columns = {"ids": [exemplar.id for exemplar in exemplars], "names": names}
        (folder / "columns.json").write_text(json.dumps(columns, ensure_ascii=False), encoding="utf-8")

    def passage(self, row: int) -> IndexedPassage:
        record = self._passages[row]
        return IndexedPassage(**record | {"criteria": tuple(record["criteria"])})

    def admit(self, query: Query) -> np.ndarray | None:
        """A bool for every passage, or None where nothing is filtered."""
        wanted = {"kind": query.kind, "subject": query.subject, "stage": query.stage, "criterion": query.criterion}
        masks = [self._mask(facet, name) for facet, name in wanted.items() if name is not None]
        mask = reduce(np.logical_and, masks) if masks else None
        if query.exclude:
            left_out = [self.exemplars.number(name) for name in query.exclude if name in self.exemplars]
            kept = ~np.isin(self.owners, left_out)
            mask = kept if mask is None else mask & kept
        return mask

    def is_of(self, rows: np.ndarray, facet: str, name: str | None) -> np.ndarray:
        """For each passage whether its exemplar is of this subject or stage."""
        code = self._names[facet].index(name) if name in self._names[facet] else -1
        found: np.ndarray = self._facets[self.owners[rows], FACETS.index(facet)] == code
        return found

    def is_of_type(self, rows: np.ndarray, types: frozenset[str]) -> np.ndarray:
        """For each passage whether its exemplar is of one of these lesson types."""
        found: np.ndarray = (self._facets[self.owners[rows], len(FACETS)] & _bits(types)) > 0
        return found

    def is_strength(self, rows: np.ndarray, criterion: str | None) -> np.ndarray:
        """For each passage whether its author named it as showing the criterion."""
        names = self._names["criterion"]
        found: np.ndarray = self._strengths[rows] == (names.index(criterion) if criterion in names else NONE + 1)
        return found

    def _mask(self, facet: str, name: str) -> np.ndarray:
        """Every passage of this kind, subject or stage, or that shows this criterion; not to be changed."""
        if (facet, name) not in self._masks:
            self._masks[facet, name] = self._compare(facet, name)
            if len(self._masks) > MASKS_KEPT:
                self._masks.popitem(last=False)
        return self._masks[facet, name]

    def _compare(self, facet: str, name: str) -> np.ndarray:
        if name not in self._names[facet]:
            return np.zeros(len(self), dtype=bool)
        code = self._names[facet].index(name)
        if facet == "criterion":
            shown: np.ndarray = (np.asarray(self._criteria) >> np.uint64(code)) & np.uint64(1) == 1
            return shown
        found: np.ndarray = (self._facets[:, FACETS.index(facet)] == code)[self.owners]
        return found


def _bits(types: frozenset[str]) -> int:
    return sum(1 << number for number, name in enumerate(TYPES) if name in types)


def _type_bits(exemplar: Exemplar) -> int:
    return _bits(lesson_types(f"{exemplar.lesson_type} {exemplar.title}"))


class Exemplars(Mapping[str, Exemplar]):
    """All exemplars by id, each read when asked for."""

    def __init__(self, ids: Sequence[str], records: Records) -> None:
        self._numbers = {name: number for number, name in enumerate(ids)}
        self._ids = ids
        self._records = records

    def __getitem__(self, name: str) -> Exemplar:
        record = self._records[self._numbers[name]]
        strengths = tuple(Strength(**strength) for strength in record["strengths"])
        return Exemplar(**record | {"strengths": strengths})

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def number(self, name: str) -> int:
        return self._numbers[name]
