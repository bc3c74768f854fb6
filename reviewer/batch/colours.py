"""Colours that the workbook and the dashboard share."""

from __future__ import annotations

# Orange to blue over a light grey: told apart by every kind of colour vision, and by their lightness in print.
LEVEL_COLOURS = {
    1: ("#B4500C", "#FFFFFF"), 2: ("#E7A977", "#33200E"), 3: ("#DDE3E8", "#1D2733"), 4: ("#8FBCE0", "#10283D"), 5: ("#1F6098", "#FFFFFF"),
}  # fmt: skip
