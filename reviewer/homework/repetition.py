"""Which items are the same thing again: the same structure with other numbers, names, things or words.

Equal templates (numbers, names, units masked) find most. Other wordings are looked for only among the few forms of the
same block that share the rarest pairs of signs, so the work per item does not grow with the number of items. Where
agreement of signs alone is not enough either way, sentence vectors decide: they are computed for such candidates only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reviewer.datamodels import Embedder
from reviewer.homework.forms import Form, agreement, blanked, contradict, framed, swapped, task_form
from reviewer.homework.items import Task

# thresholds set on word problems of even number (eval/sheets) and seeds 0–99 of the generated sheets
NEAR = 0.56  # agreement of forms with numbers that is enough alone
NEAR_WORDS = 0.66  # the same without numbers
MAYBE = ((0.4, 0.935), (0.15, 0.965))  # (agreement, cosine of the two texts) that are enough together
MAYBE_QUOTED = 0.948  # cosine that is enough for two tasks on quoted words (默写《…》) that share some pair of signs
LEAST_TELLING = 6
RARE, MOST_POSTED, CANDIDATES = 14, 300, 16  # pairs of signs looked up, items looked at for each, forms compared
_CHARACTERS = 300  # of an item that are embedded


@dataclass(slots=True)
class RepeatIndex:
    """Items to compare with, by form. Equal templates are kept once; a search looks at CANDIDATES forms at most."""

    forms: list[Form] = field(default_factory=list)
    first: list[int] = field(default_factory=list)  # which item each form stands for
    _exact: dict[tuple[object, ...], int] = field(default_factory=dict)
    _posted: dict[tuple[object, ...], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, item: int, form: Form) -> None:
        key = (*form.block, form.template)
        if key in self._exact:
            return
        self._exact[key] = len(self.forms)
        for gram in form.grams:
            self._posted[(*form.block, gram)].append(len(self.forms))
        self.forms.append(form)
        self.first.append(item)

    def equal(self, form: Form) -> int | None:
        """The form with the same template, if it tells enough to say that the task is the same."""
        enough = form.telling >= 3 or form.quantities >= 2 or (form.telling >= 2 and "Q" in form.template)
        return self._exact.get((*form.block, form.template)) if enough else None

    def candidates(self, form: Form) -> list[tuple[float, int]]:
        """(agreement, form) of those that may be the same task, best first."""
        if form.words:
            return []
        found = (self._posted.get((*form.block, gram), ()) for gram in form.grams)
        lists = sorted((posted for posted in found if posted), key=len)[:RARE]
        shared: Counter[int] = Counter()
        for posted in lists:
            shared.update(posted[:MOST_POSTED])
        near = [(agreement(form, self.forms[at]), at) for at, _ in shared.most_common(CANDIDATES)]
        return sorted((pair for pair in near if not contradict(form, self.forms[pair[1]])), key=lambda p: (-p[0], p[1]))


def same_task(first: Form, second: Form, agreed: float) -> bool:
    """Whether forms of one block that do not contradict one another are the same task, by their signs alone."""
    if first.quantities and swapped(first, second):
        return True
    if min(first.telling, second.telling) < LEAST_TELLING:
        return first.quantities == 0 and min(first.telling, second.telling) >= 4 and framed(first, second)
    if first.signs:
        return agreed >= 0.85 and first.relations == second.relations
    if first.quantities == 0:
        return framed(first, second) or (agreed >= NEAR_WORDS and first.relations == second.relations)
    return agreed >= (NEAR if first.relations == second.relations else 0.7)


@dataclass(slots=True)
class _Search:
    """Found repeats of items in an index, and those that vectors have to decide."""

    found: dict[int, int] = field(default_factory=dict)  # item -> form
    open: list[tuple[int, int, float]] = field(default_factory=list)  # item, form, agreement

    def look(self, item: int, form: Form, index: RepeatIndex) -> None:
        equal = index.equal(form)
        if equal is not None:
            self.found[item] = equal
            return
        near = index.candidates(form)
        hit = next((at for agreed, at in near if same_task(form, index.forms[at], agreed)), None)
        if hit is not None:
            self.found[item] = hit
        elif not form.signs and (form.telling >= LEAST_TELLING or "Q" in form.template):
            least = 0.0 if "Q" in form.template else MAYBE[-1][0]
            self.open += [(item, at, agreed) for agreed, at in near[:3] if agreed > least]

    def decide(self, texts: dict[int, str], others: dict[int, str], embedder: Embedder) -> None:
        """Joins an open item with the candidate nearest in meaning, if near enough for their agreement of signs."""
        if not self.open:
            return
        left = embedder.encode([blanked(texts[item])[:_CHARACTERS] for item, _, _ in self.open])
        right = embedder.encode([blanked(others[form])[:_CHARACTERS] for _, form, _ in self.open])
        nearest: dict[int, float] = {}
        for (item, form, agreed), near in zip(self.open, (left * right).sum(axis=1), strict=True):
            quoted = "“”" in blanked(texts[item]) and "“”" in blanked(others[form])
            enough = any(agreed >= signs and near >= cosine for signs, cosine in MAYBE)
            enough = enough or (quoted and near >= MAYBE_QUOTED)
            if enough and near > nearest.get(item, 0.0):
                nearest[item] = float(near)
                self.found[item] = form


def group_repeats(tasks: Sequence[Task], embedder: Embedder | None = None) -> list[list[int]]:
    """Groups of two or more item positions that are the same task again, in order; the first one represents."""
    index, search = RepeatIndex(), _Search()
    for position, task in enumerate(tasks):
        form = task_form(task)
        search.look(position, form, index)
        index.add(position, form)
    if embedder is not None:
        bodies = {position: task.body for position, task in enumerate(tasks)}
        search.decide(bodies, {form: tasks[item].body for form, item in enumerate(index.first)}, embedder)
    home = list(range(len(tasks)))
    for position in sorted(search.found):
        home[position] = _root(home, index.first[search.found[position]])
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(tasks)):
        groups[_root(home, position)].append(position)
    return sorted((group for group in groups.values() if len(group) > 1), key=lambda group: group[0])


def _root(home: list[int], position: int) -> int:
    while home[position] != position:
        position = home[position]
    return position


def build_index(tasks: Sequence[Task]) -> RepeatIndex:
    """An index of earlier or library items for `find_repeats`; about 2 kB an item."""
    index = RepeatIndex()
    for position, task in enumerate(tasks):
        index.add(position, task_form(task))
    return index


def find_repeats(
    tasks: Sequence[Task], against: RepeatIndex, known: Sequence[Task] = (), embedder: Embedder | None = None
) -> list[tuple[int, int]]:
    """(position, position in the index) for every item that repeats an indexed one.

    `known` are the indexed tasks, needed with `embedder` only, to compare meanings where signs do not decide.
    """
    search = _Search()
    for position, task in enumerate(tasks):
        search.look(position, task_form(task), against)
    if embedder is not None and known:
        bodies = {position: task.body for position, task in enumerate(tasks)}
        asked = {form for _, form, _ in search.open}
        search.decide(bodies, {form: known[against.first[form]].body for form in asked}, embedder)
    return [(position, against.first[form]) for position, form in sorted(search.found.items())]
