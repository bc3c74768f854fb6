"""The page: drop a draft, see what to change first. Gradio is imported only when the page is built."""

from __future__ import annotations

from reviewer.web.page import build_page
from reviewer.web.serving import check_host, serve

__all__ = ["build_page", "check_host", "serve"]
