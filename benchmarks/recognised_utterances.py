"""What was heard of each typed utterance in the demo's recordings, which the product recognised as whole calls.

recognised_calls.json holds texts as the recogniser cut them; here they are cut where the typed utterances end.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.aligned_words import aligned
from classify.labelled_archive import LabelledArchive

RECOGNISED = Path(__file__).with_name("recognised_calls.json")
ARCHIVE = "d1_kitchen"  # what the demo was made from


def recognised_utterances(archive: LabelledArchive) -> dict[str, list[str]]:
    """Call id to the heard text of each typed utterance, "" where nothing was heard of it."""
    recognised = json.loads(RECOGNISED.read_text(encoding="utf-8"))
    return {call_id: _of_call(archive, call_id, heard) for call_id, heard in recognised.items()}


def _of_call(archive: LabelledArchive, call_id: str, recognised: dict) -> list[str]:
    typed = archive.transcripts[call_id].utterances
    texts = [""] * len(typed)
    for channel in (0, 1):
        ours = channel == recognised["ours"]
        places = [place for place, each in enumerate(typed) if (each.role != "client") == ours]
        heard = " ".join(text for side, text in recognised["utterances"] if side == channel)
        for place, text in zip(places, cut_like([typed[place].text for place in places], heard), strict=True):
            texts[place] = text
    return texts


def cut_like(typed: Sequence[str], heard: str) -> list[str]:
    """The words of `heard` shared out to the typed texts that they stand for, all in order."""
    owners = [number for number, text in enumerate(typed) for _ in text.split()]
    said = [_letters(word) for text in typed for word in text.split()]
    words = heard.split()
    shares: list[list[str]] = [[] for _ in typed]
    owner = 0
    for step in aligned(said, [_letters(word) for word in words]):
        if step.typed < step.typed_end:
            owner = owners[step.typed]
        if shares:
            shares[owner] += words[step.heard : step.heard_end]
    return [" ".join(share) for share in shares]


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.lower().replace("ё", "е"))) or word
