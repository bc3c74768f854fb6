from __future__ import annotations

import pytest

from reviewer.cells import as_written, harmless


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-", "'-"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("面积", "面积"),
        ("'引号", "'引号"),
        (-3, -3),
        (None, None),
    ],
)
def test_no_cell_is_a_formula(value: object, cell: object) -> None:
    assert harmless(value) == cell
    if isinstance(cell, str):
        assert as_written(cell) == value
