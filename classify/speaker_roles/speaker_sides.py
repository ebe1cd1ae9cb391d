"""Which speakers of a mixed call are ours and which the client's: all speakers of the call weighed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

MOST_TOGETHER = 6  # speakers; a diarization that finds more has cut voices up, and each is weighed by itself
MOST_BY_WORDS = 20.0  # log-odds; an hour of talk adds up to more than can be computed with
ONE_SIDE_ONLY = 0.02  # how likely it is beforehand that all speakers are of one side, against any other split


def client_log_odds(evidence: Mapping[str, float]) -> dict[str, float]:
    """Speaker to log-odds of being on the client's side.

    evidence: speaker to log-odds by what this speaker says and sounds like. A call with clients has somebody on
    either side: that the others sound like us speaks for this one being the client.
    """
    speakers = list(evidence)
    if not 2 <= len(speakers) <= MOST_TOGETHER:
        return dict(evidence)
    sides = np.array(list(product((0, 1), repeat=len(speakers))))
    chance = sides @ np.array([evidence[speaker] for speaker in speakers])
    chance[[0, -1]] += np.log(ONE_SIDE_ONLY)
    weight = np.exp(chance - chance.max())
    return {
        speaker: float(np.log(weight[sides[:, place] == 1].sum()) - np.log(weight[sides[:, place] == 0].sum()))
        for place, speaker in enumerate(speakers)
    }


def pooled(groups: Sequence[str | None], evidence: np.ndarray, scale: float) -> dict[str, float]:
    """Group to the evidence of all it says, groups in alphabetical order; texts of no group are left out.

    What somebody says in one call hangs together, so the sum counts by the root of how many texts the call has.
    """
    names = sorted({group for group in groups if group is not None})
    count = max(1, sum(group is not None for group in groups))
    sums = {name: scale * float(evidence[[group == name for group in groups]].sum()) for name in names}
    return {name: float(np.clip(its / np.sqrt(count), -MOST_BY_WORDS, MOST_BY_WORDS)) for name, its in sums.items()}
