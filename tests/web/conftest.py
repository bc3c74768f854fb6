from __future__ import annotations

import pytest
from teaching_plan import Paced, write_plan

from reviewer.config import Settings
from reviewer.pipeline import Reviewer


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory):
    """One scratch folder for the reviewer here and the one behind the page: the exemplars are indexed once."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def reviewer(data_dir):
    """The real reviewer, without a language model."""
    settings = Settings(data_dir=data_dir, offline=True)
    return Reviewer.from_settings(settings, llm="off")


@pytest.fixture(scope="session")
def plan(tmp_path_factory):
    return write_plan(tmp_path_factory.mktemp("plan") / "面积的认识.docx")


@pytest.fixture(scope="session")
def reviewed(reviewer, plan):
    """(draft, review) of the plan, really read and reviewed."""
    draft = reviewer.read(plan)
    return draft, reviewer.review(draft)


@pytest.fixture
def paced(reviewed):
    return Paced(*reviewed)
