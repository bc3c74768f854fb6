"""What a draft is about: kind, title, subject, grade, stage, textbook and lesson number, each with how sure we are (0–1).

Confidences are rules of thumb: ≥ 0.9 written in so many words, about 0.7 clear from the vocabulary, ≤ 0.5 a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reviewer.datamodels import Block, Guess, Section
from reviewer.documents.genre import guess_kind
from reviewer.documents.grades import guess_grade, guess_stage
from reviewer.documents.lesson_names import stage_of_lesson
from reviewer.documents.subjects import guess_subject
from reviewer.documents.textbooks import guess_lesson_number, guess_textbook
from reviewer.documents.titles import guess_title

BY_LESSON = 0.7  # how sure a stage is that is known by the lesson's name alone


@dataclass(frozen=True, slots=True)
class About:
    """All guesses about one draft."""

    kind: Guess
    title: Guess
    subject: Guess
    stage: Guess
    grade: Guess
    textbook: Guess
    lesson_number: Guess


def describe(text: str, blocks: Sequence[Block], sections: Sequence[Section], name: str) -> About:
    """Guess all of `About` from the text and the file's name."""
    stem = Path(name).stem
    title = guess_title(text, blocks, stem)
    grade, stages = guess_grade(text, stem)
    stage = guess_stage(text, stem, grade, stages)
    textbook = guess_textbook(text, stem)
    subject = guess_subject(text, title.value or "", stem, stage.value, textbook.value)
    if stage.value is None and (known := stage_of_lesson(title.value or "", subject.value)):
        stage = Guess(known, BY_LESSON)
    return About(
        kind=guess_kind(text, sections, stem),
        title=title,
        subject=subject,
        stage=stage,
        grade=grade,
        textbook=textbook,
        lesson_number=guess_lesson_number(text, stem),
    )
