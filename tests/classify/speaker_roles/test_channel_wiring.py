"""Which channel is the seller's: calls of one phone system tell each other; a change, two systems, no rule at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from classify.speaker_roles.channel_wiring import StereoCall, seller_channels, source_of
from deals.records import CallRecord
from tests.classify.made_archive import at, call

CLEAR = 2.0  # log-odds of a call that its words tell rightly, as most do


def heard(number: int, on_first: float, **changes: object) -> StereoCall:
    """The call of that number in time; on_first: what its words say, above 0 for the seller on channel 0."""
    day, hour = divmod(number, 12)
    return StereoCall(call(f"k{number}", at(f"09-{1 + day:02} {8 + hour:02}:00"), **changes), on_first)


def chances(calls: Sequence[StereoCall]) -> list[float]:
    """For each call the chance that the seller is on channel 0."""
    found = seller_channels(calls)
    return [1 / (1 + np.exp(-found[one.record.call_id])) for one in calls]


def test_a_call_whose_words_tell_nothing_is_told_by_the_others() -> None:
    assert chances([*(heard(n, CLEAR) for n in range(8)), heard(8, 0.0)])[-1] > 0.95
    assert chances([heard(0, 0.0)]) == [pytest.approx(0.5)]


def test_words_that_lead_astray_in_a_call_or_two_are_outvoted() -> None:
    calls = [heard(n, -3.0 if n in (4, 9) else CLEAR) for n in range(12)]
    found = chances(calls)
    assert min(found) > 0.7  # their own roles may stay open, but are not turned
    assert sum(chance > 0.95 for chance in found) == 10


def test_both_directions_may_be_wired_the_same_or_by_who_rings() -> None:
    ways = ["in" if n % 4 == 0 else "out" for n in range(24)]
    ours = [heard(n, CLEAR, direction=way) for n, way in enumerate(ways)]
    assert min(chances(ours)) > 0.95
    caller = [heard(n, CLEAR if way == "out" else -CLEAR, direction=way) for n, way in enumerate(ways)]
    found = chances([*caller, heard(24, 0.0, direction="in"), heard(25, 0.0, direction="out")])
    assert (found[-2] < 0.05, found[-1] > 0.95) == (True, True)


def test_a_new_phone_system_turns_the_channels_from_its_first_day() -> None:
    calls = [heard(n, CLEAR if n < 30 else -CLEAR) for n in range(60)]
    calls[15], calls[45] = heard(15, 0.0), heard(45, 0.0)
    found = chances(calls)
    assert min(found[:30]) > 0.8
    assert max(found[30:]) < 0.2


def test_calls_in_any_order_are_told_by_their_times() -> None:
    calls = [heard(n, CLEAR if n < 20 else -CLEAR) for n in range(40)]
    assert seller_channels(calls[::-1]) == pytest.approx(seller_channels(calls))


@pytest.mark.parametrize("by", ["folder", "format", "user"])
def test_two_systems_side_by_side_are_told_apart(by: str) -> None:
    def place(number: int, system: int) -> dict[str, str]:
        return {
            "folder": {"recording": f"recordings/2026-09/{'ab'[system]}/{number}.mp3"},
            "format": {"recording": f"recordings/{number}.{('mp3', 'wav')[system]}"},
            "user": {"user_id": f"u{system}"},
        }[by]

    systems = [(7 * n) % 5 % 2 for n in range(60)]
    calls = [heard(n, CLEAR if system else -CLEAR, **place(n, system)) for n, system in enumerate(systems)]
    calls[10] = heard(10, 0.0, **place(10, systems[10]))
    assert [chance > 0.9 for chance in chances(calls)] == [bool(system) for system in systems]
    assert all(chance > 0.9 or chance < 0.1 for chance in chances(calls))


def test_where_there_is_no_rule_each_call_speaks_for_itself() -> None:
    """And a call that says nothing stays open: the channel is not guessed from its neighbours."""
    sides = [(n * n * 7 + n // 3) % 2 for n in range(60)]
    calls = [heard(n, CLEAR if side else -CLEAR) for n, side in enumerate(sides)]
    found = chances([*calls[:30], heard(60, 0.0), *calls[30:]])
    assert all((chance > 0.5) == bool(side) for chance, side in zip([*found[:30], *found[31:]], sides, strict=True))
    assert 0.2 < chances([*calls, heard(60, 0.0)])[-1] < 0.8


def test_few_calls_are_less_certain_than_many() -> None:
    few, many = (chances([heard(n, 0.8) for n in range(count)])[0] for count in (2, 20))
    assert 0.7 < few < many


def test_a_call_of_unknown_time_and_direction_still_takes_part() -> None:
    stray = StereoCall(CallRecord("stray", None, None), 0.0)
    assert chances([*(heard(n, CLEAR) for n in range(10)), stray])[-1] > 0.8  # it may be wired by who rings


def test_no_calls_are_no_error() -> None:
    assert seller_channels([]) == {}


def test_a_source_is_a_folder_and_a_format_whatever_the_dates() -> None:
    names = ["rec/2026-09-01/a.MP3", "rec/2026-10-14/b.mp3", "rec\\2026-10-14\\c.mp3", "rec/2026-10-14/b.wav", None]
    sources = [source_of(call("k1", None, recording=name)) for name in names]
    assert sources[0] == sources[1] == sources[2]
    assert len(set(sources)) == 3
