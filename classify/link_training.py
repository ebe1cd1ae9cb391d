"""Learning how much each kind of evidence weighs when calls are joined to deals.

The labelled archives are tidier than any client's: every contact has its own number and one deal. So the weights are
learned from them as they are and from copies made harder, with and without a part of the words lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from classify.call_texts import texts_of_calls
from classify.changed_links import Hardship, changed
from classify.labelled_archive import LabelledArchive
from deals.linking.link_model import NO_DEAL, OTHER_DEAL, LinkExamples, LinkModel, fit_link_model
from deals.linking.linker import CallLinker

HARDSHIPS = (
    Hardship(),
    Hardship(calls_without_number=0.2, shared_numbers=0.1),
    Hardship(contacts_without_number=0.2, shared_numbers=0.1),
    Hardship(merged_contacts=0.3),
    Hardship(deals_only=True),
    Hardship(deals_only=True, merged_contacts=0.3, calls_by_nobody=0.5),
    Hardship(calls_by_others=0.5, shared_numbers=0.1),
    Hardship(crm_says=0.7, merged_contacts=0.3, contacts_without_number=0.1, calls_without_number=0.1),
    Hardship(calls_without_number=0.1, contacts_without_number=0.1, shared_numbers=0.1, merged_contacts=0.1),
)
WORDS_LOST = (0.0, 0.3)  # share of the words that recognition gets wrong: about a third on the telephone


def link_examples(labelled: LabelledArchive, words: Mapping[str, str], weight: float = 1.0) -> LinkExamples:
    """The archive's calls with their candidates, and which is right."""
    calls = labelled.archive.calls
    linker = CallLinker(labelled.archive, words)
    linker.survey(calls)
    weighed = linker.weigh(calls)
    deals = [linker.index.deal_ids[place] for place in weighed.pairs.deal]
    answers = []
    for place, call in enumerate(calls):
        truth = labelled.links[call.call_id]
        right = [pair for pair in range(weighed.starts[place], weighed.starts[place + 1]) if deals[pair] == truth]
        answers.append(NO_DEAL if truth is None else right[0] if right else OTHER_DEAL)
    return LinkExamples(weighed.evidence, weighed.starts, weighed.call_rows, np.array(answers), weight)


def hard_examples(labelled: LabelledArchive) -> list[LinkExamples]:
    """The archive's calls under every hardship, which together weigh as much as the archive once under each."""
    words = texts_of_calls(labelled.transcripts)
    return [
        link_examples(changed(labelled, hardship, seed), _with_losses(words, lost, seed), 1 / len(WORDS_LOST))
        for hardship in HARDSHIPS
        for seed, lost in enumerate(WORDS_LOST)
    ]


def _with_losses(words: Mapping[str, str], share: float, seed: int) -> dict[str, str]:
    rng = random.Random(seed)
    return {
        call_id: " ".join(word for word in text.split() if rng.random() >= share) for call_id, text in words.items()
    }


def train_links(examples: Iterable[Sequence[LinkExamples]]) -> LinkModel:
    """examples: what hard_examples gave for each archive."""
    return fit_link_model([example for of_archive in examples for example in of_archive])
