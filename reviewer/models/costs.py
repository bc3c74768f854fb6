"""What a run at a language model takes: tokens, and yuan where prices are set."""

from __future__ import annotations

from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Usage
from reviewer.models.chat import is_remote


def count_cost(settings: Settings, chat: ChatModel, prompt: int, generated: int, cached: int = 0) -> Usage:
    """With the cost where both prices (yuan for a million tokens) are set and the model is remote; reused tokens cost nothing."""
    yuan = None
    if settings.llm_price_in is not None and settings.llm_price_out is not None and is_remote(chat):
        yuan = round((prompt * settings.llm_price_in + generated * settings.llm_price_out) / 1e6, 4)
    return Usage(prompt=prompt, cached=cached, generated=generated, yuan=yuan)
