"""What a model can do, found out once by trying: a six-line plan whose answers are known.

A model that fills the form in rightly and soon is asked criterion by criterion with reasons (`structured`); any other gets
yes/no questions about passages (`yes_no`). No list of names decides: a school's own model is judged like a known one.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.datamodels import ChatModel, Question
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import Strategy
from reviewer.judging.structured import CriterionForm, Structured
from reviewer.judging.yes_no import YesNo
from reviewer.prompts import load_prompt
from reviewer.rubrics import Rubric

FILE_NAME = "probes.json"
# One token about the six lines. A model slower than this would write the reasons of eight criteria for minutes, so the
# form is not even tried: on a small computer that alone takes longer than a teacher waits.
FIRST_SECONDS = 4.0
# A criterion takes about as long as the probe. Beyond this, eight of them keep a teacher waiting for over two minutes.
PROBE_SECONDS = 15.0
# Known answers, two of them easily taken for the other: 听讲 is no inquiry, praise of cooperation is no cooperation.
TRUTH = {
    "check": ("有检查全体学生是否学会的环节吗？", "yes", 4),
    "use": ("写明了学生做错以后怎么办吗？", "yes", 4),
    "inquiry": ("有学生自己操作、推理得出结论的环节吗？", "no", None),
    "collaboration": ("有小组合作，并写明合作完成的任务吗？", "no", None),
    "extension": ("有给学有余力的学生、可以不做的更高要求的任务吗？", "no", None),
}


class Skill(BaseModel):
    """Outcome of the probe: answers right out of those asked, and how long the form took."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    right: int
    seconds: float

    @property
    def structured(self) -> bool:
        return self.right == len(TRUTH) and self.seconds <= PROBE_SECONDS


def choose_strategy(chat: ChatModel, focus: Focus, rubric: Rubric, folder: Path) -> Strategy:
    """How this model should be asked; `folder` keeps what was found out about it."""
    if find_skill(chat, folder).structured:
        return Structured(chat, focus, rubric)
    return YesNo(chat, focus, {indicator.id: indicator for indicator in rubric.indicators()})


def find_skill(chat: ChatModel, folder: Path) -> Skill:
    """The skill of the model behind `chat`, tried once and kept in `folder`; a failed probe is not kept."""
    path = folder / FILE_NAME
    known = _load(path)
    if chat.fingerprint not in known:
        skill = probe(chat)
        if skill is None:
            return Skill(right=0, seconds=0.0)
        folder.mkdir(parents=True, exist_ok=True)
        known = _load(path) | {chat.fingerprint: skill}
        path.write_text(json.dumps({name: one.model_dump() for name, one in known.items()}, indent=1), encoding="utf-8")
    return known[chat.fingerprint]


def is_tried(chat: ChatModel, folder: Path) -> bool:
    """Whether `folder` holds the skill of the model behind `chat`."""
    return chat.fingerprint in _load(folder / FILE_NAME)


def probe(chat: ChatModel) -> Skill | None:
    """Asks for one word, then for one form; None if the model could not be reached or its reply fits no form."""
    context = load_prompt("draft").render(kind="教学设计", draft=load_prompt("probe").render())
    since = time.perf_counter()
    word = Question("word", load_prompt("ask").render(question=TRUTH["check"][0]))
    (reply,) = chat.ask(load_prompt("structured").render(), context, [word])
    first = time.perf_counter() - since
    if reply.probability is None or first > FIRST_SECONDS:
        return None if reply.probability is None else Skill(right=0, seconds=round(first, 1))
    lines = "\n".join(f"- {name}：{question}" for name, (question, _, _) in TRUTH.items())
    asked = load_prompt("criterion").render(criterion="试一试", question="材料里写了什么？", indicators=lines)
    since = time.perf_counter()
    (filled,) = chat.fill(load_prompt("structured").render(), context, [Question("probe", asked)], CriterionForm)
    if not isinstance(filled.form, CriterionForm):
        return Skill(right=0, seconds=0.0) if filled.error.startswith("模型的回答不合要求") else None
    given = {one.id: one for one in filled.form.judgements}
    right = sum(
        name in given and given[name].answer == answer and (number is None or number in given[name].sentences)
        for name, (_, answer, number) in TRUTH.items()
    )
    return Skill(right=right, seconds=round(time.perf_counter() - since, 1))


def _load(path: Path) -> dict[str, Skill]:
    try:
        return {name: Skill.model_validate(one) for name, one in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, ValidationError):
        return {}
