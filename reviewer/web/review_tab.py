"""The review tab, made of Gradio's parts. Gradio finds the request by its annotation, so annotations are real here."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from reviewer.web import views
from reviewer.web.desk import Desk
from reviewer.web.fields import build_fields
from reviewer.web.files import list_samples
from reviewer.web.handlers import Handlers
from reviewer.web.site import Site

KINDS = [("自动识别", "auto"), ("教案", "lesson"), ("作业", "homework")]
KEEP_SECONDS = 3600  # uploads older than this are deleted, looked for every tenth of it
AT_ONCE = 8  # reviews under way on one machine; those with a model take turns inside the desk

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


def build_review_tab(site: Site) -> None:
    """Everything from the file to the result, inside the Blocks under way."""
    service = site.service
    handlers = Handlers(Desk(service), site)

    def read(request: gr.Request, *given: Any) -> list[Any]:
        return handlers.read(str(request.username), *given)

    def review(request: gr.Request, *given: Any) -> Iterator[Any]:
        yield from handlers.review(str(request.username), *given)

    gr.HTML(views.notices_html(service.notices), visible=bool(service.notices), apply_default_css=False)
    reading = gr.State(None, time_to_live=KEEP_SECONDS)
    token = gr.State(lambda: secrets.token_hex(8))
    controls = _build_controls(has_model=service.llm_name is not None)
    found = gr.HTML(elem_id="lr-found", apply_default_css=False)
    fields = build_fields()
    progress = gr.HTML(elem_id="lr-progress", apply_default_css=False)
    results = gr.HTML(views.WELCOME, elem_id="lr-results", apply_default_css=False, js_on_load=_RESTORE)

    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    given = [controls.file, controls.kind]
    for event in (controls.file.change, controls.kind.change):
        event(read, given, [reading, found, progress, fields.row, *fields.given], concurrency_limit=4, **quiet)
    fields.part.input(handlers.choose, [reading, fields.part], [found, *fields.values], **quiet)
    controls.start.click(
        review,
        [*given, controls.use_model, reading, token, *fields.given],
        [progress, results, controls.start, controls.stop],
        trigger_mode="once",
        concurrency_limit=AT_ONCE,
        **quiet,
    )
    controls.stop.click(handlers.stop, token, None, queue=False, **quiet)
    controls.sample.input(handlers.sample, controls.sample, controls.file, **quiet)


def _build_controls(*, has_model: bool) -> _Controls:
    """The panel on top: the file on one side, what to do with it on the other."""
    samples = list_samples()
    with gr.Row(elem_id="lr-desk"):
        with gr.Column(scale=3, min_width=280):
            file = gr.File(label="教案或作业", show_label=False, elem_id="lr-file", height=168, file_count="multiple")
            gr.HTML(_HINT, apply_default_css=False)
        with gr.Column(scale=2, min_width=300):
            kind = gr.Radio(KINDS, value="auto", label="类型", elem_id="lr-kind")
            use_model = gr.Checkbox(
                has_model, label="用模型细读（慢一些）", visible=has_model, container=False, elem_id="lr-model"
            )
            sample = gr.Dropdown(
                samples, value=None, label="手边没有稿子？挑一份示例看看", visible=bool(samples), elem_id="lr-sample"
            )
            with gr.Row(elem_id="lr-buttons"):
                start = gr.Button("开始评阅", variant="primary", elem_id="lr-start", min_width=120)
                stop = gr.Button("停止", variant="stop", visible=False, elem_id="lr-stop", min_width=90)
    return _Controls(file, kind, use_model, start, stop, sample)
