"""评选: candidates of a finished batch in order by chosen criteria, with ties, doubts and near-duplicates in the open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from reviewer.batch.duplicates import NearPair, find_near
from reviewer.batch.folder import RunFolder
from reviewer.batch.repeats import Origin, near_json, origin_of
from reviewer.datamodels import Review
from reviewer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Candidate:
    """One draft in the ranking: `score` is the mean level over the chosen criteria, `low`–`high` the mean of their ends.

    `rank` counts from 1, equal scores share one. `best`–`worst` are the ranks it could have if every level lay anywhere
    in its interval: where those of two candidates overlap, the reviews alone do not tell which is better.
    """

    origin: Origin
    rank: int
    score: float
    low: float
    high: float
    best: int
    worst: int
    levels: tuple[tuple[str, int], ...]  # (name of the criterion, level)
    near: tuple[str, ...]  # files of other candidates that are largely the same


@dataclass(frozen=True, slots=True)
class Ranking:
    """Candidates best first; (file, why) of drafts that can't be ranked; near-duplicate pairs among the candidates."""

    kind: str
    criteria: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    unranked: tuple[tuple[str, str], ...]
    near: tuple[dict[str, Any], ...]

    def shortlist(self, top: int) -> tuple[Candidate, ...]:
        """The first `top`, and whoever ties with the last of them."""
        return tuple(one for one in self.candidates if one.rank <= top)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def rank(folder: RunFolder, criteria: Sequence[str] = (), kind: str | None = None) -> Ranking:
    """Rank the drafts of one kind in a finished run by the mean of `criteria` (ids or names; all if empty).

    A draft without a level on one of them is not ranked: no level is no zero. Raises UsageError for unknown criteria, or
    if `kind` is None and the run holds both kinds.
    """
    reviews = [_Slim.of(review) for review in folder.all_reviews()]
    kind = kind or _only_kind(reviews)
    reviews = [review for review in reviews if review.kind == kind]
    if not reviews:
        raise UsageError(f"{folder.path} 里没有这一类材料（{kind}）。", f"no {kind} in {folder.path}")
    chosen = _choose(reviews[0], criteria)
    missing = [_missing(review, chosen) for review in reviews]
    scored = [review for review, lacking in zip(reviews, missing, strict=True) if not lacking]
    unranked = tuple(
        (review.origin.file, f"没有等级：{'、'.join(lacking)}")
        for review, lacking in zip(reviews, missing, strict=True)
        if lacking
    )
    near = find_near(
        (folder.read_text(one.origin.file, one.origin.part) for one in scored),
        lambda position: folder.read_text(scored[position].origin.file, scored[position].origin.part),
    )
    origins = [one.origin for one in scored]
    return Ranking(
        kind=kind,
        criteria=tuple(reviews[0].names[key] for key in chosen),
        candidates=_in_order(scored, chosen, near),
        unranked=unranked,
        near=tuple(near_json(pair, origins, folder) for pair in near),
    )


@dataclass(frozen=True, slots=True)
class _Slim:
    """What ranking needs of a review; the rest is let go, so that memory stays small."""

    origin: Origin
    kind: str
    names: dict[str, str]
    levels: dict[str, tuple[int, int, int] | None]  # criterion → level and interval

    @classmethod
    def of(cls, review: Review) -> _Slim:
        levels = {
            one.id: (one.level, *(one.interval or (one.level, one.level))) if one.level is not None else None
            for one in review.criteria
        }
        return cls(origin_of(review), review.draft.kind, {one.id: one.name for one in review.criteria}, levels)


def _only_kind(reviews: Sequence[_Slim]) -> str:
    kinds = sorted({review.kind for review in reviews})
    if len(kinds) != 1:
        raise UsageError(
            "这批材料里教案和作业都有，请加 --kind lesson 或 --kind homework。", "give --kind lesson or homework"
        )
    return kinds[0]


def _choose(review: _Slim, wanted: Sequence[str]) -> list[str]:
    by_name = {name: key for key, name in review.names.items()} | {key: key for key in review.names}
    unknown = [one for one in wanted if one not in by_name]
    if unknown:
        known = "、".join(f"{key}（{name}）" for key, name in review.names.items())
        raise UsageError(
            f"没有 {'、'.join(unknown)} 这条标准。可以选：{known}。",
            f"unknown criteria {unknown}; known: {list(review.names)}",
        )
    return list(dict.fromkeys(by_name[one] for one in wanted)) or list(review.names)


def _missing(review: _Slim, chosen: Sequence[str]) -> list[str]:
    """Names of the criteria that have no level."""
    return [review.names[key] for key in chosen if not review.levels.get(key)]


def _in_order(scored: Sequence[_Slim], chosen: Sequence[str], near: Sequence[NearPair]) -> tuple[Candidate, ...]:
    alike: dict[int, list[str]] = {}
    for pair in near:
        alike.setdefault(pair.first, []).append(scored[pair.second].origin.file)
        alike.setdefault(pair.second, []).append(scored[pair.first].origin.file)
    means = []
    for review in scored:
        held = [level for key in chosen if (level := review.levels[key])]
        means.append(tuple(round(sum(part) / len(held), 3) for part in zip(*held, strict=True)))
    scores, lows, highs = (sorted(mean[end] for mean in means) for end in range(3))
    found = [
        Candidate(
            origin=review.origin,
            rank=1 + len(scores) - bisect_right(scores, score),
            score=score,
            low=low,
            high=high,
            best=1 + len(lows) - bisect_right(lows, high),
            worst=len(highs) - bisect_left(highs, low),
            levels=tuple((review.names[key], level[0]) for key in chosen if (level := review.levels[key])),
            near=tuple(alike.get(position, ())),
        )
        for position, (review, (score, low, high)) in enumerate(zip(scored, means, strict=True))
    ]
    return tuple(sorted(found, key=lambda one: (one.rank, one.origin.file, one.origin.part)))


def ranking_text(ranking: Ranking, top: int) -> str:
    """The ranking as Markdown, for people."""
    lines = [f"按 {'、'.join(ranking.criteria)} 的平均等级排名，共 {len(ranking.candidates)} 份", ""]
    lines += ["| 名次 | 题目 | 平均 | 可能范围 | 可能名次 | 文件 |", "|---|---|---|---|---|---|"]
    ranks = [one.rank for one in ranking.candidates]
    for one in ranking.shortlist(top):
        tied = "（并列）" if ranks.count(one.rank) > 1 else ""
        lines.append(
            f"| {one.rank}{tied} | {_cell(one.origin.title)} | {one.score:.2f} | {one.low:.2f}–{one.high:.2f} "
            f"| {one.best}–{one.worst} | {_cell(one.origin.file)} |"
        )
    lines += ["", "可能范围重叠的，光凭这份评阅分不出高下，请人来比：加 --pairs 比较表.csv。"]
    if ranking.near:
        lines += ["", "大段相同的材料，请先看清是谁的："]
        lines += [
            f"- {pair['first']} 与 {pair['second']}：较短的一份有 {pair['shared']:.0%} 相同" for pair in ranking.near
        ]
    if ranking.unranked:
        lines += ["", f"没有排进来的 {len(ranking.unranked)} 份："]
        lines += [f"- {file}：{why}" for file, why in ranking.unranked[:20]]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "｜")[:40]
