"""What a file was recognised as, as fields the teacher can correct; a corrected value is taken as certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reviewer.datamodels import Draft

STAGES = ["小学", "初中", "高中"]
GRADES = [f"{number}年级" for number in "一二三四五六七八九"] + ["高一", "高二", "高三"]
SUBJECTS = ["语文", "数学", "英语", "道德与法治", "思想政治", "历史", "地理", "物理", "化学", "生物学", "科学"]
SUBJECTS += ["信息科技", "信息技术", "音乐", "美术", "艺术", "体育与健康", "劳动", "综合实践活动", "心理健康"]
NAMES = ("subject", "stage", "grade", "textbook", "lesson_number")
MAX_CHARS = 40  # of a value typed by hand


@dataclass(frozen=True, slots=True)
class Fields:
    """The controls, in the order their values travel: which part, then `NAMES`."""

    row: Any
    part: Any
    values: tuple[Any, ...]

    @property
    def given(self) -> list[Any]:
        return [self.part, *self.values]


def build_fields() -> Fields:
    """A row of small fields, hidden until a file is read."""
    import gradio as gr

    with gr.Row(visible=False, elem_id="lr-fields") as row:
        part = gr.Dropdown(
            [], label="文件里有几节课，评哪一节", visible=False, elem_id="lr-part", min_width=260, scale=2
        )
        subject = gr.Dropdown(SUBJECTS, label="学科", allow_custom_value=True, elem_id="lr-subject", min_width=130)
        stage = gr.Dropdown(STAGES, label="学段", elem_id="lr-stage", min_width=90)
        grade = gr.Dropdown(GRADES, label="年级", allow_custom_value=True, elem_id="lr-grade", min_width=110)
        textbook = gr.Textbox(
            label="教材版本", max_length=MAX_CHARS, placeholder="没有写", elem_id="lr-textbook", min_width=120
        )
        number = gr.Textbox(
            label="第几课时", max_length=MAX_CHARS, placeholder="没有写", elem_id="lr-number", min_width=110
        )
    return Fields(row, part, (subject, stage, grade, textbook, number))


def show_fields(drafts: tuple[Draft, ...], at: int = 0) -> list[Any]:
    """Updates for the row, the part and the values: of the draft at `at`; all hidden without a draft."""
    import gradio as gr

    if not drafts:
        return [gr.update(visible=False), *(gr.update(value=None) for _ in range(1 + len(NAMES)))]
    names = [(f"{number}. {title}", number - 1) for number, title in enumerate(drafts[0].parts, 1)]
    part = gr.update(choices=names, value=at if names else None, visible=len(drafts) > 1)
    return [gr.update(visible=True), part, *show_values(drafts[at])]


def show_values(draft: Draft) -> list[Any]:
    """Updates for the values alone."""
    import gradio as gr

    return [gr.update(value=getattr(draft, name).value) for name in NAMES]


def correct(draft: Draft, values: tuple[Any, ...]) -> Draft:
    """The draft with what the teacher changed in the fields; what was left as recognised keeps its confidence."""
    written = {name: str(value or "").strip()[:MAX_CHARS] for name, value in zip(NAMES, values, strict=True)}
    return draft.told(**{name: value for name, value in written.items() if value != (getattr(draft, name).value or "")})
