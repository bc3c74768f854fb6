"""A tiny encoder in the E5S1 layout, written here byte by byte, read and turned like the real one."""

import json
import struct
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from reviewer.errors import UnavailableError
from reviewer.models.e5file import dequantise, keep_scripts, read_e5
from reviewer.models.onnx_export import build_folder, build_tokenizer

HIDDEN, INNER, LAYERS, POSITIONS, SPARE = 32, 64, 1, 16, 3
PIECES = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -2.0),
    ("学", -6.0),
    ("学生", -4.0),
    ("讨论", -4.5),
    ("▁query", -3.0),
    (":", -3.0),
    ("урок", -5.0),  # a Cyrillic piece of several letters: dropped
    ("у", -7.0),
    ("2", -3.5),
]
VOCABULARY = len(PIECES) + SPARE  # the real file, too, has more rows than pieces


def tensors() -> dict[str, tuple[int, np.ndarray]]:
    """Name -> (1 if Q4_0 else 0, values)."""
    random = np.random.default_rng(3)
    shapes = {
        "emb.word": (1, VOCABULARY * HIDDEN),
        "emb.pos": (0, POSITIONS * HIDDEN),
        "emb.type": (0, 2 * HIDDEN),
    }
    for norm in ("emb.ln", "l0.aln", "l0.oln"):
        shapes |= {f"{norm}.w": (0, HIDDEN), f"{norm}.b": (0, HIDDEN)}
    for part in ("q", "k", "v", "ao"):
        shapes |= {f"l0.{part}.w": (1, HIDDEN * HIDDEN), f"l0.{part}.b": (0, HIDDEN)}
    shapes |= {"l0.fi.w": (1, HIDDEN * INNER), "l0.fi.b": (0, INNER)}
    shapes |= {"l0.fo.w": (1, HIDDEN * INNER), "l0.fo.b": (0, HIDDEN)}
    made = {name: (kind, random.normal(scale=0.2, size=size).astype("<f4")) for name, (kind, size) in shapes.items()}
    for name in [name for name in made if "ln." in name]:  # plain layer norms, so that different texts stay different
        made[name] = (0, np.full(HIDDEN, float(name.endswith(".w")), "<f4"))
    return made


def pack_q4(values: np.ndarray) -> bytes:
    blocks = []
    for block in values.reshape(-1, 32):
        scale = np.float16(max(np.abs(block).max() / 7, 1e-3))
        nibbles = np.clip(np.round(block / np.float32(scale)) + 8, 0, 15).astype(np.uint8)
        blocks.append(scale.tobytes() + (nibbles[:16] | nibbles[16:] << 4).tobytes())
    return b"".join(blocks)


def write_tiny(path: Path) -> None:
    blob = b"".join(text.encode() for text, _ in PIECES)
    offsets = np.cumsum([0] + [len(text.encode()) for text, _ in PIECES]).astype("<u4")
    head = struct.pack("<4sI7i", b"E5S1", 1, HIDDEN, LAYERS, 2, INNER, VOCABULARY, POSITIONS, 2)
    head += struct.pack("<fi5iQ", 1e-12, 32, len(PIECES), 0, 2, 1, 3, len(blob))
    head += offsets.tobytes() + np.array([score for _, score in PIECES], "<f4").tobytes() + blob
    head += struct.pack("<iI", 2, 5) + b"table"
    stored = {name: (kind, len(v), pack_q4(v) if kind else v.tobytes()) for name, (kind, v) in tensors().items()}
    start = len(head) + 4 + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in stored)
    table, body = struct.pack("<i", len(stored)), b""
    for name, (kind, count, data) in stored.items():
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", kind, count, start + len(body), len(data))
        body += data
    path.write_bytes(head + table + body)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    write_tiny(path)
    return path


def test_q4_blocks_hold_low_nibbles_first():
    packed = bytes([0x9A]) + bytes([0x88]) * 14 + bytes([0xF0])
    values = dequantise(np.float16(0.5).tobytes() + packed, 32)
    assert values[0] == 1.0  # (0xA - 8) * 0.5
    assert values[16] == 0.5  # (0x9 - 8) * 0.5
    assert values[15] == -4.0
    assert values[31] == 3.5
    assert not values[1:15].any()


def test_pieces_shape_and_weights_are_read(tiny: Path):
    e5 = read_e5(tiny)
    assert e5.pieces == PIECES
    assert (e5.shape.hidden, e5.shape.inner, e5.shape.vocabulary, e5.shape.positions) == (
        32,
        64,
        VOCABULARY,
        16,
    )
    assert (e5.shape.bos, e5.shape.eos, e5.shape.pad, e5.shape.unk) == (0, 2, 1, 3)
    given = tensors()
    assert set(e5.tensors) == set(given)
    np.testing.assert_array_equal(e5.tensors["emb.pos"], given["emb.pos"][1])
    error = np.abs(e5.tensors["l0.fi.w"] - given["l0.fi.w"][1])
    assert error.max() < 0.1  # half a step of 4 bits over about ±0.7


def test_pieces_of_other_scripts_go_and_single_letters_stay(tiny: Path):
    full = read_e5(tiny)
    small = keep_scripts(full)
    assert [text for text, _ in small.pieces] == [text for text, _ in PIECES if text != "урок"]
    assert small.shape.vocabulary == len(PIECES) - 1
    rows = full.tensors["emb.word"].reshape(-1, HIDDEN)
    np.testing.assert_array_equal(small.tensors["emb.word"].reshape(-1, HIDDEN)[-1], rows[12])


def test_the_tokenizer_takes_the_most_probable_pieces(tiny: Path):
    tokenizer = build_tokenizer(keep_scripts(read_e5(tiny)))
    assert tokenizer.encode("query: 学生\u3000 讨论２").tokens == [
        *("<s>", "▁query", ":", "▁", "学生", "▁", "讨论", "2", "</s>")
    ]


def test_the_graph_gives_the_vectors_of_the_encoder(tiny: Path, tmp_path: Path):
    import onnxruntime
    import torch

    from reviewer.models.onnx_export import build_encoder

    folder = tmp_path / "made"
    folder.mkdir()
    build_folder(tiny, "0" * 64, folder)
    assert sorted(file.name for file in folder.iterdir()) == ["meta.json", "model.onnx", "tokenizer.json"]
    assert len(json.loads((folder / "meta.json").read_text())["fingerprint"]) == 16

    ids = np.array([[0, 8, 9, 4, 6, 2], [0, 5, 2, 1, 1, 1], [0, 7, 2, 1, 1, 1]], dtype=np.int64)
    mask = (ids != 1).astype(np.int64)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"input_ids": ids, "attention_mask": mask})

    encoder = build_encoder(keep_scripts(read_e5(tiny)))
    with torch.no_grad():
        states = encoder(torch.from_numpy(ids), attention_mask=torch.from_numpy(mask)).last_hidden_state.numpy()
    mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    expected = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert (found * expected).sum(1).min() > 0.97  # int8 against float, in a tiny encoder of random weights
    assert all(float(a @ b) < 0.999 for a, b in pairwise(expected))  # the comparison above means something


@pytest.mark.parametrize("cut", [0, 3, 40, 90, 300, 2000])
def test_a_damaged_file_is_refused(tiny: Path, cut: int):
    tiny.write_bytes(tiny.read_bytes()[:cut])
    with pytest.raises(UnavailableError, match="重新下载"):
        read_e5(tiny)


def test_another_file_is_refused(tiny: Path):
    tiny.write_bytes(b"GGUF" + tiny.read_bytes()[4:])
    with pytest.raises(UnavailableError, match="不是可用的向量模型文件"):
        read_e5(tiny)
