"""docs/benchmarks.md, written from docs/benchmarks.json: figures as they were measured, also when they disappoint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

WANTED_RATE, WANTED_SPEEDUP, WANTED_MEMORY = 300, 1.7, 1.1
TEN_THOUSAND = 10_000
HEAD = """# 一批要多久

这一页由 `python -m eval throughput` 生成，数字是量出来的，不好看也照写；改了代码请重新量，不要手改。
材料是把带标注的草稿改写成互不相同的许多份（`eval/edited.py`），其中 3% 的文件是坏的。每次都运行 `reviewer batch` 命令本身，启动和写汇总都算在内。
“开始前的负载”大于 0.5 时，机器上同时还有别的事在跑，速度偏低，只能作下限看。
"""
One = Mapping[str, Any]


def write_page(figures: One, page: Path) -> None:
    """Write the page for whatever has been measured so far."""
    parts = [HEAD]
    machine = figures.get("machine", {})
    if machine:
        parts.append(f"机器：{machine['cpu']}，{machine['cores']} 核，Python {machine['python']}。\n")
    for name, (title, tell) in SECTIONS.items():
        parts.append(f"## {title}\n")
        if name in figures:
            one = figures[name]
            note = f"（{one['measured']} 量，用了 {one['took_s']} 秒，开始前的负载 {one['load_before']}）"
            parts.append(f"{tell(one).strip()}\n\n{note}\n")
        else:
            parts.append(f"还没有量：`python -m eval throughput --parts {name}`\n")
    page.write_text("\n".join(parts), encoding="utf-8")


def _reached(good: bool) -> str:
    return "达到" if good else "**没有达到**"


def _rate(one: One) -> str:
    return f"""
| | 每分钟份数 |
|---|---|
| 1 个进程 | {one["workers_1"]} |
| 2 个进程 | {one["workers_2"]} |

{one["drafts"]} 份，启动和写汇总都在内（2 个进程一共 {one["whole_s"]} 秒，其中评阅 {one["reviewing_s"]} 秒）。2 个进程是 1 个的 {one["speedup"]} 倍，只看评阅是 {one["reviewing_speedup"]} 倍（要求 {WANTED_SPEEDUP} 倍：{_reached(one["speedup"] >= WANTED_SPEEDUP)}／{_reached(one["reviewing_speedup"] >= WANTED_SPEEDUP)}）；每分钟 {WANTED_RATE} 份：{_reached(one["workers_2"] >= WANTED_RATE)}。时间花在哪里见“时间花在哪里”一节。
"""


def _ray(one: One) -> str:
    same = "逐字相同（除用时外）" if one["same_reviews"] else "**不相同**"
    return f"{one['drafts']} 份，2 个进程，每分钟 {one['workers_2']} 份，其中启动约 {one['start_s']} 秒；结果与 local 引擎{same}。"


def _growth(one: One) -> str:
    seconds = {int(size): took for size, took in one["seconds"].items()}
    rows = "\n".join(f"| {size} | {took} |" for size, took in seconds.items())
    said = f"增长指数 {one['exponent']}（1 为线性）。" if one["exponent"] is not None else ""
    if max(seconds) < TEN_THOUSAND and one["exponent"] is not None:
        size, took = max(seconds.items())
        minutes = took * (TEN_THOUSAND / size) ** one["exponent"] / 60
        command = f"`python -m eval throughput --parts growth --sizes {','.join(map(str, seconds))},{TEN_THOUSAND}`"
        said += f"{TEN_THOUSAND} 份**没有量**，按这条线推算约 {minutes:.0f} 分钟；要量请运行 {command}。"
    return f"2 个进程。\n\n| 份数 | 秒（不含启动 {one['start_s']} 秒） |\n|---|---|\n{rows}\n\n{said}"


def _memory(one: One) -> str:
    summing = f"；写汇总时最多 {one['summing_mb']} MB" if one["summing_mb"] else ""
    return (
        f"2 个进程评 {one['drafts']} 份，连主进程在内：前 {one['window']} 份时最多 {one['first_mb']} MB，最后 {one['window']} 份时"
        f"最多 {one['last_mb']} MB，{one['ratio']} 倍（要求不超过 {WANTED_MEMORY} 倍：{_reached(one['ratio'] <= WANTED_MEMORY)}）{summing}。"
    )


def _profile(one: One) -> str:
    rows = "\n".join(
        f"| {name} | {share:.0%} | {share * one['draft_cpu_ms']:.0f} |" for name, share in one["shares"].items()
    )
    return f"""
一个进程每份 {one["draft_ms"]} 毫秒（处理器 {one["draft_cpu_ms"]} 毫秒，{one["drafts"]} 份的平均）；第一份连同装载用 {one["first_draft_s"]} 秒；全部评完后写汇总，每份 {one["summaries_ms"]} 毫秒，由主进程单独做。

| 步骤 | 占处理器时间 | 毫秒 |
|---|---|---|
{rows}

两个核、每分钟 {WANTED_RATE} 份，等于每份最多用 {2 * 60_000 // WANTED_RATE} 毫秒的处理器。
"""


def _loop(one: One) -> str:
    return f"每份另起一个进程：每分钟 {one['per_minute']} 份（{one['drafts']} 份）。"


def _word(one: One) -> str:
    return f"{one['drafts']} 份 .docx，2 个进程：每分钟 {one['per_minute']} 份，启动在内。每份文件都在受限的子进程里打开，启动它要花时间。"


def _pairs(one: One) -> str:
    rows = [
        f"| {size} {word} | {took} | {found} |"
        for name, word in (("items", "道题"), ("drafts", "份材料"))
        for size, (took, found) in one[name].items()
    ]
    table = "\n".join(rows)
    exponents = one["exponents"]
    return f"| 多少 | 秒 | 找到 |\n|---|---|---|\n{table}\n\n增长指数：题 {exponents['items']}，材料 {exponents['drafts']}（1 为线性）。"


def _kill(one: One) -> str:
    moments = "、".join(map(str, one["done_at_kills"]))
    return (
        f"{one['files']} 个文件，连主进程带工作进程 `kill -9` {one['kills']} 次（当时已做完 {moments} 个），再接着跑完：评出 {one['reviewed']}，"
        f"评不了 {one['failures']}，**丢失 {one['lost']}，重复 {one['doubled']}**，评阅网页 {one['reports']} 份，退出码 {one['exit_code']}。"
    )


def _model(one: One) -> str:
    count = max(1, one["drafts"])
    how = "用模型自己的分词器数" if one["counted"] == "tokenizer" else "按字数估计（服务不告诉分词）"
    rows = {
        "实际计算的输入词元": one["evaluated"],
        "来自前缀缓存": one["cached"],
        "生成": one["generated"],
        "稿子本身": one["draft_tokens"],
        f"问题（共 {one['questions']} 个）": one["question_tokens"],
        "限度：稿子的 1.5 倍加问题": one["bound"],
        "通常做法（每条标准一次、每次带全文）发送": one["usual_asked"],
        "通常做法，稿子留在前缀缓存里": one["usual_cached"],
    }
    table = "\n".join(f"| {name} | {tokens / count:.0f} |" for name, tokens in rows.items())
    reached = _reached(one["evaluated_over_bound"] <= 1)
    said = f"实际计算的是限度的 {one['evaluated_over_bound']} 倍（要求不超过 1 倍：{reached}）。"
    if one["evaluated"] + one["cached"] == 0:
        said = "模型服务没有报出词元数，和限度比不了。"
    return f"""
{one["llm"]}，{one["drafts"]} 份，2 个进程：每分钟 {one["per_minute"]} 份；没有答上来的 {one["unanswered"]} 份。

| 每份的词元 | |
|---|---|
{table}

{said}前三行由模型服务报出；其余{how}。通常做法的两行是数出来的，没有让模型去答；它在同样稿子上的用时和准确度见 `python -m eval baseline`。
"""


def _model_rate(one: One) -> str:
    return f"""
| | 每分钟份数 |
|---|---|
| 1 个进程 | {one["workers_1"]} |
| 2 个进程 | {one["workers_2"]} |
| 2 个进程，ray | {one["ray"]} |

{one["llm"]}，{one["drafts"]} 份，启动和写汇总都在内，没有用记住的答案。
"""


SECTIONS: dict[str, tuple[str, Callable[[One], str]]] = {
    "rate": ("不用语言模型", _rate),
    "thousand": ("一晚上的一千份（互相改写而来，有相同的句子）", _rate),
    "profile": ("时间花在哪里", _profile),
    "ray": ("Ray 引擎", _ray),
    "word": ("Word 文件", _word),
    "loop": ("对照：一份一份地运行 reviewer review", _loop),
    "growth": ("份数多了会怎样", _growth),
    "memory": ("内存", _memory),
    "pairs": ("找重复和雷同", _pairs),
    "kill": ("随时被 kill -9", _kill),
    "model": ("用语言模型", _model),
    "model_rate": ("用语言模型，几个进程", _model_rate),
}
