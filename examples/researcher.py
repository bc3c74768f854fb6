"""From a folder of drafts to figures: review, frame, agreement with one's own labels, plots.

    python examples/researcher.py DRAFTS LABELS.csv OUT

LABELS.csv has the columns file, criterion, level. Run by tests/test_research.py, so it works as it stands.
"""

# %% What there is
import sys
from pathlib import Path

import pandas as pd

from reviewer import Reviewer, load_settings
from reviewer.batch import Plan, run_batch
from reviewer.research import agreement, criteria_frame, indicators_frame, plot_levels, read_reviews


def main(drafts: Path, labels: Path, out: Path) -> pd.DataFrame:
    settings = load_settings()

    # %% One draft, without a batch
    reviewer = Reviewer.from_settings(settings, llm="off")
    review = reviewer.review(reviewer.read(sorted(drafts.glob("*.txt"))[0]))
    print(review.draft.title, review.overall.level)

    # %% All of them, in worker processes; run again, it goes on where it stopped
    counts = run_batch(Plan(drafts, out, llm="off", workers=2), settings)
    print(counts)

    # %% Frames
    levels = criteria_frame(read_reviews(out))
    answers = indicators_frame(read_reviews(out))
    print(levels.groupby("criterion")["level"].agg(["count", "mean"]))
    print(answers.pivot_table(index="indicator", columns="answer", values="file", aggfunc="count", fill_value=0))

    # %% Agreement with your own labels
    agreed = agreement(levels, pd.read_csv(labels))
    print(agreed.round(2).to_string())
    agreed.to_csv(out / "agreement.csv")

    # %% Plots
    for kind in sorted(levels["kind"].unique()):
        plot_levels(levels, kind=kind).savefig(out / f"levels-{kind}.png", dpi=120)
    return agreed


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
