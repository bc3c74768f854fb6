"""What fields without a result show: EQ (fractions, roots, numbers in circles, pinyin guides) and SYMBOL."""

from __future__ import annotations

import re

from reviewer.documents.word.symbols import symbol

MAX_DEPTH = 8
SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,6}|0x[0-9a-f]{1,5})\b(?:.*?\\f\s*\"?([^\"\\]+)\"?)?", re.IGNORECASE)
EQ_FIELD = re.compile(r"\s*eq\b(?P<body>.*)", re.IGNORECASE | re.DOTALL)
SWITCH = re.compile(r"\\\*\s*(?:jc\d|hps\d+|\"[^\"]*\"|\w+)\s*", re.IGNORECASE)
COMMAND = re.compile(r"\\([a-z]+)((?:\s*\\[a-z]{2,3}(?:\s*\d+|\\[^a-z\s])?)*)\s*\(", re.IGNORECASE)
BRACKET = re.compile(r"\\([lrb])c\\(.)", re.IGNORECASE)
PAIRS = {"{": "}", "[": "]", "(": ")", "<": ">"}
CIRCLES = {str(number): chr(0x2460 + number - 1) for number in range(1, 21)}


def shown_by(code: str) -> str:
    """What a field without a result shows: EQ and SYMBOL; "" for all others."""
    match = EQ_FIELD.match(code)
    if match:
        return _equation(SWITCH.sub("", match.group("body")).strip(), 0).strip()
    match = SYMBOL_FIELD.match(code)
    if match:
        number = int(match.group(1), 16 if match.group(1).lower().startswith("0x") else 10)
        return symbol(number, match.group(2) or "")
    return ""


def _equation(code: str, depth: int) -> str:
    r"""`\f(1,2)` → 1/2, `\r(3,x)` → ³√x, `\o\ac(○,1)` → ①, a pinyin guide → its character."""
    out, at = "", 0
    while at < len(code):
        match = COMMAND.match(code, at) if depth < MAX_DEPTH else None
        if match is None:
            out += code[at]
            at += 1
            continue
        inner, at = _parenthesis(code, match.end())
        parts = [_equation(part.strip(), depth + 1) for part in _split(inner)]
        out += _show(match.group(1).lower(), match.group(2), parts)
    return re.sub(r"\\([,()\\;])", r"\1", out)


def _parenthesis(code: str, start: int) -> tuple[str, int]:
    """What stands in the parenthesis opened before `start`, and where it ends."""
    level = 1
    for at in range(start, len(code)):
        if code[at] in "()" and code[at - 1] != "\\":
            level += 1 if code[at] == "(" else -1
            if level == 0:
                return code[start:at], at + 1
    return code[start:], len(code)


def _split(inner: str) -> list[str]:
    parts, level = [""], 0
    for before, char in zip("\0" + inner, inner, strict=False):
        level += (char == "(") - (char == ")") if before != "\\" else 0
        if char in ",;，" and level == 0 and before != "\\":
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _show(command: str, options: str, parts: list[str]) -> str:
    last = parts[-1]
    if command == "f" and len(parts) == 2:
        return "/".join(part if len(part) < 2 or part.isalnum() else f"({part})" for part in parts)
    if command == "r":
        root = last if len(last) < 2 or last.isdigit() else f"({last})"
        return f"{parts[0] if len(parts) > 1 and parts[0] != '2' else ''}√{root}"
    if command == "o":  # characters set over one another: a number in a circle, or pinyin over its character
        if parts[0] in ("○", "〇", "◯") or parts[-1] in ("○", "〇", "◯"):
            number = parts[-1] if parts[0] in ("○", "〇", "◯") else parts[0]
            return CIRCLES.get(number, f"({number})")
        return last
    if command == "s":
        return last if not options or len(parts) > 1 else ("_" if "\\do" in options.lower() else "^") + last
    if command == "b":
        drawn = {side.lower(): mark for side, mark in BRACKET.findall(options)}
        if "b" in drawn:
            drawn = {"l": drawn["b"], "r": PAIRS.get(drawn["b"], drawn["b"])}
        drawn = drawn or {"l": "(", "r": ")"}
        return f"{drawn.get('l', '')}{last}{drawn.get('r', '')}"
    if command in ("i", "su", "pr", "in"):
        return "∫" + " ".join(parts)
    return "; ".join(parts) if command == "a" else ", ".join(parts)
