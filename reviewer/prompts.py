"""Prompts are files: front matter (name, version, inputs), then the text. Loaded, hashed, rendered here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.config import ROOT
from reviewer.errors import UsageError

PROMPTS_DIR = ROOT / "prompts"


class _FrontMatter(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    version: str
    inputs: list[str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file. `sha256` covers the whole file and is written into every review that used it."""

    name: str
    version: str
    inputs: tuple[str, ...]
    template: str
    sha256: str

    def render(self, **values: str) -> str:
        """The text with every input filled in. A missing or unknown variable is an error before any call."""
        if set(values) != set(self.inputs):
            wrong = "、".join(sorted(set(values) ^ set(self.inputs)))
            raise UsageError(f"提示词 {self.name} 的变量不符：{wrong}。", f"prompt {self.name}: variables {wrong}")
        from langchain_core.prompts import PromptTemplate

        return PromptTemplate.from_template(self.template).format(**values)


def load_prompt(name: str, folder: Path = PROMPTS_DIR) -> Prompt:
    """The prompt `folder/name.md`. Raises UsageError naming the file and what is wrong with it."""
    path = folder / f"{name}.md"
    try:
        source = path.read_text(encoding="utf-8")
        _, front, text = source.split("---\n", 2)
        matter = _FrontMatter.model_validate(yaml.safe_load(front))
    except FileNotFoundError as error:
        raise UsageError(f"找不到提示词文件 {path}。", f"no such prompt: {path}") from error
    except (ValueError, ValidationError, yaml.YAMLError) as error:
        raise UsageError(f"{path} 的开头应有 name、version、inputs 三项：{error}", f"{path}: {error}") from error
    digest = hashlib.sha256(source.encode()).hexdigest()
    return Prompt(matter.name, matter.version, tuple(matter.inputs), text.strip(), digest)
