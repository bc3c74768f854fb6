"""The page: a frame, the review tab made of Gradio's parts, and room for the tabs that the script fetches."""

from __future__ import annotations

from typing import Any

from reviewer.web.site import Site
from reviewer.web.tabs.frame import TABS

TITLE = "教案与作业评阅"

_INTRO = (
    f'<div class="lr lr-top"><h1>{TITLE}</h1><p>交一份稿子，先看最该改的三处，每条意见都指到原文。</p></div>'
    '<div class="lr" id="lr-frame"></div>'
)


def build_page(site: Site) -> Any:
    """The Gradio page. Each browser tab keeps its own draft and result."""
    import gradio as gr

    from reviewer.web.review_tab import KEEP_SECONDS, build_review_tab

    rooms = "".join(
        f'<section id="p-{name}" class="lr-room" role="tabpanel" aria-labelledby="t-{name}" hidden></section>'
        for name, _, _ in TABS[1:]
    )
    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(KEEP_SECONDS // 10, KEEP_SECONDS)) as page:
        gr.HTML(_INTRO, apply_default_css=False)
        with gr.Column(elem_id="p-review"):
            build_review_tab(site)
        gr.HTML(
            f'{rooms}<div id="lr-opened" class="lr-room" hidden></div><dialog id="lr-dialog" class="lr" aria-label="范例">'
            '<button class="lr-close" autofocus>关闭</button><div id="lr-dialog-body"></div></dialog>',
            apply_default_css=False,
        )
    page.queue(max_size=64, api_open=False)
    return page
