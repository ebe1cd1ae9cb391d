from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from deals.phone_logs.name_proposals import propose_patterns

Name = Callable[[datetime, str, str, str], str]


def names(name: Name, count: int = 200) -> list[str]:
    """Names of calls over a year, the same in every run."""
    chance = random.Random(4)
    made = []
    for _ in range(count):
        at = datetime(2025, 1, 1) + timedelta(seconds=chance.randrange(31_000_000))
        phone = f"79{chance.randrange(10**9):09}"
        made.append(name(at, phone, chance.choice(["101", "102", "205"]), chance.choice(["in", "out"])))
    return made


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        (lambda at, p, e, w: f"{at:%Y%m%d-%H%M%S}_{p}_{e}.wav", "{date:%Y%m%d}-{time:%H%M%S}_{phone}_{ext}"),
        (
            lambda at, p, e, w: f"{at:%d.%m.%Y %H.%M.%S} +{p} ({e}).mp3",
            "{date:%d.%m.%Y} {time:%H.%M.%S} {phone} ({ext})",
        ),
        (lambda at, p, e, w: f"{at:%Y-%m-%d}/{p}_{at:%H%M%S}.mp3", "{date:%Y-%m-%d}/{phone}_{time:%H%M%S}"),
        (lambda at, p, e, w: f"{at:%Y/%m/%d}/{p}_{at:%H%M%S}.mp3", "{date:%Y/%m/%d}/{phone}_{time:%H%M%S}"),
        (lambda at, p, e, w: f"{at:%Y%m%d%H%M%S}_{w}_{p}.mp3", "{datetime:%Y%m%d%H%M%S}_{direction}_{phone}"),
        (lambda at, p, e, w: f"{int(at.timestamp())}-{p}-{e}.mp3", "{datetime:%s}-{phone}-{ext}"),
        (
            lambda at, p, e, w: f"+{p[0]} ({p[1:4]}) {p[4:7]}-{p[7:9]}-{p[9:]}_{at:%Y-%m-%d_%H-%M}.amr",
            "{phone}_{date:%Y-%m-%d}_{time:%H-%M}",
        ),
        (
            lambda at, p, e, w: f"{p if w == 'in' else e}_{e if w == 'in' else p}_{at:%Y-%m-%d-%H-%M-%S}.mp3",
            "{number1}_{number2}_{date:%Y-%m-%d}-{time:%H-%M-%S}",
        ),
    ],
)
def test_the_notation_of_a_folder_is_found(name: Name, pattern: str) -> None:
    proposals = propose_patterns(names(name))
    assert (proposals[0].pattern, proposals[0].matched) == (pattern, 200)
    assert proposals[0].rivals == ()


def test_names_in_which_number_and_extension_change_places_give_a_pattern_each() -> None:
    def asterisk(at: datetime, phone: str, extension: str, way: str) -> str:
        sides = f"out-{phone}-{extension}" if way == "out" else f"external-{extension}-{phone}"
        return f"{sides}-{at:%Y%m%d-%H%M%S}-{int(at.timestamp())}.{at.second}.wav"

    found = {proposal.pattern.split("-{date")[0] for proposal in propose_patterns(names(asterisk))}
    assert found == {"{direction}-{phone}-{ext}", "external-{ext}-{phone}"}


def test_a_date_that_can_be_read_two_ways_is_shown_both_ways() -> None:
    proposals = propose_patterns(
        [f"rec_{day:02}{month:02}2026_79990001122.wav" for day in (3, 4, 5) for month in (6, 7)]
    )
    assert [proposals[0].pattern, *(rival.pattern for rival in proposals[0].rivals)] == [
        "rec_{date:%d%m%Y}_{phone}",
        "rec_{date:%m%d%Y}_{phone}",
    ]
    first, other = proposals[0].examples[0].reading, proposals[0].rivals[0].examples[0].reading
    assert first.started_at != other.started_at


def test_strays_do_not_hide_the_notation_of_the_rest() -> None:
    paths = [*names(lambda at, p, e, w: f"{at:%Y%m%d-%H%M%S}_{p}.wav"), "zoom.wav", "Новая запись 7.wav"]
    assert propose_patterns(paths)[0].matched == 200


def test_nothing_is_proposed_where_no_date_can_be_seen() -> None:
    assert propose_patterns(["a.wav", "79990001122.wav", "track 01.mp3"]) == ()
