"""How many names are recognised with and without the archive's vocabulary, and whether it ever invents one.

    python -m benchmarks.vocabulary [--named 15] [--plain 10] [--seed 7] [--noise 20] [--out heard.jsonl]

Russian utterances of the labelled archives, spoken by the festival voice on an 8 kHz telephone line with noise, each
one row. The ordinary words leave out the archive whose calls are heard. Noise: rows of 30 s of silence, hiss, tones
and music.
"""

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel
from numpy.typing import NDArray
from scipy.signal import resample_poly

from benchmarks.ordinary_words import ordinary_words
from benchmarks.word_error_rate import word_error_rate
from classify.labelled_archive import LabelledArchive, labelled_folders, read_labelled_archive
from deals.vocabulary import archive_terms, names_by_call, words_written_small
from demo.spoken_text import spoken_text
from demo.voices import speak_as, synthesise, voice_of
from transcribe.model_files import find_whisper
from transcribe.name_repair import accepted
from transcribe.vocabulary import Vocabulary, hotwords, is_form
from transcribe.word_runs import Word

RATE, NOISE_LEVEL = 16_000, 10 ** (-50 / 20)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance. names: its words that are names of its archive, each with the term."""

    archive: str
    call_id: str
    text: str
    role: str | None
    names: tuple[tuple[str, str], ...]


def utterances(archive: LabelledArchive, named: int, plain: int, seed: int) -> list[Said]:
    """A sample: `named` with names, then `plain` without."""
    terms = [term.text for term in archive_terms(archive.archive) if " " not in term.text]
    with_names, without = [], []
    for call_id, transcript in archive.transcripts.items():
        for each in transcript.utterances:
            if not 6 <= len(each.text.split()) <= 24 or not _can_be_spoken(each.text):
                continue
            words = _WORD.findall(each.text)
            names = tuple((w, t) for w in words if w[0].isupper() and (t := _term_of(w, terms)))
            said = Said(archive.name, call_id, each.text, each.role, names)
            if names:
                with_names.append(said)
            elif not any(word[0].isupper() for word in words[1:]):
                without.append(said)
    drawn = random.Random(seed)
    return drawn.sample(with_names, named) + drawn.sample(without, plain)


def _term_of(word: str, terms: Sequence[str]) -> str | None:
    return next((term for term in terms if is_form(word, term)), None)


def _can_be_spoken(text: str) -> bool:
    try:
        spoken_text(text)
    except ValueError:
        return False
    return True


def spoken(said: Sequence[Said]) -> Iterator[NDArray[np.float32]]:
    """Each utterance at 16 kHz, as it comes from an 8 kHz line."""
    with tempfile.TemporaryDirectory() as folder:
        wavs = synthesise([spoken_text(each.text) for each in said], Path(folder))
        for each, wav in zip(said, wavs, strict=True):
            who = f"{each.call_id}{each.role}"
            samples = speak_as(voice_of(who, random.Random(who).choice(["Анна", "Иван"])), wav)
            noise = np.random.default_rng(len(samples)).standard_normal(len(samples)) * NOISE_LEVEL
            yield resample_poly(np.clip(samples + noise, -1, 1), 2, 1).astype(np.float32)


def noises(rows: int) -> Iterator[NDArray[np.float32]]:
    """Rows of 30 s in turn: silence, hiss of growing level, a ringback tone, chords."""
    times = np.arange(30 * RATE) / RATE
    for number in range(rows):
        drawn = np.random.default_rng(number)
        hiss = drawn.standard_normal(len(times)) * 0.004 * (number + 1)
        ring = 0.2 * np.sin(2 * np.pi * 425 * times) * (times % 5 < 1)
        tones = 220 * 2 ** (drawn.integers(0, 24, 60) / 12)
        music = 0.2 * np.sin(2 * np.pi * np.repeat(tones, RATE // 2) * times) * np.exp(-3 * (times % 0.5))
        yield (np.zeros(len(times)), hiss, ring, music)[number % 4].astype(np.float32)


class Hearing:
    """Whisper on single rows, with the settings of `transcribe.recogniser`."""

    def __init__(self) -> None:
        folder = str(find_whisper(None, allow_hub=False).folder)
        self.model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)

    def words(self, samples: NDArray[np.float32], prompt: str | None = None) -> list[Word]:
        segments, _ = BatchedInferencePipeline(self.model).transcribe(
            samples, language="ru", beam_size=5, temperature=0.0, batch_size=8, word_timestamps=True,
            clip_timestamps=[{"start": 0.0, "end": len(samples) / RATE}], hotwords=prompt,
        )  # fmt: skip
        return [Word(w.start, w.end, w.word, w.probability) for segment in segments for w in segment.words or ()]


def vocabulary_of(archive: LabelledArchive, archives: Sequence[LabelledArchive]) -> Vocabulary:
    """The archive's vocabulary, with ordinary words that were learned from other archives only."""
    common = frozenset(ordinary_words(other for other in archives if other.name != archive.name))
    terms = [term.text for term in archive_terms(archive.archive)]
    return Vocabulary(terms, words_written_small(archive.archive), common)


def names_right(names: Sequence[tuple[str, str]], words: Sequence[Word]) -> int:
    """How many of the names stand among the words, in any case, each word counting once."""
    left, right = [word.text for word in words], 0
    for _, term in names:
        place = next((i for i, text in enumerate(left) if is_form(text, term)), None)
        if place is not None:
            del left[place]
            right += 1
    return right


def heard_rows(
    hearing: Hearing, said: Sequence[Said], archives: Sequence[LabelledArchive]
) -> Iterator[dict[str, object]]:
    known = {each.name: (names_by_call(each.archive), vocabulary_of(each, archives)) for each in archives}
    for each, samples in zip(said, spoken(said), strict=True):
        of_calls, names = known[each.archive]
        before = hearing.words(samples)
        candidates = names.candidates(before, of_calls[each.call_id])
        after = hearing.words(samples, hotwords(candidates)) if candidates else None
        final = (accepted(before, after, candidates) if after is not None else None) or before
        yield {
            "said": each.text, "names": len(each.names), "candidates": [c.term for c in candidates],
            "before": _text(before), "after": _text(after or ()), "final": _text(final),
            "right_before": names_right(each.names, before), "right_final": names_right(each.names, final),
        }  # fmt: skip


def invented_names(hearing: Hearing, rows: int, archives: Sequence[LabelledArchive]) -> int:
    """How many rows without speech end with another text than they had without the vocabulary."""
    names = vocabulary_of(archives[0], archives)
    changed = 0
    for samples in noises(rows):
        before = hearing.words(samples)
        candidates = names.candidates(before)
        after = hearing.words(samples, hotwords(candidates)) if candidates else []
        changed += accepted(before, after, candidates) is not None
    return changed


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--named", type=int, default=15, help="utterances with names, of each archive")
    parser.add_argument("--plain", type=int, default=10, help="utterances without, of each archive")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--noise", type=int, default=20, help="rows of 30 s")
    parser.add_argument("--out", type=Path, help="one line of JSON for each utterance")
    options = parser.parse_args()
    archives = [read_labelled_archive(folder) for folder in labelled_folders()]
    russian = [each for each in archives if each.archive.language == "ru"]
    said = [one for each in russian for one in utterances(each, options.named, options.plain, options.seed)]
    hearing = Hearing()
    rows = list(heard_rows(hearing, said, russian))
    if options.out:
        options.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for kind, chosen in (
        ("with names", [r for r in rows if r["names"]]),
        ("without", [r for r in rows if not r["names"]]),
    ):
        spoken_texts = [str(row["said"]) for row in chosen]
        before, after = (
            word_error_rate(spoken_texts, [str(row[key]) for row in chosen]) for key in ("before", "final")
        )
        total, right, repaired = (
            sum(int(str(r[key])) for r in chosen) for key in ("names", "right_before", "right_final")
        )
        again, changed = sum(bool(r["candidates"]) for r in chosen), sum(r["final"] != r["before"] for r in chosen)
        print(f"{kind}: {len(chosen)} rows, {again} heard again, {changed} changed; WER {before:.4f} -> {after:.4f}; ")
        print(f"  names {total}, right {right} -> {repaired}")
    print(f"noise: {options.noise} rows, {invented_names(hearing, options.noise, russian)} changed")


if __name__ == "__main__":
    main()
