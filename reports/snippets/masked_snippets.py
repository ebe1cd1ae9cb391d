"""Snippets without the personal data that is said in them: bleeped, or withheld where it is said in the quote itself.

Whose voice it is remains to be heard; see docs/privacy.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reports.redaction.bleeps import Bleep, bleeps
from reports.redaction.parties import Parties
from reports.redaction.redactor import Redactor
from reports.run_result import RunResult
from reports.snippets.snippet import Snippet, Snippets, quoted_utterances
from reports.texts import Texts
from transcribe.audio import SAMPLE_RATE
from transcribe.speech_mp3 import mp3_bytes, mp3_samples
from transcribe.utterance import Transcript, Utterance

EDGE_S = 0.3  # an utterance's words may begin before its stated start and end after its stated end
LEAST_AUDIBLE = 0.5  # share of the quoted utterance: with less of it nothing can be checked
TONE_HZ, TONE_LEVEL = 1000.0, 0.05


def masked_snippets(snippets: Snippets, result: RunResult, masked: RunResult, texts: Texts) -> Snippets:
    """result: the run that the snippets are of, with its words as they were said; masked: the same run, masked.

    The snippets come under the masked run's call ids. Nothing of a stretch remains in which personal data is said, nor
    of one that no utterance covers: what was said there is not known.
    """
    if not snippets.kept:
        return snippets
    own, theirs = (quoted_utterances(run.analysis.rankings) for run in (result, masked))
    ids = {quote.call_id: other.call_id or "" for quote, other in zip(own, theirs, strict=True)}
    redactor, parties = Redactor(result.archive, texts), Parties(result.archive)
    transcripts = result.analysis.transcripts

    @cache
    def bleeps_of(call_id: str) -> tuple[Bleep, ...]:
        return tuple(bleeps(transcripts[call_id], redactor, parties.of(call_id, None)))

    kept: list[Snippet] = []
    for snippet in snippets.kept:
        transcript = transcripts.get(snippet.call_id)
        sound = _masked(snippet, transcript, bleeps_of(snippet.call_id)) if transcript is not None else None
        if sound is not None:
            kept.append(replace(snippet, call_id=ids[snippet.call_id], sound=sound))
    withheld = snippets.withheld + len(snippets.kept) - len(kept)
    return replace(snippets, kept=tuple(kept), withheld=withheld)


def _masked(snippet: Snippet, transcript: Transcript, its_bleeps: tuple[Bleep, ...]) -> bytes | None:
    """The sound without personal data; None where too little of the quote would be left."""
    samples = mp3_samples(snippet.sound)
    bleeped = np.zeros(len(samples), np.bool_)
    for bleep in its_bleeps:
        bleeped[_stretch(snippet, bleep, EDGE_S)] = True
    known = np.zeros(len(samples), np.bool_)
    for said in transcript.utterances:
        known[_stretch(snippet, said, EDGE_S)] = True
    quote = next((said for said in transcript.utterances if said.index == snippet.index), None)
    audible = known & ~bleeped
    if quote is None or not _mean(audible[_stretch(snippet, quote, 0.0)]) >= LEAST_AUDIBLE:
        return None
    tone = TONE_LEVEL * np.sin(2 * np.pi * TONE_HZ / SAMPLE_RATE * np.arange(len(samples)))
    return mp3_bytes(np.where(audible, samples, np.where(bleeped, tone, 0)).astype(np.float32))


def _stretch(snippet: Snippet, part: Bleep | Utterance, edge_s: float) -> slice:
    """Which samples of the snippet a part of the recording is."""
    first, last = (part.start_s - edge_s, part.end_s + edge_s)
    return slice(*(max(0, round((at_s - snippet.start_s) * SAMPLE_RATE)) for at_s in (first, last)))


def _mean(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0
