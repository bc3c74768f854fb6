"""From code's findings and the model's replies to one result per indicator.

Three ways to an answer. `measured`: code decides. `judged`: the model answers yes or no, its bias taken off. `both`:
code proposes, the model weighs in. Without a model, `both` rests on code alone and `judged` stays unclear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewer.datamodels import Basis, ChatModel, Draft, Embedder, Finding, IndicatorResult, Question, Reply, Verdict
from reviewer.judging.calibration import Calibration
from reviewer.judging.evidence import choose_sentences, make_evidence, nearest_sentences, number_sentences
from reviewer.prompts import Prompt, load_prompt
from reviewer.rubrics import Indicator, Rubric

PROMPT_NAMES = ("system", "draft", "ask", "locate")
KIND_WORDS = {"lesson": "教学设计", "homework": "作业"}
# Between these an answer is not given: the reader is told that it can't be decided.
UNCLEAR_LOW, UNCLEAR_HIGH = 0.45, 0.55
CHUNK = 4  # questions sent together: a remote endpoint answers them side by side, and progress moves every few seconds
CERTAIN = 0.9  # code this sure of a `both` indicator is not asked about again: the small model only adds noise

Told = Callable[[str, int, int], None]  # message, done, total


@dataclass(frozen=True, slots=True)
class Judge:
    """Asks one model. `safe_text` in `answer` is the draft's text with anything that could steer a model defused."""

    chat: ChatModel
    embedder: Embedder | None
    calibration: Calibration

    def answer(
        self, draft: Draft, safe_text: str, rubric: Rubric, findings: Mapping[str, Finding], tell: Told
    ) -> dict[str, IndicatorResult]:
        """Results of the indicators the model was asked about; the others are not in the answer."""
        asked = [indicator for indicator in rubric.indicators() if needs_model(indicator, findings.get(indicator.id))]
        prompts = load_prompts()
        cosines = None
        if self.embedder is not None:
            cosines = nearest_sentences(draft, [indicator.seek for indicator in asked], self.embedder)
        relevance = cosines.max(axis=0) if cosines is not None and cosines.size else None
        sentences = choose_sentences(draft, relevance)
        system = prompts["system"].render()
        context = prompts["draft"].render(kind=KIND_WORDS[rubric.kind], draft=number_sentences(safe_text, sentences))
        replies: dict[str, Reply] = {}
        for start in range(0, len(asked), CHUNK):
            chunk = asked[start : start + CHUNK]
            tell(f"正在看：{'、'.join(indicator.name for indicator in chunk)}", start, len(asked))
            questions = [Question(i.id, prompts["ask"].render(question=i.ask)) for i in chunk]
            replies |= {reply.key: reply for reply in self.chat.ask(system, context, questions)}
        results = {
            indicator.id: self._combine(draft, indicator, findings.get(indicator.id), replies[indicator.id])
            for indicator in asked
        }
        unshown = [i for i in asked if results[i.id].answer == "yes" and not results[i.id].evidence]
        numbers = self._locate(system, context, prompts["locate"], unshown, len(draft.sentences), tell)
        for indicator in unshown:
            row = cosines[asked.index(indicator)] if cosines is not None else None
            spans = _rank_spans(draft, numbers[indicator.id], row)
            results[indicator.id] = results[indicator.id].model_copy(update={"evidence": make_evidence(draft, spans)})
        return results

    def _combine(self, draft: Draft, indicator: Indicator, finding: Finding | None, reply: Reply) -> IndicatorResult:
        if reply.probability is None:
            if indicator.basis == "both" and finding is not None:
                return from_finding(draft, indicator, finding)
            return make_result(draft, indicator, "unclear", 0.5, "judged", f"模型没有给出可用的回答：{reply.error}", ())
        judged = self.calibration.correct(indicator.id, reply.probability)
        if finding is None or finding.probability == 0.5:
            return make_result(draft, indicator, verdict(judged), judged, "judged", "", ())
        probability = self.calibration.combine(judged, finding.probability)
        answer = verdict(probability)
        agrees = answer == finding.answer
        note, spans = (finding.note, finding.spans) if agrees else ("", ())
        return make_result(draft, indicator, answer, probability, "both", note, spans)

    def _locate(
        self, system: str, context: str, prompt: Prompt, indicators: Sequence[Indicator], numbers: int, tell: Told
    ) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        for start in range(0, len(indicators), CHUNK):
            chunk = indicators[start : start + CHUNK]
            tell(f"正在找原文：{'、'.join(indicator.name for indicator in chunk)}", start, len(indicators))
            questions = [Question(i.id, prompt.render(question=i.ask)) for i in chunk]
            chosen = self.chat.choose(system, context, questions, numbers)
            found |= {question.key: named for question, named in zip(questions, chosen, strict=True)}
        return found


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
            results[indicator.id] = make_result(draft, indicator, "unclear", 0.5, "judged", note, spans)
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
