"""What a batch will take at a remote model, said before it starts, and whether its model is there at all."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.batch.sources import Task
from reviewer.datamodels import Draft, Usage
from reviewer.documents import read_parts
from reviewer.errors import UnavailableError
from reviewer.models.chat import is_remote
from reviewer.models.costs import describe_cost
from reviewer.pipeline import Reviewer

SAMPLE = 5  # files read for the estimate: a moment, and enough for "about"


def check_tried(reviewer: Reviewer) -> None:
    """Raises UnavailableError where the model has not been tried yet and did not answer just now.

    How it is asked follows from that trial: begun without, the folder could not be gone on with.
    """
    if not reviewer.knows_model():
        raise UnavailableError(
            f"语言模型 {reviewer.llm_name} 现在没有回答，还没有开始评。请检查模型服务，再运行同一条命令。",
            f"{reviewer.llm_name} does not answer now; nothing was begun: check it, then run the same command again",
        )


def is_asked_afar(reviewer: Reviewer) -> bool:
    """Whether the reviews cost tokens at a remote model."""
    return reviewer.chat is not None and is_remote(reviewer.chat)


def foretell_batch(tasks: Sequence[Task], reviewer: Reviewer, kind: str) -> str:
    """What the model will take at most, from a few files spread over the batch.

    `这批约 300 份，模型细读最多大约要用 1200000 个字元，3.10 元（…）。`
    """
    read = [_read(task, reviewer, kind) for task in tasks[:: max(1, len(tasks) // SAMPLE)][:SAMPLE]]
    costs = [reviewer.estimate(draft) for drafts in read for draft in drafts]
    if not costs:
        return "这批材料要用多少字元，事先估不出来。"
    share = len(tasks) / len(read)
    usage = Usage(
        prompt=round(sum(one.prompt for one in costs) * share),
        cached=0,
        generated=round(sum(one.generated for one in costs) * share),
        yuan=None if costs[0].yuan is None else sum(one.yuan or 0 for one in costs) * share,
    )
    said = f"这批约 {round(len(costs) * share)} 份，模型细读最多大约要用 {describe_cost(usage)}"
    return f"{said}（按其中 {len(costs)} 份估计；答案记在本机的不再花钱）。"


def _read(task: Task, reviewer: Reviewer, kind: str) -> list[Draft]:
    try:
        return read_parts(task.path, settings=reviewer.settings, kind=kind, name=task.file)
    except (Exception, MemoryError):  # whatever is wrong with the file is told when its turn comes
        return []
