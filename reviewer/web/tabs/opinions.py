"""“不同意”: what the teacher thinks instead, kept with the review."""

from __future__ import annotations

import json

from starlette.routing import Route

from reviewer.store import drafts, opinions
from reviewer.web.asking import Asked, FileAnswer, answer_get, answer_post
from reviewer.web.site import Site


def build_opinions(site: Site) -> list[Route]:
    def show(asked: Asked) -> FileAnswer:
        with site.database.begin() as session:
            review, _ = drafts.find_review(session, asked.visitor, asked.number("review"))
            found = [
                one for one in opinions.list_disagreements(session, review.id) if one.account_id == asked.visitor.id
            ]
            said = {one.about: {"value": one.value, "reason": one.reason} for one in found}
        return FileAnswer("opinions.json", json.dumps(said, ensure_ascii=False).encode(), "application/json")

    def disagree(asked: Asked) -> str:
        with site.database.begin() as session:
            review, _ = drafts.find_review(session, asked.visitor, asked.number("review"))
            opinion = (asked.text("about"), asked.text("value"), asked.text("reason"))
            opinions.disagree(session, asked.visitor, review.id, opinion)
        return ""

    def withdraw(asked: Asked) -> str:
        with site.database.begin() as session:
            review, _ = drafts.find_review(session, asked.visitor, asked.number("review"))
            opinions.withdraw(session, asked.visitor, review.id, asked.text("about"))
        return ""

    return [
        answer_get("/parts/opinions/{review}", show),
        answer_post("/parts/opinions/{review}", disagree),
        answer_post("/parts/opinions/{review}/withdraw", withdraw),
    ]
