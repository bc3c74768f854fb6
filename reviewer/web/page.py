"""The page's parts and what each of them does."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from reviewer.web import views
from reviewer.web.desk import Desk, Service
from reviewer.web.fields import build_fields
from reviewer.web.files import find_sample
from reviewer.web.handlers import Handlers

TITLE = "教案与作业评阅"
KINDS = [("自动识别", "auto"), ("教案", "lesson"), ("作业", "homework")]
KEEP_SECONDS = 3600  # uploads and downloads older than this are deleted, looked for every tenth of it
AT_ONCE = 8  # reviews under way on one machine; those with a model take turns inside the desk

_INTRO = (
    f'<div class="lr lr-top"><h1>{TITLE}</h1>'
    "<p>交一份稿子，先看最该改的三处，每条意见都指到原文。稿子只在这台电脑上看，不会公开。</p></div>"
)
_HINT = (
    '<p class="lr-hint">Word、WPS、PDF、PPT、txt 都可以；纸质稿可以拍照，几张照片一起选就算一份。'
    "一个文件里有几节课，读完可以选评哪一节。</p>"
)
_RESTORE = "watch('value', () => window.lrRestore && window.lrRestore())"


@dataclass(frozen=True, slots=True)
class _Controls:
    """What the teacher sets and presses."""

    file: Any
    kind: Any
    use_model: Any
    start: Any
    stop: Any
    sample: Any


def build_page(service: Service) -> Any:
    """The Gradio page for `service`. Each browser tab keeps its own draft and result."""
    import gradio as gr

    handlers = Handlers(Desk(service))
    sample = find_sample()
    often = KEEP_SECONDS // 10
    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(often, KEEP_SECONDS)) as page:
        gr.HTML(_INTRO, apply_default_css=False)
        gr.HTML(views.notices_html(service.notices), visible=bool(service.notices), apply_default_css=False)
        reading = gr.State(None, time_to_live=KEEP_SECONDS)
        token = gr.State(lambda: secrets.token_hex(8))
        controls = _build_controls(has_model=service.llm_name is not None, has_sample=sample is not None)
        found = gr.HTML(elem_id="lr-found", apply_default_css=False)
        fields = build_fields()
        progress = gr.HTML(elem_id="lr-progress", apply_default_css=False)
        with gr.Row(visible=False, elem_id="lr-downloads") as downloads:
            labels = ("下载 Word", "下载网页", "下载 Markdown", "下载 JSON")
            files = [gr.DownloadButton(label, size="sm", min_width=120) for label in labels]
        results = gr.HTML(views.WELCOME, elem_id="lr-results", apply_default_css=False, js_on_load=_RESTORE)

        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        given = [controls.file, controls.kind]
        for event in (controls.file.change, controls.kind.change):
            shown = [reading, found, progress, fields.row, *fields.given]
            event(handlers.read, given, shown, concurrency_limit=4, **quiet)
        fields.part.input(handlers.choose, [reading, fields.part], [found, *fields.values], **quiet)
        controls.start.click(
            handlers.review,
            [*given, controls.use_model, reading, token, *fields.given],
            [progress, results, downloads, *files, controls.start, controls.stop],
            trigger_mode="once",
            concurrency_limit=AT_ONCE,
            **quiet,
        )
        controls.stop.click(handlers.stop, token, None, queue=False, **quiet)
        if sample is not None:
            controls.sample.click(handlers.sample(sample), None, controls.file, **quiet)
    page.queue(max_size=64, api_open=False)
    return page


def _build_controls(*, has_model: bool, has_sample: bool) -> _Controls:
    """The panel on top: the file on one side, what to do with it on the other."""
    import gradio as gr

    with gr.Row(elem_id="lr-desk"):
        with gr.Column(scale=3, min_width=280):
            file = gr.File(label="教案或作业", show_label=False, elem_id="lr-file", height=168, file_count="multiple")
            gr.HTML(_HINT, apply_default_css=False)
        with gr.Column(scale=2, min_width=300):
            kind = gr.Radio(KINDS, value="auto", label="类型", elem_id="lr-kind")
            use_model = gr.Checkbox(
                has_model,
                label="用模型细读（慢一些）",
                visible=has_model,
                container=False,
                elem_id="lr-model",
            )
            with gr.Row(elem_id="lr-buttons"):
                start = gr.Button("开始评阅", variant="primary", elem_id="lr-start", min_width=120)
                stop = gr.Button("停止", variant="stop", visible=False, elem_id="lr-stop", min_width=90)
                sample = gr.Button("看个示例", visible=has_sample, elem_id="lr-sample", min_width=90)
    return _Controls(file, kind, use_model, start, stop, sample)
