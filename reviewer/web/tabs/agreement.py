"""How far the reader and the machine agree, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from reviewer.rubrics import list_rubrics, load_rubric
from reviewer.store.readings import Agreement, measure_agreement

TOGETHER = "合计"
FEW = 5  # drafts; below this kappa says next to nothing


def agreement_html(pairs: Mapping[str, Sequence[tuple[int, int]]]) -> str:
    """A table of the drafts scored, exact agreement and QWK; empty before the first reveal."""
    if not pairs:
        return ""
    names = {criterion.id: criterion.name for path in list_rubrics() for criterion in load_rubric(path).criteria}
    rows = "".join(_row(names.get(about, about), measure_agreement(found)) for about, found in pairs.items())
    together = measure_agreement([pair for found in pairs.values() for pair in found])
    few = min(len(found) for found in pairs.values()) < FEW
    note = f"<p class='lr-quiet'>少于 {FEW} 份的，κ 说明不了什么，只当参考。</p>" if few else ""
    return (
        '<section class="lr-agreement"><h2>您和机器有多一致</h2><div class="lr-scroll"><table><thead><tr><th>条目</th>'
        '<th>份数</th><th>等级相同</th><th><abbr title="二次加权 kappa：1 是完全一致，0 等于碰运气">加权 κ</abbr></th></tr></thead>'
        f"<tbody>{rows}{_row(TOGETHER, together)}</tbody></table></div>{note}</section>"
    )


def _row(name: str, found: Agreement) -> str:
    kappa = "—" if found.qwk != found.qwk else f"{found.qwk:.2f}"
    return f'<tr><th scope="row"{" lang=zh-CN" if name != TOGETHER else ""}>{escape(name)}</th><td>{found.n}</td><td>{found.exact:.0%}</td><td>{kappa}</td></tr>'
