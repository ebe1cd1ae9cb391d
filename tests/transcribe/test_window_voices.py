from __future__ import annotations

import numpy as np

from transcribe.window_voices import (
    BREATH_FRAMES,
    CLEAN_FRAMES,
    REMARK_FRAMES,
    WindowVoice,
    alike_joined,
    own_frames,
    remarks_of,
)

WINDOW = 589  # frames of 17 ms in 10 s


def spoken(*stretches: tuple[int, int]) -> np.ndarray:
    active = np.zeros(WINDOW)
    for start, end in stretches:
        active[start:end] = 1
    return active


def voice(mask: np.ndarray, degrees: float) -> WindowVoice:
    return WindowVoice(mask, np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]))


def test_long_stretches_are_remarks_of_their_own() -> None:
    first, second = spoken((0, 100)), spoken((200, 300))
    assert [remark.tolist() for remark in remarks_of(first + second)] == [first.tolist(), second.tolist()]


def test_a_breath_does_not_end_a_remark() -> None:
    active = spoken((0, 100), (100 + BREATH_FRAMES - 1, 300))
    assert [remark.tolist() for remark in remarks_of(active)] == [active.tolist()]


def test_short_stretches_go_with_the_nearest_long_one() -> None:
    active = spoken((0, 100), (130, 150), (200, 220), (240, 340))
    first, second = remarks_of(active)
    assert first.tolist() == spoken((0, 100), (130, 150)).tolist()
    assert second.tolist() == spoken((200, 220), (240, 340)).tolist()


def test_without_a_long_stretch_all_are_one_remark() -> None:
    active = spoken((0, REMARK_FRAMES - 1), (200, 220), (400, 430))
    assert [remark.tolist() for remark in remarks_of(active)] == [active.tolist()]


def test_silence_has_no_remarks() -> None:
    assert list(remarks_of(spoken())) == []


def test_remarks_add_up_to_what_was_spoken() -> None:
    draw = np.random.default_rng(0)
    for _ in range(200):
        active = (np.convolve(draw.standard_normal(WINDOW), np.ones(60), "same") > 3).astype(float)
        assert sum(remarks_of(active), np.zeros(WINDOW)).tolist() == active.tolist()


def test_a_voice_is_embedded_where_it_speaks_alone() -> None:
    mine, other = spoken((0, 200)), spoken((50, 300))
    assert own_frames(mine, np.stack([mine, other], axis=1)).tolist() == spoken((0, 50)).tolist()


def test_with_too_little_alone_the_overlap_counts_too() -> None:
    mine, other = spoken((0, 200)), spoken((CLEAN_FRAMES - 1, 300))
    assert own_frames(mine, np.stack([mine, other], axis=1)).tolist() == mine.tolist()


def test_remarks_that_sound_alike_are_one_voice_and_others_are_not() -> None:
    joined = alike_joined([voice(spoken((0, 100)), 0), voice(spoken((150, 250)), 80), voice(spoken((300, 400)), 10)])
    assert [found.mask.tolist() for found in joined] == [
        spoken((0, 100), (300, 400)).tolist(),
        spoken((150, 250)).tolist(),
    ]
    assert all(abs(np.linalg.norm(found.embedding) - 1) < 1e-9 for found in joined)


def test_a_longer_remark_weighs_more_in_the_joined_voice() -> None:
    (joined,) = alike_joined([voice(spoken((0, 300)), 0), voice(spoken((350, 450)), 30)])
    assert 5 < np.degrees(np.arctan2(joined.embedding[1], joined.embedding[0])) < 10


def test_the_most_alike_are_joined_first() -> None:
    # 0 and 45 degrees are alike enough, and so are 45 and 60; what 45 and 60 make together is no longer like 0.
    remarks = [voice(spoken((100 * place, 100 * place + 90)), degrees) for place, degrees in enumerate((0, 45, 60))]
    assert [int(found.mask.sum()) for found in alike_joined(remarks)] == [90, 180]
