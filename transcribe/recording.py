"""A recording becomes a transcript."""

from __future__ import annotations

from pathlib import Path

from transcribe.audio import decode_recording
from transcribe.channels import Channel, select_channels
from transcribe.recogniser import Recogniser
from transcribe.utterance import Transcript, Utterance
from transcribe.word_runs import Segment


def transcribe_recording(path: Path, call_id: str, recogniser: Recogniser, language: str | None) -> Transcript:
    """Recognise each side of a call and put what was said in time order.

    language: ISO 639-1, None to detect it. Detected on the channel with more sound and used for the other, whose
    few words ("да, алло") are easily taken for another language. Utterances of a mixed recording have channel
    None. A recording in which nobody speaks gives a transcript without utterances.
    Raises RecordingError, OSError where the storage fails, and what the recogniser raises.
    """
    channels = select_channels(decode_recording(path))
    heard: list[tuple[Channel, Segment]] = []
    for channel in sorted(channels, key=_energy, reverse=True):
        recognised = recogniser.recognise(channel.samples, language)
        language = language or recognised.language
        heard += [(channel, segment) for segment in recognised.segments]
    heard.sort(key=lambda said: (said[1].start_s, said[0].number or 0, said[1].end_s))
    utterances = tuple(_utterance(index, channel, segment) for index, (channel, segment) in enumerate(heard))
    return Transcript(call_id, language, utterances, source="recognised")


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
