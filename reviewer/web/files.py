"""Files the page hands out: the four downloads, and the sample draft."""

from __future__ import annotations

import re
from pathlib import Path

from reviewer.config import ROOT
from reviewer.datamodels import Draft, Review
from reviewer.reports import to_docx, to_html, to_markdown
from reviewer.reports.words import one_line

SAMPLES = ROOT / "corpora" / "exemplars" / "lessons"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s.]+')
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def write_downloads(review: Review, draft: Draft, folder: Path) -> tuple[str, str, str, str]:
    """Write the review into `folder` as Word, HTML, Markdown and JSON; the four paths in that order."""
    stem = f"评阅-{_FORBIDDEN.sub('-', one_line(Path(review.draft.name).stem, 40)).strip('-') or '文稿'}"
    paths = [folder / f"{stem}.{suffix}" for suffix in ("docx", "html", "md", "json")]
    paths[3].write_text(review.to_json(), encoding="utf-8")
    paths[2].write_text(to_markdown(review, draft), encoding="utf-8")
    paths[1].write_text(to_html(review, draft), encoding="utf-8")
    to_docx(review, draft, paths[0])
    return str(paths[0]), str(paths[1]), str(paths[2]), str(paths[3])


def find_sample(folder: Path = SAMPLES) -> Path | None:
    """An exemplar lesson, of primary school if there is one; None where the corpus is not there."""
    return min(folder.glob("*-p[1-6]-*.md"), default=min(folder.glob("*.md"), default=None))


def write_sample(sample: Path, folder: Path) -> str:
    """A copy of an exemplar without its front matter, as a teacher's file would look; its path."""
    text = _FRONT_MATTER.sub("", sample.read_text(encoding="utf-8")).lstrip()
    path = folder / "示例教案.md"
    path.write_text(text, encoding="utf-8")
    return str(path)
