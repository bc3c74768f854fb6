"""Items known from elsewhere – earlier sheets of the class, the exemplar library – and which tasks of a sheet repeat them."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.datamodels import Draft, Embedder
from reviewer.homework.items import Task, find_tasks
from reviewer.homework.repetition import build_index, find_repeats


class KnownItems:
    """The items of some sheets, indexed once; looking one up then takes about the same time however many there are."""

    def __init__(self, sheets: Sequence[Draft]) -> None:
        named = [(sheet.name, task) for sheet in sheets for task in find_tasks(sheet)]
        self._names = [name for name, _ in named]
        self._tasks = [task for _, task in named]
        self._index = build_index(self._tasks)

    def match(self, tasks: Sequence[Task], embedder: Embedder | None = None) -> list[tuple[int, str, str]]:
        """(position, name of the sheet, text of its item) for every task that repeats a known one."""
        pairs = find_repeats(tasks, self._index, self._tasks, embedder)
        return [(position, self._names[other], self._tasks[other].text) for position, other in pairs]
