"""How strongly a model leans to yes on each question, found without any labelled draft.

Each indicator's question is asked about passages made of the finders' written sentences: near misses alone, and near
misses with one sentence that shows it. The mean log-odds of both is the model's leaning for that question: a draft says
something only where the answer lies above or below it. After the content-free inputs of Zhao et al. 2021
(arXiv 2102.09690), with sentences of lessons instead of "N/A": a small model's yes depends on the subject as well.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from reviewer.datamodels import ChatModel, Kind, Question
from reviewer.judging.calibration import log_odds
from reviewer.judging.finders import load_examples
from reviewer.judging.focus import KIND_WORDS, as_passage
from reviewer.judging.yes_no import PASSAGE_SENTENCES, SENTENCE_CHARS
from reviewer.prompts import load_prompt
from reviewer.rubrics import Rubric

PASSAGES = 3  # of each sort: nine minutes for all questions of lessons on two cores


def find_leanings(chat: ChatModel, rubric: Rubric) -> dict[str, float]:
    """Indicator id -> mean log-odds of yes over the written passages, for every indicator that is not measured."""
    examples = load_examples(rubric.kind)
    leanings = {}
    for indicator in rubric.indicators():
        if indicator.basis == "measured" or indicator.id not in examples:
            continue
        chance = random.Random(indicator.id)
        said = []
        for _ in range(PASSAGES):
            for sentences in _passages(examples[indicator.id].near, examples[indicator.id].shows, chance):
                said.append(_ask(chat, rubric.kind, indicator.ask, sentences))
        leanings[indicator.id] = float(np.mean(said))
        print(f"{indicator.id}: {leanings[indicator.id]:.2f}", flush=True)
    return leanings


def _passages(near: Sequence[str], shows: Sequence[str], chance: random.Random) -> tuple[list[str], list[str]]:
    without = chance.sample(list(near), PASSAGE_SENTENCES)
    one = [*chance.sample(list(near), PASSAGE_SENTENCES - 1), chance.choice(list(shows))]
    chance.shuffle(one)
    return without, one


def _ask(chat: ChatModel, kind: Kind, question: str, sentences: Sequence[str]) -> float:
    """Log-odds of yes. Raises RuntimeError where the model gave no answer: a leaning of half the passages is none."""
    context = load_prompt("passage").render(kind=KIND_WORDS[kind], passage=as_passage(sentences, SENTENCE_CHARS))
    asked = Question("leaning", load_prompt("ask").render(question=question))
    (reply,) = chat.ask(load_prompt("system").render(), context, [asked])
    if reply.probability is None:
        raise RuntimeError(f"no answer: {reply.error}")
    return log_odds(reply.probability)
