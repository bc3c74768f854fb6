import math

import pytest

from reviewer.models.answers import yes_from_text, yes_probability


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ([("是", 0.9), ("否", 0.1)], 0.9),
        ([("是", 0.6), ("有", 0.2), ("没有", 0.2)], 0.8),
        ([("是", 0.4), (" 是", 0.1), ("Yes", 0.1), ("不是", 0.2), ("No", 0.2)], 0.6),
        ([("是否", 0.5), ("**", 0.2), ("否", 0.3)], 0.0),  # 是否 repeats the question
        ([("“是", 0.3), ("无", 0.1), ("该", 0.6)], 0.75),
        ([("无法", 0.9), ("是", 0.1)], 1.0),
        ([("该", 0.7), ("根据", 0.3)], None),
        ([], None),
    ],
)
def test_probability_of_yes_over_first_tokens(tokens, expected):
    found = yes_probability((text, math.log(share)) for text, share in tokens)
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("是", 0.9),
        ("是的，教案写明了分组。", 0.9),
        ("**否**", 0.1),
        ("否。", 0.1),
        ("没有", 0.1),
        ("不是", 0.1),
        ("Yes", 0.9),
        ("无法判断", None),
        ("该教案", None),
        ("", None),
    ],
)
def test_a_written_answer(text, expected):
    assert yes_from_text(text) == (None if expected is None else pytest.approx(expected))
