"""The command line as a script meets it: exit codes, one-line messages, JSON on stdout and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.cli import main

PLAN = """《认识面积》教学设计
教学目标
1. 学生能说出面积的含义，并会比较两个图形面积的大小。
教学重点：面积的含义。教学难点：用统一的单位测量。
教学过程
一、导入（5分钟）
出示教室里的两块黑板，学生说说哪一块大，为什么。
二、探究（20分钟）
小组用小方块铺一铺，比较两个长方形的大小，并汇报方法。
三、检测（10分钟）
人人完成三道题，同桌互查，做错的当堂订正。
作业：量一量书桌面，算出面积，讲给家人听。
"""


@pytest.fixture(scope="module")
def data_dir(make_data_dir: Callable[[], Path]) -> Path:
    return make_data_dir()


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes and settings of these tests stay in scratch folders; messages are Chinese unless a test says else."""
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(data_dir))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "认识面积.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_review_prints_only_the_json(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(plan), "--llm", "off", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "review/1"
    assert data["draft"]["title"] == "认识面积"
    assert data["provenance"]["llm"] is None


def test_text_is_what_the_offsets_point_into(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["review", str(plan), "--format", "text"])
    text = capsys.readouterr().out
    main(["review", str(plan), "--llm", "off", "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    quotes = [e for c in data["criteria"] for i in c["indicators"] for e in i["evidence"]]
    assert quotes
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in quotes)


@pytest.mark.parametrize("format", ["json", "md", "html", "docx"])
def test_out_writes_every_format(plan: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out" / f"x.{format}"
    assert main(["review", str(plan), "--llm", "off", "--format", format, "--out", str(out)]) == 0
    start = out.read_bytes()[:200]
    assert {"json": b"{", "md": b"# ", "html": b"<!", "docx": b"PK"}[format] in start


def test_scripted_model_is_used_when_named(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "s.json"
    script.write_text('{"default": 0.05}', encoding="utf-8")
    assert main(["review", str(plan), "--llm", f"scripted:{script}", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["provenance"]["llm"] == "scripted:s.json"


def test_previous_sheet_shows_repeated_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = "三年级数学作业\n1. 小明有12颗糖，分给3个同学，每人几颗？\n2. 长方形长8厘米，宽5厘米，周长是多少？\n"
    old, new = tmp_path / "上周.txt", tmp_path / "本周.txt"
    old.write_text(sheet.replace("12", "15"), encoding="utf-8")
    new.write_text(sheet, encoding="utf-8")
    arguments = ["review", str(new), "--kind", "homework", "--previous", str(old), "--llm", "off", "--format", "json"]
    assert main(arguments) == 0
    repeated = json.loads(capsys.readouterr().out)["measures"]["homework"]["repetition"]["previous"]
    assert {name for _, name, _ in repeated} == {"上周.txt"}
    assert len(repeated) == 2


BAD = {
    "空文件": ("empty.txt", lambda path: path.write_bytes(b"")),
    "没有中文": ("english.txt", lambda path: path.write_text("Lesson plan. " * 40, encoding="utf-8")),
    "照片改名": ("photo.docx", lambda path: path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 900)),
    "损坏": ("broken.docx", lambda path: path.write_bytes(b"PK\x03\x04" + b"\x00" * 500)),
    "不认识的格式": ("plan.xyz", lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x01\x00" * 900)),
    "太大": ("big.txt", lambda path: path.write_bytes(b"\xe5\xad\xa6" * 10_500_000)),
    "压缩炸弹": ("bomb.docx", lambda path: write_bomb(path)),
    "没有这个文件": ("nowhere.docx", lambda path: None),
}


def write_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(400):
                member.write(b" " * 1_000_000)


@pytest.mark.parametrize("name", list(BAD))
def test_bad_input_is_one_line_and_exit_3_within_ten_seconds(name: str, tmp_path: Path, capfd) -> None:
    file, make = BAD[name]
    path = tmp_path / file
    make(path)
    since = time.perf_counter()
    assert main(["review", str(path), "--llm", "off"]) == 3
    assert time.perf_counter() - since < 10
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) <= 2
    assert "Traceback" not in err
    assert any("\u4e00" <= character <= "\u9fff" for character in err)


def test_messages_are_english_where_lang_asks(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    (tmp_path / "e.txt").write_bytes(b"")
    assert main(["review", "e.txt"]) == 3
    assert capsys.readouterr().err.isascii()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", "x.txt", "--llm", "nonsense"], 2),
        (["review", "x.txt", "--llm", "local:no-such-model"], 4),
        (["review", "x.txt", "--rubric", "none.yaml"], 2),
        (["rubrics", "show", "none"], 2),
        (["rubrics", "check", "none.yaml"], 2),
        (["models", "get", "none"], 2),
    ],
)
def test_wrong_usage_names_the_cure(arguments: list[str], code: int, plan: Path, capsys) -> None:
    arguments = [str(plan) if argument == "x.txt" else argument for argument in arguments]
    assert main(arguments) == code
    error = capsys.readouterr().err
    assert len(error.strip().splitlines()) <= 2


@pytest.mark.parametrize(("lang", "says"), [("zh_CN.UTF-8", "程序出错了"), ("en_US.UTF-8", "a bug")])
def test_a_bug_is_one_line_in_the_users_language(lang: str, says: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv("LANG", lang)

    def fail(settings: object) -> None:
        raise ValueError("first line\nsecond line\nthird line")

    monkeypatch.setattr("reviewer.cli.set_up_logs", fail)
    assert main(["config"]) == 1
    error = capsys.readouterr().err
    assert says in error and "third line" in error and len(error.strip().splitlines()) == 1


def test_rubrics_models_config_library(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubrics", "check"]) == 0
    assert capsys.readouterr().out.count("合格") == 2
    assert main(["rubrics", "show", "homework-design"]) == 0
    assert "ti.real" in capsys.readouterr().out
    assert main(["models", "list"]) == 0
    assert "Apache-2.0" in capsys.readouterr().out
    assert main(["config"]) == 0
    assert "REVIEWER_DATA_DIR" in capsys.readouterr().out
    assert main(["library", "stats"]) == 0
    assert "小学" in capsys.readouterr().out
    assert main(["library", "check"]) == 0


def test_library_search_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["library", "search", "错题 讲评", "--subject", "数学", "-k", "2", "--format", "json"]
    assert main(arguments) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert 1 <= len(hits) <= 2
    wanted = set("id title kind subject stage grade similarity passage why source licence".split())
    assert all(wanted <= set(hit) and hit["subject"] == "数学" for hit in hits)


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(3):
        since = time.perf_counter()
        subprocess.run([sys.executable, "-m", "reviewer.cli", "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - since)
    assert min(times) < 0.5


def word_plan(path: Path) -> Path:
    import docx

    document = docx.Document()
    for line in PLAN.strip().splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_docx_comments_on_the_teachers_own_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    source, out = word_plan(tmp_path / "教案.docx"), tmp_path / "y.docx"
    assert main(["review", str(source), "--llm", "off", "--format", "docx", "--out", str(out)]) == 0
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        assert before.read("word/styles.xml") == after.read("word/styles.xml")
        assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    comments = list(docx.Document(str(out)).comments)
    assert comments[0].text.startswith("评阅意见") and {one.author for one in comments} == {"教案评阅"}
    assert main(["review", str(source), "--llm", "off", "--format", "report", "--out", str(out)]) == 0
    assert len(list(docx.Document(str(out)).comments)) == 0
    assert "逐项看" in [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]


def test_page_and_notice(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(plan), "--llm", "off", "--format", "page"]) == 0
    assert "@page" in capsys.readouterr().out
    assert main(["review", str(plan), "--llm", "off", "--format", "notice"]) == 2
    assert "--kind homework" in capsys.readouterr().err
    sheet, out = tmp_path / "作业.txt", tmp_path / "公示.html"
    sheet.write_text(
        "三年级数学作业\n1. 小明有12颗糖，分给3个同学，每人几颗？\n2. 量一量书桌，算出面积。\n", encoding="utf-8"
    )
    arguments = ["review", str(sheet), "--kind", "homework", "--llm", "off", "--format", "notice"]
    assert main([*arguments, "--out", str(out)]) == 0
    assert "数学作业公示" in out.read_text(encoding="utf-8")
    assert main(arguments) == 0
    first = tmp_path / "作业-公示.docx"
    assert first.read_bytes().startswith(b"PK")
    first.write_bytes("老师改过".encode())
    assert main(arguments) == 0
    assert first.read_bytes() == "老师改过".encode()
    assert (tmp_path / "作业-公示-2.docx").read_bytes().startswith(b"PK")
    assert "作业-公示-2.docx" in capsys.readouterr().err


def test_compare(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    better = tmp_path / "研备.txt"
    better.write_text(PLAN.replace("作业：", "板书设计\n面积：物体表面的大小。\n作业："), encoding="utf-8")
    assert main(["compare", str(plan), str(better), "--llm", "off", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "comparison/1"
    assert (data["text"]["added"], data["text"]["removed"]) == (2, 0)
    board = next(finding for finding in data["findings"] if "板书" in finding["name"])
    assert (board["status"], board["touched"]) == ("solved", True)
    assert main(["compare", str(plan), str(better), str(plan), "--llm", "off"]) == 0
    assert "# 初备 → 精备" in capsys.readouterr().out


def test_compare_says_what_is_wrong(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(plan)]) == 2
    assert "旧稿 新稿" in capsys.readouterr().err
    assert main(["compare", str(plan), "nowhere.docx", "--llm", "off"]) == 3
    assert "nowhere.docx" in capsys.readouterr().err
