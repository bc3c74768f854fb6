"""`python -m eval`: what is written wrongly on the command line is said before anything is measured."""

from __future__ import annotations

import math

import pytest

from eval.__main__ import main
from eval.record import plain


def test_an_unknown_option_is_refused(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["eval", "measures", "--datta", "x"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and "--datta" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("suite", "option"),
    [("measures", "--fast"), ("robustness", "--shipped"), ("levels", "--fast"), ("witnesses", "--report=x.md")],
)
def test_an_option_of_another_suite_is_refused(suite: str, option: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["eval", suite, option, "--data", "nowhere"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and f"{suite} 没有 {option.partition('=')[0]}" in capsys.readouterr().err


def test_json_has_null_for_what_is_not_defined() -> None:
    assert plain({"a": math.nan, "b": (1.5, math.inf), "c": ["x", {"d": 2}]}) == {
        "a": None,
        "b": [1.5, None],
        "c": ["x", {"d": 2}],
    }


def test_the_folder_of_the_result_is_there_before_the_measuring(monkeypatch, tmp_path, capsys) -> None:
    out = tmp_path / "new" / "result.json"
    monkeypatch.setattr("sys.argv", ["eval", "measures", "--data", str(tmp_path / "none"), "--out", str(out)])
    assert main() == 2
    assert out.parent.is_dir() and "找不到标注" in capsys.readouterr().err
