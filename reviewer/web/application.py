"""The whole page as one ASGI application: the gate, the entrance, the parts, and Gradio's page at the root."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from reviewer.config import Settings
from reviewer.web.entrance import build_entrance
from reviewer.web.gate import Gate
from reviewer.web.health import mount_health
from reviewer.web.page import build_page
from reviewer.web.serving import page_options
from reviewer.web.site import Site
from reviewer.web.tabs import build_parts


def build_application(site: Site, settings: Settings) -> Any:
    """The FastAPI application. Raises UnavailableError if the database does not answer."""
    import gradio as gr
    from fastapi import FastAPI

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.router.routes.extend([*build_entrance(site), *build_parts(site)])
    mount_health(app, site.service)
    app.add_middleware(Gate, site=site)
    return gr.mount_gradio_app(
        app,
        build_page(site),
        path="/",
        auth_dependency=_name_of,
        **page_options(settings),
    )


def _name_of(request: Request) -> str | None:
    """Who Gradio's own handlers see; the gate has let them in already."""
    visitor = request.scope.get("visitor")
    return visitor.name if visitor is not None else None
