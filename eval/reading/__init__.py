"""Suite `reading`: what is lost between a document and its text, on documents built from known text."""

from __future__ import annotations

from eval.reading.scoring import run

__all__ = ["run"]
