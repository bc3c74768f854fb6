"""Folder, archive and list: what becomes a task, and what is said about a list with mistakes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reviewer.batch.sources import list_tasks
from reviewer.errors import UsageError


def write(path: Path, text: str = "教案", encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding)
    return path


def test_a_folder_gives_its_files_by_name_and_says_what_it_skips(tmp_path: Path) -> None:
    for name in ("b/二.txt", "a.docx", "~$a.docx", "song.mp3"):
        write(tmp_path / name)
    tasks = list_tasks(tmp_path, tmp_path / "scratch")
    assert [(task.file, task.skipped) for task in tasks] == [
        ("a.docx", ""),
        ("b/二.txt", ""),
        ("song.mp3", "不能读 .mp3 文件"),
    ]
    assert len({task.submission.sha256 for task in tasks}) == 2


def test_an_archive_with_two_members_of_one_name_keeps_both(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("一.txt", "甲")
        with pytest.warns(UserWarning):
            archive.writestr("一.txt", "乙")
    (tmp_path / "scratch").mkdir()
    tasks = list_tasks(tmp_path / "x.zip", tmp_path / "scratch")
    assert [task.file for task in tasks] == ["一.txt", "一.txt (2)"]
    assert {task.path.read_text(encoding="utf-8") for task in tasks} == {"甲", "乙"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_tells_whose_each_file_is(tmp_path: Path, encoding: str) -> None:
    write(tmp_path / "甲.txt")
    listed = write(
        tmp_path / "l.csv",
        "文件,学校,教师编号,班级,日期\n甲.txt,一小,T1,三1,2026/9/1\n\n无.txt,,,,2026年12月31日\n",
        encoding,
    )
    first, second = list_tasks(listed, tmp_path)
    told = first.submission
    assert (told.file, told.school, told.teacher, told.class_, told.date) == (
        "甲.txt",
        "一小",
        "T1",
        "三1",
        "2026-09-01",
    )
    assert (second.submission.sha256, second.submission.school, second.submission.date) == ("", None, "2026-12-31")
    assert told.model_dump(by_alias=True)["class"] == "三1"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("学校,日期\n一小,2026-09-01\n", "文件"),
        ("path,date\n甲.txt,下周一\n", "第 2 行：日期“下周一”"),
        ("path,date\n甲.txt,2026-02-30\n", "第 2 行：日期"),
        ("path\n甲.txt\n甲.txt\n", "第 3 行：文件 甲.txt 写了两次"),
        ("path,school\n,一小\n", "第 2 行：没有写文件路径"),
        ("path\n", "没有文件"),
    ],
)
def test_a_list_with_mistakes_names_line_and_cure(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        list_tasks(write(tmp_path / "l.csv", text), tmp_path)


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        list_tasks(tmp_path / "none", tmp_path)
