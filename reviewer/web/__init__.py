"""The page: drop a draft, see what to change first. Gradio is imported only when the page is built."""

from __future__ import annotations

from reviewer.web.serving import Address, check_host, serve

__all__ = ["Address", "check_host", "serve"]
