"""Who speaks where voices are not told apart: people take turns."""

from __future__ import annotations

import numpy as np

SWITCH = 0.75  # chance that the next utterance is the other side's


def in_turns(evidence: np.ndarray) -> np.ndarray:
    """Log-odds per text, smoothed by the habit of taking turns: forward-backward over two states.

    evidence: log-odds of each text by itself. Source: Rabiner, A tutorial on hidden Markov models, Proceedings of the
    IEEE 77(2), 1989, section III.
    """
    step = np.array([[1 - SWITCH, SWITCH], [SWITCH, 1 - SWITCH]])
    seen = np.column_stack([np.ones_like(evidence), np.exp(np.clip(evidence, -20, 20))])
    forward, backward = np.ones((len(seen), 2)) / 2, np.ones((len(seen), 2)) / 2
    for i in range(len(seen)):
        before = forward[i - 1] @ step if i else np.ones(2) / 2
        forward[i] = before * seen[i] / (before @ seen[i])
    for i in range(len(seen) - 2, -1, -1):
        after = step @ (seen[i + 1] * backward[i + 1])
        backward[i] = after / after.sum()
    both = forward * backward
    return np.asarray(np.log(np.clip(both[:, 1], 1e-9, None)) - np.log(np.clip(both[:, 0], 1e-9, None)))
