"""Turns the downloaded e5 weights into a folder that onnxruntime reads: done once, when the model is fetched.

The only place that imports torch, transformers and onnx for the default embedding: the float BertModel is exported and
then dynamically quantised to int8 (cosine .996 to the float model).
"""

from __future__ import annotations

import hashlib
import json
import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from reviewer.models.e5file import E5File, Shape, keep_scripts, read_e5

RECIPE = "e5s1-onnx-int8-1"  # part of the fingerprint: change it when the numbers the graph gives would change
GRAPH, TOKENIZER, META = "model.onnx", "tokenizer.json", "meta.json"


def build_folder(source: Path, source_sha256: str, folder: Path) -> None:
    """Write model.onnx, tokenizer.json and meta.json into `folder` (which exists and is empty)."""
    e5 = keep_scripts(read_e5(source))
    build_tokenizer(e5).save(str(folder / TOKENIZER), pretty=False)
    raw = folder / "float.onnx"
    _export(build_encoder(e5), raw, e5.shape)
    _quantise(raw, folder / GRAPH)
    raw.unlink()
    meta = {
        "name": "multilingual-e5-small",
        # from the source, not the graph: another torch writes other bytes for the same vectors
        "fingerprint": hashlib.sha256(f"{source_sha256}:{RECIPE}".encode()).hexdigest()[:16],
        "source_sha256": source_sha256,
        "graph_sha256": hashlib.sha256((folder / GRAPH).read_bytes()).hexdigest(),
        "recipe": RECIPE,
        "dimensions": e5.shape.hidden,
        "positions": e5.shape.positions,
        "pad": e5.shape.pad,
    }
    (folder / META).write_text(json.dumps(meta, indent=1), encoding="utf-8")


def build_tokenizer(e5: E5File) -> Any:
    """A `tokenizers.Tokenizer`: Unigram over the pieces, spaces as ▁, `<s> … </s>` around each text."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    shape = e5.shape
    tokenizer = Tokenizer(models.Unigram(e5.pieces, unk_id=shape.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos = e5.pieces[shape.bos][0], e5.pieces[shape.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, shape.bos), (eos, shape.eos)]
    )
    return tokenizer


def build_encoder(e5: E5File) -> Any:
    """The float `BertModel` of the file, in evaluation mode."""
    import torch
    from transformers import BertConfig, BertModel

    shape = e5.shape
    config = BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=shape.pad,
        attn_implementation="eager",  # plain matrix products: the form the int8 quantiser knows
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    names = _parameter_names(shape)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            values = np.array(e5.tensors[names[name]])  # a writable copy, as torch asks for
            parameter.copy_(torch.from_numpy(values).reshape(parameter.shape))
    return model


def _parameter_names(shape: Shape) -> dict[str, str]:
    """Parameter of BertModel -> tensor of the file; a parameter missing here fails the build with KeyError."""
    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    parts = {
        "attention.self.query": "q",
        "attention.self.key": "k",
        "attention.self.value": "v",
        "attention.output.dense": "ao",
        "attention.output.LayerNorm": "aln",
        "intermediate.dense": "fi",
        "output.dense": "fo",
        "output.LayerNorm": "oln",
    }
    for layer in range(shape.layers):
        for ours, theirs in parts.items():
            names[f"encoder.layer.{layer}.{ours}.weight"] = f"l{layer}.{theirs}.w"
            names[f"encoder.layer.{layer}.{ours}.bias"] = f"l{layer}.{theirs}.b"
    return names


def _export(model: Any, path: Path, shape: Shape) -> None:
    import torch

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        """Mean over the real tokens, then length 1: the pooling e5 was trained with, inside the graph."""

        def __init__(self, encoder: Any) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.normalize(mean, dim=1)

    ids = torch.full((2, 8), shape.unk, dtype=torch.int64)
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    axes = {"input_ids": {0: "batch", 1: "length"}, "attention_mask": {0: "batch", 1: "length"}}
    with warnings.catch_warnings(), torch.no_grad():
        # the tracing exporter is deprecated and warns about shapes it makes constant; the result is compared in the tests
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        warnings.filterwarnings("ignore", "Exporting aten::index operator", UserWarning)  # the indices are 0, 1, 2 …
        torch.onnx.export(
            Pooled(model),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["vector"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # One scale a column, 7-bit range: cosine .996 to the float model against .990 for one scale a matrix, and no 16-bit
    # saturation on processors without VNNI, so that every machine gets the same vectors.
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)  # it advises pre-processing, which gains nothing here
    try:
        quantize_dynamic(str(source), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    finally:
        logging.disable(before)
