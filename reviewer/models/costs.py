"""What a run at a language model takes: tokens, and yuan where prices are set."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Usage
from reviewer.models.chat import is_remote
from reviewer.models.replies import RememberingChat


def count_cost(settings: Settings, chat: ChatModel, prompt: int, generated: int, cached: int = 0) -> Usage:
    """With the cost where both prices (yuan for a million tokens) are set and the model is remote.

    Providers bill prompt tokens they hold in a cache too, usually at a discount: `llm_price_cached`.
    """
    yuan = None
    into, out = settings.llm_price_in, settings.llm_price_out
    if into is not None and out is not None and is_remote(chat):
        held = into if settings.llm_price_cached is None else settings.llm_price_cached
        yuan = round((prompt * into + cached * held + generated * out) / 1e6, 4)
    return Usage(prompt=prompt, cached=cached, generated=generated, yuan=yuan)


def foretell(settings: Settings, chat: ChatModel, tokens: tuple[int, int], asks: Callable[[ChatModel], object]) -> str:
    """What asking will take, to be said before it: about so many `tokens` (prompt, generated), or nothing at all.

    `asks` asks a model what is going to be asked: that tells whether all the answers are held already.
    """
    if isinstance(chat, RememberingChat) and chat.holds_all(asks):
        return "这份稿子模型都读过，答案记在本机，这次不花钱"
    return f"模型细读大约要用 {describe_cost(count_cost(settings, chat, *tokens))}"


def describe_cost(usage: Usage) -> str:
    """`12345 个字元`, and what they cost where that is known."""
    price = f"，{usage.yuan:.2f} 元" if usage.yuan is not None else ""
    return f"{usage.prompt + usage.cached + usage.generated} 个字元{price}"
