"""One draft before one model: what it says of the indicators, the criteria scored with that, and what it writes for the weak."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.judging.indicators import weigh
from reviewer.judging.opinions import Opinion, Strategy, Told
from reviewer.judging.scan import Scan
from reviewer.witnesses import Witnesses
from reviewer.writing import ReviewWriter, Scored


@dataclass(frozen=True, slots=True)
class Consultation:
    witnesses: Witnesses
    writer: ReviewWriter
    scan: Scan

    def hold(self, strategy: Strategy, names: Sequence[str], tell: Told) -> tuple[Mapping[str, Opinion], Scored]:
        """Opinions on the indicators named, and the criteria by them.

        A model that answered nothing is not asked to write: nobody waits for another silence.
        """
        writer, clock = self.writer, self.writer.clock
        since = time.perf_counter()
        opinions = strategy.ask(names, tell)
        clock.time("judge", since)
        scales = self.witnesses.scales(writer.rubric, strategy)
        answers = weigh(
            writer.rubric, self.scan.over(writer.draft), writer.measured.findings, scales, opinions, writer.place
        )
        scored = writer.score(answers, scale=self.witnesses.scale(writer.rubric, strategy))
        if opinions and not is_heeded(opinions):
            return opinions, scored
        since = time.perf_counter()
        written = self.witnesses.write(strategy, writer.weak(scored), tell)
        clock.time("judge", since)
        return opinions, scored.reworded(written)


def is_heeded(opinions: Mapping[str, Opinion]) -> bool:
    """Whether the model gave any answer."""
    return any(opinion.probability is not None for opinion in opinions.values())
