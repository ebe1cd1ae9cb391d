"""Whisper, by faster-whisper's model and CTranslate2's batches."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from threading import Lock
from typing import Any, Literal

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens
from numpy.typing import NDArray

from transcribe.audio import SAMPLE_RATE
from transcribe.model_files import WhisperFiles
from transcribe.recogniser import HeardRow, LanguageNotSupported
from transcribe.word_runs import Word

Device = Literal["auto", "cpu", "cuda"]
_DEFAULT_COMPUTE = {"cpu": "int8", "cuda": "float16"}

RULES = 4  # raise when a change to this package changes what is recognised; kept transcripts are then made anew
# Measured on 24 telephone calls with Whisper base (benchmarks/transcription_speed.py): rows cut to their own length
# and a second read as well as rows padded to 30 s; with half a second, or with the silence floor in place of
# Whisper's zeros as padding, they read worse. Classes of 3 s cost little padding and fill their batches.
_PADDING_S = 1.0
_CLASS_S = 3
_WINDOW_S = 30
_FRAMES_A_SECOND = 100
_HOP = SAMPLE_RATE // _FRAMES_A_SECOND
_BATCH_ROWS = {"cpu": 8, "cuda": 32}
_MAX_TOKENS = 448  # Whisper's own limit
# A row that goes round in circles ends there. Quick talkers' 20 letters a second are 8 to 10 tokens of Russian.
_TOKENS_A_SECOND, _TOKENS_MORE = 10, 24
_LEAST_FRAMES = 2  # CTranslate2 aligns words with every second frame
_SAME_NGRAM, _REPETITION_PENALTY = 4, 1.1  # for rows that went round in circles
_PREPENDED, _APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"  # faster-whisper's defaults


class FasterWhisperRecogniser:
    """Deterministic: beam search, no sampling. Safe to call from several threads.

    device "auto" takes CUDA where CTranslate2 sees a card. compute_type "default" is int8 on a CPU and float16 on a
    card. workers: how many threads may recognise at the same time; they share one copy of the weights. On a CPU
    several workers of one thread each beat one worker of several threads. cpu_threads: of each worker; 0 shares out
    the cores there are. Neither changes the result. The model is loaded when first needed, so that a run in which
    every call is already transcribed does not wait for it.
    """

    def __init__(
        self,
        files: WhisperFiles,
        device: Device = "auto",
        compute_type: str = "default",
        beam_size: int = 5,
        cpu_threads: int = 0,
        workers: int = 1,
    ) -> None:
        self.files = files
        self.device = _resolved(device)
        self.compute_type = _DEFAULT_COMPUTE[self.device] if compute_type == "default" else compute_type
        self.beam_size = beam_size
        self.parallel = 1 if self.device == "cuda" else workers  # one card gains next to nothing from more
        self.batch_rows = _BATCH_ROWS[self.device]
        self.cpu_threads = cpu_threads or max(1, (os.cpu_count() or 1) // workers)
        self._loading = Lock()  # the first rows of several workers come at the same time
        self._whole_window = Lock()  # the attention over 30 s takes 70 MB: one at a time, so that the peak is known
        self._tokenizers: dict[str, Tokenizer] = {}

    @property
    def identity(self) -> str:
        engine = f"faster-whisper {version('faster-whisper')}, ctranslate2 {ctranslate2.__version__}"
        settings = f"{self.device} {self.compute_type}, beam {self.beam_size}, rules {RULES}"
        return f"{engine}, model sha256 {self.files.digest}, {settings}"

    def length_class(self, n_samples: int) -> int:
        """Seconds that the row is padded to."""
        classes = math.ceil((n_samples / SAMPLE_RATE + _PADDING_S) / _CLASS_S)
        return min(classes * _CLASS_S, _WINDOW_S)

    def recognise(self, rows: Sequence[NDArray[np.float32]], language: str, hotwords: str = "") -> list[HeardRow]:
        seconds = self.length_class(max(len(row) for row in rows))
        return self._decoded(rows, seconds, self._prompt(language, hotwords), language)

    def recognise_again(self, row: NDArray[np.float32], language: str) -> Iterator[HeardRow]:
        """Padded to 30 s, as Whisper was trained; then with time stamps; then forbidding it to repeat itself.

        Not by sampling at higher temperatures, which Whisper's authors do: CTranslate2's random numbers depend on
        what its threads drew before, so the words would change from run to run.
        """
        plain = self._prompt(language, "")
        if self.length_class(len(row)) < _WINDOW_S:
            yield self._in_window(row, plain, language)
        yield self._in_window(row, plain[:-1], language)
        once = {"no_repeat_ngram_size": _SAME_NGRAM, "repetition_penalty": _REPETITION_PENALTY}
        yield self._in_window(row, plain, language, **once)

    def language_odds(self, row: NDArray[np.float32]) -> Mapping[str, float]:
        if not self._model.model.is_multilingual:
            return {"en": 1.0}
        encoded = self._model.encode(self._features(row, self.length_class(len(row))))
        return {token[2:-2]: chance for token, chance in self._model.model.detect_language(encoded)[0]}

    def _in_window(self, row: NDArray[np.float32], prompt: list[int], language: str, **options: Any) -> HeardRow:
        with self._whole_window:
            return self._decoded([row], _WINDOW_S, prompt, language, **options)[0]

    def _decoded(
        self, rows: Sequence[NDArray[np.float32]], seconds: int, prompt: list[int], language: str, **options: Any
    ) -> list[HeardRow]:
        tokenizer = self._tokenizer(language)
        features = [self._features(row, seconds) for row in rows]
        parts, whole = self._encoded(features)
        results = self._model.model.generate(
            whole,
            [prompt] * len(rows),
            beam_size=self.beam_size,
            # CTranslate2 draws half as many, as Whisper does of its 448, however long the prompt is.
            max_length=min(_MAX_TOKENS, 2 * (_TOKENS_MORE + _TOKENS_A_SECOND * seconds)),
            suppress_blank=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
            **options,
        )
        texts = [[token for token in result.sequences_ids[0] if token < tokenizer.eot] for result in results]
        frames = [max(_LEAST_FRAMES, min(len(row) // _HOP, seconds * _FRAMES_A_SECOND)) for row in rows]
        words = self._words(tokenizer, texts, parts, frames)
        return [
            HeardRow(
                said,
                # CTranslate2 divides the sum by the length without the end token, which was drawn too.
                result.scores[0] * len(result.sequences_ids[0]) / (len(result.sequences_ids[0]) + 1),
                result.no_speech_prob,
            )
            for said, result in zip(words, results, strict=True)
        ]

    def _features(self, row: NDArray[np.float32], seconds: int) -> NDArray[np.float32]:
        """Shape (1, n_mels, 100 * seconds); padded with zeros, as faster-whisper does."""
        spectrum = self._model.feature_extractor(row)[:, : seconds * _FRAMES_A_SECOND]
        return np.pad(spectrum, ((0, 0), (0, seconds * _FRAMES_A_SECOND - spectrum.shape[1])))[None].astype(np.float32)

    def _encoded(
        self, features: Sequence[NDArray[np.float32]]
    ) -> tuple[list[ctranslate2.StorageView], ctranslate2.StorageView]:
        """The encoder's output in parts, and as one.

        On a CPU row by row: a third faster than together, since the attention of one row still fits the cache.
        """
        if self.device == "cuda" or len(features) == 1:
            whole = self._model.encode(np.concatenate(features))
            return [whole], whole
        parts = [self._model.encode(each) for each in features]
        return parts, ctranslate2.StorageView.from_array(np.concatenate([np.asarray(part) for part in parts]))

    def _words(
        self,
        tokenizer: Tokenizer,
        texts: Sequence[list[int]],
        parts: Sequence[ctranslate2.StorageView],
        frames: Sequence[int],
    ) -> list[tuple[Word, ...]]:
        """Words with their times, by the cross-attention of the decoder."""
        each = len(texts) // len(parts)
        said: list[tuple[Word, ...]] = []
        for number, part in enumerate(parts):
            here = slice(number * each, (number + 1) * each)
            segments = [[{"tokens": tokens, "seek": 0, "start": 0.0, "end": 0.0}] for tokens in texts[here]]
            if any(texts[here]):
                self._model.add_word_timestamps(
                    segments, tokenizer, part, list(frames[here]), _PREPENDED, _APPENDED, 0.0
                )
            said += [_words_of(segment[0]) for segment in segments]
        return said

    def _prompt(self, language: str, hotwords: str) -> list[int]:
        tokenizer = self._tokenizer(language)
        return self._model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords or None)

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            if language not in self._model.supported_languages:
                raise LanguageNotSupported(language)
            multilingual = self._model.model.is_multilingual
            tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language=language)
            if multilingual and tokenizer.language is None:  # faster-whisper lists those of the newest models
                raise LanguageNotSupported(language)
            self._tokenizers[language] = tokenizer
        return self._tokenizers[language]

    @property
    def _model(self) -> WhisperModel:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> WhisperModel:
        return WhisperModel(
            str(self.files.folder),
            device=self.device,
            compute_type=self.compute_type,
            cpu_threads=self.cpu_threads,
            num_workers=self.parallel,
            local_files_only=True,
        )


def _words_of(segment: Mapping[str, Any]) -> tuple[Word, ...]:
    return tuple(
        Word(float(word["start"]), float(word["end"]), word["word"], float(word["probability"]))
        for word in segment.get("words", ())
    )


def _resolved(device: Device) -> Literal["cpu", "cuda"]:
    if device == "auto":
        return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    return device
