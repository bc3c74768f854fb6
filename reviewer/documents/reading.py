"""From a path or a text to a finished Draft: check, read, lay out, and find what the draft is about."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from reviewer.config import Settings
from reviewer.datamodels import Block, Draft, Guess, HiddenText
from reviewer.documents import limits
from reviewer.documents.layout import lay_out
from reviewer.documents.metadata import describe
from reviewer.documents.pieces import Unreadable
from reviewer.documents.plain import decode, find_blocks
from reviewer.documents.sections import find_sections
from reviewer.documents.sentences import find_sentences
from reviewer.documents.sniff import READABLE, SAVE_AS, cure_for, real_kind
from reviewer.documents.unseen import take_out_unseen
from reviewer.errors import DraftError, UsageError

CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
KINDS = ("auto", "lesson", "homework")
EXPECTED = {".txt": "text", ".md": "text", ".pdf": "pdf", ".docx": "zip"}
OLD_WORD = (".doc", ".wps", ".dot", ".wpt", ".rtf", ".odt", ".docm", ".dotx")
OTHERS = {
    (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic"): "picture",
    (".ppt", ".pptx", ".dps", ".xls", ".xlsx", ".et", ".zip", ".rar", ".7z"): "other",
}


def read(path: Path, *, settings: Settings, kind: str, name: str) -> Draft:
    """See `reviewer.documents.read_draft`."""
    suffix = (path.suffix or Path(name).suffix).lower()
    try:
        data = _load(path, suffix, settings.max_upload_mb)
        sha256 = hashlib.sha256(data).hexdigest()
        if EXPECTED[suffix] == "text":
            text, warnings = decode(data)
            _check_length(text)
            draft = from_text(text, name=name, sha256=sha256, kind=kind, hidden=(), warnings=tuple(warnings))
        else:
            draft = _read_apart(path, name=name, sha256=sha256, kind=kind)
        _check_chinese(draft.text)
    except Unreadable as error:
        raise DraftError(f"{name}：{error.chinese}", f"{name}: {error.english}") from error
    return draft


def from_text(
    text: str,
    *,
    name: str,
    sha256: str | None,
    kind: str,
    hidden: tuple[HiddenText, ...],
    warnings: tuple[str, ...],
) -> Draft:
    """See `reviewer.documents.draft_from_text`."""
    digest = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text, unseen = take_out_unseen(text)
    return _finish(text, find_blocks(text), name, digest, kind, hidden + unseen, warnings)


def _read_apart(path: Path, *, name: str, sha256: str, kind: str) -> Draft:
    from reviewer.documents.sandbox import read_apart

    extract = read_apart(path)
    unseen: tuple[HiddenText, ...] = ()
    for piece in extract.pieces:
        piece.text, found = take_out_unseen(piece.text)
        unseen += found
    text, blocks = lay_out(extract.pieces)
    _check_length(text)
    hidden = tuple(HiddenText(quote, how) for quote, how in extract.hidden) + unseen
    return _finish(text, blocks, name, sha256, kind, hidden, tuple(extract.warnings))


def _finish(
    text: str,
    blocks: tuple[Block, ...],
    name: str,
    sha256: str,
    kind: str,
    hidden: tuple[HiddenText, ...],
    warnings: tuple[str, ...],
) -> Draft:
    if kind not in KINDS:
        raise UsageError(f"类型“{kind}”不认识，可用：auto、lesson、homework。", f"unknown kind {kind}")
    sections = find_sections(text, blocks)
    about = describe(text, blocks, sections, name)
    return Draft(
        name=name,
        sha256=sha256,
        text=text,
        blocks=blocks,
        sections=sections,
        sentences=find_sentences(text, blocks),
        kind=about.kind if kind == "auto" else Guess(kind, 1.0),
        title=about.title,
        subject=about.subject,
        stage=about.stage,
        grade=about.grade,
        warnings=warnings,
        hidden=hidden,
    )


def _load(path: Path, suffix: str, max_mb: int) -> bytes:
    """The file's bytes, after its name, size and first bytes have been found to fit together."""
    if not path.exists():
        raise Unreadable("找不到这个文件，请检查路径和文件名。", "no such file; check the path.")
    if path.is_dir():
        raise Unreadable("这是一个文件夹，请选择其中的一个文件。", "this is a folder; choose a file in it.")
    if not path.is_file():
        raise Unreadable("这不是普通文件，请换一个文件。", "not a regular file.")
    if suffix not in READABLE:
        raise _wrong_suffix(suffix)
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的（0 字节），请检查是否保存成功后再上传。", "the file is empty (0 bytes).")
    if size > max_mb * 2**20:
        raise Unreadable(
            f"文件有 {size / 2**20:.1f} MB，超过 {max_mb} MB 的上限。请压缩或删去图片后另存，再上传。",
            f"{size / 2**20:.1f} MB is over the limit of {max_mb} MB; compress or remove pictures.",
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"文件打不开（{error.strerror}），请检查权限，或关闭正在使用它的程序后再试。",
            f"the file can't be opened ({error.strerror}); check permissions.",
        ) from error
    _check_real_kind(data, suffix)
    return data


def _wrong_suffix(suffix: str) -> Unreadable:
    if suffix in OLD_WORD:
        return Unreadable(
            f"暂不能读 {suffix} 文件。{SAVE_AS}。",
            f"{suffix} can't be read; open it in Word or WPS and save as .docx.",
        )
    kind = next((kind for suffixes, kind in OTHERS.items() if suffix in suffixes), "other")
    chinese, english = cure_for(kind)
    shown = f"不能读 {suffix} 文件" if suffix else "文件名没有后缀"
    return Unreadable(
        f"{shown}，可读的格式有 {'、'.join(READABLE)}。{chinese}",
        f"can't read {suffix or 'a name without suffix'}; readable: {' '.join(READABLE)}. {english}",
    )


def _check_real_kind(data: bytes, suffix: str) -> None:
    kind, chinese, english = real_kind(data)
    expected = EXPECTED[suffix]
    if kind == expected or (expected == "text" and kind == "html"):
        return  # a text may well begin with a tag
    if kind == "encrypted":
        raise Unreadable(
            f"文件加了打开密码，读不出来。{cure_for(kind)[0]}", f"the file is encrypted. {cure_for(kind)[1]}"
        )
    if kind == "text":
        raise Unreadable(
            f"内容不是 {suffix} 格式，可能已损坏或改过后缀。请在 Word/WPS 里重新另存；若是纯文本，请把后缀改为 .txt。",
            f"the content is not {suffix}: broken or renamed. Save it again, or rename a plain text to .txt.",
        )
    if kind == "pdf":
        cure = ("请把后缀改回 .pdf 再上传。", "Rename it to .pdf.")
    elif kind == "zip":
        cure = (
            "若是 Word 文档请把后缀改回 .docx；若是压缩包请先解压。",
            "Rename it to .docx, or unpack it first.",
        )
    else:
        cure = cure_for(kind)
    raise Unreadable(f"这其实是{chinese}，后缀却是 {suffix}。{cure[0]}", f"really {english}, named {suffix}. {cure[1]}")


def _check_length(text: str) -> None:
    if len(text) > limits.MAX_CHARS:
        raise Unreadable(
            f"全文有 {len(text)} 字，超过 {limits.MAX_CHARS} 字的上限。请只保留一节课或一份作业。",
            f"{len(text)} characters, over the limit of {limits.MAX_CHARS}. Keep one lesson or one sheet.",
        )


def _check_chinese(text: str) -> None:
    found = len(CHINESE.findall(text))
    if found < limits.MIN_CHINESE:
        raise Unreadable(
            f"只找到 {found} 个汉字，不足以评阅。请确认这是中文教案或作业；若文字在图片里，请先录入或识别成文字。",
            f"only {found} Chinese characters found; is this a Chinese draft? Text in pictures can't be read.",
        )
