"""What stands beside the reviewer: a numbering regex for items, semhash and datasketch MinHash for repetition."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from reviewer.datamodels import Embedder

_NUMBERED = re.compile(
    r"^[ \t#>*]*(?:\d{1,2}\s*[.、．)）]|[（(]\s*\d{1,2}\s*[)）]|第\s*\d{1,2}\s*题|[一二三四五六七八九十]+、|[①-⑳])",
    re.M,
)
Result = TypeVar("Result")
SHINGLE = 3  # characters; datasketch's own examples use words, which Chinese does not separate
PERMUTATIONS = 128
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
COSINES = (0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98)  # e5 cosines are high throughout; semhash's default is 0.9


def numbering_spans(text: str) -> list[tuple[int, int]]:
    """Every line that begins with a number opens an item, which ends where the next one begins."""
    starts = [match.start() for match in _NUMBERED.finditer(text)]
    return list(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=False))


class _Encoder:
    """The reviewer's own embedder in the shape semhash asks for; its default model would have to be downloaded."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def encode(self, inputs: Sequence[Any] | Any, **_: Any) -> Any:
        return self._embedder.encode([inputs] if isinstance(inputs, str) else list(inputs))


def semhash_groups(texts: Sequence[str], embedder: Embedder, threshold: float) -> list[list[int]]:
    from semhash import SemHash

    records = [{"text": text, "id": str(at)} for at, text in enumerate(texts)]
    model: Any = _Encoder(embedder)
    result = SemHash.from_records(records, columns=["text"], model=model).self_deduplicate(threshold=threshold)
    groups = {str(record["id"]): [int(record["id"])] for record in result.selected}
    for duplicate in result.filtered:
        groups[str(duplicate.duplicate_of["id"])].append(int(duplicate.record["id"]))
    return list(groups.values())


def minhash_groups(texts: Sequence[str], threshold: float) -> list[list[int]]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    groups: dict[int, list[int]] = {}
    for at, text in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([text[k : k + SHINGLE].encode() for k in range(max(1, len(text) - SHINGLE + 1))])
        near = index.query(sketch)
        if near:
            groups[int(min(near))].append(at)
        else:
            groups[at] = [at]
            index.insert(at, sketch)
    return list(groups.values())


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    since = time.perf_counter()
    return work(), time.perf_counter() - since
