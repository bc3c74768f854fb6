"""Homework sheets with truth by construction: `build_sheet(seed, bank)`; the figures on them: `scoring.run`."""

from __future__ import annotations

from eval.sheets.bank import Bank, load_bank
from eval.sheets.generator import Sheet, TrueItem, build_sheet
from eval.sheets.scoring import run

__all__ = ["Bank", "Sheet", "TrueItem", "build_sheet", "load_bank", "run"]
