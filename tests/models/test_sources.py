import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from reviewer.models.manifest import ModelEntry
from reviewer.models.sources import SourceError, fetch_from

DATA = bytes(range(256)) * 5000


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder; understands `Range: bytes=N-` under /ranged/."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        if self.path.startswith("/ranged/") and wanted:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206)
            self.send_header("Content-Length", str(len(DATA) - start))
            self.end_headers()
            self.wfile.write(DATA[start:])
        else:
            super().do_GET()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    for folder in ("plain", "ranged"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tiny.gguf").write_bytes(DATA)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


ENTRY = ModelEntry(
    kind="chat",
    purpose="测试",
    licence="MIT",
    file="tiny.gguf",
    bytes=len(DATA),
    sha256=hashlib.sha256(DATA).hexdigest(),
    hub=[],
)


@pytest.mark.parametrize("form", ["plain", "plain/", "plain/tiny.gguf", "ranged"])
def test_a_url_gives_the_file(address: str, tmp_path: Path, form: str):
    part = tmp_path / "part"
    fetch_from(f"{address}/{form}", ENTRY, part, lambda done: None)
    assert part.read_bytes() == DATA


@pytest.mark.parametrize(("form", "first"), [("ranged", 1000), ("plain", 0)])
def test_a_started_file_is_continued_where_the_server_can(address: str, tmp_path: Path, form: str, first: int):
    part, seen = tmp_path / "part", []
    part.write_bytes(DATA[:1000])
    fetch_from(f"{address}/{form}", ENTRY, part, seen.append)
    assert part.read_bytes() == DATA
    assert first < seen[0] <= first + (1 << 20)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{address}/nothing", "服务器回答 404"),
        ("http://127.0.0.1:9/models", "连不上"),
        ("ftp://127.0.0.1/models", "只支持"),
        ("{folder}/nothing", "没有这个文件"),
    ],
)
def test_a_source_that_fails_says_why(address: str, tmp_path: Path, source: str, reason: str):
    with pytest.raises(SourceError, match=reason):
        fetch_from(source.format(address=address, folder=tmp_path), ENTRY, tmp_path / "part", lambda done: None)
