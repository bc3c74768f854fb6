"""A school's own rubric: checked, kept with its history, in force until another follows or it is put aside."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reviewer.rubrics import Rubric, parse_rubric
from reviewer.store import audit
from reviewer.store.accounts import Visitor
from reviewer.store.tables import SchoolRubric


def adopt(session: Session, visitor: Visitor, source: str, name: str) -> Rubric:
    """Check an uploaded rubric and put it in force. Raises RubricError naming line and cure."""
    rubric = parse_rubric(source, name)
    put_aside(session, visitor, rubric.kind)
    session.add(SchoolRubric(kind=rubric.kind, source=source))
    audit.record(session, visitor.name, "启用本校标准", f"{rubric.id} {rubric.version}")
    return rubric


def put_aside(session: Session, visitor: Visitor, kind: str) -> None:
    """Back to the shipped rubric of this kind."""
    active = SchoolRubric.kind == kind, SchoolRubric.active.is_(True)
    if session.scalar(select(SchoolRubric.id).where(*active).limit(1)) is not None:
        session.execute(update(SchoolRubric).where(*active).values(active=False))
        audit.record(session, visitor.name, "停用本校标准", kind)


def in_force(session: Session, kind: str) -> Rubric | None:
    """The school's rubric of this kind, or None where the shipped one is used. Raises RubricError if it no longer holds."""
    query = select(SchoolRubric).where(SchoolRubric.kind == kind, SchoolRubric.active.is_(True))
    found = session.scalar(query.order_by(SchoolRubric.id.desc()).limit(1))
    return parse_rubric(found.source, "本校标准") if found is not None else None


def list_changes(old: Rubric, new: Rubric) -> list[tuple[str, str, str]]:
    """(what, before, after) of everything worded differently; an empty side means added or removed."""
    before, after = _wording(old), _wording(new)
    names = [*before, *(name for name in after if name not in before)]
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def _wording(rubric: Rubric) -> dict[str, str]:
    said = {"名称": rubric.name, "版本": rubric.version, "定级规则": str(rubric.rule)}
    for criterion in rubric.criteria:
        said[f"{criterion.id} 名称"] = criterion.name
        said |= {f"{criterion.id} 等级 {level}": text for level, text in sorted(criterion.anchors.items())}
        for indicator in criterion.indicators:
            said[f"{indicator.id} 名称"] = indicator.name
            said[f"{indicator.id} 什么算做到"] = indicator.yes_when
            said[f"{indicator.id} 建议"] = indicator.suggestion
    return said
