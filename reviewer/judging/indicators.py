"""From three witnesses to one result per indicator.

`measured`: code decides. `both`: code proposes; where it has an answer the finder says only how sure it is, and the model
(where there is one) weighs in. `judged`: finder and model decide, with code's hint; without a model it stays unclear. The
rule is `Weights`: a sum of log-odds, the weights measured per indicator. `python -m eval witnesses` shows what each adds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.datamodels import NO_REPLY, Basis, Draft, Finding, IndicatorResult, Verdict
from reviewer.judging.calibration import UNCLEAR_HIGH, UNCLEAR_LOW, Calibration, combine, log_odds, sigmoid
from reviewer.judging.evidence import Span, make_evidence
from reviewer.judging.opinions import Opinion
from reviewer.judging.scan import Scan
from reviewer.rubrics import Indicator, Rubric

HINT_HIGH = 0.75  # an unclear answer carries a hint, never more than this: the level's interval stays wide
REASON_CHARS = 120
PLACE_NOTE = "没有找到，可以写在这一处"


@dataclass(frozen=True, slots=True)
class Scales:
    """The weights of a review: `quick` where the model was not asked, `full` where it answered."""

    quick: Calibration
    full: Calibration

    def probability(self, indicator: Indicator, scan: Scan, finding: Finding | None, opinion: Opinion | None) -> float:
        code = log_odds(finding.probability) if finding is not None else 0.0
        said = log_odds(opinion.probability) if opinion is not None and opinion.probability is not None else None
        quick, full = (scale.weights(indicator.id) for scale in (self.quick, self.full))
        return sigmoid(combine(quick, full, code, scan.best(indicator.id), said, both=indicator.basis == "both"))


def weigh(
    rubric: Rubric,
    scan: Scan,
    findings: Mapping[str, Finding],
    scales: Scales,
    opinions: Mapping[str, Opinion] | None = None,
    place: Callable[[Indicator], Span | None] = lambda indicator: None,
) -> dict[str, IndicatorResult]:
    """A result for every indicator of the rubric. `opinions` None: there is no model (a dict may lack indicators).

    `place` knows where in the draft an indicator that nothing shows should have stood.
    """
    results = {}
    for indicator in rubric.indicators():
        finding = findings.get(indicator.id)
        if indicator.basis == "measured":
            result = _from_code(scan.draft, indicator, finding)
        else:
            result = _from_witnesses(indicator, scan, finding, scales, (opinions or {}).get(indicator.id))
            if indicator.basis == "judged" and opinions is None:
                result = _hint(result)
        if result.answer == "no" and not result.evidence:
            result = _show_place(scan.draft, result, place(indicator))
        results[indicator.id] = result
    return results


def undecided(
    rubric: Rubric, scan: Scan, findings: Mapping[str, Finding], calibration: Calibration, sure: float
) -> list[str]:
    """Indicators to ask a model about: not measured, and code and finder together are less than `sure` of the answer."""
    names = []
    for indicator in rubric.indicators():
        if indicator.basis != "measured":
            probability = Scales(calibration, calibration).probability(
                indicator, scan, findings.get(indicator.id), None
            )
            if max(probability, 1 - probability) < sure:
                names.append(indicator.id)
    return names


def verdict(probability: float) -> Verdict:
    if UNCLEAR_LOW < probability < UNCLEAR_HIGH:
        return "unclear"
    return "yes" if probability >= UNCLEAR_HIGH else "no"


def _from_code(draft: Draft, indicator: Indicator, finding: Finding | None) -> IndicatorResult:
    if finding is None:
        return _result(draft, indicator, "unclear", 0.5, "measured", "文中看不出来", ())
    return _result(draft, indicator, finding.answer, finding.probability, "measured", finding.note, finding.spans)


def _from_witnesses(
    indicator: Indicator, scan: Scan, finding: Finding | None, scales: Scales, opinion: Opinion | None
) -> IndicatorResult:
    draft = scan.draft
    if opinion is not None and opinion.probability is None and indicator.basis == "judged":
        note = f"{NO_REPLY}：{opinion.error}" if opinion.failed else opinion.error
        return _result(draft, indicator, "unclear", 0.5, "judged", note, ())
    probability = scales.probability(indicator, scan, finding, opinion)
    answer = verdict(probability)
    agrees = finding is not None and finding.answer == answer
    asked = opinion is not None and opinion.probability is not None
    basis: Basis = "measured" if not asked else indicator.basis
    if answer == "no":
        spans: Sequence[Span] = finding.spans if agrees and finding else ()
    else:
        numbers = opinion.numbers if opinion is not None else ()
        found = finding.spans if agrees and finding and indicator.basis == "both" else ()
        spans = [*found, *scan.rank(indicator.id, numbers)]
        if not spans and finding is not None and finding.answer == "yes":
            spans = finding.spans
    shared = opinion is not None and opinion.probability is not None and verdict(opinion.probability) == answer
    note = finding.note if agrees and finding else opinion.reason[:REASON_CHARS] if opinion and shared else ""
    result = _result(draft, indicator, answer, probability, basis, note, spans)
    if answer == "yes" and not result.evidence:
        return result.model_copy(update={"answer": "unclear", "probability": 0.5, "note": "没有找到可以引用的原话"})
    return result


def _hint(result: IndicatorResult) -> IndicatorResult:
    """Without a model a judged indicator stays unclear; the passages worth a look and a capped guess go along."""
    shown = result.evidence if result.probability >= UNCLEAR_HIGH else []
    note = "要由语言模型或人来判断" + ("，可先看这几句" if shown else "")
    guess = round(min(HINT_HIGH, max(1 - HINT_HIGH, result.probability)), 3)
    return result.model_copy(update={"answer": "unclear", "probability": guess, "note": note, "evidence": shown})


def _show_place(draft: Draft, result: IndicatorResult, span: Span | None) -> IndicatorResult:
    """For a no without a passage: the line where it should have stood, where the draft has one."""
    evidence = make_evidence(draft, [span]) if span is not None else []
    return result.model_copy(update={"evidence": evidence, "note": result.note or PLACE_NOTE}) if evidence else result


def _result(
    draft: Draft,
    indicator: Indicator,
    answer: Verdict,
    probability: float,
    basis: Basis,
    note: str,
    spans: Sequence[Span],
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
