"""What a tuned encoder learns from, and how it is compared with the frozen one."""

from __future__ import annotations

from eval.tuning import KINDS, gain, kept_and_held, mean_auc, pair_up


def test_no_sentence_is_both_learnt_from_and_asked_about() -> None:
    learnt = {text for one, other, _ in pair_up(0) for text in (one, other)}
    for kind in KINDS:
        kept, held = kept_and_held(kind)
        assert all(one.shows and one.near for one in held.values())
        for name, one in held.items():
            own = {*kept[name].shows, *kept[name].near}
            assert not own & {*one.shows, *one.near}
            assert own <= learnt | {*kept[name].near}


def test_pairs_are_alike_where_both_show_the_same() -> None:
    shows = {text: name for kind in KINDS for name, one in kept_and_held(kind)[0].items() for text in one.shows}
    pairs = pair_up(1)
    assert sum(alike for *_, alike in pairs) * 2 == len(pairs)
    assert all(shows[one] == shows[other] for one, other, alike in pairs if alike)
    assert pairs != pair_up(2)


def test_the_better_side_gains() -> None:
    truth = [(str(n), n % 2 == 0) for n in range(40)]
    blurred = {"a": [(unit, yes, float((n * 7) % 11)) for n, (unit, yes) in enumerate(truth)]}
    clear = {"a": [(unit, yes, float(yes)) for unit, yes in truth]}
    assert mean_auc(clear) == 1.0 > mean_auc(blurred)
    low, high = gain(blurred, clear)
    assert 0 < low <= high
    assert gain(clear, clear) == (0.0, 0.0)
