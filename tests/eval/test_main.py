"""`python -m eval`: what is written wrongly on the command line is said before anything is measured."""

from __future__ import annotations

import pytest

from eval.__main__ import main


def test_an_unknown_option_is_refused(monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["eval", "measures", "--datta", "x"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2 and "--datta" in capsys.readouterr().err


def test_the_folder_of_the_result_is_there_before_the_measuring(monkeypatch, tmp_path, capsys) -> None:
    out = tmp_path / "new" / "result.json"
    monkeypatch.setattr("sys.argv", ["eval", "measures", "--data", str(tmp_path / "none"), "--out", str(out)])
    assert main() == 2
    assert out.parent.is_dir() and "找不到标注" in capsys.readouterr().err
