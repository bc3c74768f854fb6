"""What the command line shows: progress on stderr, and plain-text views of hits, statistics and rubrics."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from types import TracebackType

from reviewer.datamodels import Step
from reviewer.judging.severity import Severity
from reviewer.library.exemplars import Exemplar
from reviewer.library.query import Hit
from reviewer.library.queue import Queued
from reviewer.rubrics import Rubric


class TerminalProgress:
    """One line that rewrites itself on a terminal; where stderr is a file only what is worth keeping, on lines of its own."""

    def __enter__(self) -> TerminalProgress:
        self._live = sys.stderr.isatty()
        return self

    def __call__(self, step: Step) -> None:
        if step.note:
            sys.stderr.write(f"\r\033[K{step.note}\n" if self._live else f"{step.note}\n")
        if self._live:
            count = f" {step.done + 1}/{step.total}" if step.total else ""
            sys.stderr.write(f"\r\033[K{step.message}{count} …")
            sys.stderr.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            sys.stderr.write("\r\033[K")


def describe_hit(hit: Hit) -> dict[str, object]:
    """One hit with the keys of `library search --format json`."""
    exemplar = hit.exemplar
    return {
        "id": exemplar.id,
        "title": exemplar.title,
        "kind": exemplar.kind,
        "subject": exemplar.subject,
        "stage": exemplar.stage,
        "grade": exemplar.grade,
        "similarity": round(hit.similarity, 3),
        "passage": hit.passage.text,
        "why": hit.why,
        "source": exemplar.source,
        "licence": exemplar.licence,
    }


def format_hit(hit: Hit) -> str:
    return f"{hit.exemplar.id}  {hit.why}\n    {hit.passage.text.replace(chr(10), chr(10) + '    ')}"


def format_queue(queued: Sequence[Queued]) -> str:
    """A proposal in a few lines: what it is, where from, and what it would be shown for."""
    shown = []
    for one in queued:
        if one.exemplar is None:
            shown.append(f"{one.id}  文件不对，请改好或删去：{one.problem}")
            continue
        exemplar = one.exemplar
        about = f"{exemplar.stage}{exemplar.subject}《{exemplar.title}》 {exemplar.grade} {exemplar.textbook}"
        lines = [
            f"{one.id}  {about}",
            f"    出处：{exemplar.source}　许可：{exemplar.licence}",
            f"    文件：{one.path}",
        ]
        lines += [f"    {s.criterion}：{s.why} | {' '.join(s.passage.split())[:60]}" for s in exemplar.strengths]
        shown.append("\n".join(lines))
    return "\n".join(shown) or "没有待审的范例。"


def format_stats(exemplars: Sequence[Exemplar]) -> str:
    lines = [f"共 {len(exemplars)} 份范例，正文 {sum(len(exemplar.body) for exemplar in exemplars)} 字"]
    names = {"lesson": "教学设计", "homework": "作业"}
    for title, values in (
        ("类型", [names[exemplar.kind] for exemplar in exemplars]),
        ("学段", [exemplar.stage for exemplar in exemplars]),
        ("学科", [exemplar.subject for exemplar in exemplars]),
        ("可借鉴的方面", [strength.criterion for exemplar in exemplars for strength in exemplar.strengths]),
    ):
        lines.append(f"{title}：" + "，".join(f"{name} {count}" for name, count in Counter(values).most_common()))
    return "\n".join(lines)


def format_rubric(rubric: Rubric) -> str:
    lines = [f"{rubric.name}（{rubric.id} {rubric.version}）", f"依据：{rubric.source}"]
    for criterion in rubric.criteria:
        lines += ["", f"■ {criterion.name}　{criterion.question}"]
        lines += [f"  {level} {rubric.levels[level]}：{text}" for level, text in sorted(criterion.anchors.items())]
        lines += [f"  - {indicator.id} {indicator.yes_when}" for indicator in criterion.indicators]
    return "\n".join(lines)


def format_severity(severity: Severity) -> str:
    """Per criterion: agreement before and after with intervals, on drafts left out; or why it is left as it is."""
    lines = ["条目　校准前 → 校准后（与打分的人的一致程度，括号内是 95% 区间；平均相差几级）"]
    for name, one in severity.criteria.items():
        before, after = (f"{a.qwk:.2f}（{a.qwk_95[0]:.2f}–{a.qwk_95[1]:.2f}）" for a in (one.before, one.after))
        lines.append(f"{name}　{before} → {after}；{one.before.mae:.2f} → {one.after.mae:.2f}　{one.drafts} 份")
    lines += [f"{name}　不校准：{reason}" for name, reason in severity.refused.items()]
    return "\n".join(lines)
