"""What became of a call: talked, or a machine, nobody, nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from transcribe.announcements import KINDS
from transcribe.audio import SAMPLE_RATE
from transcribe.channels import Channel
from transcribe.live_talk import calls_out, count_words, talked, voices_of
from transcribe.machine_sounds import has_call_tones, machine_sound
from transcribe.speech_pieces import vad_hears_speech
from transcribe.utterance import Outcome, Transcript

SoundOutcome = Literal["no_answer", "ivr", "silence"]

_SHORTEST_S = 1.0  # nobody has said anything in less


def sound_outcome(channels: Sequence[Channel]) -> SoundOutcome | None:
    """The outcome of a recording in which certainly nobody speaks; None: it has to be recognised.

    channels: those with sound, as `channels.select_channels` gives them. "no_answer": call tones or a fax, or hardly
    a second of anything; "ivr": hold music; "silence": no sound, or none above the line's own noise.
    """
    if not channels:
        return "silence"
    if all(len(channel.samples) < _SHORTEST_S * SAMPLE_RATE for channel in channels):
        return "no_answer"
    sounds = set()
    for channel in channels:
        sound = machine_sound(channel.samples)
        if sound is None:
            return None
        sounds.add(sound)
    # A voice may be as quiet as the background, or sing along with the music.
    if any(vad_hears_speech(channel.samples) for channel in channels):
        return None
    if "music" in sounds:
        return "ivr"
    return "no_answer" if "signal" in sounds else "silence"


def wordless_outcome(channels: Sequence[Channel]) -> SoundOutcome:
    """The outcome of a recording in which no words could be recognised."""
    return "no_answer" if any(has_call_tones(channel.samples) for channel in channels) else "silence"


def words_outcome(transcript: Transcript) -> Outcome:
    """The outcome of a call by what was said, and by whom where that is known.

    "voicemail": an answering machine, a network or a programme spoke for the person called, also where a message
    was left; "ivr": a menu or a queue, and nobody came; "no_answer": the network says that there is no such number or
    no line, or one side says hello into silence; "silence": no words. Everything else is a conversation.
    """
    voices = voices_of([utterance for utterance in transcript.utterances if count_words(utterance.text)])
    if not voices:
        return "silence"
    kinds = {voice.recorded for voice in voices}
    kind = next((kind for kind in KINDS if kind in kinds), None)
    if kind is None:
        alone = len({voice.side for voice in voices}) == 1
        return "no_answer" if alone and all(calls_out(voice.said.text) for voice in voices) else "conversation"
    if talked(voices, kind):
        return "conversation"
    return "voicemail" if kind == "assistant" else kind
