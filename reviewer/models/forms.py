"""Forms a model fills in: how to ask an endpoint for one, and how to read what came back.

Endpoints differ in what they hold a model to: a JSON schema, JSON of any shape, or nothing. The schema is also written
into the question, so that a model that is held to nothing can still fill the form in.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ValidationError

FORMATS = ("json_schema", "json_object", None)  # asked for in turn until the endpoint takes it
FORM_TOKENS = 1200  # a reason, numbers and an answer for each of up to eight indicators
SHOWN_ERRORS = 3


def form_options(level: int, form: type[BaseModel]) -> dict[str, Any]:
    """The options of a call whose reply should be `form`; `level` is an index into FORMATS."""
    body: dict[str, Any] = {"max_tokens": FORM_TOKENS}
    if FORMATS[level] == "json_schema":
        schema = {"name": form.__name__, "schema": form.model_json_schema(), "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif FORMATS[level] == "json_object":
        body["response_format"] = {"type": "json_object"}
    return {"extra_body": body}


def describe_form(form: type[BaseModel]) -> str:
    return "只输出一个 JSON 对象，键名照写不翻译，符合下面的 JSON Schema：\n" + json.dumps(
        form.model_json_schema(), ensure_ascii=False
    )


def read_form(text: str, form: type[BaseModel]) -> BaseModel | str:
    """The validated form, or what is wrong with the text in words the model can act on."""
    from langchain_core.utils.json import parse_json_markdown

    try:
        return form.model_validate(parse_json_markdown(text))
    except ValidationError as error:
        found = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:SHOWN_ERRORS])
        return "；".join(found)
    except (ValueError, TypeError):
        return "不是一个完整的 JSON 对象"


def refuses_format(reply: Any) -> bool:
    """Whether the endpoint says it doesn't know this kind of `response_format`."""
    text = str(reply).lower()
    return getattr(reply, "status_code", None) in (400, 422) and ("response_format" in text or "json_schema" in text)
