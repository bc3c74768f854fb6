"""Draft → measures of a lesson plan, and what code can say about each indicator of the lesson rubric."""

from reviewer.lessons.indicators import find_lesson_indicators
from reviewer.lessons.measures import measure_lesson

__all__ = ["find_lesson_indicators", "measure_lesson"]
