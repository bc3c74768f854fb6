"""What a model can do, found out by trying: a six-line plan whose answers are known.

A model that fills the form in rightly and soon is asked criterion by criterion with reasons (`structured`); any other gets
yes/no questions about passages (`yes_no`); one that can do neither is not asked. No list of names decides: a school's own
model is judged like a known one.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.datamodels import ChatModel, Question
from reviewer.judging.focus import Focus
from reviewer.judging.opinions import Strategy, Unusable
from reviewer.judging.structured import CriterionForm, Structured
from reviewer.judging.yes_no import YesNo
from reviewer.prompts import load_prompt
from reviewer.rubrics import Rubric

FILE_NAME = "probes.json"
# One token about the six lines, from a model that is loaded. A model slower than this would write the reasons of eight
# criteria for minutes, so the form is not even tried: on a small computer that alone takes longer than a teacher waits.
FIRST_SECONDS = 4.0
# A criterion takes about as long as the probe. Beyond this, eight of them keep a teacher waiting for over two minutes.
PROBE_SECONDS = 15.0
KEPT_SECONDS = 24 * 3600.0  # a verdict that another day or another setting of the server may change
# Known answers, two of them easily taken for the other: 听讲 is no inquiry, praise of cooperation is no cooperation.
TRUTH = {
    "check": ("有检查全体学生是否学会的环节吗？", "yes", 4),
    "use": ("写明了学生做错以后怎么办吗？", "yes", 4),
    "inquiry": ("有学生自己操作、推理得出结论的环节吗？", "no", None),
    "collaboration": ("有小组合作，并写明合作完成的任务吗？", "no", None),
    "extension": ("有给学有余力的学生、可以不做的更高要求的任务吗？", "no", None),
}
PROMPTS = ("ask", "criterion", "draft", "form", "probe", "retry", "structured")
UNUSABLE = (
    "语言模型 {} 的“是”“否”读不出来，{}（可能是先写思考过程的模型），所以没有请它判断。"
    "请换一个模型，或在模型服务上关掉思考。"
)
SLOW, WRONG = "又答得太慢", "要它填的表也没有填好"


class Skill(BaseModel):
    """Outcome of the probe.

    `word`: a one-word answer could be read. `right`: answers of the form that were right; None if the form was not tried
    because a word took too long. `seconds`: of the form, or of the word where the form was not tried. `at`: when, in
    seconds since 1970.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    word: bool
    right: int | None
    seconds: float
    at: float

    @property
    def structured(self) -> bool:
        """A model that fits no other way may be slow."""
        return self.right == len(TRUTH) and (self.seconds <= PROBE_SECONDS or not self.word)

    @property
    def holds(self) -> bool:
        """Whether to go by this still. What rests on time alone, or on a model that could do nothing, is tried again."""
        lasting = self.seconds <= PROBE_SECONDS if self.right == len(TRUTH) else self.word and self.right is not None
        return lasting or 0 <= time.time() - self.at < KEPT_SECONDS


def choose_strategy(chat: ChatModel, focus: Focus, rubric: Rubric, folder: Path) -> Strategy:
    """How this model should be asked; `folder` keeps what was found out about it."""
    skill = find_skill(chat, folder)
    if skill is not None and skill.structured:
        return Structured(chat, focus, rubric)
    if skill is not None and not skill.word:
        return Unusable(UNUSABLE.format(chat.name, SLOW if skill.right is None else WRONG))
    return YesNo(chat, focus, {indicator.id: indicator for indicator in rubric.indicators()})


def find_skill(chat: ChatModel, folder: Path) -> Skill | None:
    """The skill of the model behind `chat`, kept in `folder` once tried; None (and nothing kept) if it did not answer."""
    path, key = folder / FILE_NAME, probe_key(chat)
    known = _load(path).get(key)
    if known is not None and known.holds:
        return known
    skill = probe(chat)
    if skill is not None:
        _save(path, _load(path) | {key: skill})
    return skill


def is_tried(chat: ChatModel, folder: Path) -> bool:
    """Whether `folder` holds the skill of the model behind `chat`."""
    known = _load(folder / FILE_NAME).get(probe_key(chat))
    return known is not None and known.holds


def probe(chat: ChatModel) -> Skill | None:
    """Asks for one word, then for one form; None if no answer to the form came.

    A word that nobody can read decides nothing: a model that thinks in writing has no room for it, and may fill in the
    form all the same.
    """
    system = load_prompt("structured").render()
    context = load_prompt("draft").render(kind="教学设计", draft=load_prompt("probe").render())
    word = load_prompt("ask").render(question=TRUTH["check"][0])
    chat.ask(word, "", [Question("load", word, fresh=True)])  # untimed: a local model is loaded by its first question
    since = time.perf_counter()
    (reply,) = chat.ask(system, context, [Question("word", word, fresh=True)])
    first = time.perf_counter() - since
    if reply.cause == "unreached":
        return None
    read = reply.probability is not None
    if first > FIRST_SECONDS * (1 if read else 2):  # a word that can't be read is asked for twice
        return Skill(word=read, right=None, seconds=round(first, 1), at=time.time())
    lines = "\n".join(f"- {name}：{question}" for name, (question, _, _) in TRUTH.items())
    asked = load_prompt("criterion").render(criterion="试一试", question="材料里写了什么？", indicators=lines)
    since = time.perf_counter()
    (filled,) = chat.fill(system, context, [Question("probe", asked, names=tuple(TRUTH), fresh=True)], CriterionForm)
    if filled.form is None and filled.cause != "unfit":
        return None
    right = _count_right(filled.form) if isinstance(filled.form, CriterionForm) else 0
    return Skill(word=read, right=right, seconds=round(time.perf_counter() - since, 1), at=time.time())


def _count_right(form: CriterionForm) -> int:
    given = {one.id: one for one in form.judgements}
    return sum(
        given[name].answer == answer and (number is None or number in given[name].sentences)
        for name, (_, answer, number) in TRUTH.items()
    )


def probe_key(chat: ChatModel) -> str:
    """The model, and a hash of all that the probe asks with: other words are another probe."""
    asked = [[load_prompt(name).sha256 for name in PROMPTS], TRUTH, CriterionForm.model_json_schema()]
    return f"{chat.fingerprint} {hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]}"


def _load(path: Path) -> dict[str, Skill]:
    try:
        return {name: Skill.model_validate(one) for name, one in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, ValidationError):
        return {}


def _save(path: Path, known: dict[str, Skill]) -> None:
    """In one step: several processes keep what they found out in the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: one.model_dump() for name, one in known.items()}, indent=1)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=path.name, delete=False, encoding="utf-8") as scratch:
        scratch.write(text)
    os.replace(scratch.name, path)  # noqa: PTH105
