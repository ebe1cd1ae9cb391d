"""Whose voice it is: ours come back in call after call, clients' do not; nobody is known from too little."""

from __future__ import annotations

import numpy as np
import pytest

from classify.speaker_roles.known_voices import (
    LEAST_PARTIES,
    MOST_AGAINST,
    MOST_FOR,
    VoicedCall,
    learn_voices,
    ours_log_odds,
    person_log_odds,
)
from transcribe.utterance import Voice

DIMENSION = 64


class Choir:
    """People's voices: every recording of one is the person's own direction with some noise."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(5)
        self.own: dict[str, np.ndarray] = {}

    def sings(self, person: str, speaker: str = "S1", alike: float = 0.6) -> Voice:
        own = self.own.setdefault(person, self.direction())
        heard = np.sqrt(alike) * own + np.sqrt(1 - alike) * self.direction()
        return Voice(speaker, tuple((heard / np.linalg.norm(heard)).tolist()))

    def direction(self) -> np.ndarray:
        drawn = self.random.normal(size=DIMENSION)
        return np.asarray(drawn / np.linalg.norm(drawn))

    def call(self, user: str, party: str, *people: str) -> VoicedCall:
        return VoicedCall(user, party, tuple(self.sings(p, f"S{n}") for n, p in enumerate(people or (user, party))))


@pytest.fixture
def choir() -> Choir:
    return Choir()


def test_the_voice_that_comes_back_with_other_clients_is_the_sellers(choir: Choir) -> None:
    known = learn_voices(choir.call("u1", f"client{n}") for n in range(8))
    assert ours_log_odds(known, "u1", choir.sings("u1")) > 2
    assert ours_log_odds(known, "u1", choir.sings("client3")) < -2
    assert ours_log_odds(known, "u1", choir.sings("stranger")) < -2


def test_a_client_who_rings_every_day_is_not_taken_for_the_seller(choir: Choir) -> None:
    calls = [choir.call("u1", "regular") for _ in range(20)] + [choir.call("u1", f"client{n}") for n in range(8)]
    known = learn_voices(calls)
    assert ours_log_odds(known, "u1", choir.sings("u1")) > 2
    assert ours_log_odds(known, "u1", choir.sings("regular")) < 0


def test_from_calls_with_too_few_clients_nobody_is_known(choir: Choir) -> None:
    calls = [choir.call("u1", f"client{n % (LEAST_PARTIES - 1)}") for n in range(12)]
    assert learn_voices(calls) == {}
    assert ours_log_odds({}, "u1", choir.sings("u1")) == 0


def test_calls_that_colleagues_took_do_not_blur_the_voice(choir: Choir) -> None:
    calls = [choir.call("u1", f"client{n}", "u2" if n % 5 == 0 else "u1", f"client{n}") for n in range(20)]
    known = learn_voices(calls)
    assert ours_log_odds(known, "u1", choir.sings("u1")) > 2


def test_a_colleague_to_whom_the_call_is_put_through_is_ours(choir: Choir) -> None:
    calls = [choir.call(user, f"{user} client{n}") for user in ("u1", "u2", "u3") for n in range(6)]
    known = learn_voices(calls)
    assert ours_log_odds(known, "u1", choir.sings("u2")) > 1
    assert ours_log_odds(known, "u1", choir.sings("stranger")) < -2
    assert ours_log_odds(known, None, choir.sings("u3")) > 1  # the log does not say whose telephone it was


@pytest.mark.parametrize("count", [8, 20, 150])
def test_where_no_voice_comes_back_nobody_is_known(choir: Choir, count: int) -> None:
    """Of many strangers some are always alike: that must not make a voice."""
    made = [
        learn_voices(choir.call("u1", f"{user} {n}", f"{user} x{n}", f"{user} y{n}") for n in range(count))
        for user in range(20)
    ]
    assert sum(bool(known) for known in made) <= 1


def test_calls_with_one_voice_each_tell_it_from_nothing(choir: Choir) -> None:
    assert learn_voices(choir.call("u1", f"client{n}", "u1") for n in range(8)) == {}


def test_voices_of_another_model_are_not_compared(choir: Choir) -> None:
    known = learn_voices(choir.call("u1", f"client{n}") for n in range(8))
    other = Voice("S1", (1.0, 0.0, 0.0))
    assert person_log_odds(known, "u1", other) == ours_log_odds(known, "u1", other) == 0


def test_no_voice_alone_decides(choir: Choir) -> None:
    known = learn_voices(choir.call("u1", f"client{n}") for n in range(8))
    found = [person_log_odds(known, "u1", choir.sings(who)) for who in ("u1", "client1") for _ in range(50)]
    assert max(found) <= MOST_FOR
    assert min(found) >= -MOST_AGAINST


def test_thousands_of_calls_are_learned_from_a_part_of_them(choir: Choir) -> None:
    calls = [choir.call("u1", f"client{n}") for n in range(3000)]
    assert ours_log_odds(learn_voices(calls), "u1", choir.sings("u1")) > 2
