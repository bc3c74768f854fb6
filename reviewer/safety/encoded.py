"""Words written so that only a program reads them: base64, hexadecimal, escapes, Morse, ROT13, back to front."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{16,4000}={0,2}")
_HEX = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}){10,2000}(?![0-9A-Za-z])")
_ESCAPE = r"(?:%[0-9A-Fa-f]{2}|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|&#\d{2,6};|&#x[0-9A-Fa-f]{2,5};)"
_ESCAPED = re.compile(
    rf"(?:(?<![\w])[A-Za-z]{{1,20}})?{_ESCAPE}(?:[A-Za-z,.]{{0,20}}{_ESCAPE}){{1,2000}}[A-Za-z]{{0,20}}"
)
_CODE = re.compile(r"\\x([0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})")
_MORSE = re.compile(r"(?:[.\-]{1,5}[ /]{1,3}){8,400}[.\-]{1,5}")
_LETTERS = dict(
    zip(
        [
            ".-",
            "-...",
            "-.-.",
            "-..",
            ".",
            "..-.",
            "--.",
            "....",
            "..",
            ".---",
            "-.-",
            ".-..",
            "--",
            "-.",
            "---",
            ".--.",
            "--.-",
            ".-.",
            "...",
            "-",
            "..-",
            "...-",
            ".--",
            "-..-",
            "-.--",
            "--..",
        ],
        "abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)


def decode(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it says) of each encoded stretch that decodes to text."""
    for match in _BASE64.finditer(text):
        yield from _said(match, lambda code: base64.b64decode(code + "=" * (-len(code) % 4)).decode("utf-8"))
    for match in _HEX.finditer(text):
        yield from _said(match, lambda code: bytes.fromhex(code).decode("utf-8"))
    for match in _ESCAPED.finditer(text):
        yield match.start(), match.end(), _CODE.sub(_letter, html.unescape(unquote(match[0])))
    for match in _MORSE.finditer(text):
        words = match[0].split("/")
        yield match.start(), match.end(), " ".join("".join(_LETTERS.get(c, "") for c in word.split()) for word in words)


def _said(match: re.Match[str], decoder: Callable[[str], str]) -> Iterator[tuple[int, int, str]]:
    try:
        yield match.start(), match.end(), decoder(match[0])
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return


def _letter(code: re.Match[str]) -> str:
    return chr(int(code[1] or code[2], 16))


def rotate(text: str) -> str:
    """ROT13: the same length, so the same places."""
    return codecs.encode(text, "rot13")
