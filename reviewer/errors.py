"""Every error a user can meet. Each message says what happened, where, and what to do next.

ReviewerError
├── UsageError          2  a wrong option, setting or file given
│   ├── SettingError        a setting that can't be used
│   └── RubricError         a rubric file that can't be loaded
├── BatchIncomplete     5  a batch finished, and some files could not be reviewed
├── DraftError          3  the draft could not be read
└── UnavailableError    4  a model or backend is missing or does not answer
    └── LibraryError        the exemplar index can't be used
"""

from __future__ import annotations


class ReviewerError(Exception):
    """Base of all expected errors. `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(self, chinese: str, english: str = "") -> None:
        super().__init__(chinese)
        self.chinese = chinese
        self.english = english or chinese

    def message(self, lang: str = "zh") -> str:
        return self.english if lang.startswith("en") else self.chinese


class UsageError(ReviewerError):
    exit_code = 2


class SettingError(UsageError):
    pass


class RubricError(UsageError):
    pass


class DraftError(ReviewerError):
    exit_code = 3


class BatchIncomplete(ReviewerError):
    exit_code = 5


class UnavailableError(ReviewerError):
    exit_code = 4


class LibraryError(UnavailableError):
    pass
