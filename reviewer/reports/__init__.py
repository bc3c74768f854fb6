"""Review → Markdown, HTML and Word: pure functions, the same content in the same order in each."""

from __future__ import annotations

from reviewer.reports.html import to_html
from reviewer.reports.markdown import to_markdown
from reviewer.reports.word import annotate_docx, is_word_file, to_docx

__all__ = ["annotate_docx", "is_word_file", "to_docx", "to_html", "to_markdown"]
