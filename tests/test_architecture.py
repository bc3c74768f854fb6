"""Who may import whom, and which heavy libraries live in which room: the rules of CONTRIBUTING.md, held by a test."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "reviewer"
BASE = {"datamodels", "errors", "config", "cells", "kappa", "shingles", "words"}
ROOMS = {"documents", "lessons", "homework", "safety", "rubrics", "prompts", "models", "library"}
MAY_IMPORT = {
    "datamodels": set(),
    "errors": set(),
    "cells": set(),
    "kappa": set(),
    "shingles": set(),
    "words": set(),
    "config": {"errors"},
    "logs": {"config", "errors"},
    **{room: BASE for room in ROOMS},
    "models": BASE | {"prompts"},
    "advising": BASE | {"rubrics"},
    "judging": BASE | {"advising", "rubrics", "prompts"},
    "measuring": BASE | {"documents", "lessons", "homework", "library"},
    "writing": BASE | {"advising", "judging", "rubrics", "library", "measuring"},
    "witnesses": BASE | {"advising", "documents", "judging", "models", "rubrics", "safety"},
    "consulting": BASE | {"judging", "witnesses", "writing"},
    "pipeline": BASE | ROOMS | {"consulting", "judging", "measuring", "witnesses", "writing", "logs"},
    "checking": BASE | {"documents", "lessons", "homework", "library", "rubrics", "judging", "advising"},
    "growing": BASE | {"advising", "documents", "library", "pipeline", "safety", "judging"},
    "reports": BASE | {"rubrics"},
    "store": BASE | {"rubrics"},
    "versions": BASE | {"rubrics"},
    "labels": BASE,
    "calibrate": BASE | {"pipeline", "judging", "labels", "rubrics"},
    "batch": BASE | {"documents", "homework", "models", "pipeline", "reports"},
    "research": BASE | {"batch"},
    "terminal": BASE | {"library", "rubrics", "judging"},
    "web": BASE
    | ROOMS
    | {"reports", "versions", "pipeline", "growing", "store", "calibrate", "labels", "logs", "judging"},
    "cli": BASE
    | ROOMS
    | {"reports", "versions", "pipeline", "growing", "checking", "web", "terminal", "store"}
    | {"calibrate", "labels", "batch", "logs"},
    "__init__": BASE | {"pipeline", "documents"},
}
HEAVY = {
    "torch": {"models"},
    "transformers": {"models"},
    "sentence_transformers": {"models"},
    "onnxruntime": {"models"},
    "xllamacpp": {"models"},
    "langchain": {"models"},
    "langchain_core": {"library", "models", "prompts"},
    "faiss": {"library"},
    "langchain_milvus": {"library"},
    "bm25s": {"library"},
    "jieba": {"words"},
    "gradio": {"web"},
    "fastapi": {"web"},
    "uvicorn": {"web"},
    "argon2": {"store"},
    "docx": {"documents", "reports"},
    "pypdfium2": {"documents"},
    "rapidocr": {"documents"},
    "ray": {"batch"},
    "datasketch": {"batch"},
    "xlsxwriter": {"batch"},
    "pyarrow": {"batch"},
    "choix": {"batch"},
    "pandas": {"research"},
    "matplotlib": {"research"},
    "prometheus_client": {"web"},
    "cv2": {"documents"},
    "pillow_heif": {"documents"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> list[tuple[str, bool]]:
    """(dotted module, whether imported at the top of the module) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "reviewer" else [f"reviewer.{a.name}" for a in node.names]
        found += [(name, node in tree.body) for name in names]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_only_what_they_may(path: Path) -> None:
    room = room_of(path)
    wanted = {name.split(".")[1] for name, _ in imports_of(path) if name.startswith("reviewer.")}
    assert wanted - {room} <= MAY_IMPORT[room], f"{path.name} reaches into another room"


def test_each_heavy_library_has_its_room_and_loads_late() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    early = []
    for path in MODULES:
        for name, at_top in imports_of(path):
            library = name.split(".")[0]
            if library in HEAVY:
                importers[library].add(room_of(path))
                early += [f"{path.name}: {library}"] if at_top and not _imported_late(path) else []
    assert {name: rooms - HEAVY[name] for name, rooms in importers.items() if rooms - HEAVY[name]} == {}
    assert early == []


def _imported_late(path: Path) -> bool:
    """Whether no module imports this one at its top: then its own top is late enough."""
    name = "reviewer." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    return not any((name, True) in imports_of(other) for other in MODULES)


def test_only_config_reads_the_environment() -> None:
    readers = [path.name for path in MODULES if "os.environ" in path.read_text(encoding="utf-8")]
    assert set(readers) <= {"config.py", "sandbox.py"}  # the sandbox builds the environment of its child
