"""What the bank of knowledge points has for a plan that the plan itself has not: its blanks {bank_…}."""

from __future__ import annotations

from reviewer.advising.knowledge_fit import has_already, is_far
from reviewer.advising.knowledge_match import find_lesson_point
from reviewer.advising.knowledge_words import bank_blanks, checking_items, fitting_items
from reviewer.advising.overlap import shared
from reviewer.advising.remembering import remembered
from reviewer.datamodels import Draft, LessonMeasures, Objective

# what pupils are asked or given to do: not once more where the plan does it already
ASKED = ("bank_probe", "bank_ask", "bank_explore", "bank_further", "bank_transfer", "bank_scene", "bank_practice", "bank_wrong")  # fmt: skip
TOLD = 0.35  # of the words of what could be found out, in one step
HEARD = 2  # pairs of characters of the point's usual mistake that a lesson has in which pupils may make it


@remembered
def _new_to(draft: Draft, measures: LessonMeasures) -> dict[str, str]:
    """What the bank has for the plan's point and the plan has not."""
    point = find_lesson_point(draft, measures)
    filled = bank_blanks(point, draft.text)
    if point and shared(point.slip, draft.text) >= HEARD:
        filled["bank_trap"] = filled["bank_slip"]
    if point and _explored(draft, measures, point.explore):
        del filled["bank_explore"]
    return {
        name: text
        for name, text in filled.items()
        if not (name in ASKED and has_already(text, draft))
        and not (name in (*ASKED, "bank_help") and is_far(name, text, draft))
    }


def _explored(draft: Draft, measures: LessonMeasures, explore: str) -> bool:
    """Whether a step of the plan holds much of what pupils could find out: it is done there already."""
    told = (shared(explore, draft.text[one.start : one.end]) for one in measures.activities)
    return max(told, default=0) >= TOLD * shared(explore, explore)


def lesson_bank(draft: Draft, measures: LessonMeasures, own: Objective | None) -> dict[str, str]:
    """What the bank has for the plan's point: an item for this objective too, and lines for the board."""
    point, filled = find_lesson_point(draft, measures), dict(_new_to(draft, measures))
    if point:
        filled["board_points"] = point.help
    if own is None:
        return filled
    new = {
        name: [one for one in items if not has_already(one, draft)]
        for name, items in (
            ("bank_fit", checking_items(point, own.text)),
            ("bank_task", fitting_items(point, own.text)),
        )
    }
    return filled | {
        f"{name}{number}": item for name, items in new.items() for number, item in zip(("", "2"), items, strict=False)
    }
