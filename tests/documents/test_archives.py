"""Folders and .zip files: each draft found under its own name, nothing dangerous unpacked, what is skipped is told."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from reviewer.documents import limits, list_drafts, read_draft
from reviewer.documents.unpacking import name_of, unpack
from reviewer.errors import DraftError

LESSON = "《圆的面积》教学设计\n教学目标：学生能够正确计算圆的面积并解决实际问题。\n".encode()


def write_zip(path: Path, members: dict[str, bytes], **options) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = options.get("attr", 0o644) << 16
            archive.writestr(info, data)
    return path


def set_flags(path: Path, *, set_bits: int = 0, clear_bits: int = 0) -> None:
    """Change the general purpose flags of all members, in both headers."""
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            flags = int.from_bytes(data[place + at : place + at + 2], "little")
            data[place + at : place + at + 2] = (flags & ~clear_bits | set_bits).to_bytes(2, "little")
            place = data.find(mark, place + 4)
    path.write_bytes(bytes(data))


def write_raw_names(path: Path, names: list[bytes]) -> Path:
    """A zip as Chinese Windows writes it: names in GBK, and no flag that says so."""
    write_zip(path, {f"{'x' * (len(name) - 4)}.{number:03}": LESSON for number, name in enumerate(names)})
    data = path.read_bytes()
    for number, name in enumerate(names):
        data = data.replace(f"{'x' * (len(name) - 4)}.{number:03}".encode(), name)
    path.write_bytes(data)
    return path


def drafts_of(source: Path, tmp_path: Path) -> tuple[list[str], dict[str, str]]:
    folder = tmp_path / "out"
    folder.mkdir(exist_ok=True)
    listing = list_drafts(source, folder)
    assert all(draft.path.read_bytes() is not None for draft in listing.drafts)
    return [draft.name for draft in listing.drafts], dict(listing.skipped)


def test_drafts_of_a_zip_in_order_of_name(tmp_path):
    members = {
        "期末/b.docx": b"x",
        "a.txt": LESSON,
        "__MACOSX/._a.txt": b"x",
        ".DS_Store": b"x",
        "期末/~$b.docx": b"x",
        "课.mp4": b"x",
        "旧.zip": b"x",
        "说明": b"x",
    }
    names, skipped = drafts_of(write_zip(tmp_path / "全班.zip", members), tmp_path)
    assert names == ["a.txt", "期末/b.docx"]
    assert list(skipped) == ["课.mp4", "旧.zip", "说明"]
    assert skipped["课.mp4"] == "不能读 .mp4 文件" and "压缩包不打开" in skipped["旧.zip"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0001.docx", "0002.txt"]


def test_names_in_gbk_and_in_utf8_without_flag(tmp_path):
    names = ["第一课 圆的面积.txt", "作业（分层）.txt"]
    path = write_raw_names(tmp_path / "gbk.zip", [name.encode("gb18030") for name in names])
    assert sorted(drafts_of(path, tmp_path)[0]) == sorted(names)
    utf8 = write_zip(tmp_path / "utf8.zip", {"教案/圆的面积.txt": LESSON})
    set_flags(utf8, clear_bits=0x800)
    assert drafts_of(utf8, tmp_path)[0] == ["教案/圆的面积.txt"]
    assert name_of(zipfile.ZipInfo("plain.txt")) == "plain.txt"


@pytest.mark.parametrize("name", ["../逃.txt", "a/../../逃.txt", "/etc/逃.txt", "C:/逃.txt", "..\\逃.txt"])
def test_a_path_that_leaves_the_folder_is_never_followed(tmp_path, name):
    path = write_zip(tmp_path / "x.zip", {name: LESSON, "好.txt": LESSON})
    names, skipped = drafts_of(path, tmp_path)
    assert names == ["好.txt"] and list(skipped.values()) == ["路径不安全，已忽略"]
    assert [found.name for found in tmp_path.rglob("*.txt")] == ["0001.txt"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o600, stat.S_IFIFO | 0o600])
def test_links_and_devices_in_a_zip_are_ignored(tmp_path, mode):
    names, skipped = drafts_of(write_zip(tmp_path / "x.zip", {"a.txt": b"/etc/passwd"}, attr=mode), tmp_path)
    assert names == [] and "不是普通文件" in skipped["a.txt"]


def test_a_bomb_inside_is_skipped_and_the_rest_unpacked(tmp_path):
    path = write_zip(tmp_path / "x.zip", {"炸.txt": b"0" * (50 * 2**20), "好.txt": LESSON})
    names, skipped = drafts_of(path, tmp_path)
    assert names == ["好.txt"] and "压缩炸弹" in skipped["炸.txt"]


def test_a_zip_that_lies_about_sizes_or_is_too_large_in_all(tmp_path, monkeypatch):
    size = 30 * 2**20
    path = write_zip(tmp_path / "x.zip", {"a.txt": b"0" * size, "b.txt": LESSON})
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    names, skipped = drafts_of(path, tmp_path)
    assert names == ["b.txt"] and "已损坏" in skipped["a.txt"]
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000)
    with pytest.raises(Exception, match="压缩炸弹"):
        unpack(write_zip(tmp_path / "y.zip", {"a.txt": os.urandom(2_000)}), tmp_path)


def test_too_many_members(tmp_path):
    path = write_zip(tmp_path / "x.zip", {f"{number}.txt": b"" for number in range(limits.MAX_MEMBERS + 1)})
    with pytest.raises(DraftError, match="压缩炸弹"):
        list_drafts(path, tmp_path)


def test_locked_and_broken_archives_are_named(tmp_path):
    path = write_zip(tmp_path / "锁.zip", {"a.txt": LESSON})
    set_flags(path, set_bits=0x1)
    with pytest.raises(DraftError, match=r"锁\.zip：压缩包加了密码"):
        list_drafts(path, tmp_path)
    (tmp_path / "坏.zip").write_bytes(write_zip(tmp_path / "x.zip", {"a.txt": LESSON}).read_bytes()[:60])
    with pytest.raises(DraftError, match=r"坏\.zip：压缩包已损坏"):
        list_drafts(tmp_path / "坏.zip", tmp_path)


def test_drafts_of_a_folder(tmp_path):
    folder = tmp_path / "教案"
    (folder / "下学期").mkdir(parents=True)
    for name in ("b.txt", "a.docx", "下学期/c.pdf", ".hidden.txt", "~$a.docx", "表.xlsx.bak", "包.rar"):
        (folder / name).write_bytes(LESSON)
    (folder / "链接.txt").symlink_to("/etc/passwd")
    (folder / "圈").symlink_to(folder)
    names, skipped = drafts_of(folder, tmp_path)
    assert names == ["a.docx", "b.txt", "下学期/c.pdf"]
    assert set(skipped) == {"表.xlsx.bak", "包.rar", "链接.txt", "圈"}
    assert drafts_of(folder / "b.txt", tmp_path) == (["b.txt"], {})


def test_review_of_a_zip_with_one_draft_and_with_several(tmp_path, settings):
    one = write_zip(tmp_path / "一份.zip", {"内/圆的面积.txt": LESSON, "封面.mp4": b"x"})
    draft = read_draft(one, settings=settings)
    assert draft.text == LESSON.decode() and draft.name == "一份.zip/内/圆的面积.txt"
    several = write_zip(tmp_path / "几份.zip", {"一.txt": LESSON, "二.txt": LESSON})
    with pytest.raises(DraftError, match=r"有 2 个文件：一\.txt、二\.txt.*其中一个"):
        read_draft(several, settings=settings)


def test_a_zip_in_a_zip_is_not_opened(tmp_path, settings):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", LESSON)
    with pytest.raises(DraftError, match="压缩包不打开"):
        read_draft(write_zip(tmp_path / "外.zip", {"内.zip": inner.getvalue()}), settings=settings)
    # Nor when it hides under another name: such an archive could hold itself.
    hidden = write_zip(tmp_path / "藏.zip", {"内.docx": inner.getvalue()})
    with pytest.raises(DraftError, match="其实是压缩包，不打开"):
        read_draft(hidden, settings=settings)
