"""Sounds that recordings hold where nobody speaks, synthesised at 8 kHz: noise, call signals, music, handling.

Every function returns shape (n,), float64, and draws all that varies from the generator it is given.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

RATE = 8000
Sound = NDArray[np.float64]
Draw = np.random.Generator
Maker = Callable[[Draw, float], Sound]


def level(sound: Sound, dbfs: float) -> Sound:
    """At this RMS level; a sound of zeros stays as it is."""
    rms = float(np.sqrt(np.mean(sound**2)))
    return sound * (10 ** (dbfs / 20) / rms) if rms else sound


def filtered(sound: Sound, gain: Callable[[Sound], Sound]) -> Sound:
    """gain: of frequencies in Hz, same shape."""
    spectrum = np.fft.rfft(sound)
    return np.fft.irfft(spectrum * gain(np.fft.rfftfreq(len(sound), 1 / RATE)), len(sound))


def band(sound: Sound, low_hz: float, high_hz: float) -> Sound:
    """A smooth band pass, about 24 dB an octave."""
    return filtered(
        sound,
        lambda hz: 1 / np.sqrt((1 + (low_hz / np.maximum(hz, 1)) ** 8) * (1 + (hz / high_hz) ** 8)),
    )


def coloured(draw: Draw, seconds: float, slope: float) -> Sound:
    """Noise whose power falls with frequency to this power: 0 white, 1 pink, 2 brown."""
    noise = draw.normal(size=round(seconds * RATE))
    return filtered(noise, lambda hz: np.maximum(hz, 20) ** (-slope / 2))


# Lines


def nothing(draw: Draw, seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE))


def line_noise(draw: Draw, seconds: float) -> Sound:
    return level(coloured(draw, seconds, draw.choice([0.0, 1.0])), draw.uniform(-75, -55))


def loud_hiss(draw: Draw, seconds: float) -> Sound:
    return level(coloured(draw, seconds, 0), draw.uniform(-45, -25))


def mains_hum(draw: Draw, seconds: float) -> Sound:
    at = np.arange(round(seconds * RATE)) / RATE
    hum = sum(np.sin(2 * np.pi * 50 * number * at + number) / number for number in (1, 2, 3, 5, 7))
    return level(np.asarray(hum), draw.uniform(-45, -25)) + line_noise(draw, seconds)


def crackle(draw: Draw, seconds: float) -> Sound:
    """A bad contact: clicks at random over hiss."""
    sound = line_noise(draw, seconds)
    for at in draw.integers(0, len(sound) - 80, round(seconds * draw.uniform(1, 12))):
        sound[at : at + 80] += draw.uniform(0.02, 0.3) * draw.normal(size=80) * np.exp(-np.arange(80) / 15)
    return sound


def comfort_noise(draw: Draw, seconds: float) -> Sound:
    """What a codec with silence suppression plays: hiss whose level and colour step every now and then."""
    parts: list[Sound] = []
    while sum(map(len, parts)) < seconds * RATE:
        parts.append(level(coloured(draw, draw.uniform(0.2, 2), draw.uniform(0, 2)), draw.uniform(-65, -42)))
    return np.concatenate(parts)[: round(seconds * RATE)]


def wind(draw: Draw, seconds: float) -> Sound:
    """A street or a car: low noise that comes and goes."""
    slow = np.interp(
        np.arange(round(seconds * RATE)) / RATE, np.arange(int(seconds) + 2), draw.random(int(seconds) + 2)
    )
    return level(coloured(draw, seconds, 2) * (0.1 + slow**2), draw.uniform(-40, -25))


# Call signals


def beeps(seconds: float, frequencies: Sequence[float], pattern_s: Sequence[float], volume: float) -> Sound:
    """Tones and pauses by turns, over and over. pattern_s: lengths, tone first."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave = volume * np.mean([np.sin(2 * np.pi * hz * at) for hz in frequencies], axis=0)
    ends = np.cumsum(pattern_s)
    place = np.searchsorted(ends, at % ends[-1], side="right")
    return np.where(place % 2 == 0, wave, 0.0)


SIGNALS: Mapping[str, tuple[Sequence[float], Sequence[float]]] = {
    "ringback 425": ((425,), (1, 4)),
    "ringback 440+480": ((440, 480), (2, 4)),
    "ringback 400+450": ((400, 450), (0.4, 0.2, 0.4, 2)),
    "busy 425": ((425,), (0.35, 0.35)),
    "busy 480+620": ((480, 620), (0.5, 0.5)),
    "dial tone": ((350, 440), (30, 0.1)),
}


def call_signal(name: str) -> Maker:
    frequencies, pattern_s = SIGNALS[name]

    def make(draw: Draw, seconds: float) -> Sound:
        return beeps(seconds, frequencies, pattern_s, 10 ** (draw.uniform(-30, -8) / 20)) + line_noise(draw, seconds)

    return make


def special_information(draw: Draw, seconds: float) -> Sound:
    once = [beeps(0.33, [hz], [1, 1], 0.2) for hz in (950, 1400, 1800)]
    parts = [*once, np.zeros(RATE)] * (round(seconds / 2) + 1)
    return np.concatenate(parts)[: round(seconds * RATE)] + line_noise(draw, seconds)


def dialled_keys(draw: Draw, seconds: float) -> Sound:
    sound = line_noise(draw, seconds)
    at, tone_s = 0.5, draw.uniform(0.08, 0.25)
    while at + tone_s < seconds:
        pair = [draw.choice([697, 770, 852, 941]), draw.choice([1209, 1336, 1477])]
        start = round(at * RATE)
        key = beeps(tone_s, pair, [1, 1], 0.2)
        sound[start : start + len(key)] += key
        at += draw.choice([0.2, 0.3, 0.5, 3.0])
    return sound


def fax(draw: Draw, seconds: float) -> Sound:
    """A called station: answer tone, then data on a carrier of 1800 Hz at 2400 symbols a second, over and over."""
    length = round(seconds * RATE)
    at = np.arange(length) / RATE
    symbols = draw.integers(0, 4, (2, int(seconds * 2400) + 2)) * 2.0 - 3
    along, across = (np.interp(at * 2400, np.arange(symbols.shape[1]), part) for part in symbols)
    data = 0.05 * (along * np.cos(2 * np.pi * 1800 * at) - across * np.sin(2 * np.pi * 1800 * at))
    answer = 0.2 * np.sin(2 * np.pi * 2100 * at)
    cycle = at % 9
    return np.where(cycle < 3, answer, np.where((cycle > 3.2) & (cycle < 8), data, 0)) + line_noise(draw, seconds)


# Music on hold

_CHORDS = ((0, 4, 7), (-3, 0, 4), (5, 9, 12), (7, 11, 14), (2, 5, 9), (4, 7, 11))


def note(hz: float, seconds: float, partials: int, decay: float, vibrato: float) -> Sound:
    """Overtones over a base, dying away. vibrato: swing of the pitch at 5 Hz, as a share of it."""
    at = np.arange(round(seconds * RATE)) / RATE
    phase = 2 * np.pi * hz * (at - vibrato / (2 * np.pi * 5) * np.cos(2 * np.pi * 5 * at))
    tones = [np.sin(number * phase) / number**1.2 for number in range(1, partials + 1) if number * hz < 3900]
    soft = np.minimum(1, np.minimum(at, at[::-1]) / 0.01) if len(at) else at
    return np.sum(tones, axis=0) * np.exp(-decay * at) * soft


def pitch(steps: float) -> float:
    return float(220 * 2 ** (steps / 12))


def chords(draw: Draw, seconds: float) -> Sound:
    """Held chords, as a pad of strings."""
    parts: list[Sound] = []
    length, swing = draw.uniform(1, 4), draw.choice([0, 0.005, 0.01])
    while sum(map(len, parts)) < seconds * RATE:
        parts.append(np.sum([note(pitch(s), length, 6, 0.1, swing) for s in draw.choice(_CHORDS)], axis=0))
    return level(np.concatenate(parts)[: round(seconds * RATE)], draw.uniform(-30, -14))


def arpeggio(draw: Draw, seconds: float) -> Sound:
    """Broken chords, plucked."""
    parts: list[Sound] = []
    length = draw.choice([0.12, 0.2, 0.35])
    while sum(map(len, parts)) < seconds * RATE:
        parts += [note(pitch(step + 12), length, 8, 4, 0) for step in (*draw.choice(_CHORDS), 12)]
    return level(np.concatenate(parts)[: round(seconds * RATE)], draw.uniform(-30, -14))


def drums(draw: Draw, seconds: float) -> Sound:
    sound = np.zeros(round(seconds * RATE))
    beat_s = draw.uniform(0.35, 0.6)
    for number in range(int(seconds / beat_s * 2) - 2):
        at = np.arange(RATE // 4) / RATE
        kick = np.sin(2 * np.pi * 60 * at * (1 + np.exp(-at * 30))) * np.exp(-at * 15)
        snare = draw.normal(size=len(at)) * np.exp(-at * 20) * 0.5
        hat = draw.normal(size=len(at)) * np.exp(-at * 80) * 0.2
        start = round(number * beat_s / 2 * RATE)
        hit = (kick if number % 4 == 0 else snare if number % 4 == 2 else 0) + hat
        sound[start : start + len(at)] += hit[: len(sound) - start]
    return level(sound, draw.uniform(-28, -16))


def melody(draw: Draw, seconds: float) -> Sound:
    """As from a telephone's music chip: one voice over a bass."""
    scale = (0, 2, 4, 5, 7, 9, 11, 12)
    tune: list[Sound] = []
    bass: list[Sound] = []
    while sum(map(len, tune)) < seconds * RATE:
        tune.append(note(pitch(draw.choice(scale) + 12), draw.choice([0.2, 0.4, 0.8]), 4, 1.5, draw.choice([0, 0.01])))
    while sum(map(len, bass)) < seconds * RATE:
        bass.append(0.6 * note(pitch(draw.choice(scale) - 12), 0.8, 5, 1, 0))
    length = round(seconds * RATE)
    return level(np.concatenate(tune)[:length] + np.concatenate(bass)[:length], draw.uniform(-30, -14))


def band_playing(draw: Draw, seconds: float) -> Sound:
    """Melody, chords and drums together."""
    return level(melody(draw, seconds) + chords(draw, seconds) + drums(draw, seconds), draw.uniform(-28, -14))


def choir(draw: Draw, seconds: float) -> Sound:
    """Held vowels without words: detuned voices through the resonances of an a or an o."""
    parts: list[Sound] = []
    while sum(map(len, parts)) < seconds * RATE:
        base, length = pitch(draw.choice([0, 2, 4, 5, 7])), draw.uniform(1, 3)
        parts.append(np.sum([note(base * draw.uniform(0.99, 1.01), length, 14, 0.05, 0.012) for _ in range(5)], axis=0))
    peaks = ((700, 90), (1150, 110)) if draw.random() < 0.5 else ((450, 70), (800, 90))
    voices = np.concatenate(parts)[: round(seconds * RATE)]
    shaped = filtered(voices, lambda hz: np.sum([np.exp(-(((hz - p) / w) ** 2) / 2) for p, w in peaks], axis=0) + 0.05)
    return level(shaped, draw.uniform(-30, -16))


# People who do not speak


def bursts(draw: Draw, seconds: float, every_s: float, shape: Callable[[], Sound]) -> Sound:
    """The same kind of noise at random moments, over a quiet line."""
    sound = line_noise(draw, seconds)
    at = draw.exponential(every_s)
    while True:
        one, start = shape(), round(at * RATE)
        if start + len(one) >= len(sound):
            return sound
        sound[start : start + len(one)] += one
        at += len(one) / RATE + draw.exponential(every_s)


def breathing(draw: Draw, seconds: float) -> Sound:
    def breath() -> Sound:
        noise = band(coloured(draw, draw.uniform(0.4, 1.5), 0.5), draw.uniform(300, 600), draw.uniform(1200, 2500))
        return level(noise * np.hanning(len(noise)), draw.uniform(-48, -28))

    return bursts(draw, seconds, 2, breath)


def keyboard(draw: Draw, seconds: float) -> Sound:
    def key() -> Sound:
        length = round(draw.uniform(0.01, 0.04) * RATE)
        return draw.uniform(0.02, 0.15) * draw.normal(size=length) * np.exp(-np.arange(length) / (length / 5))

    return bursts(draw, seconds, 0.15, key)


def handling(draw: Draw, seconds: float) -> Sound:
    """A handset put down, moved, rubbed against cloth."""

    def bump() -> Sound:
        noise = coloured(draw, draw.uniform(0.05, 0.8), draw.uniform(0, 2))
        return level(noise * np.hanning(len(noise)) * (0.3 + draw.random(len(noise))), draw.uniform(-38, -14))

    return bursts(draw, seconds, 3, bump)


def coughs(draw: Draw, seconds: float) -> Sound:
    def cough() -> Sound:
        noise = coloured(draw, draw.uniform(0.15, 0.4), 1)
        return level(noise * np.exp(-np.arange(len(noise)) / RATE * 8), draw.uniform(-30, -14))

    return bursts(draw, seconds, 2, cough)


KINDS: Mapping[str, Maker] = {
    "nothing": nothing,
    "line noise": line_noise,
    "loud hiss": loud_hiss,
    "mains hum": mains_hum,
    "crackle": crackle,
    "comfort noise": comfort_noise,
    "wind": wind,
    **{name: call_signal(name) for name in SIGNALS},
    "special information": special_information,
    "dialled keys": dialled_keys,
    "fax": fax,
    "chords": chords,
    "arpeggio": arpeggio,
    "drums": drums,
    "melody": melody,
    "band": band_playing,
    "choir": choir,
    "breathing": breathing,
    "keyboard": keyboard,
    "handling": handling,
    "coughs": coughs,
}
