"""Channels on which nobody can be speaking: call signals, fax machines, music, a quiet line."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transcribe.activity import ABOVE_FLOOR_DB, SPEECH_DBFS
from transcribe.sound_frames import FRAME_S, SoundFrames, sound_frames

MachineSound = Literal["quiet", "signal", "music"]

_LEAST_TONE_S = 0.9  # one ring of ringback, or three of busy; a lone beep says nothing about the rest
_LONGEST_CLICK_S = 0.2  # of other sound between tones: relays, the edges of key tones
_CLICKS_SHARE = 0.5  # of the tones' time
_BACKGROUND_DB = 12.0  # below the tones
_TAIL_FRAMES, _TAIL_DB = 4, 12.0  # what codecs leave beside a tone: shorter, and so much quieter
_SIGNAL_PITCHES, _HUM_PITCHES = 6, 2  # a fax has six; a tune goes up and down
_PITCH_HZ, _PITCHES_SHARE = 40.0, 0.9
_FAX_HZ, _FAX_TONE_S, _FAX_JITTER_DB = (1100.0, 2100.0), 0.4, 1.0  # ITU-T T.30; its data keep one level
# Sounds of instruments last, those of speech change. The median likeness of neighbouring frames, over 3 s: in five
# pieces of hold music 0.71 or more, 0.85 or more on the whole; in 35 minutes of telephone prompts, on thin and noisy
# lines too, below 0.73 in 99 %; in hiss 0, in rumble 0.75.
_LEAST_LIKENESS, _USUAL_LIKENESS = 0.7, 0.8
_MUSIC_STRETCH_S, _LEAST_MUSIC_S, _LEAST_SOUND_S = 3.0, 3.0, 0.5
_MUSIC_RANGE_DB = 25.0  # below its loud parts music has died away


def machine_sound(samples: NDArray[np.float32]) -> MachineSound | None:
    """What the channel holds in place of a voice, None where it may hold a voice.

    samples: one channel at audio.SAMPLE_RATE. "signal": ringing, busy, special information and key tones, a fax.
    "quiet": no louder than its own background. Speech that is hardly louder than the background counts as that, so
    a voice detector has to agree.
    """
    frames = sound_frames(samples)
    other = _other_sound(frames)
    tone_s, other_s = frames.tone.sum() * FRAME_S, other.sum() * FRAME_S
    if not tone_s and not other_s:
        return "music" if _is_music(frames) else "quiet"
    only_tones = _longest(other) * FRAME_S <= _LONGEST_CLICK_S and other_s <= _CLICKS_SHARE * tone_s
    if tone_s >= _LEAST_TONE_S and only_tones:
        return "signal" if _few_pitches(frames, frames.tone, _SIGNAL_PITCHES) else "music"
    if _is_fax(frames, other):
        return "signal"
    return "music" if _is_music(frames) else None


def _other_sound(frames: SoundFrames) -> NDArray[np.bool_]:
    """Frames louder than the background that are no tone and not what a codec leaves beside one."""
    if not (~frames.tone).any():
        return np.zeros(len(frames.tone), np.bool_)
    floor = float(np.quantile(frames.level_dbfs[~frames.tone], 0.1)) + ABOVE_FLOOR_DB
    if frames.tone.any():  # a background as loud as the tones is no background
        floor = min(floor, float(np.median(frames.level_dbfs[frames.tone])) - _BACKGROUND_DB)
    loud = frames.level_dbfs > max(SPEECH_DBFS, floor)
    beside = np.full(len(loud), -np.inf)
    at = np.flatnonzero(frames.tone)
    for shift in range(-_TAIL_FRAMES, _TAIL_FRAMES + 1):
        inside = (at + shift >= 0) & (at + shift < len(loud))
        np.maximum.at(beside, at[inside] + shift, frames.level_dbfs[at[inside]])
    return loud & ~frames.tone & (frames.level_dbfs >= beside - _TAIL_DB)


def has_call_tones(samples: NDArray[np.float32]) -> bool:
    """True where ringing, busy or other tones can be heard, whatever else there is."""
    return bool(sound_frames(samples).tone.sum() * FRAME_S >= _LEAST_TONE_S)


def _few_pitches(frames: SoundFrames, among: NDArray[np.bool_], few: int) -> bool:
    """True where so few pitches are heard nearly all the time."""
    pitches = np.round(frames.peaks_hz[among, 0] / _PITCH_HZ)
    counts = np.sort(np.unique(pitches, return_counts=True)[1])[::-1]
    return bool(counts[:few].sum() >= _PITCHES_SHARE * counts.sum())


def _is_fax(frames: SoundFrames, other: NDArray[np.bool_]) -> bool:
    called = np.abs(frames.peaks_hz[frames.tone, 0, None] - np.array(_FAX_HZ)).min(axis=1, initial=np.inf) <= 20
    both = other[1:] & other[:-1]
    jitter = np.abs(np.diff(frames.level_dbfs))[both]
    return bool(called.sum() * FRAME_S >= _FAX_TONE_S and jitter.size and np.median(jitter) < _FAX_JITTER_DB)


def _is_music(frames: SoundFrames) -> bool:
    """True where every stretch of a few seconds with sound in it is of lasting sounds."""
    levels = frames.level_dbfs
    if not levels.size:
        return False
    on = levels > max(SPEECH_DBFS, float(np.quantile(levels, 0.95)) - _MUSIC_RANGE_DB)
    on[1:] &= on[:-1]
    if on.sum() * FRAME_S < _LEAST_MUSIC_S or _few_pitches(frames, on, _HUM_PITCHES):
        return False
    stretch, least = round(_MUSIC_STRETCH_S / FRAME_S), round(_LEAST_SOUND_S / FRAME_S)
    last = max(0, len(on) - stretch)
    for start in [*range(0, last, stretch // 2), last]:
        sounding = frames.likeness[start : start + stretch][on[start : start + stretch]]
        if len(sounding) >= least and np.median(sounding) < _LEAST_LIKENESS:
            return False
    return bool(np.median(frames.likeness[on]) >= _USUAL_LIKENESS)


def _longest(mask: NDArray[np.bool_]) -> int:
    """Length of the longest run of True."""
    edges = np.diff(np.concatenate([[0], mask.astype(np.int8), [0]]))
    return int((np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)).max(initial=0))
