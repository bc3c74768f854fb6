"""Drafts that a researcher has scored, one level below the machine, as the store keeps them."""

from __future__ import annotations

from circle_plan import another_lesson

from reviewer.documents import draft_from_text
from reviewer.store import drafts, readings

ABOUT = "objectives"


def add_scored(database, owner, reader, reviewer, *, count, scale=None):
    """`count` drafts of `owner`, handed in; `reader` gives the better half 2 for the objectives, the others 1."""
    reviews = [reviewer.review(draft_from_text(_plan(number), name="圆.txt", kind="lesson")) for number in (0, 1)]
    if scale:
        reviews = [
            one.model_copy(update={"provenance": one.provenance.model_copy(update={"scale": scale})}) for one in reviews
        ]
    with database.begin() as session:
        for number in range(count):
            draft = draft_from_text(_plan(number), name=f"圆{number}.txt", kind="lesson")
            told = reviews[number % 2].draft.model_copy(update={"title": draft.title.value})
            one = reviews[number % 2].model_copy(update={"draft": told})
            review = drafts.keep(session, owner, draft, one, None)
            kept, _ = drafts.find_review(session, owner, review.id)[::-1]
            drafts.hand_in(session, owner, kept, shared=True)
            reading = readings.find_reading(session, reader, kept)
            readings.save(session, reading, [readings.Mark(ABOUT, str(2 - number % 2))])
            readings.reveal(session, reader, reading)
    return reviews[0]


def _plan(number):
    return another_lesson(number, good=number % 2 == 0)
