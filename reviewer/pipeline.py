"""One draft's walk through the house: read → measure → retrieve → judge → score → report."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import cast

from reviewer.config import Settings
from reviewer.consulting import Consultation, is_heeded
from reviewer.datamodels import ChatModel, Draft, Embedder, Kind, Progress, Review, Safety, Step, Tokens, Usage
from reviewer.datamodels.simplified import with_full_marks
from reviewer.documents import read_draft, read_parts, read_photos
from reviewer.errors import UnavailableError
from reviewer.judging.calibration import UNCALIBRATED
from reviewer.judging.indicators import Scales, undecided, weigh
from reviewer.judging.scan import Scan, scan_draft
from reviewer.judging.severity import Severity, load_severity
from reviewer.judging.wording import hash_wording
from reviewer.library.search import Library
from reviewer.library.store import open_library
from reviewer.logs import PIPELINE
from reviewer.measuring import Measured, Measurer
from reviewer.models.calls import counting
from reviewer.models.chat import get_chat, is_remote
from reviewer.models.costs import count_cost, foretell
from reviewer.models.embeddings import get_embedder
from reviewer.models.replies import RememberingChat
from reviewer.models.reranking import get_reranker
from reviewer.rubrics import Rubric, get_rubric, load_rubric
from reviewer.safety import check_safety, find_slogans, find_spoken
from reviewer.witnesses import Witnesses
from reviewer.writing import Clock, ReviewWriter, with_warning

_log = logging.getLogger(PIPELINE)

MODEL_MISSING = "没有可用的语言模型，只给出能直接数出来的结果。要补上，请运行：reviewer models get qwen2.5-coder-1.5b"
EMBEDDING_MISSING = "没有装句向量模型，范例只按字词查找。要补上，请运行：reviewer models get multilingual-e5-small"
READING = "数出来的结果先给您看，模型正在细读"
UNMEASURED = "这个模型没有在标注过的材料上量过，它的意见只占一小部分；数出来的和例句看出来的照常。"


class Reviewer:
    """Reviews drafts with one set of settings. Thread-safe: the page serves many teachers with one Reviewer.

    `llm_name` is the model in use or None; `notices` say in plain words what is missing and how to get it; `optional`: a model that does not load costs no review.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        chat: ChatModel | None,
        embedder: Embedder | None,
        library: Library,
        rubric: Path | None = None,
        notices: Iterable[str] = (),
        optional: bool = False,
    ) -> None:
        self.settings = settings
        self.notices = list(notices)
        self.llm_name = chat.name if chat is not None else None
        self.chat = chat
        self._optional = optional
        self.witnesses = Witnesses(settings, chat, embedder.fingerprint if embedder is not None else None)
        self._embedder = embedder
        self._measurer = Measurer(embedder)
        self._library = library
        self._rubric_path = rubric
        self._rubrics: dict[Kind, Rubric] = {}
        self._severities: dict[str, Severity] = {}  # by rubric
        self._lock = threading.Lock()
        if settings.severity:
            asked = load_severity(settings.severity)  # by name: must not be left out unsaid
            try:
                self.notices.append(asked.check(self._in_use(), self.llm_name, self.scale))
            except UnavailableError as error:
                if not optional:
                    raise
                self.notices.append(error.chinese)
            self.weigh_like(asked)

    @classmethod
    def from_settings(cls, settings: Settings, *, llm: str | None = None, rubric: Path | None = None) -> Reviewer:
        """A reviewer with what is configured and installed.

        Raises UnavailableError if a model was asked for by name and can't be had.
        """
        wanted = llm or settings.llm
        auto = wanted == "auto"
        chat = get_chat(wanted, settings)
        if chat is not None and not chat.name.startswith("scripted:"):
            chat = RememberingChat(chat, settings.data_dir / "replies.sqlite")
        embedder = get_embedder(settings)
        notices = [] if chat is not None or wanted == "off" else [MODEL_MISSING]
        notices += [] if embedder is not None else [EMBEDDING_MISSING]
        library = open_library(settings, embedder, reranker=get_reranker(settings))
        notices += [library.notice] if library.notice else []
        return cls(
            settings, chat=chat, embedder=embedder, library=library, rubric=rubric, notices=notices, optional=auto
        )

    def rubric(self, kind: Kind) -> Rubric:
        with self._lock:
            if kind not in self._rubrics:
                self._rubrics[kind] = get_rubric(kind, self._rubric_path)
            return self._rubrics[kind]

    def adopt(self, rubric: Rubric) -> None:
        """Review by this rubric from now on; reviews under way keep theirs."""
        with self._lock:
            self._rubrics[rubric.kind] = rubric

    def weigh_like(self, severity: Severity) -> None:
        """Give levels in this severity from now on, wherever its rubric and its model are in use."""
        with self._lock:
            self._severities[severity.rubric] = severity

    def weigh_plainly(self, rubric: Rubric) -> None:
        """Give the rule's own levels again by this rubric."""
        with self._lock:
            self._severities.pop(rubric.id, None)

    @property
    def library(self) -> Library:
        return self._library

    def reopen_library(self) -> None:
        """Search what the library holds by now, after exemplars were accepted; reviews under way keep the one before."""
        self._library = open_library(self.settings, self._embedder, reranker=get_reranker(self.settings))

    @property
    def embedding(self) -> str | None:
        """Fingerprint of the vectors in use."""
        return self._embedder.fingerprint if self._embedder is not None else None

    def describe(self) -> dict[str, str | None]:
        """What a review depends on besides the draft, by name: equal values give equal reviews."""
        described = {
            "reviewer": version("lesson-reviewer"),
            "llm": self.llm_name,
            "model": self.chat.fingerprint if self.chat is not None else None,
            "severity": "、".join(f"{one.sha256[:8]} {one.name}" for one in self._severities.values()) or None,
            "embedding": self.embedding,
            "library": self._library.fingerprint,
            "reranker": self.settings.reranker,
        }
        for rubric in self._in_use():
            strategy = self.witnesses.usual_strategy(rubric)
            described[f"rubric {rubric.kind}"] = rubric.sha256
            described[f"wording {rubric.kind}"] = hash_wording(strategy)
            described[f"weights {rubric.kind}"] = self.witnesses.weights_hash(rubric, strategy)
        return described

    def _in_use(self) -> list[Rubric]:
        if self._rubric_path:
            return [load_rubric(self._rubric_path)]
        return [self.rubric("lesson"), self.rubric("homework")]

    def read(self, path: Path, *, kind: str = "auto", name: str | None = None) -> Draft:
        """The draft in a file. Raises DraftError with what is wrong and what to do."""
        return read_draft(path, settings=self.settings, kind=kind, name=name)

    def read_all(self, paths: Sequence[Path], *, kind: str = "auto") -> list[Draft]:
        """Every lesson or sheet in what was uploaded: one file holds one or several; several photos make one draft."""
        if len(paths) == 1:
            return read_parts(paths[0], settings=self.settings, kind=kind)
        return [read_photos(paths, settings=self.settings, kind=kind)]

    def review(
        self,
        draft: Draft,
        *,
        on_progress: Progress | None = None,
        previous: Sequence[Draft] = (),
        use_model: bool = True,
        read_seconds: float = 0.0,
    ) -> Review:
        """The whole review. With a model, a measured-only Review comes first, as `partial` of a progress step.

        `previous` are earlier sheets of the same class: items they already held are reported as repeated.
        """
        tell = on_progress or (lambda step: None)
        clock = Clock({"read": read_seconds})
        rubric = self.rubric(cast(Kind, draft.kind.value))
        tell(Step("measure", "正在数一数、量一量"))
        since = time.perf_counter()
        safety = check_safety(draft, self._embedder)
        quiet = self.quieten(draft, safety)
        measured = self.measure(quiet, previous)
        scan = self.scan(quiet, measured)
        clock.time("measure", since)
        tell(Step("retrieve", "正在找更好的范例"))
        vectors = self._embedder.name if self._embedder is not None else None
        severity = self._severities.get(rubric.id)
        writer = ReviewWriter(
            self._library, vectors, draft, with_full_marks(quiet), rubric, measured, safety, clock, severity
        )
        scales = self.witnesses.scales(rubric, None)
        answers = weigh(rubric, scan.over(draft), measured.findings, scales, place=writer.place)
        scored = writer.score(answers, scale=self.witnesses.scale(rubric, None))
        first = writer.write(scored, calibration=_name(scales))
        review = first
        if self.chat is not None and use_model:
            try:
                with counting() as used:
                    review = self._judge(writer, self.chat, scan, first, tell, used)
            except UnavailableError as error:
                if not self._optional:
                    raise
                tell(Step("judge", READING, note=error.chinese))
                review = with_warning(first, error.chinese)
        told = {"draft": draft.name, "kind": review.draft.kind, "llm": review.provenance.llm}
        _log.info("reviewed", extra=told | {"seconds": review.seconds.total})
        return review

    def _judge(
        self, writer: ReviewWriter, chat: ChatModel, scan: Scan, first: Review, tell: Progress, used: Tokens
    ) -> Review:
        rubric, measured = writer.rubric, writer.measured
        tell(Step("judge", READING, partial=first))
        since = time.perf_counter()
        strategy = self.witnesses.strategy(chat, scan, rubric)
        scales = self.witnesses.scales(rubric, strategy)
        heard = self.witnesses.hearing(strategy, rubric.kind)
        names = undecided(rubric, scan, measured.findings, scales.quick, strategy.sure)
        talk = Consultation(self.witnesses, writer, scan)
        if is_remote(chat):
            asks = lambda held: talk.hold(self.witnesses.strategy(held, scan, rubric), names, lambda *told: None)  # noqa: E731
            tell(Step("judge", READING, note=foretell(self.settings, chat, strategy.estimate(names), asks)))
        writer.clock.time("judge", since)
        opinions, scored = talk.hold(
            strategy, names, lambda message, done, total: tell(Step("judge", message, done, total))
        )
        unmeasured = [UNMEASURED] if is_heeded(opinions) and heard.slope < 1 and not heard.leanings else []
        return writer.write(
            scored,
            llm=chat.name,
            prompts={name: prompt.sha256 for name, prompt in {**strategy.prompts, **strategy.writing}.items()},
            calibration=_name(scales),
            usage=count_cost(self.settings, chat, used.prompt, used.generated, used.cached),
            warnings=[*([strategy.limits] if strategy.limits else []), *unmeasured],
        )

    def scale(self, kind: Kind) -> str:
        """Hash of all that the probabilities of a whole review rest on besides the draft.

        Raises UnavailableError while a model that was never tried can't be reached: how it is asked is not known then.
        """
        rubric = self.rubric(kind)
        strategy = self.witnesses.usual_strategy(rubric)
        if not self.knows_model():
            raise UnavailableError(
                f"连不上语言模型 {self.llm_name}，还不知道该怎样问它。请检查网络和模型服务，或加 --llm off。",
                f"{self.llm_name} can't be reached",
            )
        return self.witnesses.scale(rubric, strategy)

    def knows_model(self) -> bool:
        """Whether its model, if any, has been tried."""
        return self.witnesses.knows_model()

    def estimate(self, draft: Draft) -> Usage:
        """About what the model takes for this draft at most."""
        quiet = self.quieten(draft)
        return self.witnesses.estimate(self.scan(quiet, self.measure(quiet)), self.rubric(cast(Kind, draft.kind.value)))

    def quieten(self, draft: Draft, safety: Safety | None = None) -> Draft:
        """The draft without what must not move a level: words to the grader, slogans, lines said again."""
        safety = safety or check_safety(draft, self._embedder)
        return draft.without([*find_spoken(draft, safety, self._embedder), *find_slogans(draft)])

    def scan(self, draft: Draft, measured: Measured) -> Scan:
        """What each sentence sounds like to each indicator; empty without an embedder."""
        rubric = self.rubric(cast(Kind, draft.kind.value))
        return scan_draft(draft, rubric, self._embedder, measured.places, self.settings.data_dir / "finders")

    def review_many(self, paths: Iterable[Path], *, kind: str = "auto") -> Iterator[Review]:
        """Reviews one after another; the first file that can't be read raises DraftError."""
        for path in paths:
            since = time.perf_counter()
            draft = self.read(path, kind=kind)
            yield self.review(draft, read_seconds=time.perf_counter() - since)

    def measure(self, draft: Draft, previous: Sequence[Draft] = ()) -> Measured:
        """What code can count, and what it can say about the indicators."""
        if draft.kind.value == "lesson":
            return self._measurer.measure_lesson(draft)
        return self._measurer.measure_homework(draft, previous, self._library)


def _name(scales: Scales) -> str | None:
    """None where code and finders are weighed by rule of thumb, whatever is known of the model."""
    return None if scales.quick is UNCALIBRATED else scales.full.name
