"""What is let in: a file that is there, not too large, and of a kind that can be read, told by its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reviewer.documents.pieces import Unreadable
from reviewer.documents.sniff import KINDS, UNREADABLE, Found, expected_kind, identify

FORMATS = "Word/WPS（.docx .doc .wps）、PDF、PowerPoint、图片、网页、.rtf、.odt、.txt、.md 和 .zip"
SAVE_AS = "请在 Word/WPS 里打开它，另存为 .docx 再上传"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was let in. `warning` says where its name and its bytes disagree, or is empty."""

    path: Path
    data: bytes
    suffix: str  # with its dot, in small letters; "" for none
    found: Found
    warning: str = ""


def admit(path: Path, name: str, max_mb: int) -> Arrival:
    """The file at `path`, called `name` by its owner. Raises Unreadable with what is wrong and what to do."""
    data = _load(path, max_mb)
    suffix = (path.suffix or Path(name).suffix).lower()
    found = identify(data, suffix)
    if found.locked:
        raise Unreadable(
            f"{found.chinese}加了打开密码，读不出来。请先在 Word/WPS 里去掉密码，另存后再上传。",
            f"{found.english} that needs a password. Remove the password in Word or WPS and save again.",
        )
    if found.kind in UNREADABLE:
        raise Unreadable(
            f"这是{found.chinese}，不能评阅。请上传教案或作业本身，可读：{FORMATS}。",
            f"this is {found.english} and can't be reviewed. Upload the draft itself: Word, PDF, slides, picture or text.",
        )
    warning = ""
    if suffix and expected_kind(suffix) != found.kind:
        known = suffix in {known for _, _, suffixes in KINDS.values() for known in suffixes}
        warning = f"后缀是 {suffix}，其实是{found.chinese}，已按实际内容读取。" if known else ""
    return Arrival(path, data, suffix, found, warning)


def not_what_it_says(suffix: str) -> Unreadable:
    """For content that is neither what the suffix says nor a text."""
    return Unreadable(
        f"内容不是 {suffix} 格式，可能已损坏或改过后缀。{SAVE_AS}。可读：{FORMATS}。",
        f"the content is not {suffix}: broken or renamed. Save it again as .docx in Word or WPS.",
    )


def _load(path: Path, max_mb: int) -> bytes:
    if not path.exists():
        raise Unreadable("找不到这个文件，请检查路径和文件名。", "no such file; check the path.")
    if path.is_dir():
        raise Unreadable(
            "这是一个文件夹，请选择其中的一个文件。",
            "this is a folder; choose a file in it.",
        )
    if not path.is_file():
        raise Unreadable("这不是普通文件，请换一个文件。", "not a regular file.")
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的（0 字节），请检查是否保存成功后再上传。", "the file is empty (0 bytes).")
    if size > max_mb * 2**20:
        raise Unreadable(
            f"文件有 {size / 2**20:.1f} MB，超过 {max_mb} MB 的上限。请压缩或删去图片后另存，再上传。",
            f"{size / 2**20:.1f} MB is over the limit of {max_mb} MB; compress or remove pictures.",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"文件打不开（{error.strerror}），请检查权限，或关闭正在使用它的程序后再试。",
            f"the file can't be opened ({error.strerror}); check permissions.",
        ) from error
