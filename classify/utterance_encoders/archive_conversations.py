"""All that has to be classified in an archive, as conversations that are made when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import overload

import numpy as np

from classify.utterance_encoders.conversation import Conversation
from deals.records import Archive, Message
from transcribe.utterance import Transcript

_WRITTEN_ROLES = {True: np.array([0.0, 0.0, 1.0]), False: np.array([1.0, 0.0, 0.0])}


def conversations_of(
    archive: Archive, transcripts: Mapping[str, Transcript], roles: Mapping[str, np.ndarray]
) -> tuple[Sequence[Conversation], list[str | Message]]:
    """All that has to be classified: each call, and each message as a conversation of one text.

    returns: the conversations, and for each its call id or its message.
    """
    sources = sources_of(archive, transcripts)
    return _Conversations(archive, transcripts, roles, sources), sources


def sources_of(archive: Archive, transcripts: Mapping[str, Transcript]) -> list[str | Message]:
    """The call ids of the calls with words, then the messages with a text."""
    calls = [call_id for call_id, transcript in transcripts.items() if transcript.utterances]
    return [*calls, *(message for message in archive.messages if message.text)]


class _Conversations(Sequence[Conversation]):
    """Made when asked for: side by side, all of them take as much memory as the transcripts."""

    def __init__(
        self,
        archive: Archive,
        transcripts: Mapping[str, Transcript],
        roles: Mapping[str, np.ndarray],
        sources: Sequence[str | Message],
    ) -> None:
        self._archive, self._transcripts, self._roles, self._sources = archive, transcripts, roles, sources

    @overload
    def __getitem__(self, place: int) -> Conversation: ...

    @overload
    def __getitem__(self, place: slice) -> list[Conversation]: ...

    def __getitem__(self, place: int | slice) -> Conversation | list[Conversation]:
        if isinstance(place, slice):
            return [self._of(source) for source in self._sources[place]]
        return self._of(self._sources[place])

    def __len__(self) -> int:
        return len(self._sources)

    def _of(self, source: str | Message) -> Conversation:
        if isinstance(source, Message):
            return Conversation((source.text,), _writer(self._archive, source)[None, :])
        return Conversation(tuple(u.text for u in self._transcripts[source].utterances), self._roles[source])


def _writer(archive: Archive, message: Message) -> np.ndarray:
    person = archive.people.get(message.author)
    if person is not None and person.role == "head":
        return np.array([0.0, 1.0, 0.0])
    return _WRITTEN_ROLES[message.from_client]
