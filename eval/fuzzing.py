"""`python -m eval.fuzzing [--seconds 600]`: coverage-guided fuzzing of the readers with atheris, one process a reader.

Word and slides are fuzzed where they can break: the input becomes one XML part of an otherwise sound package. PDF, text and the
door's look at first bytes get raw input. Seeds are the built documents of eval/reading and broken files of the shared data.
Anything but `Unreadable` is a crash; so is an input that takes over 10 seconds of CPU, hangs for two minutes or asks for
1 GB at once. (The clock on the wall says little on a busy machine. All inputs share one process here, which a library may make grow; real files each get a process of their own.) Cases found belong into tests/documents.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from eval.reading.sources import load_sources
from eval.reading.word import HOSTILE, with_extras, write_word
from reviewer.config import ROOT

PARTS = ("word/document.xml", "word/numbering.xml", "word/footnotes.xml", "word/comments.xml")
MALFORMED = ROOT.parent / "shared" / "data" / "malformed"
CPU_SECONDS = 10.0
LIMITS = (
    "-timeout=120",
    "-malloc_limit_mb=1024",
    "-rss_limit_mb=4096",
    "-max_len=20000",
    "-print_final_stats=1",
    "-verbosity=0",
)


def word_target(folder: Path) -> Callable[[bytes], None]:
    """Puts the input in place of one part of a sound document; its first byte chooses which."""
    from reviewer.documents.pieces import Unreadable
    from reviewer.documents.word.document import read_word

    sound, path = folder / "sound.docx", folder / "case.docx"
    write_word(with_extras(load_sources()[0], 0), sound, hidden=HOSTILE)

    def read(data: bytes) -> None:
        _swap(sound, path, PARTS[data[0] % len(PARTS)] if data else PARTS[0], data[1:])
        try:
            read_word(path, folder)
        except Unreadable:
            return

    return read


def slides_target(folder: Path) -> Callable[[bytes], None]:
    """Puts the input in place of the first slide."""
    import pptx

    from reviewer.documents.pieces import Unreadable
    from reviewer.documents.slides.document import read_slides

    sound, path = folder / "sound.pptx", folder / "case.pptx"
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "认识面积"
    slide.placeholders[1].text = "说一说哪块手帕大"
    deck.save(str(sound))

    def read(data: bytes) -> None:
        _swap(sound, path, "ppt/slides/slide1.xml", data)
        try:
            read_slides(path, folder)
        except Unreadable:
            return

    return read


def pdf_target(folder: Path) -> Callable[[bytes], None]:
    """Reads the input as a PDF."""
    from reviewer.documents.pdf.document import read_pdf
    from reviewer.documents.pieces import Unreadable

    path = folder / "case.pdf"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        try:
            read_pdf(path, folder)
        except Unreadable:
            return

    return read


def text_target(folder: Path) -> Callable[[bytes], None]:
    """Decodes the input and finds out all about it, as for a .txt."""
    from reviewer.documents import draft_from_text
    from reviewer.documents.pieces import Unreadable
    from reviewer.documents.plain import decode

    def read(data: bytes) -> None:
        try:
            text, _ = decode(data)
        except Unreadable:
            return
        draft = draft_from_text(text, name="x.txt")
        assert all(draft.text[one.start : one.end].strip() for one in draft.sentences), "an empty sentence"

    return read


def door_target(folder: Path) -> Callable[[bytes], None]:
    """Lets the input in by its bytes, and lists it if it is an archive."""
    from reviewer.documents.archives import list_files
    from reviewer.documents.door import admit
    from reviewer.documents.pieces import Unreadable

    path = folder / "case.zip"
    drafts = folder / "drafts"
    drafts.mkdir()

    def read(data: bytes) -> None:
        path.write_bytes(data)
        try:
            if admit(path, path.name, 20).found.kind == "zip" and data[:2] == b"PK":
                list_files(path, drafts)
        except Unreadable:
            return

    return read


TARGETS = {
    "word": word_target,
    "slides": slides_target,
    "pdf": pdf_target,
    "text": text_target,
    "door": door_target,
}


def _swap(sound: Path, path: Path, part: str, data: bytes) -> None:
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, data if name == part else source.read(name))


def seeds(name: str) -> list[bytes]:
    """Sound and broken inputs to start from."""
    if name == "word":
        buffer = io.BytesIO()
        write_word(with_extras(load_sources()[8], 1), buffer, hidden=HOSTILE)
        with zipfile.ZipFile(buffer) as package:
            return [bytes([index]) + package.read(part) for index, part in enumerate(PARTS)]
    if name == "text":
        return [
            source.text[:3000].encode(code) for source in load_sources()[:4] for code in ("utf-8", "gb18030", "utf-16")
        ]
    suffix = {"pdf": "*.pdf", "slides": "*.pptx", "door": "*.*"}[name]
    small = [path for path in sorted(MALFORMED.rglob(suffix)) if path.stat().st_size < 20_000]
    if name == "slides":
        return [slide for path in small for slide in _first_slide(path)]
    return [path.read_bytes() for path in small]


def _first_slide(path: Path) -> list[bytes]:
    """The XML of the first slide; none where a broken file has none."""
    try:
        with zipfile.ZipFile(path) as package:
            return [package.read("ppt/slides/slide1.xml")]
    except (zipfile.BadZipFile, KeyError):
        return []


def fuzz(name: str, seconds: int, corpus: Path) -> None:
    """Fuzz one reader in this process; never returns. The process ends with a traceback at the first crash."""
    import atheris

    with atheris.instrument_imports(include=["reviewer.documents"]):
        target = _timed(TARGETS[name](corpus.parent))
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-artifact_prefix={tempfile.gettempdir()}/", *LIMITS],
        target,
    )
    atheris.Fuzz()


def _timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, crashing where one input takes more than CPU_SECONDS."""

    def read(data: bytes) -> None:
        began = time.process_time()
        target(data)
        spent = time.process_time() - began
        if spent > CPU_SECONDS:
            raise TimeoutError(f"{spent:.1f} s of CPU for one input")

    return read


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.fuzzing", description=__doc__)
    parser.add_argument("--seconds", type=int, default=600, help="in all, shared by the readers")
    parser.add_argument("--only", choices=TARGETS)
    parser.add_argument("--corpus", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.corpus:
        fuzz(args.only, args.seconds, args.corpus)
    names = [args.only] if args.only else list(TARGETS)
    failed = [name for name in names if not _in_process(name, args.seconds // len(names))]
    print("crashed: " + (", ".join(failed) or "none"))
    return 1 if failed else 0


def _in_process(name: str, seconds: int) -> bool:
    """Fuzz one reader in a process of its own and print its last lines; whether it survived."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(seeds(name)):
            (corpus / str(number)).write_bytes(seed)
        command = [
            sys.executable,
            "-m",
            "eval.fuzzing",
            "--only",
            name,
            "--seconds",
            str(seconds),
            "--corpus",
            str(corpus),
        ]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    lines = [line for line in done.stderr.splitlines() if line.startswith("stat::number_of") or "rror" in line]
    print(f"== {name}: {'survived' if done.returncode == 0 else 'CRASHED'}", *lines[-12:], sep="\n  ", flush=True)
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-3000:])
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
