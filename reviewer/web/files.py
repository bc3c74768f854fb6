"""Files the page hands out: the downloads, and sample drafts."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from reviewer.config import ROOT
from reviewer.datamodels import Draft, Review
from reviewer.errors import UsageError
from reviewer.reports import (
    annotate_docx,
    build_notice,
    is_word_file,
    notice_docx,
    to_docx,
    to_html,
    to_markdown,
    to_page_html,
)
from reviewer.reports.words import one_line

SAMPLES = ROOT / "corpora" / "exemplars"
PICKED = 4  # samples of each kind
FORMATS = {
    "docx": "下载 Word",
    "page": "打印一页",
    "notice": "作业公示单",
    "html": "下载网页",
    "md": "Markdown",
    "json": "JSON",
}
_ENDINGS = {"page": "html", "notice": "docx"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s.]+')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title: *[\"']?(.*?)[\"']? *$", re.MULTILINE)
_ABOUT = re.compile(r"^(subject|grade): *[\"']?(.*?)[\"']? *$", re.MULTILINE)


def formats_of(review: Review) -> dict[str, str]:
    """The formats this review comes in, with their labels: the notice is for homework."""
    return {name: label for name, label in FORMATS.items() if name != "notice" or review.measures.homework is not None}


def render_download(review: Review, draft: Draft, name: str, file: bytes | None = None) -> tuple[str, bytes]:
    """(file name, content) of the review in one of FORMATS.

    With `file`, the draft as uploaded, Word is the teacher's own file with comments where that can be written.
    """
    if name not in formats_of(review):
        raise UsageError(f"没有 {name} 这种格式。", f"no such format: {name}")
    stem = _FORBIDDEN.sub("-", one_line(Path(review.draft.name).stem, 40)).strip("-") or "文稿"
    if name == "docx" and file is not None and is_word_file(file):
        suffix = Path(review.draft.name).suffix.lower()
        return f"批注-{stem}{suffix if suffix == '.docm' else '.docx'}", _annotate(review, draft, file)
    head = {"notice": "公示", "page": "一页"}.get(name, "评阅")
    return f"{head}-{stem}.{_ENDINGS.get(name, name)}", _render(review, draft, name)


def _annotate(review: Review, draft: Draft, file: bytes) -> bytes:
    try:
        return annotate_docx(review, draft, file)
    except UsageError:  # nowhere in it to hang a comment on
        return _render(review, draft, "docx")


def _render(review: Review, draft: Draft, name: str) -> bytes:
    if name == "json":
        return review.to_json().encode()
    if name == "md":
        return to_markdown(review, draft).encode()
    if name == "html":
        return to_html(review, draft).encode()
    if name == "page":
        return to_page_html(review).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.docx"
        if name == "notice":
            notice_docx(build_notice(review), path)
        else:
            to_docx(review, draft, path)
        return path.read_bytes()


def list_samples(folder: Path = SAMPLES) -> list[tuple[str, str]]:
    """(title, path) of a few exemplars of each kind, one a subject, primary school first; empty without the corpus."""
    samples = []
    for kind, word in (("lessons", "教案"), ("homework", "作业")):
        subjects: set[str] = set()
        for path in sorted((folder / kind).glob("*.md"), key=lambda one: ("-p" not in one.name, one.name)):
            head = path.read_text(encoding="utf-8")[:1500]
            about = dict(_ABOUT.findall(head))
            title = _TITLE.search(head)
            if title is None or about.get("subject", "") in subjects or len(subjects) == PICKED:
                continue
            subjects.add(about.get("subject", ""))
            samples.append((f"{word} · {about.get('subject', '')}{about.get('grade', '')} · {title[1]}", str(path)))
    return samples


def write_sample(sample: Path, folder: Path) -> str:
    """A copy of an exemplar without its front matter, as a teacher's file would look; its path."""
    source = sample.read_text(encoding="utf-8")
    text, title = _FRONT_MATTER.sub("", source).lstrip().replace("**", ""), _TITLE.search(source)
    path = folder / f"示例-{_FORBIDDEN.sub('-', title[1])[:30] if title else sample.stem}.md"
    path.write_text(text, encoding="utf-8")
    return str(path)
