"""The parts beside the review: each module answers requests with pieces of HTML that the page's script puts in place."""

from __future__ import annotations

from starlette.routing import Route

from reviewer.web.site import Site
from reviewer.web.tabs.accounts import build_accounts
from reviewer.web.tabs.calibration import build_calibration
from reviewer.web.tabs.frame import build_frame
from reviewer.web.tabs.library import build_library
from reviewer.web.tabs.mine import build_mine
from reviewer.web.tabs.opinions import build_opinions
from reviewer.web.tabs.readings import build_readings
from reviewer.web.tabs.rubrics import build_rubrics


def build_parts(site: Site) -> list[Route]:
    """All routes under /parts."""
    builders = (
        build_frame, build_mine, build_opinions, build_calibration, build_readings, build_library, build_rubrics, build_accounts,
    )  # fmt: skip
    return [route for build in builders for route in build(site)]
