"""Rows whose words are not to be trusted: heard again in other ways, and marked where they stay doubtful.

faster-whisper's batched decoding has no such net. The limits are Whisper's own where it has some (Radford et al.,
Robust Speech Recognition via Large-Scale Weak Supervision, 2022, section 4.5).
"""

from __future__ import annotations

from dataclasses import replace

from transcribe.invented_phrases import phrase_book
from transcribe.recogniser import HeardRow, Recogniser
from transcribe.speech_rows import SpeechRow
from transcribe.utterance import Suspicion
from transcribe.word_loops import loops
from transcribe.word_runs import LOOP_COMPRESSION, compression_ratio
from transcribe.word_tokens import spoken_text

_NO_SPEECH, _LOW_LOGPROB = 0.6, -1.0
_FASTEST = 35.0  # letters a second over the whole row; quick talkers come to 20
_SLOWEST, _SLOW_FROM_S = 0.8, 6.0  # in so much speech even a hesitant speaker says more
_SIGNS_OF_INVENTION: tuple[Suspicion, ...] = ("loop", "no_speech")


def suspicion(heard: HeardRow, speech_s: float) -> Suspicion | None:
    """Why the words of a row, or their absence, are doubtful; None where they are not.

    speech_s: length of the row without its padding.
    """
    text = heard.text
    if not text:
        return "speech_rate" if speech_s >= _SLOW_FROM_S and heard.no_speech_prob < _NO_SPEECH else None
    if compression_ratio(text) > LOOP_COMPRESSION or _goes_round(heard):
        return "loop"
    if heard.avg_logprob < _LOW_LOGPROB:
        return "no_speech" if heard.no_speech_prob > _NO_SPEECH else "improbable"
    letters_a_second = sum(map(str.isalnum, text)) / speech_s
    if letters_a_second > _FASTEST or (letters_a_second < _SLOWEST and speech_s >= _SLOW_FROM_S):
        return "speech_rate"
    return None


def _goes_round(heard: HeardRow) -> bool:
    """Whether most of the words are a loop, which a short text can be without packing well."""
    texts = [token.text for token in spoken_text(heard.words).tokens]
    looped = sum(loop.end - loop.first for loop in loops(texts, phrase_book().numbers, doubtful=False))
    return 2 * looped > len(texts)


def heard_for_certain(recogniser: Recogniser, row: SpeechRow, language: str, first: HeardRow) -> HeardRow:
    """The first hearing if nothing speaks against it, else the best of some more, its words marked if in doubt.

    Where nobody seems to speak another hearing only invents other words, so there is none.
    """
    best, doubt = first, suspicion(first, row.speech_s)
    if doubt not in (None, "no_speech"):
        for again in recogniser.recognise_again(row.samples, language):
            found = suspicion(again, row.speech_s)
            if again.text and _rank(again, found) > _rank(best, doubt):
                best, doubt = again, found
            if doubt is None:
                break
    if doubt is None:
        return best
    doubtful = doubt in _SIGNS_OF_INVENTION
    marked = tuple(replace(word, suspect=doubt, doubtful=doubtful) for word in best.words)
    return replace(best, words=marked)


def _rank(heard: HeardRow, doubt: Suspicion | None) -> tuple[bool, bool, float]:
    return doubt is None, doubt != "loop", heard.avg_logprob
