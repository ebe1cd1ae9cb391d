"""When in a recording personal data is said, so that a snippet can be withheld or bleeped there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reports.redaction.personal_span import PersonalSpan
from reports.redaction.redactor import Redactor
from transcribe.utterance import Transcript, Utterance
from transcribe.word_runs import Word

PAD_S = 0.1  # before and after: a recogniser's word times are that far off


@dataclass(frozen=True, slots=True)
class Bleep:
    """Seconds from the start of the recording."""

    start_s: float
    end_s: float


def bleeps(
    transcript: Transcript,
    redactor: Redactor,
    party: Collection[str] | None = None,
    words: Mapping[int, Sequence[Word]] | None = None,
) -> list[Bleep]:
    """Stretches of the recording in the order of time, without overlaps.

    words: utterance index to its words with their times, whose texts joined are the utterance's. An utterance that
    has none there, or whose words are not its text, is masked from its start to its end: where in it a number was
    said is not known.
    """
    spans = redactor.utterance_spans([said.text for said in transcript.utterances], party)
    found = [
        bleep
        for said, its in zip(transcript.utterances, spans, strict=True) if its
        for bleep in _of_utterance(said, its, (words or {}).get(said.index, ()))
    ]  # fmt: skip
    return _joined(sorted(found, key=lambda bleep: (bleep.start_s, bleep.end_s)))


def _of_utterance(said: Utterance, spans: Sequence[PersonalSpan], words: Sequence[Word]) -> list[Bleep]:
    ends = list(accumulate(len(word.text) for word in words))
    lead = len(words[0].text) - len(words[0].text.lstrip()) if words else 0
    if "".join(word.text for word in words).strip() != said.text.strip() or not words:
        return [Bleep(said.start_s, said.end_s)]
    starts = [0, *ends[:-1]]
    return [
        Bleep(max(0.0, word.start_s - PAD_S), word.end_s + PAD_S)
        for span in spans
        for word, first, end in zip(words, starts, ends, strict=True)
        if first < span.end + lead and span.start + lead < end
    ]


def _joined(bleeps: Sequence[Bleep]) -> list[Bleep]:
    joined: list[Bleep] = []
    for bleep in bleeps:
        if joined and bleep.start_s <= joined[-1].end_s:
            joined[-1] = Bleep(joined[-1].start_s, max(joined[-1].end_s, bleep.end_s))
        else:
            joined.append(bleep)
    return joined
