"""Forms a model fills in: how they are described to it, and how what came back is read.

Endpoints differ in what they hold a model to (`manner`). The schema is also written into the question, so that a model
that is held to nothing can still fill the form in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from reviewer.models.answers import without_thoughts
from reviewer.prompts import load_prompt

SHOWN_ERRORS = 3


def describe_form(form: type[BaseModel]) -> str:
    return load_prompt("form").render(schema=json.dumps(form.model_json_schema(), ensure_ascii=False))


def validate_form(value: Any, form: type[BaseModel], names: Sequence[str]) -> BaseModel:
    """`value` as a `form` that has an answer for each of `names`. Raises ValidationError."""
    return form.model_validate(value, context={"names": tuple(names)})


def read_form(text: str, form: type[BaseModel], names: Sequence[str] = ()) -> BaseModel | str:
    """The validated form, or what is wrong with the text in words the model can act on.

    Nothing is repaired: a reply that was cut off reads like a form with fewer answers.
    """
    from langchain_core.utils.json import parse_json_markdown

    try:
        return validate_form(parse_json_markdown(without_thoughts(text), parser=_parse), form, names)
    except ValidationError as error:
        found = (": ".join([*map(str, one["loc"]), one["msg"]]) for one in error.errors()[:SHOWN_ERRORS])
        return "；".join(found)
    except (ValueError, TypeError):
        return "不是一个完整的 JSON 对象"


def _parse(text: str) -> Any:
    return json.loads(text, strict=False)  # line breaks inside a reason are no harm
