"""The unpacking process: `python -m reviewer.documents.unpacking ZIP FOLDER` unpacks the drafts in ZIP into FOLDER.

Names in the archive never become paths: members are written as 0001.docx, 0002.pdf … It prints one JSON object with
`drafts` (name in the archive, file in FOLDER) and `skipped` (name, reason in Chinese), or `error` (Chinese, English).
"""

from __future__ import annotations

import json
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from reviewer.documents import limits
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sniff import READABLE

BOMB = (
    "压缩包解压后过大，像是压缩炸弹，已拒绝。若是正常文件，请分成几个小压缩包再试。",
    "the archive unpacks to an excessive size (zip bomb) and was refused. Split it into smaller ones.",
)
BROKEN = ("压缩包已损坏，打不开。请重新压缩后再试。", "the archive is broken. Pack it again.")
LOCKED = (
    "压缩包加了密码，打不开。请解压后重新压缩（不设密码）再试。",
    "the archive is encrypted. Unpack it and pack it again without a password.",
)
NESTED = (".zip", ".rar", ".7z")
UTF8_NAME = 0x800  # flag bits of a member (PKWARE APPNOTE 4.4.4)
ENCRYPTED = 0x1


def name_of(member: zipfile.ZipInfo) -> str:
    """The member's name, with / between folders. Chinese Windows writes GBK, some tools UTF-8, neither saying so."""
    return _decoded_name(member).replace("\\", "/")


def _decoded_name(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & UTF8_NAME:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return member.filename.encode("cp437").decode(encoding)  # cp437: what zipfile has read the bytes as
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return member.filename


def is_litter(name: str) -> bool:
    """Whether a system or an editor left this file, and no teacher: hidden, a lock file, macOS's shadows."""
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts if part != "..")


def reason_to_skip(name: str) -> str | None:
    """Why a file of this name is no draft, in Chinese; None if it may be one."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in NESTED:
        return "压缩包里或文件夹里的压缩包不打开，请先解压"
    if suffix not in READABLE:
        return f"不能读 {suffix} 文件" if suffix else "文件名没有后缀"
    return None


def unpack(source: Path, folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Write the drafts of the zip at `source` into `folder`. Raises Unreadable for a bomb, a locked or broken one."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(*BROKEN) from error
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > limits.MAX_MEMBERS:
        raise Unreadable(*BOMB)
    if members and all(member.flag_bits & ENCRYPTED for member in members):
        raise Unreadable(*LOCKED)
    drafts: list[tuple[str, str]] = []
    skipped: list[tuple[str, str]] = []
    left = limits.MAX_UNPACKED
    for member in members:
        name = name_of(member)
        if is_litter(name):
            continue
        reason = _danger(member, name) or reason_to_skip(name)
        if reason is None:
            target = folder / f"{len(drafts) + 1:04}{PurePosixPath(name).suffix.lower()}"
            try:
                left -= _write(_chunks(archive, member), target, left)
                drafts.append((name, target.name))
                continue
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
                target.unlink(missing_ok=True)
                reason = "已损坏，解压不出来"
        skipped.append((name, reason))
    return {"drafts": drafts, "skipped": skipped}


def _danger(member: zipfile.ZipInfo, name: str) -> str | None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "不是普通文件（链接或设备），已忽略"
    if name.startswith("/") or ":" in name.split("/")[0] or ".." in name.split("/"):
        return "路径不安全，已忽略"
    if member.flag_bits & ENCRYPTED:
        return "加了密码，打不开"
    if member.file_size > limits.LARGE_MEMBER and member.file_size > limits.MAX_RATIO * max(member.compress_size, 1):
        return "解压后过大，像是压缩炸弹"
    return None


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(member) as file:
        while chunk := file.read(2**16):
            yield chunk


def _write(chunks: Iterator[bytes], target: Path, left: int) -> int:
    """Bytes written, counted while they come: the declared size may be a lie."""
    size = 0
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > left:
                raise Unreadable(*BOMB)
            file.write(chunk)
    return size


def main() -> int:
    try:
        answer: dict[str, object] = dict(unpack(Path(sys.argv[1]), Path(sys.argv[2])))
    except Unreadable as error:
        answer = {"error": [error.chinese, error.english]}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
