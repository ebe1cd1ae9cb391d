"""What was said in calls, as the plain text that deals.linking compares with deals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transcribe.utterance import Transcript


class _TextsOfCalls(Mapping[str, str]):
    """Put together when asked for: side by side, all of them take as much memory as the transcripts."""

    def __init__(self, transcripts: Mapping[str, Transcript]) -> None:
        self._transcripts = transcripts

    def __getitem__(self, call_id: str) -> str:
        return " ".join(utterance.text for utterance in self._transcripts[call_id].utterances)

    def __iter__(self) -> Iterator[str]:
        return iter(self._transcripts)

    def __len__(self) -> int:
        return len(self._transcripts)


def texts_of_calls(transcripts: Mapping[str, Transcript]) -> Mapping[str, str]:
    """Call id to all that was said."""
    return _TextsOfCalls(transcripts)
