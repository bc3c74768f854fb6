"""Reading a PDF built in the test, in this process: pieces as plain values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.documents.pdf.document import read_pdf
from reviewer.documents.pieces import Extract


@pytest.fixture
def read(make_pdf) -> Callable[..., Extract]:
    def read_pages(*pages) -> Extract:
        return read_pdf(make_pdf(*pages))

    return read_pages
