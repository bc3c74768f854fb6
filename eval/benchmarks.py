"""docs/benchmarks.md, written from docs/benchmarks.json: figures as they were measured, also when they disappoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewer.config import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# 一批要多久

这一页由 `python -m eval throughput` 生成，数字是量出来的，不好看也照写；改了代码请重新量，不要手改。
材料是把带标注的草稿改写成互不相同的许多份（`eval/edited.py`），其中 3% 的文件是坏的。“开始前的负载”大于 0.5 时，机器上同时还有别的事在跑，速度偏低，只能作下限看。
"""


def write_page(figures: Mapping[str, Any]) -> None:
    """Write the page for whatever has been measured so far."""
    parts = [HEAD]
    machine = figures.get("machine", {})
    if machine:
        parts.append(f"机器：{machine['cpu']}，{machine['cores']} 核，Python {machine['python']}。\n")
    for name, tell in SECTIONS.items():
        if name in figures:
            one = figures[name]
            parts.append(f"{tell(one)}\n（{one['measured']} 量，开始前的负载 {one['load_before']}）\n")
        else:
            parts.append(f"## {TITLES[name]}\n\n还没有量：`python -m eval throughput --parts {name}`\n")
    PAGE.write_text("\n".join(parts), encoding="utf-8")


def _rate(one: Mapping[str, Any]) -> str:
    reached = "达到" if one["workers_2"] >= 300 else "没有达到"
    return f"""## {TITLES["rate"]}

| | 每分钟份数 |
|---|---|
| 1 个进程 | {one["workers_1"]} |
| 2 个进程 | {one["workers_2"]} |

{one["drafts"]} 份，含启动（约 {one["start_s"]} 秒）和写汇总。2 个进程是 1 个的 {one["speedup"]} 倍（要求 1.7 倍）；每分钟 300 份的要求{reached}。时间主要花在哪里，见文末。
"""


def _ray(one: Mapping[str, Any]) -> str:
    same = "逐字相同（除用时外）" if one["same_reviews"] else "**不相同**"
    return f"## {TITLES['ray']}\n\n2 个进程每分钟 {one['workers_2']} 份；结果与 local 引擎{same}。\n"


def _memory(one: Mapping[str, Any]) -> str:
    return f"""## {TITLES["memory"]}

1 个进程评 {one["drafts"]} 份：前 100 份时最多 {one["first_100_mb"]} MB，最后 100 份时最多 {one["last_100_mb"]} MB，{one["ratio"]} 倍（要求不超过 1.1 倍）。
"""


def _growth(one: Mapping[str, Any]) -> str:
    rows = "\n".join(f"| {size} | {seconds} |" for size, seconds in one["seconds"].items())
    said = f"增长指数 {one['exponent']}（1 为线性）。" if one["exponent"] is not None else ""
    return f"## {TITLES['growth']}\n\n| 份数 | 秒（不含启动 {one['start_s']} 秒） |\n|---|---|\n{rows}\n\n{said}\n"


def _loop(one: Mapping[str, Any]) -> str:
    return f"## {TITLES['loop']}\n\n每份另起一个进程：每分钟 {one['per_minute']} 份（{one['drafts']} 份）。\n"


def _word(one: Mapping[str, Any]) -> str:
    return f"## {TITLES['word']}\n\n{one['drafts']} 份 .docx，2 个进程：每分钟 {one['per_minute']} 份。每份文件都在受限的子进程里打开，启动它要花时间。\n"


def _kill(one: Mapping[str, Any]) -> str:
    return f"""## {TITLES["kill"]}

{one["files"]} 个文件，连主进程带工作进程杀 {one["kills"]} 次（当时已写 {one["lines_at_kills"]} 行），再接着跑完：评出 {one["reviewed"]}，失败 {one["failures"]}，**丢失 {one["lost"]}，重复 {one["doubled"]}**，退出码 {one["exit_code"]}。
"""


def _model(one: Mapping[str, Any]) -> str:
    return f"""## {TITLES["model"]}

{one["drafts"]} 份，2 个进程：每分钟 {one["per_minute"]} 份。每份实际计算 {one["evaluated_per_draft"]} 个输入词元，占全部问到的 {one["evaluated_over_asked"]:.1%}，其余来自前缀缓存；共 {one["characters"]} 字、{one["indicators"]} 个指标，生成 {one["generated"]} 个词元。
"""


TITLES = {
    "rate": "不用语言模型",
    "ray": "Ray 引擎",
    "word": "Word 文件",
    "loop": "对照：一份一份地运行 reviewer review",
    "growth": "份数多了会怎样",
    "memory": "内存",
    "kill": "随时被 kill -9",
    "model": "用语言模型",
}
SECTIONS = {
    "rate": _rate, "ray": _ray, "word": _word, "loop": _loop, "growth": _growth, "memory": _memory, "kill": _kill, "model": _model,
}  # fmt: skip
