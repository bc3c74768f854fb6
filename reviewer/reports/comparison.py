"""Comparison of two versions → Markdown and HTML. Marks are signs and lines first, colour second.

Class names start with `lv-`; `comparison.css` beside this file styles them.
"""

from __future__ import annotations

from html import escape

from reviewer.datamodels import Comparison, FindingChange, History, LevelChange, Stretch, TextChange, Version
from reviewer.reports import words
from reviewer.reports.fragments import text
from reviewer.reports.html import page_of
from reviewer.reports.markdown import escape as plain
from reviewer.reports.words import one_line

STATUS = {"solved": "已解决", "new": "新出现", "open": "还没改", "unsure": "现在说不准"}
SIGNS = {"solved": "✓", "new": "＋", "open": "✗", "unsure": "?"}
KINDS = {"added": "新增", "removed": "删去", "changed": "改写", "moved": "移动"}
NOTHING = "文字没有变化。"
SHOWN = 60  # characters of a quote


def level_text(level: int | None) -> str:
    return f"{words.LEVEL_WORDS[level]}（{level}）" if level else "未评"


def trend(change: LevelChange) -> str:
    """↑ 升, ↓ 降, → 不变; — where one of the two has no level."""
    if change.old is None or change.new is None:
        return "—"
    return "↑ 升" if change.new > change.old else "↓ 降" if change.new < change.old else "→ 不变"


def counts_text(comparison: Comparison) -> str:
    """How many findings and paragraphs became what, in one sentence."""
    found = [finding.status for finding in comparison.findings]
    said = [f"{STATUS[name]} {found.count(name)} 处" for name in STATUS if name in found]
    difference = comparison.text
    numbers = (
        ("改写", difference.changed),
        ("新增", difference.added),
        ("删去", difference.removed),
        ("移动", difference.moved),
    )
    moved = "、".join(f"{name} {number} 段" for name, number in numbers if number)
    return f"问题：{'，'.join(said) or '前后都没有'}。文字：{moved or '没有变化'}，{difference.same} 段没动；新稿有 {difference.kept:.0%} 的字来自前一稿。"


def comparison_markdown(comparison: Comparison) -> str:
    """One comparison as Markdown; every text from a draft is escaped."""
    old, new = comparison.old, comparison.new
    lines = [f"# {old.label} → {new.label}", "", plain(f"{old.name} → {new.name}"), "", counts_text(comparison), ""]
    lines += [f"- **请留意**：{plain(warning)}" for warning in comparison.warnings]
    lines += ["", "## 各方面的水平", "", f"| 方面 | {old.label} | {new.label} | 变化 |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {plain(one.name)} | {level_text(one.old)} | {level_text(one.new)} | {trend(one)} |"
        for one in comparison.levels
    ]
    for status, title in STATUS.items():
        found = [finding for finding in comparison.findings if finding.status == status]
        if found:
            lines += ["", f"## {title}（{len(found)}）", ""]
            lines += [f"- {SIGNS[status]} {plain(_finding_text(finding))}" for finding in found]
    lines += ["", "## 改了哪些文字", ""]
    lines += [_change_markdown(change) for change in comparison.text.changes] or [NOTHING]
    return "\n".join(lines) + "\n"


def _finding_text(finding: FindingChange) -> str:
    note = f"：{one_line(finding.note)}" if finding.note else ""
    quote = f"（“{one_line(finding.quote, SHOWN)}”）" if finding.quote else ""
    return f"{one_line(finding.name)}{note}{quote}"


def _change_markdown(change: TextChange) -> str:
    marks = {"added": "［＋{}］", "removed": "［－{}］", "same": "{}"}
    if change.kind == "moved":
        said = one_line("".join(stretch.text for stretch in change.stretches if stretch.kind != "removed"), SHOWN)
    else:
        said = "".join(marks[stretch.kind].format(one_line(stretch.text)) for stretch in change.stretches)
    return f"- **{kind_text(change)}**（{plain(_where(change))}）{plain(said)}"


def kind_text(change: TextChange) -> str:
    return "移动并改写" if change.moved and change.kind == "changed" else KINDS[change.kind]


def _where(change: TextChange) -> str:
    places = [one_line(place.where, 30) for place in (change.old, change.new) if place]
    return " → ".join(dict.fromkeys(places)) if change.moved else places[-1]


def history_markdown(history: History) -> str:
    """The first against the last version, then each step."""
    names = " → ".join(f"{one.label} {_level_of(one)}" for one in history.versions)
    parts = [f"{plain(names)}\n", comparison_markdown(history.overall)]
    return "\n".join([*parts, *(comparison_markdown(step) for step in history.steps)])


def _level_of(version: Version) -> str:
    return "未评" if version.level is None else f"{version.level:.1f}"


def comparison_html(comparison: Comparison) -> str:
    """One comparison as a fragment: warnings, levels, findings, and the text with what differs marked."""
    old, new = comparison.old, comparison.new
    warnings = "".join(f"<li>{text(warning)}</li>" for warning in comparison.warnings)
    return (
        f'<section class="lv"><h2>{text(old.label)} → {text(new.label)}</h2>'
        f'<p class="lv-files">{text(old.name)} → {text(new.name)}</p><p>{counts_text(comparison)}</p>'
        + (f'<ul class="lv-warnings" role="alert">{warnings}</ul>' if warnings else "")
        + levels_html(comparison)
        + findings_html(comparison)
        + text_html(comparison)
        + "</section>"
    )


def levels_html(comparison: Comparison) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(one.name)}</th><td>{level_text(one.old)}</td><td>{level_text(one.new)}</td>'
        f"<td>{trend(one)}{' <b>依据不足</b>' if one.supported is False else ''}</td></tr>"
        for one in comparison.levels
    )
    head = f"<th>方面</th><th>{text(comparison.old.label)}</th><th>{text(comparison.new.label)}</th><th>变化</th>"
    return f'<table class="lv-levels"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def findings_html(comparison: Comparison) -> str:
    """The findings under 已解决, 新出现, 还没改, 现在说不准."""
    parts = []
    for status, title in STATUS.items():
        found = [finding for finding in comparison.findings if finding.status == status]
        if found:
            rows = "".join(f"<li>{text(_finding_text(finding))}</li>" for finding in found)
            parts.append(
                f'<div class="lv-{status}"><h3>{SIGNS[status]} {title}<small>{len(found)}</small></h3><ul>{rows}</ul></div>'
            )
    return f'<div class="lv-findings">{"".join(parts)}</div>' if parts else ""


def text_html(comparison: Comparison) -> str:
    """Each paragraph that changed: what it is called, where, and its text with added and removed words marked."""
    rows = "".join(_change_html(change) for change in comparison.text.changes)
    key = '<p class="lv-key"><ins>新增的字</ins>　<del>删去的字</del></p>'
    return f'<h3>改了哪些文字</h3>{key}<ol class="lv-text">{rows}</ol>' if rows else f"<p>{NOTHING}</p>"


def _change_html(change: TextChange) -> str:
    spot = f' data-start="{change.new.start}" data-end="{change.new.end}"' if change.new else ""
    body = "".join(_stretch_html(stretch) for stretch in change.stretches)
    return (
        f'<li class="lv-{change.kind}"{spot}><b>{kind_text(change)}</b><small>{text(_where(change))}</small>'
        f"<p>{body}</p></li>"
    )


def _stretch_html(stretch: Stretch) -> str:
    said = escape(words.clean(stretch.text))
    tag = {"added": "ins", "removed": "del"}.get(stretch.kind)
    return f"<{tag}>{said}</{tag}>" if tag else said


def history_html(history: History) -> str:
    """The chain as a fragment: the mean levels in a row, the first against the last, then each step folded."""
    row = "".join(
        f"<li><b>{text(one.label)}</b><span>{_level_of(one)}</span><small>{text(one.name, 30)}</small></li>"
        for one in history.versions
    )
    steps = "".join(
        f"<details><summary>{text(step.old.label)} → {text(step.new.label)}</summary>{comparison_html(step)}</details>"
        for step in history.steps
    )
    return f'<ol class="lv-chain">{row}</ol>{comparison_html(history.overall)}{steps}'


def to_comparison_html(compared: Comparison | History) -> str:
    """The comparison, or the chain, as a file of its own."""
    body = history_html(compared) if isinstance(compared, History) else comparison_html(compared)
    return page_of("前后对比", f'<main class="lv-page">{body}</main>', "comparison.css")


def to_comparison_markdown(compared: Comparison | History) -> str:
    return history_markdown(compared) if isinstance(compared, History) else comparison_markdown(compared)
