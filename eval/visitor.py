"""A teacher without a browser: logs in, uploads and reviews over the same HTTP calls the page's script makes."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

PASSWORD = "only for measuring"
_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Visitor:
    """One logged-in teacher. `call` is the number of the review among the page's functions, with its inputs."""

    client: httpx.Client
    call: int
    inputs: list[dict[str, Any]]

    @classmethod
    def log_in(cls, address: str, name: str) -> Visitor:
        """Raises RuntimeError where the page lets nobody in or has no review."""
        client = httpx.Client(base_url=address, timeout=_WAIT, headers={"origin": address}, follow_redirects=True)
        pre = re.search(r'name="pre" value="([^"]+)"', client.get("/login").text)
        if pre is None:
            raise RuntimeError("no login form")
        client.post("/login", data={"name": name, "password": PASSWORD, "pre": pre[1]})
        config = client.get("/config").json()
        components = {one["id"]: one for one in config["components"]}
        start = next(number for number, one in components.items() if one["props"].get("elem_id") == "lr-start")
        call = next(one for one in config["dependencies"] if [start, "click"] in [list(t) for t in one["targets"]])
        return cls(client, call["id"], [components[number] for number in call["inputs"]])

    def review(self, path: Path) -> list[Any]:
        """The last values the page shows. Raises RuntimeError if the page reports a failure."""
        with path.open("rb") as file:
            stored = self.client.post("/gradio_api/upload", files={"files": (path.name, file)}).json()[0]
        session = secrets.token_hex(6)
        file_value = {"path": stored, "orig_name": path.name, "meta": {"_type": "gradio.FileData"}}
        given = [self._value(one, file_value) for one in self.inputs]
        joined = {"data": given, "fn_index": self.call, "session_hash": session, "event_data": None}
        self.client.post("/gradio_api/queue/join", json=joined).raise_for_status()
        values: list[Any] = []
        with self.client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as lines:
            for line in lines.iter_lines():
                if not line.startswith("data:"):
                    continue
                news = json.loads(line[5:])
                if news["msg"] in ("process_generating", "process_completed") and not news["success"]:
                    raise RuntimeError(str(news["output"]))
                if news["msg"] in ("process_generating", "process_completed"):
                    values.append(news["output"].get("data"))
                if news["msg"] == "process_completed":
                    return values
        raise RuntimeError("the page ended without a result")

    @staticmethod
    def _value(component: dict[str, Any], file: dict[str, Any]) -> Any:
        if component["type"] == "file":
            return [file]
        return None if component["type"] == "state" else component["props"].get("value")

    def visible(self, most: int) -> set[int]:
        """Numbers of the kept reviews, up to `most`, that this teacher is given."""
        paths = {number: f"/parts/downloads/{number}.json" for number in range(1, most + 1)}
        return {number for number, path in paths.items() if self.client.get(path).status_code == 200}

    def close(self) -> None:
        self.client.close()
