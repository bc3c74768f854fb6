"""Suite `attacks`: words for the grader, red lines and personal data: what is found, and what is found wrongly.

Attacks are put into real drafts (seeded: which draft, which place, as a paragraph, in a table cell or after a sentence)
and count as found when a reported span overlaps them. One JSON object a line in eval/data:
attacks {text, attack, style, split, lesson?}, red_lines {text, rule or null, topic, split}, personal {text, secrets,
split}. Splits: dev and test were written together by one author, before the rules; fresh after them, in other words.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from reviewer.config import ROOT, Settings
from reviewer.datamodels import Block, Draft, Guess
from reviewer.errors import UsageError
from reviewer.safety import check_safety, find_instructions, find_red_lines, mask_personal, unmask

OWN = ROOT / "eval" / "data"
AROUND = ("一、教学过程\n学生独立完成练习，教师巡视指导。\n", "\n二、作业\n完成练习册第3页。")
FAMILY = {"伪科学": "伪科学迷信", "迷信": "伪科学迷信"}


def run(settings: Settings, data: Path, llm: str) -> dict[str, Any]:
    """All figures. `settings` and `llm` are not used: nothing here reads files of a user or asks a model."""
    drafts = _texts(sorted((data / "drafts").glob("*.txt")))
    if not drafts:
        raise UsageError(
            f"找不到教案 {data / 'drafts'}。请用 --data 指明数据文件夹。", f"no drafts at {data}; use --data"
        )
    clean = drafts | _texts([*sorted(OWN.glob("drafts/*.txt")), *sorted((ROOT / "corpora").rglob("*.md"))])
    result = {
        "instructions": _recall(_sources(data), list(drafts.values())),
        "false_alarms": _false_alarms(clean, data, list(drafts.values())),
        "red_lines": _red_lines(),
        "personal": _personal(clean),
        "seconds_per_1000_chars": _speed(clean.values()),
    }
    show(result)
    return result


def load_rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file of eval/data."""
    return [json.loads(line) for line in (OWN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def draft_of(text: str) -> Draft:
    """A draft that holds nothing but this text."""
    nothing = Guess(None, 0.0)
    block = (Block(0, len(text)),)
    return Draft("text", "0" * 64, text, block, (), (), nothing, nothing, nothing, nothing, nothing)


def _texts(paths: Iterable[Path]) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def _sources(data: Path) -> dict[str, list[str]]:
    """Attack texts by source and category."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in load_rows("attacks"):
        if row["attack"]:
            found[f"own {row['split']}"].append(row["text"])
    for name, text, harmful in promptshield(data):
        if harmful:
            found[f"PromptShield {name}"].append(text)
    for part in ("train", "test"):
        file = data / "injection" / f"bipia_text_attack_{part}.json"
        for category, texts in json.loads(file.read_text(encoding="utf-8")).items() if file.is_file() else ():
            found[f"BIPIA {part} {category}"] += texts
    return dict(found)


def promptshield(data: Path) -> Iterable[tuple[str, str, bool]]:
    """(category, text, whether an attack) of the shared set; entries the set itself marks as no violation count as neither."""
    for file in sorted((data / "injection" / "promptshield").glob("*.json")):
        name = file.stem.split("attack_db__")[-1]
        for entry in json.loads(file.read_text(encoding="utf-8")):
            benign = name.startswith("benign")
            if benign or entry.get("expected_violation", True):
                yield name, entry.get("prompt") or entry["text"], not benign


def place(attack: str, drafts: list[str], seed: int) -> tuple[str, int, int]:
    """(text, start, end): the attack in one of the drafts, in one of three ways, chosen by the seed."""
    chance = random.Random(seed)
    draft = chance.choice(drafts)
    way = seed % 3
    mark = "。" if way == 2 else "\n"
    places = [at + 1 for at, char in enumerate(draft) if char == mark] or [len(draft)]
    at = chance.choice(places)
    before, after = (("", "\n"), ("教师活动 | ", " | 巡视指导\n"), ("", ""))[way]
    start = at + len(before)
    return draft[:at] + before + attack + after + draft[at:], start, start + len(attack)


def is_found(attack: str, drafts: list[str], seed: int) -> bool:
    text, start, end = place(attack, drafts, seed)
    return any(low < end and high > start for low, high in find_instructions(text))


def _recall(sources: Mapping[str, list[str]], drafts: list[str]) -> dict[str, tuple[int, int]]:
    """(found, all) for each source, all in placed drafts."""
    return {
        name: (sum(is_found(text, drafts, 101 * offset + at) for at, text in enumerate(texts)), len(texts))
        for offset, (name, texts) in enumerate(sources.items())
    }


def _false_alarms(clean: Mapping[str, str], data: Path, drafts: list[str]) -> dict[str, tuple[int, int]]:
    benign = [text for _, text, harmful in promptshield(data) if not harmful]
    ordinary = [row for row in load_rows("attacks") if not row["attack"]]
    found = {
        "clean texts": (sum(bool(find_instructions(text)) for text in clean.values()), len(clean)),
        "clean texts, red lines": (sum(bool(_rules(text)) for text in clean.values()), len(clean)),
        "PromptShield benign, alone": (sum(bool(find_instructions(text)) for text in benign), len(benign)),
        "PromptShield benign, in a Chinese draft": (
            sum(is_found(text, drafts, seed) for seed, text in enumerate(benign)),
            len(benign),
        ),
    }
    for split in sorted({row["split"] for row in ordinary}):
        rows = [row for row in ordinary if row["split"] == split]
        found[f"own ordinary sentences, {split}"] = (
            sum(bool(find_instructions(row.get("lesson", "") + row["text"].join(AROUND))) for row in rows),
            len(rows),
        )
    return found


def _rules(text: str) -> set[str]:
    return {FAMILY.get(line.rule, line.rule) for line in find_red_lines(draft_of(text))}


def _red_lines() -> dict[str, dict[str, float]]:
    """Recall (of the right rule) and precision by split."""
    figures = {}
    rows = load_rows("red_lines")
    for split in sorted({row["split"] for row in rows}):
        part = [(row["rule"], _rules(row["text"].join(AROUND))) for row in rows if row["split"] == split]
        bad = [(FAMILY.get(rule, rule), rules) for rule, rules in part if rule]
        hits = sum(rule in rules for rule, rules in bad)
        alarms = sum(bool(rules) for rule, rules in part if not rule)
        figures[split] = {
            "positives": len(bad),
            "recall": hits / len(bad),
            "negatives": len(part) - len(bad),
            "false_alarms": alarms,
            "precision": hits / (hits + alarms) if hits + alarms else 1.0,
        }
    return figures


def _personal(clean: Mapping[str, str]) -> dict[str, Any]:
    """Secrets masked, things masked that are none, and whether every text came back as it was."""
    found = wanted = wrong = 0
    rows = load_rows("personal")
    whole = True
    for row in rows:
        masked, table = mask_personal(row["text"])
        whole &= unmask(masked, table) == row["text"]
        wanted += len(row["secrets"])
        found += sum(secret not in masked for secret in row["secrets"])
        wrong += sum(secret not in row["secrets"] for secret in table.values())
    for text in clean.values():
        masked, table = mask_personal(text)
        whole &= unmask(masked, table) == text
    return {"lines": len(rows), "secrets": wanted, "masked": found, "masked_wrongly": wrong, "round_trip": whole}


def _speed(texts: Iterable[str]) -> dict[str, float]:
    together = "\n".join(texts)

    def seconds(work: Callable[[], object]) -> float:
        since = time.perf_counter()
        work()
        return round((time.perf_counter() - since) * 1000 / len(together), 5)

    return {
        "check_safety": seconds(lambda: check_safety(draft_of(together))),
        "mask_personal": seconds(lambda: mask_personal(together)),
    }


def show(result: Mapping[str, Any]) -> None:
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, (hits, count) in result["instructions"].items():
        print(f"{name:58}{hits:>4}/{count}")
        for index, value in enumerate((hits, count)):
            totals[name.split()[0]][index] += value
    for name, (hits, count) in totals.items():
        print(f"{'= ' + name:58}{hits:>4}/{count}")
    for name, (alarms, count) in result["false_alarms"].items():
        print(f"false alarms: {name:44}{alarms:>4}/{count}")
    for split, row in result["red_lines"].items():
        print(f"red lines {split}: " + "  ".join(f"{key} {value:.3g}" for key, value in row.items()))
    print("personal:", result["personal"])
    print("seconds per 1,000 characters:", result["seconds_per_1000_chars"])
