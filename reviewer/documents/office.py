"""Old Office, WPS, OpenDocument and RTF files and web pages → .docx or .pptx, by LibreOffice without a screen.

LibreOffice would by itself fetch pictures and style sheets a document points to and run its macros. Each conversion
therefore gets a private profile that forbids both, in a process without network where the system allows it.
"""

from __future__ import annotations

import email
import email.policy
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

from reviewer.documents.limits import OFFICE
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sandbox import run_program

# Kind → (suffix LibreOffice goes by, its import filter where it must not guess, the suffix and filter it becomes).
DOCX = ("docx", "Office Open XML Text")
PPTX = ("pptx", "Impress MS PowerPoint 2007 XML")
WAYS: dict[str, tuple[str, str | None, tuple[str, str]]] = {
    "doc": (".doc", None, DOCX),  # no filter: Word 6, 95 and 97 each have their own
    "rtf": (".rtf", "Rich Text Format", DOCX),
    "odt": (".odt", "writer8", DOCX),
    "wordml": (".xml", "MS Word 2003 XML", DOCX),
    "html": (".html", "HTML (StarWriter)", DOCX),
    "mht": (".html", "HTML (StarWriter)", DOCX),
    "ppt": (".ppt", None, PPTX),
    "odp": (".odp", "impress8", PPTX),
}
USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
# Configuration path, property, value: no macros, no links to elsewhere, none updated, and a proxy that leads nowhere.
PROFILE = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
ITEMS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{}\n</oor:items>'
)
MISSING = (
    "读{what}需要 LibreOffice，这台电脑上没有找到。请安装：Debian/Ubuntu 运行 "
    "apt install libreoffice-writer-nogui libreoffice-impress-nogui，macOS/Windows 从 LibreOffice 官网下载；"
    "或者在 WPS/Word 里打开它，另存为 {suffix} 再上传。",
    "reading {what} needs LibreOffice, which is not installed (Debian: apt install libreoffice-writer-nogui "
    "libreoffice-impress-nogui). Or save it as {suffix} in WPS or Word.",
)
FAILED = (
    "文件已损坏，或不是真正的{what}，LibreOffice 打不开。请在 Word/WPS 里打开它，另存为 {suffix} 再上传。",
    "broken, or not really {what}: LibreOffice can't open it. Open it in Word or WPS and save as {suffix}.",
)


def find_office() -> Path | None:
    """LibreOffice's program, from PATH or the usual places; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return next((Path(place) for place in (found, *USUAL_PLACES) if place and Path(place).is_file()), None)


def convert(data: bytes, kind: str, folder: Path, *, chinese: str, english: str) -> Path:
    """The .docx or .pptx made in `folder` from a file of one of the kinds in WAYS; the words say what it is.

    Raises Unreadable where LibreOffice is missing, can't open the file, or takes more than `limits.OFFICE`.
    """
    suffix, reads, (becomes, writes) = WAYS[kind]
    program = find_office()
    words = {"suffix": f".{becomes}"}
    if program is None or (becomes == "pptx" and not _has_impress(program)):
        raise Unreadable(
            MISSING[0].format(what=chinese + (" 演示组件" if program else ""), **words),
            MISSING[1].format(what=english, **words),
        )
    home = folder / "office"
    _write_profile(home / "profile")
    source = home / f"draft{suffix}"
    source.write_bytes(_page_of(data) if kind == "mht" else data)
    arguments = [
        f"-env:UserInstallation={(home / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *([f"--infilter={reads}"] if reads else []),
        *("--convert-to", f"{becomes}:{writes}", "--outdir", str(folder), str(source)),
    ]
    run_program(program, arguments, OFFICE, home=home)
    result = folder / f"draft.{becomes}"
    if not result.is_file():
        raise Unreadable(FAILED[0].format(what=chinese, **words), FAILED[1].format(what=english, **words))
    return result


def _has_impress(program: Path) -> bool:
    """Debian packs Writer and Impress apart; where Writer's library lies alone, Impress is missing."""
    libraries = program.resolve().parent
    return (libraries / "libsdlo.so").exists() or not (libraries / "libswlo.so").exists()


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value></prop></item>'
        for path, name, value in PROFILE
    )
    (profile / "user" / "registrymodifications.xcu").write_text(ITEMS.format(items), encoding="utf-8")


def _page_of(data: bytes) -> bytes:
    """The web page in a web archive, which is a mail with the page as its first HTML part."""
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            charset = (part.get_content_charset() or "").encode("ascii", "ignore")
            mark = b'<meta http-equiv="Content-Type" content="text/html; charset=%s">' % charset if charset else b""
            return mark + page if isinstance(page, bytes) else b""
    raise Unreadable(
        "网页存档里没有网页。请在 Word/WPS 里打开它，另存为 .docx 再上传。",
        "the web archive holds no page. Open it in Word or WPS and save as .docx.",
    )
