from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.datamodels import Evidence, IndicatorResult
from reviewer.errors import RubricError
from reviewer.judging.levels import score_level
from reviewer.rubrics import RUBRICS_DIR, Rule, get_rubric, list_rubrics, load_rubric

RULE = Rule(span=3, excellent=0.9, scored_share=0.5)
QUOTE = Evidence(quote="学", start=0, end=1, where="")


def answers(pattern: str, sure: float = 0.95) -> list[IndicatorResult]:
    """`y`, `n`, `?` in a row; yes and no at probability `sure`."""
    table = {"y": ("yes", sure), "n": ("no", 1 - sure), "?": ("unclear", 0.5)}
    return [
        IndicatorResult(
            id=f"i{i}", name="", answer=table[c][0], probability=table[c][1], basis="measured", note="",
            evidence=[QUOTE] if c == "y" else [],
        )
        for i, c in enumerate(pattern)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "level"),
    [
        ("nnnnn", 1), ("ynnnn", 2), ("yynnn", 2), ("yyynn", 3), ("yyyyn", 3), ("yyyy", 5), ("yyyn", 3), ("yynn", 3),
        ("ynnn", 2), ("yyn", 3), ("ynn", 2), ("yn", 3), ("nn", 1), ("y?", 3), ("yy??", 3), ("nn??", 2),
    ],
)  # fmt: skip
def test_level_follows_the_share_of_yes(pattern: str, level: int) -> None:
    assert score_level(answers(pattern), RULE).level == level


def test_excellent_needs_certainty_and_evidence() -> None:
    assert score_level(answers("yyyy", sure=0.8), RULE).level == 4
    hardly = [*answers("yyy"), *answers("y", sure=0.8)]
    assert score_level(hardly, RULE).level == 4
    without_quote = [answer.model_copy(update={"evidence": []}) for answer in answers("yyyy")]
    assert score_level(without_quote, RULE).level == 4


@pytest.mark.parametrize("pattern", ["????", "y???", "n????", "yn???"])
def test_too_few_answers_are_unscored_not_zero(pattern: str) -> None:
    score = score_level(answers(pattern), RULE)
    assert (score.status, score.level, score.interval) == ("unscored", None, None)


@pytest.mark.parametrize(
    ("pattern", "sure", "interval"),
    [
        ("yyynn", 0.999, (3, 3)),  # certain answers: no width
        ("yyynn", 0.75, (2, 3)),
        ("yn", 0.6, (1, 4)),  # two coin tosses: anything is possible
        ("yy??", 0.999, (3, 4)),  # two unknown of four
    ],
)
def test_interval_widens_with_doubt(pattern: str, sure: float, interval: tuple[int, int]) -> None:
    assert score_level(answers(pattern, sure), RULE).interval == interval


NEEDED = RULE.model_copy(update={"essential": ("i0",)})


@pytest.mark.parametrize(
    ("pattern", "level", "interval"),
    [
        ("nyyy", 2, (2, 2)),
        ("yyyn", 3, (3, 3)),
        ("nn", 1, (1, 1)),
        ("yyyy", 5, (4, 5)),
        ("?yyy", 4, (2, 4)),  # not known to be missing: no cap, but the level may be as low
    ],
)
def test_what_is_essential_caps_the_level(pattern: str, level: int, interval: tuple[int, int]) -> None:
    score = score_level(answers(pattern, sure=0.999), NEEDED)
    assert (score.level, score.interval) == (level, interval)


@pytest.mark.parametrize(
    ("pattern", "sure", "level"),
    [("yy", 0.85, 4), ("yy", 0.75, 3), ("yn", 0.75, 3), ("nn", 0.75, 1), ("?y", 0.85, 3)],
)
def test_an_essential_yes_that_is_hardly_one_keeps_the_level_below_four(pattern: str, sure: float, level: int) -> None:
    rule = NEEDED.model_copy(update={"firm": {"i0": 0.8}})
    given = answers(pattern, sure)
    assert score_level(given, rule).level == level
    assert rule.hardly(given) == (["i0"] if pattern[0] == "y" and sure < 0.8 else [])


@pytest.mark.parametrize("path", list_rubrics(), ids=lambda path: path.stem)
def test_shipped_rubrics_load(path: Path) -> None:
    rubric = load_rubric(path)
    assert rubric.id == path.stem
    assert len(rubric.criteria) == 8
    assert len(rubric.sha256) == 64


@pytest.mark.parametrize("kind", ["lesson", "homework"])
def test_indicator_ids_and_meanings_are_the_fixed_ones(kind: str, shared: Path) -> None:
    import yaml

    fixed = yaml.safe_load((shared.parent / "design" / f"indicators-{kind}.yaml").read_text(encoding="utf-8"))
    wanted = [(i["id"], i["basis"], i["yes_when"]) for c in fixed["criteria"] for i in c["indicators"]]
    assert [(i.id, i.basis, i.yes_when) for i in get_rubric(kind).indicators()] == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  question: ", "  quesion: ", ["quesion", "第 ", "改正拼写"]),
        ("  without_essential: 2", "  without_essential: 5", ["without_essential"]),
        ("[hw.no_drill]", "[hw.no_drills]", ["essential", "hw.no_drills"]),
        ("version: 1.14.0\n", "", ["缺少“version”", "请补上"]),
        ("kind: lesson", "kind: lessson", ["kind"]),
        ("针对{hard}", "针对{hrad}", ["不能用 {hrad}", "可以用的有", "{hard}"]),
        ("anchor: check\n", "anchor: item_first\n", ["fb.all_students", "anchor 不能是 item_first", "check"]),
        ("anchor: check\n", "anchor: minutes\n", ["anchor 不能是 minutes"]),
        ("id: lesson-design", "id: [", ["不是正确的 YAML"]),
    ],
)
def test_a_bad_rubric_is_refused_with_line_and_cure(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    source = (RUBRICS_DIR / "lesson-design.yaml").read_text(encoding="utf-8")
    assert old in source
    path = tmp_path / "school.yaml"
    path.write_text(source.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_rubric(path)
    assert "\n" not in caught.value.chinese
    assert all(part in caught.value.chinese for part in [str(path), *expected])


def test_unknown_key_names_its_line(tmp_path: Path) -> None:
    source = (RUBRICS_DIR / "lesson-design.yaml").read_text(encoding="utf-8")
    lines = source.splitlines()
    index = next(i for i, line in enumerate(lines) if line.startswith("name:"))
    lines.insert(index + 1, "colour: red")
    path = tmp_path / "school.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RubricError, match=f"第 {index + 2} 行.*colour"):
        load_rubric(path)


def test_a_rubric_of_the_other_kind_is_refused() -> None:
    with pytest.raises(RubricError, match="换一份量规"):
        get_rubric("lesson", RUBRICS_DIR / "homework-design.yaml")
