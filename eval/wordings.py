"""Suite `wordings`: does asking a small model the same thing in several ways tell yes from no better than asking once?

Each indicator that code and finder leave open is asked in the shipped wording, turned round (whether it is missing), and by
what a yes means. A wording's log-odds are taken relative to their mean over all drafts asked, indicator by indicator, so
that no label is needed to compare them; the table gives the AUC over all answers, with a bootstrap interval over drafts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.labels import Labelled, load_labelled
from eval.metrics import auc
from eval.witnesses import ASKED, blind
from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Kind, Question
from reviewer.errors import UnavailableError
from reviewer.judging.calibration import log_odds
from reviewer.judging.focus import KIND_WORDS, Focus
from reviewer.judging.indicators import undecided
from reviewer.judging.yes_no import PASSAGE_SENTENCES, SENTENCE_CHARS, YesNo
from reviewer.pipeline import Reviewer
from reviewer.prompts import load_prompt
from reviewer.rubrics import Indicator
from reviewer.safety import PersonalMask, neutralise

SAMPLES = 1000
Answer = tuple[str, str, bool, dict[str, float]]  # draft, indicator, truth, wording -> log-odds of yes


def run(settings: Settings, data: Path, llm: str, drafts: int = ASKED) -> dict[str, Any]:
    """Prints the AUC of each wording, of their mean, and of the mean minus the shipped one; `drafts`: blind ones of a kind."""
    reviewer = Reviewer.from_settings(settings, llm=llm)
    if reviewer.chat is None:
        raise UnavailableError("这一项要有语言模型：--llm local:qwen2.5-coder-1.5b", "wordings needs a model")
    answers: list[Answer] = []
    kinds: tuple[Kind, ...] = ("lesson", "homework")
    for kind in kinds:
        for one in [*blind(kind)[:drafts], *(one for one in load_labelled(data) if one.kind == kind)]:
            answers += _ask_all(reviewer, reviewer.chat, kind, one)
    table = compare(answers)
    print(
        f"\n{reviewer.llm_name}: {len(answers)} answers of {len({answer[0] for answer in answers})} drafts\n{'':24}{'AUC':>8}"
    )
    for name, (value, low, high) in table.items():
        print(f"{name:24}{value:>8.3f}  [{low:.3f}, {high:.3f}]")
    return {"llm": reviewer.llm_name, "n": len(answers), "auc": table}


def wordings(indicator: Indicator) -> dict[str, tuple[str, int]]:
    """Name -> what is asked, and 1 where a yes means the indicator is there, -1 where it means it is missing."""
    turned = "材料里找不到明确的文字能证明才答“是”，找得到就答“否”。只答一个字。"
    meant = f"材料里写出了这样的内容吗：{indicator.yes_when}？"
    return {
        "shipped": (load_prompt("ask").render(question=indicator.ask), 1),
        "turned round": (f"下面这一点是不是缺少的？{indicator.ask}\n{turned}", -1),
        "what a yes means": (load_prompt("ask").render(question=meant), 1),
    }


def _ask_all(reviewer: Reviewer, chat: ChatModel, kind: Kind, one: Labelled) -> list[Answer]:
    draft = reviewer.quieten(reviewer.read(one.path, kind=kind))
    rubric, measured = reviewer.rubric(kind), reviewer.measure(draft)
    scan = reviewer.scan(draft, measured)
    focus = Focus(draft, neutralise(draft.text), scan.relevance, mask=PersonalMask())
    known = {indicator.id: indicator for indicator in rubric.indicators()}
    answers: list[Answer] = []
    for name in undecided(rubric, scan, measured.findings, reviewer.witnesses.calibration(kind), YesNo.sure):
        shown = focus.show_nearest(name, PASSAGE_SENTENCES, SENTENCE_CHARS)
        context = load_prompt("passage").render(kind=KIND_WORDS[kind], passage=shown)
        said = {}
        for wording, (text, sign) in wordings(known[name]).items():
            (reply,) = chat.ask(load_prompt("system").render(), context, [Question(name, text)])
            if reply.probability is not None:
                said[wording] = sign * log_odds(reply.probability)
        if len(said) == len(wordings(known[name])):
            answers.append((one.path.stem, name, one.answers[name] == "yes", said))
    print(f"{one.path.stem}: {len(answers)} answers", flush=True)
    return answers


def compare(answers: Sequence[Answer]) -> dict[str, tuple[float, float, float]]:
    """Wording -> (AUC, bounds of its 95% interval over drafts), beside their mean and what the mean gains on the shipped one."""
    names = list(answers[0][3])
    centred = _centre(answers, names)
    drafts = sorted({answer[0] for answer in answers})
    rows = {draft: [place for place, answer in enumerate(answers) if answer[0] == draft] for draft in drafts}
    chance = np.random.default_rng(0)
    draws = [np.concatenate([rows[d] for d in chance.choice(drafts, len(drafts))]).astype(int) for _ in range(SAMPLES)]
    truth = np.array([int(answer[2]) for answer in answers])

    def measure(places: np.ndarray) -> dict[str, float]:
        found = {
            name: auc(list(zip(truth[places].tolist(), row[places].tolist(), strict=True)))
            for name, row in centred.items()
        }
        return found | {"mean − shipped": found["mean of all"] - found[names[0]]}

    whole = measure(np.arange(len(answers)))
    sampled = [measure(places) for places in draws if len(set(truth[places])) == 2]
    return {
        name: (value, *np.percentile([one[name] for one in sampled], [2.5, 97.5]).tolist())
        for name, value in whole.items()
    }


def _centre(answers: Sequence[Answer], names: Sequence[str]) -> Mapping[str, np.ndarray]:
    said = {name: np.array([answer[3][name] for answer in answers]) for name in names}
    for indicator in {answer[1] for answer in answers}:
        held = np.array([answer[1] == indicator for answer in answers])
        for row in said.values():
            row[held] -= row[held].mean()
    return said | {"mean of all": np.mean(list(said.values()), axis=0)}
