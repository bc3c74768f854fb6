"""What was read from a file, and the drafts it makes: the whole, or one of several lessons in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reviewer.datamodels import Block, Draft, Guess, HiddenText, Source
from reviewer.documents.metadata import describe
from reviewer.documents.parts import Part, find_parts
from reviewer.documents.pieces import Unreadable
from reviewer.documents.sections import find_sections
from reviewer.documents.sentences import find_sentences
from reviewer.errors import UsageError

KINDS = ("auto", "lesson", "homework")
SHOWN = 12  # titles listed in a message


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file with its blocks, before it is known what it is about."""

    name: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    hidden: tuple[HiddenText, ...] = ()
    warnings: tuple[str, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """The lessons in it; empty if it holds only one."""
        found = find_parts(self.text, self.blocks, find_sections(self.text, self.blocks))
        return found if len(found) > 1 else ()

    def cut(self, part: Part) -> Content:
        """The content of one lesson; offsets count from where it starts, blank lines around it are left out."""
        stretch = self.text[part.start : part.end]
        start = part.start + len(stretch) - len(stretch.lstrip("\n"))
        end = max(start, part.end - (len(stretch) - len(stretch.rstrip("\n"))))
        blocks = tuple(
            replace(
                block,
                start=max(block.start, start) - start,
                end=min(block.end, end) - start,
                sources=_from(block.sources, max(start - block.start, 0)),
            )
            for block in self.blocks
            if block.start < end and block.end > start
        )
        return replace(self, text=self.text[start:end], blocks=blocks)


def _from(sources: Sequence[Source], cut: int) -> tuple[Source, ...]:
    """The sources of a block that lost its first `cut` characters."""
    return tuple(source._replace(at=max(source.at - cut, 0)) for source in sources)


def choose_draft(content: Content, kind: str, part: int | None) -> Draft:
    """The draft in `content`. Of several lessons the one asked for, else the first with a warning.

    Raises Unreadable when there is no such part.
    """
    parts = content.parts()
    titles = tuple(one.title for one in parts)
    if not parts:
        if part not in (None, 1):
            raise Unreadable(
                f"文件里只有 1 份教案或作业，没有第 {part} 份。请去掉 --part 再试。",
                f"only one lesson in the file, no part {part}; leave --part out.",
            )
        return draft_of(content, kind)
    if part is not None and not 1 <= part <= len(parts):
        listed = "；".join(f"{number} {title}" for number, title in enumerate(titles[:SHOWN], 1))
        more = " …" if len(titles) > SHOWN else ""
        raise Unreadable(
            f"文件里有 {len(parts)} 份教案，没有第 {part} 份。请从中选择：{listed}{more}。",
            f"{len(parts)} lessons in the file, no part {part}. Choose from: {listed}{more}.",
        )
    if part is None:
        note = f"文件里有 {len(parts)} 份教案，这里读的是第 1 份“{titles[0]}”。其他的用 --part N 选择（网页上可选）。"
        content = replace(content, warnings=(*content.warnings, note))
    number = part or 1
    return replace(draft_of(content.cut(parts[number - 1]), kind), part=number, parts=titles)


def all_drafts(content: Content, kind: str) -> list[Draft]:
    """Every lesson in `content` as a draft of its own."""
    parts = content.parts()
    titles = tuple(one.title for one in parts)
    return [
        replace(draft_of(content.cut(part), kind), part=number, parts=titles) for number, part in enumerate(parts, 1)
    ] or [draft_of(content, kind)]


def draft_of(content: Content, kind: str) -> Draft:
    """Find sections and sentences in `content` and what it is about. A `kind` given is taken as certain."""
    if kind not in KINDS:
        raise UsageError(f"类型“{kind}”不认识，可用：auto、lesson、homework。", f"unknown kind {kind}")
    sections = find_sections(content.text, content.blocks)
    about = describe(content.text, content.blocks, sections, content.name)
    return Draft(
        name=content.name,
        sha256=content.sha256,
        text=content.text,
        blocks=content.blocks,
        sections=sections,
        sentences=find_sentences(content.text, content.blocks),
        kind=about.kind if kind == "auto" else Guess(kind, 1.0),
        title=about.title,
        subject=about.subject,
        stage=about.stage,
        grade=about.grade,
        textbook=about.textbook,
        lesson_number=about.lesson_number,
        warnings=content.warnings,
        hidden=content.hidden,
    )
