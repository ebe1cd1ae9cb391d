"""A piece of evidence in words, and as the outputs hold it."""

from __future__ import annotations

from typing import Any

from classify.records import Evidence
from reports.texts import Texts

MOST_EVIDENCE = 5  # pieces on a card; rankings.json holds all of them


def evidence_words(evidence: Evidence, texts: Texts) -> str:
    """What was said or written; for what did not happen, and where nothing was written, the sentence of its fact."""
    return evidence.quote or fact_sentence(evidence, texts)


def fact_sentence(evidence: Evidence, texts: Texts) -> str:
    """What the evidence shows, as a sentence; empty where it carries no fact.

    KeyError for a fact without a text, ValueError where `details` lacks one of the text's variables.
    """
    return texts.text(f"fact-{evidence.fact}", **evidence.details) if evidence.fact else ""


def evidence_json(evidence: Evidence, texts: Texts) -> dict[str, Any]:
    """The evidence as archive format 1 describes it: seconds to 6 digits, times in ISO 8601."""
    at = evidence.at.isoformat() if evidence.at is not None else None
    place: dict[str, Any]
    if evidence.kind == "utterance":
        place = {"call_id": evidence.call_id, "index": evidence.index, "start": evidence.start_s, "end": evidence.end_s}
        if evidence.doubtful:
            place["doubtful"] = True
        if evidence.link_confidence is not None:
            place["link_confidence"] = evidence.link_confidence
    else:
        place = {"ref": evidence.ref}
    return {"kind": evidence.kind, **place, "at": at, "quote": evidence_words(evidence, texts)}
