"""Suite `speed`: seconds a teacher waits. Every figure is measured in this run on this machine."""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from eval.labels import load_labelled
from reviewer.config import Settings
from reviewer.datamodels import Step
from reviewer.pipeline import Reviewer

RUNS = 5


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """Cold command, warm review, and with a model: first result and whole review of the two plans nearest to 2,000 characters."""
    paths = [one.path for one in load_labelled(data)]
    path = next(path for path in paths if path.stem == "d-l03")
    result: dict[str, Any] = {"draft": path.name, "runs": RUNS}
    result["help_s"] = _median([_command(["--help"]) for _ in range(RUNS)])
    result["cold_off_s"] = _median([_command(["review", str(path), "--llm", "off"]) for _ in range(RUNS)])
    plain = Reviewer.from_settings(settings, llm="off")
    result["warm_off_s"] = _median([_review(plain, path) for _ in range(RUNS)])
    result["warm_off_all_drafts_s"] = {one.name: _review(plain, one) for one in paths}
    result["installed_mb"] = {name: _installed_mb(name) for name in ("torch", "gradio", "xllamacpp", "faiss")}
    result["installed_mb"]["all packages"] = _folder_mb(Path(sys.prefix))
    result["installed_mb"]["models"] = _folder_mb(settings.models_dir)
    with tempfile.TemporaryDirectory() as folder:  # no answer remembered from before
        reviewer = Reviewer.from_settings(settings.model_copy(update={"data_dir": Path(folder)}), llm=llm)
        result["llm"] = reviewer.llm_name
        if reviewer.llm_name is not None:
            plans = [one for one in paths if one.stem.startswith("d-l")]
            nearest = sorted(plans, key=lambda one: abs(len(one.read_text(encoding="utf-8")) - 2000))[:2]
            result["model"] = {"name": reviewer.llm_name}
            for one in nearest:
                result["model"][one.name] = _with_model(reviewer, one)
    for name, value in result.items():
        print(f"{name}: {value}")
    return result


def _with_model(reviewer: Reviewer, path: Path) -> dict[str, Any]:
    first: list[float] = []
    since = time.perf_counter()

    def note(step: Step) -> None:
        if step.partial is not None:
            first.append(time.perf_counter() - since)

    draft = reviewer.read(path)
    reviewer.review(draft, on_progress=note)
    total = time.perf_counter() - since
    return {
        "chars": len(draft.text),
        "first_result_s": round(first[0], 2),
        "total_s": round(total, 1),
        "again_s": _review(reviewer, path),
    }


def _command(arguments: list[str]) -> float:
    since = time.perf_counter()
    subprocess.run([sys.executable, "-m", "reviewer.cli", *arguments], check=True, capture_output=True)
    return time.perf_counter() - since


def _review(reviewer: Reviewer, path: Path) -> float:
    since = time.perf_counter()
    reviewer.review(reviewer.read(path))
    return round(time.perf_counter() - since, 3)


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _installed_mb(package: str) -> int:
    spec = importlib.util.find_spec(package)
    return _folder_mb(Path(spec.origin).parent) if spec and spec.origin else 0


def _folder_mb(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
