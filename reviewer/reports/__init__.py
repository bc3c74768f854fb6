"""What leaves the house: the review as Markdown, HTML, Word, comments in the teacher's own file, one page to print, the
homework notice, and versions compared. Pure functions, the same content in the same order in each.
"""

from __future__ import annotations

from reviewer.reports.comparison import (
    comparison_html,
    history_html,
    to_comparison_html,
    to_comparison_markdown,
)
from reviewer.reports.html import to_html
from reviewer.reports.markdown import to_markdown
from reviewer.reports.notice import Notice, build_notice, notice_docx, notice_html
from reviewer.reports.onepage import to_page_html
from reviewer.reports.printing import find_browser, print_pdf
from reviewer.reports.word import annotate_docx, is_word_file, to_docx

__all__ = [
    "Notice",
    "annotate_docx",
    "build_notice",
    "comparison_html",
    "find_browser",
    "history_html",
    "is_word_file",
    "notice_docx",
    "notice_html",
    "print_pdf",
    "to_comparison_html",
    "to_comparison_markdown",
    "to_docx",
    "to_html",
    "to_markdown",
    "to_page_html",
]
