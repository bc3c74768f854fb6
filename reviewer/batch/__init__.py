"""Many drafts: run a folder of them in worker processes, go on after any interruption, sum up, rank, compare."""

from __future__ import annotations

from reviewer.batch.running import Counts, Plan, run_batch

__all__ = ["Counts", "Plan", "run_batch"]
