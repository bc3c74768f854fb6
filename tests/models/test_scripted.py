from pathlib import Path

import pytest
from pydantic import BaseModel

from reviewer.datamodels import Question, Reply
from reviewer.errors import SettingError
from reviewer.models.scripted import load_script

ASKED = [Question("obj.observable", "？"), Question("tk.context", "？"), Question("fb.use", "？")]


def script(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "回答.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_failures_and_the_default(tmp_path: Path):
    chat = load_script(script(tmp_path, "answers: {obj.observable: 0.9, tk.context: null}\ndefault: 0.2"))
    assert chat.name == "scripted:回答.yaml"
    assert chat.ask("", "", ASKED) == [
        Reply("obj.observable", 0.9),
        Reply("tk.context", None, "脚本没有给出回答", "unreached"),
        Reply("fb.use", 0.2),
    ]


class Form(BaseModel):
    sentences: list[int]


def test_forms_are_those_of_the_file_and_checked(tmp_path: Path):
    chat = load_script(script(tmp_path, "forms: {obj.observable: {sentences: [3]}, tk.context: {sentences: x}}"))
    first, second, third = chat.fill("", "", ASKED, Form)
    assert first.form == Form(sentences=[3])
    assert (second.form, third.form) == (None, None)
    assert "不合要求" in second.error
    assert third.error == "脚本没有给出回答"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("answers: {a: 1.5}", "answers.a"),
        ("answer: {a: 0.5}", "answer"),
        ("answers: [", "不能用"),
        ("- 1", "不能用"),
    ],
)
def test_a_wrong_script_is_refused_with_the_place(tmp_path: Path, text: str, reason: str):
    with pytest.raises(SettingError, match=reason):
        load_script(script(tmp_path, text))


def test_a_missing_script(tmp_path: Path):
    with pytest.raises(SettingError, match="没有这个文件"):
        load_script(tmp_path / "no.yaml")
