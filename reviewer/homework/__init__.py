"""Homework: a sheet's items, tiers, repetition and load, and what they say about each indicator."""

from reviewer.homework.indicators import find_homework_indicators
from reviewer.homework.known import KnownItems
from reviewer.homework.measuring import measure_homework

__all__ = ["KnownItems", "find_homework_indicators", "measure_homework"]
