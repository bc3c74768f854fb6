"""The scoring suite as a page to read: tables in Markdown and one plot of levels against the readers'."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

PLOT = "plots/scoring.png"
WEAKEST = 12


def write_report(result: Mapping[str, Any], path: Path) -> None:
    """Writes `path` and its plot; overwrites what is there."""
    summary, levels = result["summary"], result["summary"]["levels"]
    lines = [
        "# 与标注的一致程度",
        "",
        f"模型：{result['llm'] or '不用模型'}；{result['drafts']} 份材料，每一来源的材料都不参加评它所用的权重的拟合。"
        "标注由两位细心的读者作出、第三位裁定，他们不是教师；数数的代码参照过这些材料，新材料上会低一些"
        "（`python -m eval witnesses` 用没有参照过的材料）。由 `python -m eval scoring` 生成。",
        "",
        "| | 本机 | 总答常见的那个／都评 3 级 |",
        "|---|---|---|",
        f"| 回答正确率 | {summary['accuracy']:.3f}（{_interval(summary['accuracy_95'])}） | {summary['majority']:.3f} |",
        f"| 平衡正确率 | {summary['balanced']:.3f} | 0.500 |",
        f"| 等级 QWK | {levels['qwk']:.3f}（{_interval(levels['qwk_95'])}） | 0 |",
        f"| 等级平均相差 | {levels['mae']:.3f} | {summary['constant_3_mae']:.3f} |",
        f"| 引文与原文一致 | {result['quotes']['verbatim']} / {result['quotes']['quotes']} | |",
        "",
        f"![等级]({PLOT})",
        "",
        "## 各条的等级",
        "",
        "| 条目 | 份数 | 一致 | 差一级以内 | QWK | 两位读者之间 | 平均相差 | 离散（读者的） |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {row['n']} | {row['exact']:.2f} | {row['adjacent']:.2f} | {row['qwk']:.2f} | {row['readers_qwk']:.2f} "
        f"| {row['mae']:.2f} | {row['spread']:.2f}（{row['readers_spread']:.2f}） |"
        for name, row in result["criteria"].items()
    ]
    lines += [
        "",
        f"## 最弱的 {WEAKEST} 项",
        "",
        "| 指标 | 正确率 | 总答常见的 | 平衡 | 由什么判断 |",
        "|---|---|---|---|---|",
    ]
    weakest = sorted(result["indicators"].items(), key=lambda pair: pair[1]["accuracy"])[:WEAKEST]
    lines += [
        f"| {name} | {row['accuracy']:.2f} | {row['majority']:.2f} | {row['balanced']:.2f} | {row['basis']} |"
        for name, row in weakest
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plot(result, path.parent / PLOT)


def _interval(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.3f}–{pair[1]:.3f}"


def plot(result: Mapping[str, Any], path: Path) -> None:
    """QWK per criterion beside the readers' own; labels are ids, so that no Chinese font is needed."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    names = list(result["criteria"])
    rows = [result["criteria"][name] for name in names]
    figure, axes = pyplot.subplots(figsize=(7, 0.32 * len(names) + 1))
    places = range(len(names))
    axes.barh([p + 0.2 for p in places], [row["qwk"] for row in rows], 0.38, color="#0072B2", label="reviewer")
    axes.barh(
        [p - 0.2 for p in places], [row["readers_qwk"] for row in rows], 0.38, color="#E69F00", label="two readers"
    )
    axes.set_yticks(list(places), names, fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_xlabel("quadratic weighted kappa")
    axes.legend(loc="lower right", fontsize=8)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
