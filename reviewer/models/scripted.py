"""A language model that answers from a file: for tests, demonstrations and dry runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.datamodels import Filled, Question, Reply, Tokens
from reviewer.errors import SettingError
from reviewer.models.forms import validate_form

SILENT = "脚本没有给出回答"
Probability = Annotated[float, Field(ge=0, le=1)]


class Script(BaseModel):
    """`answers`: question key -> probability of yes, or null for a failed call; keys not listed get `default`.

    `forms`: question key -> the form as a table; a key not listed is a failed call.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    answers: dict[str, Probability | None] = {}
    forms: dict[str, dict[str, Any]] = {}
    default: Probability | None = 0.5


class ScriptedChat:
    """A `ChatModel` without a model. `name` is `scripted:` and the file's name."""

    def __init__(self, name: str, script: Script) -> None:
        self.name = self.fingerprint = name
        self.tokens = Tokens()
        self._script = script

    def ask(self, system: str, context: str, questions: Sequence[Question]) -> list[Reply]:
        """The scripted probability of each key."""
        replies = []
        for question in questions:
            probability = self._script.answers.get(question.key, self._script.default)
            failed = Reply(question.key, None, SILENT, "unreached")
            replies.append(failed if probability is None else Reply(question.key, probability))
        return replies

    def fill(self, system: str, context: str, questions: Sequence[Question], form: type[BaseModel]) -> list[Filled]:
        """The scripted form of each key."""
        return [self._form(question, form) for question in questions]

    def _form(self, question: Question, form: type[BaseModel]) -> Filled:
        given = self._script.forms.get(question.key)
        if given is None:
            return Filled(question.key, None, SILENT, "unreached")
        try:
            return Filled(question.key, validate_form(given, form, question.names))
        except ValidationError as error:
            return Filled(question.key, None, f"模型的回答不合要求：{error.errors()[0]['msg']}", "unfit")


def load_script(path: Path) -> ScriptedChat:
    """A script from a YAML or JSON file. Raises SettingError naming the file and what is wrong in it."""
    try:
        table = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return ScriptedChat(f"scripted:{path.name}", Script.model_validate(table))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else str(error).replace("\n", " ")[:160]
    except ValidationError as error:
        first = error.errors()[0]
        reason = f"{'.'.join(map(str, first['loc']))}：{first['msg']}"
    raise SettingError(
        f"脚本 {path} 不能用（{reason}）。可用 answers、forms、default 三项（都可省略）。",
        f"script {path} is not usable ({reason}); it takes answers, forms, default",
    )
