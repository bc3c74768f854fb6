"""Does the lesson take up an objective at all? Words of the objective that occur in the process, rare ones weighing more.

What an objective says comes back in class in other words and spread over several steps, so the process is read as a whole:
by pairs of neighbouring characters, which are precise, and by single characters, which still meet where a word was changed
(涨潮的样子 – 潮水涨上来). What every lesson says (学生, 说出) weighs little, what the title names and what other objectives name too
weighs less: it tells nothing of this one. Attitudes and abilities are served by how the class works and need fewer words.
Counts and weights are learnt from the exemplary lessons and the reference drafts: `python -m eval.serving`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

LEARNT = Path(__file__).with_name("serving.json")
TITLE_CHARS = 80
_PARTICLES = frozenset("的了和与及或把被让使等并而也之其们着过吗呢吧在是从又很")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]+|[\u4e00-\u9fff]+")
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_OPENING = re.compile(
    r"^(?:进一步|初步)?(?:能够?|会|使|让|引导|培养|帮助|学会|通过|经历|了解|掌握|理解|知道|认识|感受|体会|养成|发展|提高|增强|形成)?"
    r"(?:学生)?(?:能够?|会|了解|掌握|理解|知道|认识|感受|体会|养成|学会|进一步)*"
)
# What the way of working serves as much as any content.
ATTITUDE = re.compile(
    r"体会|感受|感悟|体验|养成|培养|发展|提[高升]|增强|激发|锻炼|形成|树立|建立|渗透|热爱|喜[欢爱]|乐[于意趣]|愿意|敢于|主动|积极|懂得|珍惜|尊重|关[心爱]|爱护|认同"
    r"|思想|方法|意识|兴趣|习惯|思维|能力|精神|态度|情感|观念|品质|素养|责任|自信|审美|合作"
)
# Common words' places in a word's weight: the title's, and that of each further objective that has it.
TITLE, SHARED = 0.3, 0.5


class Learnt(BaseModel):
    """`seen_in`: of `lessons` exemplary lessons those that have a term (rare ones are left out).

    `served` are the weights of describe() and `assessed` those of findings_alignment's three numbers, each after an offset.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lessons: int
    seen_in: dict[str, int]
    served: tuple[float, float, float, float]
    assessed: tuple[float, float, float, float]


@cache
def load_learnt() -> Learnt:
    return Learnt.model_validate_json(LEARNT.read_text(encoding="utf-8"))


def terms_of(text: str) -> set[str]:
    """Pairs of neighbouring characters without particles, lone characters (吃、穿、住), and words of Latin letters."""
    terms: set[str] = set()
    for token in _TOKEN.findall(text):
        if token[0].isascii():
            terms.add(token.lower())
        elif len(token) == 1:
            terms |= {token} - _PARTICLES
        else:
            terms.update(token[i : i + 2] for i in range(len(token) - 1) if not _PARTICLES & set(token[i : i + 2]))
    return terms


def characters_of(text: str) -> set[str]:
    return set(_CHARACTER.findall(text))


def describe(objectives: Sequence[str], process: str, title: str, learnt: Learnt) -> list[tuple[float, float, float]]:
    """Of each objective: the weighted shares of its pairs and of its characters that occur in the process; 1 for an attitude."""
    cores = [_OPENING.sub("", objective) or objective for objective in objectives]
    shared = Counter(term for objective in objectives for term in terms_of(objective))
    there = terms_of(process), characters_of(process)
    named = terms_of(title), characters_of(title)

    def weigh(term: str, is_named: bool, others: int) -> float:
        rarity = math.log((learnt.lessons + 1) / (learnt.seen_in.get(term, 1) + 0.5))
        return max(rarity, 0.05) * (TITLE if is_named else 1.0) / (1 + SHARED * others)

    described = []
    for objective, core in zip(objectives, cores, strict=True):
        pairs = {term: weigh(term, term in named[0], max(0, shared[term] - 1)) for term in terms_of(core)}
        single = {term: weigh(term, term in named[1], 0) for term in characters_of(core)}
        described.append(
            (_share(pairs, there[0]), _share(single, there[1]), 1.0 if ATTITUDE.search(objective) else 0.0)
        )
    return described


def _share(weights: dict[str, float], there: set[str]) -> float:
    whole = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in there) / whole if whole else 0.0


def served(objectives: Sequence[str], process: str, title: str) -> list[float]:
    """Of each objective the probability 0–1 that some activity of the process serves it."""
    learnt = load_learnt()
    offset, *slopes = learnt.served
    rows = describe(objectives, process, title, learnt)
    return [logistic(offset + sum(s * value for s, value in zip(slopes, row, strict=True))) for row in rows]


def title_of(text: str) -> str:
    """The first two lines of a plan, where its topic stands."""
    return " ".join(text.splitlines()[:2])[:TITLE_CHARS]


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))
