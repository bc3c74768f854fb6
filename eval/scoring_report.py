"""The scoring suite as a page to read: tables in Markdown and one plot of levels against the readers'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cells import cell

WEAKEST = 12
# Names of the judges on the page, by their names in the table that is printed.
JUDGES = {
    "ours": "本项目",
    "without the model": "本项目，不用模型",
    "only what is counted": "只用数出来的",
    "commonest": "总给最常见的回答和等级（事先知道）",
    "always 3": "都评 3 级",
    "prompt a criterion": "每条标准问一次（通常的做法）",
    "ours, same drafts": "本项目，同样那几份",
    "reader B (truth: A)": "第二位读者（对第一位）",
}


def write_report(result: Mapping[str, Any], path: Path) -> None:
    """Writes `path` and beside it plots/NAME.png; overwrites what is there."""
    picture = path.parent / "plots" / f"{path.stem}.png"
    drafts, status = result["drafts"], result["status"]
    lines = [
        "# 与标注的一致程度",
        "",
        f"模型：{result['llm'] or '不用模型'}；教案 {drafts['lesson']} 份，作业 {drafts['homework']} 份。{result['used']}"
        "标注的人不是教师。方括号里是按整份材料重抽样的 95% 区间；由 `python -m eval scoring --report` 生成。",
        "",
        *_judges(result["judges"]),
        "",
        "等级都与标注的比；两位读者之间的，是他们互相比。两种“总是”的评法，比的是本项目给出了等级的那些。标注由两位读者的定下来，比他们互相之间容易一致，所以占比可以超过 1。",
        "",
        f"引文与原文一致：{result['quotes']['verbatim']} / {result['quotes']['quotes']}。{_inside(result['coverage'])}"
        f"评了等级的 {status['scored']} 个，材料没有可判断内容的 {status['insufficient']} 个，确定的项太少未评的 {status['unscored']} 个。",
        "",
        f"![等级](plots/{picture.name})",
        "",
        *_criteria(result["criteria"]),
        "",
        *_weakest(result["indicators"]),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plot(result, picture)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _head(*names: str) -> list[str]:
    return [_row(names), "|" + "---|" * len(names)]


def _with(row: Mapping[str, Any], name: str, digits: int = 2) -> str:
    figure, interval = cell(row[name], digits), cell(row[f"{name}_95"], digits)
    return figure if interval == "–" else f"{figure} [{interval}]"


def _judges(judges: Mapping[str, Mapping[str, Any]]) -> list[str]:
    head = _head(
        "", "份数", "回答", "正确率", "平衡正确率", "κ", "等级", "一致", "QWK", "占读者的", "平均相差", "离散（标注的）"
    )
    return head + [
        _row(
            [
                *(JUDGES[name], str(row["drafts"]), str(row["answers"]), _with(row, "accuracy", 3)),
                *(_with(row, "balanced", 3), cell(row["kappa"]), str(row["levels"]), cell(row["exact"])),
                *(_with(row, "qwk", 3), cell(row["of_readers"]), _with(row, "mae", 3)),
                f"{cell(row['spread'])}（{cell(row['spread_truth'])}）",
            ]
        )
        for name, row in judges.items()
    ]


def _inside(coverage: Mapping[str, Mapping[str, Any]]) -> str:
    names = {"lesson": "教案", "homework": "作业"}
    told = [f"{names[kind]} {_with(row, 'inside')}（{row['levels']} 个）" for kind, row in coverage.items()]
    return f"读者的等级落在本项目给的 80% 区间里的：{'，'.join(told)}。"


def _criteria(criteria: Mapping[str, Mapping[str, Any]]) -> list[str]:
    title = ["## 各条的等级", ""]
    agreement = _head(
        "条目",
        "等级",
        "一致",
        "差一级以内",
        "QWK",
        "平均相差",
        "离散（标注的）",
        "两位读者：一致",
        "QWK",
        "占读者的",
        "材料没有",
        "未能评",
    )
    return [*title, *agreement] + [
        _row(
            [
                *(name, str(row["levels"]), cell(row["exact"]), cell(row["adjacent"])),
                *(_with(row, "qwk"), _with(row, "mae"), f"{cell(row['spread'])}（{cell(row['spread_truth'])}）"),
                *(cell(row[key]) for key in ("readers_exact", "readers_qwk", "of_readers", "insufficient", "unscored")),
            ]
        )
        for name, row in criteria.items()
    ]


def _weakest(indicators: Mapping[str, Mapping[str, Any]]) -> list[str]:
    head = _head("指标", "份数", "正确率", "总答常见的", "平衡", "κ", "两位读者的 κ", "由什么判断")
    weakest = sorted(indicators.items(), key=lambda pair: pair[1]["accuracy"])[:WEAKEST]
    return [f"## 最弱的 {WEAKEST} 项", "", *head] + [
        _row(
            [
                *(name, str(row["n"]), cell(row["accuracy"]), cell(row["majority"]), _with(row, "balanced")),
                *(cell(row["kappa"]), cell(row["readers_kappa"]), row["basis"]),
            ]
        )
        for name, row in weakest
    ]


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
