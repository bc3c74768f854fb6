"""From code's findings and the model's replies to one result per indicator.

Three ways to an answer. `measured`: code decides. `judged`: the model answers yes or no, its bias taken off. `both`:
code proposes, the model weighs in. Without a model, `both` rests on code alone and `judged` stays unclear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewer.datamodels import (
    Basis,
    ChatModel,
    Draft,
    Embedder,
    Evidence,
    Finding,
    IndicatorResult,
    Question,
    Reply,
    Verdict,
)
from reviewer.judging.calibration import Calibration, to_nearness
from reviewer.judging.evidence import choose_sentences, make_evidence, nearest_sentences, number_sentences
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Indicator, Rubric

PROMPT_NAMES = ("system", "draft", "ask", "locate")
KIND_WORDS = {"lesson": "教学设计", "homework": "作业"}
# Between these an answer is not given: the reader is told that it can't be decided.
UNCLEAR_LOW, UNCLEAR_HIGH = 0.45, 0.55
HINT_HIGH = 0.75  # an unclear answer carries code's hint, never more than this: the level's interval stays wide
CERTAIN = 0.9  # code this sure of a `both` indicator is not asked about again: the small model only adds noise
CHUNK = 4  # questions sent together: a remote endpoint answers them side by side, and progress moves

Told = Callable[[str, int, int], None]  # message, done, total


@dataclass(frozen=True, slots=True)
class Context:
    """What the model is shown of one draft: the shared prefix of all its questions."""

    system: str
    text: str
    left_out: int  # sentences that did not fit


class Judge:
    """Asks one model about one draft.

    `safe_text` is the draft's text with anything that could steer a model defused;
    `mask` hides personal data before the text leaves the machine.
    """

    def __init__(
        self,
        chat: ChatModel,
        embedder: Embedder | None,
        draft: Draft,
        safe_text: str,
        rubric: Rubric,
        *,
        mask: Callable[[str], str] = str,
    ) -> None:
        self._chat = chat
        self._draft = draft
        self._prompts = load_prompts()
        self._indicators = {indicator.id: indicator for indicator in rubric.indicators()}
        self._cosines: dict[str, np.ndarray] = {}
        if embedder is not None and draft.sentences:
            wordings = [indicator.seek for indicator in self._indicators.values()]
            rows = nearest_sentences(draft, wordings, embedder)
            self._cosines = dict(zip(self._indicators, rows, strict=True))
        relevance = np.max(list(self._cosines.values()), axis=0) if self._cosines else None
        sentences = choose_sentences(draft, relevance)
        numbered = mask(number_sentences(safe_text, sentences))
        self.context = Context(
            self._prompts["system"].render(),
            self._prompts["draft"].render(kind=KIND_WORDS[rubric.kind], draft=numbered),
            len(draft.sentences) - len(sentences),
        )

    def ask(self, names: Sequence[str], tell: Told) -> dict[str, Reply]:
        """The raw replies, by indicator id."""
        replies: dict[str, Reply] = {}
        for chunk in self._chunks(names, "正在看", tell):
            questions = [self._question("ask", name) for name in chunk]
            replies |= {reply.key: reply for reply in self._chat.ask(self.context.system, self.context.text, questions)}
        return replies

    def answer(
        self, findings: Mapping[str, Finding], calibration: Calibration, tell: Told
    ) -> dict[str, IndicatorResult]:
        """Results of the indicators that need the model; the others are not in the answer."""
        names = [name for name, i in self._indicators.items() if needs_model(i, findings.get(name))]
        replies = self.ask(names, tell)
        results = {name: self._combine(name, findings.get(name), replies[name], calibration) for name in names}
        unshown = [name for name in names if results[name].answer == "yes" and not results[name].evidence]
        for chunk in self._chunks(unshown, "正在找原文", tell):
            questions = [self._question("locate", name) for name in chunk]
            last = self._draft.sentences[-1].number if self._draft.sentences else 0
            named = self._chat.choose(self.context.system, self.context.text, questions, last)
            for name, numbers in zip(chunk, named, strict=True):
                spans = _rank_spans(self._draft, numbers, self._cosines.get(name))
                results[name] = _with_evidence(results[name], make_evidence(self._draft, spans))
        return results

    def nearness(self, name: str) -> float:
        """How near the nearest sentence comes to the indicator's typical wording; 0 without an embedder."""
        cosines = self._cosines.get(name)
        return to_nearness(float(cosines.max())) if cosines is not None else 0.0

    def _question(self, prompt: str, name: str) -> Question:
        return Question(name, self._prompts[prompt].render(question=self._indicators[name].ask))

    def _chunks(self, names: Sequence[str], doing: str, tell: Told) -> Iterator[Sequence[str]]:
        for start in range(0, len(names), CHUNK):
            chunk = names[start : start + CHUNK]
            labels = "、".join(self._indicators[name].name for name in chunk)
            tell(f"{doing}：{labels}", start, len(names))
            yield chunk

    def _combine(self, name: str, finding: Finding | None, reply: Reply, calibration: Calibration) -> IndicatorResult:
        draft, indicator = self._draft, self._indicators[name]
        if reply.probability is None:
            if indicator.basis == "both" and finding is not None:
                return from_finding(draft, indicator, finding)
            return make_result(draft, indicator, "unclear", 0.5, "judged", f"模型没有给出可用的回答：{reply.error}", ())
        found = finding.probability if finding is not None else 0.5
        probability = calibration.decide(name, reply.probability, found, self.nearness(name))
        if finding is None or found == 0.5:
            return make_result(draft, indicator, verdict(probability), probability, "judged", "", ())
        answer = verdict(probability)
        note, spans = (finding.note, finding.spans) if answer == finding.answer else ("", ())
        return make_result(draft, indicator, answer, probability, "both", note, spans)


def _with_evidence(result: IndicatorResult, evidence: list[Evidence]) -> IndicatorResult:
    """A yes must be shown: without a passage to quote it becomes unclear."""
    if evidence:
        return result.model_copy(update={"evidence": evidence})
    return result.model_copy(update={"answer": "unclear", "probability": 0.5, "note": "没有找到可以引用的原话"})


def load_prompts() -> dict[str, Prompt]:
    return {name: load_prompt(name) for name in PROMPT_NAMES}


def needs_model(indicator: Indicator, finding: Finding | None) -> bool:
    if indicator.basis == "measured":
        return False
    sure = finding is not None and max(finding.probability, 1 - finding.probability) >= CERTAIN
    return indicator.basis == "judged" or not sure


def verdict(probability: float) -> Verdict:
    if UNCLEAR_LOW < probability < UNCLEAR_HIGH:
        return "unclear"
    return "yes" if probability >= UNCLEAR_HIGH else "no"


def make_result(
    draft: Draft,
    indicator: Indicator,
    answer: Verdict,
    probability: float,
    basis: Basis,
    note: str,
    spans: Sequence[tuple[int, int]],
) -> IndicatorResult:
    return IndicatorResult(
        id=indicator.id,
        name=indicator.name,
        answer=answer,
        probability=round(min(0.99, max(0.01, probability)), 3),
        basis=basis,
        note=note,
        evidence=make_evidence(draft, spans),
    )


def from_finding(draft: Draft, indicator: Indicator, finding: Finding) -> IndicatorResult:
    """Code alone decides."""
    return make_result(draft, indicator, finding.answer, finding.probability, "measured", finding.note, finding.spans)


def without_model(draft: Draft, rubric: Rubric, findings: Mapping[str, Finding]) -> dict[str, IndicatorResult]:
    """Every indicator as far as code can tell. Judged ones stay unclear, with the passages worth a look."""
    results = {}
    for indicator in rubric.indicators():
        finding = findings.get(indicator.id)
        if indicator.basis == "judged":
            spans = finding.spans if finding is not None and finding.answer == "yes" else ()
            note = "要由语言模型或人来判断" + ("，可先看这几句" if spans else "")
            guess = min(HINT_HIGH, max(1 - HINT_HIGH, finding.probability)) if finding is not None else 0.5
            results[indicator.id] = make_result(draft, indicator, "unclear", guess, "judged", note, spans)
        elif finding is None:
            results[indicator.id] = make_result(draft, indicator, "unclear", 0.5, "measured", "文中看不出来", ())
        else:
            results[indicator.id] = from_finding(draft, indicator, finding)
    return results


def _rank_spans(draft: Draft, numbers: Sequence[int], cosines: np.ndarray | None) -> list[tuple[int, int]]:
    """The sentences the model named, those nearest to the indicator's wording first; the nearest if it named none.

    A named sentence far from the wording (0.05 of cosine below the nearest) is left out: the small model often points
    at the first line.
    """
    by_number = {sentence.number: index for index, sentence in enumerate(draft.sentences)}
    named = [by_number[number] for number in numbers if number in by_number]
    if cosines is not None and cosines.size:
        floor = float(cosines.max()) - 0.05
        named = sorted((i for i in named if cosines[i] >= floor), key=lambda i: -cosines[i]) or [int(cosines.argmax())]
    return [(draft.sentences[i].start, draft.sentences[i].end) for i in named]
