"""What was said in calls, as the plain text that deals.linking compares with deals."""

from __future__ import annotations

from collections.abc import Mapping

from transcribe.utterance import Transcript


def texts_of_calls(transcripts: Mapping[str, Transcript]) -> dict[str, str]:
    """Call id to all that was said."""
    return {call_id: " ".join(u.text for u in transcript.utterances) for call_id, transcript in transcripts.items()}
