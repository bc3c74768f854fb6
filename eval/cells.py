"""Figures as they are printed."""

from __future__ import annotations

import math
from typing import Any


def cell(value: Any, digits: int = 2) -> str:
    """A number, or an interval, with `digits`; – where it is not defined."""
    if isinstance(value, tuple):
        return "–" if math.isnan(value[0]) else "–".join(f"{one:.{digits}f}" for one in value)
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:.{digits}f}"
    return str(value)
