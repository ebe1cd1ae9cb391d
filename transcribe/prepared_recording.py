"""A recording made ready for recognition, and its transcript put together from what was recognised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from transcribe.audio import SAMPLE_RATE, decode_recording
from transcribe.call_outcome import SoundOutcome, sound_outcome, wordless_outcome, words_outcome
from transcribe.channels import Channel, select_channels
from transcribe.diarization import Diariser, Diarization, DiarizationFailed
from transcribe.invented_text import Invented, cut_invented
from transcribe.recogniser import HeardRow
from transcribe.speaker_words import speakers_of_words
from transcribe.speech_pieces import speech_pieces
from transcribe.speech_rows import SpeechRow, pack_rows
from transcribe.utterance import Transcript, Utterance
from transcribe.word_runs import Segment, Word, segments_of


@dataclass(frozen=True, slots=True)
class PreparedChannel:
    """number: 0 or 1 in a true stereo recording, None where both sides are mixed. rows: may be empty."""

    number: int | None
    rows: tuple[SpeechRow, ...]
    vad_overruled: bool


@dataclass(frozen=True, slots=True)
class PreparedRecording:
    """What is left of a recording: its speech, without the silence.

    outcome: of a recording with nothing to recognise, or in which no words will be found. diarization: of a mixed
    recording with speech, where a diariser was given; undiarized: why it has none all the same.
    """

    channels: tuple[PreparedChannel, ...]
    outcome: SoundOutcome
    audio_s: float = 0.0  # length of the recording
    diarization: Diarization | None = None
    undiarized: DiarizationFailed | None = None

    @property
    def rows(self) -> tuple[SpeechRow, ...]:
        """Of all channels, in their order."""
        return tuple(chain.from_iterable(channel.rows for channel in self.channels))

    def without_sound(self) -> PreparedRecording:
        """The same with rows that know their times only, which is all that `transcript_of` needs."""
        channels = (replace(each, rows=tuple(row.without_sound() for row in each.rows)) for each in self.channels)
        return replace(self, channels=tuple(channels))


def prepare_recording(path: Path, diariser: Diariser | None = None) -> PreparedRecording:
    """Decode, tell whether anybody speaks, and find the speech.

    A recording that cannot be diarized keeps its words and is told so. Raises RecordingError, and OSError where the
    storage fails.
    """
    samples = decode_recording(path)
    audio_s = samples.shape[1] / SAMPLE_RATE
    channels = select_channels(samples)
    if outcome := sound_outcome(channels):
        return PreparedRecording((), outcome, audio_s)
    prepared = tuple(_prepared(channel) for channel in channels)
    recording = PreparedRecording(prepared, wordless_outcome(channels), audio_s)
    if diariser is None or not recording.rows or channels[0].number is not None:
        return recording
    try:
        return replace(recording, diarization=diariser.diarise(channels[0].samples))
    except DiarizationFailed as error:
        return replace(recording, undiarized=error)


def _prepared(channel: Channel) -> PreparedChannel:
    speech = speech_pieces(channel.samples)
    rows = pack_rows(channel.samples, speech.pieces)
    return PreparedChannel(channel.number, rows, speech.vad_overruled)


def transcript_of(
    recording: PreparedRecording, call_id: str, language: str | None, heard: Sequence[HeardRow]
) -> Transcript:
    """What was said, in time order. heard: one for each of `recording.rows`.

    Utterances of a mixed recording have channel None. Without words the transcript has no utterances.
    """
    left = iter(heard)
    said: list[tuple[int | None, Segment]] = []
    removed: list[Invented] = []
    for channel in recording.channels:
        words = chain.from_iterable(_in_channel(row, next(left)) for row in channel.rows)
        cut = cut_invented(tuple(words))
        removed += cut.removed
        said += [(channel.number, segment) for segment in segments_of(_with_speakers(cut.kept, recording))]
    said.sort(key=lambda one: (one[1].start_s, one[0] or 0, one[1].end_s))
    utterances = tuple(_utterance(index, number, segment) for index, (number, segment) in enumerate(said))
    transcript = Transcript(
        call_id,
        language,
        utterances,
        "recognised",
        invented_cut=tuple(phrase.kind for phrase in sorted(removed, key=lambda phrase: phrase.start_s)),
        voices=recording.diarization.voices if recording.diarization else (),
        renamed=tuple(chain.from_iterable(row.renamed for row in heard)),
        vad_overruled=sum(channel.vad_overruled for channel in recording.channels),
    )
    return replace(transcript, outcome=words_outcome(transcript) if utterances else recording.outcome)


def _in_channel(row: SpeechRow, heard: HeardRow) -> list[Word]:
    times = [row.original_times_s(word.start_s, word.end_s) for word in heard.words]
    return [
        replace(word, start_s=start_s, end_s=end_s) for word, (start_s, end_s) in zip(heard.words, times, strict=True)
    ]


def _with_speakers(words: Sequence[Word], recording: PreparedRecording) -> Sequence[Word]:
    if recording.diarization is None:
        return words
    speakers = speakers_of_words(words, recording.diarization)
    return [replace(word, speaker=speaker) for word, speaker in zip(words, speakers, strict=True)]


def _utterance(index: int, channel: int | None, segment: Segment) -> Utterance:
    return Utterance(
        index=index,
        start_s=segment.start_s,
        end_s=segment.end_s,
        text=segment.text,
        channel=channel,
        speaker=segment.speaker,
        confidence=segment.confidence,
        suspect=segment.suspect,
    )
