"""Word files: the report as a document of its own, and the teacher's own file with comments."""

from __future__ import annotations

from reviewer.reports.word.annotated import annotate_docx, is_word_file
from reviewer.reports.word.report import to_docx

__all__ = ["annotate_docx", "is_word_file", "to_docx"]
