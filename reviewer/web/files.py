"""Files the page hands out: the downloads, and sample drafts."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from reviewer.config import ROOT
from reviewer.datamodels import Draft, Review
from reviewer.errors import UsageError
from reviewer.reports import to_docx, to_html, to_markdown
from reviewer.reports.words import one_line

SAMPLES = ROOT / "corpora" / "exemplars"
PICKED = 4  # samples of each kind
FORMATS = {"docx": "下载 Word", "html": "下载网页", "md": "下载 Markdown", "json": "下载 JSON"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s.]+')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title: *[\"']?(.*?)[\"']? *$", re.MULTILINE)
_ABOUT = re.compile(r"^(subject|grade): *[\"']?(.*?)[\"']? *$", re.MULTILINE)


def render_download(review: Review, draft: Draft, suffix: str, file: bytes | None = None) -> tuple[str, bytes]:
    """(file name, content) of the review in one of FORMATS; `file` is the draft as uploaded, where it was kept."""
    if suffix not in FORMATS:
        raise UsageError(f"没有 {suffix} 这种格式。", f"no such format: {suffix}")
    stem = _FORBIDDEN.sub("-", one_line(Path(review.draft.name).stem, 40)).strip("-") or "文稿"
    return f"评阅-{stem}.{suffix}", _render(review, draft, suffix)


def _render(review: Review, draft: Draft, suffix: str) -> bytes:
    if suffix == "json":
        return review.to_json().encode()
    if suffix == "md":
        return to_markdown(review, draft).encode()
    if suffix == "html":
        return to_html(review, draft).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.docx"
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
    text, title = _FRONT_MATTER.sub("", source).lstrip(), _TITLE.search(source)
    path = folder / f"示例-{_FORBIDDEN.sub('-', title[1])[:30] if title else sample.stem}.md"
    path.write_text(text, encoding="utf-8")
    return str(path)
