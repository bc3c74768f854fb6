"""The whole application asked over HTTP, without a browser."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from starlette.testclient import TestClient

from reviewer.web.application import build_application

HOST = "http://127.0.0.1:7860"


def build(site, settings):
    """The application, made inside an event loop: outside of one Gradio opens loops that it never closes.

    In a thread of its own, because Playwright keeps a loop running in this one.
    """

    async def inside():
        return build_application(site, settings)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(inside())).result()


class Browser(TestClient):
    """A client that sends what a browser sends along: cookies, origin, the token of the frame."""

    def __init__(self, app):
        super().__init__(app, base_url=HOST, follow_redirects=True, raise_server_exceptions=False)

    def log_in(self, name, password):
        form = self.get("/login").text
        pre = re.search(r'name="pre" value="([^"]+)"', form)[1]
        return self.post("/login", data={"name": name, "password": password, "pre": pre}, headers={"origin": HOST})

    def submit(self, path, data=None, **more):
        token = re.search(r'data-csrf="([^"]*)"', self.get("/parts/frame").text)[1]
        return self.post(path, data=data or {}, headers={"origin": HOST, "x-csrf": token}, **more)
