"""Pictures of pages → text: scans, photos and pictures in documents, recognised offline in a process of their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.documents.pieces import Extract

__all__ = ["fill_scans"]


def fill_scans(extract: Extract, folder: Path) -> Extract:
    """The extract with the text of its `scans`, files in `folder`, put in where it belongs; none are left to recognise.

    Recognised pieces carry `page` and `confidence`; what is unclear, unreadable or left out becomes a warning that
    names the page. Raises Unreadable when neither the document nor its pictures hold any text.
    """
    from reviewer.documents.pictures.filling import fill

    return fill(extract, folder)
