"""What is learned from a labelled archive about calls of no deal: about which deals each speaks."""

from __future__ import annotations

import numpy as np

from classify.call_texts import texts_of_calls
from classify.labelled_archive import LabelledArchive
from classify.side_calls.side_talk import side_talk_evidence
from classify.side_calls.side_talk_model import SIDE_TALK_FEATURES, SideTalkExamples
from deals.linking import CallLinker


def side_talk_examples(labelled: LabelledArchive) -> SideTalkExamples:
    """The calls that the labels give to no deal, each with the deals that share words with it."""
    linker = CallLinker(labelled.archive, texts_of_calls(labelled.transcripts))
    linker.survey(labelled.archive.calls)
    loose = {call_id for call_id, deal_id in labelled.links.items() if deal_id is None}
    rows, meant = [np.empty((0, len(SIDE_TALK_FEATURES)))], [np.empty(0, dtype=bool)]
    for call_id, deal_ids, evidence in side_talk_evidence(labelled.archive, linker, loose):
        rows.append(evidence)
        meant.append(np.isin(deal_ids, list(labelled.about.get(call_id, ()))))
    return SideTalkExamples(np.concatenate(rows), np.concatenate(meant))
