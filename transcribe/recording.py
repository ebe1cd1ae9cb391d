"""A recording becomes a transcript."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from transcribe.audio import decode_recording
from transcribe.call_outcome import sound_outcome, wordless_outcome, words_outcome
from transcribe.channels import Channel, select_channels
from transcribe.invented_text import Invented
from transcribe.recogniser import Recogniser
from transcribe.utterance import Transcript, Utterance
from transcribe.word_runs import Segment


def transcribe_recording(path: Path, call_id: str, recogniser: Recogniser, language: str | None) -> Transcript:
    """Recognise each side of a call and put what was said in time order.

    language: ISO 639-1, None to detect it. Detected on the channel with more sound and used for the other, whose
    few words ("да, алло") are easily taken for another language. Utterances of a mixed recording have channel
    None. A recording in which nobody speaks gives a transcript without utterances; what certainly holds no speech is
    not given to the recogniser.
    Raises RecordingError, OSError where the storage fails, and what the recogniser raises.
    """
    channels = select_channels(decode_recording(path))
    if outcome := sound_outcome(channels):
        return Transcript(call_id, language, (), "recognised", outcome=outcome)
    heard: list[tuple[Channel, Segment]] = []
    removed: list[Invented] = []
    for channel in sorted(channels, key=_energy, reverse=True):
        recognised = recogniser.recognise(channel.samples, language)
        language = language or recognised.language
        heard += [(channel, segment) for segment in recognised.segments]
        removed += recognised.removed
    heard.sort(key=lambda said: (said[1].start_s, said[0].number or 0, said[1].end_s))
    utterances = tuple(_utterance(index, channel, segment) for index, (channel, segment) in enumerate(heard))
    invented_cut = tuple(phrase.kind for phrase in sorted(removed, key=lambda phrase: phrase.start_s))
    transcript = Transcript(call_id, language, utterances, "recognised", invented_cut)
    return replace(transcript, outcome=words_outcome(transcript) if utterances else wordless_outcome(channels))


def _energy(channel: Channel) -> float:
    return float(channel.samples @ channel.samples)


def _utterance(index: int, channel: Channel, segment: Segment) -> Utterance:
    return Utterance(
        index=index,
        start_s=segment.start_s,
        end_s=segment.end_s,
        text=segment.text,
        channel=channel.number,
        confidence=segment.confidence,
    )
