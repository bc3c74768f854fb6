"""Reads the one-file form of multilingual-e5-small ("E5S1"): weights, vocabulary, and nothing else.

Little-endian. Header: magic, u32 version; i32 hidden, layers, heads, inner, vocabulary, positions, types; f32 epsilon;
i32 block; i32 pieces, bos, eos, pad, unk; u64 length of the piece bytes; u32 offsets[pieces + 1]; f32 scores[pieces]; the
piece bytes; i32 count and u32 byte length of a normalisation table, then the table; i32 number of tensors; per tensor
u16 name length, name, u8 type, u32 values, u64 offset from the start of the file, u64 bytes.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from reviewer.errors import UnavailableError

MAGIC = b"E5S1"
BLOCK = 32  # weights in one Q4_0 block
BLOCK_BYTES = 2 + BLOCK // 2  # a float16 scale and 32 nibbles
HEADER = struct.Struct("<4sI7ifi5iQ")
TENSOR = struct.Struct("<BIQQ")


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder and the ids of its special pieces."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class E5File:
    """`pieces` are (text, log probability) in id order; `tensors` are flat float32 arrays by name."""

    shape: Shape
    pieces: list[tuple[str, float]]
    tensors: dict[str, np.ndarray]


def dequantise(data: bytes | memoryview, values: int) -> np.ndarray:
    """Q4_0 to float32: blocks of 32 weights, low nibbles first; value = (nibble - 8) * scale."""
    rows = np.frombuffer(data, dtype=np.uint8).reshape(-1, BLOCK_BYTES)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    packed = rows[:, 2:]
    nibbles = np.concatenate([packed & 0x0F, packed >> 4], axis=1).astype(np.float32)
    return np.asarray(((nibbles - 8.0) * scale).reshape(-1)[:values], dtype=np.float32)


def read_e5(path: Path) -> E5File:
    """The weights and vocabulary in `path`.

    Raises UnavailableError if the bytes are not in this layout.
    """
    data = memoryview(path.read_bytes())
    try:
        shape, count, blob, at = _read_shape(data)
        pieces, at = _read_pieces(data, at, count, blob)
        return E5File(shape, pieces, _read_tensors(data, at))
    except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise UnavailableError(
            f"{path.name} 不是可用的向量模型文件。请删除后重新下载：reviewer models get multilingual-e5-small",
            f"{path} is not an E5S1 file: {error}",
        ) from error


def keep_scripts(e5: E5File) -> E5File:
    """The same model without the pieces that Chinese, Latin-letter and formula text never uses.

    Drops pieces of several characters with letters of other scripts (Cyrillic, Arabic, Thai …; half of the
    vocabulary), which halves file size and loading time. Text of Chinese characters, kana, ASCII and symbols gets
    exactly the vectors of the full vocabulary; other scripts are still read, letter by letter.
    """
    kept = [number for number, (text, _) in enumerate(e5.pieces) if _is_needed(text)]
    shape = e5.shape
    new = {old: number for number, old in enumerate(kept)}
    words = e5.tensors["emb.word"].reshape(shape.vocabulary, shape.hidden)[kept]
    special = {name: new[getattr(shape, name)] for name in ("bos", "eos", "pad", "unk")}
    return E5File(
        shape=replace(shape, vocabulary=len(kept), **special),
        pieces=[e5.pieces[number] for number in kept],
        tensors=e5.tensors | {"emb.word": words.reshape(-1)},
    )


def _is_needed(piece: str) -> bool:
    text = piece.removeprefix("▁")
    return len(text) <= 1 or piece.isascii() or all(_is_common(character) for character in text)


def _is_common(character: str) -> bool:
    """ASCII, punctuation and symbols, CJK with kana, compatibility and full-width forms (Unicode block ranges)."""
    code = ord(character)
    return (
        code < 0x80
        or 0x2000 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFFEF
        or code >= 0x1F000
    )


def _read_shape(data: memoryview) -> tuple[Shape, int, int, int]:
    magic, version, *sizes, epsilon, block, pieces, bos, eos, pad, unk, blob = HEADER.unpack_from(data)
    if magic != MAGIC or version != 1 or block != BLOCK:
        raise ValueError("wrong magic, version or block")
    hidden, layers, heads, inner, vocabulary, positions, types = sizes
    shape = Shape(
        hidden,
        layers,
        heads,
        inner,
        vocabulary,
        positions,
        types,
        epsilon,
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
    )
    return shape, pieces, blob, HEADER.size


def _read_pieces(data: memoryview, at: int, count: int, blob: int) -> tuple[list[tuple[str, float]], int]:
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    texts, bounds = bytes(data[at : at + blob]), offsets.tolist()
    pieces = [
        (texts[start:end].decode("utf-8"), score)
        for start, end, score in zip(bounds[:-1], bounds[1:], scores.tolist(), strict=True)
    ]
    # The normalisation table is skipped: NFKC with runs of spaces collapsed equals it in practice.
    _, table = struct.unpack_from("<iI", data, at + blob)
    return pieces, at + blob + 8 + table


def _read_tensors(data: memoryview, at: int) -> dict[str, np.ndarray]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = str(data[at + 2 : at + 2 + length], "utf-8")
        at += 2 + length
        kind, values, start, size = TENSOR.unpack_from(data, at)
        at += TENSOR.size
        stored = data[start : start + size]
        tensors[name] = dequantise(stored, values) if kind else np.frombuffer(stored, "<f4", values)
    return tensors
