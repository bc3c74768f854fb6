"""A language model by name: `openai:NAME`, `local:NAME`, `local:/path.gguf`, `scripted:FILE`, `auto`, `off`."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from reviewer.config import Settings
from reviewer.datamodels import ChatModel, Tokens
from reviewer.errors import SettingError, UnavailableError
from reviewer.models.downloads import model_path
from reviewer.models.local import Address, start_server
from reviewer.models.manifest import CHAT_MODEL, load_manifest
from reviewer.models.openai_chat import Endpoint, OpenAIChat
from reviewer.models.scripted import load_script

PROBE_SECONDS = 5
NO_KEY = "none"  # servers without keys (Ollama, vLLM) still want the header

_clients: dict[tuple[str, ...], OpenAIChat] = {}
_lock = threading.Lock()


def get_chat(name: str, settings: Settings) -> ChatModel | None:
    """The model that `name` means under `settings`; None for `off`, and for `auto` where there is none.

    Raises SettingError for a name that can't be understood or a setting that is missing, UnavailableError for a model
    that is not installed or an endpoint that does not answer; both name the cure.
    """
    if name == "off":
        return None
    if name == "auto":
        return _auto(settings)
    scheme, _, rest = name.partition(":")
    if scheme == "openai" and rest:
        return _remote(rest, settings)
    if scheme == "local" and rest:
        return _local(rest, settings)
    if scheme == "scripted" and rest:
        return load_script(Path(rest).expanduser())
    raise SettingError(
        f"语言模型 {name} 不能用。可以写 auto、off、openai:模型名、local:{CHAT_MODEL}、local:文件.gguf、scripted:文件。",
        f"language model {name}: use auto, off, openai:NAME, local:{CHAT_MODEL}, local:FILE.gguf or scripted:FILE",
    )


def _auto(settings: Settings) -> ChatModel | None:
    if settings.llm_base_url:
        given = settings.llm.removeprefix("openai:") if settings.llm.startswith("openai:") else None
        return _remote(given, settings)
    if model_path(CHAT_MODEL, settings) is not None:
        return _local(CHAT_MODEL, settings)
    return None


def _shared(key: tuple[str, ...], chat: OpenAIChat) -> OpenAIChat:
    """One client per process and model: they share the lock, the counters and what was learned of the endpoint."""
    with _lock:
        return _clients.setdefault(key, chat)


# ----------------------------------------------------------------------------- local


def _local(name: str, settings: Settings) -> OpenAIChat:
    path = _local_file(name, settings)

    def find() -> Endpoint:
        address = start_server(path)
        return Endpoint(address.base_url, address.key, path.stem, local=True)

    return _shared(("local", str(path)), OpenAIChat(f"local:{name}", find, fingerprint=_local_fingerprint(name, path)))


def serve_local(chat: ChatModel | None, settings: Settings, slots: int) -> Address | None:
    """The server of a `local:` model, started in this process for `slots` askers; None for any other model.

    Other processes reach it with `join_server`. Raises UnavailableError if it does not start.
    """
    if chat is None or not chat.name.startswith("local:"):
        return None
    return start_server(_local_file(chat.name.removeprefix("local:"), settings), slots)


def join_server(name: str, settings: Settings, address: Address) -> None:
    """From now on `local:…` of this `name` means the server at `address`, which another process started."""
    path = _local_file(name.removeprefix("local:"), settings)
    endpoint = Endpoint(address.base_url, address.key, path.stem, local=True, slot=address.slot)
    fingerprint = _local_fingerprint(name.removeprefix("local:"), path)
    _shared(("local", str(path)), OpenAIChat(name, lambda: endpoint, fingerprint=fingerprint))


def is_remote(chat: ChatModel) -> bool:
    """Whether what this model is asked leaves the machine."""
    return chat.name.startswith("openai:")


def tokens_of(chat: ChatModel | None) -> Tokens:
    """A copy of what a model has counted so far; zeros for models that count nothing."""
    return Tokens() + chat.tokens if chat is not None else Tokens()


def _local_fingerprint(name: str, path: Path) -> str:
    """Of a listed model its name: the list says what the file must be. Of a file also where it lies and as what it came.

    So a file that was replaced, or another one of that name, is never answered for by the one before.
    """
    if name in load_manifest():
        return f"local:{name}"
    found = path.stat()
    return f"local:{path}@{found.st_size}-{found.st_mtime_ns}"


def _local_file(name: str, settings: Settings) -> Path:
    entry = load_manifest().get(name)
    if entry is not None and entry.kind == "chat":
        path = model_path(name, settings)
        if path is None:
            raise UnavailableError(
                f"本地语言模型 {name} 还没有安装。请运行 reviewer models get {name}，或用 --llm off。",
                f"local model {name} is not installed; run: reviewer models get {name}, or use --llm off",
            )
        return path
    path = Path(name).expanduser()
    if path.suffix.lower() != ".gguf" or not path.is_file():
        raise UnavailableError(
            f"没有本地语言模型 {name}。请写 local:{CHAT_MODEL}，或一个存在的 .gguf 文件。",
            f"no local model {name}; write local:{CHAT_MODEL} or an existing .gguf file",
        )
    return path.resolve()


# ----------------------------------------------------------------------------- remote


def _remote(name: str | None, settings: Settings) -> OpenAIChat:
    base_url = (settings.llm_base_url or "").rstrip("/")
    if not base_url:
        raise SettingError(
            f"用 openai:{name} 要先设置服务地址，例如 REVIEWER_LLM_BASE_URL=https://服务器/v1（和 REVIEWER_LLM_API_KEY）。",
            f"openai:{name} needs REVIEWER_LLM_BASE_URL (and REVIEWER_LLM_API_KEY)",
        )
    key = settings.llm_api_key or NO_KEY
    known = ("openai", base_url, key, name or "")
    with _lock:
        if known in _clients:
            return _clients[known]
    served = _probe(base_url, key)
    model = name or (served[0] if served else None)
    if model is None:
        raise SettingError(
            f"{base_url} 没有列出模型。请写明模型名：--llm openai:模型名，或设置 llm = openai:模型名。",
            f"{base_url} lists no models; name one: --llm openai:NAME",
        )
    endpoint = Endpoint(base_url, key, model)
    return _shared(known, OpenAIChat(f"openai:{model}", lambda: endpoint, fingerprint=f"openai:{model}@{base_url}"))


def _probe(base_url: str, key: str) -> list[str]:
    """Names of the models an endpoint lists (empty if it lists none). Raises UnavailableError if it is not there."""
    try:
        request = urllib.request.Request(base_url + "/models", headers={"Authorization": f"Bearer {key}"})
        with urllib.request.urlopen(request, timeout=PROBE_SECONDS) as response:
            return _model_names(json.load(response))
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            raise UnavailableError(
                f"{base_url} 不接受密钥（{error.code}）。请检查 REVIEWER_LLM_API_KEY，或用 --llm off。",
                f"{base_url} refuses the key ({error.code}); check REVIEWER_LLM_API_KEY, or use --llm off",
            ) from error
        return []  # it answers, and does not list models
    except (OSError, ValueError) as error:
        raise UnavailableError(
            f"连不上语言模型服务 {base_url}。请检查 REVIEWER_LLM_BASE_URL 和网络，或用 --llm off。",
            f"cannot reach {base_url} ({error}); check REVIEWER_LLM_BASE_URL and the network, or use --llm off",
        ) from error


def _model_names(listed: Any) -> list[str]:
    rows = listed.get("data") if isinstance(listed, dict) else None
    return [row["id"] for row in rows or [] if isinstance(row, dict) and isinstance(row.get("id"), str)]
