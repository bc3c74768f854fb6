"""What the forms of the structured way of asking have in common: strict, and complete for the names that were asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(Strict):
    """One row of a form, about the name that was asked for."""

    id: str

    @field_validator("id")
    @classmethod
    def _bare(cls, given: str, info: ValidationInfo) -> str:
        """The name that was asked for, also where the model copies what stands around it (`- fb.use：…`)."""
        begins = [name for name in _asked(info) if given.lstrip(' -*`"“[【').startswith(name)]
        return max(begins, key=len, default=given)


def check_complete(rows: Iterable[Named], info: ValidationInfo) -> None:
    """Raises what makes a form none that lacks an answer asked for (`names` in the validation context)."""
    given = {one.id for one in rows}
    missing = [name for name in _asked(info) if name not in given]
    if missing:
        raise PydanticCustomError("missing", "漏答了 {names}", {"names": "、".join(missing)})


def _asked(info: ValidationInfo) -> Sequence[str]:
    context: dict[str, Any] = info.context or {}
    names: Sequence[str] = context.get("names", ())
    return names
