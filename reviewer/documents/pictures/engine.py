"""The text recogniser: RapidOCR with the PP-OCRv6 models that come in its wheel. Nothing is ever downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

from reviewer.documents.pictures.cutting import cut_line

MODELS = {
    "Det.model_path": "PP-OCRv6_det_small.onnx",
    "Cls.model_path": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec.model_path": "PP-OCRv6_rec_small.onnx",
}
BATCH = 1  # lines recognised at once: two take 50 to 100 MB more, six 600, and no less time
SQUEEZE = 0.8  # of the width of a line before recognition: a quarter less time, the same text
MOST_THREADS = 4  # more take memory and help little with single lines
LINE_HEIGHT = 48  # pixels: what the recogniser scales each line to
MAX_RATIO = 40.0  # width to height of a line; longer ones are squeezed further, they would take too much memory


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one cut-out, and the mean probability of its characters, 0–1."""

    text: str
    score: float


class Recogniser:
    """Finds lines of printed text in a grey picture and reads them. Loading takes about a second."""

    def __init__(self) -> None:
        import rapidocr

        folder = Path(rapidocr.__file__).parent / "models"
        params: dict[str, Any] = {name: str(folder / file) for name, file in MODELS.items()}
        params |= {
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": min(os.cpu_count() or 1, MOST_THREADS),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.rec_batch_num": BATCH,
            "Det.limit_type": "max",
        }
        self._rapid = rapidocr.RapidOCR(params=params)

    def find_boxes(self, page: np.ndarray, long_side: int) -> np.ndarray:
        """The four corners, clockwise from the top left, of each line of text: (n, 4, 2), in pixels of `page`.

        The page is looked at with `long_side` pixels: fewer are quicker, and lose small print.
        """
        import numpy as np

        detector = self._rapid._load_det_model()
        detector.limit_side_len = long_side
        boxes = detector(_coloured(page)).boxes
        return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def read(self, page: np.ndarray, boxes: Sequence[np.ndarray]) -> list[Reading]:
        """What stands in each of the boxes, in their order."""
        if not len(boxes):
            return []
        read = self._rapid.recognize_txt([_coloured(_squeezed(cut_line(page, box))) for box in boxes])
        return [Reading(text.strip(), float(score)) for text, score in zip(read.txts, read.scores, strict=True)]


def _squeezed(line: np.ndarray) -> np.ndarray:
    """A line at the recogniser's height, and as narrow as it still reads well."""
    import cv2

    height, width = line.shape
    wanted = min(width * LINE_HEIGHT / height * SQUEEZE, MAX_RATIO * LINE_HEIGHT)
    squeezed: np.ndarray = cv2.resize(line, (max(int(wanted), 16), LINE_HEIGHT), interpolation=cv2.INTER_AREA)
    return squeezed


def _coloured(page: np.ndarray) -> np.ndarray:
    import cv2

    coloured: np.ndarray = cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)
    return coloured
